import Foundation
import Testing

@testable import Grants

@Suite("Documents that mean harm, or were damaged")
struct ProgrammeDocumentHostileTests {
    /// What is found when this is the text of a form.
    private func findings(_ bytes: [UInt8]) -> [Finding] {
        var files = Sample.files
        files["forms/grant.yaml"] = bytes
        return files.findings.filter { $0.path == "forms/grant.yaml" }
    }

    private func findings(_ text: String) -> [Finding] { findings(Array(text.utf8)) }

    /// A bomb of aliases: each level holds the one before ten times.
    static func bomb(_ open: String, _ close: String) -> String {
        let levels = (1...12).map { level in
            "l\(level): &l\(level) \(open)" + Array(repeating: "*l\(level - 1)", count: 10).joined(separator: ", ")
                + close
        }
        return "l0: &l0 ha\n" + levels.joined(separator: "\n") + "\n"
    }

    @Test(
        "Anchors, aliases and tags are refused before they can grow, however they are dressed",
        arguments: [
            (bomb("[", "]"), 1), ("title: &a 申請書", 1), ("title: *a", 1), ("title: !!binary aGE=", 1), ("- - &a x", 1),
            ("a: [x, &a y]", 1), ("a: {k: &a y}", 1), ("a:\n  &a y", 2), ("a: 'x'\nb: \"y\"\nc: &a z", 3),
            ("*a : x", 1),
            ("a: |\n  text\nb: &a x", 3), ("a: >-\n  text\n\n  more\n&a b: c", 5), ("a: [x\n  \"y, &a z]", 2),
            ("a: x\n  \"y\nb: &a \"z", 3), ("a: x # \"\nb: &a \"z", 2), ("a: 'it''s'\nb: &a z", 2),
            ("a: \"x\\\"\"\nb: &a z", 2), ("--- &a\nb: c", 1), ("a: |2\n   x\nb: &a y", 3),
            ("a: x\u{2028}b: c\nd: &a y", 2),
            ("- |\n x\n- &a y", 3), ("{a: 'x', ? &b c : d}", 1), ("a:\n- x\n- |\n  &fine\n- &a y", 5),
        ])
    func reference(text: String, line: Int) {
        let found = findings(text)
        #expect(found.map(\.line) == [line], "\(found.map(\.description))")
    }

    @Test("Complex keys are refused: they are what makes a bomb go off")
    func keys() {
        for text in ["? [a, b]\n: c", "[a, b]: c", "{? a : b}", "%YAML 1.1\n---\na: b"] {
            #expect(findings(text).map(\.line) == [1], "\(text)")
        }
    }

    @Test("Texts may say &, * and ! where they are only letters")
    func letters() throws {
        var files = Sample.files
        files.edit(
            "forms/grant.yaml", "title: 交付申請書",
            """
            title: 交付 & *申請* 書!  # &この *注* !は読まない
            introduction: |
              *重要* な点
              !注意
              - &一覧
                  深い行 "引用

              # 見出し
            """)
        files.edit(
            "forms/grant.yaml", "type: money",
            "type: money\n    help: '*印*'\n    example: \"&\\\"!\"\n    message: 一行目\n      *二行目*")
        let form = try #require(try ProgrammeFolder(reading: files).programme.form("grant"))
        #expect(form.title == "交付 & *申請* 書!")
        #expect(form.introduction == "*重要* な点\n!注意\n- &一覧\n    深い行 \"引用\n\n# 見出し")
        #expect(form.fields[0].help == "*印*")
        #expect(form.fields[0].message == "一行目 *二行目*")
    }

    @Test("Deep nesting is refused, in whichever style it comes")
    func nesting() {
        let brackets = String(repeating: "[", count: 5000)
        let dashes = String(repeating: "- ", count: 5000)
        let braces = String(repeating: "{a: ", count: 5000)
        let lines = String(repeating: "[\n", count: 5000)
        let steps = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
        for text in [brackets, "title: " + brackets, dashes, braces, lines, steps] {
            #expect(findings(text).count == 1)
            #expect(findings(text).first?.message.ja.contains("入れ子が深すぎます") == true)
        }
    }

