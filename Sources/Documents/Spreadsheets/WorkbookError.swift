/// Why a workbook cannot be read.
public struct WorkbookError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        // Files of another kind
        /// No ZIP file, or one of something else.
        case notWorkbook
        /// A workbook of Excel 97–2003 (.xls).
        case oldWorkbook
        /// An Excel workbook of the binary kind (.xlsb).
        case binaryWorkbook
        /// A spreadsheet of the OpenDocument kind (.ods).
        case openDocument
        /// A file that opens with a password only.
        case locked
        // Limits
        /// More bytes than this limit.
        case tooLarge(Int)
        /// More bytes when unpacked than this limit.
        case tooLargeUnpacked(Int)
        /// A part that is packed so densely that it is made to harm, by its name.
        case tooDense(String)
        /// More parts than this limit.
        case tooManyParts(Int)
        /// More sheets than this limit.
        case tooManySheets(Int)
        /// More rows than this limit.
        case tooManyRows(Int)
        /// More columns than this limit.
        case tooManyColumns(Int)
        /// More cells than this limit.
        case tooManyCells(Int)
        /// A cell of more UTF-16 units than this limit.
        case textTooLong(Int)
        // Damage
        /// A part, by its name, or the file as a whole (empty) is not as it must be.
        case damaged(Damage, part: String)
        /// A cell, as `B3`, whose value is none.
        case badCell(String)
    }

    /// In which way a file is damaged, or made to look like what it is not.
    public enum Damage: Hashable, Sendable {
        /// Something is cut off, or a table of the ZIP file points to nowhere.
        case truncated
        /// Two parts share bytes.
        case overlapping
        /// A part has not the size that is said.
        case wrongSize
        /// A part has not the checksum that is said.
        case wrongChecksum
        /// A name such as `../x` or `/x`.
        case unsafeName
        /// Two parts have the same name.
        case duplicateName
        /// A compression other than deflate.
        case compression
        /// ZIP64, which is for files far beyond the limits.
        case zip64
        /// A part that must be there is not.
        case missing
        /// XML that is not well formed, or no UTF-8.
        case xml
        /// A DOCTYPE, which could define entities; none is ever read.
        case doctype
        /// Elements nested deeper, or with more attributes, than any workbook has them.
        case nesting
        /// Merged cells that overlap.
        case merging
    }

    /// What is wrong.
    public let kind: Kind
    /// The name of the sheet it is in, if it is in one.
    public internal(set) var sheet: String?
    /// The row, counted from 1, at or after which it is.
    public internal(set) var row: Int?

    init(_ kind: Kind, sheet: String? = nil, row: Int? = nil) {
        self.kind = kind
        self.sheet = sheet
        self.row = row
    }

    /// Names of parts may be as long as 64 KB and are shown to people.
    init(_ damage: Damage, in part: String = "") { self.init(.damaged(damage, part: String(part.prefix(100)))) }

    func `in`(sheet: String, row: Int?) -> WorkbookError {
        WorkbookError(kind, sheet: self.sheet ?? String(sheet.prefix(100)), row: self.row ?? row)
    }
}

extension WorkbookError {
    /// Where it is, what is wrong and what to do, in both languages.
    public var message: (ja: String, en: String) {
        let (place, text) = (place, text)
        return (place.ja + text.ja, place.en + text.en)
    }

    private var place: (ja: String, en: String) {
        switch (sheet, row) {
        case (let sheet?, let row?): ("シート「\(sheet)」の \(row) 行目：", "Sheet \"\(sheet)\", row \(row): ")
        case (let sheet?, nil): ("シート「\(sheet)」：", "Sheet \"\(sheet)\": ")
        case (nil, _): ("", "")
        }
    }

