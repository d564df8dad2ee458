import Foundation
import Testing

@testable import Documents

@Suite("CSV")
struct CSVTests {
    private func read(_ text: String) throws -> [[String]] { try CSV.read(Array(text.utf8)) }

    private func error<T>(_ body: () throws(CSVError) -> T) -> CSVError? {
        do throws(CSVError) {
            _ = try body()
            return nil
        } catch {
            #expect(!error.message.ja.isEmpty && !error.message.en.isEmpty)
            return error
        }
    }

    // MARK: - Reading

    @Test("has fields, quotes and line ends of any kind")
    func fields() throws {
        #expect(try read("a,b\r\nc,d") == [["a", "b"], ["c", "d"]])
        #expect(try read("a,\"b,\"\"c\"\"\r\nd\"\n,") == [["a", "b,\"c\"\r\nd"], ["", ""]])
        #expect(try read("一\r二\n三\r\n") == [["一"], ["二"], ["三"]])
        #expect(try read("a\n\n\"\"\n") == [["a"], [], [""]])
        #expect(try read(" a , b\u{3000}") == [[" a ", " b\u{3000}"]])
        #expect(try read("5\" disk,x\"y\"") == [["5\" disk", "x\"y\""]])
        #expect(try read("") == [])
        #expect(try read(",") == [["", ""]])
    }

