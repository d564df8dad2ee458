import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Rounds for those who are invited")
struct InvitationTests {
    @Test(
        "only invited organisations see the round and file in it; those who succeeded elsewhere are invited at once, by mail"
    )
    func inviting() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let (adopted, other) = (try await house.applicant("採択された会社"), try await house.applicant("ほかの会社"))
        let (filing, caseID) = try await adopted.file()
        try await house.review(caseID, filing)
        try await house.decide(caseID, filing, outcome: "adopt")
        _ = try await other.file()
        let blue = "colour-bureau/colourful/blue-1"
        let round = Site.adminRound(blue)
        #expect(
            try await admin.act(on: round, Site.adminRoundVisibility(blue), ["visibility": ["invited"]]).status == 303)
        #expect(try await adopted.get(Site.round(blue)).status == 404)
        let stranger = try await house.browser().get(Site.round(blue))
        #expect(stranger.status == 200 && stranger.words.contains("招待された方の公募です"))
        #expect(!(try await house.browser().get(Site.rounds())).text.contains("blue-1"))

        let page = Site.adminRoundInvitations(blue)
        let invited = try await admin.act(on: page, page, ["from": [house.red], "numbers": [""]])
        #expect(invited.status == 303 && invited.location?.contains("added=1") == true)
        let again = try await admin.act(on: page, page, ["from": [house.red], "numbers": [""]])
        #expect(again.location?.contains("added=0") == true)
        #expect(try await house.mails().count { $0.contains("/rounds/\(blue)") } == 1)
        #expect(try await adopted.get(Site.round(blue)).status == 200)
        #expect(try await adopted.get(Site.apply(blue)).status == 200)
        #expect(try await other.get(Site.round(blue)).status == 404)
        #expect(try await other.get(Site.apply(blue)).status == 404)
        #expect(try await adopted.get(Site.myPage()).text.contains(Site.round(blue)))
        #expect(!(try await other.get(Site.myPage())).text.contains(Site.round(blue)))

        let refused = try await admin.act(on: page, page, ["from": [""], "numbers": ["7000012050002\n1234567890123"]])
        #expect(refused.status == 422 && refused.words.contains("「1234567890123」は法人番号ではありません"))
        let row = try #require(try await admin.get(page).forms.first { $0.fields.contains { $0.0 == "uninvite" } })
        let taken = try await admin.post(page, row.fields)
        #expect(taken.status == 303)
        #expect(try await adopted.get(Site.round(blue)).status == 404)
    }
}

extension House {
    /// The bodies of all queued mails.
    func mails() async throws -> [String] {
        try await installation.database.read { connection in
            try connection.rows("select body from mail").map { try $0.text("body") }
        }
    }
}
