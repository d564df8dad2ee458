import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// The standing auditor finds what is not as it must be, while people work.
@Suite("The standing auditor")
struct AuditorTests {
    /// A way to break the record.
    struct Harm: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let says: String
        let harm: @Sendable (House, _ case: String, _ filing: String) async throws -> Void
    }

    static let harms: [Harm] = [
        Harm(testDescription: "a file that is gone", says: "is missing") { house, _, _ in
            try FileManager.default.removeItem(atPath: try await house.storedFile())
        },
        Harm(testDescription: "a file that was shortened", says: "is missing") { house, _, _ in
            try Data("%PDF".utf8).write(to: URL(fileURLWithPath: try await house.storedFile()))
        },
        Harm(testDescription: "a changed byte of a file", says: "was changed") { house, _, _ in
            var bytes = Steps.pdf
            bytes[10] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: try await house.storedFile()))
        },
        Harm(testDescription: "a changed event", says: "its contents do not have its hash") { house, id, _ in
            try await house.tamper(
                "update case_event set data = replace(data, '赤坂', '青坂') where case_id = \(id) and seq = 1")
        },
        Harm(testDescription: "a removed first event", says: "records are missing") { house, id, _ in
            try await house.tamper("delete from case_event where case_id = \(id) and seq = 1")
        },
        Harm(testDescription: "a removed last event", says: "does not follow from its events") { house, id, _ in
            try await house.tamper(
                """
                delete from case_event where case_id = \(id) and seq =
                    (select max(seq) from case_event where case_id = \(id))
                """)
        },
        Harm(testDescription: "a log that is gone", says: "the tables know it, the log does not") { house, id, _ in
            try await house.tamper("delete from case_event where case_id = \(id)")
        },
        Harm(testDescription: "a row of the tables that is gone", says: "the tables do not know it") { house, id, _ in
            try await house.tamper("delete from cases where id = \(id)")
        },
        Harm(testDescription: "a changed status", says: "its row in the work list does not follow") { house, id, _ in
            try await house.tamper("update cases set status = 'granted' where id = \(id)")
        },
        Harm(testDescription: "a changed receipt number", says: "its filings' rows do not follow") { house, _, filing in
            try await house.tamper("update filing set receipt = 'K00000995' where id = \(filing)")
        },
        Harm(testDescription: "a receipt number given out twice", says: "was given out twice") { house, _, _ in
            _ = try await house.applicant("よその会社").file()
            let receipt = try await house.installation.database.read {
                try $0.first("select min(receipt) as receipt from filing")?.text("receipt")
            }
            try await house.tamper("update filing set receipt = \(receipt)")
        },
        Harm(testDescription: "a counter that is off", says: "is off by") { house, _, _ in
            try await house.tamper("update case_count set number = number + 1")
        },
        Harm(testDescription: "an administrator's record that was changed", says: "the chain is broken") {
            house, _, _ in
            try await house.tamper("update agency_event set data = '{}' where seq = 1")
        },
        Harm(testDescription: "places taken that no case holds", says: "are off by") { house, _, _ in
            let round = house.red
            try await house.tamper("insert into intake (round_id, cases, amount) values (\(round), 7, 0)")
        },
    ]

    @Test("names what was tampered with, says it once, and forgets it when it is mended", arguments: harms)
    func finds(_ harm: Harm) async throws {
        let house = try await House()
        let (filing, id) = try await house.applicant().file()
        let auditor = house.auditor()
        let before = try #require(try await auditor.look())
        #expect(before.news.isEmpty && before.swept == 1)
        #expect(try await house.installation.auditStanding().violations == 0)
        try await harm.harm(house, id, filing)
        // Another process, which has read no file yet, on the next day.
        house.clock.advance(seconds: 90_000)
        let other = house.auditor()
        let found = try #require(try await other.look())
        #expect(found.news.contains { $0.fault.contains(harm.says) }, "\(found.news.map(\.fault))")
        #expect(try await house.installation.auditStanding().violations == found.news.count)
        house.clock.advance(seconds: 90_000)
        let again = try #require(try await other.look())
        #expect(again.news.isEmpty, "what is known is not said again: \(again.news.map(\.fault))")
        #expect(try await house.installation.auditStanding().violations == found.news.count)
    }

    @Test("a finding is forgotten once it is mended")
    func mended() async throws {
        let house = try await House()
        let (_, id) = try await house.applicant().file()
        let auditor = house.auditor()
        #expect(try await auditor.look()?.news.isEmpty == true)
        try await house.tamper("update cases set status = 'granted' where id = \(id)")
        #expect(try await auditor.look()?.news.count == 1)
        let real = try await house.installation.database.read { connection -> String in
            guard let state = try CaseLog(connection).load(try #require(ID<Case>(id))) else { return "" }
            let programme = try #require(house.installation.published.current.definition(of: state))
            return state.status(under: programme).rawValue
        }
        try await house.tamper("update cases set status = \(real) where id = \(id)")
        #expect(try await auditor.look()?.news.isEmpty == true)
        #expect(try await house.installation.auditStanding().violations == 0)
    }

    @Test("looks at what changed at once, and at all others within the days that are set, some each time")
    func sweeps() async throws {
        let house = try await House()
        var ids: [String] = []
        for number in 0..<5 { ids.append(try await house.applicant("会社\(number)").file().case) }
        var plan = AuditPlan(minutes: 5, days: 1)
        plan.rests = false
        let auditor = StandingAudit(house.installation, plan)
        #expect(try await auditor.look()?.swept == 5)
        house.clock.advance(seconds: 300)
        #expect(try await auditor.look()?.changed == 5, "those of the last moments are looked at again")
        house.clock.advance(seconds: 300)
        let (_, changed) = try await house.applicant("会社9").file()
        let look = try #require(try await auditor.look())
        #expect(look.changed == 1)
        // Nothing changed since, as far as the tables say; the round through all finds it.
        try await house.tamper("delete from cases where id = \(changed)")
        let next = try #require(try await auditor.look())
        #expect(next.news.map(\.subject).contains("case \(changed)"))
        let standing = try await house.installation.auditStanding()
        #expect(standing.until == house.clock.now && standing.sweepBegan != nil)
    }

    @Test("one process looks at a time, and another takes over from one that is gone")
    func lease() async throws {
        let house = try await House()
        let now = house.clock.now
        let taken = try await house.installation.database.write {
            try AuditMarks($0).take("another", until: now.adding(seconds: AuditPlan.lease), now: now)
        }
        #expect(taken != nil)
        let auditor = house.auditor()
        #expect(try await auditor.look() == nil)
        house.clock.advance(seconds: AuditPlan.lease)
        #expect(try await auditor.look() != nil)
        let late = try await house.installation.database.write { connection in
            try AuditMarks(connection).keep(try #require(taken), holder: "another", until: now)
        }
        #expect(!late, "whoever lost its turn keeps nothing")
    }

    @Test("what a round gives away is compared with what it has")
    func caps() throws {
        var round = try #require(try House.colourful().rounds.first)
        round.budget = Yen(10_000_000)
        func excess(_ intake: Intake?, cases: Int = 0, amount: Int64 = 0, granted: Int64 = 0) -> String? {
            round.intake = intake
            return round.excess(taken: Intake.Taken(cases: cases, amount: amount), granted: granted)
        }
        let places = Intake(rule: .firstCome, places: 3)
        #expect(excess(places, cases: 3) == nil)
        #expect(excess(places, cases: 4) == "holds 4 cases and has 3 places")
        let money = Intake(rule: .firstCome, amount: "補助金申請額")
        #expect(excess(money, amount: 10_000_000, granted: 10_000_000) == nil)
        #expect(excess(money, amount: 10_000_001) == "holds cases that ask for 10000001 yen and has 10000000 yen")
        #expect(excess(money, granted: 10_000_001) == "granted 10000001 yen and has 10000000 yen")
        #expect(excess(Intake(rule: .lottery, places: 3), cases: 100) == nil, "more than places take part in a draw")
        #expect(excess(nil, cases: 100, granted: 99_000_000) == nil)
    }

    @Test("a receipt number is that of a number that was drawn")
    func receipts() {
        #expect(drawnNumber(of: receiptNumber(1234)) == 1234)
        #expect(drawnNumber(of: "K00012340") == nil || drawnNumber(of: "K00012341") == nil)
        #expect(drawnNumber(of: "第1号") == nil)
    }
}

extension House {
    /// An auditor that takes no rest.
    func auditor() -> StandingAudit {
        var plan = AuditPlan(minutes: 5, days: 1)
        plan.rests = false
        return StandingAudit(installation, plan)
    }

    /// Where the one file is stored.
    fileprivate func storedFile() async throws -> String {
        let digest = try await installation.database.read { try $0.first("select sha256 from file")?.text("sha256") }
        let found = try #require(digest)
        return folder + "/files/\(found.prefix(2))/\(found.dropFirst(2))"
    }

    /// Changes something behind the program's back.
    fileprivate func tamper(_ sql: SQL) async throws {
        try await installation.database.write { try $0.execute(sql) }
    }
}
