import Foundation
import Grants
import HTTPTypes
import Hummingbird
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import Portal
@testable import UseCases

/// Who is worked for when there is more to do than can be done.
@Suite("Admission")
struct AdmissionTests {
    /// Few workers, and nobody waits by the clock.
    static func limits(
        workers: Int = 16, long: Int = 1, waiting: Int = 100, patience: Duration = .seconds(600)
    ) -> AdmissionLimits {
        var limits = AdmissionLimits(workers: workers, long: long, sessionRate: 0, clientRate: 0)
        for urgency in Urgency.allCases {
            limits.terms[urgency]?.waiting = waiting
            limits.terms[urgency]?.patience = patience
        }
        return limits
    }

    @Test("every route has its urgency: only handing in is first, and what makes papers and reads files is last")
    func table() async throws {
        let routes = try await House().portal.routes
        func all(_ urgency: Urgency?) -> Set<String> {
            Set(routes.filter { $0.urgency == urgency }.map { "\($0.method) \($0.pattern)" })
        }
        #expect(all(.submit) == ["POST \(Site.filingSubmit)"])
        #expect(all(.upload) == ["POST \(Site.filingFiles)"])
        #expect(
            all(nil)
                == Set([Site.asset, Site.robots, Site.favicon, Site.healthz, Site.readyz].map { "GET \($0)" }))
        for pattern in [
            Site.filingPDF, Site.receiptPDF, Site.letterPDF, Site.officeLetterPDF, Site.workListCSV, Site.reviewPackage,
            Site.reviewWorkbook, Site.boardMinutesPDF, Site.officeRoundFiguresCSV, Site.errandTemplate,
            Site.roundDownload,
        ] {
            #expect(all(.long).contains("GET \(pattern)"), "\(pattern)")
        }
        for route in routes where !route.readsForm && route.method == .post {
            #expect(route.urgency == .upload || route.urgency == .long, "\(route.pattern) takes files")
        }
        #expect(all(.save).contains("POST \(Site.filingAutosave)") && all(.save).contains("GET \(Site.filingCheck)"))
        #expect(all(.page).contains("GET \(Site.myPage)") && all(.search).contains("GET \(Site.rounds)"))
        #expect(Urgency.allCases == Urgency.allCases.sorted() && Urgency.submit < .long)
    }

    @Test("when all are busy the most urgent goes first, whoever came before")
    func order() async throws {
        let admission = Admission(Self.limits(workers: 1))
        let first = try await admission.enter(.page, for: "")
        let order = Heard<Urgency>()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, urgency) in [Urgency.long, .search, .page, .save, .submit].enumerated() {
                group.addTask {
                    let turn = try await admission.enter(urgency, for: "")
                    order.add(urgency)
                    turn.leave()
                }
                while admission.standings.reduce(0, { $0 + $1.waiting }) <= index { await Task.yield() }
            }
            first.leave()
            try await group.waitForAll()
        }
        #expect(order.all == [.submit, .save, .page, .search, .long])
        #expect(admission.standings.allSatisfy { $0.working == 0 && $0.waiting == 0 })
    }

    @Test("what is less urgent never takes the places kept for what is more urgent, and long work only its own few")
    func shares() async throws {
        var limits = Self.limits(workers: 16, long: 2, patience: .zero)
        for urgency in Urgency.allCases { limits.terms[urgency]?.waiting = 0 }
        let admission = Admission(limits)
        func fill(_ urgency: Urgency) async -> [Turn] {
            var turns: [Turn] = []
            while let turn = try? await admission.enter(urgency, for: "") { turns.append(turn) }
            return turns
        }
        let long = await fill(.long)
        #expect(long.count == 2)
        let searches = await fill(.search)
        #expect(searches.count == 2, "a quarter of all, with the long ones")
        let pages = await fill(.page)
        #expect(pages.count == 2)
        let saves = await fill(.save)
        #expect(saves.count == 4)
        let submissions = await fill(.submit)
        #expect(submissions.count == 6, "there was room for handing in")
        for turn in long + searches + pages + saves + submissions { turn.leave() }
        #expect(admission.standings.allSatisfy { $0.working == 0 })
        #expect(admission.standings.first { $0.urgency == .page }?.shed == [.full: 1])
    }

    @Test("a few who sign in, open a page or search always have a turn, however many save and hand in")
    func least() async throws {
        var limits = Self.limits(workers: 64)
        for urgency in Urgency.allCases { limits.terms[urgency]?.waiting = 0 }
        let admission = Admission(limits)
        var turns: [Turn] = []
        while let turn = try? await admission.enter(.save, for: "") { turns.append(turn) }
        while let turn = try? await admission.enter(.submit, for: "") { turns.append(turn) }
        #expect(turns.count == 64)
        for urgency in [Urgency.signIn, .page, .search] {
            for _ in 1...2 { turns.append(try await admission.enter(urgency, for: "")) }
            await #expect(throws: Shed.self) { try await admission.enter(urgency, for: "") }
        }
        await #expect(throws: Shed.self) { try await admission.enter(.long, for: "") }
        for turn in turns { turn.leave() }
        #expect(admission.standings.allSatisfy { $0.working == 0 && $0.waiting == 0 })
    }

    @Test("of the equally urgent those go first whose agency has least done for it, and its rush turns away its own")
    func agencies() async throws {
        let admission = Admission(Self.limits(workers: 1, waiting: 4))
        let first = try await admission.enter(.save, for: "shizuoka")
        let order = Heard<String>()
        await withTaskGroup(of: Void.self) { group in
            @Sendable func ask(_ agency: String) async {
                do {
                    let turn = try await admission.enter(.save, for: agency)
                    order.add(agency)
                    turn.leave()
                } catch {
                    order.add("\(agency) turned away")
                }
            }
            for waiting in 1...4 {
                group.addTask { await ask("shizuoka") }
                while admission.standings.reduce(0, { $0 + $1.waiting }) < waiting { await Task.yield() }
            }
            // The line is full: the last of the rush makes room for another city's.
            group.addTask { await ask("kumamoto") }
            while order.all.isEmpty { await Task.yield() }
            first.leave()
        }
        let all = order.all
        #expect(all.first == "shizuoka turned away")
        #expect(all.filter { $0 == "kumamoto" }.count == 1 && all.filter { $0 == "shizuoka" }.count == 3)
    }

    @Test("who waits too long is turned away, who goes away is forgotten, and who was begun waits as long as it takes")
    func waiting() async throws {
        let admission = Admission(Self.limits(workers: 1, patience: .zero))
        let first = try await admission.enter(.submit, for: "")
        await #expect(throws: Shed.self) { _ = try await admission.enter(.page, for: "") }
        let patient = Task { try await admission.enter(.long, for: "", isPatient: true) }
        let gone = Task { try await admission.enter(.submit, for: "", isPatient: true) }
        while admission.standings.reduce(0, { $0 + $1.waiting }) < 2 { await Task.yield() }
        gone.cancel()
        await #expect(throws: CancellationError.self) { _ = try await gone.value }
        first.leave()
        first.leave()
        try await patient.value.leave()
        #expect(admission.standings.allSatisfy { $0.working == 0 && $0.waiting == 0 })
    }

    @Test("a bucket is full at first, fills again by itself, and only so many are kept")
    func buckets() {
        let buckets = Buckets(rate: 2, burst: 5, most: 10)
        let start = ContinuousClock.now
        for _ in 0..<10 { #expect(buckets.take(1, at: start).isAllowed) }
        #expect(!buckets.take(1, at: start).isAllowed)
        #expect(buckets.take(2, at: start).isAllowed, "another's is another")
        buckets.remember("colour-bureau", of: 1)
        #expect(!buckets.take(1, at: start + .milliseconds(400)).isAllowed)
        let later = buckets.take(1, at: start + .milliseconds(600))
        #expect(later.isAllowed && later.agency == "colour-bureau")
        for owner in 3..<1000 { _ = buckets.take(owner, at: start) }
        #expect(buckets.count <= 11)
    }

    // MARK: Through the router

    @Test("a page for which there is no room is turned away kindly, in both languages, without asking the database")
    func busyPage() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let crowded = house.crowded(Self.limits(workers: 1, waiting: 0))
        let turn = try await crowded.admission.enter(.submit, for: "")
        let away = applicant.answered(by: crowded)
        // Whatever asked the database would fail now.
        try house.installation.database.close()
        let japanese = try await away.get(Site.myPage())
        #expect(japanese.status == 503)
        #expect(japanese.headers[.retryAfter].flatMap { Int($0) } ?? 0 > 0)
        #expect(japanese.words.contains("ただいま混み合っています"))
        #expect(japanese.words.contains("保存済みの下書きは失われていません"))
        let english = try await away.get(Site.myPage() + "?lang=en")
        #expect(english.status == 503 && english.words.contains("Very busy just now"))
        #expect(japanese.headers[.contentSecurityPolicy] != nil)
        let machine = try await away.get(Site.healthz())
        #expect(machine.status == 200, "machines are always answered")
        #expect(try await away.get(Site.robots()).status == 200)
        turn.leave()
    }

    @Test(
        "a form that is turned away comes back whole: its page holds all that was typed, and its button sends it again")
    func busyForm() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "plan")
        let page = try await applicant.get(path)
        let crowded = house.crowded(Self.limits(workers: 1, waiting: 0))
        let turn = try await crowded.admission.enter(.submit, for: "")
        let away = applicant.answered(by: crowded)
        let typed = "一時間かけて「書いた」<文>\n二行目"
        let refused = try await away.submit(page, to: path, ["事業の概要": [typed], "act": ["save"]])
        #expect(refused.status == 503 && refused.words.contains("入力した内容はこのページに残っています"))
        let script = try await away.post(Site.filingAutosave(filing), [], headers: [.autosave: "1"])
        #expect(script.status == 503)
        #expect(try JSON(parsing: script.text)["error"]?.string == "busy")
        turn.leave()
        let again = try await away.submit(refused, to: path)
        #expect(again.status == 303)
        let kept = try await house.draft(filing).first("事業の概要")
        #expect(kept.replacing("\r\n", with: "\n") == typed)
    }

    @Test("whoever asks too often, or meets a failure, finds what was typed on the page that says so")
    func keptForm() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let path = Site.filingSection(filing, "plan")
        let page = try await applicant.get(path)
        let typed = "一時間かけて「書いた」<文>\n二行目"
        let limited = house.crowded(AdmissionLimits(workers: 16, long: 1, sessionRate: 1, clientRate: 0))
        let eager = applicant.answered(by: limited)
        var refused: Reply
        repeat {
            // Where all tests run at once a second may pass between two requests, and allow another.
            while try await eager.get(Site.help()).status == 200 {}
            refused = try await eager.submit(page, to: path, ["事業の概要": [typed], "act": ["save"]])
        } while refused.status == 303
        #expect(refused.status == 429 && refused.words.contains("入力した内容はこのページに残っています"))
        #expect(!refused.words.contains("ログイン"), "nobody was signed out")

        try await house.installation.database.write { try $0.execute("alter table draft rename to gone") }
        let failed = try await applicant.submit(refused, to: path)
        #expect(failed.status == 500 && failed.words.contains("入力した内容はこのページに残っています"))
        #expect(failed.words.contains("朱雀 花子"), "who is signed in stays so")
        let lost = try await applicant.get(path)
        #expect(lost.status == 500 && lost.words.contains("もう一度読み込んでください"))
        try await house.installation.database.write { try $0.execute("alter table gone rename to draft") }
        #expect(try await applicant.submit(failed, to: path).status == 303)
        let kept = try await house.draft(filing).first("事業の概要")
        #expect(kept.replacing("\r\n", with: "\n") == typed)
    }

    @Test("a password is never shown again by the page that turns its form away")
    func busyPassword() async throws {
        let house = try await House()
        let crowded = house.crowded(Self.limits(workers: 1, waiting: 0))
        let turn = try await crowded.admission.enter(.submit, for: "")
        let reply = try await house.browser().answered(by: crowded).post(
            Site.officeSignIn(), [("login", "kanto"), ("password", "秘密の言葉")])
        #expect(reply.status == 503 && !reply.text.contains("秘密の言葉"))
        turn.leave()
    }

    @Test("while pages, searches and papers fill every place they may have, filings are handed in")
    func submitUnderLoad() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let check = try await applicant.get(Site.filingCheck(filing))
        let crowded = house.crowded(Self.limits(workers: 16, waiting: 0))
        var turns: [Turn] = []
        for urgency in [Urgency.long, .search, .page, .save] {
            while let turn = try? await crowded.admission.enter(urgency, for: "") { turns.append(turn) }
        }
        let away = applicant.answered(by: crowded)
        #expect(try await away.get(Site.myPage()).status == 503)
        #expect(try await away.submit(check, to: Site.filingSubmit(filing)).status == 303)
        for turn in turns { turn.leave() }
    }

    @Test("who asks too often is told so, and can hand in nevertheless; other sessions are not held back")
    func rate() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let check = try await applicant.get(Site.filingCheck(filing))
        let limited = house.crowded(AdmissionLimits(workers: 16, long: 1, sessionRate: 1, clientRate: 0))
        let eager = applicant.answered(by: limited)
        var last = 200
        for _ in 0..<200 where last == 200 { last = try await eager.get(Site.help()).status }
        #expect(last == 429)
        #expect(try await eager.copy().get(Site.help()).words.contains("短い時間に操作が続いたため"))
        #expect(try await eager.submit(check, to: Site.filingSubmit(filing)).status == 303)
        #expect(try await house.applicant("よその会社").answered(by: limited).get(Site.help()).status == 200)
        let client = house.crowded(AdmissionLimits(workers: 16, long: 1, sessionRate: 0, clientRate: 1))
        let nobody = house.browser().answered(by: client)
        var status = 200
        for _ in 0..<200 where status == 200 {
            status = try await nobody.send(.get, Site.help(), headers: [.forwardedFor: "10.0.0.1, 192.0.2.7"]).status
        }
        #expect(status == 429)
        let other = try await nobody.send(.get, Site.help(), headers: [.forwardedFor: "192.0.2.7, 192.0.2.8"])
        #expect(other.status == 200, "what the proxy added counts, not what the client claims")
    }

    // MARK: Arrival

    @Test("a filing has arrived once all of it is here: what ends after the deadline is late, whenever it began")
    func lateBody() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let closes = try #require(house.installation.published.current.round(house.red)?.round.closes.instant)
        house.clock.set(closes.adding(seconds: -60))
        let again = try await house.applicant()
        let fields = try #require(
            try await again.get(Site.filingCheck(filing)).form(to: Site.filingSubmit(filing))?.fields)
        let late = try await again.trickle(Site.filingSubmit(filing), fields) { house.clock.set(closes) }
        #expect(late.status == 409 && late.words.contains("提出期限"))
        house.clock.set(closes.adding(seconds: -60))
        let moment = Instant(milliseconds: closes.milliseconds - 1)
        let timely = try await again.trickle(Site.filingSubmit(filing), fields) { house.clock.set(moment) }
        #expect(timely.status == 303)
        let at = try await house.installation.database.read {
            try $0.first("select submitted_at from filing")?.integer("submitted_at")
        }
        #expect(at == moment.milliseconds, "recorded as it was when all of it was here")
    }

    @Test("a filing that waits for its turn over the deadline is in time, and so recorded")
    func queuedOverDeadline() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        try await applicant.fillIn(filing)
        let closes = try #require(house.installation.published.current.round(house.red)?.round.closes.instant)
        let moment = Instant(milliseconds: closes.milliseconds - 1)
        house.clock.set(moment)
        let again = try await house.applicant()
        let check = try await again.get(Site.filingCheck(filing))
        let crowded = house.crowded(Self.limits(workers: 1))
        let turn = try await crowded.admission.enter(.submit, for: "")
        let away = again.answered(by: crowded)
        async let reply = away.submit(check, to: Site.filingSubmit(filing))
        while crowded.admission.standings.first(where: { $0.urgency == .submit })?.waiting != 1 { await Task.yield() }
        house.clock.set(closes.adding(seconds: 15))
        turn.leave()
        #expect(try await reply.status == 303)
        let at = try await house.installation.database.read {
            try $0.first("select submitted_at from filing")?.integer("submitted_at")
        }
        #expect(at == moment.milliseconds)
        #expect(try await house.audit().isSound)
    }

    @Test("a body that comes slowly holds no place: another's page is answered meanwhile, with room for one at a time")
    func slowBodies() async throws {
        let house = try await House()
        let applicant = try await house.applicant()
        let filing = try await applicant.start()
        let crowded = house.crowded(Self.limits(workers: 1))
        let away = applicant.answered(by: crowded)
        let path = Site.filingSection(filing, "plan")
        let fields = try #require(try await away.get(path).form(to: path)?.fields) + [("act", "save")]
        let meanwhile = Heard<Int>()
        let saved = try await away.trickle(path, fields) {
            let status = try await away.get(Site.myPage()).status
            meanwhile.add(status)
        }
        #expect(saved.status == 303 || saved.status == 422)
        let page = try await away.get(Site.filingSection(filing, "documents"))
        let sent = try await away.upload(
            page, to: Site.filingFiles(filing, "事業計画書"), name: "計画.pdf", content: Steps.pdf
        ) {
            let status = try await away.get(Site.myPage()).status
            meanwhile.add(status)
        }
        #expect(sent.status == 303)
        #expect(meanwhile.all == [200, 200])
        #expect(crowded.admission.standings.allSatisfy { $0.working == 0 })
    }
}

/// What happened, in order.
private final class Heard<Value: Sendable>: Sendable {
    private let held = Mutex<[Value]>([])
    var all: [Value] { held.withLock { $0 } }
    func add(_ value: Value) { held.withLock { $0.append(value) } }
}

extension House {
    /// The same installation behind other limits.
    func crowded(_ limits: AdmissionLimits) -> Portal {
        Portal(installation: installation, admission: Admission(limits))
    }
}
