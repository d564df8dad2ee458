/// The built-in functions as a table for people; the documentation's page of functions is this text.
public enum FunctionTable {
    /// The page in Markdown, with a table of names, forms, words and an example for each family.
    public static let markdown: String = {
        var text = """
            # The built-in functions

            Every function can be called by its English name or by any of its Japanese ones; they are the same function.
            A parameter with `?` after its name may be left out, one with `?` after its type may be null; `...` may be
            given many times. Arguments may be named: `substring(string: 住所, start position: 1, length: 3)`.

            This page is printed by `kofu feel functions`; the tests compare it with the table in the code and evaluate
            every example.


            """
        for family in Builtin.Family.allCases {
            text += "## \(family.heading)\n\n| Function | 日本語 | What | Example |\n| --- | --- | --- | --- |\n"
            for function in Builtin.all where function.family == family {
                let forms = function.forms.map { "`\(function.name)\($0.text)`" }.joined(separator: "<br>")
                let aliases = function.aliases.map { "`\($0)`" }.joined(separator: " ")
                let row = [
                    forms, aliases, "\(function.summary.ja)。<br>\(function.summary.en)",
                    "`\(function.example.text)` → `\(function.example.result)`",
                ]
                text += "| " + row.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |\n"
            }
            text += "\n"
        }
        text += """
            ## もし

            `もし(条件, 値1, 値2)` is `if 条件 then 値1 else 値2`, as spreadsheets write it. Only the value that is chosen
            is evaluated.
            """
        return text
    }()
}

extension Builtin.Family {
    fileprivate var heading: String {
        switch self {
        case .numbers: "Numbers 数"
        case .lists: "Lists 一覧"
        case .strings: "Strings 文字列"
        case .dates: "Dates and times 日付と時刻"
        case .conversions: "Conversions 変換"
        case .logic: "Logic 論理"
        case .contexts: "Contexts 項目の組"
        case .ranges: "Ranges 範囲"
        }
    }
}
