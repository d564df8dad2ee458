import Documents
import Foundation
import Grants
import Testing
import XLSForm

@testable import UseCases

@Suite("A form out of an XLSForm")
struct ImportedFormTests {
    /// An application for a subsidy as an office would write it.
    private static let application = """
        | survey |
        | | type | name | label::日本語 (ja) | label::English (en) | hint | required | relevant | constraint | constraint_message | calculation | default | appearance | read_only | choice_filter | parameters |
        | | start | 開始時刻 | | | | | | | | | | | | | |
        | | note | 案内 | この様式は{2026}年度のものです | For 2026 | | | | | | | | | | | |
        | | text | 会社名 | 会社名 | Company | 登記のとおり | yes | | string-length(.) <= 30 | 30字までです | | | | | | |
        | | text | 事業内容 | 事業内容 | What it does | | | | | | | | multiline | | | |
        | | begin group | 申請者 | 申請者 | Applicant | | | | | | | | | | | |
        | | select_one 区分 or_other | 事業者区分 | 区分 | Kind | | yes | | | | | 会社 | minimal | | | |
        | | integer | 従業員-数 | 従業員数 | Employees | | ${事業者区分} = '会社' | | . > 0 and . <= 300 | ${会社名} は 1〜300 人です | | | | | | |
        | | begin group | 住所 | 所在地 | Place | | | ${従業員-数} > 5 | | | | | | | | |
        | | select_one 県 | 県 | 都道府県 | | | yes | | | | | | | | | |
        | | select_one 市 | 市 | 市区町村 | | | yes | ${県} != '' | | | | | | | 県名 = ${県} | |
        | | end group | | | | | | | | | | | | | | |
        | | select_multiple 対象 | 対象 | 対象経費 | | | | | count-selected(.) <= 2 | | | 機械 旅費 | | | | |
        | | end group | | | | | | | | | | | | | | |
        | | begin repeat | 経費 | 経費の内訳 | Costs | | | | | | | | | | | |
        | | text | 品名 | 品名 | Item | | yes | | | | | | | | | |
        | | integer | 単価 | 単価（円） | Price | | yes | | . >= 1 | | | | | | | |
        | | integer | 数量 | 数量 | | | yes | | | | | 1 | | | | |
        | | calculate | 金額 | 金額 | | | | | | | ${単価} * ${数量} | | | | | |
        | | end repeat | | | | | | | | | | | | | | |
        | | calculate | 合計 | 合計額 | Total | | | | | | sum(${金額}) | | | | | |
        | | calculate | 補助額 | 補助額は${合計}円の3分の2です | | | | | | | int(${合計} * 2 div 3) | | | | | |
        | | date | 着手日 | 着手予定日 | | | | | . >= date('2026-04-01') | | | 2026-05-01 | | | | |
        | | range | 満足度 | 満足度 | | | | | | | | | | | | start=0 end=10 step=5 |
        | | image | 写真 | 写真 | | | | | | | | | | | | |
        | | acknowledge | 誓約 | 内容に相違ありません | | | yes | | | | | | | | | |
        | choices |
        | | list_name | name | label::日本語 (ja) | label::English (en) | 県名 |
        | | 区分 | 会社 | 会社 | Company | |
        | | 区分 | 個人 | 個人 | Person | |
        | | 県 | 東京 | 東京都 | Tokyo | |
        | | 県 | 大阪 | 大阪府 | Osaka | |
        | | 市 | 千代田 | 千代田区 | | 東京 |
        | | 市 | 港 | 港区 | | 東京 |
        | | 市 | 堺 | 堺市 | | 大阪 |
        | | 対象 | 機械 | 機械装置 | | |
        | | 対象 | 旅費 | 旅費 | | |
        | | 対象 | 外注 | 外注費 | | |
        | settings |
        | | form_title | form_id | default_language |
        | | 補助金交付申請書 | Subsidy_Application 2026 | 日本語 (ja) |
        """

