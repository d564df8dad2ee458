import FEEL
import Testing

@testable import Grants

@Suite("A form is edited")
struct FormEditingTests {
    let form = EditingSamples.form

    private func edited(_ edits: FormEdit...) throws -> Form {
        var form = form
        for edit in edits { try edit.apply(to: &form) }
        return form
    }

    private func problem(_ edit: FormEdit, in form: Form? = nil) -> EditProblem? {
        var form = form ?? self.form
        do throws(EditProblem) {
            try edit.apply(to: &form)
            return nil
        } catch { return error }
    }

    @Test("the sample compiles without errors")
    func sample() { #expect(Judge(form).findings.filter { $0.severity == .error } == []) }

    @Test("a new name goes into every formula, text and total that uses the old one")
    func rename() throws {
        let renamed = try edited(
            .set(.field("人数"), [Setting(.name("従業員数"))]), .set(.column(table: "経費", "金額"), [Setting(.name("支出"))]),
            .set(.field("率"), [Setting(.name("補助率"))]))
        #expect(renamed.stops[0].condition == #"区分 = "b" and 従業員数 > 300"#)
        #expect(renamed.stops[0].message.ja == "従業員{従業員数}人は対象外です")
        #expect(renamed.field(id: "課税")?.relevant == "従業員数 > 5")
        #expect(renamed.field(id: "課税")?.help?.ja == "いま{従業員数}人")
        #expect(renamed.introduction?.ja == "上限は{上限額}円です。{{注}}")
        #expect(renamed.field(id: "機械費")?.calculation == #"合計(for 行 in 経費[費目 = "m"] return 行.支出)"#)
        #expect(renamed.field(id: "総額")?.calculation == "合計(経費.支出)")
        let table = try #require(renamed.field(id: "経費")?.table)
        #expect(table.totals == ["支出", "対象額"])
        #expect(table.columns[2].calculation == "切捨て(支出 * 補助率, 0)")
        #expect(table.columns[3].required == .when("支出 > 上限額"))
        #expect(Judge(renamed).findings.filter { $0.severity == .error } == [])
    }

    @Test("a name that would mean something else to a formula is refused")
    func capture() {
        // In the rows, a column of that name would stand before the form's field.
        guard case .changesMeaning("率", _)? = problem(.set(.column(table: "経費", "理由"), [Setting(.name("率"))])) else {
            Issue.record("not refused")
            return
        }
        guard case .changesMeaning("合計", let places)? = problem(.set(.field("人数"), [Setting(.name("合計"))])) else {
            Issue.record("not refused")
            return
        }
        #expect(places.map(\.ja).contains("「総額」の計算式"))
    }

    @Test(
        "names formulas cannot use are refused with one they can",
        arguments: [
            ("補助 率", "補助率"), ("2年目", "_2年目"), ("上限(円)", "上限（円）"), ("and", "and_"), ("", "項目"), ("a-b", "a_b"),
        ])
    func illegal(name: String, suggestion: String) {
        #expect(problem(.set(.field("率"), [Setting(.name(name))])) == .illegalName(name, suggestion: suggestion))
        #expect(FieldName.isLegal(suggestion))
    }

    @Test("taken and reserved names are refused")
    func taken() {
        #expect(problem(.set(.field("率"), [Setting(.name("人数"))])) == .nameTaken("人数"))
        #expect(problem(.set(.field("率"), [Setting(.name("公募"))])) == .reservedName("公募"))
        #expect(problem(.set(.column(table: "経費", "金額"), [Setting(.name("費目"))])) == .nameTaken("費目"))
    }

    @Test("what is used elsewhere is removed only when that is meant, and each use is told")
    func remove() throws {
        guard case .used(let what, let uses)? = problem(.remove(.field("人数"), evenIfUsed: false)) else {
            Issue.record("removed")
            return
        }
        #expect(what.ja == "「従業員数」")
        #expect(uses.map(\.ja) == ["フォームの対象外の条件", "「課税事業者」の表示する条件", "「課税事業者」の記入要領"])
        #expect(try edited(.remove(.field("人数"), evenIfUsed: true)).field(id: "人数") == nil)
        #expect(try edited(.remove(.field("事業名"), evenIfUsed: false)).field(id: "事業名") == nil)
        guard case .used(_, let columns)? = problem(.remove(.column(table: "経費", "金額"), evenIfUsed: false)) else {
            Issue.record("removed")
            return
        }
        #expect(columns.map(\.ja).contains("「経費明細」の列「対象額」の計算式"))
        #expect(
            try edited(.remove(.column(table: "経費", "対象額"), evenIfUsed: false)).field(id: "経費")?.table?.totals == ["金額"]
        )
        guard case .used? = problem(.removeSection("plan", evenIfUsed: false)) else {
            Issue.record("removed")
            return
        }
    }

