import Grants

extension Visit {
    /// A text of an office as HTML, marked as Japanese where an English page has to show it so (WCAG 3.1.2).
    func said(_ text: Text) -> HTML {
        english && text.en == nil ? "<span lang=\"ja\">\(text.ja)</span>" : "\(say(text))"
    }

    /// A word of the documents that exists only in Japanese, such as the name of an area.
    func japanese(_ text: String) -> HTML { english ? "<span lang=\"ja\">\(text)</span>" : "\(text)" }

    /// Items one after another as people read them: 「、」 between, or a comma.
    func joined(_ texts: [String]) -> String { texts.joined(separator: english ? ", " : "、") }
}
