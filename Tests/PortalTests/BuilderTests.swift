import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// フォームビルダー through the real router: what administrators press, what they press at the same time, and what nobody
/// should press.
@Suite("The form builder")
struct BuilderTests {
    let programme = "colour-bureau/colourful"
    private var home: String { Site.adminForm(programme, "call") }
    private var acts: String { Site.adminFormActs(programme, "call") }
    private func editor(_ part: String) -> String { Site.adminFormField(programme, "call", part) }

    private func form(_ house: House) async throws -> Form { try await house.design(programme, "call").form }

    /// Presses a button of the outline.
    @discardableResult
    private func press(_ browser: Browser, _ act: String, _ values: [String: [String]] = [:]) async throws -> Reply {
        let page = try await browser.get(home)
        return try await browser.submit(page, to: acts, values.merging(["act": [act]]) { $1 })
    }

    /// Saves a field's editor as its page shows it, with other values.
    @discardableResult
    private func save(_ browser: Browser, _ part: String, _ values: [String: [String]]) async throws -> Reply {
        try await browser.submit(try await browser.get(editor(part)), to: editor(part), values)
    }

    // MARK: Parts

    @Test("adds, moves, copies and removes fields and columns; each administrator undoes their own")
    func parts() async throws {
        let house = try await House()
        let (one, two) = (try await house.officer("admin"), try await house.secondAdministrator())
        let made = try await press(one, "new:plan", ["label": ["見積り（税込）"], "type": ["money"]])
        #expect(made.location == editor("見積り（税込）"))
        let table = try await press(two, "new:plan", ["label": ["経費表"], "type": ["table"]])
        #expect(table.location == editor("経費表"))
        let page = try await two.get(editor("経費表"))
        let column = try await two.submit(
            page, to: acts, ["act": ["new-column:経費表"], "label": ["数量"], "type": ["integer"]])
        #expect(column.location == editor("経費表.数量"))
        #expect(try await two.get(editor("経費表.数量")).status == 200)
        try await press(one, "up-part:見積り（税込）")
        try await press(two, "up-part:経費表.数量")
        try await press(two, "copy-part:経費表.金額")
        try await press(one, "drop-part:見積り（税込）")
        var now = try await form(house)
        #expect(now.field(id: "見積り（税込）") == nil)
        guard case .table(let columns)? = now.field(id: "経費表")?.type else {
            Issue.record("no table")
            return
        }
        #expect(columns.columns.map(\.name) == ["内容", "数量", "金額", "金額2"])
        // One's undo brings back one's own field, and leaves the other's table alone; two's goes on from there.
        try await press(one, "undo")
        try await press(two, "undo")
        now = try await form(house)
        #expect(now.field(id: "見積り（税込）") != nil)
        #expect(now.field(id: "経費表")?.grid?.columns.map(\.name) == ["内容", "数量", "金額"])
        try await press(two, "redo")
        try await press(one, "redo")
        now = try await form(house)
        #expect(now.field(id: "見積り（税込）") == nil)
        #expect(now.field(id: "経費表")?.grid?.columns.count == 4)
        // Everything back, step by step, each by whoever did it.
        for browser in [one, two, one, two, one, two, one, two] where try await browser.get(home).canUndo {
            try await press(browser, "undo")
        }
        #expect(try await form(house) == House.colourful().programme.form("call"))
        #expect(try await !one.get(home).canUndo)
        #expect(try await press(one, "undo").status == 409, "there is nothing left, and it is said")
    }

