import Foundation
import Grants
import HTTPTypes
import Hummingbird
import NIOCore
import Outbound
import Tracing
import UseCases

/// What stands before every handler: it finds the session, reads the form, checks that it came from a page of ours, and
/// turns refusals into pages.
struct Gate: Sendable {
    let installation: Installation
    let admit: Admittance

    /// Bytes of a posted form; Japanese takes nine bytes a character once it is percent-encoded.
    static let largestForm = 4 * 1024 * 1024
    /// Bytes of a form with files that is read only for what was typed into it.
    static let largestUpload = 64 * 1024 * 1024

    func answer(
        _ request: Request, _ context: PortalContext, by route: Route, _ urgency: Urgency?
    ) async throws -> Response {
        let query = (try? URLEncodedForm(query: request.uri.query ?? "")) ?? URLEncodedForm()
        let language = chosenLanguage(request, query)
        var visit = Visit(
            request: request, parameters: context.parameters, installation: installation, language: language,
            session: nil, arrived: installation.now, query: query, form: URLEncodedForm())
        let isChange = request.method != .get && request.method != .head
        var sent: Result<URLEncodedForm, any Error>?
        do {
            guard let urgency else { return try await route.handle(visit) }
            let asker = try admit.asker(request, context, route, urgency)
            // Whoever sends slowly holds nobody up: a form is read before its turn comes. It has arrived once it is here
            // whole; waiting for its turn costs nobody the deadline (デジタル手続法 6条3項).
            if isChange, route.readsForm {
                sent = await read(request)
                visit.arrived = installation.now
            }
            let turn = try await withSpan("wait for a turn") { _ in
                try await admit.admission.enter(urgency, for: asker.agency)
            }
            defer { turn.leave() }
            visit.turn = turn
            await installation.catchUp()
            let (session, expired) = try await findSession(request, for: route)
            visit.session = session
            admit.remember(session, asker, of: route)
            if isChange, !route.readsForm { try checkOrigin(request) }
            if let sent { visit.form = try sent.get() }
            if route.access != .everyone {
                guard let session else { return try await sendToSignIn(visit, route, expired: expired) }
                if let roles = route.access.roles, case .officer(let officer) = session.person,
                    officer.account.roles.isDisjoint(with: roles)
                {
                    throw route.scope == .none ? Refusal.wrongRole : Refusal.absent
                }
                if route.readsForm, isChange { try visit.checkToken() }
            }
            let key = visit.form[FormNames.key].flatMap { key in
                session.map { Token.hash("\($0.row.token) \(request.uri.path) \(key)") }
            }
            let response = try await Act.$key.withValue(key) { [visit] in
                try await withTaskExecutorPreference(urgency.executor) { try await route.handle(visit) }
            }
            return remember(language, query, in: response)
        } catch let shed as Shed {
            // Who asks too often is turned away before their form was read: what a person typed into it is theirs all the same.
            if isChange, sent == nil, route.readsForm, Gate.isTyped(request) { sent = await read(request) }
            return visit.busy(shed, sent: shown(sent, route))
        } catch {
            return try problem(error, visit, sent: shown(sent, route))
        }
    }

    /// A form as it may stand on a page again.
    private func shown(_ sent: Result<URLEncodedForm, any Error>?, _ route: Route) -> URLEncodedForm? {
        route.holdsPassword ? nil : try? sent?.get()
    }

    /// Whether a form is no larger than one that people type.
    private static func isTyped(_ request: Request) -> Bool {
        request.headers[.contentLength].flatMap { Int($0) }.map { $0 <= 512 * 1024 } ?? false
    }

    /// The form of a request, once all of it is here; or what is wrong with it.
    private func read(_ request: Request) async -> Result<URLEncodedForm, any Error> {
        do {
            try checkOrigin(request)
            return .success(try await readForm(request))
        } catch {
            return .failure(error)
        }
    }

    // MARK: Sessions

    private func findSession(
        _ request: Request, for route: Route
    ) async throws -> (LiveSession?, expired: String?) {
        let cookie = route.access.roles == nil ? SessionCookie.applicant : SessionCookie.officer
        guard let token = request.cookies[cookie.name(for: installation.settings)]?.value else { return (nil, nil) }
        switch try await installation.session(
            token, isOfficer: cookie == .officer, isTouched: !route.isByItself)
        {
        case .live(let session): return (session, nil)
        case .expired(let person): return (nil, person)
        case .none: return (nil, nil)
        }
    }

