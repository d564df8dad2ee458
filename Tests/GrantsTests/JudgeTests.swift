import Testing

@testable import Grants

@Suite("A form judges")
struct JudgeTests {
    @Test("what people really type: full-width, separators, eras, spaces")
    func liberal() throws {
        let judgement = Samples.form.judge(Samples.typed, files: [Samples.file])
        #expect(judgement.errors == [])
        #expect(judgement.answers["人数"] == .integer(12))
        #expect(judgement.answers["金額"] == .money(Yen(1_500_000)))
        #expect(judgement.answers["開始日"] == .date(try #require(Day(iso: "2026-05-29"))))
        #expect(judgement.answers["電話"] == .text("0312345678"))
        #expect(judgement.answers["認定番号"] == .text("092847130"))
        guard case .address(let address)? = judgement.answers["所在地"] else {
            Issue.record("no address")
            return
        }
        #expect(address.line == "〒100-0001 東京都千代田区千代田1-1")
    }

    struct Wrong: CustomTestStringConvertible, Sendable {
        let box: String
        let value: String
        let says: String
        var testDescription: String { "\(box) = \(value)" }
    }

    @Test(
        "nonsense wrong, at its box, in words that say what to do",
        arguments: [
            Wrong(box: "事業名", value: String(repeating: "あ", count: 21), says: "20文字以内"),
            Wrong(box: "概要", value: "短", says: "3文字以上"),
            Wrong(box: "人数", value: "たくさん", says: "数字"), Wrong(box: "人数", value: "1.5", says: "数字"),
            Wrong(box: "人数", value: "301", says: "300人以下"), Wrong(box: "人数", value: "-1", says: "1人以上"),
            Wrong(box: "人数", value: "99999999999999999999999", says: "桁以内"),
            Wrong(box: "金額", value: "999", says: "1,000円以上"), Wrong(box: "金額", value: "5000001", says: "5,000,000円以下"),
            Wrong(box: "金額", value: "=1+1", says: "数字"), Wrong(box: "開始日.month", value: "13", says: "実在する日付"),
            Wrong(box: "開始日.day", value: "31日目", says: "実在する日付"), Wrong(box: "開始日.month", value: "", says: "「月」"),
            Wrong(box: "開始日.year", value: "2025", says: "以降の日付"), Wrong(box: "区分", value: "c", says: "選択肢"),
            Wrong(box: "課税", value: "maybe", says: "はい"), Wrong(box: "メール", value: "hanako@", says: "メールアドレス"),
            Wrong(box: "メール", value: "a b@example.jp@x", says: "メールアドレス"),
            Wrong(box: "電話", value: "110", says: "10桁か11桁"),
            Wrong(box: "所在地.postal", value: "100", says: "郵便番号"),
            Wrong(box: "所在地.prefecture", value: "江戸", says: "都道府県"), Wrong(box: "所在地.city", value: " ", says: "市区町村"),
            Wrong(box: "法人番号", value: "1000000000001", says: "検査用数字"), Wrong(box: "法人番号", value: "123", says: "13桁"),
            Wrong(box: "認定番号", value: "12345678", says: "9桁の数字で入力してください"),
        ])
    func nonsense(wrong: Wrong) throws {
        var typed = Samples.typed
        typed.boxes[wrong.box] = [wrong.value]
        let errors = Samples.form.judge(typed, files: [Samples.file]).errors
        let error = try #require(errors.first)
        #expect(errors.count == 1)
        #expect(wrong.box.hasPrefix(error.field))
        #expect(error.message.ja.contains(wrong.says), "\(error.message.ja)")
        #expect(error.message.en != nil, "every error is said in English too")
    }

    @Test("what is missing, and nothing else, of an empty form")
    func missing() {
        let errors = Samples.form.judge(Typed(), files: []).errors
        #expect(errors.map(\.field) == ["事業名", "誓約", "計画書"])
    }

    @Test("more choices than allowed wrong, and gives those chosen in the form's order")
    func choices() {
        var typed = Samples.typed
        typed.boxes["取組"] = ["x", "y", "z"]
        #expect(Samples.form.judge(typed, files: [Samples.file]).errors.first?.field == "取組")
        typed.boxes["取組"] = ["z", "x", "x"]
        #expect(Samples.form.judge(typed, files: [Samples.file]).answers["取組"] == .choices(["x", "z"]))
    }

    @Test(
        "files by their name, size and number",
        arguments: [
            ("計画書.exe", 10, "種類"), ("計画書", 10, "種類"), ("計画書.pdf", 0, "空の"), ("計画書.pdf", 1001, "大きすぎ"),
            ("計画書.pdf.exe", 10, "種類"),
        ])
    func files(name: String, size: Int64, says: String) {
        let file = StoredFile(id: Samples.id(1), field: "計画書", name: name, size: size, sha256: "")
        let errors = Samples.form.judge(Samples.typed, files: [file]).errors
        #expect(errors.first?.message.ja.contains(says) == true)
    }

    @Test(
        "answers that can be written down, read back, shown in the boxes again, and judged the same", arguments: 0..<100
    )
    func roundTrip(seed: Int) throws {
        var random = Seeded(UInt64(seed) + 7)
        var typed = Samples.typed
        for box in typed.boxes.keys.sorted() where Int.random(in: 0..<4, using: &random) == 0 {
            typed.boxes[box] = [Self.strange.randomElement(using: &random) ?? ""]
        }
        let first = Samples.form.judge(typed, files: [Samples.file])
        let stored = try JSON(parsing: Samples.form.json(of: first.answers).canonical)
        let read = Samples.form.answers(from: stored)
        #expect(read == first.answers)
        let again = Samples.form.judge(Samples.form.typed(from: read), files: [Samples.file])
        #expect(again.answers == first.answers)
    }

