import Foundation
import Testing

@testable import Documents

@Suite("A workbook")
struct WorkbookTests {
    private func sheet(_ file: SheetFile, limits: Workbook.Limits = .standard) throws -> Workbook.Sheet {
        try #require(try Workbook(reading: file.bytes(), limits: limits).sheets.first)
    }

    private func texts(_ file: SheetFile) throws -> [[String]] { try sheet(file).rows.map { $0.map(\.text) } }

    // MARK: - Cells

    @Test("gives texts of all kinds, without the kana for sorting")
    func kindsOfText() throws {
        let file = SheetFile(
            rows: """
                <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>\
                <c r="C1" t="inlineStr"><is><t>直</t><rPh sb="0" eb="1"><t>チョク</t></rPh></is></c>\
                <c r="D1" t="str"><f>A1&amp;B1</f><v>結&lt;果</v></c><c r="E1" t="b"><v>1</v></c>\
                <c r="F1" t="e"><v>#DIV/0!</v></c><c r="G1" t="s"><v>2</v></c></row>
                """,
            texts: """
                <si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>\
                <si><r><t>株式</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 会社</t></r><rPh><t>カブ</t></rPh></si>\
                <si><t>行_x000D_\n二_x0041__x005F_x0041_<![CDATA[<&>]]>&#x9AD9;</t></si>
                """)
        let row = try #require(try sheet(file).rows.first)
        #expect(row.map(\.text) == ["東京", "株式 会社", "直", "結<果", "TRUE", "#DIV/0!", "行\n二A_x0041_<&>髙"])
        #expect(row.map(\.kind) == [.text, .text, .text, .text, .boolean, .error, .text])
        #expect(row.map(\.isFormula) == [false, false, false, true, false, false, false])
    }

    @Test(
        "gives numbers as people entered them",
        arguments: [
            ("0.10000000000000001", "0.1"), ("1.1000000000000001", "1.1"), ("12", "12"), ("-0", "0"),
            ("1E-2", "0.01"),
            ("1.5E+3", "1500"), ("0.30000000000000004", "0.3"), ("9.9999999999999995E-2", "0.1"),
            ("-1200.50", "-1200.5"),
            ("1234567890123456789", "1234567890123456789"), ("0.333333333333333315", "0.333333333333333"),
            ("9.9999999999999999E+22", "100000000000000000000000"), ("007", "7"), ("1.0", "1"), ("0.0", "0"),
        ])
    func numbers(_ stored: String, _ shown: String) throws {
        let cell = try #require(try sheet(SheetFile(rows: "<row><c><v>\(stored)</v></c></row>")).rows.first?.first)
        #expect(cell == Workbook.Cell(text: shown, kind: .number, isFormula: false))
    }

    @Test("refuses values that are none, and says which cell", arguments: ["abc", "1,000", "1E999", "--1", "", "１"])
    func badNumbers(_ stored: String) throws {
        let file = SheetFile(rows: "<row r=\"7\"><c r=\"AB7\"><v>\(stored)</v></c></row>")
        guard !stored.isEmpty else {
            #expect(try texts(file) == [])
            return
        }
        let error = #expect(throws: WorkbookError.self) { try sheet(file) }
        #expect(error?.kind == .badCell("AB7"))
        #expect(error?.message.ja.hasPrefix("シート「表」の 7 行目：セル AB7 の値") == true)
    }

