import FEEL
import Testing

@testable import Grants

@Suite("A form's JSON Schema, and the verdict on documents")
struct SchemaTests {
    /// A form with every type of field, and of column.
    static let form: Form = {
        let choices = [
            Choice(code: "a", label: Text("新規", en: "New")), Choice(code: "b", label: "拡大"),
            Choice(code: "other", label: "その他", kind: .other),
        ]
        let none = Choice(code: "none", label: "なし", kind: Choice.Kind.none)
        let groups = [
            ChoiceGroup(code: "g", label: "第1", choices: [Choice(code: "x", label: "甲")]),
            ChoiceGroup(code: "h", label: "第2", choices: [Choice(code: "y", label: "乙")]),
        ]
        let plain: [(String, FieldType)] = [
            ("文", .text(TextLimits(minimum: 2, maximum: 20))), ("番号", .text(TextLimits(digits: 9))),
            ("文章", .longText(TextLimits(maximum: 100))), ("整数", .integer(IntegerLimits(minimum: 0, maximum: 300))),
            ("小数", .decimal(DecimalLimits(minimum: Number("0"), maximum: Number("99.5"), places: 2))),
            ("金額", .money(MoneyLimits(minimum: 1000, maximum: 5_000_000))),
            ("千円", .money(MoneyLimits(minimum: 0, isInThousands: true))),
            ("率", .rate(RateLimits(maximum: Rate.reading("2/3")))),
            ("日", .date(DayLimits(earliest: Day(iso: "2026-04-01")))), ("月", .yearMonth), ("選択", .choice(choices)),
            ("複数", .choices(choices + [none], ChoiceLimits(minimum: 2, maximum: 3))), ("連動", .linked(groups)),
            ("可否", .yesNo), ("メール", .email), ("電話", .telephone), ("URL", .url), ("県", .prefecture),
            ("市", .municipality), ("氏名", .personName), ("法人番号", .corporateNumber), ("業種", .industry),
            ("書類", .file(FileLimits(kinds: [.pdf, .jpeg], maximumSize: 1_000, maximumCount: 2))),
        ]
        func fields() -> [Field] { plain.map { Field(name: $0, label: Text($0), type: $1) } }
        return Form(
            id: "every", title: Text("全型", en: "Every type"),
            sections: [
                Section(id: "plain", title: "基本", fields: fields()),
                Section(
                    id: "more", title: "ほか",
                    fields: [
                        Field(name: "期間", label: "期間", type: .period(DayLimits())),
                        Field(name: "日時", label: "日時", type: .dateTime),
                        Field(name: "誓約", label: "誓約", type: .pledge(statement: "誓います"), required: true),
                        Field(name: "住所", label: "住所", type: .address),
                        Field(name: "口座", label: "口座", type: .bankAccount),
                        Field(
                            name: "自由表", label: "自由表",
                            type: .table(Table(rows: .free(minimum: 1, maximum: 4), columns: fields()))),
                        Field(
                            name: "固定表", label: "固定表",
                            type: .table(
                                Table(
                                    rows: .fixed(
                                        name: "費目", label: "費目",
                                        [Choice(code: "l", label: "人件費"), Choice(code: "g", label: "物品費")]),
                                    columns: [Field(name: "額", label: "額", type: .money(MoneyLimits()), required: true)]
                                ))),
                        Field(
                            name: "倍", label: "倍", type: .money(MoneyLimits(maximum: 10)), calculation: "金額 * 2"),
                        Field(
                            name: "理由", label: "理由", type: .longText(TextLimits()), required: .when("整数 > 5"),
                            relevant: "可否 = true", constraints: [Constraint("string length(理由) > 3", message: "短い")],
                            help: Text("書いてください", en: "Write"), example: "例"),
                        Field(
                            name: "条件選択", label: "条件選択",
                            type: .choice([
                                Choice(code: "p", label: "甲", relevant: "整数 > 5"), Choice(code: "q", label: "乙"),
                            ])),
                        Field(name: "所見", label: "所見", type: .longText(TextLimits()), isInternal: true),
                        Field(name: "注", label: "注", type: .note),
                    ]),
            ])
    }()

    static func schema(_ name: String) -> JSON? { FormSchema(form).json["properties"]?[name] }