    @Test(
        "the same button pressed twice does its work once",
        arguments: ["copy-part:事業名", "copy-section:plan", "new:plan", "new-section", "template", "undo"])
    func twice(act: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        try await press(admin, "up-part:従業員数")
        try await press(admin, "down-section:plan")
        let values = [
            "act": [act], "label": ["見積り"], "type": ["money"], "title": ["新しい区分"], "template": ["organisation"],
        ]
        let page = try await admin.get(home)
        let first = try await admin.submit(page, to: acts, values)
        #expect(first.status == 303, "\(first.words.prefix(500))")
        let once = try await house.design(programme, "call")
        #expect(once.version == 3)
        let again = try await admin.submit(page, to: acts, values)
        #expect(again.status == 303)
        #expect(again.location == first.location, "the second press comes to the same page")
        let twice = try await house.design(programme, "call")
        #expect(twice.version == 3)
        #expect(twice.form == once.form)
        // Another button of the same page is another act.
        #expect(try await admin.submit(page, to: acts, ["act": ["copy-part:総事業費"]]).status == 303)
        #expect(try await house.design(programme, "call").version == 4)
    }

    @Test(
        "a button for something that is gone or was never there says so",
        arguments: [
            "drop-part:", "copy-part:", "up-part:", "down-part:", "drop-part:a.b.c", "copy-part:a.b.c", "up-part:ない",
            "down-part:ない", "up-part:ない.列", "down-part:a.b.c", "drop-part:ない", "copy-part:ない",
        ])
    func gone(act: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let reply = try await press(admin, act)
        #expect(reply.status == 409 || reply.status == 422)
        #expect(reply.words.contains("もうありません"), "\(act): \(reply.words.prefix(600))")
    }

