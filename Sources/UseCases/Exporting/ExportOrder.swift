import Grants
import Storage

/// What is wanted of an export.
public struct ExportOrder: Sendable, ErrandParameters {
    public var format: Format
    public var content: Content
    /// The columns of the list it was asked from.
    public var columns: [Column]
    public var isEnglish: Bool
    /// The list to export; nil for the cases that were chosen.
    public var query: WorkListQuery?

    public init(
        format: Format, content: Content, columns: [Column], isEnglish: Bool, query: WorkListQuery? = nil
    ) {
        self.format = format
        self.content = content
        self.columns = columns
        self.isEnglish = isEnglish
        self.query = query
    }

    public enum Format: String, Sendable, Codable, CaseIterable {
        case csv
        /// CSV in Windows-31J.
        case csv932
        case xlsx
        /// A folder for each case, with its papers and files.
        case zip

        public var title: Text {
            switch self {
            case .csv: Text("CSV（UTF-8。Excelで開けます）", en: "CSV (UTF-8, opens in Excel)")
            case .csv932: Text("CSV（Shift_JIS。古いシステムに渡すとき）", en: "CSV (Shift_JIS, for older systems)")
            case .xlsx: Text("Excel（表の回答は別のシートに出ます）", en: "Excel (tables get sheets of their own)")
            case .zip: Text("ZIP（申請書・通知書のPDFと添付ファイル）", en: "ZIP (PDFs of filings and letters, attached files)")
            }
        }

        var ending: String {
            switch self {
            case .csv, .csv932: "csv"
            case .xlsx: "xlsx"
            case .zip: "zip"
            }
        }

        var mediaType: String {
            switch self {
            case .csv: "text/csv; charset=utf-8"
            case .csv932: "text/csv; charset=Shift_JIS"
            case .xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            case .zip: "application/zip"
            }
        }
    }

    public enum Content: String, Sendable, Codable, CaseIterable {
        /// The columns of the list.
        case columns
        /// These, and every answer.
        case answers

        public var title: Text {
            switch self {
            case .columns: Text("一覧に出ている列だけ", en: "Only the columns of the list")
            case .answers: Text("一覧の列と、申請のすべての回答", en: "The columns of the list and every answer")
            }
        }
    }

    /// A column by its key, with what it is headed by.
    public struct Column: Sendable, Codable {
        public let key: String
        public let heads: [String]

        public init(key: String, heads: [String]) {
            self.key = key
            self.heads = heads
        }
    }
}
