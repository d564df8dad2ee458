import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// What people do in the stories, step by step, as they would in a browser.
extension Browser {
    /// Starts a filing in the red round and gives its id.
    func start(window: String = "kanto") async throws -> String {
        let path = Site.apply(house.red)
        let page = try await get(path)
        let started = try await submit(page, to: path, ["window": [window]])
        #expect(started.status == 303)
        let location = try #require(started.location)
        return try #require(location.split(separator: "/").last.map(String.init))
    }

    /// Fills in and saves every section of a form, and attaches the plan.
    func fillIn(
        _ filing: String, _ answers: [String: [String]] = Steps.answers, plan: String = "事業計画書.pdf",
        content: [UInt8] = Steps.pdf
    ) async throws {
        for section in ["organisation", "plan", "documents", "pledges"] {
            let path = Site.filingSection(filing, section)
            let page = try await get(path)
            let form = try #require(page.form(to: path))
            let names = Set(form.fields.map(\.0))
            // Boxes that nothing is ticked in are not among the fields a browser would send.
            let ticks = ["事業区分", "取組内容", "課税事業者", "暴力団排除の誓約", "申請内容の誓約"]
            let own = answers.filter { answer in
                names.contains(answer.key)
                    || (ticks.contains(answer.key) && page.text.contains("name=\"\(answer.key)\""))
            }
            let saved = try await submit(page, to: path, own.merging(["act": ["save"]]) { $1 })
            #expect(saved.status == 303, "\(section): \(saved.words.prefix(300))")
        }
        try await attach(filing, name: plan, content: content)
    }

    /// Takes a file off a draft by its button.
    func detach(_ file: StoredFile, from filing: String) async throws {
        let page = try await get(Site.filingSection(filing, "documents"))
        let form = try #require(
            page.forms.first { form in form.buttons.contains { $0["name"] == "remove" && $0["value"] == file.id.text } }
        )
        let reply = try await post(
            Site.filingFiles(filing, file.field), multipart: form.fields + [("remove", file.id.text)])
        #expect(reply.status == 303, "\(reply.words.prefix(600))")
    }

    /// Attaches the plan.
    func attach(_ filing: String, name: String = "事業計画書.pdf", content: [UInt8] = Steps.pdf) async throws {
        let page = try await get(Site.filingSection(filing, "documents"))
        let reply = try await upload(
            page, to: Site.filingFiles(filing, "事業計画書"), name: name, content: content)
        #expect(reply.status == 303, "\(reply.words.prefix(600))")
    }

    /// Submits a filing from its check page.
    func submitFiling(_ filing: String) async throws -> Reply {
        let page = try await get(Site.filingCheck(filing))
        return try await submit(page, to: Site.filingSubmit(filing))
    }

    /// A filing filled in and submitted; gives its id and its case's.
    func file(window: String = "kanto") async throws -> (filing: String, case: String) {
        let filing = try await start(window: window)
        try await fillIn(filing)
        let submitted = try await submitFiling(filing)
        #expect(submitted.status == 303, "\(submitted.words.prefix(500))")
        return (filing, try await house.caseID(of: filing))
    }

    /// Sends the form of a case's page that leads to an address.
    @discardableResult
    func act(on page: String, _ action: String, _ values: [String: [String]] = [:]) async throws -> Reply {
        try await submit(try await get(page), to: action, values)
    }
}

enum Steps {
    static let pdf: [UInt8] = Array("%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n".utf8)

    static let answers: [String: [String]] = [
        "事業名": ["朱染めを生かした防災頭巾の開発"],
        "事業の概要": ["地域で続く朱染めの技術を使い、火に強い素材の防災頭巾を開発します。"], "事業区分": ["development"],
        "取組内容": ["equipment", "design"], "事業開始日.year": ["令和9"], "事業開始日.month": ["4"], "事業開始日.day": ["1"],
        "事業終了日.year": ["2028"], "事業終了日.month": ["3"], "事業終了日.day": ["31"], "総事業費": ["3,000,000"],
        "補助金申請額": ["１８０００００"], "従業員数": ["12"], "課税事業者": ["yes"], "暴力団排除の誓約": ["yes"],
        "申請内容の誓約": ["yes"],
    ]
}

extension House {
    /// The one file of a filing.
    func file(of filing: String) async throws -> StoredFile? {
        guard let id = ID<Filing>(filing) else { return nil }
        return try await installation.database.read { try Files($0).attached(to: id).first }
    }

    /// The case of a filing that was submitted.
    func caseID(of filing: String) async throws -> String {
        let found = try await installation.database.read { connection in
            try connection.first("select case_id from filing where id = \(filing)")?.text("case_id")
        }
        return try #require(found)
    }
}

/// The office's part of a story.
extension House {
    /// Takes a submitted case from the check to the decision: two reviewers declare and score.
    func review(_ caseID: String, _ filing: String) async throws {
        let staff = try await officer("kanto")
        let page = Site.officeCase(caseID)
        try await staff.act(on: page, Site.officeMove(caseID, filing), ["outcome": ["forward"]])
        for login in ["reviewer1", "reviewer2"] {
            let account = try await installation.database.read { try Accounts($0).find(login: login) }
            let id = try #require(account?.id.text)
            let assigned = try await staff.act(on: page, Site.officeAssign(caseID, filing), ["reviewer": [id]])
            #expect(assigned.status == 303)
            let assignment = try await assignment(of: login, in: caseID)
            let reviewer = try await officer(login)
            let path = Site.review(assignment)
            try await reviewer.act(on: path, Site.reviewDeclaration(assignment), ["conflict": ["none"]])
            let scored = try await reviewer.act(
                on: path, Site.reviewSubmit(assignment),
                [
                    "新規性": ["4"], "実現可能性": ["5"], "地域への波及効果": ["3"], "費用の妥当性": ["4"],
                    "総評": ["地域の技術を生かした具体的な計画です。"], "act": ["submit"],
                ])
            #expect(scored.status == 303, "\(scored.words.prefix(400))")
        }
        try await staff.act(on: page, Site.officeMove(caseID, filing), ["outcome": ["forward"]])
    }

    func assignment(of login: String, in caseID: String) async throws -> String {
        let found = try await installation.database.read { connection -> String? in
            guard let account = try Accounts(connection).find(login: login) else { return nil }
            return try connection.first(
                "select id from assignment where case_id = \(caseID) and reviewer_id = \(account.id.text)")?.text("id")
        }
        return try #require(found)
    }

    /// Proposes by one of the staff and confirms by an approver.
    func decide(_ caseID: String, _ filing: String, outcome: String, reason: String = "") async throws {
        let (staff, approver) = (try await officer("kanto"), try await officer("kanto2"))
        let page = Site.officeCase(caseID)
        let proposed = try await staff.act(
            on: page, Site.officePropose(caseID, filing), ["outcome": [outcome], "reason": [reason]])
        #expect(proposed.status == 303, "\(proposed.words.prefix(400))")
        let confirmed = try await approver.act(on: page, Site.officeConfirm(caseID, filing))
        #expect(confirmed.status == 303, "\(confirmed.words.prefix(400))")
    }
}
