import Foundation
import Testing

@testable import Grants

/// The folders of `examples/programmes`, as they are in the repository.
enum Examples {
    static let names = [
        "colourful", "energy", "furusato", "market", "energy-equipment", "living-support", "mynapoint", "it-help",
    ]

    static func files(_ name: String) throws -> [String: [UInt8]] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("examples/programmes/\(name)")
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            let place = root.appendingPathComponent(path)
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder), !isFolder.boolValue
            else { continue }
            files[path] = Array(try Data(contentsOf: place))
        }
        return files
    }

    static func folder(_ name: String) throws -> ProgrammeFolder { try ProgrammeFolder(reading: files(name)) }
}

@Suite("Programmes as documents")
struct ProgrammeDocumentTests {
    @Test("An example is read and written back byte for byte", arguments: Examples.names)
    func examples(name: String) throws {
        let files = try Examples.files(name)
        let folder = try ProgrammeFolder(reading: files)
        for (path, bytes) in folder.documents {
            #expect(String(decoding: bytes, as: UTF8.self) == files[path].map { String(decoding: $0, as: UTF8.self) })
        }
        #expect(Set(folder.documents.keys) == Set(files.keys))
        #expect(try ProgrammeFolder(reading: folder.documents) == folder)
    }

    @Test("A programme and a round are read alone from their own documents", arguments: Examples.names)
    func alone(name: String) throws {
        let folder = try Examples.folder(name)
        #expect(try Programme(reading: folder.programme.documents) == folder.programme)
        for round in folder.rounds {
            #expect(try Round(reading: round.document, path: "rounds/\(round.code).yaml") == round)
        }
    }

