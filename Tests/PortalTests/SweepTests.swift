import Foundation
import Grants
import HTTPTypes
import Storage
import Testing

@testable import Portal
@testable import UseCases

/// Every route of the table is asked by everyone who may not use it for the thing it names.
@Suite("The route table")
struct SweepTests {
    @Test("lists every route once, with a scope wherever its address names something")
    func table() async throws {
        let routes = try await House().portal.routes
        var seen: Set<String> = []
        for route in routes {
            #expect(seen.insert("\(route.method) \(route.pattern)").inserted, "\(route.pattern) is there twice")
            let places = Set(route.pattern.places)
            let needed: Set<String> = ["filing", "case", "assignment", "account", "errand"]
            if route.access != .everyone, !places.isDisjoint(with: needed) {
                #expect(route.scope != .none, "\(route.pattern) names something and has no scope")
            }
        }
        #expect(routes.count > 60)
    }

    @Test(
        "what is not in someone's scope does not exist for them: 404 on every route, with no word of it in the answer")
    func sweep() async throws {
        let house = try await House()
        let owner = try await house.applicant("持ち主の会社")
        let (filing, caseID) = try await owner.file()
        try await house.review(caseID, filing)
        try await house.decide(caseID, filing, outcome: "adopt")
        let second = try await owner.start()
        try await owner.attach(second)
        _ = try await house.officer("kanto").choose([caseID], "comment")
        let values = try await values(house, caseID: caseID, filing: filing)
        let strangers: [(String, Browser)] = [
            ("another organisation", try await house.applicant("よその会社")),
            ("another window", try await house.officer("kinki")),
            ("an unassigned reviewer", try await house.officer("reviewer3")),
            ("an administrator", try await house.officer("admin")),
        ]
        var asked = 0
        for route in house.portal.routes {
            guard [.filing, .case, .letter, .assignment, .errand].contains(route.scope) else { continue }
            for draft in [false, true] where !draft || route.pattern.places.contains("filing") {
                let path = address(of: route.pattern, values, filing: draft ? second : filing)
                for (who, browser) in strangers {
                    let reply = try await send(route, path, browser)
                    let question = "\(route.method) \(path) asked by \(who)"
                    // Those without a session of that audience are sent to sign in; nobody is told that it exists.
                    let isSignIn = reply.status == 303 && reply.location?.contains("sign-in") == true
                    #expect(reply.status == 404 || isSignIn, "\(question): \(reply.status)")
                    #expect(!reply.text.contains("持ち主の会社"), "\(question) shows whose it is")
                    #expect(!reply.text.contains("朱染め"), "\(question) shows what it is")
                    asked += 1
                }
            }
        }
        #expect(asked > 100)
        #expect(try await house.audit().isSound)
    }

    @Test("every route but the open ones sends those who did not sign in to do so, and does nothing")
    func signedOut() async throws {
        let house = try await House()
        let (filing, caseID) = try await house.applicant().file()
        let values = try await values(house, caseID: caseID, filing: filing)
        let before = try await count(house)
        let nobody = house.browser()
        for route in house.portal.routes where route.access != .everyone {
            let reply = try await send(route, address(of: route.pattern, values, filing: filing), nobody)
            #expect(reply.status == 303, "\(route.method) \(route.pattern): \(reply.status)")
            #expect(reply.location?.contains("sign-in") == true)
        }
        #expect(try await count(house) == before)
    }

