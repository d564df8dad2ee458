import Foundation
import Testing

@testable import Grants

@Suite("A blinded filing")
struct BlindTests {
    private func blind(_ organisation: String, _ text: String) throws -> (Blind, Filing, Form) {
        let form = Form(
            id: "call", title: "申請書",
            sections: [
                Section(
                    id: "s", title: "内容",
                    fields: [
                        Field(name: "団体名", label: "団体名", type: .text(TextLimits()), prefill: .organisationName),
                        Field(name: "代表者", label: "代表者", type: .personName),
                        Field(name: "内容", label: "内容", type: .longText(TextLimits())),
                    ])
            ])
        let answers: Answers = [
            "団体名": .text(organisation),
            "代表者": .personName(PersonName(family: "朱雀", given: "花子", familyKana: "スザク", givenKana: "ハナコ")),
            "内容": .text(text),
        ]
        var state = Case(
            id: Samples.id(1), agency: Samples.id(2),
            opening: CaseEvent.Opening(
                programme: "a/b", version: 1, round: "a/b/c", roundTitle: "公募", window: "w",
                organisation: Organisation(id: Samples.id(3), name: organisation, corporateNumber: "7000012050002"),
                grantsBegin: nil), at: Samples.noon, head: CaseRecord.origin)
        state.apply(
            .submitted(
                .init(
                    filing: Samples.id(4), procedure: "call", revision: 1, receipt: "K1", title: text,
                    answers: form.json(of: answers), files: [Samples.file])), seq: 2, at: Samples.noon,
            by: Actor(kind: .applicant, id: "x", name: "朱雀　花子"), hash: "")
        var programme = Samples.programme
        programme.forms = [form]
        let filing = try #require(state.filings.first)
        return (Blind(state, filing, form, under: programme), filing, form)
    }

    @Test("covers names in any width, case and company form, and nothing else")
    func covers() throws {
        let (blind, filing, form) = try blind("株式会社Ａｏｉ工房", "aoi工房の朱雀花子（すざく）は、㈱AOI工房で灯りを作る。7000012050002")
        let revision = blind.revision(filing.current)
        #expect(revision.title == "●●●の●●●（すざく）は、㈱●●●で灯りを作る。●●●")
        #expect(blind.form(form).fields.map(\.name) == ["内容"])
        #expect(revision.files.map(\.name) == ["添付1.pdf"])
        #expect(revision.by.name == "●●●" && revision.by.id == "")
    }

    @Test("whatever the name, no text holds it any more")
    func property() throws {
        var chance = Seeded(7)
        let letters = Array("赤坂染物店青井工房AoiＡｏｉｱｵｲアオイ・ー（）12")
        for _ in 0..<300 {
            let name = String(
                (0..<Int.random(in: 2...12, using: &chance)).map { _ in letters.randomElement(using: &chance) ?? "赤" })
            let around = String((0..<6).map { _ in letters.randomElement(using: &chance) ?? "赤" })
            let (blind, filing, _) = try blind(name, "\(around)\(name)\(name.uppercased())\(around)")
            let shown = blind.revision(filing.current)
            #expect(
                shown.title.range(of: name, options: [.caseInsensitive, .widthInsensitive]) == nil,
                "\(name) in \(shown.title)")
            #expect(!shown.answers.canonical.contains(name), "\(name)")
        }
    }
}
