import Foundation
import Grants
import Outbound
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Accounts of the office")
struct AccountTests {
    private func code(_ house: House) throws -> String {
        let secret = try #require(Base32.decode(House.totp))
        return TOTP(secret: secret).code(step: TOTP.step(atMilliseconds: house.clock.now.milliseconds))
    }

    @Test("sign in with password and one-time code; a code counts once, also from elsewhere")
    func codeOnce() async throws {
        let house = try await House()
        let code = try code(house)
        let first = try await house.installation.signInOfficer(
            login: "Kanto", password: House.password, code: code, secret: nil)
        guard case .signedIn = first else {
            Issue.record("not signed in")
            return
        }
        await #expect(throws: Refusal.wrongSignIn) {
            try await house.installation.signInOfficer(
                login: "kanto", password: House.password, code: code, secret: nil)
        }
    }

    @Test("wait after ten failures, whatever is given then, and not for ever")
    func lock() async throws {
        let house = try await House()
        for _ in 0..<Installation.allowedFailures {
            await #expect(throws: Refusal.wrongSignIn) {
                try await house.installation.signInOfficer(
                    login: "kanto", password: "wrong-wrong-wrong", code: "000000", secret: nil)
            }
        }
        await #expect(throws: Refusal.locked) {
            try await house.installation.signInOfficer(
                login: "kanto", password: House.password, code: try code(house), secret: nil)
        }
        house.clock.advance(seconds: Installation.lockSeconds + 1)
        let after = try await house.installation.signInOfficer(
            login: "kanto", password: House.password, code: try code(house), secret: nil)
        guard case .signedIn = after else {
            Issue.record("still locked")
            return
        }
    }

    @Test("an unknown login and a wrong password are told the same")
    func enumeration() async throws {
        let house = try await House()
        for login in ["kanto", "nobody"] {
            await #expect(throws: Refusal.wrongSignIn) {
                try await house.installation.signInOfficer(
                    login: login, password: "wrong-wrong-wrong", code: "000000", secret: nil)
            }
        }
    }

    @Test("one that was suspended is out at once, and stays out")
    func suspended() async throws {
        let house = try await House()
        let staff = try await house.officer("kanto")
        #expect(try await staff.get(Site.workList()).status == 200)
        let administrator = try await house.administrator()
        let account = try #require(
            try await house.installation.accounts(for: administrator).first { $0.login == "kanto" })
        try await house.installation.setSuspended(true, account: account.id, by: administrator)
        #expect(try await staff.get(Site.workList()).status == 303)
        await #expect(throws: Refusal.wrongSignIn) {
            try await house.installation.signInOfficer(
                login: "kanto", password: House.password, code: try code(house), secret: nil)
        }
    }

    @Test("a changed password ends every other session of its holder")
    func passwordChanged() async throws {
        let house = try await House()
        let own = try await house.officer("kanto")
        let elsewhere = try await house.officer("kanto")
        let new = "murasaki-no-hakama-77"
        let wrong = try await own.act(
            on: Site.officePassword(), Site.officePassword(), ["old": ["not it"], "new": [new], "again": [new]])
        #expect(wrong.status == 422)
        #expect(try await elsewhere.get(Site.workList()).status == 200)
        let right = try await own.act(
            on: Site.officePassword(), Site.officePassword(), ["old": [House.password], "new": [new], "again": [new]])
        #expect(right.status == 303)
        #expect(try await own.get(Site.workList()).status == 200)
        #expect(try await elsewhere.get(Site.workList()).status == 303)
    }

    @Test("a new one is enrolled with a secret of its own at the first sign-in, and never without a right code")
    func enrolment() async throws {
        let house = try await House()
        let administrator = try await house.administrator()
        let password = try await house.installation.issueAccount(
            house.installation.world.id(), login: "new-staff",
            AccountDetails(name: "新任 一", email: "new@example.jp", roles: [.staff], windows: ["kanto"]),
            by: administrator)
        let begun = try await house.installation.signInOfficer(
            login: "new-staff", password: password, code: "", secret: nil)
        guard case .enrol(let secret, _) = begun else {
            Issue.record("signed in without a code")
            return
        }
        let bytes = try #require(Base32.decode(secret))
        let right = TOTP(secret: bytes).code(step: TOTP.step(atMilliseconds: house.clock.now.milliseconds))
        let done = try await house.installation.signInOfficer(
            login: "new-staff", password: password, code: right, secret: secret)
        guard case .signedIn = done else {
            Issue.record("not enrolled")
            return
        }
        // Someone who only has the password cannot enrol a secret of theirs any more.
        let thief = TOTP.make()
        let stolen = thief.code(step: TOTP.step(atMilliseconds: house.clock.now.milliseconds))
        await #expect(throws: Refusal.wrongSignIn) {
            try await house.installation.signInOfficer(
                login: "new-staff", password: password, code: stolen, secret: Base32.encode(thief.secret))
        }
    }

    @Test("an administrator of another agency does not see or change them")
    func otherAgency() async throws {
        let house = try await House()
        let administrator = try await house.administrator()
        let account = try #require(
            try await house.installation.accounts(for: administrator).first { $0.login == "kanto" })
        var other = administrator.account
        other = AccountRow(
            id: house.installation.world.id(), agency: house.installation.world.id(), login: "other", name: "他",
            email: "o@example.jp", roles: [.administrator], windows: [], changedAt: house.clock.now)
        let stranger = Officer(account: other)
        #expect(try await house.installation.accounts(for: stranger).isEmpty)
        await #expect(throws: Refusal.self) {
            try await house.installation.setSuspended(true, account: account.id, by: stranger)
        }
        await #expect(throws: Refusal.self) {
            try await house.installation.setVisibility(.draft, of: house.red, seen: 1, by: stranger)
        }
    }

    @Test("what administrators do is in the agency's log, and the log is whole")
    func log() async throws {
        let house = try await House()
        let administrator = try await house.administrator()
        let copy = try await house.installation.copyRound(house.red, as: "red-2", by: administrator)
        let round = try house.installation.round(copy, for: administrator)
        #expect(round.round.visibility == .draft)
        try await house.installation.setVisibility(.published, of: copy, seen: round.row.revision, by: administrator)
        await #expect(throws: Refusal.self, "a page that shows an old revision changes nothing") {
            try await house.installation.setVisibility(.draft, of: copy, seen: round.row.revision, by: administrator)
        }
        let kinds = try await house.installation.agencyHistory(for: administrator).map(\.kind)
        #expect(kinds.prefix(2) == ["round.published", "round.copied"])
        #expect(try await house.audit().isSound)
    }

    @Test("a change of the record behind the program's back is found by the audit")
    func tampered() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        #expect(try await house.audit().isSound)
        try await house.installation.database.write { connection in
            try connection.execute("update cases set status = 'adopted' where id = \(caseID)")
        }
        let faults = try await house.audit().faults
        #expect(faults.contains { $0.contains("work list") })
        #expect(faults.contains { $0.contains("counter") }, "a status that no event gave is counted wrongly too")
        try await house.installation.database.write { connection in
            try connection.execute("update case_event set data = replace(data, '1800000', '9800000') where seq = 2")
        }
        #expect(try await house.audit().faults.contains { $0.contains("record 2") })
    }
}

extension House {
    func administrator() async throws -> Officer {
        let account = try await installation.database.read { try Accounts($0).find(login: "admin") }
        return Officer(account: try #require(account))
    }
}