    @Test(
        "two people who change different properties of one field both succeed; the same one is a clash with both values"
    )
    func clash() throws {
        let label = FormEdit.set(.field("率"), [Setting(.label("率（％）"), seen: .label("補助率"))])
        let required = FormEdit.set(.field("率"), [Setting(.required(.yes), seen: .required(.no))])
        #expect(try edited(label, required) == edited(required, label))
        let other = FormEdit.set(.field("率"), [Setting(.label("割合"), seen: .label("補助率"))])
        guard case .clashes(let clashes)? = problem(other, in: try edited(label)) else {
            Issue.record("overwritten")
            return
        }
        #expect(clashes.map(\.stored.ja) == ["率（％）"])
        #expect(clashes.map(\.sent.ja) == ["割合"])
        // The same change by both is none.
        #expect(problem(label, in: try edited(label)) == nil)
    }

    @Test("what someone else removed is told")
    func gone() throws {
        let without = try edited(.remove(.field("事業名"), evenIfUsed: false))
        #expect(problem(.set(.field("事業名"), [Setting(.required(.no))]), in: without) == .gone(.field("事業名")))
        #expect(problem(.moveSection("nowhere", to: .first)) == .sectionGone("nowhere"))
    }

    @Test("another type keeps what limits and choices both have")
    func kinds() throws {
        let text = try edited(.set(.field("事業名"), [Setting(.kind("long text"))]))
        #expect(text.field(id: "事業名")?.type == .longText(TextLimits(maximum: 40)))
        let many = try edited(.set(.field("区分"), [Setting(.kind("choices"))]))
        #expect(many.field(id: "区分")?.type.choices.map(\.code) == ["a", "b"])
        let money = try edited(.set(.field("人数"), [Setting(.kind("money"))]))
        #expect(money.field(id: "人数")?.type == .money(MoneyLimits(minimum: 1)))
    }

    @Test("limits and choices are set without each other")
    func limits() throws {
        let edits: [FormEdit] = [
            .set(
                .field("取組"),
                [
                    Setting(
                        .limits(.choices([], ChoiceLimits(maximum: 3))),
                        seen: .limits(.choices([], ChoiceLimits(maximum: 2))))
                ]),
            .set(.field("取組"), [Setting(.choices([Choice(code: "x", label: "機械")]))]),
        ]
        let form = try edited(edits[0], edits[1])
        #expect(form == (try edited(edits[1], edits[0])))
        #expect(form.field(id: "取組")?.type == .choices([Choice(code: "x", label: "機械")], ChoiceLimits(maximum: 3)))
    }

    @Test("copied fields get free names, and their formulas follow")
    func copy() throws {
        let fields = [
            Field(name: "人数", label: "人数", type: .integer(IntegerLimits())),
            Field(name: "倍", label: "倍", type: .integer(IntegerLimits()), calculation: "人数 * 2"),
        ]
        let copied = try edited(.addFields(fields, in: .section("plan"), at: .after("事業名")))
        #expect(copied.sections[0].fields.map(\.name).prefix(3) == ["事業名", "人数2", "倍"])
        #expect(copied.field(id: "倍")?.calculation == "人数2 * 2")
        let twice = try edited(.duplicate(.field("機械費")))
        #expect(twice.field(id: "機械費2")?.label.ja == "機械費（写し）")
        #expect(problem(.duplicate(.column(table: "経費", "金額"))) == nil)
    }

    @Test("a copied section speaks of its own fields, and to move a thing beside itself leaves it")
    func sections() throws {
        let copied = try edited(.duplicateSection("money"))
        #expect(copied.sections.map(\.id) == ["plan", "money", "money2"])
        #expect(copied.sections[2].title.ja == "経費（写し）")
        #expect(copied.field(named: "補助金額2")?.calculation == "最小(切捨て(総額2 * 率2, -3), 上限額2)")
        #expect(copied.field(named: "経費2")?.table?.columns[2].calculation == "切捨て(金額 * 率2, 0)")
        #expect(Judge(copied).findings.filter { $0.severity == .error } == [])
        #expect(try edited(.moveSection("plan", to: .after("plan"))) == form)
        #expect(try edited(.move(.field("率"), to: .section("money"), at: .before("率"))) == form)
        #expect(try edited(.moveSection("plan", to: .after("money"))).sections.map(\.id) == ["money", "plan"])
    }

    @Test("a template can be put in twice")
    func templates() throws {
        var form = form
        for template in SectionTemplate.all + SectionTemplate.all {
            try template.adding(to: form, at: .last).apply(to: &form)
        }
        #expect(Judge(form).findings.filter { $0.severity == .error } == [])
        #expect(Form(document: form.document, id: form.id) == form)
    }

