import Testing

@testable import Grants

@Suite("A field with another name")
struct RenamingTests {
    /// The competition template with a field's name used wherever it can be.
    private func programme() throws -> Programme {
        try ProgrammeTemplate.subsidy.programme(code: "walk", name: "見本", agency: ProgrammeTemplateTests.agency)
    }

    @Test(
        "is followed by the flow's formulas, windows, letters, and what fills other forms in",
        arguments: ["plan", "grant"])
    func follows(procedure id: String) throws {
        var programme = try programme()
        let procedure = try #require(programme.flow.procedure(id))
        let form = try #require(programme.forms.firstIndex { $0.id == procedure.form })
        for field in programme.forms[form].fields where field.type.isMoney && field.calculation == nil {
            let before = programme
            try programme.forms[form].rename(.field(field.id), to: "新しい金額")
            let renames = Programme.renames(from: before.forms[form], to: programme.forms[form])
            #expect(renames == [field.name: "新しい金額"])
            programme.follow(renames, of: procedure.form)
            // Nothing names what is no more: the whole is a programme again.
            let folder = try ProgrammeFolder(reading: programme.documents)
            #expect(folder.programme.flow.procedures.count == before.flow.procedures.count)
            programme = before
        }
    }

    @Test("is told apart from the same word elsewhere: a text, another procedure's field, a longer name")
    func precise() throws {
        var programme = Samples.programme
        programme.flow.procedures[0].stages[1].when = "金額 > 10 and 区分 = \"金額\" and 交付申請.金額 > 1 and 公募申請.金額 < 9"
        programme.flow.procedures[1].form = "other"
        var other = Samples.form
        other.id = "other"
        programme.forms.append(other)
        programme.follow(["金額": "申請する額"], of: "call")
        #expect(
            programme.flow.procedures[0].stages[1].when
                == "申請する額 > 10 and 区分 = \"金額\" and 交付申請.金額 > 1 and 公募申請.申請する額 < 9")
        #expect(programme.letters[0].items[1].text == "{回答:申請する額}")
    }

    @Test("two fields may change their names with each other")
    func swapped() {
        var programme = Samples.programme
        programme.flow.procedures[0].stages[1].when = "金額 > 人数"
        programme.follow(["金額": "人数", "人数": "金額"], of: "call")
        #expect(programme.flow.procedures[0].stages[1].when == "人数 > 金額")
    }
}
