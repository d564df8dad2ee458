import Documents
import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Figures")
struct FiguresTests {
    @Test("a round's page says how many, how much, how long and what was remarked, in tables, pictures and files")
    func round() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        _ = try await house.applicant("近畿の会社").file(window: "kinki")
        let kanto = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        try await kanto.act(
            on: page, Site.officeReturn(caseID, filing), ["message": ["x"], "remark.総事業費": ["内訳"]])
        house.clock.advance(seconds: 2 * 86_400)
        #expect(try await house.applicant().submitFiling(filing).status == 303)
        house.clock.advance(seconds: 5 * 86_400)
        try await house.review(caseID, filing)
        try await house.decide(caseID, filing, outcome: "adopt")
        let staff = try await house.officer("kanto")
        let figures = try await staff.get(Site.officeRoundFigures(house.red))
        #expect(figures.status == 200)
        #expect(
            figures.words.contains("1,800,000円") && !figures.words.contains("3,600,000"),
            "the other window's is not there")
        #expect(figures.words.contains("公募のすべての窓口を担当する"))
        #expect(figures.text.contains("<svg class=\"chart\"") && figures.text.contains("<desc id="))
        #expect(!figures.text.contains("style=") && !figures.text.contains("<script>"))
        func file(_ table: String, _ browser: Browser) async throws -> [[String]] {
            try CSV.read(try await browser.get(Site.officeRoundFiguresCSV(house.red, table)).bytes)
        }
        #expect(try await file("days", staff).dropFirst() == [["2026-11-23", "1", "1800000"]])
        #expect(try await file("statuses", staff).dropFirst() == [["採択", "1", "1800000"]])
        let decisions = try #require(try await file("decisions", staff).last)
        #expect(decisions.prefix(5) == ["公募申請", "1", "5", "5", "5"], "days with the applicant do not count")
        #expect(try await file("remarks", staff).last == ["総事業費", "公募申請", "1"])
        #expect(try await staff.get(Site.officeRoundFiguresCSV(house.red, "none")).status == 404)
        // An administrator sees all windows, and the budget.
        let admin = try await house.officer("admin")
        let whole = try await admin.get(Site.officeRoundFigures(house.red))
        #expect(whole.words.contains("3,600,000円") && whole.words.contains("予算の残り"))
        #expect(!whole.words.contains("公募のすべての窓口を担当する"))
        #expect(try await file("windows", admin).count == 3)
        let list = try CSV.read(try await admin.get(Site.officeFiguresCSV()).bytes)
        #expect(list.contains { $0.contains("2") && $0.contains("3600000") })
        let agency = try await admin.get(Site.officeFigures())
        #expect(agency.words.contains("日ごとの申請") && agency.words.contains("申請ステータスごと"))
        let all = try CSV.read(try await admin.get(Site.officeFiguresCSV() + "?table=windows").bytes)
        #expect(all.dropFirst().map { $0[1] } == ["1", "1"])
        let own = try CSV.read(try await staff.get(Site.officeFiguresCSV() + "?table=windows").bytes)
        #expect(own.count == 2)
        #expect(try await admin.get(Site.officeFiguresCSV() + "?table=remarks").status == 404)
        #expect(try await house.audit().isSound)
    }

    @Test("of cases from before there were figures are made by a job, as events give them")
    func before() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        _ = try await house.applicant("別の会社").file()
        func sums() async throws -> [RoundFigures.Line] {
            let agency = try await house.person("kanto").agency
            return try await house.installation.database.read {
                try RoundFigures($0).read(agency, rounds: [house.red], windows: ["kanto"])
            }
        }
        let made = try await sums()
        try await house.installation.database.write { connection in
            try connection.execute("update cases set figures = ''")
            try connection.execute("delete from round_figure")
            try connection.execute(
                """
                insert into job (id, kind, payload, run_at, attempts, locked_until, state)
                values ('figures', 'figures', '', 0, 0, 0, 'waiting')
                """)
        }
        // One changes before the job comes to it.
        try await house.officer("kanto").act(
            on: Site.officeCase(caseID), Site.officeComment(caseID), ["text": ["確認"]])
        #expect(try await house.audit().isSound)
        let queue = JobQueue(
            database: house.installation.database, handlers: house.installation.jobHandlers,
            world: house.installation.world)
        while try await queue.runDue() > 0 {}
        #expect(try await sums() == made && made.contains { $0.figure == .day && $0.number == 2 })
        #expect(try await house.audit().isSound)
    }

    @Test("are another agency's for nobody else, and no applicant's or reviewer's")
    func scope() async throws {
        let house = try await House()
        _ = try await house.applicant().file()
        let stranger = try await house.overseer()
        for path in [Site.officeRoundFigures(house.red), Site.officeRoundFiguresCSV(house.red, "days")] {
            #expect(try await stranger.get(path).status == 404)
            #expect(try await house.officer("reviewer1").get(path).status == 404)
            #expect(try await house.applicant().get(path).status == 303)
        }
        #expect(try await !stranger.get(Site.officeFigures()).words.contains("1,800,000"))
    }

    @Test("hostile names compute nothing in a file and break no page")
    func hostile() async throws {
        let house = try await House()
        var folder = try House.colourful()
        for index in folder.programme.forms.indices where folder.programme.forms[index].id == "call" {
            for section in folder.programme.forms[index].sections.indices {
                for field in folder.programme.forms[index].sections[section].fields.indices
                where folder.programme.forms[index].sections[section].fields[field].name == "総事業費" {
                    folder.programme.forms[index].sections[section].fields[field].label = "=cmd|' /C calc'!A0<script>"
                }
            }
        }
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(house.clock.now.adding(days: -10))
            folder.rounds[index].closes = JapanTime(house.clock.now.adding(days: 10))
        }
        _ = try await house.installation.importProgramme(folder, by: .system)
        let (filing, caseID) = try await house.applicant().file()
        let kanto = try await house.officer("kanto")
        try await kanto.act(
            on: Site.officeCase(caseID), Site.officeReturn(caseID, filing), ["message": ["x"], "remark.総事業費": ["y"]])
        let page = try await kanto.get(Site.officeRoundFigures(house.red))
        #expect(page.words.contains("=cmd|") && !page.text.contains("<script>"))
        let rows = try CSV.read(try await kanto.get(Site.officeRoundFiguresCSV(house.red, "remarks")).bytes)
        #expect(rows.last?.first?.hasPrefix("'=cmd|") == true)
    }

    @Test("medians and nine in ten are numbers that are there")
    func spread() {
        for (numbers, half, most) in [
            ([3], 3, 3), ([1, 2], 1, 2), ([5, 1, 9], 5, 9), (Array(1...10), 5, 9), (Array(1...100), 50, 90),
        ] {
            let spread = Spread(Dictionary(grouping: numbers, by: { $0 }).mapValues(\.count))
            #expect(spread.within(50) == half && spread.within(90) == most && spread.within(100) == numbers.max())
        }
        #expect(Spread([:]).within(50) == 0)
    }
}
