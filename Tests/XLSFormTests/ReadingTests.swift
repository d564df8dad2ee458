import FEEL
import Testing

@testable import XLSForm

@Suite("Reading an XLSForm")
struct ReadingTests {
    static let grant = form(
        """
        | survey   |
        |          | type                     | name     | label::日本語 (ja) | label::English (en) | hint | required | relevant | constraint | constraint_message | calculation | repeat_count | default | appearance | parameters | choice_filter |
        |          | text                     | 会社名   | 会社の名前         | Company             |      | yes      |          |            |                    |             |              |         |            |            |               |
        |          | select_one 規模          | 規模     | 会社の規模         | Size                |      | TRUE     |          |            |                    |             |              | 中小    | minimal    |            |               |
        |          | select_multiple 対象 or_other | 対象 | 何に使いますか     | What for            |      |          | ${規模} != '' |       |                    |             |              |         |            |            |               |
        |          | begin_repeat             | 経費     | 経費               | Costs               |      |          |          |            |                    |             | 3            |         |            |            |               |
        |          | text                     | 費目     | 費目               | Item                |      |          |          |            |                    |             |              |         |            |            |               |
        |          | integer                  | 金額     | 金額               | Amount              | 円   | yes      |          | . > 0      | 正の数です         |             |              |         |            |            |               |
        |          | calculate                | 税       |                    |                     |      |          |          |            |                    | ${金額} * 0.1 |            |         |            |            |               |
        |          | end_repeat               |          |                    |                     |      |          |          |            |                    |             |              |         |            |            |               |
        |          | begin group              | まとめ   | まとめ             | Summary             |      |          | ${会社名} != '' |     |                    |             |              |         |            |            |               |
        |          | calculate                | 合計     |                    |                     |      |          |          |            |                    | sum(${金額}) |             |         |            |            |               |
        |          | range                    | 割合     | 割合               | Share               |      |          |          |            |                    |             |              |         |            | start=0 end=1 step=0.1 | |
        |          | note                     |          | おわり             | End                 |      |          |          |            |                    |             |              |         |            |            |               |
        |          | end group                |          |                    |                     |      |          |          |            |                    |             |              |         |            |            |               |
        | choices  |
        |          | list_name | name   | label::日本語 (ja) | 地域 |
        |          | 規模      | 小規模 | 小規模事業者       | 東   |
        |          | 規模      | 中小   | 中小企業           | 西   |
        |          | 対象      | 機械   | 機械               |      |
        |          | 対象      | 外注   | 外注               |      |
        | settings |
        |          | form_title | form_id | version | default_language |
        |          | 補助金申請 | grant   | 3       | 日本語 (ja)      |
        """)

    @Test("the settings are the form's")
    func settings() {
        #expect(Self.grant.findings.filter { $0.severity == .error } == [])
        #expect(Self.grant.title == "補助金申請")
        #expect(Self.grant.identifier == "grant")
        #expect(Self.grant.version == "3")
        #expect(Self.grant.defaultLanguage == "日本語 (ja)")
    }

    @Test("groups and repeats make a tree")
    func tree() {
        let names = Self.grant.nodes.map(\.name)
        #expect(names == ["会社名", "規模", "対象", "対象_other", "経費_count", "経費", "まとめ"])
        let table = Self.grant.nodes[5]
        #expect(table.kind == .repeat(count: "3"))
        #expect(table.children.map(\.name) == ["費目", "金額", "税"])
        #expect(table.children[1].nodeset == "/data/経費/金額")
        #expect(table.children[1].question == .integer)
        #expect(Self.grant.nodes[6].children.map(\.question) == [.calculate, .range, .note])
        #expect(Self.grant.nodes[3].isGenerated && !Self.grant.nodes[5].isGenerated)
    }

    @Test("texts are known by their languages")
    func texts() throws {
        let name = Self.grant.nodes[0]
        #expect(name.label?.japanese == "会社の名前")
        #expect(name.label?.text(in: "English (en)") == "Company")
        let amount = Self.grant.nodes[5].children[1]
        #expect(amount.hint?.byLanguage == ["日本語 (ja)": "円"])
        #expect(amount.logic.constraintMessage?.byLanguage.values.first == "正の数です")
    }

    @Test("choices come with their columns, and with その他 where it is asked for")
    func choices() throws {
        let sizes = try #require(Self.grant.choices["規模"])
        #expect(sizes.names == ["小規模", "中小"])
        #expect(sizes.choices[1].columns == ["地域": "西"])
        #expect(Self.grant.choices["対象"]?.names == ["機械", "外注", "other"])
        #expect(Self.grant.nodes[1].choices == .list("規模"))
        #expect(Self.grant.nodes[1].defaultValue == "中小" && !Self.grant.nodes[1].isDefaultDynamic)
    }