    @Test(
        "the schema of a type",
        arguments: [
            ("文", #"{"minLength":2,"title":"文","type":"string","x-maximum-characters":20,"x-type":"text"}"#),
            (
                "番号",
                #"{"maxLength":9,"minLength":9,"pattern":"^[0-9]{9}$","title":"番号","type":"string","x-type":"text"}"#
            ),
            ("整数", #"{"maximum":300,"minimum":0,"title":"整数","type":"integer","x-type":"integer"}"#),
            ("金額", #"{"maximum":5000000,"minimum":1000,"title":"金額","type":"integer","x-type":"money","x-unit":"円"}"#),
            (
                "率",
                #"{"allOf":[{"pattern":"^(?:-?[0-9.]{1,18}|-?[0-9.]{1,40}/[0-9]{1,40})$"}],"pattern":"^-?[0-9]+(\\.[0-9]+)?(/0*[1-9][0-9]*)?$","title":"率","type":"string","x-maximum":"2/3","x-type":"rate"}"#
            ),
            ("日", ##"{"$ref":"#/$defs/day","title":"日","x-earliest":"2026-04-01","x-type":"date"}"##),
            ("可否", #"{"title":"可否","type":"boolean","x-type":"yes/no"}"#),
            ("誓約", #"{"const":true,"title":"誓約","x-statement":"誓います","x-type":"pledge"}"#),
            (
                "法人番号",
                #"{"maxLength":13,"minLength":13,"pattern":"^[1-9][0-9]{12}$","title":"法人番号","type":"string","x-type":"corporate number"}"#
            ),
            ("住所", ##"{"$ref":"#/$defs/address","title":"住所","x-type":"address"}"##),
        ])
    func types(name: String, text: String) throws {
        #expect(try #require(Self.schema(name)).canonical == text)
    }

    @Test("thousands are multiples, choices have codes, rows have counts")
    func limits() throws {
        #expect(Self.schema("千円")?["multipleOf"] == 1000)
        let choice = try #require(Self.schema("選択")?["anyOf"]?.array)
        #expect(choice.first?["enum"]?.strings == ["a", "b"])
        #expect(choice.last?["properties"]?["choice"]?["enum"]?.strings == ["other"])
        #expect(Self.schema("条件選択")?["x-choices"]?.array?[0]["relevant"] == "整数 > 5")
        #expect(Self.schema("連動")?["enum"]?.strings == ["x", "y"])
        let several = try #require(Self.schema("複数")?["anyOf"]?.array?.first)
        #expect(several["uniqueItems"] == true)
        #expect(several["minItems"] == 1, "なし alone is an answer")
        #expect(several["maxItems"] == 3)
        let table = try #require(Self.schema("自由表"))
        #expect(table["minItems"] == 1)
        #expect(table["maxItems"] == 4)
        #expect(table["items"]?["additionalProperties"] == false)
        #expect(Self.schema("固定表")?["items"]?["required"]?.strings == ["額", "row"])
    }

    @Test("what is computed has no limits of people's typing, and what depends on conditions is annotated")
    func conditions() throws {
        let computed = try #require(Self.schema("倍"))
        #expect(computed["maximum"] == .integer(.max))
        #expect(computed["readOnly"] == true)
        #expect(computed["x-calculate"] == "金額 * 2")
        let reason = try #require(Self.schema("理由"))
        #expect(reason["x-relevant"] == "可否 = true")
        #expect(reason["x-required"] == "整数 > 5")
        #expect(reason["x-constraints"]?.array?.first?["message"] == "短い")
        #expect(reason["description"] == "書いてください")
        #expect(reason["x-description-en"] == "Write")
    }

    @Test("the whole: closed, with what is always required, without notes and the other side's fields")
    func whole() throws {
        let schema = FormSchema(Self.form).json
        #expect(schema["$schema"] == "https://json-schema.org/draft/2020-12/schema")
        #expect(schema["$id"] == "urn:kofu:form:every")
        #expect(schema["x-title-en"] == "Every type")
        #expect(schema["additionalProperties"] == false)
        #expect(schema["required"]?.strings == ["誓約"])
        #expect(Self.schema("注") == nil)
        #expect(Self.schema("所見") == nil)
        #expect(FormSchema(Self.form, asOffice: true).json["properties"]?.object?.keys.sorted() == ["所見"])
    }

    @Test(
        "an office's expression is exported where JavaScript reads it as XPath does",
        arguments: [
            ("[A-Z]{2}-[0-9]+", "[A-Z]{2}-[0-9]+"), (".x", #"[^\n\r]x"#), (#"a\-b"#, "a-b"), (#"[\-a]"#, #"[\-a]"#),
            (#"\d+"#, nil), (#"\p{IsHiragana}+"#, nil), ("[a-z-[aeiou]]", nil), (#"(a)\1"#, nil), ("^a$", nil),
        ] as [(String, String?)])
    func patterns(pattern: String, portable: String?) {
        #expect(PortablePattern.text(pattern) == portable)
    }

    @Test(
        "wrong documents, at their places",
        arguments: [
            (#"[]"#, "", StructureFinding.Kind.wrong), (#"{}"#, "/誓約", .missing),
            (#"{"誓約":true,"文字":"あ"}"#, "/文字", .unknown), (#"{"誓約":true,"a/b~":1}"#, "/a~1b~0", .unknown),
            (#"{"誓約":false}"#, "/誓約", .wrong), (#"{"誓約":true,"整数":301}"#, "/整数", .wrong),
            (#"{"誓約":true,"整数":"3"}"#, "/整数", .wrong), (#"{"誓約":true,"千円":1500}"#, "/千円", .wrong),
            (#"{"誓約":true,"日":"2026-02-29"}"#, "/日", .wrong), (#"{"誓約":true,"率":"1/0"}"#, "/率", .wrong),
            (#"{"誓約":true,"小数":"1.234"}"#, "/小数", .wrong), (#"{"誓約":true,"小数":1}"#, "/小数", .wrong),
            (#"{"誓約":true,"選択":"c"}"#, "/選択", .wrong), (#"{"誓約":true,"選択":"other"}"#, "/選択", .wrong),
            (#"{"誓約":true,"複数":["a","a"]}"#, "/複数", .wrong), (#"{"誓約":true,"複数":["a",1]}"#, "/複数", .wrong),
            (#"{"誓約":true,"自由表":[]}"#, "/自由表", .wrong), (#"{"誓約":true,"自由表":[{},{},{},{},{}]}"#, "/自由表", .wrong),
            (#"{"誓約":true,"自由表":[{"文":"あ"}]}"#, "/自由表/0/文", .wrong),
            (#"{"誓約":true,"自由表":[{"列":1}]}"#, "/自由表/0/列", .unknown),
            (#"{"誓約":true,"固定表":[{"額":1}]}"#, "/固定表/0/row", .wrong),
            (#"{"誓約":true,"固定表":[{"row":"l"}]}"#, "/固定表/0/額", .missing),
            (#"{"誓約":true,"固定表":[{"row":"l","額":1},{"row":"l","額":2}]}"#, "/固定表/1/row", .wrong),
            (#"{"誓約":true,"日時":"T2026-05-29T10:30"}"#, "/日時", .wrong),
            (#"{"誓約":true,"市":{"code":"13101"}}"#, "/市", .wrong),
            (#"{"誓約":true,"氏名":{"family":"見本","given":"太郎","familyKana":"みほん","givenKana":"タロウ"}}"#, "/氏名", .wrong),
            (#"{"誓約":true,"期間":{"from":"2026-05-01","to":"2026-05-02","by":"x"}}"#, "/期間", .wrong),
        ])
    func wrong(text: String, path: String, kind: StructureFinding.Kind) throws {
        let findings = Self.form.structure(of: try JSON(parsing: text))
        #expect(findings.map(\.path) == [path])
        #expect(findings.map(\.kind) == [kind])
        #expect(findings.allSatisfy { $0.message.en != nil })
    }

    @Test(
        "documents that are right, some of them other than recorded ones",
        arguments: [
            #"{"誓約":true}"#, #"{"誓約":true,"小数":"12.50"}"#, #"{"誓約":true,"率":"0.5"}"#,
            #"{"誓約":true,"選択":{"choice":"other","other":"別"}}"#, #"{"誓約":true,"複数":["none"]}"#,
            #"{"誓約":true,"複数":["b","a"]}"#, #"{"誓約":true,"市":{"code":"131016"}}"#,
            #"{"誓約":true,"自由表":[{"文":"二字"}]}"#, #"{"誓約":true,"自由表":[{"row":"r9"}]}"#,
            #"{"誓約":true,"住所":{"postal":"1000001","prefecture":"東京都","city":"千代田区","street":"1-1"}}"#,
            #"{"誓約":true,"文":"👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧"}"#,
        ])
    func right(text: String) throws {
        #expect(Self.form.structure(of: try JSON(parsing: text)) == [])
    }

    @Test("made-up answers: read back as they were written, right in structure, and taken by the judge")
    func generated() throws {
        let judge = Judge(Self.form)
        #expect(judge.findings.filter { $0.severity == .error } == [])
        var generator = AnswerGenerator(judge, chance: SplitMix64(seed: 5))
        for _ in 0..<300 {
            let answers = generator.answers()
            for (name, answer) in answers {
                let field = try #require(Self.form.field(named: name))
                #expect(Answer(json: answer.json, type: field.type) == answer)
            }
            let json = Self.form.json(of: answers)
            #expect(Self.form.answers(from: json) == answers)
            #expect(try JSON(parsing: json.canonical) == json)
            #expect(Self.form.structure(of: json) == [])
            let judgement = judge.judge(
                Self.form.typed(from: answers), files: AnswerGenerator.files(of: answers))
            // What depends on other answers may be refused.
            #expect(judgement.errors.filter { !["理由", "条件選択", "倍"].contains($0.field) } == [])
            for (name, answer) in judgement.answers where Self.form.field(named: name)?.calculation == nil {
                #expect(answer == answers[name], "\(name)")
            }
            // The record of what was judged has the structure, too: what is computed is in it.
            #expect(Self.form.structure(of: Self.form.json(of: judgement.answers)) == [])
        }
    }

    @Test("the same seed gives the same documents, right and wrong ones")
    func seeds() {
        func documents(_ seed: UInt64) -> [JSON] {
            var generator = AnswerGenerator(Judge(Self.form), chance: SplitMix64(seed: seed))
            return (0..<200).map { _ in generator.sample().json }
        }
        let first = documents(1)
        #expect(first == documents(1))
        #expect(first != documents(2))
        let valid = first.count { $0["valid"] == true }
        #expect((20...180).contains(valid))
    }

    @Test("the numbers of a seed are SplitMix64's")
    func numbers() {
        var chance = SplitMix64(seed: 1_234_567)
        #expect(
            (0..<3).map { _ in chance.next() } == [
                6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
            ])
    }
}
