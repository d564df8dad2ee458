import Testing

@testable import Grants

@Suite("The national portal's lists")
struct CatalogueTests {
    @Test("Every prefecture lies in a region of the list", arguments: Prefecture.all.map(\.name))
    func regions(prefecture: String) throws {
        let region = try #require(Catalogue.region(of: prefecture))
        #expect(Catalogue.areas.contains(region))
        #expect(Catalogue.region(of: region) == nil)
    }

    @Test(
        "An area is covered by itself, the country, its region and its prefectures",
        arguments: [
            (["茨城県"], "茨城県", true), (["全国"], "茨城県", true), (["関東・甲信越地方"], "茨城県", true),
            (["茨城県"], "関東・甲信越地方", true), (["新潟県"], "関東・甲信越地方", true), (["富山県"], "関東・甲信越地方", false),
            (["茨城県"], "全国", false), (["近畿地方"], "茨城県", false), ([], "茨城県", false),
        ])
    func covering(areas: [String], area: String, expected: Bool) {
        #expect(Catalogue.covers(areas, area) == expected)
    }
}