    @Test("dragging to another section, to a section that is gone, and to nowhere")
    func dragging() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        #expect(try await press(admin, "place:従業員数>pledges>").status == 303)
        #expect(try await form(house).section("pledges")?.fields.first?.id == "従業員数")
        #expect(try await press(admin, "place:従業員数>plan>事業名").status == 303)
        #expect(try await form(house).section("plan")?.fields.map(\.id).prefix(2) == ["事業名", "従業員数"])
        #expect(try await press(admin, "place:従業員数>no-such-section>").status == 409)
        for act in [
            "place:従業員数", "place:>>", "place:..>plan>", "drop-part:", "drop-part:ない", "copy-part:a.b.c", "up-part:",
            "up-part:ない", "down-part:ない.列", "up-section:ない", "copy-section:ない", "drop-section:ない",
            "new:ない", "new-column:事業名", "new-column:ない", "template", "from", "new-section", "x", "", ":",
        ] {
            let reply = try await press(admin, act, ["label": ["名前"], "type": ["text"]])
            #expect([303, 409, 422].contains(reply.status), "\(act): \(reply.status)")
        }
        #expect(try await form(house).fields.count == House.colourful().programme.form("call")?.fields.count)
    }

    // MARK: Two administrators

    @Test("two who save a field from the same page keep both what they changed")
    func differentProperties() async throws {
        let house = try await House()
        let (one, two) = (try await house.officer("admin"), try await house.secondAdministrator())
        let (mine, theirs) = (try await one.get(editor("事業名")), try await two.get(editor("事業名")))
        #expect(try await one.submit(mine, to: editor("事業名"), ["label.ja": ["取組の名前"]]).status == 303)
        #expect(try await two.submit(theirs, to: editor("事業名"), ["maximum": ["80"]]).status == 303)
        let field = try #require(try await form(house).field(id: "事業名"))
        #expect(field.label.ja == "取組の名前")
        #expect(field.type == .text(TextLimits(maximum: 80)))
        #expect(try await house.design(programme, "call").history.steps.count == 2)
    }

    @Test("two who change the same property see both, and nothing of what else they typed is lost")
    func sameProperty() async throws {
        let house = try await House()
        let (one, two) = (try await house.officer("admin"), try await house.secondAdministrator())
        let (mine, theirs) = (try await one.get(editor("事業名")), try await two.get(editor("事業名")))
        _ = try await one.submit(
            mine, to: editor("事業名"), ["label.ja": ["取組の名前"], "example.ja": ["新しい例"]])
        let reply = try await two.submit(
            theirs, to: editor("事業名"), ["label.ja": ["プロジェクト名"], "help.ja": ["長い説明を書きました"]])
        #expect(reply.status == 409)
        #expect(reply.words.contains("いまは「取組の名前」") && reply.words.contains("あなたの変更は「プロジェクト名」"))
        #expect(try await form(house).field(id: "事業名")?.label.ja == "取組の名前", "nothing was overwritten")
        // What was typed stands on the page, over what the other changed elsewhere: sending it again is to choose it.
        let fields = try #require(reply.form(to: editor("事業名"))).fields
        #expect(fields.contains { $0 == ("label.ja", "プロジェクト名") })
        #expect(fields.contains { $0.0 == "help.ja" && $0.1.hasSuffix("長い説明を書きました") })
        #expect(fields.contains { $0 == ("example.ja", "新しい例") })
        #expect(try await two.submit(reply, to: editor("事業名")).status == 303)
        let field = try #require(try await form(house).field(id: "事業名"))
        #expect(field.label.ja == "プロジェクト名" && field.help?.ja == "長い説明を書きました" && field.example?.ja == "新しい例")
        // To a script the same is said with 409.
        let script = try await one.post(
            editor("事業名"),
            try #require(mine.form(to: editor("事業名"))).fields.map { $0.0 == "label.ja" ? ("label.ja", "三つめ") : $0 },
            headers: [.autosave: "1"])
        #expect(script.status == 409)
        #expect(script.text.contains("プロジェクト名") && script.text.contains("三つめ"))
        #expect(try JSON(parsing: script.text)["clash"] == .bool(true))
        // What is wrong by itself is nothing to compare.
        let taken = try await one.post(
            editor("事業名"),
            try #require(try await one.get(editor("事業名")).form(to: editor("事業名"))).fields.map {
                $0.0 == "name" ? ("name", "従業員数") : $0
            }, headers: [.autosave: "1"])
        #expect(taken.status == 409)
        #expect(try JSON(parsing: taken.text)["clash"] == .bool(false))
    }

    @Test("two who change a section or the form's head at once lose nothing either")
    func heads() async throws {
        let house = try await House()
        let (one, two) = (try await house.officer("admin"), try await house.secondAdministrator())
        let head = Site.adminFormHead(programme, "call")
        let (mine, theirs) = (try await one.get(head), try await two.get(head))
        #expect(try await one.submit(mine, to: head, ["introduction.ja": ["はじめにお読みください"]]).status == 303)
        #expect(try await two.submit(theirs, to: head, ["title.ja": ["新しい題"]]).status == 303)
        var now = try await form(house)
        #expect(now.title.ja == "新しい題")
        #expect(now.introduction?.ja == "はじめにお読みください", "the other's introduction is still there")
        let clash = try await two.submit(theirs, to: head, ["introduction.ja": ["別の前書き"], "stop.0": ["従業員数 > 100"]])
        #expect(clash.status == 409)
        #expect(clash.words.contains("はじめにお読みください") && clash.text.contains("別の前書き"))
        #expect(clash.text.contains("従業員数 &gt; 100"))
        let section = Site.adminFormSection(programme, "call", "plan")
        let (left, right) = (try await one.get(section), try await two.get(section))
        #expect(try await one.submit(left, to: section, ["title.ja": ["計画"]]).status == 303)
        #expect(try await two.submit(right, to: section, ["guidance.ja": ["書き方"]]).status == 303)
        now = try await form(house)
        #expect(now.section("plan")?.title.ja == "計画" && now.section("plan")?.guidance?.ja == "書き方")
        let again = try await two.submit(right, to: section, ["title.ja": ["事業"], "guidance.ja": ["書き方"]])
        #expect(again.status == 409)
        #expect(again.words.contains("いまは「計画」") && again.text.contains("value=\"事業\""))
    }

    // MARK: Saving what was shown

    @Test(
        "opening an editor and saving it changes nothing, whatever the field is",
        arguments: [
            "colourful", "energy", "energy-equipment", "furusato", "it-help", "living-support", "market", "mynapoint",
        ])
    func unchanged(example: String) async throws {
        let house = try await House()
        let id = try await house.take(example)
        let admin = try await house.officer("admin")
        let programme = try #require(house.installation.published.current.programme(id)).newest
        for form in programme.forms.prefix(3) {
            var parts: [String] = []
            for field in form.fields {
                parts.append(field.id)
                parts += (field.grid?.columns ?? []).map { "\(field.id).\($0.id)" }
            }
            var addresses = parts.map { Site.adminFormField(id, form.id, $0) }
            addresses += form.sections.map { Site.adminFormSection(id, form.id, $0.id) }
            addresses.append(Site.adminFormHead(id, form.id))
            for address in addresses {
                let page = try await admin.get(address)
                #expect(page.status == 200, "\(address)")
                let saved = try await admin.submit(page, to: address)
                #expect(saved.status == 303, "\(address): \(saved.words.prefix(1500))")
            }
            let design = try await house.design(id, form.id)
            #expect(design.history.steps.map(\.summary.ja) == [], "\(example)/\(form.id)")
            #expect(design.form == form)
        }
    }

    @Test("saving keeps what a page's inputs cannot show")
    func odd() async throws {
        let house = try await House()
        let odd = Odd.section
        let version = try await house.publish { $0.sections.append(odd) }
        #expect(version == 2)
        let admin = try await house.officer("admin")
        for field in odd.fields {
            for part in [field.id] + (field.grid?.columns ?? []).map({ "\(field.id).\($0.id)" }) {
                let saved = try await save(admin, part, [:])
                #expect(saved.status == 303, "\(part): \(saved.words.prefix(1500))")
            }
        }
        let design = try await house.design(programme, "call")
        #expect(design.history.steps.map(\.summary.ja) == [])
        #expect(design.form.section("odd") == odd)
        // And a change of the label changes the label alone.
        for field in odd.fields where !field.type.isNote {
            try await save(admin, field.id, ["label.ja": ["変えた見出し"]])
            var expected = field
            expected.label.ja = "変えた見出し"
            #expect(try await form(house).field(id: field.id) == expected)
        }
    }

    @Test("a number that cannot be read is told, stays typed, and takes no limit away")
    func unreadable() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let reply = try await save(admin, "総事業費", ["maximum": ["百万円"], "help.ja": ["税込み"]])
        #expect(reply.status == 422)
        #expect(reply.text.contains("value=\"百万円\""))
        let field = try #require(try await form(house).field(id: "総事業費"))
        #expect(field.type == .money(MoneyLimits(minimum: 1, maximum: 1_000_000_000)))
        #expect(field.help?.ja == "税込み")
    }

    @Test("a condition on a field that is gone stays, is shown, and blocks publishing")
    func lostCondition() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        try await save(
            admin, "総事業費", ["relevant.mode": ["formula"], "relevant.formula": ["従業員数 > 5 and 課税事業者 = true"]])
        let refused = try await press(admin, "drop-part:従業員数")
        #expect(refused.status == 409)
        #expect(refused.words.contains("総事業費") && refused.words.contains("表示条件"), "\(refused.words.prefix(900))")
        #expect(try await form(house).field(id: "従業員数") != nil)
        let forced = try await admin.submit(refused, to: acts, ["force": ["1"], "act": ["drop-part:従業員数"]])
        #expect(forced.status == 303)
        #expect(try await form(house).field(id: "従業員数") == nil)
        // Saving something else on that page must not drop the condition without a word.
        try await save(admin, "総事業費", ["label.ja": ["かかる費用"]])
        let field = try #require(try await form(house).field(id: "総事業費"))
        #expect(field.label.ja == "かかる費用")
        #expect(field.relevant == "従業員数 > 5 and 課税事業者 = true")
        let page = try await admin.get(Site.adminFormPublish(programme, "call"))
        #expect(page.form(to: Site.adminFormPublish(programme, "call")) == nil, "there is no button to publish")
        #expect(page.words.contains("従業員数"))
    }

    @Test("another name goes into every formula that uses it")
    func renaming() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        try await save(admin, "補助金申請額", ["relevant.mode": ["formula"], "relevant.formula": ["総事業費 > 1000"]])
        try await save(admin, "事業の概要", ["help.ja": ["{総事業費}円の使いみち"]])
        #expect(try await save(admin, "総事業費", ["name": ["事業費の総額"]]).status == 303)
        let now = try await form(house)
        #expect(now.field(id: "補助金申請額")?.relevant == "事業費の総額 > 1000")
        #expect(now.field(id: "事業の概要")?.help?.ja == "{事業費の総額}円の使いみち")
        for bad in ["1年目", "a b", "and", "補助金申請額", "公募", "<b>"] where bad != "公募" {
            let reply = try await save(admin, "総事業費", ["name": [bad]])
            #expect(reply.status == 409, "\(bad)")
            #expect(try await form(house).field(id: "総事業費")?.name == "事業費の総額")
        }
    }

    // MARK: Too much, and nonsense

    @Test("5,000 pasted choices are refused by the field's name, and still stand there")
    func manyChoices() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let lines = (1...5000).map { "候補\($0)" }.joined(separator: "\n")
        let reply = try await save(admin, "事業区分", ["choices": [lines], "help.ja": ["選んでください"]])
        #expect(reply.status == 409)
        let alert = try #require(
            reply.words.range(of: "入力内容に問題があります").map { reply.words[$0.lowerBound...].prefix(400) })
        #expect(alert.contains("事業区分") && alert.contains("選択肢"), "\(alert)")
        #expect(reply.text.contains("候補5000"), "what was pasted is still there")
        #expect(reply.text.contains("選んでください"))
        #expect(try await form(house).field(id: "事業区分")?.type.choices.count == 3)
    }

    @Test("texts of many megabytes are refused in words; a long one is kept or refused, never cut")
    func hugeTexts() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        for name in ["label.ja", "help.ja"] {
            let reply = try await save(admin, "事業名", [name: [String(repeating: "a", count: 10_000_000)]])
            #expect(reply.status == 413)
            #expect(reply.words.contains("大きすぎ") || reply.words.contains("長すぎ"), "\(reply.words.prefix(300))")
            for count in [3_000, 30_000, 300_000] {
                let long = String(repeating: "あ", count: count / 3)
                let other = try await save(admin, "事業名", [name: [long]])
                #expect(other.status == (count > 30_000 ? 422 : 303), "\(name) \(count): \(other.status)")
                #expect(count <= 30_000 || other.words.contains("10000文字以内"))
                let field = try #require(try await form(house).field(id: "事業名"))
                let stored = name == "label.ja" ? field.label.ja : field.help?.ja ?? ""
                #expect(other.status != 303 || stored == long)
            }
            #expect(try await admin.get(home).status == 200)
        }
        let long = String(repeating: "長", count: 50_000)
        #expect(try await press(admin, "new:plan", ["label": [long], "type": ["text"]]).status == 422)
        #expect(try await press(admin, "new-section", ["title": [long]]).status == 422)
        #expect(try await admin.get(home).status == 200)
    }

    @Test(
        "formulas that loop, are endless or mean themselves are kept, explained and never published",
        arguments: [
            ("総事業費", "calculation", "補助金申請額 * 2"), ("総事業費", "relevant", "総事業費 > 1"),
            ("総事業費", "relevant", String(repeating: "1+", count: 2000) + "1 > 0"),
            ("総事業費", "relevant", String(repeating: "(", count: 2000) + "true" + String(repeating: ")", count: 2000)),
            ("総事業費", "relevant", "for i in 1..999999999 return i"), ("総事業費", "calculation", "関数が無い(1)"),
            ("総事業費", "relevant", "事業名 = \""),
        ])
    func formulas(part: String, name: String, formula: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        if name == "calculation" {
            try await save(admin, "補助金申請額", ["calculation.mode": ["formula"], "calculation.formula": ["総事業費 / 2"]])
        }
        let reply = try await save(admin, part, ["\(name).mode": ["formula"], "\(name).formula": [formula]])
        #expect(reply.status == 303, "\(reply.words.prefix(600))")
        let page = try await admin.get(editor(part))
        #expect(page.status == 200)
        let publish = Site.adminFormPublish(programme, "call")
        let publishing = try await admin.get(publish)
        #expect(publishing.form(to: publish) == nil)
        #expect(publishing.words.contains("総事業費"))
        // It can be looked at and tried all the same.
        #expect(try await admin.get(home).status == 200)
        #expect(try await admin.get(Site.adminFormTrial(programme, "call", "plan")).status == 200)
        // And asked about while one types.
        let token = try #require(page.forms.flatMap(\.fields).first { $0.0 == "csrf" })
        let check = try await admin.post(
            Site.adminFormCheck(programme, "call"),
            [token, ("section", "plan"), ("place", part), ("key", name), ("condition", "1"), ("formula", formula)])
        #expect(check.status == 200)
    }

    @Test("patterns that take forever elsewhere, and thousands of braces in a text, are answered in time")
    func bombs() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let start = ContinuousClock.now
        for pattern in ["(a+)+$", "(a|aa)+b", "(.*)*x", "((a*)*)*b", "a{1000}{1000}", "[", "(?=a)", "a{99999999}"] {
            let saved = try await save(
                admin, "事業名", ["pattern": [pattern], "message.ja": ["形が違います"]])
            #expect(saved.status < 500)
            let trial = Site.adminFormTrial(programme, "call", "plan")
            let page = try await admin.get(trial)
            #expect(page.status == 200)
            let tried = try await admin.submit(
                page, to: trial, ["事業名": [String(repeating: "a", count: 49) + "!"], "act": ["next"]])
            #expect(tried.status < 500, "\(pattern)")
        }
        try await save(admin, "事業名", ["pattern": [""]])
        for braces in [
            String(repeating: "{総事業費}", count: 2000), String(repeating: "{", count: 5000),
            String(repeating: "{{", count: 5000), String(repeating: "}", count: 5000),
            String(repeating: "{無い}", count: 2000),
        ] {
            #expect(try await save(admin, "事業名", ["help.ja": [braces]]).status < 500)
            #expect(try await admin.get(editor("事業名")).status == 200)
            #expect(try await admin.get(Site.adminFormPublish(programme, "call")).status == 200)
            #expect(try await admin.get(Site.adminFormTrial(programme, "call", "plan")).status == 200)
        }
        #expect(ContinuousClock.now - start < .seconds(600))
    }

    // MARK: Who may

    @Test("markup in labels, helps, choices and titles is text everywhere")
    func markup() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let script = "<script>alert(1)</script>"
        let evil = "\"><img src=x onerror=alert(1)>'\(script)"
        try await save(
            admin, "事業名", ["label.ja": [script], "help.ja": [evil], "example.ja": [evil], "label.en": [evil]])
        try await save(admin, "事業区分", ["choices": ["development\t\(script)\nmarket\t\(evil)\n\(script)2"]])
        let section = Site.adminFormSection(programme, "call", "plan")
        _ = try await admin.submit(
            try await admin.get(section), to: section, ["title.ja": [evil], "guidance.ja": [script]])
        let head = Site.adminFormHead(programme, "call")
        _ = try await admin.submit(
            try await admin.get(head), to: head, ["title.ja": [evil], "introduction.ja": [evil]])
        _ = try await press(admin, "new:plan", ["label": [evil], "type": ["text"]])
        let publish = Site.adminFormPublish(programme, "call")
        var pages = [home, editor("事業名"), editor("事業区分"), section, head, publish]
        pages += ["plan", "check"].map { Site.adminFormTrial(programme, "call", $0) }
        for page in pages {
            let reply = try await admin.get(page)
            #expect(reply.status == 200, "\(page)")
            #expect(!reply.text.contains("<script>alert") && !reply.text.contains("<img src=x"), "\(page)")
            #expect(reply.text.contains("&lt;script&gt;alert(1)"), "\(page)")
        }
        let published = try await admin.submit(
            try await admin.get(publish), to: publish, ["rounds": [house.red]])
        #expect(published.status == 303, "\(published.words.prefix(800))")
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        for page in [Site.filing(filing), Site.filingSection(filing, "plan"), Site.filingCheck(filing)] {
            let reply = try await applicant.get(page)
            #expect(reply.status == 200)
            #expect(!reply.text.contains("<script>alert") && !reply.text.contains("<img src=x"), "\(page)")
        }
        let paper = try await applicant.get(Site.filingPDF(filing))
        #expect(paper.status == 200)
        #expect(try pdfPages(paper.bytes).joined().contains("<script>alert(1)</script>"))
        // Scripts learn of texts as texts.
        let live = try await applicant.post(
            Site.filingLive(filing),
            try #require(
                try await applicant.get(Site.filingSection(filing, "plan")).form(to: Site.filingSection(filing, "plan"))
            ).fields)
        #expect(live.headers[.contentType]?.hasPrefix("application/json") == true)
    }

    @Test("without a token, from another site, or without the role, nothing of the builder answers")
    func access() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let staff = try await house.officer("kanto")
        let applicant = try await house.applicant()
        let before = try await form(house)
        var asked = 0
        for route in house.portal.routes where route.pattern.template.contains("/forms/{form}/") {
            let values = [
                "agency": "colour-bureau", "programme": "colourful", "form": "call", "section": "plan", "part": "事業名",
                "leaf": "plan",
            ]
            let path = route.pattern.places.reduce(route.pattern.template) {
                $0.replacingOccurrences(of: "{\($1)}", with: PercentEncoding.encode(values[$1] ?? "x"))
            }
            let fields = [("act", "drop-part:事業名"), ("label.ja", "奪う"), ("key", "k"), ("version", "1")]
            for (browser, expected) in [(admin, 403), (staff, 404), (applicant, 303), (house.browser(), 303)] {
                let isAdmin = browser === admin
                if route.method == .post {
                    let reply = try await browser.post(path, fields)
                    // What takes a file looks for its token in a form with files.
                    let refusal = isAdmin && !route.readsForm ? 415 : expected
                    #expect(reply.status == refusal, "\(path): \(reply.status)")
                    let forged = try await browser.post(path, fields, headers: [.origin: "https://evil.example"])
                    #expect(forged.status == 403)
                } else if !isAdmin {
                    #expect(try await browser.get(path).status == expected, "\(path)")
                }
                asked += 1
            }
        }
        #expect(asked > 30)
        #expect(try await form(house) == before)
    }
}

