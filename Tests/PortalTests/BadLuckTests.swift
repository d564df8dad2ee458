import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("Bad luck")
struct BadLuckTests {
    @Test("pressing submit twice, or from two tabs at once, gives one filing and the same receipt")
    func twice() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let page = try await applicant.get(Site.filingCheck(filing))
        let tabs = (0..<8).map { _ in applicant.copy() }
        let locations = try await withThrowingTaskGroup(of: String?.self) { group in
            for tab in tabs {
                group.addTask { try await tab.submit(page, to: Site.filingSubmit(filing)).location }
            }
            return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
        }
        #expect(locations.count == 1)
        let numbers = try await house.installation.database.read { try $0.rows("select receipt from filing").count }
        #expect(numbers == 1)
        let report = try await house.audit()
        #expect(report.isSound && report.cases == 1 && report.events == 2)
    }

    @Test("starting twice with one form begins one draft")
    func startTwice() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let page = try await applicant.get(Site.apply(house.red))
        let first = try await applicant.submit(page, to: Site.apply(house.red), ["window": ["kanto"]])
        let second = try await applicant.submit(page, to: Site.apply(house.red), ["window": ["kanto"]])
        #expect(first.location == second.location)
        let drafts = try await house.installation.database.read { try $0.rows("select * from draft").count }
        #expect(drafts == 1)
    }

    @Test("a button of the office pressed twice acts once")
    func commentTwice() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        let page = try await staff.get(Site.officeCase(caseID))
        for _ in 0..<3 {
            let reply = try await staff.submit(page, to: Site.officeComment(caseID), ["text": ["確認しました"]])
            #expect(reply.status == 303)
        }
        let comments = try await house.installation.database.read {
            try $0.rows("select * from case_event where kind = 'commented'").count
        }
        #expect(comments == 1)
    }

    @Test("two devices on one draft: the second save sees both texts, and what was chosen is kept")
    func twoDevices() async throws {
        let house = try await House()
        let phone = try await house.applicant()
        let filing = try await phone.start()
        let path = Site.filingSection(filing, "plan")
        let desk = phone.copy()
        let (shownOnPhone, shownOnDesk) = (try await phone.get(path), try await desk.get(path))
        let first = try await phone.submit(
            shownOnPhone, to: path, ["事業名": ["電話の題"], "従業員数": ["7"], "act": ["save"]])
        #expect(first.status == 303)
        let second = try await desk.submit(
            shownOnDesk, to: path, ["事業名": ["机の題"], "総事業費": ["5000"], "act": ["save"]])
        #expect(second.status == 409)
        #expect(second.words.contains("電話の題") && second.words.contains("机の題"))
        let stored = try await house.draft(filing)
        #expect(stored.first("従業員数") == "7", "what only the phone wrote stays")
        #expect(stored.first("総事業費") == "5000", "what only the desk wrote is saved")
        #expect(stored.first("事業名") == "電話の題")
        let settled = try await desk.submit(second, to: path, ["settle.事業名": ["sent"]])
        #expect(settled.status == 303)
        #expect(try await house.draft(filing).first("事業名") == "机の題")
    }

    @Test("autosave answers with the new version, and with a way to both texts when another device was quicker")
    func autosave() async throws {
        let house = try await House()
        let phone = try await house.applicant()
        let filing = try await phone.start()
        let path = Site.filingSection(filing, "plan")
        let form = try #require(try await phone.get(path).form(to: path))
        func fields(_ title: String) -> [(String, String)] {
            form.fields.filter { $0.0 != "事業名" } + [("事業名", title)]
        }
        let script: HTTPFields = [.autosave: "1"]
        let first = try await phone.post(Site.filingAutosave(filing), fields("一"), headers: script)
        #expect(first.status == 200)
        #expect(try JSON(parsing: first.text)["version"]?.integer == 2)
        let second = try await phone.copy().post(Site.filingAutosave(filing), fields("二"), headers: script)
        #expect(second.status == 409)
        let link = try #require(try JSON(parsing: second.text)["link"]?.string)
        let both = try await phone.get(link)
        #expect(both.words.contains("一") && both.words.contains("二"))
    }

    @Test("after the deadline, to the millisecond, submitting is refused kindly and the draft is kept")
    func deadline() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let closes = try #require(house.installation.published.current.round(house.red)?.round.closes.instant)
        house.clock.set(closes)
        let again = try await house.applicant()
        let fresh = try await again.get(Site.filingCheck(filing))
        let late = try await again.submit(fresh, to: Site.filingSubmit(filing))
        #expect(late.status == 409)
        #expect(late.words.contains("下書きは保存されています"))
        #expect(try await house.draft(filing).first("事業名") == "朱染めを生かした防災頭巾の開発")
        house.clock.set(Instant(milliseconds: closes.milliseconds - 1))
        let last = try await house.applicant()
        #expect(try await last.submitFiling(filing).status == 303)
    }

    @Test("an expired session keeps what was posted and continues after sign-in, for the same person only")
    func expiredSession() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "plan")
        let page = try await applicant.get(path)
        house.clock.advance(seconds: Installation.applicantIdle + 1)
        let sent = try await applicant.submit(page, to: path, ["事業名": ["二十三時五十分の題"], "act": ["save"]])
        #expect(sent.status == 303)
        let signIn = try #require(sent.location)
        #expect(signIn.hasPrefix(Site.signIn()))
        let back = try #require(URLComponents(string: signIn)?.queryItems?.first { $0.name == "return" }?.value)
        let stranger = try await house.applicant("別の会社")
        #expect(!(try await stranger.get(back).text.contains("二十三時五十分の題")))
        let returned = try await house.applicant()
        let kept = try await returned.get(back)
        #expect(kept.status == 200)
        let resent = try await returned.submit(kept, to: path)
        #expect([303, 409].contains(resent.status))
        #expect(try await house.draft(filing).first("事業名") == "二十三時五十分の題")
    }

    @Test("what was typed beside a file is kept as well when the session has expired, and the file is not")
    func expiredUpload() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        try await askRemarks(in: house)
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "documents")
        let page = try await applicant.get(path)
        let name = try #require(page.text.range(of: "name=\"備考\""))
        let value = try #require(page.text.range(of: "value=\"\"", range: name.upperBound..<page.text.endIndex))
        let filled = page.text.replacingCharacters(in: value, with: "value=\"一時間かけて書いた文\"")
        let typed = Reply(status: 200, headers: page.headers, bytes: Array(filled.utf8))
        house.clock.advance(seconds: Installation.applicantIdle + 1)
        let action = Site.filingFiles(filing, "事業計画書")
        let sent = try await applicant.upload(typed, to: action, name: "計画.pdf", content: Steps.pdf)
        #expect(sent.status == 303)
        let signIn = try #require(sent.location)
        let back = try #require(URLComponents(string: signIn)?.queryItems?.first { $0.name == "return" }?.value)
        let rows = try await house.installation.database.read {
            try $0.rows("select body from kept_form").map { try $0.text("body") }
        }
        #expect(rows.count == 1 && rows.allSatisfy { !$0.contains("PDF") })
        let returned = try await house.applicant()
        let kept = try await returned.get(back)
        #expect(kept.words.contains("ファイルは保管していません"))
        let resent = try await returned.submit(kept, to: path)
        #expect([303, 409].contains(resent.status))
        #expect(try await house.draft(filing).first("備考") == "一時間かけて書いた文")
    }

    /// Asks for 備考 below the files.
    private func askRemarks(in house: House) async throws {
        try await house.publish { form in
            let documents = try #require(form.sections.firstIndex { $0.id == "documents" })
            form.sections[documents].fields.append(Field(name: "備考", label: "備考", type: .text(TextLimits())))
        }
    }

    struct BadFile: CustomTestStringConvertible, Sendable {
        let name: String
        let content: [UInt8]
        let cut: Int
        let says: String
        var testDescription: String { "\(name) (\(says))" }
    }

    @Test(
        "a file that is wrong, empty, too large or half-sent is refused in its own words, and nothing is attached",
        arguments: [
            BadFile(name: "計画.exe", content: Steps.pdf, cut: 0, says: "添付できない種類"),
            BadFile(name: "計画.pdf", content: Array("MZ not a pdf".utf8), cut: 0, says: "拡張子と合っていません"),
            BadFile(name: "計画.pdf", content: [], cut: 0, says: "空のファイル"),
            BadFile(
                name: "計画.pdf", content: Array("%PDF-".utf8) + [UInt8](repeating: 32, count: 16 * 1024 * 1024), cut: 0,
                says: "大きすぎます"),
            BadFile(name: "計画.pdf", content: Steps.pdf, cut: 20, says: "途中で切れました"),
        ])
    func files(bad: BadFile) async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let page = try await applicant.get(Site.filingSection(filing, "documents"))
        let reply = try await applicant.upload(
            page, to: Site.filingFiles(filing, "事業計画書"), name: bad.name, content: bad.content, cut: bad.cut)
        #expect(reply.status == 422)
        #expect(reply.words.contains(bad.says), "\(reply.words.suffix(1500))")
        let rows = try await house.installation.database.read { try $0.rows("select * from file").count }
        #expect(rows == 0)
        let left = try FileManager.default.contentsOfDirectory(atPath: house.folder + "/files/tmp")
        #expect(left.isEmpty, "no half-written file is left")
    }

    @Test(
        "what was typed below a file that is refused is saved, and of a form that came by half nothing is erased",
        arguments: [
            BadFile(name: "計画.exe", content: Steps.pdf, cut: 0, says: "添付できない種類"),
            BadFile(name: "計画.pdf", content: Array("MZ not a pdf".utf8), cut: 0, says: "拡張子と合っていません"),
            BadFile(
                name: "計画.pdf", content: Array("%PDF-".utf8) + [UInt8](repeating: 32, count: 16 * 1024 * 1024), cut: 0,
                says: "大きすぎます"),
            BadFile(name: "計画.pdf", content: Steps.pdf, cut: 200, says: "途中で切れました"),
        ])
    func typedBelow(bad: BadFile) async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        try await askRemarks(in: house)
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "documents")
        let first = try await applicant.get(path)
        #expect(try await applicant.submit(first, to: path, ["備考": ["先に書いた文"]]).status == 303)
        let page = try await applicant.get(path)
        let changed = page.text.replacing("value=\"先に書いた文\"", with: "value=\"書き直した文\"")
        let typed = Reply(status: 200, headers: page.headers, bytes: Array(changed.utf8))
        let reply = try await applicant.upload(
            typed, to: Site.filingFiles(filing, "事業計画書"), name: bad.name, content: bad.content, cut: bad.cut,
            before: "備考")
        #expect(reply.status == 422 && reply.words.contains(bad.says))
        #expect(try await house.draft(filing).first("備考") == (bad.cut == 0 ? "書き直した文" : "先に書いた文"))
    }

    @Test("a submission whose file is not stored is refused, never accepted without it")
    func missingFile() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let stored = try await house.installation.database.read {
            try $0.first("select sha256 from file")?.text("sha256")
        }
        let digest = try #require(stored)
        try FileManager.default.removeItem(atPath: house.folder + "/files/\(digest.prefix(2))/\(digest.dropFirst(2))")
        let refused = try await applicant.submitFiling(filing)
        #expect(refused.status == 422 && refused.words.contains("保存されていません"))
        let cases = try await house.installation.database.read { try $0.rows("select * from cases").count }
        #expect(cases == 0)
    }

    @Test("nonsense in every field is said at the field and in the summary, and kept as typed")
    func nonsense() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "plan")
        let page = try await applicant.get(path)
        let reply = try await applicant.submit(
            page, to: path,
            [
                "事業名": ["<script>alert(1)</script>\(String(repeating: "あ", count: 60))"],
                "総事業費": ["=cmd|' /C calc'!A0"],
                "従業員数": ["たくさん"], "事業開始日.year": ["2027"], "事業開始日.month": ["13"], "事業開始日.day": ["1"], "act": ["next"],
            ])
        #expect(reply.status == 422)
        #expect(reply.text.contains("エラー："))
        #expect(reply.words.contains("入力内容に問題があります"))
        #expect(reply.words.contains("50文字以内") && reply.words.contains("実在する日付"))
        #expect(!reply.text.contains("<script>alert"))
        #expect(reply.text.contains("&lt;script&gt;alert(1)&lt;/script&gt;"), "what was typed is shown again")
        #expect(reply.text.contains("たくさん"))
        #expect(try await house.draft(filing).first("従業員数") == "たくさん", "and saved as a draft")
    }

    @Test("an incomplete filing is not submitted, and every missing field is named")
    func incomplete() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let reply = try await applicant.submitFiling(filing)
        #expect(reply.status == 422)
        for word in ["「事業名」を入力してください", "「事業計画書」のファイルを添付してください", "「申請内容に関する誓約」"] {
            #expect(reply.words.contains(word))
        }
    }

    @Test("a megabyte, a wrong type and another site's form are refused, with the security headers on")
    func hostileForms() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "plan")
        let token = try #require(
            try await applicant.get(path).form(to: path)?.fields.first { $0.0 == "csrf" }?.1)
        let large = try await applicant.post(
            path, [("csrf", token), ("事業名", String(repeating: "a", count: 5_000_000))])
        #expect(large.status == 413 || large.status == 422)
        let elsewhere = try await applicant.post(
            path, [("csrf", token)], headers: [.origin: "https://evil.example"])
        #expect(elsewhere.status == 403)
        let unsigned = try await applicant.post(path, [("事業名", "x")])
        #expect(unsigned.status == 403)
        for reply in [large, elsewhere, unsigned, try await applicant.get("/no/such/page")] {
            #expect(reply.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
        }
    }
}

extension House {
    /// What a draft holds now.
    func draft(_ filing: String) async throws -> Typed {
        let id = try #require(ID<Filing>(filing))
        return try #require(try await installation.database.read { try Drafts($0).find(id)?.draft.typed })
    }
}