    @Test(
        "gives days and times in ISO 8601",
        arguments: [
            ("14", "46171", "2026-05-29", Workbook.Kind.date), ("22", "46171", "2026-05-29T00:00:00", .dateTime),
            ("57", "46171.708333333336", "2026-05-29T17:00:00", .dateTime), ("31", "1", "1900-01-01", .date),
            ("14", "59", "1900-02-28", .date), ("14", "60", "60", .number), ("14", "61", "1900-03-01", .date),
            ("14", "2958465", "9999-12-31", .date), ("14", "2958466", "2958466", .number), ("14", "-1", "-1", .number),
            ("20", "0.75", "18:00:00", .time), ("46", "1.5208333333333333", "PT36H30M0S", .duration),
            ("200", "46171", "2026-05-29", .date), ("201", "46171", "46171", .number),
            ("202", "0.99999999", "00:00:00", .time),
            ("203", "12345", "0012345", .number), ("204", "3", "3", .number), ("205", "46171", "46171", .number),
            ("206", "46171", "2026-05-29", .date), ("207", "2", "PT48H0M0S", .duration), ("99999", "5", "5", .number),
        ])
    func days(_ format: String, _ stored: String, _ text: String, _ kind: Workbook.Kind) throws {
        let codes = [
            "[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@", "#,##0&quot;days&quot;\\d;[Red]m",
            "h:mm AM/PM", "0000000",
            "G/標準&quot;件&quot;", "0.00E+00", "m/d", "[mm]:ss",
        ]
        let custom = codes.enumerated().map { "<numFmt numFmtId=\"\($0 + 200)\" formatCode=\"\($1)\"/>" }.joined()
        let styles =
            "<numFmts>\(custom)</numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"\(format)\"/></cellXfs>"
        let rows = "<row><c s=\"1\"><v>\(stored)</v></c></row>"
        let cell = try #require(try sheet(SheetFile(rows: rows, styles: styles)).rows.first?.first)
        #expect(cell.text == text)
        #expect(cell.kind == kind)
    }

    @Test("counts days from 1904 where the file says so")
    func days1904() throws {
        let file = SheetFile(
            rows: "<row><c s=\"0\"><v>0</v></c><c s=\"0\"><v>44709</v></c></row>",
            styles: "<cellXfs><xf numFmtId=\"14\"/></cellXfs>", book: "<workbookPr date1904=\"1\"/>")
        #expect(try texts(file) == [["1904-01-01", "2026-05-29"]])
    }

    @Test("takes days that are written out")
    func isoDays() throws {
        let values = ["2026-05-29", "2026-05-29T00:00:00.000Z", "2026-05-29T17:30", "17:30:05.25"]
        let file = SheetFile(rows: "<row>" + values.map { "<c t=\"d\"><v>\($0)</v></c>" }.joined() + "</row>")
        #expect(try texts(file) == [["2026-05-29", "2026-05-29", "2026-05-29T17:30:00", "17:30:05"]])
    }

    // MARK: - Places

    @Test("puts cells where they belong and leaves out what is empty at the ends")
    func places() throws {
        let file = SheetFile(
            rows: """
                <row r="2"><c r="C2"><v>3</v></c><c r="B2"><v>2</v></c><c r="XFD2" s="0"/></row>\
                <row r="4"><c><v>1</v></c><c r="D4"><v>4</v></c><c><v>5</v></c></row><row r="1048576"><c s="1"/></row>
                """)
        #expect(try texts(file) == [[], ["", "2", "3"], [], ["1", "", "", "4", "5"]])
    }