    @Test("binds have types, conditions and paths")
    func binds() {
        let form = Self.grant
        #expect(form.bind("/data/会社名") == ["type": "string", "required": "true()"])
        #expect(form.bind("/data/対象")?["relevant"] == " /data/規模  != ''")
        #expect(form.bind("/data/対象_other")?["relevant"] == "selected(../対象, 'other')")
        #expect(
            form.bind("/data/経費/金額") == [
                "type": "int", "required": "true()", "constraint": ". > 0", "jr:constraintMsg": "正の数です",
            ])
        #expect(form.bind("/data/経費/税")?["calculate"] == " ../金額  * 0.1")
        #expect(form.bind("/data/経費_count") == ["type": "string", "readonly": "true()", "calculate": "3"])
        #expect(form.bind("/data/まとめ") == ["relevant": " /data/会社名  != ''"])
        #expect(form.bind("/data/まとめ/合計")?["calculate"] == "sum( /data/経費/金額 )")
        #expect(form.bind("/data/まとめ/割合")?["type"] == "decimal")
        #expect(form.bind("/data/まとめ/generated_note_name_13") == ["type": "string", "readonly": "true()"])
        #expect(
            form.bind("/data/meta/instanceID") == ["type": "string", "readonly": "true()", "jr:preload": "uid"])
        #expect(form.bind("/data/経費") == nil)
    }

    @Test("all expressions of a form are translated, each with what the others give")
    func translations() {
        let translations = Self.grant.translations()
        func formula(_ nodeset: String, _ slot: TranslatedExpression.Slot) -> String? {
            translations.first { $0.nodeset == nodeset && $0.slot == slot }?.translation.formula
        }
        #expect(formula("/data/会社名", .required) == "true")
        #expect(formula("/data/対象", .relevant) == "規模 != null")
        #expect(formula("/data/対象_other", .relevant) == "list contains(対象, \"other\")")
        #expect(formula("/data/経費/金額", .constraint) == "金額 > 0")
        #expect(formula("/data/経費/税", .calculation) == "金額 * 0.1")
        #expect(formula("/data/まとめ/合計", .calculation) == "sum(経費.金額)")
        #expect(formula("/data/経費", .count) == "3")
        #expect(translations.first { $0.nodeset == "/data/まとめ/合計" }?.type == .number)
        let amounts = Self.grant.translations(types: ["/data/経費/金額": .amount])
        #expect(amounts.first { $0.nodeset == "/data/まとめ/合計" }?.type == .amount)
    }

    @Test("a group within a repeat, and the repeat itself, are seen from where they are")
    func places() {
        let form = form(
            """
            | survey |
            |        | type         | name | label | relevant       |
            |        | integer      | 数   | x     |                |
            |        | begin repeat | 表   | x     | ${数} > 1      |
            |        | integer      | 額   | x     |                |
            |        | begin group  | 中   | x     | ${額} > ${数}  |
            |        | text         | 深   | x     | ../../額 = 5   |
            |        | end group    |      |       |                |
            |        | end repeat   |      |       |                |
            |        | text         | 末   | x     | sum(${額}) > 9 |
            """)
        #expect(
            form.translations().map(\.translation) == [
                .formula("数 > 1"), .formula("額 > 数"), .formula("額 = 5"), .formula("sum(表.額[item != null]) > 9"),
            ])
    }

    @Test("calculations in a circle end, and are left to people")
    func circle() {
        let form = form(
            """
            | survey |
            |        | type      | name | calculation |
            |        | calculate | a    | ${b} + 1    |
            |        | calculate | b    | ${a} + 1    |
            """)
        #expect(form.translations().allSatisfy { $0.translation.formula == nil })
    }

    @Test(
        "old names and other spellings of headings are understood",
        arguments: [
            ("calculation", "calculate"), ("Calculate", "calculate"), ("bind::calculate", "calculate"),
            ("bind:calculate", "calculate"), ("relevance", "relevant"), ("Relevant", "relevant"),
            ("bind::relevant", "relevant"), ("constraint message", "jr:constraintMsg"),
            ("Constraining Message", "jr:constraintMsg"), ("bind:jr:constraintMsg", "jr:constraintMsg"),
            ("required message", "jr:requiredMsg"), ("requiredMsg", "jr:requiredMsg"), ("Read Only", "readonly"),
            ("read_only", "readonly"), ("readonly", "readonly"), ("noAppErrorString", "jr:noAppErrorString"),
            ("bind::foo", "foo"),
        ])
    func headings(heading: String, attribute: String) {
        let form = form(
            """
            | survey |
            |        | Type | Name | Label | \(heading) |
            |        | text | a    | A     | x          |
            """)
        #expect(form.bind("/data/a")?[attribute] == "x")
    }

    @Test(
        "types have many names",
        arguments: [
            ("text", QuestionKind.text, "string"), ("string", .text, "string"), ("integer", .integer, "int"),
            ("int", .integer, "int"), ("decimal", .decimal, "decimal"), ("date", .date, "date"),
            ("time", .time, "time"),
            ("dateTime", .dateTime, "dateTime"), ("geopoint", .geopoint, "geopoint"), ("gps", .geopoint, "geopoint"),
            ("image", .image, "binary"), ("photo", .image, "binary"), ("audio", .audio, "binary"),
            ("video", .video, "binary"), ("file", .file, "binary"), ("barcode", .barcode, "barcode"),
            ("acknowledge", .acknowledge, "string"), ("hidden", .hidden, "string"), ("start", .start, "dateTime"),
            ("end", .end, "dateTime"), ("today", .today, "date"), ("deviceid", .property, "string"),
            ("imei", .property, "string"), ("username", .property, "string"), ("select_one l", .selectOne, "string"),
            ("select one l", .selectOne, "string"), ("select1 l", .selectOne, "string"),
            ("select one from l", .selectOne, "string"), ("add select one prompt using l", .selectOne, "string"),
            ("select_multiple l", .selectMultiple, "string"), ("select all that apply l", .selectMultiple, "string"),
            ("select all that apply from l", .selectMultiple, "string"), ("rank l", .rank, "odk:rank"),
            ("select_one_from_file l.csv", .selectOne, "string"), ("range", .range, "int"), ("note", .note, "string"),
            ("select_one l or_other", .selectOne, "string"), ("background-audio", .backgroundAudio, "binary"),
            ("start-geopoint", .startGeopoint, "geopoint"),
        ])
    func types(text: String, kind: QuestionKind, type: String) {
        let form = form(
            """
            | survey  |
            |         | type    | name | label |
            |         | \(text) | a    | A     |
            | choices |
            |         | list_name | name | label |
            |         | l         | x    | X     |
            """)
        #expect(form.places() == [])
        #expect(form.nodes.first?.question == kind)
        #expect(form.bind("/data/a")?["type"] == type)
    }

    @Test(
        "a reference becomes the path that pyxform writes",
        arguments: [
            ("表/額", "${外}", " /data/外 "), ("表/額", "${数}", " ../数 "), ("表/中/深", "${額}", " ../../額 "),
            ("表/額", "${深}", " ../中/深 "), ("外", "${深}", " /data/表/中/深 "), ("表/額", "${他}", " /data/別表/他 "),
            ("表/額", "${last-saved#数}", " instance('__last-saved')/data/表/数 "),
            ("表/額", "instance('x')/root/item[a = ${数}]/b", "instance('x')/root/item[a =  current()/../数 ]/b"),
            ("表/額", "indexed-repeat(${数}, ${表}, ${額})", "indexed-repeat( /data/表/数 ,  /data/表 ,  ../額 )"),
            ("表/額", "${数}+${数}", " ../数 + ../数 "), ("表/額", "concat('${', ${外})", "concat('${', ${外})"),
            ("表", "${深}", " /data/表/中/深 "), ("表/中", "${額}", " ../額 "),
        ])
    func references(place: String, text: String, path: String) {
        let form = form(
            """
            | survey |
            |        | type         | name | label |
            |        | integer      | 外   | x     |
            |        | begin repeat | 表   | x     |
            |        | integer      | 数   | x     |
            |        | integer      | 額   | x     |
            |        | begin group  | 中   | x     |
            |        | integer      | 深   | x     |
            |        | end group    |      |       |
            |        | end repeat   |      |       |
            |        | begin repeat | 別表 | x     |
            |        | integer      | 他   | x     |
            |        | end repeat   |      |       |
            """)
        let elements = Self.elements(of: form)
        let index = elements.firstIndex { $0.node.nodeset == "/data/" + place }
        #expect(BindMaker(elements).replaced(in: text, at: index ?? 0) == path)
    }

    private static func elements(of form: XLSForm) -> [SurveyElement] {
        var elements: [SurveyElement] = []
        func add(_ node: FormNode, _ parent: Int?) {
            elements.append(SurveyElement(node, in: parent))
            let place = elements.count - 1
            for child in node.children { add(child, place) }
        }
        for node in form.nodes { add(node, nil) }
        return elements
    }

    @Test(
        "defaults are values or expressions",
        arguments: [
            ("5", QuestionKind.integer, false), ("-5", .integer, false), ("2026-04-01", .date, false),
            ("今日", .text, false),
            ("today()", .date, true), ("1 + 1", .integer, true), ("${a}", .text, true), ("a-b", .text, false),
            ("'a + b'", .text, false), ("10:00:00", .time, false), ("35.6 139.7", .geopoint, false),
            ("x * y", .text, true),
            ("foo mode", .text, true), ("jr:x(1)", .text, true), ("", .text, false),
        ])
    func defaults(text: String, kind: QuestionKind, isDynamic: Bool) {
        #expect(DynamicDefault.isDynamic(text, kind: kind) == isDynamic)
    }

    @Test(
        "names are those of XML, Japanese ones among them",
        arguments: [
            ("補助対象経費", true), ("a", true), ("_a", true), ("a-b.c1", true), ("髙橋", true), ("Ａ１", true), ("x:y", true),
            ("1a", false), ("-a", false), ("a b", false), ("a:b:c", false), ("", false), ("補助率（上限）", true),
            ("あ！", true),
            ("a!", false), ("a:", false), ("・", true), ("　", false),
        ])
    func names(name: String, isValid: Bool) { #expect(XMLName.isValid(name) == isValid) }
}
