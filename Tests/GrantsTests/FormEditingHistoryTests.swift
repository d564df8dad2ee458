import Testing

@testable import Grants

@Suite("A form's history")
struct FormEditingHistoryTests {
    private let clerk = EditingSamples.clerk
    private let colleague = EditingSamples.colleague
    private let noon = EditingSamples.noon

    @Test(
        "every edit leaves a form that reads back as it is, has a line in the history, and undone is the base again",
        arguments: 0..<24)
    func chance(seed: UInt64) throws {
        var chance = EditingChance(seed)
        var history = FormHistory(EditingSamples.form)
        var made = 0
        for _ in 0..<20 {
            let edit = chance.edit(of: history.form)
            let again = try #require(FormEdit(json: edit.json))
            let before = history.form
            do throws(EditProblem) {
                try history.apply(edit, by: clerk, at: noon)
                made += 1
                var other = before
                try again.apply(to: &other)
                #expect(other == history.form, "\(edit)")
            } catch {
                #expect(history.form == before)
                #expect(!error.message.ja.isEmpty)
                #expect(error.message.en != nil)
            }
            #expect(Form(document: history.form.document, id: "grant") == history.form, "\(edit)")
            #expect(Set(history.form.fields.map(\.id)).count == history.form.fields.count)
            #expect(Set(history.form.fields.map(\.name)).count == history.form.fields.count)
        }
        #expect(history.steps.count == made)
        #expect(history.steps.allSatisfy { !$0.summary.ja.isEmpty })
        let last = history.form
        #expect(FormHistory(json: history.json)?.form == last)
        for _ in 0..<made { try history.undo(by: clerk, at: noon) }
        #expect(history.form == history.base)
        #expect(throws: EditProblem.nothingToUndo) { try history.undo(by: clerk, at: noon) }
        for _ in 0..<made { try history.redo(by: clerk, at: noon) }
        #expect(history.form == last)
        #expect(throws: EditProblem.nothingToRedo) { try history.redo(by: clerk, at: noon) }
        // Texts an edit brought with blanks around are kept without.
        let read = try #require(FormHistory(json: history.json))
        #expect(read.steps.map(\.document) == history.steps.map(\.document))
        #expect(FormHistory(json: read.json) == read)
    }

    @Test("edits of different fields give the same in either order", arguments: 0..<80)
    func commute(seed: UInt64) throws {
        var chance = EditingChance(seed + 1000)
        let parts: [FormPart] = [
            .field("事業名"), .field("人数"), .field("率"), .field("総額"), .column(table: "経費", "理由"),
            .column(table: "経費", "費目"),
        ]
        let (one, other) = (chance.one(of: parts), chance.one(of: parts))
        let first = FormEdit.set(one, [Setting(chance.change())])
        let second = FormEdit.set(other, [Setting(chance.change())])
        // A formula that comes with an edit speaks of the names its page had shown: names are told apart below.
        func isName(_ edit: FormEdit) -> Bool {
            if case .set(_, let settings) = edit, case .name = settings[0].change { true } else { false }
        }
        if one == other || isName(first) || isName(second) { return }
        func both(_ edits: [FormEdit]) -> Form? {
            var form = EditingSamples.form
            for edit in edits { guard (try? edit.apply(to: &form)) != nil else { return nil } }
            return form
        }
        #expect(both([first, second]) == both([second, first]))
    }

    @Test("each undoes their own edits, also when others have edited since")
    func own() throws {
        var history = FormHistory(EditingSamples.form)
        try history.apply(.set(.field("率"), [Setting(.label("割合"))]), by: clerk, at: noon)
        try history.apply(.set(.field("人数"), [Setting(.label("人員"))]), by: colleague, at: noon)
        try history.undo(by: clerk, at: noon)
        #expect(history.form.field(id: "率")?.label == "補助率")
        #expect(history.form.field(id: "人数")?.label == "人員")
        #expect(
            history.steps.map(\.summary.ja) == ["「補助率」の見出しを「割合」に変更", "「従業員数」の見出しを「人員」に変更", "元に戻す：「補助率」の見出しを「割合」に変更"])
        try history.redo(by: clerk, at: noon)
        #expect(history.form.field(id: "率")?.label == "割合")
    }

    @Test("what others have built upon is not undone, and it is said why")
    func builtUpon() throws {
        var history = FormHistory(EditingSamples.form)
        let new = Field(name: "備考", label: "備考", type: .text(TextLimits()))
        try history.apply(.addFields([new], in: .section("plan"), at: .last), by: clerk, at: noon)
        try history.apply(.set(.field("備考"), [Setting(.required(.yes))]), by: colleague, at: noon)
        let before = history
        do throws(EditProblem) {
            try history.undo(by: clerk, at: noon)
            Issue.record("undone")
        } catch {
            #expect(error.message.ja.contains("「備考」の必須を「必須」に変更"))
        }
        #expect(history == before)
    }

    @Test("a rename leaves every value as it was", arguments: 0..<40)
    func rename(seed: UInt64) throws {
        var chance = EditingChance(seed + 5000)
        var form = EditingSamples.form
        let names = ["甲", "乙", "丙", "丁", "行", "金額2", "人数_", "項目（改）"]
        for _ in 0..<6 {
            let part = chance.one(of: form.parts)
            _ = try? FormEdit.set(part, [Setting(.name(chance.one(of: names)))]).apply(to: &form)
        }
        let move = DraftMove(EditingSamples.typed, from: EditingSamples.form, to: form)
        #expect(move.lost == [])
        #expect(move.new == [])
        let (old, new) = (Judge(EditingSamples.form).judge(EditingSamples.typed), Judge(form).judge(move.typed))
        #expect(old.errors.map(\.message.ja) == new.errors.map(\.message.ja))
        for field in EditingSamples.form.fields {
            let renamed = try #require(form.field(id: field.id))
            let words = { (judgement: Judgement, field: Field) in
                judgement.answers[field.name].map { $0.words(as: field) }
            }
            #expect(words(old, field) == words(new, renamed))
            #expect(old.isShown(field.name) == new.isShown(renamed.name))
        }
        #expect(old.filled(EditingSamples.form.introduction ?? "") == new.filled(form.introduction ?? ""))
        // A rename is one difference, and the formulas that follow are none.
        let kinds = Set(FormDifference(from: EditingSamples.form, to: form).changes.map(\.kind))
        #expect(kinds.isSubset(of: [.renamed]))
    }
}
