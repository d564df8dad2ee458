import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Moving running cases to a newer version")
struct RenewalTests {
    private let id = "colour-bureau/colourful"

    /// Publishes the flow with a 内容審査 between the check and the review, for no round.
    private func publish(_ house: House, by admin: Browser) async throws {
        let home = Site.adminFlow(id)
        #expect(
            try await admin.act(on: home, home, ["name": ["内容審査"], "kind": ["content"], "act": ["stage:call"]]).status
                == 303)
        let content = Site.adminFlowStage(id, "call", "content")
        #expect(
            try await admin.act(
                on: content, content, ["o.0.label.ja": ["外部審査へ"], "o.0.to": ["external"]]
            ).status == 303)
        let check = Site.adminFlowStage(id, "call", "check")
        #expect(try await admin.act(on: check, check, ["o.0.to": ["content"]]).status == 303)
        let publish = Site.adminFlowPublish(id)
        let done = try await admin.act(on: publish, publish)
        #expect(done.status == 303, "\(done.words.prefix(700))")
    }

    @Test("cases stay on their version until they are moved; the page lists them and what changes, and drafts go along")
    func moving() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let (filing2, case2) = try await house.applicant("二つ目").file()
        let staff = try await house.officer("kanto")
        let returned = try await staff.act(
            on: Site.officeCase(case2), Site.officeReturn(case2, filing2), ["message": ["直してください"]])
        #expect(returned.status == 303)
        try await publish(house, by: admin)
        #expect(try await admin.get(Site.adminProgramme(id)).words.contains("1版の進行中の案件（2件）"))
        let path = Site.adminRenewal(id, "1")
        let page = try await admin.get(path)
        for words in ["「公募申請」の審査段階「内容審査」を追加", "進行中の案件：2件", "赤坂染物店", "二つ目"] {
            #expect(page.words.contains(words), "\(words)")
        }
        #expect(try await admin.submit(page, to: path, ["act": ["chosen"]]).status == 422)
        // One is moved, the other stays.
        #expect(try await admin.submit(page, to: path, ["act": ["chosen"], "case": [caseID]]).status == 303)
        try await house.runJobs()
        #expect(try await admin.get(path).words.contains("進行中の案件：1件"))
        let shown = try await staff.get(Site.officeCase(caseID))
        #expect(shown.words.contains("手続きの版を1版から2版へ切り替えました"))
        #expect(
            try await staff.act(on: Site.officeCase(caseID), Site.officeMove(caseID, filing), ["outcome": ["forward"]])
                .status == 303)
        #expect(try await staff.get(Site.officeCase(caseID)).words.contains("内容審査"))
        // All that are left; pressing twice does it once.
        let rest = try await admin.get(path)
        #expect(try await admin.submit(rest, to: path, ["act": ["all"]]).status == 303)
        #expect(try await admin.submit(rest, to: path, ["act": ["all"]]).status == 303)
        try await house.runJobs()
        let versions = try await house.installation.database.read { connection in
            try connection.rows("select version from cases union all select programme_version as version from draft")
                .map { try $0.integer("version") }
        }
        #expect(versions == [2, 2, 2])
        #expect(try await admin.get(path).words.contains("進行中の案件：0件"))
        #expect(try await house.audit().faults == [])
    }

    @Test("a case for which something is in the way stays, and the page says what")
    func obstacles() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let (filing, caseID) = try await house.applicant().file()
        try await house.review(caseID, filing)
        // The stage it stands in goes away.
        let programme = try #require(house.installation.published.current.programme(id))
        var next = programme.newest
        next.flow.procedures[0].stages[1].outcomes[0].target = .stage("choice")
        next.flow.procedures[0].stages[2].id = "choice"
        let documents = next.documents
        let administrator = try await house.administrator()
        try await house.installation.database.write { connection in
            _ = try house.installation.publish(
                documents, of: programme, "flow.published", [:], moving: [], by: administrator,
                at: house.installation.now, on: connection)
        }
        try await house.installation.published.reload(from: house.installation.database)
        let path = Site.adminRenewal(id, "1")
        let page = try await admin.get(path)
        #expect(page.words.contains("審査段階「採否決定」がなくなるか、種類が変わります"), "\(page.words)")
        #expect(!page.text.contains("value=\"\(caseID)\""))
        #expect(try await admin.submit(page, to: path, ["act": ["all"]]).status == 303)
        try await house.runJobs()
        #expect(try await admin.get(path).words.contains("進行中の案件：1件"))
        #expect(try await house.audit().faults == [])
    }
}
