import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// 点検と公開: from a form's design to the next version of its programme.
@Suite("Publishing a form")
struct PublishTests {
    private let programme = "colour-bureau/colourful"
    private var address: String { Site.adminFormPublish(programme, "call") }

    private func administrator(_ house: House, _ login: String = "admin") async throws -> Officer {
        let account = try await house.installation.database.read { try Accounts($0).find(login: login) }
        return Officer(account: try #require(account))
    }

    private func edit(_ house: House, _ edits: FormEdit...) async throws {
        let officer = try await administrator(house)
        for edit in edits { _ = try await house.installation.editForm(edit, "call", of: programme, by: officer) }
    }

    private let retitled = FormEdit.set(.field("事業名"), [Setting(.label(Text("取組の名前")))])

    private func version(_ house: House, of round: String) -> Int? {
        house.installation.published.current.round("colour-bureau/colourful/\(round)")?.row.version
    }

    @Test("makes the next version, moves the chosen rounds, and leaves drafts and cases on theirs")
    func publishing() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        try await edit(house, retitled)
        let admin = try await house.officer("admin")
        let programmePage = try await admin.get(Site.adminProgramme(programme))
        #expect(programmePage.words.contains("編集中（未公開の変更があります）"))
        #expect(programmePage.words.contains("公開中：第1版。編集中の変更：まだ公開されていません"))
        let page = try await admin.get(address)
        #expect(page.words.contains("「事業名」の見出しを「取組の名前」に変えました"))
        let form = try #require(page.form(to: address))
        #expect(form.fields.contains { $0.0 == "rounds" && $0.1 == house.red }, "open rounds are chosen beforehand")
        let chosen: [String: [String]] = ["rounds": [house.red]]
        let published = try await admin.submit(page, to: address, chosen)
        #expect(published.status == 303, "\(published.words.prefix(600))")
        #expect(house.installation.published.current.programme(programme)?.row.version == 2)
        #expect(version(house, of: "red-1") == 2)
        #expect(version(house, of: "blue-1") == 1)
        let done = try await admin.open(try #require(published.location))
        #expect(done.words.contains("第2版として公開しました"))
        // The same press once more does nothing and is answered the same.
        let again = try await admin.submit(page, to: address, chosen)
        #expect(again.location == published.location)
        #expect(house.installation.published.current.programme(programme)?.row.version == 2)
        // The draft of the version before is as it was, and can be submitted.
        #expect(!(try await applicant.get(Site.filingSection(filing, "plan"))).words.contains("取組の名前"))
        #expect(try await applicant.submitFiling(filing).status == 303)
        // A new draft is on the new version.
        let next = try await house.applicant("新しい会社").start()
        let other = try await house.applicant("新しい会社")
        #expect(try await other.get(Site.filingSection(next, "plan")).words.contains("取組の名前"))
        let log = try await admin.get(Site.adminHistory())
        #expect(log.words.contains("を第2版として公開"))
        #expect(try await house.audit().isSound)
    }

    @Test("is refused while something is to be mended, and says where, also in letters")
    func blocked() async throws {
        let house = try await House()
        try await edit(
            house, .set(.field("事業開始日"), [Setting(.relevant("存在しない項目 = 1"))]),
            .remove(.field("補助金申請額"), evenIfUsed: true))
        let admin = try await house.officer("admin")
        let page = try await admin.get(address)
        #expect(page.words.contains("直すところが"))
        #expect(page.text.contains("href=\"\(Site.adminFormField(programme, "call", "事業開始日"))\""))
        #expect(page.words.contains("通知書「採択通知書」"))
        #expect(page.form(to: address) == nil, "there is no button")
        #expect(page.words.contains("下書きに影響"))
        let token = try #require(page.forms.flatMap(\.fields).first { $0.0 == "csrf" })
        let forced = try await admin.post(address, [token, ("key", "k"), ("version", "2")])
        #expect(forced.status == 422)
        #expect(house.installation.published.current.programme(programme)?.row.version == 1)
    }

    @Test("is refused when someone changed the form after the page was shown")
    func stale() async throws {
        let house = try await House()
        try await edit(house, retitled)
        let admin = try await house.officer("admin")
        let page = try await admin.get(address)
        try await edit(house, .set(.field("総事業費"), [Setting(.label(Text("事業費")))]))
        let reply = try await admin.submit(page, to: address)
        #expect(reply.status == 409)
        #expect(reply.words.contains("「総事業費」の見出しを「事業費」に変えました"))
    }

    @Test("can be taken back: an older version becomes the changes, and changes can be thrown away")
    func restoring() async throws {
        let house = try await House()
        try await edit(house, retitled)
        let admin = try await house.officer("admin")
        _ = try await admin.submit(try await admin.get(address), to: address)
        let restore = Site.adminFormRestore(programme, "call")
        let restored = try await admin.submit(try await admin.get(address), to: restore)
        #expect(restored.status == 303, "\(restored.words.prefix(600))")
        let page = try await admin.get(address)
        #expect(page.words.contains("「取組の名前」の見出しを「事業名」に変えました"))
        let discard = Site.adminFormDiscard(programme, "call")
        #expect(try await admin.submit(page, to: discard).status == 303)
        #expect(try await admin.get(address).words.contains("公開中の版から変わっていません"))
    }

    @Test("bringing back a version that cannot be leaves what is being designed as it is")
    func failedRestoring() async throws {
        let house = try await House()
        // The second version has a field whose name is a table's in the third. It would be called 単価表2 then, and its
        // formula would mean something else.
        try await house.publish { form in
            form.sections[0].fields += [
                Field(name: "単価表", label: "単価表", type: .integer(IntegerLimits())),
                Field(
                    name: "計", label: "計", type: .integer(IntegerLimits()),
                    calculation: "sum(for 単価表2 in [1, 2] return 単価表2 * 単価表)"),
            ]
        }
        var folder = try House.colourful()
        folder.programme.tables.append(
            ReferenceTable(id: "prices", name: "単価表", columns: [.init(name: "品", kind: .text)], rows: [["机"]]))
        folder.rounds = []
        #expect(try await house.installation.importProgramme(folder, by: .system).version == 3)
        try await edit(house, retitled)
        let admin = try await house.officer("admin")
        let before = try await house.design(programme, "call")
        #expect(before.version > 0)
        let restore = Site.adminFormRestore(programme, "call")
        let page = try await admin.get(address)
        let reply = try await admin.submit(page, to: restore, ["version": ["2"]])
        #expect(reply.status == 409, "\(reply.words.prefix(300))")
        let after = try await house.design(programme, "call")
        #expect(after.version == before.version)
        #expect(after.form == before.form)
    }

    @Test("a design that a newer version overtook is explained, and can only be thrown away")
    func overtaken() async throws {
        let house = try await House()
        try await edit(house, retitled)
        var folder = try House.colourful()
        folder.programme.forms[0].title = Text("別の題名")
        folder.rounds = []
        _ = try await house.installation.importProgramme(folder, by: .system)
        let page = try await house.officer("admin").get(address)
        #expect(page.words.contains("編集を始めたあとに、新しい版が公開されました"))
        #expect(page.form(to: address) == nil)
        #expect(page.form(to: Site.adminFormDiscard(programme, "call")) != nil)
    }

    @Test("another agency's administrator finds nothing at any of the form's addresses")
    func strangers() async throws {
        let house = try await House()
        try await edit(house, retitled)
        let stranger = try await house.stranger()
        let token = try #require(
            try await stranger.get(Site.adminAccounts()).forms.flatMap(\.fields).first { $0.0 == "csrf" })
        var asked = 0
        for route in house.portal.routes where route.pattern.places.contains("programme") && route.scope == .programme {
            let values = [
                "agency": "colour-bureau", "programme": "colourful", "form": "call", "section": "plan", "part": "事業名",
                "leaf": "plan", "kind": "forms", "id": "call", "round": "red-1",
            ]
            let path = route.pattern.places.reduce(route.pattern.template) {
                $0.replacingOccurrences(of: "{\($1)}", with: PercentEncoding.encode(values[$1] ?? "x"))
            }
            let reply =
                route.method == .post
                ? try await stranger.post(path, [token, ("key", "k"), ("version", "1"), ("code", "x"), ("name", "x")])
                : try await stranger.get(path)
            #expect(reply.status == 404, "\(route.method) \(path): \(reply.status)")
            #expect(!reply.text.contains("取組の名前"))
            asked += 1
        }
        #expect(asked > 10)
    }
}

