import Testing

@testable import Grants

@Suite("Municipalities")
struct MunicipalityTests {
    @Test("there are 792 cities, 743 towns, 183 villages, 23 special wards and the wards of twenty cities")
    func counts() {
        let kinds = Dictionary(grouping: Municipality.all, by: \.kind).mapValues(\.count)
        #expect((kinds[.city] ?? 0) + (kinds[.designatedCity] ?? 0) == 792)
        #expect(kinds[.designatedCity] == 20)
        #expect(kinds[.town] == 743)
        #expect(kinds[.village] == 183)
        #expect(kinds[.specialWard] == 23)
        #expect(kinds[.ward] == 171)
        #expect(Set(Municipality.all.map(\.code)).count == Municipality.all.count)
        #expect(Prefecture.all.allSatisfy { !Municipality.in($0).isEmpty })
    }

    @Test(
        "codes end in the check digit that is published for them",
        arguments: [
            ("札幌市", "011002"), ("千代田区", "131016"), ("横浜市", "141003"), ("浜松市中央区", "221384"), ("京都市北区", "261017"),
            ("大阪市", "271004"), ("北九州市", "401005"), ("那覇市", "472018"), ("八丈町", "134015"), ("当別町", "013030"),
        ])
    func checkDigits(name: String, code: String) {
        #expect(Municipality.withCode(code)?.name == name)
        #expect(Municipality.withCode(String(code.prefix(5)))?.name == name)
    }

    @Test("a name is found with and without its district, and however ヶ is written")
    func names() throws {
        let shizuoka = try #require(Prefecture.named("静岡県"))
        let chiba = try #require(Prefecture.named("千葉県"))
        let tokyo = try #require(Prefecture.named("東京都"))
        let gunma = try #require(Prefecture.named("群馬県"))
        #expect(Municipality(named: "駿東郡長泉町", in: shizuoka) == Municipality(named: "長泉町", in: shizuoka))
        #expect(Municipality(named: "長泉町", in: shizuoka)?.addressName == "駿東郡長泉町")
        #expect(Municipality(named: "鎌ヶ谷市", in: chiba)?.name == "鎌ケ谷市")
        #expect(Municipality(named: "三宅島 三宅村", in: tokyo)?.kana == "ミヤケムラ")
        #expect(Municipality(named: "北群馬郡吉岡町", in: gunma)?.kana == "ヨシオカマチ")
        #expect(Municipality(named: "長泉町", in: chiba) == nil)
        #expect(Municipality.withCode("999999") == nil)
        #expect(Municipality.withCode("ああああ") == nil)
    }

    @Test("every name and reading is whole: kanji and kana, and of a city with wards no ward's piece")
    func readings() {
        for place in Municipality.all {
            #expect(place.kana.unicodeScalars.allSatisfy { ("ァ"..."ー").contains($0) }, "\(place)")
            #expect("市区町村".contains(place.name.last ?? " "), "\(place)")
            #expect(!place.kana.contains("グン") || place.name.contains("群") || place.name.contains("郡"), "\(place)")
        }
        #expect(Municipality.withCode("34100")?.kana == "ヒロシマシ")
        #expect(Municipality.withCode("40100")?.kana == "キタキュウシュウシ")
        #expect(Municipality.withCode("22100")?.kana == "シズオカシ")
    }
}

@Suite("Industries")
struct IndustryTests {
    @Test("there are twenty divisions, A to T, and 99 major groups, 01 to 99, each in its place")
    func whole() {
        #expect(Industry.divisions.map(\.code).joined() == "ABCDEFGHIJKLMNOPQRST")
        let codes = Industry.divisions.flatMap(\.groups).compactMap { Int($0.code) }
        #expect(codes == Array(1...99))
        for division in Industry.divisions {
            #expect(division.groups.allSatisfy { $0.division == division.code })
            #expect(division.name.en != nil && division.groups.allSatisfy { $0.name.en != nil })
        }
    }

    @Test(
        "a division has the groups it is published with",
        arguments: [
            ("A", 1...2), ("B", 3...4), ("C", 5...5), ("D", 6...8), ("E", 9...32), ("F", 33...36), ("G", 37...41),
            ("H", 42...49), ("I", 50...61), ("J", 62...67), ("K", 68...70), ("L", 71...74), ("M", 75...77),
            ("N", 78...80), ("O", 81...82), ("P", 83...85), ("Q", 86...87), ("R", 88...96), ("S", 97...98),
            ("T", 99...99),
        ])
    func groups(letter: String, codes: ClosedRange<Int>) throws {
        let division = try #require(Industry.divisions.first { $0.code == letter })
        #expect(division.groups.compactMap { Int($0.code) } == Array(codes))
    }

    @Test("a group is found by its code")
    func byCode() {
        #expect(Industry.Group.withCode("09")?.name.ja == "食料品製造業")
        #expect(
            Industry.Group.withCode("41")?.name.en
                == "Video picture information, sound information, character information production and distribution")
        #expect(Industry.Group.withCode("85")?.division == "P")
        #expect(Industry.Group.withCode("9") == nil)
        #expect(Industry.Group.withCode("00") == nil)
    }
}