    @Test("is known by its first row to be separated by tabs")
    func separators() throws {
        #expect(try read("氏名\t金額\n山田\t1,200") == [["氏名", "金額"], ["山田", "1,200"]])
        #expect(try read("a,b,\"\t\t\t\"\nc\td,e") == [["a", "b", "\t\t\t"], ["c\td", "e"]])
        #expect(try read("\n\na\tb") == [[], [], ["a", "b"]])
        #expect(
            try CSV.rows(pasted: "1,000,000\t2\r\n\"一\n二\"\t\"\"\"x\"\"\"\r\n")
                == [["1,000,000", "2"], ["一\n二", "\"x\""]])
        #expect(try CSV.rows(pasted: "\u{FEFF}\"甲\" 乙\t丙\n\"x\" y") == [["\"甲\" 乙", "丙"], ["\"x\" y"]])
        #expect(try CSV.rows(pasted: "a,b") == [["a", "b"]])
    }

    @Test("says the line of a mistake")
    func mistakes() throws {
        let read = { (text: String) in self.error { () throws(CSVError) in try CSV.rows(pasted: text) } }
        #expect(read("a\r\n\"b\r\nc\",d\r\ne,\"f") == .unclosedQuote(line: 4))
        #expect(read("a\n\"b\n\"c,d") == .textAfterQuote(line: 3))
        #expect(read("a\tb\n\"b\tc\"d") == .textAfterQuote(line: 2))
    }

    @Test("has limits")
    func limits() throws {
        var limits = CSV.Limits.standard
        (limits.rows, limits.columns, limits.fieldBytes, limits.bytes) = (3, 2, 6, 60)
        let read = { (text: String) in
            self.error { () throws(CSVError) in try CSV.rows(pasted: text, limits: limits) }
        }
        #expect(read("a\nb\nc\n") == nil)
        #expect(read("a\n\"\n\"\nc\nd") == .tooManyRows(3, line: 5))
        #expect(read("a,b\nc,d,e") == .tooManyColumns(2, line: 2))
        #expect(read("一二,\n三四五") == .fieldTooLong(6, line: 2))
        #expect(read(String(repeating: "a", count: 61)) == .tooLarge(60))
        limits.fields = 3
        #expect(read("a,b\nc") == nil)
        #expect(read("a,b\nc,d") == .tooManyFields(3))
    }

    @Test("may be in UTF-8, UTF-16 or Windows-31J")
    func encodings() throws {
        let text = "①㈱髙﨑,～－∥\r\nｱｲｳ,𠮷\r\n"
        let rows = [["①㈱髙﨑", "～－∥"], ["ｱｲｳ", "𠮷"]]
        #expect(try CSV.read([0xEF, 0xBB, 0xBF] + Array(text.utf8)) == rows)
        #expect(try read(text) == rows)
        #expect(try CSV.read([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }) == rows)
        #expect(try CSV.read([0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == rows)
        let windows: [UInt8] = [
            0x87, 0x40, 0x87, 0x8A, 0xFB, 0xFC, 0xED, 0x95, 0x2C, 0x81, 0x60, 0x81, 0x7C, 0x81, 0x61, 0x0D, 0x0A,
            0xB1, 0xB2, 0xB3, 0x2C, 0x5C, 0x95, 0x5C, 0x0D, 0x0A,
        ]
        // The second byte of 表 is a backslash's.
        #expect(try CSV.read(windows) == [["①㈱髙﨑", "～－∥"], ["ｱｲｳ", "\\表"]])
    }

    @Test("is refused where it is no text")
    func noText() throws {
        let read = { (bytes: [UInt8]) in self.error { () throws(CSVError) in try CSV.read(bytes) } }
        #expect(read([0x61, 0, 0x62]) == .notText)
        #expect(read([0x50, 0x4B, 3, 4, 20]) == .notText)
        #expect(read([0xD0, 0xCF, 0x11, 0xE0]) == .notText)
        #expect(read([0xFF, 0xFE, 0x41]) == .encoding(line: nil))
        #expect(read([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]) == .encoding(line: nil))
        #expect(read([0x61, 0x0A, 0x61, 0x0A, 0xFF, 0xFF]) == .encoding(line: 3))
        #expect(read([0x61, 0x82]) == .encoding(line: 1))
    }

    // MARK: - Writing

    @Test(
        "keeps Excel from computing",
        arguments: [
            ("=1+1", "'=1+1"), ("+81-3", "'+81-3"), ("-1-1", "'-1-1"), ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("\rx", "'\rx"),
            ("-12", "-12"), ("-1,200.5", "-1,200.5"), ("+5", "+5"), ("-1,20", "'-1,20"), ("-.5", "'-.5"),
            ("-1.", "'-1."),
            ("-1,2000", "'-1,2000"), ("-,100", "'-,100"), ("-1e5", "'-1e5"), ("-１", "'-１"),
            ("-", "-"), ("－", "－"),
            ("＝1+1", "'＝1+1"), ("\t", "'\t"), ("a=1", "a=1"), ("'=1", "'=1"), ("", ""), ("-1\u{301}", "'-1\u{301}"),
        ])
    func formulas(_ field: String, _ written: String) throws {
        #expect(CSV.harmless(field) == written)
        #expect(try CSV.read(CSV.write([["x", field]])) == [["x", written]])
    }

    @Test("is written with quotes where they must be")
    func writing() throws {
        let bytes = try CSV.write([["a", "b c", " d"], ["e,f", "g\"h", "i\nj"], [""], [], ["", ""]])
        let text = "\u{FEFF}a,b c,\" d\"\r\n\"e,f\",\"g\"\"h\",\"i\nj\"\r\n\"\"\r\n\r\n,\r\n"
        #expect(bytes == Array(text.utf8))
        #expect(try CSV.write([["表髙①", "〜−"]], encoding: .windows31J).count == 13)
    }

    @Test("is read as it was written", arguments: 0..<50)
    func roundTrip(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let rows = (0..<50).map { _ in (0..<Int.random(in: 0...6, using: &dice)).map { _ in dice.text() } }
        let expected = rows.map { $0.map(CSV.harmless) }
        // A first row of tabs in quotes must not be taken for a separator.
        #expect(try CSV.read(CSV.write([["\t\t", "b"]] + rows)).dropFirst() == expected[...])
        let lacking = Set("𠮷\u{3099}\u{FFFE}\u{2028}é👨👩👧\u{200D}\u{301}".unicodeScalars)
        let plain = rows.map { row in
            row.map { String(String.UnicodeScalarView($0.unicodeScalars.filter { !lacking.contains($0) })) }
        }
        let bytes = try CSV.write([["髙", "b"]] + plain, encoding: .windows31J)
        #expect(try CSV.read(bytes).dropFirst() == plain.map { $0.map(CSV.harmless) }[...])
    }

    @Test("tells all characters that Windows-31J lacks")
    func lacking() throws {
        let error = error { () throws(CSVError) in
            _ = try CSV.write([["髙"], ["a", "𠮷野", "é한"], ["か\u{3099}"]], encoding: .windows31J)
        }
        guard case .unencodable(let missing) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(missing.map(\.character) == ["𠮷", "é", "한", "か\u{3099}"])
        #expect(missing.map(\.row) == [2, 2, 2, 3])
        #expect(missing.map(\.column) == [2, 3, 3, 1])
        #expect(error?.message.ja.contains("2 行 2 列「𠮷」") == true)
        let many = self.error { () throws(CSVError) in
            _ = try CSV.write(Array(repeating: ["𠮷"], count: 1000), encoding: .windows31J)
        }
        guard case .unencodable(let first) = many else {
            Issue.record("\(String(describing: many))")
            return
        }
        #expect(first.count == 20)
    }
}
