import Foundation
import Testing

@testable import Documents

@Suite("A hostile workbook")
struct HostileWorkbookTests {
    private func kind(_ bytes: [UInt8], limits: Workbook.Limits = .standard) -> WorkbookError.Kind? {
        error(bytes, limits: limits)?.kind
    }

    private func error(_ bytes: [UInt8], limits: Workbook.Limits = .standard) -> WorkbookError? {
        do throws(WorkbookError) {
            _ = try Workbook(reading: bytes, limits: limits)
            return nil
        } catch {
            let (ja, en) = error.message
            #expect(!ja.isEmpty && !en.isEmpty && ja.utf8.count < 1500)
            return error
        }
    }

    private let plain = SheetFile(rows: "<row><c><v>1</v></c></row>")
    private let part = "xl/sheets/s0.xml"

    @Test("of another kind is refused with the way to save it")
    func otherKinds() throws {
        let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + Array(repeating: 0, count: 1016)
        #expect(kind(compound) == .oldWorkbook)
        #expect(error(compound)?.message.ja.contains(".xlsx を選んで保存し直してください") == true)
        let name: [UInt8] = "EncryptedPackage".utf8.flatMap { (letter: UInt8) -> [UInt8] in [letter, 0] }
        #expect(kind(compound + name + Array(repeating: 0, count: 96)) == .locked)
        for text in ["", "P", "氏名,住所\r\n", "%PDF-1.7"] { #expect(kind(Array(text.utf8)) == .notWorkbook) }

        var binary = plain
        binary = binary.changing("_rels/.rels") {
            let text = String(decoding: $0.contents, as: UTF8.self)
            $0.contents = Array(text.replacing("workbook.xml", with: "workbook.bin").utf8)
        }
        #expect(kind(binary.bytes()) == .binaryWorkbook)
        var open = plain
        open.parts.insert(.init("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), at: 0)
        #expect(kind(open.bytes()) == .openDocument)
        let letter = plain.changing("xl/workbook.xml") { $0.contents = Array("<w:document xmlns:w='w'/>".utf8) }
        #expect(kind(letter.bytes()) == .notWorkbook)
    }

    @Test("cannot hide bytes: sizes, checksums, names and places must agree")
    func lies() throws {
        let damage = { (damage: WorkbookError.Damage, name: String) in WorkbookError.Kind.damaged(damage, part: name) }
        #expect(kind(plain.changing { $0.checksum = 1 }.bytes()) == damage(.wrongChecksum, part))
        #expect(kind(plain.changing { $0.unpacked = 10 }.bytes()) == damage(.wrongSize, part))
        let tooShort = plain.changing { ($0.unpacked, $0.headerUnpacked) = (10, 10) }
        #expect(kind(tooShort.bytes()) == damage(.wrongSize, part))
        let tooLong = plain.changing { ($0.unpacked, $0.headerUnpacked) = (900_000, 900_000) }
        #expect(kind(tooLong.bytes()) == damage(.wrongSize, part))
        #expect(kind(plain.changing { $0.headerName = "xl/sheets/s9.xml" }.bytes()) == damage(.unsafeName, part))
        #expect(kind(plain.changing { $0.method = 12 }.bytes()) == damage(.compression, part))
        #expect(kind(plain.changing { $0.flags = 1 }.bytes()) == .locked)
        #expect(kind(plain.changing { $0.unpacked = .max }.bytes()) == damage(.zip64, part))
        #expect(kind(plain.changing("xl/workbook.xml") { $0.offset = 0 }.bytes()) != nil)
        var doubled = plain
        doubled.parts.append(.init("XL/Sheets/S0.xml", ""))
        #expect(kind(doubled.bytes()) == damage(.duplicateName, "XL/Sheets/S0.xml"))
        for name in ["../evil", "/etc/passwd", "a/../../b", "a\\..\\b", "C:\\x", "a/./b"] {
            var file = plain
            file.parts.append(.init(name, ""))
            guard case .damaged(.unsafeName, _) = kind(file.bytes()) else {
                Issue.record("\(name)")
                continue
            }
        }
        #expect(kind(plain.changing { $0.isStored = true }.bytes()) == nil)
    }

    @Test("whose parts share bytes is refused")
    func overlapping() throws {
        var file = plain
        file.parts.append(.init(part, ""))
        file.parts[file.parts.count - 1] = file.parts[0]
        file.parts[file.parts.count - 1].offset = 0
        #expect(kind(file.bytes()) == .damaged(.overlapping, part: part))
    }

    @Test("that is cut or changed anywhere never ends the program", arguments: 0..<4)
    func mutations(_ seed: UInt64) throws {
        var dice = Dice(seed)
        let file = SheetFile(
            rows: "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>46171.5</v></c></row>",
            after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells>", texts: "<si><t>文&amp;字</t></si>",
            styles: "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs>")
        let bytes = file.bytes()
        for length in stride(from: 0, to: bytes.count, by: 7) { #expect(kind(Array(bytes.prefix(length))) != nil) }
        for _ in 0..<1500 {
            var changed = bytes
            for _ in 0..<Int.random(in: 1...3, using: &dice) {
                let at = Int.random(in: 0..<changed.count, using: &dice)
                changed[at] = UInt8.random(in: 0...255, using: &dice)
            }
            _ = kind(changed)
            // The same in the XML, where checksums do not stand in the way.
            let index = Int.random(in: 0..<file.parts.count, using: &dice)
            var inside = file
            let at = Int.random(in: 0..<inside.parts[index].contents.count, using: &dice)
            inside.parts[index].contents[at] = "<>&;\"'/=!-[]0 A\u{7F}".utf8.randomElement(using: &dice) ?? 0
            _ = kind(inside.bytes())
        }
    }

    @Test("that unpacks to much is not unpacked")
    func bombs() throws {
        let zeros = String(repeating: " ", count: 5_000_000)
        let bomb = SheetFile(rows: zeros).bytes()
        #expect(bomb.count < 20_000)
        #expect(kind(bomb) == .tooDense(part))
        var limits = Workbook.Limits.standard
        limits.density = .max
        limits.unpackedBytes = 4_000_000
        #expect(kind(bomb, limits: limits) == .tooLargeUnpacked(4_000_000))
        limits.unpackedBytes = 6_000_000
        #expect(kind(bomb, limits: limits) == nil)
        limits.bytes = 1000
        #expect(kind(bomb, limits: limits) == .tooLarge(1000))
        limits = .standard
        limits.parts = 3
        #expect(kind(plain.bytes(), limits: limits) == .tooManyParts(3))
    }

    @Test("with too much in it is refused with the place")
    func limits() throws {
        let cell = { (place: String) in
            let row = place.drop(while: \.isLetter)
            return SheetFile(rows: "<row r=\"\(row)\"><c r=\"\(place)\"><v>1</v></c></row>").bytes()
        }
        #expect(error(cell("A100000")) == nil)
        #expect(error(cell("A100001")) == WorkbookError(.tooManyRows(100_000), sheet: "表", row: 100_001))
        #expect(error(cell("ALL5")) == nil)
        let wide = error(cell("ALM5"))
        #expect(wide == WorkbookError(.tooManyColumns(1_000), sheet: "表", row: 5))
        #expect(wide?.message.ja == "シート「表」の 5 行目：列が多すぎます（1000 列まで）。右の不要な列を削除してください。")
        #expect(wide?.message.en.hasPrefix("Sheet \"表\", row 5: There are too many columns") == true)
        var limits = Workbook.Limits.standard
        limits.cells = 10
        #expect(kind(cell("J1"), limits: limits) == nil)
        #expect(kind(cell("K1"), limits: limits) == .tooManyCells(10))
        limits = .standard
        limits.sheets = 1
        #expect(kind(SheetFile(("一", ""), ("二", "")).bytes(), limits: limits) == .tooManySheets(1))
        limits.units = 3
        let text = SheetFile(rows: "<row><c t=\"inlineStr\"><is><t>一二𠮷</t></is></c></row>").bytes()
        #expect(kind(text, limits: limits) == .textTooLong(3))
        for place in ["XFE1", "A0", "A1048577", "1A", "A", "1", "a1", "AAAAAAAAAAAAAAAAAAAA1", "A99999999999999999999"]
        {
            let bytes = SheetFile(rows: "<row><c r=\"\(place)\"><v>1</v></c></row>").bytes()
            #expect(kind(bytes) == .damaged(.xml, part: part))
        }
    }

    @Test("can define no entities and nest nothing deep")
    func xml() throws {
        let sheet = { (xml: String) in self.kind(self.plain.changing { $0.contents = Array(xml.utf8) }.bytes()) }
        let laughs = "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><worksheet>&b;</worksheet>"
        #expect(sheet(laughs) == .damaged(.doctype, part: part))
        #expect(sheet("<?xml version='1.0'?>\n<!-- x -->" + laughs) == .damaged(.doctype, part: part))
        #expect(sheet("<worksheet><!DOCTYPE x></worksheet>") == .damaged(.doctype, part: part))
        let deep = String(repeating: "<a>", count: 100_000)
        #expect(sheet("<worksheet>\(deep)") == .damaged(.nesting, part: part))
        let wide = (0..<1000).map { " a\($0)=''" }.joined()
        #expect(sheet("<worksheet\(wide)/>") == .damaged(.nesting, part: part))
        for xml in [
            "", " ", "x", "<", "<worksheet", "<worksheet>", "<worksheet></x>", "<worksheet a></worksheet>",
            "<worksheet a=1/>",
            "<worksheet a='<'/>", "<worksheet a='1'b='2'/>", "<worksheet><![CDATA[",
            "<worksheet><!-- ", "<?xml", "</worksheet>",
            "<worksheet><sheetData><row><c t='str'><v>&x;</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row><c t='str'><v>&#0;</v></c></row></sheetData></worksheet>",
            "<worksheet><sheetData><row><c t='str'><v>&amp</v></c></row></sheetData></worksheet>", "<table/>",
        ] {
            #expect(sheet(xml) == .damaged(.xml, part: part), "\(xml)")
        }
        let latin = plain.changing { $0.contents.insert(0xE9, at: $0.contents.count - 12) }
        #expect(kind(latin.bytes()) == .damaged(.xml, part: part))
    }

    @Test("cannot make cells of what it lacks")
    func references() throws {
        #expect(kind(SheetFile(rows: "<row><c t='s'><v>0</v></c></row>").bytes()) == .badCell("A1"))
        #expect(kind(SheetFile(rows: "<row><c t='s'><v>-1</v></c></row>", texts: "<si/>").bytes()) == .badCell("A1"))
        #expect(kind(SheetFile(rows: "<row><c t='zz'><v>1</v></c></row>").bytes()) == .badCell("A1"))
        let twice = "<row r='1'><c r='A1'><v>1</v></c></row><row r='1'><c r='A1'><v>2</v></c></row>"
        #expect(kind(SheetFile(rows: twice).bytes()) == .badCell("A1"))
        var file = plain
        file.parts.removeAll { $0.name == part }
        #expect(error(file.bytes()) == WorkbookError(.damaged(.missing, part: part), sheet: "表"))
        let outside = plain.changing("xl/_rels/workbook.xml.rels") {
            let text = String(decoding: $0.contents, as: UTF8.self)
            $0.contents = Array(text.replacing("sheets/s0.xml", with: "../../../../etc/passwd").utf8)
        }
        #expect(kind(outside.bytes()) == .damaged(.missing, part: "etc/passwd"))
    }
}