    @Test("no POST is carried out without the form's token")
    func tokens() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let values = try await values(house, caseID: caseID, filing: filing)
        let before = try await count(house)
        for route in house.portal.routes where route.method == .post && route.access != .everyone {
            let browser =
                switch route.access {
                case .applicant: applicant
                case .officer(let roles) where roles.contains(.administrator): try await house.officer("admin")
                case .officer(let roles) where roles.contains(.reviewer): try await house.officer("reviewer1")
                default: try await house.officer("kanto")
                }
            let path = address(of: route.pattern, values, filing: filing)
            let reply = try await browser.post(path, [("key", "k"), ("text", "x")])
            #expect(reply.status == 403 || reply.status == 404 || reply.status == 415, "\(path): \(reply.status)")
        }
        #expect(try await count(house) == before)
    }

    @Test("no GET changes anything")
    func gets() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let (filing, caseID) = try await applicant.file()
        let values = try await values(house, caseID: caseID, filing: filing)
        let before = try await count(house)
        for route in house.portal.routes where route.method == .get {
            for browser in [applicant, try await house.officer("kanto2"), try await house.officer("admin")] {
                let reply = try await browser.get(address(of: route.pattern, values, filing: filing))
                #expect(reply.status < 500, "\(route.pattern): \(reply.status)")
                #expect(reply.headers[.contentSecurityPolicy] != nil)
            }
        }
        #expect(try await count(house) == before)
    }

    // MARK: Addresses

    private func send(_ route: Route, _ path: String, _ browser: Browser) async throws -> Reply {
        guard route.method == .post else { return try await browser.get(path) }
        // The stranger's own token, taken from a page of theirs: it is the scope that must refuse.
        var token = ""
        for page in [Site.myPage(), Site.workList(), Site.reviews(), Site.administration()] {
            let shown = try await browser.get(page)
            guard shown.status == 200, let own = shown.forms.flatMap(\.fields).first(where: { $0.0 == "csrf" }) else {
                continue
            }
            let isOffice = page != Site.myPage()
            if isOffice == (route.access.roles != nil) { token = own.1 }
        }
        let fields = [
            ("csrf", token), ("key", "k"), ("text", "x"), ("reason", "x"), ("outcome", "forward"), ("revision", "1"),
            ("window", "kanto"), ("version", "1"), ("act", "save"), ("message", "x"), ("conflict", "none"),
            ("section", "plan"), ("事業名", "x"),
        ]
        guard route.readsForm else {
            let boundary = "----b"
            let body = """
                --\(boundary)\r\nContent-Disposition: form-data; name="csrf"\r\n\r\n\(token)\r\n--\(boundary)--\r\n
                """
            return try await browser.send(
                .post, path, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"],
                body: Array(body.utf8))
        }
        return try await browser.post(path, fields)
    }

    private func values(_ house: House, caseID: String, filing: String) async throws -> [String: String] {
        let found = try await house.installation.database.read { connection -> [String: String] in
            [
                "letter": try connection.first("select id from letter")?.text("id") ?? caseID,
                "assignment": try connection.first("select id from assignment")?.text("id") ?? caseID,
                "file": try connection.first("select id from file")?.text("id") ?? caseID,
                "account": try connection.first("select id from account")?.text("id") ?? caseID,
                "errand": try connection.first("select id from errand")?.text("id") ?? caseID,
            ]
        }
        return found.merging([
            "case": caseID, "agency": "colour-bureau", "programme": "colourful", "round": "red-1",
            "section": "plan", "field": "事業計画書", "procedure": "grant", "revision": "1", "kind": "forms", "id": "call",
            "number": "1", "stage": "external", "table": "days", "absence": caseID, "view": caseID, "key": "k",
            "audience": "staff", "version": "v", "name": "kofu.css", "mail": "m",
        ]) { $1 }
    }

    private func address(of pattern: Pattern, _ values: [String: String], filing: String) -> String {
        pattern.places.reduce(pattern.template) { address, place in
            let value = place == "filing" ? filing : values[place] ?? "x"
            return address.replacingOccurrences(of: "{\(place)}", with: PercentEncoding.encode(value))
        }
    }

    /// How many rows the tables hold that a request could have changed.
    private func count(_ house: House) async throws -> [String: Int64] {
        try await house.installation.database.read { connection in
            var counts: [String: Int64] = [:]
            for table in ["case_event", "agency_event", "draft", "file", "account", "round", "errand"] as [String] {
                let rows: SQL =
                    switch table {
                    case "case_event": "select count(*) as n from case_event"
                    case "agency_event": "select count(*) as n from agency_event"
                    case "draft": "select sum(version) as n from draft"
                    case "file": "select count(*) as n from file where removed_at is null"
                    case "errand": "select count(*) as n from errand"
                    case "account": "select sum(changed_at) as n from account"
                    default: "select sum(revision) as n from round"
                    }
                counts[table] = try connection.first(rows)?.integerOrNil("n") ?? 0
            }
            return counts
        }
    }
}
