/// What a row says under one heading: a text, or several by language or by a further name (`label::日本語 (ja)`,
/// `bind::relevant`).
indirect enum Cell: Hashable, Sendable {
    case text(String)
    case named([String: Cell])

    /// The text, if it is one.
    var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The entry of that name.
    subscript(name: String) -> Cell? {
        if case .named(let entries) = self { entries[name] } else { nil }
    }

    /// Both together; a text among named ones is that of the default language.
    func merged(_ other: Cell, default language: String) -> Cell {
        switch (self, other) {
        case (.named(let one), .named(let two)):
            return .named(one.merging(two) { $0.merged($1, default: language) })
        case (.text, .named(let two)):
            return two[language] == nil ? .named(two.merging([language: self]) { one, _ in one }) : other
        case (.named(let one), .text):
            return one[language] == nil ? .named(one.merging([language: other]) { one, _ in one }) : self
        case (.text, .text): return self
        }
    }
}

/// A row of a sheet with its cells by their headings' true names.
struct SheetRow: Sendable {
    /// As the spreadsheet numbers it.
    let number: Int
    /// Only cells that have something in them.
    var cells: [String: Cell] = [:]

    /// The text under a heading.
    func text(_ heading: String) -> String? { cells[heading]?.text }

    /// The texts under a heading by language; one without a language is that of the default language.
    func texts(_ heading: String, default language: String) -> Texts? {
        cells[heading].map { Texts($0, default: language) }
    }

    /// The texts under a name within a heading, such as `media::image`.
    func texts(_ heading: String, _ name: String, default language: String) -> Texts? {
        cells[heading]?[name].map { Texts($0, default: language) }
    }
}

/// A text in the languages of the form.
public struct Texts: Hashable, Sendable {
    /// The texts by the languages as the headers name them, such as `日本語 (ja)`. What has no language is under the
    /// form's default language.
    public let byLanguage: [String: String]
    /// Whether the sheet says the language of any of them.
    public let isTranslated: Bool

    init(_ cell: Cell, default language: String) {
        switch cell {
        case .text(let text):
            byLanguage = [language: text]
            isTranslated = false
        case .named(let entries):
            byLanguage = entries.compactMapValues(\.text)
            isTranslated = true
        }
    }

    /// The text in that language; if there is none, in the first of all by name.
    public func text(in language: String) -> String? {
        byLanguage[language] ?? byLanguage.sorted { $0.key < $1.key }.first?.value
    }

    /// The Japanese text: of the language whose name ends with `(ja)`, or is 日本語 or `ja`.
    public var japanese: String? {
        byLanguage.sorted { $0.key < $1.key }.first { language, _ in
            language.lowercased().hasSuffix("(ja)") || language == "日本語" || language.lowercased() == "ja"
                || language.lowercased() == "japanese"
        }?.value
    }
}
