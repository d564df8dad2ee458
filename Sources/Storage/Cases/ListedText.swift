/// Texts that lists are ordered by, or that are part of a key. A row of an index holds 2,704 bytes on PostgreSQL, and whoever
/// writes more is refused: so what people type, or a form lets them type, is cut in what lists read. The record has all of it.
enum ListedText {
    /// The longest, in code points: 2,400 bytes, which leaves room for the rest of an index's row.
    static let longest = 600

    /// A text as lists have it.
    static func of(_ text: String) -> String {
        // Whatever has so few bytes is short enough.
        guard text.utf8.count > longest, text.unicodeScalars.count > longest else { return text }
        var cut = String.UnicodeScalarView(text.unicodeScalars.prefix(longest - 1))
        cut.append("…")
        return String(cut)
    }
}

extension Migration {
    /// What SQLite, and PostgreSQL where it could be compressed, took before is cut likewise.
    static let listedTexts = Migration(
        number: 100, name: "listed texts",
        statements: ["title", "organisation_name", "round_title", "holder_name"].map { column in
            """
            update cases set \(column) = substr(\(column), 1, \(ListedText.longest - 1)) || '…'
            where length(\(column)) > \(ListedText.longest)
            """
        })
}
