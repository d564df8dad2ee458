import Testing

@testable import Grants

@Suite("Two versions of a form")
struct FormEditingDifferenceTests {
    private let form = EditingSamples.form

    private func edited(_ edits: [FormEdit]) throws -> Form {
        var form = form
        for edit in edits { try edit.apply(to: &form) }
        return form
    }

    @Test("are told apart in words, by ids")
    func words() throws {
        let new = try edited([
            .set(.field("人数"), [Setting(.name("従業員")), Setting(.required(.yes))]),
            .set(.field("率"), [Setting(.label("補助の率")), Setting(.relevant("従業員 > 5"))]),
            .set(.field("取組"), [Setting(.choices([Choice(code: "x", label: "機械"), Choice(code: "w", label: "広報")]))]),
            .set(.field("事業名"), [Setting(.limits(.text(TextLimits(maximum: 20))))]),
            .move(.field("課税"), to: .section("money"), at: .first), .remove(.field("上限額"), evenIfUsed: true),
            .addFields(
                [Field(name: "備考", label: "備考", type: .text(TextLimits()), required: true)], in: .section("plan"),
                at: .last),
            .set(.column(table: "経費", "理由"), [Setting(.kind("long text"))]),
        ])
        let changes = FormDifference(from: form, to: new).changes
        let told = changes.map(\.sentence.ja)
        #expect(
            told == [
                "項目名「人数」を「従業員」に変えました", "「事業の名称」の入力の範囲を「20文字以内」に変えました", "「取組」の選択肢「設備」を「機械」に書き換えました",
                "「取組」に選択肢「広報」を加えました", "「取組」の選択肢「人材」をなくしました", "「取組」の選択肢「その他」をなくしました", "「従業員数」を必須にしました",
                "「備考」を追加しました（1行の文、必須）", "「課税事業者」を区分「経費」へ移動しました", "「補助率」の見出しを「補助の率」に変えました",
                "「補助の率」を表示する条件を「従業員が5超」に変えました", "「経費明細」の列「理由」の型を「1行の文」から「複数行の文」に変えました", "「上限額」を削除しました",
            ])
        let breaking = changes.filter(\.isBreaking).map(\.kind)
        #expect(breaking == [.limits, .choices, .choices, .required, .added, .condition, .type, .removed])
        #expect(changes.allSatisfy { $0.sentence.en != nil })
    }

    @Test("of which one is the other have no difference")
    func same() { #expect(FormDifference(from: form, to: form).changes == []) }

    @Test("differ after any edit that changes anything", arguments: 0..<60)
    func chance(seed: UInt64) {
        var chance = EditingChance(seed + 300)
        var new = form
        for _ in 0..<3 { _ = try? chance.edit(of: new).apply(to: &new) }
        #expect(FormDifference(from: form, to: new).changes.isEmpty == (new == form))
    }

    @Test("the fewest moves explain a new order")
    func moved() {
        #expect(FormDifference.moved(["a", "b", "c", "d"], ["b", "c", "d", "a"]) == ["a"])
        #expect(FormDifference.moved(["a", "b", "c"], ["a", "x", "c"]) == [])
        #expect(FormDifference.moved(["a", "b", "c"], ["c", "b", "a"]).count == 2)
    }

    @Test("a draft keeps every answer that has a place in the new one, and the others are told in words")
    func draft() throws {
        let new = try edited([
            .set(.field("人数"), [Setting(.name("従業員"))]), .set(.column(table: "経費", "金額"), [Setting(.name("支出"))]),
            .set(.field("取組"), [Setting(.choices([Choice(code: "z", label: "その他", kind: .other)]))]),
            .set(.field("課税"), [Setting(.kind("text"))]), .remove(.column(table: "経費", "理由"), evenIfUsed: true),
            .set(.field("上限額"), [Setting(.limits(.money(MoneyLimits(isInThousands: true))))]),
            .addFields([Field(name: "備考", label: "備考", type: .text(TextLimits()))], in: .section("plan"), at: .last),
            .addFields([Field(name: "数", label: "数", type: .integer(IntegerLimits()))], in: .table("経費"), at: .last),
        ])
        let move = DraftMove(EditingSamples.typed, from: form, to: new)
        #expect(
            move.typed.boxes == [
                "事業名": ["まちの灯り"], "区分": ["b"], "取組": ["z"], "取組.other": ["祭り"], "従業員": ["12"], "率": ["2/3"],
                "上限額": ["1000"],
                "経費": ["r1", "r2"], "経費.r1.費目": ["m"], "経費.r1.支出": ["1234567"], "経費.r2.費目": ["o"], "経費.r2.支出": ["500"],
            ])
        #expect(move.lost.map(\.label.ja) == ["取組", "課税事業者", "経費明細 1行目 理由"])
        #expect(move.lost.map(\.value) == ["設備", "はい", "高い"])
        #expect(move.lost.map(\.reason) == [.choice, .type, .removed])
        #expect(move.new.map { $0.column ?? $0.field } == ["備考", "数"])
    }

    @Test("an attachment follows its field's name")
    func files() throws {
        let file = StoredFile(
            id: ID(at: EditingSamples.noon, random: (1, 2)), field: "経費.r1.証憑", name: "a.pdf", size: 3,
            sha256: String(repeating: "a", count: 64))
        let receipt = Field(name: "証憑", label: "証憑", type: .file(FileLimits(kinds: [.pdf])))
        let old = try edited([.addFields([receipt], in: .table("経費"), at: .last)])
        var new = old
        try FormEdit.set(.column(table: "経費", "証憑"), [Setting(.name("領収書"))]).apply(to: &new)
        try FormEdit.set(.field("経費"), [Setting(.name("明細"))]).apply(to: &new)
        #expect(DraftMove(EditingSamples.typed, files: [file], from: old, to: new).files.map(\.field) == ["明細.r1.領収書"])
        #expect(
            DraftMove(EditingSamples.typed, files: [file], from: old, to: form).lost.map(\.value) == ["a.pdf（3 バイト）"])
    }

    @Test("a draft moved to the same version is the same", arguments: 0..<20)
    func same(seed: UInt64) {
        var chance = EditingChance(seed + 900)
        var new = form
        for _ in 0..<5 { _ = try? chance.edit(of: new).apply(to: &new) }
        let there = DraftMove(EditingSamples.typed, from: form, to: new)
        #expect(DraftMove(there.typed, from: new, to: new).typed == there.typed)
        let known = there.typed.boxes.keys.filter { !new.accepts(box: $0) }
        #expect(known.sorted() == [])
    }
}
