import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Assigning reviewers")
struct AssigningTests {
    @Test("by itself gives those with the least to do, none of the applicant's mail domain, once however often pressed")
    func balanced() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let staff = try await house.officer("kanto")
        let page = Site.officeCase(caseID)
        try await staff.act(on: page, Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        // One reviewer works where the applicant does.
        try await house.installation.database.write { connection in
            try connection.execute("update applicant set email = \("hanako@akasaka.example")")
            try connection.execute("update account set email = \("r1@akasaka.example") where login = 'reviewer1'")
        }
        let shown = try await staff.get(page)
        #expect(shown.words.contains("申請者と同じメールのドメイン") && shown.words.contains("審査待ち0件"))
        let form = try await staff.get(page)
        let done = try await staff.submit(form, to: Site.officeAssign(caseID, filing), ["act": ["balance"]])
        #expect(done.status == 303, "\(done.words.prefix(400))")
        _ = try await staff.submit(form, to: Site.officeAssign(caseID, filing), ["act": ["balance"]])
        let assigned = try await house.installation.database.read { connection in
            try connection.rows(
                "select login from assignment join account on account.id = reviewer_id order by login"
            ).map { try $0.text("login") }
        }
        #expect(assigned == ["reviewer2", "reviewer3"])
        let again = try await staff.act(on: page, Site.officeAssign(caseID, filing), ["act": ["balance"]])
        #expect(again.status == 422 && again.words.contains("必要な人数は、すでに割り当てています"))
        let subjects = try await house.installation.database.read { try Mails($0).newest(20).map(\.subject) }
        #expect(subjects.count { $0.contains("審査のご依頼") } == 2)
        #expect(try await house.audit().faults == [])
    }
}