/// Fields with what the editor's boxes cannot show, or show otherwise.
private enum Odd {
    static let section = Section(
        id: "odd", title: "見本",
        fields: [
            Field(
                name: "同じ見出し", label: Text("選択", en: "Choice"),
                type: .choice([
                    Choice(code: "a", label: Text("新規", en: "New")), Choice(code: "b", label: Text("新規", en: "Newer")),
                    Choice(code: "c", label: "その他", kind: .other, relevant: "従業員数 > 3"),
                    Choice(code: "その他の2", label: "その他の2"),
                ]), message: Text("選んでください", en: "Choose")),
            Field(
                name: "二段", label: "二段",
                type: .linked([
                    ChoiceGroup(
                        code: "g", label: Text("第1", en: "First"),
                        choices: [Choice(code: "x", label: Text("その他", en: "Other")), Choice(code: "w", label: "甲")]),
                    ChoiceGroup(code: "h", label: "第2", choices: [Choice(code: "y", label: "その他")]),
                ])),
            Field(
                name: "小さい書類", label: "書類",
                type: .file(FileLimits(kinds: [.jpeg, .pdf], maximumSize: 500 * 1024, maximumCount: 3))),
            Field(
                name: "百円未満切捨て", label: "百円", type: .money(MoneyLimits()), calculation: "切捨て(総事業費 * 0.5, -2)"),
            Field(
                name: "七つの和", label: "和", type: .money(MoneyLimits()),
                calculation: "総事業費 + 1 + 2 + 3 + 4 + 5 + 6"),
            Field(
                name: "書きぐせ", label: "書きぐせ", type: .money(MoneyLimits()), calculation: "( 総事業費 )*1/2"),
            Field(
                name: "条件", label: "条件", type: .yesNo, relevant: "(従業員数>3)and 課税事業者=true",
                constraints: [Constraint("条件 = true\n  or 従業員数 > 5", message: Text("どちらか", en: "Either"))]),
            Field(
                name: "条件2", label: "条件2", type: .email, required: .when("従業員数 > 3 and (総事業費 > 5 or 補助金申請額 > 5)"),
                message: "メールです"),
            Field(
                name: "条件3", label: "条件3", type: .date(DayLimits()), relevant: "事業開始日 = 事業終了日",
                message: Text("日付です", en: "Day")),
            Field(
                name: "条件4", label: "条件4", type: .text(TextLimits(pattern: "[A-Z]{2} ?[0-9]+")),
                relevant: "list contains(取組内容, \"design\") and not(list contains(取組内容, \"other\"))", message: "形です"),
            Field(
                name: "固定", label: "固定",
                type: .table(
                    Table(
                        rows: .fixed(
                            name: "費目", label: Text("費目の区分", en: "Item"),
                            [Choice(code: "l", label: Text("人件費", en: "Wages")), Choice(code: "g", label: "物品費")]),
                        columns: [
                            Field(name: "額", label: "額", type: .money(MoneyLimits())),
                            Field(
                                name: "係数", label: "係数", type: .decimal(DecimalLimits(places: 3)), initial: "1.5"),
                            Field(
                                name: "種別", label: "種別",
                                type: .choice([Choice(code: "p", label: Text("現金", en: "Cash"))]),
                                message: "選んでください"),
                            Field(name: "二数", label: "二数", type: .integer(IntegerLimits())),
                        ], totals: ["二数", "額"]))),
            Field(name: "注", label: "1行目\n2行目", type: .note, relevant: "従業員数 > 3"),
        ])
}