    private static let strange = [
        "", " ", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "髙﨑𠮷㈱①", "\u{0}\u{1}\u{7f}", "１２３", "-0", "2026",
        "令和", "R", "元", "12", "👨‍👩‍👧‍👦", String(repeating: "9", count: 400), "yes", "no", "a", "\u{202e}abc",
        "9223372036854775808", "〒", "@", "a@b", "a@b.c",
    ]

    @Test("lengths in characters as people count them")
    func graphemes() {
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 20)
        var typed = Samples.typed
        typed.boxes["事業名"] = [family]
        #expect(Samples.form.judge(typed, files: [Samples.file]).errors == [])
    }

    @Test("a value waits for an answer that a condition requires, wherever the field the condition names stands")
    func requiredLater() {
        let extra = Field(
            name: "追加額", label: "追加額", type: .money(MoneyLimits()), required: .when("追加あり = true"))
        let total = Field(
            name: "合計", label: "合計", type: .money(MoneyLimits()),
            calculation: "基本額 + (if 追加額 = null then 0 else 追加額)")
        let base = Field(name: "基本額", label: "基本額", type: .money(MoneyLimits()))
        let asks = Field(name: "追加あり", label: "追加あり", type: .yesNo)
        for fields in [[asks, base, extra, total], [total, extra, base, asks], [extra, total, asks, base]] {
            let judge = Judge(Form(id: "f", title: "f", sections: [Section(id: "s", title: "s", fields: fields)]))
            let yes = judge.judge(Typed(["基本額": ["100"], "追加あり": ["yes"]]))
            #expect(yes.answers["合計"] == nil, "\(fields.map(\.name))")
            #expect(yes.errors.map(\.field) == ["追加額"])
            let no = judge.judge(Typed(["基本額": ["100"], "追加あり": ["no"]]))
            #expect(no.answers["合計"] == .money(Yen(100)))
        }
    }

    @Test("a column's value waits for a cell that a later column or field requires")
    func requiredLaterInRows() {
        let extra = Field(
            name: "送料", label: "送料", type: .money(MoneyLimits()), required: .when("送る = true and 遠い = true"))
        let total = Field(
            name: "小計", label: "小計", type: .money(MoneyLimits()),
            calculation: "値 + (if 送料 = null then 0 else 送料)")
        let columns = [
            total, extra, Field(name: "値", label: "値", type: .money(MoneyLimits())),
            Field(name: "送る", label: "送る", type: .yesNo),
        ]
        let table = Field(
            name: "表", label: "表", type: .table(Table(rows: .free(minimum: 0, maximum: 5), columns: columns)))
        let far = Field(name: "遠い", label: "遠い", type: .yesNo)
        for fields in [[far, table], [table, far]] {
            let judge = Judge(Form(id: "f", title: "f", sections: [Section(id: "s", title: "s", fields: fields)]))
            let typed = ["表": ["r1"], "表.r1.値": ["100"], "表.r1.送る": ["yes"]]
            let waiting = judge.judge(Typed(typed.merging(["遠い": ["yes"]]) { $1 }))
            #expect(waiting.filledRows(of: "表").first?.cells["小計"] == nil)
            #expect(waiting.errors.map(\.place) == ["表.r1.送料"])
            let near = judge.judge(Typed(typed.merging(["遠い": ["no"]]) { $1 }))
            #expect(near.filledRows(of: "表").first?.cells["小計"] == .money(Yen(100)))
        }
    }

    @Test("a sum waits for a table that a condition requires and nobody has filled in")
    func requiredTable() {
        let table = Field(
            name: "表", label: "表",
            type: .table(
                Table(
                    rows: .free(minimum: 0, maximum: 5),
                    columns: [Field(name: "値", label: "値", type: .money(MoneyLimits()))])),
            required: .when("あり = true"))
        let total = Field(name: "計", label: "計", type: .money(MoneyLimits()), calculation: "sum(表.値) + 0")
        let count = Field(name: "数", label: "数", type: .integer(IntegerLimits()), calculation: "count(表)")
        let asks = Field(name: "あり", label: "あり", type: .yesNo)
        for fields in [[asks, table, total, count], [count, total, table, asks]] {
            let judge = Judge(Form(id: "f", title: "f", sections: [Section(id: "s", title: "s", fields: fields)]))
            let judgement = judge.judge(Typed(["あり": ["yes"]]))
            #expect(judgement.answers["数"] == nil && judgement.answers["計"] == nil)
            #expect(judge.judge(Typed(["あり": ["no"]])).answers["数"] == .integer(0))
        }
    }

    @Test("fields that require each other make no circle, and nothing of them depends on the order they stand in")
    func requiredByEachOther() {
        let one = Field(name: "甲", label: "甲", type: .money(MoneyLimits()), required: .when("乙 > 0"))
        let two = Field(name: "乙", label: "乙", type: .money(MoneyLimits()), required: .when("甲 > 0"))
        let sum = Field(
            name: "和", label: "和", type: .money(MoneyLimits()),
            calculation: "(if 甲 = null then 0 else 甲) + (if 乙 = null then 0 else 乙)")
        for fields in [[one, two, sum], [two, one, sum], [sum, two, one]] {
            let judge = Judge(Form(id: "f", title: "f", sections: [Section(id: "s", title: "s", fields: fields)]))
            #expect(judge.findings.filter { $0.severity == .error }.isEmpty)
            let judgement = judge.judge(Typed(["乙": ["5"]]))
            #expect(judgement.errors.map(\.field) == ["甲"])
            #expect(judgement.answers["和"] == .money(Yen(5)))
        }
    }
}
