import Documents
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("The work list as a file")
struct WorkListCSVTests {
    @Test("holds every case the filters find, in their order, with the columns chosen, and no cell that computes")
    func whole() async throws {
        let house = try await House()
        var answers = Steps.answers
        answers["事業名"] = ["=cmd|' /C calc'!A0"]
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing, answers)
        #expect(try await applicant.submitFiling(filing).status == 303)
        let other = try await house.applicant("青柳\"商店\",本店")
        _ = try await other.file()
        let kinki = try await house.applicant("近畿の商店")
        _ = try await kinki.file(window: "kinki")

        let staff = try await house.officer("kanto")
        let page = try await staff.get(Site.workList())
        #expect(page.text.contains(Site.workListCSV()))
        let reply = try await staff.get(
            Pattern.address(
                Site.workListCSV(),
                [
                    ("order", "number"), ("dir", "asc"), ("column", "organisation"), ("column", "title"),
                    ("column", "status"), ("column", "field:call:総事業費"),
                ]))
        #expect(reply.status == 200)
        #expect(reply.bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        let rows = try CSV.read(reply.bytes)
        #expect(rows.count == 3, "the head and this window's two")
        #expect(rows[0].prefix(3) == ["申請番号", "法人名", "法人番号"], "\(rows[0])")
        #expect(rows[1].contains("'=cmd|' /C calc'!A0") && rows[1].contains("3,000,000円"), "\(rows[1])")
        #expect(rows[2].contains("青柳\"商店\",本店") && rows[2].contains("形式審査中"))
        let none = try CSV.read(
            try await staff.get(Pattern.address(Site.workListCSV(), [("q", "どこにもない言葉")])).bytes)
        #expect(none.count == 1)
        #expect(try await applicant.get(Site.workListCSV()).status != 200)
    }

    @Test("goes on over pages without losing or doubling a case")
    func pages() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (_, first) = try await applicant.file()
        // More cases than a page has rows, as copies of the first in the tables the list reads.
        let count = 1_203
        try await house.installation.database.write { connection in
            let id = try #require(ID<Case>(first))
            let columns: SQL = """
                agency_id, programme_id, version, round_id, round_title, window, organisation_id, organisation_name,
                corporate_number, title, procedure, stage, status, grants_begin, filed_at, changed_at, returns, score,
                search, seq, head
                """
            for number in 1..<count {
                let (own, receipt) = (house.installation.world.id(Case.self).text, "C\(10_000 + number)")
                try connection.execute(
                    """
                    insert into cases (id, number, \(columns))
                    select \(own), \(receipt), \(columns) from cases where id = \(id.text)
                    """)
            }
        }
        let staff = try await house.officer("kanto")
        for order in ["changed", "number", "title", "due"] {
            let reply = try await staff.get(Pattern.address(Site.workListCSV(), [("order", order)]))
            let rows = try CSV.read(reply.bytes)
            #expect(rows.count == count + 1, "\(order)")
            #expect(Set(rows.dropFirst().map { $0[0] }).count == count, "\(order)")
        }
    }
}
