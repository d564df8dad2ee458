import Grants
import Testing

@Suite("Templates of programmes")
struct ProgrammeTemplateTests {
    static let agency = AgencyName(code: "bureau", name: "見本局", signatory: "見本局長　見本　太郎")

    @Test(
        "each is a programme without a finding, and its documents give it back",
        arguments: ProgrammeTemplate.all.map(\.id))
    func checked(id: String) throws {
        let template = try #require(ProgrammeTemplate.named(id))
        let programme = try template.programme(code: "new", name: "新しい補助金", agency: Self.agency)
        #expect(programme.flow.procedures.count >= (id == "blank" ? 1 : 2))
        let folder = try ProgrammeFolder(reading: programme.documents)
        #expect(folder.warnings.map(\.description) == [])
        #expect(folder.programme == programme)
    }
}