    /// Sends someone to sign in and back. What an expired session had posted is kept until they are.
    private func sendToSignIn(_ visit: Visit, _ route: Route, expired: String?) async throws -> Response {
        let isOfficer = route.access.roles != nil
        let signIn = isOfficer ? Site.officeSignIn() : Site.signIn()
        if visit.isScript {
            return .json(#"{"error":"signed-out"}"#, status: .unauthorized)
        }
        if visit.request.method == .get {
            let back = visit.request.uri.string
            return .seeOther(Pattern.address(signIn, [("return", back), ("expired", expired == nil ? "" : "1")]))
        }
        // A form that holds passwords is never kept.
        guard let expired, !route.holdsPassword, let (path, form) = try await typed(visit, route)
        else { return .seeOther(Pattern.address(signIn, [("expired", "1")])) }
        let kept = form.without([FormNames.token, FormNames.key])
        let key = try await installation.keepForm(path: path, body: kept.encoded, of: expired)
        let resume = isOfficer ? Site.officeResume(key) : Site.resume(key)
        return .seeOther(Pattern.address(signIn, [("return", resume), ("expired", "1")]))
    }

    /// What was typed into a form, and where it goes once its sender is back. Of a form with files the files are not
    /// kept, and one that does not arrive whole is not, either.
    private func typed(_ visit: Visit, _ route: Route) async throws -> (path: String, form: URLEncodedForm)? {
        if route.readsForm { return (visit.request.uri.path, visit.form) }
        guard let resumes = route.resumes else { return nil }
        do {
            let most = URLEncodedForm.Limits().total
            let sent = try await MultipartForm(
                visit, field: 128 * 1024, file: nil, texts: most, total: Gate.largestUpload)
            // As much as the resumed form may hold.
            guard sent.form.encoded.utf8.count <= most else { return nil }
            return resumes(visit, sent.form).map { ($0, sent.form) }
        } catch is MultipartError {
            return nil
        }
    }

    // MARK: Forms

    /// A browser says where a form comes from; one of another site is not taken (ASVS 3.5.1).
    private func checkOrigin(_ request: Request) throws {
        if let site = request.headers[.secFetchSite], site != "same-origin", site != "none" { throw Denied.forged }
        guard let origin = request.headers[.origin] else { return }
        let address = installation.settings.address
        let host = request.head.authority ?? ""
        let isOwn = origin == address || (installation.settings.isDemo && origin == "http://\(host)")
        guard isOwn else { throw Denied.forged }
    }

    private func readForm(_ request: Request) async throws -> URLEncodedForm {
        let type = request.headers[.contentType]?.lowercased() ?? ""
        let buffer = try await request.body.collect(upTo: Gate.largestForm)
        if buffer.readableBytes == 0 { return URLEncodedForm() }
        guard type.hasPrefix("application/x-www-form-urlencoded") else { throw HTTPError(.unsupportedMediaType) }
        return try URLEncodedForm(buffer.readableBytesView)
    }

    // MARK: Language

    private func chosenLanguage(_ request: Request, _ query: URLEncodedForm) -> Language {
        if let asked = query["lang"].flatMap(Language.init(tag:)) { return asked }
        return request.cookies["lang"].flatMap { Language(tag: $0.value) } ?? .ja
    }

    private func remember(_ language: Language, _ query: URLEncodedForm, in response: Response) -> Response {
        guard query["lang"] != nil else { return response }
        var response = response
        response.setCookie(
            Cookie(
                name: "lang", value: language.rawValue, maxAge: 31_536_000, path: "/",
                secure: installation.settings.isSecure, httpOnly: true, sameSite: .lax))
        return response
    }

    // MARK: Problems

    /// The page for an error that somebody can do something about.
    /// - Throws: `FailedVisit` for any other.
    private func problem(_ error: any Error, _ visit: Visit, sent: URLEncodedForm?) throws -> Response {
        switch error {
        case let refusal as Refusal: return visit.refused(refusal)
        case Denied.forged: return visit.refused(.forged)
        case Denied.notSignedIn: return visit.refused(.wrongRole)
        case is URLEncodedFormError: return visit.refused(.tooLarge)
        case let http as HTTPError where http.status == .contentTooLarge: return visit.refused(.tooLarge)
        case let http as any HTTPResponseError where http.status == .contentTooLarge:
            return visit.problemPage(status: http.status, Refusal.tooLarge.message)
        case let http as any HTTPResponseError:
            return visit.problemPage(status: http.status, Refusal.absent.message)
        default: throw FailedVisit(cause: error, visit: visit, sent: sent)
        }
    }
}

/// A request that failed on our side, with what was known of whoever asked by then.
struct FailedVisit: Error {
    let cause: any Error
    let visit: Visit
    /// The form that came, where it may be shown again.
    let sent: URLEncodedForm?

    /// The page that says so. What was sent stands on it, so that pressing its button sends it once more.
    func page(_ status: HTTPResponse.Status) -> Response {
        var page = visit.wrongPage(Words.failureTitle)
        page.body = "<p>\(visit.say(Words.failureBody))</p>\(visit.kept(sent))"
        return .page(page.html, status: status)
    }
}

extension Access {
    var roles: Set<Role>? { if case .officer(let roles) = self { roles } else { nil } }
}

extension Visit {
    func with(session: LiveSession?) -> Visit {
        var visit = self
        visit.session = session
        return visit
    }

    /// Refuses a form that does not carry this session's token.
    func checkToken(_ token: String? = nil) throws(Denied) {
        guard let session, let given = token ?? form[FormNames.token], Token.same(given, session.row.csrf) else {
            throw .forged
        }
    }
}

extension Refusal {
    static let wrongRole = Refusal(
        .forbidden,
        Text("いまのアカウントでは、この画面を使えません。ほかのアカウントでログインしてください", en: "This account may not use this page"))
    static let forged = Refusal(
        .forbidden,
        Text(
            "この操作は受け付けられませんでした。前の画面を開き直して、もう一度操作してください",
            en: "This was not accepted: open the page before again, and try again"))
    static let tooLarge = Refusal(
        .invalid, Text("送られた内容が大きすぎます", en: "What was sent is too large"))
}