    @Test("has the sections, types, texts and rules of the sheet")
    func structure() throws {
        let imported = try imported(Self.application)
        let form = imported.form
        #expect(imported.review.isEmpty)
        #expect(imported.findings.filter { $0.severity == .error }.isEmpty)
        #expect(form.id == "subsidy-application-2026")
        #expect(form.title == "補助金交付申請書")
        #expect(form.sections.map(\.title.ja) == ["基本情報", "申請者", "その他の項目"])
        #expect(form.sections.map(\.id) == ["basic", "section", "other"])
        #expect(form.sections[0].fields.map(\.name) == ["案内", "会社名", "事業内容", "合計", "補助額"])
        #expect(form.sections[1].fields.map(\.name) == ["事業者区分", "従業員_数", "住所", "県", "市", "対象"])
        #expect(form.sections[2].fields.map(\.name) == ["経費", "着手日", "満足度", "写真", "誓約"])
        #expect(
            form.fields.map(\.type.word) == [
                "note", "text", "long text", "integer", "integer", "choice", "integer", "heading", "choice", "choice",
                "choices", "table", "date", "integer", "file", "pledge",
            ])
        #expect(form.field(named: "案内")?.label == Text("この様式は{{2026}年度のものです", en: "For 2026"))
        let company = try #require(form.field(named: "会社名"))
        #expect(company.label == Text("会社名", en: "Company"))
        #expect(company.help == "登記のとおり")
        #expect(company.required == .yes)
        #expect(company.constraints == [Constraint("string length(会社名) <= 30", message: "30字までです")])
        let kind = try #require(form.field(named: "事業者区分"))
        #expect(kind.initial == "\"会社\"")
        #expect(kind.type.choices.map(\.code) == ["会社", "個人", "other"])
        #expect(
            kind.type.choices.map(\.label) == [
                Text("会社", en: "Company"), Text("個人", en: "Person"), Text("その他", en: "Other"),
            ])
        #expect(kind.type.choices.map(\.kind) == [nil, nil, .other])
        let employees = try #require(form.field(named: "従業員_数"))
        #expect(employees.required == .when("事業者区分 = \"会社\""))
        #expect(employees.constraints.first?.message == "{会社名} は 1〜300 人です")
        #expect(form.field(named: "住所")?.relevant == "従業員_数 > 5")
        #expect(form.field(named: "県")?.relevant == "従業員_数 > 5")
        let city = try #require(form.field(named: "市"))
        #expect(city.relevant == "(従業員_数 > 5) and (県 != null)")
        #expect(city.type.choices.map(\.relevant) == ["県 = \"東京\"", "県 = \"東京\"", "県 = \"大阪\""])
        #expect(form.field(named: "対象")?.initial == "[\"機械\", \"旅費\"]")
        guard case .table(let table)? = form.field(named: "経費")?.type else { throw Absent() }
        #expect(table.columns.map(\.name) == ["品名", "単価", "数量", "金額"])
        #expect(table.columns[3].calculation == "単価 * 数量")
        #expect(form.field(named: "合計")?.calculation == "sum(経費.金額[item != null])")
        #expect(form.field(named: "補助額")?.label.ja == "補助額は{合計}円の3分の2です")
        #expect(form.field(named: "満足度")?.type == .integer(IntegerLimits(minimum: 0, maximum: 10)))
        #expect(form.field(named: "満足度")?.constraints.map(\.condition) == ["modulo(満足度 - 0, 5) = 0"])
    }

    @Test("says what it left out or changed, by row")
    func remarks() throws {
        let findings = try imported(Self.application).findings
        #expect(findings.contains { $0.row == 2 && $0.message.ja.contains("端末が記録する情報") })
        #expect(findings.contains { $0.row == 8 && $0.column == "name" && $0.message.ja.contains("「従業員_数」") })
        #expect(findings.allSatisfy { $0.severity == .warning })
    }

    @Test("judges answers as the XLSForm would")
    func judgement() throws {
        let form = try imported(Self.application).form
        let judge = Judge(form)
        #expect(judge.findings.filter { $0.severity == .error }.isEmpty)
        var typed = Typed([
            "会社名": ["株式会社交付"], "事業者区分": ["会社"], "従業員_数": ["20"], "県": ["東京"], "市": ["港"], "対象": ["機械"],
            "経費": ["a", "b"], "経費.a.品名": ["机"], "経費.a.単価": ["100,000"], "経費.a.数量": ["2"], "経費.b.品名": ["椅子"],
            "経費.b.単価": ["50001"], "経費.b.数量": ["1"], "着手日.year": ["2026"], "着手日.month": ["5"], "着手日.day": ["1"],
            "満足度": ["5"], "誓約": ["yes"],
        ])
        typed.boxes["誓約"] = [Answer.pledged.typed(as: try #require(form.field(named: "誓約")))["誓約"]?.first ?? ""]
        let judgement = judge.judge(typed)
        #expect(judgement.errors == [])
        #expect(judgement.answers["合計"] == .integer(250_001))
        #expect(judgement.answers["補助額"] == .integer(166_667))
        #expect(judgement.isShown("市"))

        func errors(_ changes: [String: [String]]) -> [String] {
            judge.judge(Typed(typed.boxes.merging(changes) { $1 })).errors.map(\.field)
        }
        #expect(errors(["会社名": [""]]) == ["会社名"])
        #expect(errors(["会社名": [String(repeating: "あ", count: 31)]]) == ["会社名"])
        #expect(errors(["従業員_数": ["301"]]) == ["従業員_数"])
        #expect(errors(["従業員_数": [""]]) == ["従業員_数"])
        #expect(errors(["従業員_数": [""], "事業者区分": ["個人"]]) == [])
        #expect(errors(["事業者区分": ["other"]]) == ["事業者区分"])
        #expect(errors(["事業者区分": ["other"], "事業者区分.other": ["組合"]]) == [])
        #expect(errors(["市": ["堺"]]) == ["市"])
        #expect(errors(["県": ["大阪"], "市": ["堺"]]) == [])
        #expect(errors(["従業員_数": ["3"], "県": [""], "市": [""]]) == [])
        #expect(errors(["対象": ["機械", "旅費", "外注"]]) == ["対象"])
        #expect(errors(["経費.b.単価": ["0"]]) == ["経費"])
        #expect(errors(["着手日.month": ["3"]]) == ["着手日"])
        #expect(errors(["満足度": ["4"]]) == ["満足度"])
        #expect(errors(["誓約": [""]]) == ["誓約"])
    }

    @Test("is the same after being written and read")
    func roundTrip() throws {
        for text in [Self.application, Self.untranslatable] {
            let form = try imported(text).form
            let again = try #require(Form(document: form.document, id: form.id))
            #expect(again == form)
            #expect(again.document == form.document)
        }
    }

    // MARK: What cannot be translated

    private static let untranslatable = """
        | survey |
        | | type | name | label | required | relevant | constraint | calculation | default | read_only | choice_filter | repeat_count |
        | | text | a | A | once(random()) = 1 | /data/x/y[1] = 1 | pulldata('t', 'b', 'c', .) = 'x' | | | | | |
        | | calculate | c | C | | | | uuid() | | | | |
        | | integer | d | D ${c} ${g} | | | | | many | | | |
        | | text | e | E | | | | | | ${a} = 'x' | | |
        | | select_one l | f | F | | | | | | | instance('x')/root/item = name | |
        | | geopoint | p | P | | | | | | | | |
        | | rank l | q | Q | | | | | | | | |
        | | begin repeat | t | T | | | | | | | | random() * 3 |
        | | integer | g | G | | position(..) > 1 | | | | | | |
        | | begin repeat | u | U | | | | | | | | |
        | | text | v | V | | | | | | | | |
        | | end repeat | | | | | | | | | | |
        | | end repeat | | | | | | | | | | |
        | choices |
        | | list_name | name | label |
        | | l | x | X |
        """

    @Test("keeps what cannot be translated where it stood, and is not published with it")
    func foreign() throws {
        let imported = try imported(Self.untranslatable)
        let form = imported.form
        let a = try #require(form.field(named: "a"))
        #expect(a.required == .when("要確認：once(random()) = 1 // once：最初の値を保つことはできません"))
        #expect(a.relevant?.hasPrefix("要確認：/data/x/y[1] = 1 // ") == true)
        #expect(a.constraints.first?.condition == "要確認：pulldata('t', 'b', 'c', .) = 'x' // pulldata：ファイルの表は参照できません")
        #expect(form.field(named: "c")?.calculation == "要確認：uuid() // uuid：乱数は使えません")
        #expect(form.field(named: "d")?.initial == "要確認：many // はじめの値が項目の型に合いません")
        #expect(form.field(named: "d")?.label.ja.hasPrefix("D {c} {要確認：g // ") == true)
        let places = Judge(form).findings.filter { $0.severity == .error }
        let expected: [(String, String?, String)] = [
            ("a", nil, "required"), ("a", nil, "relevant"), ("a", nil, "constraints"), ("c", nil, "calculate"),
            ("d", nil, "default"), ("d", nil, "label"), ("e", nil, "constraints"), ("f", nil, "constraints"),
            ("p", nil, "constraints"), ("q", nil, "constraints"), ("t", nil, "constraints"), ("t", "g", "relevant"),
            ("t", "u", "constraints"),
        ]
        for (field, column, key) in expected {
            let found = places.filter { $0.place.field == field && $0.place.column == column && $0.place.key == key }
            #expect(found.count == 1, "\(field) \(column ?? "") \(key)")
            #expect(found.first?.message.ja.hasPrefix("XLSFormの式「") == true)
            #expect(found.first?.message.ja.hasSuffix("。式を書き直すか、取り除いてください。") == true)
        }
        #expect(places.count == expected.count)
        #expect(Set(imported.review.map(\.place)) == Set(places.map(\.place)))
        #expect(imported.review.first { $0.place.column == "g" }?.row == 10)
        // It is told once, not among the findings, too.
        #expect(imported.findings.allSatisfy { !$0.message.ja.hasPrefix("XLSFormの式") })
        #expect(imported.findings.allSatisfy { $0.severity == .warning })
        // Nothing is computed or asked for by what is not understood.
        #expect(Judge(form).judge(Typed(["d": ["1"]])).answers["c"] == nil)
    }

    @Test("a field may be called 要確認, and a locked field that waits for a condition is told once")
    func marks() throws {
        let imported = try imported(
            """
            | survey |
            | | type | name | label | relevant | read_only | calculation |
            | | text | 要確認 | A | | uuid() = 'a' | |
            | | text | 要確認事項 | B | ${要確認} = 'x' | | |
            | | text | c | C | ${要確認事項} = 'x' | uuid() = 'b' | concat('a', 'b') |
            """)
        #expect(
            imported.review.map(\.place) == [FormPlace(section: "basic", field: "要確認", key: "constraints", index: 0)])
        let errors = Judge(imported.form).findings.filter { $0.severity == .error }
        #expect(errors.map(\.place) == imported.review.map(\.place))
    }

    @Test("judges what remains when the foreign formula is written anew")
    func mended() throws {
        var form = try imported(Self.untranslatable).form
        form.sections[0].fields = form.sections[0].fields.filter { $0.name == "c" }
        form.sections[0].fields.append(Field(name: "n", label: "N", type: .integer(IntegerLimits())))
        form.sections[0].fields[0].calculation = "string(n)"
        #expect(Judge(form).findings.filter { $0.severity == .error }.isEmpty)
    }

    // MARK: Particular questions

    @Test("names that formulas cannot use are made legal, with every reference to them")
    func names() throws {
        let form = try imported(
            """
            | survey |
            | | type | name | label | calculation | relevant |
            | | integer | if | 数 | | |
            | | integer | a.b | 数 | | ${if} > 1 |
            | | integer | ab | 数 | | |
            | | integer | 公募 | 数 | | |
            | | calculate | 和 | 和 | ${if} + ${a.b} + ${ab} + ${公募} | |
            | | begin repeat | 表 | 表 | | |
            | | integer | x-y | 数 | | |
            | | calculate | z | 倍 | ${x-y} * 2 | |
            | | end repeat | | | | |
            | | calculate | 全 | 全 | sum(${x-y}) | |
            """
        ).form
        #expect(form.fields.map(\.name) == ["if_", "ab", "ab_2", "公募_", "表", "和", "全"])
        #expect(form.field(named: "和")?.calculation == "if_ + ab + ab_2 + 公募_")
        #expect(form.field(named: "ab")?.relevant == "if_ > 1")
        #expect(form.field(named: "全")?.calculation == "sum(表.x_y[item != null])")
        #expect(Judge(form).findings.filter { $0.severity == .error }.isEmpty)
    }

    @Test("computed fields have the type of what is computed")
    func computed() throws {
        let form = try imported(
            """
            | survey |
            | | type | name | label | calculation | default | read_only | relevant |
            | | today | 今日 | | | | | |
            | | integer | 数 | 数 | | | | |
            | | calculate | 倍 | | ${数} * 2 | | | |
            | | calculate | 四倍 | | ${倍} * 2 | | | |
            | | calculate | 割 | | ${数} div 4 | | | |
            | | calculate | 文 | | concat('n', ${数}) | | | |
            | | calculate | 多い | | ${数} > 5 | | | |
            | | calculate | 明日 | | date(${今日} + 1) | | | |
            | | text | 定 | 定 | | 固定 | yes | |
            | | text | 空 | 説明文 | | | yes | |
            | | hidden | 隠 | | | v1 | | |
            | | text | 追 | 追 | | | | ${多い} = 'true' |
            """
        ).form
        func type(_ name: String) -> String? { form.field(named: name)?.type.word }
        #expect(
            ["倍", "四倍", "割", "文", "多い", "明日", "今日"].map(type) == [
                "integer", "integer", "decimal", "text", "yes/no", "date", "date",
            ])
        #expect(form.field(named: "定")?.calculation == "\"固定\"")
        #expect(type("空") == "note")
        #expect(form.field(named: "隠")?.calculation == "\"v1\"")
        let judgement = Judge(form).judge(Typed(["数": ["10"]]))
        #expect(judgement.errors == [])
        #expect(judgement.answers["四倍"] == .integer(40))
        #expect(judgement.answers["文"] == .text("n10"))
        #expect(judgement.answers["多い"] == .yesNo(true))
        #expect(judgement.isShown("追"))
        #expect(!Judge(form).judge(Typed(["数": ["1"]])).isShown("追"))
    }

    @Test("types of old forms, times, ranges and lists of files become what is nearest, and say so")
    func otherTypes() throws {
        let imported = try imported(
            """
            | survey |
            | | type | name | label | parameters | read_only | default |
            | | today | 提出日 | | | | |
            | | percentage | 割合 | 割合 | | | |
            | | phone number | 電話 | 電話 | | | |
            | | time | 時刻 | 時刻 | | | |
            | | range | 幅 | 幅 | start=-1 end=1 step=0.5 | | |
            | | select_one_from_file 市.csv | 市 | 市 | | | |
            | | note | 注 | ${提出日}に提出 | | | |
            | | decimal | 面積 | 面積 | | | 12.50 |
            | | text | 行 | 行 | rows=3 | | |
            | | video | 動画 | 動画 | | | |
            | | deviceid | 端末 | | | | |
            """)
        let form = imported.form
        #expect(
            form.fields.map(\.type.word) == [
                "date", "integer", "text", "text", "decimal", "text", "note", "decimal", "long text", "file",
            ])
        #expect(form.field(named: "提出日")?.calculation == "today()")
        #expect(form.field(named: "注")?.label == "{提出日}に提出")
        #expect(form.field(named: "割合")?.constraints.map(\.condition) == ["0 <= 割合 and 割合 <= 100"])
        #expect(form.field(named: "面積")?.initial == "12.5")
        #expect(imported.review.map(\.row) == [7])
        let judge = Judge(form)
        func errors(_ boxes: [String: [String]]) -> [String] { judge.judge(Typed(boxes)).errors.map(\.field) }
        #expect(errors(["割合": ["100"], "電話": ["0312345678"], "時刻": ["09:30"], "幅": ["-0.5"]]) == [])
        #expect(
            errors(["割合": ["101"], "電話": ["03-1234"], "時刻": ["24:00"], "幅": ["0.25"]]) == ["割合", "電話", "時刻", "幅"])
        #expect(imported.findings.contains { $0.row == 12 && $0.severity == .warning })
    }

    @Test("a table has as many rows as the sheet says")
    func rowCounts() throws {
        let form = try imported(
            """
            | survey |
            | | type | name | label | repeat_count |
            | | integer | 人数 | 人数 | |
            | | begin repeat | 三 | 三行 | 3 |
            | | text | 氏名 | 氏名 | |
            | | end repeat | | | |
            | | begin repeat | 者 | 参加者 | ${人数} |
            | | text | 名 | 氏名 | |
            | | end repeat | | | |
            """
        ).form
        guard case .table(let table)? = form.field(named: "三")?.type else { throw Absent() }
        #expect(table.rows == .free(minimum: 3, maximum: 3))
        let judge = Judge(form)
        #expect(judge.findings.filter { $0.severity == .error }.isEmpty)
        func errors(_ rows: [String], _ count: String) -> [String] {
            var boxes = ["人数": [count], "者": rows]
            for row in rows { boxes["者.\(row).名"] = ["山田"] }
            return judge.judge(Typed(boxes)).errors.map(\.field)
        }
        #expect(errors(["a", "b"], "2") == [])
        #expect(errors(["a"], "2") == ["者"])
        #expect(errors([], "2") == ["者"])
        #expect(errors([], "0") == [])
        #expect(errors([], "") == [])
    }
}

/// Something that must be there is not.
struct Absent: Error {}
