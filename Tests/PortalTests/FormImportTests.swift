import Documents
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// Excelとのやりとり: a workbook read into a form that is being designed, and forms taken out as files.
@Suite("Forms and Excel")
struct FormImportTests {
    private let address = "colour-bureau/colourful/call"
    private var path: String { Site.adminFormImport(address) }

    /// A workbook of rows, by sheet.
    private func workbook(_ sheets: [(String, [[String]])]) throws -> [UInt8] {
        let writer = try WorkbookWriter(created: Date(timeIntervalSince1970: 1_800_000_000))
        for (name, rows) in sheets {
            try writer.addSheet(name)
            for row in rows { try writer.add(row.map { $0.isEmpty ? .blank : .text($0) }) }
        }
        return try writer.finish()
    }

    private let survey = [
        ["type", "name", "label", "required", "relevant", "calculation"],
        ["begin group", "shop", "お店", "", "", ""],
        ["select_one kind", "区分", "店の区分", "yes", "", ""],
        ["integer", "従業員数", "働く人の数", "", "${区分} = 'a'", ""],
        ["end group", "", "", "", "", ""],
        ["begin group", "sum", "計算", "", "${従業員数} > 1", ""],
        ["calculate", "倍", "人数の倍", "", "", "${従業員数} * 2"],
        ["calculate", "乱数", "くじ", "", "", "random()"],
        ["end group", "", "", "", "", ""],
    ]
    private let choices = [["list_name", "name", "label"], ["kind", "a", "小売"], ["kind", "b", "飲食"]]

    private func design(_ house: House) async throws -> FormDesign {
        let account = try await house.installation.database.read { try Accounts($0).find(login: "admin") }
        return try await house.installation.formDesign(
            "call", of: "colour-bureau/colourful", for: Officer(account: try #require(account)))
    }

    @Test("a workbook's questions come after those there are, under names that are free, and can be undone")
    func after() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let builder = try await admin.get(Site.adminForm(address))
        #expect(builder.text.contains(path), "the builder leads to it")
        let page = try await admin.get(path)
        let before = try await design(house).form
        let bytes = try workbook([("survey", survey), ("choices", choices)])
        let read = try await admin.send(page, to: path, file: bytes)
        #expect(read.status == 200, "\(read.words.prefix(600))")
        for word in ["2区分・4項目を読み込みました", "要確認：1件", "くじ", "random()"] {
            #expect(read.words.contains(word), "it says \(word)")
        }
        let after = try await design(house)
        #expect(Array(after.form.sections.dropLast(2)) == before.sections)
        let sections = after.form.sections.suffix(2)
        // 従業員数 is a name of the form already: the new one has another, also in the formulas of the other section.
        let count = try #require(sections.first?.fields.last)
        #expect(count.name != "従業員数" && count.label.ja == "働く人の数")
        #expect(sections.last?.relevant == "\(count.name) > 1")
        #expect(sections.last?.fields.first?.calculation == "\(count.name) * 2")
        #expect(after.judge.findings.filter { $0.severity == .error }.count == 1, "only what is to be written anew")
        // Pressed once more, it is not read twice.
        let again = try await admin.send(page, to: path, file: bytes)
        #expect(again.status == 409 && again.words.contains("フォームが変わりました"))
        let outline = try await admin.get(Site.adminForm(address))
        #expect(outline.words.contains("2区分を追加"))
        _ = try await admin.submit(outline, to: Site.adminFormActs(address), ["act": ["undo"]])
        #expect(try await design(house).form == before)
    }

    @Test("or come instead of them")
    func instead() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(path)
        let bytes = try workbook([("survey", survey), ("choices", choices)])
        let read = try await admin.send(page, to: path, file: bytes, values: ["place": "instead"])
        #expect(read.status == 200, "\(read.words.prefix(600))")
        let form = try await design(house).form
        #expect(form.sections.map(\.title.ja) == ["お店", "計算"])
        #expect(form.fields.map(\.name) == ["区分", "従業員数", "倍", "乱数"])
    }

    @Test("what is wrong with a workbook is said by sheet and row, and changes nothing")
    func refused() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let page = try await admin.get(path)
        let before = try await design(house).version
        var broken = survey
        broken[3][0] = "number of people"
        let cases: [([UInt8], String)] = [
            (try workbook([("survey", broken), ("choices", choices)]), "surveyシート4行目"),
            (try workbook([("sheet1", [["a"]])]), "survey"), (Array("PK\u{3}\u{4}xxxx".utf8), "読み込めませんでした"),
            ([], "選択してください"), ([UInt8](repeating: 0x61, count: Installation.largestWorkbook + 1), "大きすぎます"),
        ]
        for (bytes, says) in cases {
            let reply = try await admin.send(page, to: path, file: bytes)
            #expect(reply.status == 422, "\(says): \(reply.status)")
            #expect(reply.words.contains(says), "\(says): \(reply.words.prefix(900))")
        }
        #expect(try await design(house).version == before)
        #expect(try await admin.send(page, to: path, file: [1], token: "x").status == 403)
        #expect(try await house.officer("kanto").get(path).status == 404)
    }

    @Test("a form is taken out as 項目定義書 and as JSON Schema, of any version and as it is being designed")
    func files() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let account = try await house.installation.database.read { try Accounts($0).find(login: "admin") }
        _ = try await house.installation.editForm(
            .set(.field("事業名"), [Setting(.label(Text("取組の名前")))]), "call", of: "colour-bureau/colourful",
            by: Officer(account: try #require(account)))
        let book = Site.adminFormBook(address)
        for (query, label) in [("", "取組の名前"), ("?version=1", "事業名")] {
            let reply = try await admin.get(book + query)
            #expect(reply.status == 200)
            let cells = try Workbook(reading: reply.bytes).sheets.flatMap { $0.rows.flatMap { $0.map(\.text) } }
            #expect(cells.contains(label), "\(query)")
        }
        let schema = try JSON(parsing: try await admin.get(Site.adminFormSchema(address)).text)
        #expect(schema["properties"]?["事業名"]?["title"]?.string == "取組の名前")
        #expect(try await admin.get(book + "?version=9").status == 404)
        #expect(try await house.officer("kanto").get(book).status == 404)
    }
}
