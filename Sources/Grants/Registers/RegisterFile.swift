/// A file of postal codes or banks, read: Kofu's own (data/README.md) or Japan Post's `utf_ken_all.csv`.
public enum RegisterFile: Sendable {
    /// Areas, offices or both.
    case postal([PostalArea], asOf: String?)
    case banks([BankEntry], asOf: String?)

    /// A file that is not one of those, or is damaged.
    public struct Unreadable: Error, Equatable, CustomStringConvertible {
        /// Counted from 1, where the trouble has a line.
        public let line: Int?
        public let message: Text

        public var description: String { (line.map { "line \($0): " } ?? "") + message.in(english: true) }
    }

    /// Reads a file's content, unpacked. What kind it is shows in its first line.
    public init(reading bytes: [UInt8]) throws(Unreadable) {
        let marks: [UInt8] = [0xEF, 0xBB, 0xBF]
        let content = bytes.starts(with: marks) ? bytes.dropFirst(marks.count) : bytes[...]
        if content.starts(with: "PK\u{3}\u{4}".utf8) { throw .zipped }
        var lines = RegisterLines(content)
        guard let first = lines.next() else { throw .empty }
        guard content.starts(with: "#kofu\t".utf8) else {
            self = .postal(try JapanPostFile.areas(in: content), asOf: nil)
            return
        }
        let header = first.split(separator: UInt8(ascii: "\t")).map { String(decoding: $0, as: UTF8.self) }
        switch header.dropFirst().first {
        case "postal": self = .postal(try RegisterFile.areas(in: &lines), asOf: header.last)
        case "banks": self = .banks(try RegisterFile.banks(in: &lines), asOf: header.last)
        default: throw .unknown(line: 1)
        }
    }

    /// Lines of `code, municipality, city, town, reading`, or of offices with `street, name` in place of the reading.
    private static func areas(in lines: inout RegisterLines) throws(Unreadable) -> [PostalArea] {
        var areas: [PostalArea] = []
        while let line = lines.next() {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            let area =
                switch fields.count {
                case 5:
                    PostalArea(
                        postal: fields[0], municipality: fields[1], city: fields[2], town: fields[3], kana: fields[4])
                case 6:
                    PostalArea(
                        postal: fields[0], municipality: fields[1], city: fields[2], town: fields[3],
                        office: PostalArea.Office(name: fields[5], street: fields[4]))
                default: PostalArea?.none
                }
            guard let area else { throw .unknown(line: lines.number) }
            areas.append(area)
        }
        return areas
    }

    /// Lines of `code, name, reading`: four digits for a bank, then three for each of its branches.
    private static func banks(in lines: inout RegisterLines) throws(Unreadable) -> [BankEntry] {
        var entries: [BankEntry] = []
        var bank: Bank?
        var branches: [BankBranch] = []
        while let line = lines.next() {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard fields.count == 3, fields[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
                throw .unknown(line: lines.number)
            }
            switch fields[0].utf8.count {
            case 4:
                if let bank { entries.append(BankEntry(bank: bank, branches: branches)) }
                bank = Bank(code: fields[0], name: fields[1], kana: fields[2])
                branches = []
            case 3 where bank != nil:
                branches.append(BankBranch(code: fields[0], name: fields[1], kana: fields[2]))
            default: throw .unknown(line: lines.number)
            }
        }
        if let bank { entries.append(BankEntry(bank: bank, branches: branches)) }
        return entries
    }
}

extension RegisterFile.Unreadable {
    static let empty = Self(line: nil, message: Text("ファイルが空です。", en: "The file is empty."))

    static let zipped = Self(
        line: nil,
        message: Text(
            "ZIPファイルのままです。展開して、中のファイルを指定してください。",
            en: "This is a ZIP file: unpack it and give the file in it."))

    static let notUTF8 = Self(
        line: nil,
        message: Text(
            "文字コードがUTF-8ではありません。日本郵便の「住所の郵便番号（1レコード1行、UTF-8形式）」のutf_ken_all.csvを使ってください。",
            en: "The file is not UTF-8: use Japan Post's utf_ken_all.csv, of one line a record."))

    static func unknown(line: Int) -> Self {
        Self(
            line: line,
            message: Text(
                "この行を読めません。郵便番号はutf_ken_all.csv、銀行はKofuのbanks.tsv.gzを使ってください。",
                en: "This line cannot be read: use utf_ken_all.csv for postal codes, Kofu's banks.tsv.gz for banks."))
    }
}

/// The lines of a file, one after the other, without their ends and the empty ones.
struct RegisterLines {
    private let bytes: ArraySlice<UInt8>
    private var position: Int
    /// The line given last, counted from 1.
    private(set) var number = 0

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
    }

    mutating func next() -> ArraySlice<UInt8>? {
        while position < bytes.endIndex {
            let end = bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.endIndex
            var line = bytes[position..<end]
            position = min(end + 1, bytes.endIndex)
            number += 1
            if line.last == UInt8(ascii: "\r") { line.removeLast() }
            if !line.isEmpty { return line }
        }
        return nil
    }
}