    @Test("What is no text, or too much of it, is refused in words")
    func noText() {
        let large = Array("title: ".utf8) + Array(repeating: UInt8(ascii: "a"), count: 1_048_576)
        let cases: [([UInt8], String)] = [
            (large, "大きすぎます"), ([0x74, 0xFF, 0xFE], "UTF-8"), (Array("title: \u{0}".utf8), "UTF-8"),
            (Array("title: あ".utf8.dropLast()), "UTF-8"), ([], "文書が空です"), (Array("# 注\n".utf8), "文書が空です"),
            (Array("---\n".utf8), "文書が空です"), (Array("ただの文".utf8), "「項目: 値」の形"), (Array("- 一覧".utf8), "「項目: 値」の形"),
            (Array("a: b\n---\nc: d".utf8), "YAMLとして読めません"), (Array("\ta: b".utf8), "YAMLとして読めません"),
        ]
        for (bytes, says) in cases {
            let found = findings(bytes)
            #expect(found.count == 1)
            #expect(found.first?.message.ja.contains(says) == true, "\(found.map(\.description))")
        }
        let control = findings("title: 申請書\nintroduction: 鐘\u{7}が鳴る\n")
        #expect(control.map(\.line) == [2])
        #expect(control.first?.message.ja.contains("使えない文字") == true)
    }

    @Test("Attachments may be any bytes up to 20 MB, but a Markdown text must be text")
    func attachments() {
        var files = Sample.files
        files["files/form.xlsx"] = [0, 0xFF, 0x50]
        #expect(files.findings.isEmpty)
        files["files/form.xlsx"] = Array(repeating: 0, count: 20 * 1_048_576 + 1)
        files["files/guidelines.md"] = [0xFF]
        #expect(files.findings.map(\.path) == ["files/form.xlsx", "files/guidelines.md"])
    }

    @Test(
        "A damaged example is read or refused, never a crash; findings name lines that exist", arguments: Examples.names
    )
    func damage(name: String) throws {
        let files = try Examples.files(name)
        let texts = files.filter { $0.key.hasSuffix(".yaml") }.mapValues { bytes in
            String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
                String.init)
        }
        let paths = texts.keys.sorted()
        var random = Seeded(20_261_101)
        var refused = 0
        for _ in 0..<100 {
            var damaged = files
            let path = try #require(paths.randomElement(using: &random))
            var lines = try #require(texts[path])
            for _ in 0..<Int.random(in: 1...3, using: &random) { damage(&lines, &random) }
            damaged[path] = Array(lines.joined(separator: "\n").utf8)
            let findings = damaged.findings
            refused += findings.isEmpty ? 0 : 1
            if findings.isEmpty {
                let folder = try ProgrammeFolder(reading: damaged)
                #expect(try ProgrammeFolder(reading: folder.documents) == folder)
            }
            for finding in findings {
                let count = finding.path == path ? lines.count : texts[finding.path]?.count ?? 0
                #expect((0...count).contains(finding.line), "\(finding)")
                #expect(!finding.message.ja.isEmpty)
            }
        }
        // Most damage is noticed; a changed help text rightly is not.
        #expect(refused > 30)
    }

    private func damage(_ lines: inout [String], _ random: inout Seeded) {
        guard let at = lines.indices.randomElement(using: &random) else { return }
        let other = lines.randomElement(using: &random) ?? ""
        switch Int.random(in: 0..<8, using: &random) {
        case 0: lines.remove(at: at)
        case 1: lines.insert(other, at: at)
        case 2: lines[at] = " " + lines[at]
        case 3: lines[at] = String(lines[at].dropFirst(2))
        case 4: lines[at] = lines[at].replacing(":", with: "")
        case 5: lines[at] = String(lines[at].shuffled(using: &random))
        case 6:
            let signs: [Character] = ["\"", "'", "[", "{", "|", ">", "&", "*", "\t", "\u{7}", "🌈", "-", "?", "#"]
            var characters = Array(lines[at])
            characters.insert(
                signs.randomElement(using: &random) ?? "!", at: Int.random(in: 0...characters.count, using: &random))
            lines[at] = String(characters)
        default: lines[at] = String(lines[at].prefix(lines[at].count / 2))
        }
    }
}