    private var text: (ja: String, en: String) {
        switch kind {
        case .notWorkbook:
            (
                "Excel ブック（.xlsx）ではありません。Excel で「名前を付けて保存」から .xlsx を選んで保存したファイルを選んでください。",
                "This is no Excel workbook (.xlsx). Choose a file saved from Excel as .xlsx."
            )
        case .oldWorkbook:
            (
                "古い形式（.xls）のファイルは読み込めません。Excel で開き、「名前を付けて保存」で .xlsx を選んで保存し直してください。",
                "Files of the old kind (.xls) are not read. Open it in Excel and save it as .xlsx."
            )
        case .binaryWorkbook:
            (
                "バイナリ形式（.xlsb）のファイルは読み込めません。Excel で開き、「名前を付けて保存」で .xlsx を選んで保存し直してください。",
                "Files of the binary kind (.xlsb) are not read. Open it in Excel and save it as .xlsx."
            )
        case .openDocument:
            (
                "OpenDocument 形式（.ods）のファイルは読み込めません。.xlsx で保存し直してください。",
                "OpenDocument files (.ods) are not read. Save it as .xlsx."
            )
        case .locked:
            (
                "パスワードで保護されたファイルは読み込めません。Excel でパスワードを解除して保存し直してください。",
                "A file with a password is not read. Remove the password in Excel and save it again."
            )
        case .tooLarge(let limit):
            (
                "ファイルが大きすぎます（\(Self.size(limit)) まで）。画像や不要なシートを除くか、ファイルを分けてください。",
                "The file is too large (at most \(Self.size(limit))). Remove pictures and unused sheets, or split it."
            )
        case .tooLargeUnpacked(let limit):
            (
                "ファイルの中身が大きすぎます（展開後 \(Self.size(limit)) まで）。不要な行・列・シートを除くか、ファイルを分けてください。",
                "The file is too large when unpacked (at most \(Self.size(limit))). Remove unused rows, columns and sheets, "
                    + "or split it."
            )
        case .tooDense(let part):
            (
                "ファイルの一部（\(part)）の圧縮率が異常に高いため、読み込みません。データだけを新しいブックに貼り付けて保存し直してください。",
                "A part of the file (\(part)) is packed too densely to be read safely. Paste the data alone into a new "
                    + "workbook and save that."
            )
        case .tooManyParts(let limit):
            (
                "ファイルの部品が多すぎます（\(limit) 個まで）。画像や不要なシートを除いてください。",
                "The file has too many parts (at most \(limit)). Remove pictures and unused sheets."
            )
        case .tooManySheets(let limit):
            (
                "シートが多すぎます（\(limit) 枚まで）。不要なシートを除くか、ファイルを分けてください。",
                "There are too many sheets (at most \(limit)). Remove those not needed, or split the file."
            )
        case .tooManyRows(let limit):
            (
                "行が多すぎます（\(limit) 行まで）。不要な行を削除するか、ファイルを分けてください。",
                "There are too many rows (at most \(limit)). Delete rows not needed, or split the file."
            )
        case .tooManyColumns(let limit):
            (
                "列が多すぎます（\(limit) 列まで）。右の不要な列を削除してください。",
                "There are too many columns (at most \(limit)). Delete the columns at the right that are not needed."
            )
        case .tooManyCells(let limit):
            (
                "セルが多すぎます（\(limit) 個まで）。不要な行・列・シートを除くか、ファイルを分けてください。",
                "There are too many cells (at most \(limit)). Remove unused rows, columns and sheets, or split the file."
            )
        case .textTooLong(let limit):
            (
                "セルの文字数が多すぎます（\(limit) 字まで）。短くしてください。",
                "A cell has too much text (at most \(limit) characters). Make it shorter."
            )
        case .damaged(let damage, let part):
            (
                "ファイルが壊れています（\(part.isEmpty ? "" : part + "：")\(damage.words.ja)）。Excel で開き、.xlsx で保存し直してください。",
                "The file is damaged (\(part.isEmpty ? "" : part + ": ")\(damage.words.en)). Open it in Excel and save it "
                    + "as .xlsx again."
            )
        case .badCell(let cell):
            (
                "セル \(cell) の値を読み取れません。セルを入力し直すか、Excel で開いて保存し直してください。",
                "The value of cell \(cell) cannot be read. Enter it again, or open the file in Excel and save it again."
            )
        }
    }

    private static func size(_ bytes: Int) -> String {
        bytes >= 1_000_000 ? "\(bytes / 1_000_000) MB" : "\(bytes) B"
    }
}

extension WorkbookError.Damage {
    fileprivate var words: (ja: String, en: String) {
        switch self {
        case .truncated: ("途中で切れています", "it is cut off")
        case .overlapping: ("部品が重なっています", "parts overlap")
        case .wrongSize: ("大きさが合いません", "a size is wrong")
        case .wrongChecksum: ("検査値が合いません", "a checksum is wrong")
        case .unsafeName: ("部品の名前が正しくありません", "a part has a name that is not allowed")
        case .duplicateName: ("同じ名前の部品が二つあります", "two parts have the same name")
        case .compression: ("圧縮の方式が違います", "the compression is not known")
        case .zip64: ("ZIP64 形式です", "it is in the ZIP64 format")
        case .missing: ("ありません", "it is missing")
        case .xml: ("XML として正しくありません", "this is no well-formed XML")
        case .doctype: ("DOCTYPE 宣言があります", "it has a DOCTYPE")
        case .nesting: ("要素の構造が複雑すぎます", "elements are nested too deep")
        case .merging: ("結合したセルが重なっています", "merged cells overlap")
        }
    }
}
