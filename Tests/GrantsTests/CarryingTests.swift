import Grants
import Testing

@Suite("A new draft begins with an earlier filing's answers")
struct CarryingTests {
    private func form(_ fields: [Field]) -> Form {
        Form(id: "call", title: "申請書", sections: [Section(id: "a", title: "区分", fields: fields)])
    }

    private func choices(_ codes: String...) -> [Choice] { codes.map { Choice(code: $0, label: Text($0)) } }

    @Test("by ids, whatever questions are called")
    func ids() {
        let old = form([Field(id: "q1", name: "社名", label: "社名", type: .text(TextLimits()))])
        let new = form([
            Field(id: "q1", name: "名称", label: "名称", type: .longText(TextLimits())),
            Field(id: "q2", name: "社名", label: "社名", type: .text(TextLimits())),
        ])
        #expect(new.carrying(["社名": .text("見本")], from: old) == ["名称": ["名称": ["見本"]]])
    }

    @Test("but not what is computed, locked, pledged, the office's, or of another type")
    func kept() {
        let old = form([
            Field(name: "額", label: "額", type: .money(MoneyLimits())),
            Field(name: "数", label: "数", type: .integer(IntegerLimits())),
            Field(name: "名", label: "名", type: .text(TextLimits())),
            Field(name: "所", label: "所", type: .text(TextLimits())),
            Field(name: "誓", label: "誓", type: .pledge(statement: "誓います")),
            Field(name: "千", label: "千", type: .money(MoneyLimits())),
        ])
        let new = form([
            Field(name: "額", label: "額", type: .money(MoneyLimits()), calculation: "1"),
            Field(name: "数", label: "数", type: .address),
            Field(name: "名", label: "名", type: .text(TextLimits()), isLocked: true),
            Field(name: "所", label: "所", type: .text(TextLimits()), isInternal: true),
            Field(name: "誓", label: "誓", type: .pledge(statement: "誓います")),
            Field(name: "千", label: "千", type: .money(MoneyLimits(isInThousands: true))),
        ])
        let answers: Answers = [
            "額": .money(Yen(1)), "数": .integer(1), "名": .text("a"), "所": .text("b"), "誓": .pledged,
            "千": .money(Yen(1500)),
        ]
        #expect(new.carrying(answers, from: old) == [:])
        #expect(new.carrying(["千": .money(Yen(2000))], from: old) == ["千": ["千": ["2"]]])
    }

    @Test("and only choices that are still offered")
    func offered() {
        let old = form([
            Field(name: "一", label: "一", type: .choice(choices("a", "b"))),
            Field(name: "多", label: "多", type: .choices(choices("a", "b"), ChoiceLimits())),
        ])
        let new = form([
            Field(name: "一", label: "一", type: .choice(choices("b", "c"))),
            Field(name: "多", label: "多", type: .choices(choices("b", "c"), ChoiceLimits())),
        ])
        #expect(new.carrying(["一": .choice("a"), "多": .choices(["a", "b"])], from: old) == ["多": ["多": ["b"]]])
    }

    @Test("tables row by row, column by column")
    func tables() {
        func table(_ columns: [Field]) -> Field {
            Field(name: "表", label: "表", type: .table(Table(rows: .free(minimum: 0, maximum: 5), columns: columns)))
        }
        let old = form([
            table([
                Field(id: "c1", name: "品", label: "品", type: .text(TextLimits())),
                Field(name: "額", label: "額", type: .money(MoneyLimits())),
            ])
        ])
        let new = form([
            table([
                Field(id: "c1", name: "品名", label: "品名", type: .text(TextLimits())),
                Field(name: "額", label: "額", type: .money(MoneyLimits()), calculation: "1"),
            ])
        ])
        let rows = [
            TableRow(id: "r1", cells: ["品": .text("机"), "額": .money(Yen(5))]),
            TableRow(id: "r2", cells: ["額": .money(Yen(6))]),
        ]
        #expect(
            new.carrying(["表": .table(rows)], from: old) == ["表": ["表": ["r1", "r2"], "表.r1.品名": ["机"]]])
        #expect(new.carrying(["表": .table([rows[1]])], from: old) == [:])
    }
}