    @Test("has the value of merged cells at their top left only")
    func merged() throws {
        let row = { (index: Int) in
            "<row r=\"\(index)\">" + (1...4).map { "<c><v>\(index)\($0)</v></c>" }.joined() + "</row>"
        }
        let merges = { (ranges: [String]) in
            "<mergeCells>" + ranges.map { "<mergeCell ref=\"\($0)\"/>" }.joined() + "</mergeCells>"
        }
        let rows = (1...4).map(row).joined()
        #expect(
            try texts(SheetFile(rows: rows, after: merges(["B1:D2", "A4:XFD1048576", "Z9:ZZ99"])))
                == [["11", "12"], ["21"], ["31", "32", "33", "34"], ["41"]])
        let file = SheetFile(rows: rows, after: merges(Array(repeating: "A1:D4", count: 3)))
        #expect(throws: WorkbookError.self) { try sheet(file) }
    }

    @Test("has its sheets in order, tells hidden ones, and knows both editions of the standard and prefixes")
    func sheets() throws {
        var file = SheetFile(("一 &amp; 二", "<sheetData/>"), ("隠し", ""), ("三", ""))
        file = file.changing("xl/workbook.xml") {
            let text = String(decoding: $0.contents, as: UTF8.self)
            $0.contents = Array(text.replacing("sheetId=\"2\"", with: "sheetId=\"2\" state=\"veryHidden\"").utf8)
        }
        file = file.changing("xl/sheets/s2.xml") {
            $0.contents = Array(
                ("\u{FEFF}<?xml version='1.0'?><!-- <!DOCTYPE> --><x:worksheet xmlns:x='u'><x:sheetData><x:row r='1'>"
                    + "<x:c r='A1' t='inlineStr'><x:is><x:t>値</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>")
                    .utf8)
        }
        let book = try Workbook(reading: file.bytes(comment: "付記"))
        #expect(book.sheets.map(\.name) == ["一 & 二", "隠し", "三"])
        #expect(book.sheets.map(\.isHidden) == [false, true, false])
        #expect(book.sheets[2].rows.map { $0.map(\.text) } == [["値"]])
        let utf16 = SheetFile(rows: "<row><c><v>1</v></c></row>").changing {
            let text = "\u{FEFF}" + String(decoding: $0.contents, as: UTF8.self)
            $0.contents = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        }
        #expect(try texts(utf16) == [["1"]])
    }

    // MARK: - Writing

    @Test("is read as it was written", arguments: 0..<20)
    func roundTrip(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let rows = (0..<60).map { _ in (0..<8).map { _ in dice.text() } }
        let bytes = try WorkbookWriter.write(
            rows.map { $0.map { .text($0) } }, columns: (0..<8).map { .init("列\($0)") }, sheet: "一覧",
            created: Date(timeIntervalSince1970: 0))
        var expected = rows.map { row in row.reversed().drop { $0.isEmpty }.reversed() as [String] }
        while expected.last?.isEmpty == true { expected.removeLast() }
        let sheet = try #require(try Workbook(reading: bytes).sheets.first)
        #expect(sheet.rows.dropFirst().map { $0.map(\.text) } == expected)
        #expect(sheet.rows.joined().allSatisfy { ($0.kind == .text || $0.text.isEmpty) && !$0.isFormula })
    }

    @Test("holds numbers as numbers while Excel keeps all their digits")
    func writtenNumbers() throws {
        let numbers: [Int64] = [0, -1, 999_999_999_999_999, -999_999_999_999_999, 1_000_000_000_000_000, .min, .max]
        let bytes = try WorkbookWriter.write(
            [numbers.map { .number($0) }, numbers.map { .amount($0) }], columns: [], sheet: "", created: Date())
        for row in try #require(try Workbook(reading: bytes).sheets.first).rows {
            #expect(row.map(\.text) == numbers.map(String.init))
            #expect(row.map(\.kind) == [.number, .number, .number, .number, .text, .text, .text])
        }
    }

    @Test("has sheets of any name, and the same bytes each time")
    func writtenSheets() throws {
        let long = { (count: Int) in String(repeating: "長", count: count) }
        let names = ["A/B[1]", "a/b[1]", "", long(40), long(50), "'q'", "\0"]
        let make = {
            let writer = try WorkbookWriter(created: Date(timeIntervalSince1970: 1_780_016_400), author: "事務局")
            for name in names { try writer.addSheet(name, columns: [.init("見出し", width: 1000)]) }
            try writer.add([.blank, .text("値"), .text("")])
            return try writer.finish()
        }
        let bytes = try make()
        let sheets = try Workbook(reading: bytes).sheets
        #expect(
            sheets.map(\.name) == [
                "A／B［1］", "a／b［1］ (2)", "Sheet", long(31), long(27) + " (2)", "’q’", "Sheet (2)",
            ])
        #expect(sheets.last?.rows.map { $0.map(\.text) } == [["見出し"], ["", "値"]])
        #expect(try bytes == make())
    }

    @Test("refuses to be written with more than Excel holds")
    func writtenLimits() throws {
        let text = String(repeating: "あ", count: 32_767)
        let bytes = try WorkbookWriter.write([[.text(text)]], columns: [], sheet: "表", created: Date())
        #expect(try Workbook(reading: bytes).sheets.first?.rows.first?.first?.text == text)
        #expect(throws: WorkbookWritingError.textTooLong(sheet: "表", row: 2, column: 2)) {
            try WorkbookWriter.write([[.blank, .text(text + "𠮷")]], columns: [.init("")], sheet: "表", created: Date())
        }
        #expect(throws: WorkbookWritingError.tooManyColumns(sheet: "表", row: 1)) {
            try WorkbookWriter.write(
                [Array(repeating: .number(1), count: 16_385)], columns: [], sheet: "表", created: Date())
        }
    }
}
