import Foundation
import Grants
import Storage
import Testing

@testable import Portal
@testable import UseCases

@Suite("The office's work list")
struct WorkListPageTests {
    private func list(_ query: [(String, String)]) -> String { Pattern.address(Site.workList(), query) }

    @Test("a word is found in the answers, in any width and case, and in the number")
    func words() async throws {
        let house = try await House()
        _ = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        for word in ["防災頭巾", "火に強い素材", "ＨＡＮＡＫＯ", "事業計画書.pdf", receiptNumber(1), "赤坂染物店　頭巾", "1800000"] {
            let reply = try await staff.get(list([("q", word)]))
            #expect(reply.words.contains(receiptNumber(1)), "\(word)")
        }
        for word in ["防災頭巾ではない", "頭巾防災", receiptNumber(2)] {
            let reply = try await staff.get(list([("q", word)]))
            #expect(reply.status == 200 && reply.words.contains("条件に合う案件はありません"), "\(word)")
        }
    }

    @Test("filters take several values, can be cleared and kept, and removed")
    func filters() async throws {
        let house = try await House()
        _ = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        let both = try await staff.get(list([("status", "checking"), ("status", "returned"), ("returns", "0")]))
        #expect(both.words.contains(receiptNumber(1)))
        let none = try await staff.get(list([("returns", "1")]))
        #expect(none.words.contains("条件に合う案件はありません"))
        // Cleared, the filter is still there; removed, it is not.
        let address = WorkListAddress(encoded: "returns=1&status=checking&order=title&dir=asc")
        let cleared = try await staff.get(address.cleared)
        #expect(cleared.words.contains(receiptNumber(1)))
        #expect(cleared.text.contains("name=\"returns\"") && address.cleared.contains("filter=returns"))
        #expect(address.cleared.contains("order=title"))
        let removed = try await staff.get(address.without(.returns))
        #expect(
            !removed.text.contains("id=\"filter-returns\"") && address.without(.returns).contains("status=checking"))
    }

    @Test("the address says everything, and what it says comes back the same")
    func addresses() {
        let query = """
            q=%E9%98%B2%E7%81%BD&status=checking&status=returned&round=a%2Fb%2Fc&window=kanto&procedure=call&\
            from=2026-11-01&to=2026-11-30&returns=2&unread=yes&filter=unread&filter=window&column=number&\
            column=field%3Acall%3A%E4%BA%8B%E6%A5%AD%E5%90%8D&order=title&dir=desc
            """
        let address = WorkListAddress(encoded: query)
        #expect(WorkListAddress(encoded: address.encoded).encoded == address.encoded)
        #expect(address.statuses == [.checking, .returned] && address.leastReturns == 2 && address.isUnread)
        #expect(address.columns == [.number, .field(procedure: "call", name: "事業名")])
        #expect(address.encoded == query.replacingOccurrences(of: "\n", with: ""))
    }

    @Test("columns that were chosen are shown, questions of the form among them")
    func columns() async throws {
        let house = try await House()
        _ = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        let page = try await staff.get(
            list([("column", "title"), ("column", "field:call:補助金申請額"), ("column", "score"), ("column", "elapsed")]))
        #expect(page.words.contains("1,800,000円") && page.words.contains("経過日数") && page.words.contains("0日"))
        #expect(page.words.contains(receiptNumber(1)), "the number is always there")
        #expect(!page.text.contains("<th scope=\"col\">受付窓口"))
        let choice = try await staff.get(Pattern.address(Site.workListCustomise(), [("list", "column=title&q=x")]))
        #expect(choice.words.contains("差戻し回数") && choice.text.contains("field:call:補助金申請額"))
        #expect(choice.text.contains("<input type=\"hidden\" name=\"q\" value=\"x\">"))
    }

    @Test("a case is unread until it was opened, and again when it changed, for each person")
    func unread() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let (staff, colleague) = (try await house.officer("kanto"), try await house.officer("kanto2"))
        let unread = list([("unread", "yes")])
        #expect(try await staff.get(unread).words.contains(receiptNumber(1)))
        _ = try await staff.get(Site.officeCase(caseID))
        #expect(try await !staff.get(unread).words.contains(receiptNumber(1)))
        #expect(try await colleague.get(unread).words.contains(receiptNumber(1)))
        try await colleague.act(on: Site.officeCase(caseID), Site.officeComment(caseID), ["text": ["確認した"]])
        #expect(try await staff.get(unread).words.contains(receiptNumber(1)))
        #expect(!filing.isEmpty)
    }

    @Test("a view is kept, found again, shared inside the agency, and deleted by who made it")
    func views() async throws {
        let house = try await House()
        _ = try await house.applicant().file(window: "kanto")
        let (kanto, kinki) = (try await house.officer("kanto"), try await house.officer("kinki"))
        let keeping = Pattern.address(Site.caseViews(), [("list", "status=checking&column=title")])
        for (name, shared) in [("わたしの表示", [String]()), ("みんなの<表示>", ["yes"])] {
            let kept = try await kanto.submit(
                try await kanto.get(keeping), to: Site.caseViews(), ["name": [name], "shared": shared])
            #expect(kept.status == 303, "\(kept.words.prefix(300))")
        }
        let own = try await kanto.get(Site.caseViews())
        #expect(own.words.contains("わたしの表示") && own.words.contains("自分だけ") && own.words.contains("あなたが共有"))
        #expect(!own.text.contains("<表示>"))
        // Another sees the shared one and who shared it, and through it only their own cases.
        let theirs = try await kinki.get(Site.caseViews())
        #expect(!theirs.words.contains("わたしの表示") && theirs.words.contains("kantoさんが共有"))
        let opened = try await kinki.get(list([("status", "checking"), ("column", "title")]))
        #expect(opened.status == 200 && !opened.words.contains(receiptNumber(1)))
        #expect(try await kanto.get(Site.workList()).words.contains("みんなの"))
        // Only who made it deletes it.
        let found = try await house.installation.database.read { connection in
            try connection.first("select id from case_view where is_shared = 1")?.text("id")
        }
        let id = try #require(found)
        #expect(!theirs.text.contains(Site.caseViewDelete(id)))
        let token = try #require(theirs.forms.flatMap(\.fields).first { $0.0 == "csrf" }?.1)
        let refused = try await kinki.post(Site.caseViewDelete(id), [("csrf", token), ("key", "k1")])
        #expect(refused.status == 404)
        let deleted = try await kanto.submit(own, to: Site.caseViewDelete(id), [:])
        #expect(deleted.status == 303)
        #expect(try await !kanto.get(Site.caseViews()).words.contains("みんなの"))
    }

    @Test("a view without a name, or with one too long, is refused with what was typed")
    func refusedViews() async throws {
        let house = try await House()
        let staff = try await house.officer("kanto")
        for name in ["", "　", String(repeating: "長", count: 41)] {
            let page = try await staff.get(Site.caseViews())
            let reply = try await staff.submit(page, to: Site.caseViews(), ["name": [name]])
            #expect(reply.status == 422 && (name.isEmpty || reply.text.contains(name)))
        }
    }

    @Test("views of another agency do not exist, nor do its cases")
    func agencies() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        var folder = try House.colourful()
        folder.programme.agency.code = "other-bureau"
        folder.programme.agency.name = "よその局"
        _ = try await house.installation.importProgramme(folder, by: .system)
        let agency = try #require(
            house.installation.published.current.agencies.first { $0.code == "other-bureau" }?.id)
        let (id, now) = (house.installation.world.id(Account.self), house.clock.now)
        try await house.installation.database.write { connection in
            try Accounts(connection).insert(
                AccountRow(
                    id: id, agency: agency, login: "stranger", name: "よその人", email: "s@kofu.test", roles: [.staff],
                    windows: ["kanto"], changedAt: now))
        }
        let kanto = try await house.officer("kanto")
        let kept = try await kanto.submit(
            try await kanto.get(Site.caseViews()), to: Site.caseViews(), ["name": ["共有"], "shared": ["yes"]])
        #expect(kept.status == 303)
        let stranger = try await house.officer("stranger")
        #expect(try await !stranger.get(Site.workList()).words.contains(receiptNumber(1)))
        #expect(try await !stranger.get(list([("q", receiptNumber(1))])).text.contains("赤坂染物店"))
        #expect(try await stranger.get(Site.officeCase(caseID) + "?list=").status == 404)
        let views = try await stranger.get(Site.caseViews())
        #expect(!views.words.contains("kantoさん"))
    }

    @Test("from a case one goes to the next and the previous, in the order one came from")
    func neighbours() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        var cases: [String] = []
        for _ in 0..<3 {
            cases.append(try await applicant.file().case)
            house.clock.advance(seconds: 60)
        }
        let staff = try await house.officer("kanto")
        let address = WorkListAddress(encoded: "order=number&dir=asc&q=頭巾")
        let middle = try await staff.get(address.to(try #require(ID<Case>(cases[1]))))
        #expect(
            middle.words.contains("前の案件（\(receiptNumber(1))）") && middle.words.contains("次の案件（\(receiptNumber(3))）"))
        #expect(middle.text.contains("/office/cases/\(cases[2])?list=\(PercentEncoding.encode(address.encoded))"))
        let first = try await staff.get(address.to(try #require(ID<Case>(cases[0]))))
        #expect(!first.words.contains("前の案件") && first.words.contains("次の案件（\(receiptNumber(2))）"))
        let turned = try await staff.get(
            WorkListAddress(encoded: "order=number").to(try #require(ID<Case>(cases[0]))))
        #expect(turned.words.contains("前の案件（\(receiptNumber(2))）") && !turned.words.contains("次の案件"))
        #expect(try await !staff.get(Site.officeCase(cases[1])).words.contains("次の案件"))
        // An act on the case keeps the list.
        let acted = try await staff.act(
            on: address.to(try #require(ID<Case>(cases[1]))), Site.officeComment(cases[1]), ["text": ["確認"]])
        let back = try #require(acted.location)
        #expect(try await staff.get(back).words.contains("次の案件（\(receiptNumber(3))）"))
    }

    @Test("hostile addresses never break the list, its pages or a case's neighbours")
    func hostile() async throws {
        let house = try await House()
        let (_, caseID) = try await house.applicant().file()
        let staff = try await house.officer("kanto")
        let long = String(repeating: "あ", count: 3000)
        let values = [
            "", "~", "x~", "~x", "9223372036854775808~x", "-1~z", "%00", "'; drop table cases; --", "\u{1}\u{2}", "🌾",
            "2026-02-30", "0000-00-00", "9999-12-31", "-99", "99999999999999999999", "field::", "field:a:b:c",
            "field:call:", long, "<script>", "\"", "%E3%81", "%", "\u{FFFD}", "[\"a\"]", "999999999999~\(caseID)",
        ]
        let names = [
            "q", "status", "round", "window", "procedure", "organisation", "from", "to", "returns", "unread", "filter",
            "column", "order", "dir", "after", "before", "at", "list",
        ]
        for value in values {
            for name in names {
                let encoded = value.contains("%") ? value : PercentEncoding.encode(value)
                for order in ["changed", "title", "score"] {
                    let query = "\(name)=\(encoded)&order=\(order)"
                    for path in [
                        "/office?\(query)", "/office/customise?list=\(PercentEncoding.encode(query))",
                        "/office/cases/\(caseID)?list=\(PercentEncoding.encode(query))",
                    ] where order == "changed" || path.hasPrefix("/office?") {
                        let reply = try await staff.get(path)
                        #expect(reply.status == 200, "\(path.prefix(200)): \(reply.status)")
                        #expect(!reply.text.contains("<script>"))
                    }
                }
            }
        }
        let many = (0..<400).map { "round=\($0)&status=checking&column=field:a:\($0)" }.joined(separator: "&")
        #expect(try await staff.get("/office?\(many)").status == 200)
    }

    @Test("my page shows an organisation's cases page by page")
    func myPage() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (_, first) = try await applicant.file()
        let state = try #require(
            try await house.installation.database.read { connection in
                try ID<Case>(first).flatMap { try CaseLog(connection).load($0) }
            })
        let programme = try #require(house.installation.published.current.definition(of: state))
        let world = house.installation.world
        let now = house.clock.now
        let more = (0..<120).map { number -> PreparedCase in
            let filing = world.id(Filing.self)
            return PreparedCase(
                world.id(), agency: state.agency, opening: state.opening, by: .system, at: now,
                then: [
                    .init(
                        [
                            .submitted(
                                .init(
                                    filing: filing, procedure: "call", revision: 1, receipt: "R\(number)", title: "題",
                                    answers: .object([:]), files: []))
                        ], by: .system, at: now)
                ], under: programme)
        }
        try await house.installation.database.write { try CaseLog($0).insert(more) }
        var (seen, path, pages): (Set<String>, String?, Int) = ([], Site.myPage(), 0)
        while let current = path, pages < 9 {
            let page = try await applicant.get(current)
            #expect(page.status == 200)
            for prepared in more where page.text.contains(prepared.state.id.text) {
                seen.insert(prepared.state.id.text)
            }
            let next = page.text.firstMatch(of: /rel="next" href="([^"]+)"/)
            path = next.map { String($0.1).replacingOccurrences(of: "&amp;", with: "&") }
            pages += 1
        }
        #expect(seen.count == 120 && pages == 3)
        #expect(try await applicant.get("/mypage?before=nonsense").status == 200)
        #expect(try await house.audit().isSound)
    }
}
