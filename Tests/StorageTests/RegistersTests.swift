import Foundation
import Grants
import Testing

@testable import Storage

@Suite("Registers")
struct RegistersTests {
    private func area(_ postal: String, _ code: String, _ city: String, _ town: String) throws -> PostalArea {
        try #require(PostalArea(postal: postal, municipality: code, city: city, town: town, kana: "カナ"))
    }

    private func office(_ postal: String, _ name: String) throws -> PostalArea {
        try #require(
            PostalArea(
                postal: postal, municipality: "13101", city: "千代田区", town: "霞が関",
                office: PostalArea.Office(name: name, street: "2丁目1番2号")))
    }

    private let banks = [
        BankEntry(
            bank: Bank(code: "0001", name: "みずほ", kana: "ミズホ"),
            branches: [
                BankBranch(code: "001", name: "東京営業部", kana: "トウキヨウ"),
                BankBranch(code: "005", name: "丸之内", kana: "マルノウチ"),
            ]),
        BankEntry(bank: Bank(code: "0005", name: "三菱ＵＦＪ", kana: "ミツビシユーエフジエイ"), branches: []),
        BankEntry(bank: Bank(code: "1009", name: "伊達信金", kana: "ダテシンキン"), branches: []),
        BankEntry(bank: Bank(code: "0501", name: "百％_!", kana: "ヒヤク"), branches: []),
    ]

    @Test("are empty until something is imported, and then say how much there is")
    func counts() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let before = try await database.read { try Registers($0).isEmpty }
        #expect(before)
        let places = [try area("1000001", "13101", "千代田区", "千代田"), try office("1008926", "総務省")]
        let banks = banks
        try await database.write { connection in
            try Registers(connection).replace(postal: places)
            try Registers(connection).replace(banks: banks)
        }
        let (isEmpty, counts) = try await database.read { (try Registers($0).isEmpty, try Registers($0).counts()) }
        #expect(!isEmpty)
        #expect(counts == Registers.Counts(areas: 1, offices: 1, banks: 4, branches: 2))
    }

    @Test("a postal code gives its areas in their order, or the office whose it is, however it is typed")
    func postal() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let places = [
            try area("4980000", "23235", "弥富市", ""), try area("1000001", "13101", "千代田区", "千代田"),
            try area("4980000", "24303", "桑名郡木曽岬町", ""), try office("1008926", "総務省"),
        ]
        try await database.write { try Registers($0).replace(postal: places) }
        let found = try await database.read { connection in
            let registers = Registers(connection)
            return try ["498-0000", "１００−０００１", "1008926", "9999999", "100", "ああ", ""].map {
                try registers.areas(postal: $0)
            }
        }
        #expect(found[0].map(\.city) == ["弥富市", "桑名郡木曽岬町"])
        #expect(found[0].map(\.prefecture.name) == ["愛知県", "三重県"])
        #expect(found[1] == [places[1]])
        #expect(found[2] == [places[3]])
        #expect(found[3...].joined().isEmpty)
    }

    @Test("areas replace areas, offices stay until others come")
    func replaced() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let old = [try area("1000001", "13101", "千代田区", "千代田"), try office("1008926", "総務省")]
        let new = [try area("1000002", "13101", "千代田区", "皇居外苑")]
        try await database.write { try Registers($0).replace(postal: old) }
        try await database.write { try Registers($0).replace(postal: new) }
        let (first, second, counts) = try await database.read {
            let registers = Registers($0)
            return (
                try registers.areas(postal: "1000001"), try registers.areas(postal: "1000002"), try registers.counts()
            )
        }
        #expect(first.isEmpty && second.count == 1)
        #expect(counts.areas == 1 && counts.offices == 1)
    }

    @Test(
        "banks are found by code, name or reading of any width",
        arguments: [
            ("0001", ["0001"]), ("000", ["0001", "0005"]), ("００５", []), ("０００５", ["0005"]), ("みずほ", ["0001"]),
            ("ﾐｽﾞ", ["0001"]), ("みずほ銀行", ["0001"]), ("三菱ufj", ["0005"]), ("ゆーえふじぇい", ["0005"]), ("伊達信用金庫", ["1009"]),
            ("しんきん", ["1009"]), ("％", ["0501"]), ("_", ["0501"]), ("!", ["0501"]), ("", []), ("ない", []), ("'", []),
        ])
    func bankWords(words: String, codes: [String]) async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let banks = banks
        try await database.write { try Registers($0).replace(banks: banks) }
        let found = try await database.read { try Registers($0).banks(matching: words).map(\.code) }
        #expect(found == codes)
    }

    @Test("banks that begin with the words come first, and never more than twenty")
    func order() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let many = (0..<40).map { number in
            BankEntry(
                bank: Bank(
                    code: String(1000 + number), name: number == 30 ? "中央" : "第\(number)中央", kana: "カナ"), branches: [])
        }
        try await database.write { try Registers($0).replace(banks: many) }
        let found = try await database.read { try Registers($0).banks(matching: "中央") }
        #expect(found.count == 20)
        #expect(found.first?.code == "1030")
        #expect(found.dropFirst().first?.code == "1000")
    }

    @Test("branches are those of their bank, all of them when nothing is typed")
    func branches() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let banks = banks
        try await database.write { try Registers($0).replace(banks: banks) }
        let found = try await database.read { connection in
            let registers = Registers(connection)
            return try [
                ("0001", ""), ("０００１", "丸之内支店"), ("0001", "まるのうちしてん"), ("0001", "まるのうち支店"), ("0005", "丸"),
            ].map { try registers.branches(of: $0.0, matching: $0.1).map(\.code) }
        }
        #expect(found == [["001", "005"], ["005"], ["005"], ["005"], []])
        let (branch, none, bank, noBank) = try await database.read { connection in
            let registers = Registers(connection)
            return (
                try registers.branch("0001", "００５"), try registers.branch("0001", "5"), try registers.bank("０００１"),
                try registers.bank("9999")
            )
        }
        #expect(branch?.name == "丸之内")
        #expect(bank?.kana == "ミズホ")
        #expect(none == nil && noBank == nil)
    }

    @Test("an import that fails leaves everything as it was")
    func failed() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let banks = banks
        try await database.write { try Registers($0).replace(banks: banks) }
        let twice = [banks[0], banks[0]]
        await #expect(throws: (any Error).self) {
            try await database.write { try Registers($0).replace(banks: twice) }
        }
        let counts = try await database.read { try Registers($0).counts() }
        #expect(counts.banks == 4 && counts.branches == 2)
    }
}
