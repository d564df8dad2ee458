import Documents
import Foundation
import Grants
import Testing
import XLSForm

@testable import UseCases

@Suite("A hostile XLSForm")
struct HostileFormTests {
    private func refusal(_ bytes: [UInt8]) throws -> [SheetFinding] {
        try #require(#expect(throws: ImportedForm.Refused.self) { try ImportedForm(readingXLSForm: bytes) }).findings
    }

    private func refusal(_ text: String) throws -> [SheetFinding] { try refusal(try book(text)) }

    @Test("that is no workbook is refused with what to do")
    func files() throws {
        for bytes in [[], Array("type,name\ntext,a\n".utf8), [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]] {
            let findings = try refusal(bytes)
            #expect(findings.count == 1)
            #expect(findings[0].message.ja.contains("xlsx"))
        }
        let whole = try book("| survey |\n| | type | name | label |\n| | text | a | A |")
        for length in stride(from: 0, to: whole.count, by: 97) { _ = try refusal(Array(whole[..<length])) }
    }

    @Test("has its mistakes named by sheet and row, all at once")
    func mistakes() throws {
        let findings = try refusal(
            """
            | survey |
            | | type | name | label | relevant |
            | | txet | a | A | |
            | | text | b c | B | |
            | | select_one 無 | d | D | ${無い} = 1 |
            | | begin group | g | G | |
            """)
        #expect(
            findings.map { "\($0.sheet):\($0.row ?? 0):\($0.column ?? "")" } == [
                "survey:2:type", "survey:3:name", "survey:4:type", "survey:5:type", "survey:4:relevant",
            ])
        // A workbook's only sheet is its survey, whatever its name.
        #expect(try refusal("| 一覧 |\n| | 氏名 |\n| | 山田 |").map(\.row) == [1])
        #expect(try refusal("| choices |\n| | list_name | name |\n| | a | b |").map(\.sheet) == ["survey"])
    }

    @Test("may have the name of a formula's error as a text")
    func errorTexts() throws {
        let imported = try imported("| survey |\n| | type | name | label |\n| | text | a | #REF! |")
        #expect(imported.form.fields[0].label == "#REF!")
    }

    @Test("whose calculations go round in a circle is told so, with the row")
    func circles() throws {
        let imported = try imported(
            """
            | survey |
            | | type | name | label | calculation | relevant |
            | | text | z | Z | | |
            | | calculate | a | A | ${b} + 1 | |
            | | calculate | b | B | ${a} + 1 | |
            | | text | s | S | | ${t} != '' |
            | | text | t | T | | ${s} != '' |
            """)
        let circle = imported.findings.filter { $0.severity == .error }
        #expect(circle.map(\.row) == [5])
        #expect(circle.first?.message.ja.contains("輪になっています") == true)
        // What is computed in a circle is of no type that could be known.
        #expect(imported.review.map(\.row) == [3, 4])
    }

    @Test("with more than a thousand fields is refused at the first too many, in little time")
    func fields() throws {
        func text(_ count: Int) -> String {
            "| survey |\n| | type | name | label |\n"
                + (1...count).map { "| | text | 項目\($0) | 項目 |" }.joined(separator: "\n")
        }
        #expect(try imported(text(1_000)).form.fields.count == 1_000)
        let findings = try refusal(text(1_001))
        #expect(findings.map(\.row) == [1_002])
        #expect(findings[0].message.ja.contains("1000個まで"))
        let (whole, clock) = (try book(text(19_000)), ContinuousClock())
        let time = try clock.measure { _ = try refusal(whole) }
        #expect(time < .seconds(10))
    }

    @Test("with too many choices or too long expressions is refused")
    func sizes() throws {
        let list = (1...400).map { "| | l | c\($0) | 選択肢 |" }.joined(separator: "\n")
        let many = (1...60).map { "| | select_one l | q\($0) | 問 | |" }.joined(separator: "\n")
        let choices = try refusal(
            """
            | survey |
            | | type | name | label | relevant |
            \(many)
            | choices |
            | | list_name | name | label |
            \(list)
            """)
        #expect(choices.map(\.row) == [52])
        let long = "${a}" + String(repeating: " + 1", count: 7_000)
        let rows = (1...20).map { "| | text | q\($0) | 問 | \(long) |" }.joined(separator: "\n")
        let expressions = try refusal(
            "| survey |\n| | type | name | label | relevant |\n| | integer | a | A | |\n\(rows)")
        #expect(expressions.map(\.row) == [17])
    }

    @Test("with as much as is allowed is read in little time")
    func time() throws {
        let sum = (1...20).map { "${項目\($0)}" }.joined(separator: " + ")
        let rows = (1...1_000).map { "| | integer | 項目\($0) | 項目 | \($0 > 20 ? sum + " > \($0)" : "") |" }
        let bytes = try book("| survey |\n| | type | name | label | relevant |\n" + rows.joined(separator: "\n"))
        let clock = ContinuousClock()
        var form: ImportedForm?
        let time = try clock.measure { form = try ImportedForm(readingXLSForm: bytes) }
        #expect(form?.form.fields.count == 1_000)
        #expect(form?.review.isEmpty == true)
        #expect(time < .seconds(20), "\(time)")
    }

    @Test("whose texts look like formulas, markup or YAML is only text")
    func texts() throws {
        let form = try imported(
            """
            | survey |
            | | type | name | label | hint | constraint | constraint_message |
            | | text | a | {1/0} }{ {{ | !!python/object: &x *y | . != '"}{' | {today()} |
            | | text | b | 要確認：一覧 | - [ ] {"a": 1} # c | . != '要確認' | だめ |
            """
        ).form
        #expect(form.fields[0].label == "{{1/0} }{{ {{{{")
        #expect(form.fields[0].help == "!!python/object: &x *y")
        let judge = Judge(form)
        #expect(judge.findings.filter { $0.severity == .error }.isEmpty)
        let judgement = judge.judge(Typed(["a": ["\"}{"]]))
        #expect(judgement.errors.map { judgement.filled($0.message).ja } == ["{today()}"])
        #expect(judgement.filled(form.fields[0].label).ja == "{1/0} }{ {{")
    }

    @Test("nested deep is flattened, or refused where it is too deep")
    func nesting() throws {
        func text(_ depth: Int) -> String {
            let begins = (1...depth).map { "| | begin group | g\($0) | G | ${a} > \($0) |" }
            let ends = (1...depth).map { _ in "| | end group | | | |" }
            return "| survey |\n| | type | name | label | relevant |\n| | integer | a | A | |\n"
                + (begins + ["| | text | x | X | |"] + ends).joined(separator: "\n")
        }
        let form = try imported(text(40)).form
        #expect(form.sections.count == 2)
        #expect(form.field(named: "x")?.relevant?.components(separatedBy: " and ").count == 39)
        #expect(try refusal(text(41)).map(\.row) == [43])
    }
}