/// 新しい補助金を作る: from one programme to another.
@Suite("A new programme")
struct NewProgrammeTests {
    @Test(
        "is a copy with its own name, one draft round in the future, and forms as chosen",
        arguments: ["keep", "begin"])
    func creating(forms: String) async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        let values = [
            "source": ["colour-bureau/colourful"], "code": ["Rainbow"], "name": ["にじいろ補助金"], "forms": [forms],
        ]
        let page = try await admin.get(Site.administration())
        let made = try await admin.submit(page, to: Site.adminProgrammes(), values)
        #expect(made.status == 303, "\(made.words.prefix(800))")
        #expect(try await admin.submit(page, to: Site.adminProgrammes(), values).location == made.location)
        let id = "colour-bureau/rainbow"
        #expect(try await admin.get(Site.adminProgramme(id)).words.contains("にじいろ補助金"))
        let offer = house.installation.published.current
        let programme = try #require(offer.programme(id)?.newest)
        let source = try #require(offer.programme("colour-bureau/colourful")?.newest)
        #expect(programme.flow == source.flow)
        #expect(programme.form("call")?.sections.count == (forms == "keep" ? source.form("call")?.sections.count : 1))
        let rounds = offer.rounds.filter { $0.row.programme == id }
        #expect(rounds.count == 1)
        #expect(rounds.first?.round.visibility == .draft)
        #expect(rounds.first?.round.phase(at: house.clock.now) == .before)
        #expect(try await admin.get(Site.adminHistory()).words.contains("補助金「\(id)」を「colour-bureau/colourful」から作成"))
        #expect(try await admin.get(Site.adminFormTrial(id, "call", programme.forms[0].leaves[0].id)).status == 200)
    }

    @Test("needs a code of its own, a name, and a programme of the agency")
    func refusals() async throws {
        let house = try await House()
        let admin = try await house.officer("admin")
        func create(_ code: String, _ name: String) async throws -> Reply {
            try await admin.submit(
                try await admin.get(Site.administration()), to: Site.adminProgrammes(),
                ["source": ["colour-bureau/colourful"], "code": [code], "name": [name]])
        }
        for (code, name) in [("colourful", "にじ"), ("にじ", "にじ"), ("rainbow", " ")] {
            let reply = try await create(code, name)
            #expect(reply.status == 422)
            #expect(reply.words.contains("入力内容に問題があります"))
        }
        let stranger = try await house.stranger()
        let token = try #require(
            try await stranger.get(Site.adminAccounts()).forms.flatMap(\.fields).first { $0.0 == "csrf" })
        let reply = try await stranger.post(
            Site.adminProgrammes(),
            [token, ("key", "k"), ("source", "colour-bureau/colourful"), ("code", "x"), ("name", "x")])
        #expect(reply.status == 404)
        #expect(house.installation.published.current.programmes.count == 1)
    }
}

extension House {
    /// A browser in which an administrator of another agency is signed in.
    func stranger() async throws -> Browser {
        let (id, agency) = (installation.world.id(Account.self), installation.world.id(Agency.self))
        let now = clock.now
        let hash = try await installation.passwords.hash(House.password)
        try await installation.database.write { connection in
            let agency = try ProgrammeTable(connection).agency(
                AgencyName(code: "other", name: Text("よその局"), signatory: Text("局長")), new: agency)
            try Accounts(connection).insert(
                AccountRow(
                    id: id, agency: agency, login: "stranger", name: "よその人", email: "stranger@kofu.test",
                    roles: [.administrator], windows: [], password: hash, totpSecret: House.totp, changedAt: now))
        }
        return try await officer("stranger")
    }
}