    @Test("The colourful programme has seven open calls, two windows and external review")
    func colourful() throws {
        let folder = try Examples.folder("colourful")
        #expect(
            Set(folder.rounds.map(\.code))
                == ["red-1", "orange-1", "yellow-1", "green-1", "blue-1", "indigo-1", "purple-1"])
        #expect(
            Set(folder.rounds.map(\.title.ja)) == Set("赤橙黄緑青藍紫".map { "\($0)色補助金第1回公募" }))
        for round in folder.rounds {
            #expect(round.windows == ["kanto", "kinki"])
            #expect(round.keywords.contains("★自由に申請可"))
            #expect(round.visibility == .published)
        }
        let stages = folder.programme.flow.procedure("call")?.stages
        #expect(stages?.map(\.kind) == [.check, .review, .decision])
        #expect(stages?.map(\.reviewers) == [0, 2, 0])
    }

    @Test("The deck's forms have its labels, required marks and choices")
    func deck() throws {
        func fields(_ example: String, _ form: String) throws -> [String] {
            let form = try #require(try Examples.folder(example).programme.form(form))
            return form.sections.dropFirst().flatMap { section in
                [section.title.ja]
                    + section.fields.filter { $0.name != "事業名" }.map { field in
                        var words = field.label.ja + (field.required == .yes ? " *" : "")
                        if case .choice(let choices) = field.type {
                            words += "：" + choices.map(\.label.ja).joined(separator: "／")
                        }
                        return words
                    }
            }
        }
        #expect(
            try fields("energy", "grant") == [
                "導入する製品の概要", "事業概略 (50文字程度) *", "製品番号 *", "事業計画の概要", "環境基準への適合状況",
                "法定基準の合致状況 *：XX法第〇条に適合／上記以外", "証書類アップロード", "補助事業の実施体制図 *",
            ])
        #expect(
            try fields("furusato", "call") == [
                "事業スケジュール", "相手先企業との連携開始 *", "補助する事業等について", "ふるさと雇用活用実績 *：あり／なし", "法人格 *：あり／なし",
                "補助金支出の取扱規程の有無：あり／なし", "債務超過に該当していないこと：該当あり／該当なし",
            ])
    }

    @Test(
        "The form whose answers name a project has a field 事業名",
        arguments: Examples.names.filter { $0 != "living-support" })
    func title(name: String) throws {
        let programme = try Examples.folder(name).programme
        let first = try #require(programme.flow.first)
        #expect(programme.form(of: first.id)?.field(named: "事業名")?.required == .yes)
    }

    @Test("Every kind of field, limit and text survives being written and read")
    func everything() throws {
        let texts = [
            "true", "no", "~", "2026-11-01", "0123", "1_000", "- 一覧", "# 見出し", "a: b", "{{箱}", "[箱]", "&名", "*名", "!名",
            "%名", "'引用'",
            "\"引用\"", "逆\\斜線", "@宛", "`印`", "髙﨑㈱①", "𠮷野家😀", "一行目\n\n  字下げ\n- 二行目", "|縦", "> 引用", "末尾:", "？ 質問", "全角　空白",
        ]
        var programme = Samples.programme
        for (index, text) in texts.enumerated() {
            programme.windows.append(Window(id: "w\(index)", name: Text(text, en: "W \(index)"), area: Text(text)))
        }
        var form = Samples.form
        form.introduction = Text(texts[22], en: "first\n\nsecond")
        form.sections[0].guidance = "区分の要領"
        form.sections[0].fields[0].help = Text(texts.joined(separator: "\n"))
        form.sections[0].fields[0].prefill = .organisationName
        form.sections[0].fields[4].type = .date(
            DayLimits(earliest: Day(iso: "2026-04-01"), latest: Day(iso: "2028-02-29")))
        form.sections[0].fields[5].type = .choice(texts.prefix(22).map { Choice(code: $0, label: Text($0)) })
        form.sections[0].fields[14].type = .file(
            FileLimits(kinds: FileKind.allCases, maximumSize: 1536, maximumCount: 5))
        programme.forms = [form]
        programme.letters[0].notes = texts.map { Plain.lines($0) }.filter { !$0.contains("{") }
        programme.attachments = [Attachment(path: "files/様式 1.bin", bytes: [0, 255, 1])]
        let round = Round(
            code: "first", title: "第1回", catchphrase: "見本", description: Text(texts[22]), visibility: .unlisted,
            opens: try #require(JapanTime(iso: "2026-11-01T09:00")),
            closes: try #require(JapanTime(iso: "2026-12-25T17:00:30")), grantsBegin: YearMonth(iso: "2027-04"),
            windows: ["w3", "kanto"], ceiling: Yen(1), rate: "2/3", budget: Yen(.max), eligible: "yes",
            accounts: [.member, .entry], areas: ["全国"], purposes: [Catalogue.purposes[3]],
            industries: [Catalogue.industries[8]], employees: Catalogue.employees[2],
            keywords: texts.filter { !$0.contains("\n") },
            downloads: [Download(label: Text("様式", en: "Form"), path: "files/様式 1.bin")])
        let folder = ProgrammeFolder(programme: programme, rounds: [round])
        let read = try ProgrammeFolder(reading: folder.documents)
        #expect(read == folder)
        #expect(read.documents == folder.documents)
    }

    @Test("Byte order marks and the line ends of other systems are read like any others")
    func tolerance() throws {
        let files = try Examples.files("energy")
        let folder = try ProgrammeFolder(reading: files)
        for end in ["\r\n", "\r"] {
            let foreign = files.mapValues { bytes in
                let text = String(decoding: bytes, as: UTF8.self).replacingOccurrences(of: "\n", with: end)
                return [0xEF, 0xBB, 0xBF] + Array(text.utf8)
            }
            var read = try ProgrammeFolder(reading: foreign)
            read.programme.attachments = folder.programme.attachments
            #expect(read == folder)
        }
    }

    @Test("A text may be plain, a choice may be its own code, and amounts may be grouped")
    func shortForms() throws {
        var files = Sample.files
        files.edit("forms/call.yaml", "type: text", "type: choice\n    choices: [あり, {code: none, label: なし}]")
        files.edit("rounds/first.yaml", "ceiling: 2000000", "ceiling: 2_000_000\nbudget: 80,000,000")
        let folder = try ProgrammeFolder(reading: files)
        let field = try #require(folder.programme.form("call")?.field(named: "事業名"))
        #expect(field.label == "事業名")
        #expect(field.type == .choice([Choice(code: "あり", label: "あり"), Choice(code: "none", label: "なし")]))
        #expect(folder.rounds[0].ceiling == Yen(2_000_000))
        #expect(folder.rounds[0].budget == Yen(80_000_000))
    }
}
