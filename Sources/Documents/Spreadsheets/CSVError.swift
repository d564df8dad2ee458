/// Why a CSV file cannot be read or written. Lines are counted from 1, also those within quotes.
public enum CSVError: Error, Hashable, Sendable {
    /// More bytes than this limit.
    case tooLarge(Int)
    /// No text, but for example a workbook.
    case notText
    /// Neither UTF-8, UTF-16 with a byte order mark nor Windows-31J, and the line where it is found out.
    case encoding(line: Int?)
    /// The system's iconv knows no Windows-31J: its tables are not installed.
    case noWindows31J
    /// More rows than this limit.
    case tooManyRows(Int, line: Int)
    /// More columns than this limit.
    case tooManyColumns(Int, line: Int)
    /// More fields in all rows together than this limit.
    case tooManyFields(Int)
    /// A field of more bytes than this limit.
    case fieldTooLong(Int, line: Int)
    /// A quote that is opened in this line and never closed.
    case unclosedQuote(line: Int)
    /// Text between a closing quote and the end of its field.
    case textAfterQuote(line: Int)
    /// Characters that the encoding to be written lacks; the first 20.
    case unencodable([Missing])

    static let mostMissing = 20

    /// The same where the rows come after others of the same file.
    public func after(rows: Int) -> CSVError {
        guard case .unencodable(let missing) = self else { return self }
        return .unencodable(
            missing.map { Missing(character: $0.character, row: $0.row + rows, column: $0.column) })
    }

    /// A character that the encoding to be written lacks.
    public struct Missing: Hashable, Sendable {
        /// The character.
        public let character: Character
        /// The row it is in, counted from 1.
        public let row: Int
        /// The column it is in, counted from 1.
        public let column: Int
    }
}

extension CSVError {
    /// Where it is, what is wrong and what to do, in both languages.
    public var message: (ja: String, en: String) {
        switch self {
        case .tooLarge(let limit):
            (
                "大きすぎます（\(limit / 1_000_000) MB まで）。分けてください。",
                "It is too large (at most \(limit / 1_000_000) MB). Split it."
            )
        case .notText:
            (
                "CSV ファイルではありません。Excel のファイルは「CSV UTF-8（コンマ区切り）」で保存し直してください。",
                "This is no CSV file. Save Excel files as “CSV UTF-8 (Comma delimited)”."
            )
        case .encoding(let line):
            (
                (line.map { "\($0) 行目：" } ?? "") + "文字コードを判別できません。UTF-8 か Shift_JIS で保存し直してください。",
                (line.map { "Line \($0): " } ?? "") + "The character encoding is not known. "
                    + "Save it as UTF-8 or Shift_JIS."
            )
        case .noWindows31J:
            (
                "このサーバーでは Shift_JIS を扱えません。UTF-8 を使ってください。",
                "This server cannot read or write Shift_JIS. Use UTF-8."
            )
        case .tooManyRows(let limit, let line):
            (
                "\(line) 行目：行が多すぎます（\(limit) 行まで）。分けてください。",
                "Line \(line): there are too many rows (at most \(limit)). Split it."
            )
        case .tooManyColumns(let limit, let line):
            (
                "\(line) 行目：列が多すぎます（\(limit) 列まで）。不要な列を除いてください。",
                "Line \(line): there are too many columns (at most \(limit)). Remove those not needed."
            )
        case .tooManyFields(let limit):
            (
                "値が多すぎます（全部で \(limit) 個まで）。分けてください。",
                "There are too many values (at most \(limit)). Split it."
            )
        case .fieldTooLong(let limit, let line):
            (
                "\(line) 行目：値が長すぎます（UTF-8 で \(limit) バイトまで）。引用符（\"）の閉じ忘れがないか確かめてください。",
                "Line \(line): a value is too long (at most \(limit) bytes of UTF-8). "
                    + "See whether a quote (\") is not closed."
            )
        case .unclosedQuote(let line):
            (
                "\(line) 行目：引用符（\"）が閉じられていません。値の終わりに \" を入れるか、値の中の \" を二つ重ねてください。",
                "Line \(line): a quote (\") is not closed. Close it, or double a quote that belongs to the value."
            )
        case .textAfterQuote(let line):
            (
                "\(line) 行目：引用符（\"）を閉じた後に文字があります。値の中の \" は二つ重ねてください。",
                "Line \(line): there is text after a closing quote (\"). Double quotes that belong to the value."
            )
        case .unencodable(let missing):
            (
                "Shift_JIS にない文字があります："
                    + missing.map { "\($0.row) 行 \($0.column) 列「\($0.character)」" }.joined(separator: "、")
                    + "。UTF-8 で出力してください。",
                "Shift_JIS lacks: "
                    + missing.map { "\"\($0.character)\" (row \($0.row), column \($0.column))" }.joined(separator: ", ")
                    + ". Write UTF-8 instead."
            )
        }
    }
}
