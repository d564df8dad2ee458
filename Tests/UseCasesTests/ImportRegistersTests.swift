import Foundation
import Grants
import Storage
import Testing

@testable import UseCases

@Suite("Importing registers")
struct ImportRegistersTests {
    private static let postal = "#kofu\tpostal\t2026-10-30\n" + areas(Prefecture.all)
    private static let banks =
        "#kofu\tbanks\t2026-09-01\n0001\tみずほ\tミズホ\n001\t東京営業部\tトウキヨウ\n005\t丸之内\tマルノウチ\n"
        + "0005\t三菱ＵＦＪ\tミツビシ\n"

    /// One area of each prefecture, and an office.
    private static func areas(_ prefectures: some Sequence<Prefecture>) -> String {
        prefectures.map { prefecture in
            let code = prefecture.code < 10 ? "0\(prefecture.code)" : String(prefecture.code)
            return "\(code)00001\t\(code)101\t市\t町\tマチ\n"
        }.joined()
            + "1008926\t13101\t千代田区\t霞が関\t2丁目1番2号\t総務省\n"
    }

    private func refusal(_ body: () async throws -> Void) async throws -> ImportRegisters.Refused {
        try #require(await #expect(throws: ImportRegisters.Refused.self) { try await body() })
    }

    @Test("takes files packed or not, and says what each had")
    func files() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let paths = [
            try sandbox.file("postal.tsv.gz", gzip(Array(Self.postal.utf8))),
            try sandbox.file("banks.tsv", Array(Self.banks.utf8)),
        ]
        let reports = try await ImportRegisters.files(paths, into: database)
        var postal = ImportRegisters.Report(path: paths[0], asOf: "2026-10-30")
        (postal.areas, postal.offices) = (47, 1)
        var banks = ImportRegisters.Report(path: paths[1], asOf: "2026-09-01")
        (banks.banks, banks.branches) = (2, 2)
        #expect(reports == [postal, banks])
        let (counts, found) = try await database.read { connection in
            let registers = Registers(connection)
            return (try registers.counts(), try registers.areas(postal: "100-8926").map(\.office?.name))
        }
        #expect(counts.areas == 47 && counts.offices == 1 && counts.banks == 2 && counts.branches == 2)
        #expect(found == ["総務省"])
    }

    @Test("the registers that come with Kofu are taken")
    func shipped() async throws {
        let data = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../data")
        let sandbox = try Sandbox()
        let paths = ["postal.tsv.gz", "banks.tsv.gz"].map { data.appendingPathComponent($0).standardizedFileURL.path }
        let reports = try await ImportRegisters.files(paths, into: try sandbox.database())
        #expect(reports[0].areas > 120_000 && reports[0].offices > 20_000 && reports[0].asOf != nil)
        #expect(reports[1].banks > 1_000 && reports[1].branches > 25_000)
    }

    @Test("takes all files or none: one that is wrong leaves the registers as they were")
    func allOrNone() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let postal = try sandbox.file("postal.tsv", Array(Self.postal.utf8))
        let banks = try sandbox.file("banks.tsv", Array((Self.banks + "もの\tもの\n").utf8))
        let refused = try await refusal { _ = try await ImportRegisters.files([postal, banks], into: database) }
        #expect(refused.path == banks)
        #expect(refused.message.ja.hasPrefix("6行目："))
        #expect(refused.description == "\(banks): line 6: " + refused.message.in(english: true).dropFirst(8))
        #expect(try await database.read { try Registers($0).isEmpty })
    }

    @Test("refuses a prefecture's own file, which would leave the others without postal codes")
    func partOfJapan() async throws {
        let sandbox = try Sandbox()
        let file = "#kofu\tpostal\t2026-10-30\n" + Self.areas(Prefecture.all.prefix(46))
        let path = try sandbox.file("postal.tsv", Array(file.utf8))
        let database = try sandbox.database()
        let refused = try await refusal { _ = try await ImportRegisters.files([path], into: database) }
        #expect(refused.message.ja.contains("46都道府県分"))
        #expect(refused.message.in(english: true).contains("46 of 47"))
    }

    @Test("says of a file that is none, is damaged or is still packed what to do")
    func wrong() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let packed = gzip(Array(Self.banks.utf8))
        let cases: [(String, [UInt8], String)] = [
            ("cut.gz", Array(packed.dropLast(9)), "gzipとして展開できません。"), ("none.gz", [0x1F, 0x8B], "gzipとして展開できません。"),
            ("empty", [], "ファイルが空です。"), ("empty.gz", gzip([]), "ファイルが空です。"),
            ("file.zip", Array("PK\u{3}\u{4}…".utf8), "ZIPファイルのままです。展開して、中のファイルを指定してください。"),
        ]
        for (name, bytes, message) in cases {
            let path = try sandbox.file(name, bytes)
            let refused = try await refusal { _ = try await ImportRegisters.files([path], into: database) }
            #expect(refused.message.ja == message, "\(name)")
        }
        let missing = sandbox.path + "/missing"
        for path in [missing, sandbox.path] {
            let refused = try await refusal { _ = try await ImportRegisters.files([path], into: database) }
            #expect(refused.message.ja == "ファイルを読めません。")
        }
    }

    @Test("refuses a file that is too large, or unpacks to one")
    func large() async throws {
        let sandbox = try Sandbox()
        let database = try sandbox.database()
        let bomb = try sandbox.file("bomb.gz", gzip([UInt8](repeating: 0x23, count: 100 * 1_048_576 + 1)))
        let refused = try await refusal { _ = try await ImportRegisters.files([bomb], into: database) }
        #expect(refused.message.in(english: true).contains("more than 100 MB"))
        let path = try sandbox.file("large", [])
        #expect(truncate(path, 100 * 1_048_576 + 1) == 0)
        let tooLarge = try await refusal { _ = try await ImportRegisters.files([path], into: database) }
        #expect(tooLarge.message.ja == "ファイルが100MBを超えています。")
    }
}
