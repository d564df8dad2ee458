import Grants

/// What is said differently to each engine within a statement. Everything else is one dialect; what engines do
/// differently stands in `SQLite.swift` and `PostgreSQL.swift`.
extension SQL {
    /// A list of numbers too long for one parameter each: `doc in \(SQL.numbers(docs))`.
    static func numbers(_ numbers: some Sequence<Int64>) -> SQL {
        let list = "[\(numbers.map(String.init).joined(separator: ","))]"
        let (opening, closing) = (
            said(sqlite: "(select value from json_each(", postgres: "(select value::bigint from jsonb_array_elements("),
            said(sqlite: "))", postgres: "::jsonb))")
        )
        return "\(opening)\(list)\(closing)"
    }

    /// A list of texts of any length.
    static func texts(_ texts: some Sequence<String>) -> SQL {
        // PostgreSQL keeps no U+0000: no text that is stored has it.
        let list = JSON.strings(texts.map { $0.utf8.contains(0) ? $0.replacing("\u{0}", with: "\u{FFFD}") : $0 })
            .canonical
        let (opening, closing) = (
            said(
                sqlite: "(select value from json_each(", postgres: "(select value from jsonb_array_elements_text("),
            said(sqlite: "))", postgres: "::jsonb))")
        )
        return "\(opening)\(list)\(closing)"
    }

    /// Whether a column holds a text somewhere.
    static func contains(_ column: SQL, _ text: String) -> SQL {
        "\(said(sqlite: "instr", postgres: "strpos"))(\(column), \(text)) > 0"
    }

    /// An event's contents, to be looked into by `->` and `->>`.
    public static let data = said(sqlite: "data", postgres: "data::jsonb")

    /// Ends a choice of rows to work on, so that several processes choose different ones without waiting. SQLite has one
    /// writer, and nothing to say.
    static let skippingTaken = said(sqlite: "", postgres: " for update skip locked")
}
