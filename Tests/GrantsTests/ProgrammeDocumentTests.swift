import Foundation
import Testing

@testable import Grants

/// The example folders, as they are in the repository.
enum Examples {
    static let names = ["colourful", "energy", "furusato"]

    static func files(_ name: String) throws -> [String: [UInt8]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("examples/programmes/\(name)")
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let full = root.appendingPathComponent(path)
            if (try? full.resourceValues(forKeys: [.isRegularFileKey]))?.isRegularFile == true {
                files[path] = Array(try Data(contentsOf: full))
            }
        }
        return files
    }
}

@Suite("A programme's documents")
struct ProgrammeDocumentTests {
    @Test("that ship as examples are read without a finding", arguments: Examples.names)
    func examples(name: String) throws {
        let folder = try ProgrammeFolder(reading: Examples.files(name))
        #expect(!folder.rounds.isEmpty)
    }

    @Test("the colourful programme is the deck's: seven colours, two windows, several stages with reviewers")
    func colourful() throws {
        let folder = try ProgrammeFolder(reading: Examples.files("colourful"))
        #expect(folder.rounds.map(\.code).sorted() == [
            "blue-1", "green-1", "indigo-1", "orange-1", "purple-1", "red-1", "yellow-1",
        ])
        #expect(folder.rounds.allSatisfy { $0.windows == ["kanto", "kinki"] && $0.keywords.contains("★自由に申請可") })
        #expect(folder.programme.flow.procedures.first?.stages.map(\.kind) == [.check, .review, .decision])
    }

    @Test("the deck's two forms ask what the deck shows")
    func deckForms() throws {
        let energy = try ProgrammeFolder(reading: Examples.files("energy")).programme
        let product = try #require(energy.form("call"))
        for name in ["事業概略", "製品番号", "法定基準の合致状況", "補助事業の実施体制図"] {
            #expect(product.field(named: name)?.required == true, "\(name)")
        }
        let furusato = try ProgrammeFolder(reading: Examples.files("furusato")).programme
        let grant = try #require(furusato.form("grant"))
        for (name, required) in [
            ("相手先企業との連携開始", true), ("ふるさと雇用活用実績", true), ("法人格", true), ("補助金支出の取扱規程の有無", false),
            ("債務超過に該当していないこと", false),
        ] {
            #expect(grant.field(named: name)?.required == required, "\(name)")
        }
    }

    @Test("are the same after export and import, and exported again byte for byte", arguments: Examples.names)
    func roundTrip(name: String) throws {
        let folder = try ProgrammeFolder(reading: Examples.files(name))
        let exported = folder.documents
        let again = try ProgrammeFolder(reading: exported)
        #expect(again == folder)
        #expect(again.documents == exported)
    }

    struct Broken: CustomTestStringConvertible, Sendable {
        let path: String
        let replace: String
        let with: String
        let line: Int?
        let says: String
        var testDescription: String { "\(path): \(says)" }

        init(_ path: String, _ replace: String, _ with: String, line: Int? = nil, says: String) {
            self.path = path
            self.replace = replace
            self.with = with
            self.line = line
            self.says = says
        }
    }

    @Test(
        "that are broken are refused with file, line and what to do",
        arguments: [
            Broken("forms/call.yaml", "    required: true", "    requierd: true", line: 22, says: "「required」ではありませんか"),
            Broken("forms/call.yaml", "    type: text", "    type: txet", line: 20, says: "「text」ではありませんか"),
            Broken("forms/call.yaml", "  - name: 法人番号\n", "  - name: 事業者名\n", says: "2回あります"),
            Broken("forms/call.yaml", "- id: plan", "- id: organisation", says: "2回あります"),
            Broken("forms/call.yaml", "    minimum: 20\n", "    minimum: 2000\n", says: "小さくなっています"),
            Broken("forms/call.yaml", "    earliest: 2026-04-01", "    earliest: 2026-02-30", says: "2026-04-01"),
            Broken("forms/call.yaml", "    kinds: [pdf, docx]", "    kinds: [pdf, exe]", says: "一覧にない値"),
            Broken("forms/call.yaml", "    prefill: organisation.address", "    prefill: person.email", says: "この型の項目には入りません"),
            Broken("forms/call.yaml", "- name: 事業者名", "- name: 事業者 名", says: "空白や記号"),
            Broken("flow.yaml", "form: call", "form: cal", line: 2, says: "「call」ではありませんか"),
            Broken("flow.yaml", "to: external", "to: extrenal", says: "「external」ではありませんか"),
            Broken("flow.yaml", "letter: adoption", "letter: adoptoin", says: "「adoption」ではありませんか"),
            Broken("flow.yaml", "opens: [grant]", "opens: [grnat]", says: "「grant」ではありませんか"),
            Broken("flow.yaml", "sheet: score", "sheet: scroe", says: "「score」ではありませんか"),
            Broken("flow.yaml", "    reviewers: 2\n", "", says: "reviewers"),
            Broken("flow.yaml", "to: end adopted", "to: end adoptd", says: "adopted"),
            Broken("flow.yaml", "      to: decision\n", "      to: external\n", says: "終わりに着けません"),
            Broken("rounds/red-1.yaml", "closes: 2027-03-26T17:00", "closes: 2026-10-26T17:00", says: "より後になっていません"),
            Broken("rounds/red-1.yaml", "opens: 2026-11-02T09:00", "opens: 2026-11-31T09:00", line: 26, says: "2026-11-01T09:00"),
            Broken("rounds/red-1.yaml", "windows: [kanto, kinki]", "windows: [kanto, kinky]", says: "「kinki」ではありませんか"),
            Broken("rounds/red-1.yaml", "path: files/guidelines.md", "path: files/guideline.md", says: "ではありませんか"),
            Broken("rounds/red-1.yaml", "visibility: published", "visibility: publish", says: "「published」ではありませんか"),
            Broken("rounds/red-1.yaml", "areas: [全国]", "areas: [全世界]", says: "一覧にない値"),
            Broken("letters/rejection.yaml", "{理由}", "", says: "理由"),
            Broken("letters/adoption.yaml", "{事業名}", "{事業めい}", says: "「事業名」ではありませんか"),
            Broken("letters/adoption.yaml", "{回答:補助金申請額}", "{回答:補助金}", says: "フォームにありません"),
            Broken("programme.yaml", "code: colourful", "code: Colourful!", line: 1, says: "半角の英小文字"),
            Broken("programme.yaml", "  signatory: カラフル振興局長　虹野　七色\n", "", says: "「signatory」がありません"),
            Broken("programme.yaml", "windows:\n", "windows: &w\n", says: "アンカー"),
            Broken("programme.yaml", "name:\n  ja: カラフル補助金", "name:\n ja: カラフル\n   x", says: "YAMLとして読めません"),
        ])
    func broken(case broken: Broken) throws {
        var files = try Examples.files("colourful")
        let text = String(decoding: try #require(files[broken.path]), as: UTF8.self)
        let range = try #require(text.range(of: broken.replace), "the example has changed")
        files[broken.path] = Array(text.replacingCharacters(in: range, with: broken.with).utf8)
        let refused = #expect(throws: Refused.self) { try ProgrammeFolder(reading: files) }
        let findings = refused?.findings ?? []
        let found = findings.first { $0.message.ja.contains(broken.says) }
        #expect(found != nil, "\(findings.map(\.description).joined(separator: "\n"))")
        #expect(found?.message.en != nil)
        if let line = broken.line { #expect(found?.line == line) }
    }

    @Test("missing, not UTF-8, empty, too large, in no known place, or nested without end are refused, never a crash")
    func hostile() throws {
        let good = try Examples.files("colourful")
        let bombs: [(String, [UInt8]?)] = [
            ("flow.yaml", nil), ("flow.yaml", [0xFF, 0xFE, 0x00]), ("flow.yaml", []),
            ("flow.yaml", [UInt8](repeating: 0x61, count: 1_100_000)), ("notes.txt", [0x61]),
            ("flow.yaml", Array(String(repeating: "[", count: 50_000).utf8)),
            ("flow.yaml", Array((0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n").utf8)),
            ("flow.yaml", Array("a\u{0}b: c".utf8)), ("forms/../x.yaml", [0x61]),
        ]
        for (path, bytes) in bombs {
            var files = good
            files[path] = bytes
            #expect(throws: Refused.self, "\(path) \(bytes?.count ?? -1)") { try ProgrammeFolder(reading: files) }
        }
    }

    @Test("with any line dropped, doubled or swapped are a folder or findings with lines that exist", arguments: 0..<150)
    func mutations(seed: Int) throws {
        var random = Seeded(UInt64(seed) + 31)
        var files = try Examples.files("colourful")
        let path = try #require(
            files.keys.filter { $0.hasSuffix(".yaml") }.sorted().randomElement(using: &random))
        var lines = String(decoding: try #require(files[path]), as: UTF8.self).split(
            separator: "\n", omittingEmptySubsequences: false)
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            let index = Int.random(in: 0..<lines.count, using: &random)
            switch Int.random(in: 0..<4, using: &random) {
            case 0: lines.remove(at: index)
            case 1: lines.insert(lines[index], at: index)
            case 2: lines.swapAt(index, Int.random(in: 0..<lines.count, using: &random))
            default: lines[index] = lines[index].replacing(":", with: "") + "#{[\"'"
            }
            if lines.isEmpty { break }
        }
        files[path] = Array(lines.joined(separator: "\n").utf8)
        do {
            _ = try ProgrammeFolder(reading: files)
        } catch {
            #expect(!error.findings.isEmpty)
            for finding in error.findings where finding.path == path { #expect(finding.line <= lines.count + 1) }
        }
    }
}