extension Reply {
    var canUndo: Bool { text.contains("value=\"undo\"") }
}

extension House {
    /// A form's design as its office has it now.
    func design(_ programme: String, _ form: String) async throws -> FormDesign {
        let account = try await installation.database.read { try Accounts($0).find(login: "admin") }
        return try await installation.formDesign(form, of: programme, for: Officer(account: try #require(account)))
    }

    /// A browser of another administrator of the same agency.
    func secondAdministrator() async throws -> Browser {
        let agency = try #require(installation.published.current.agencies.first?.id)
        let id = installation.world.id(Account.self)
        let now = clock.now
        let hash = try await installation.passwords.hash(House.password)
        try await installation.database.write { connection in
            try Accounts(connection).insert(
                AccountRow(
                    id: id, agency: agency, login: "admin2", name: "もう一人", email: "admin2@kofu.test",
                    roles: [.administrator], windows: [], password: hash, totpSecret: House.totp, changedAt: now))
        }
        return try await officer("admin2")
    }

    /// Imports another example programme as one of the colour bureau's.
    func take(_ example: String) async throws -> String {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("examples/programmes/\(example)")
        var files: [String: [UInt8]] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: root.path) {
            var isFolder: ObjCBool = false
            let full = root.appendingPathComponent(path).path
            guard FileManager.default.fileExists(atPath: full, isDirectory: &isFolder), !isFolder.boolValue else {
                continue
            }
            files[path] = Array(try Data(contentsOf: URL(fileURLWithPath: full)))
        }
        var folder = try ProgrammeFolder(reading: files)
        folder.programme.agency = try House.colourful().programme.agency
        folder.rounds = []
        if example != "colourful" { _ = try await installation.importProgramme(folder, by: .system) }
        return "colour-bureau/\(folder.programme.code)"
    }
}

extension Field {
    /// The table it is, if it is one.
    var grid: Table? { if case .table(let table) = type { table } else { nil } }
}