    @Test("each template compiles without findings when alone", arguments: SectionTemplate.all.map(\.id))
    func template(id: String) throws {
        let section = try #require(SectionTemplate.named(id)).section
        #expect(Judge(Form(id: "x", title: "x", sections: [section])).findings.map(\.message.ja) == [])
    }

    @Test("there are seven templates, all of which can be read")
    func all() { #expect(SectionTemplate.all.count == SectionTemplate.texts.count) }

    @Test("a pasted list keeps the codes of labels that are there already")
    func paste() {
        let old = [Choice(code: "a", label: "新規"), Choice(code: "b", label: "拡大", relevant: "人数 > 3")]
        let new = ChoiceList.choices(from: "拡大\n 新 規 \n\n継続\n継続\n該当なし\r\nその他（具体的に）\nz\t独自", keeping: old)
        #expect(new.map(\.code) == ["b", "a", "継続", "該当なし", "その他（具体的に）", "z"])
        #expect(new[0].relevant == "人数 > 3")
        #expect(new.map(\.kind) == [nil, nil, nil, Choice.Kind.none, .other, nil])
        #expect(ChoiceList.choices(from: ChoiceList.text(of: new), keeping: new) == new)
    }

    @Test("what is used where is found, and what only looks like it is not")
    func uses() {
        let uses = FormUses(form)
        #expect(uses.unread == [])
        #expect(uses.places(of: .field("機械費")).map { $0.words(in: form).ja } == ["「総額」の入力の制約"])
        #expect(uses.places(of: .column(table: "経費", "費目")).map(\.field) == ["機械費"])
        #expect(
            uses.places(of: .column(table: "経費", "金額")).map { $0.words(in: form).ja } == [
                "「経費明細」の列「対象額」の計算式", "「経費明細」の列「理由」の必須とする条件", "「機械費」の計算式", "「総額」の計算式", "「経費明細」の合計欄",
            ])
    }

    @Test("what fixed rows are called by is renamed in formulas, too")
    func fixedRows() throws {
        let rows = [Choice(code: "a", label: "甲"), Choice(code: "b", label: "乙")]
        let table = Table(
            rows: .fixed(name: "区分名", label: "区分", rows),
            columns: [
                Field(name: "額", label: "額", type: .money(MoneyLimits())),
                Field(
                    name: "倍額", label: "倍額", type: .money(MoneyLimits()),
                    calculation: #"if 区分名 = "a" then 額 * 2 else 額"#),
            ])
        var form = Form(
            id: "x", title: "x",
            sections: [
                Section(
                    id: "s", title: "s",
                    fields: [
                        Field(name: "配分", label: "配分", type: .table(table)),
                        Field(
                            name: "甲額", label: "甲額", type: .money(MoneyLimits()),
                            calculation: #"合計(concatenate(配分[区分名 = "a"], []).額)"#),
                    ])
            ])
        try FormEdit.set(.field("配分"), [Setting(.rows(.fixed(name: "名目", label: "名目", rows)))]).apply(to: &form)
        try FormEdit.set(.column(table: "配分", "額"), [Setting(.name("金額"))]).apply(to: &form)
        #expect(form.field(id: "配分")?.table?.columns[1].calculation == #"if 名目 = "a" then 金額 * 2 else 金額"#)
        #expect(form.field(id: "甲額")?.calculation == #"合計(concatenate(配分[名目 = "a"], []).金額)"#)
        #expect(FormUses(form).places(of: .rowName(table: "配分")).count == 2)
    }

    @Test("names the formula itself makes are left alone")
    func shadows() throws {
        let calculations = [
            ("for 人数 in [1, 2] return 人数", "for 人数 in [1, 2] return 人数"),
            ("{人数: 1, 倍: 人数}.倍 + 人数", "{人数: 1, 倍: 人数}.倍 + 員数"),
            (#"count(経費[金額 > 人数])"#, #"count(経費[金額 > 員数])"#),
            ("some 行 in 経費 satisfies 行.金額 > ( 人数 )", "some 行 in 経費 satisfies 行.金額 > ( 員数 )"),
            (#"string length("人数") + 人数"#, #"string length("人数") + 員数"#),
            ("人数 /* 人数 */ + 1", "員数 /* 人数 */ + 1"),
        ]
        for (before, after) in calculations {
            var form = form
            form.sections[0].fields.append(
                Field(name: "試", label: "試", type: .integer(IntegerLimits()), calculation: before))
            try FormEdit.set(.field("人数"), [Setting(.name("員数"))]).apply(to: &form)
            #expect(form.field(id: "試")?.calculation == after)
        }
    }
}
