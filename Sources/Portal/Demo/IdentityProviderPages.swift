import Grants
import HTTPTypes
import Hummingbird
import NIOCore
import Outbound

extension IdentityProvider {
    /// Its endpoints, for a port of its own.
    public func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.addMiddleware { ProviderHeaders(redirectURI: client.redirectURI) }
        router.get("/oauth/.well-known/openid-configuration") { _, _ in Response.json(self.discovery.canonical) }
        router.get("/oauth/jwks") { _, _ in Response.json(self.keySet.canonical) }
        router.get("/oauth/authorize") { request, _ -> Response in
            let query = try URLEncodedForm(query: request.uri.query ?? "")
            switch self.authorization(query) {
            case .ask(let asked): return .page(self.page(for: asked))
            case .broken(let message): return .page(self.page(saying: message), status: .badRequest)
            case .refused(let address): return .seeOther(address)
            }
        }
        router.post("/oauth/authorize") { request, _ -> Response in
            let form = try await self.form(of: request)
            var asked = URLEncodedForm()
            for field in form.without(["person", "cancel"]).fields { asked.append(field.name, field.value) }
            switch self.authorization(asked) {
            case .ask(let asked):
                if form["cancel"] != nil { return .seeOther(asked.back([("error", "access_denied")])) }
                guard let person = self.people.first(where: { $0.subject == form["person"] }) else {
                    return .page(self.page(for: asked, isUnanswered: true), status: .unprocessableContent)
                }
                return .seeOther(self.grant(asked, to: person))
            case .broken(let message): return .page(self.page(saying: message), status: .badRequest)
            case .refused(let address): return .seeOther(address)
            }
        }
        router.post("/oauth/token") { request, _ -> Response in
            let form = try await self.form(of: request)
            return .answer(try await self.token(authorization: request.headers[.authorization], form: form))
        }
        router.get("/oauth/userinfo") { request, _ in
            Response.answer(self.userInfo(authorization: request.headers[.authorization]))
        }
        router.get("/assets/{version}/{name}") { request, _ in try AssetPages.file(at: request.uri.path) }
        return router
    }

    private func form(of request: Request) async throws -> URLEncodedForm {
        let buffer = try await request.body.collect(upTo: 65_536)
        return try URLEncodedForm(buffer.readableBytesView)
    }

    // MARK: Pages

    private func page(for request: AuthorizationRequest, isUnanswered: Bool = false) -> HTML {
        let ui = Components(.ja)
        let missing = "ログインするアカウントを選択してください"
        let options = people.map { person in
            Components.Option(
                person.subject, "\(person.organisation)　\(person.name)", support: person.kind.title.ja)
        }
        let question = Control("person", "ログインするアカウント", .unmarked, error: isUnanswered ? missing : nil)
        let hidden = request.parameters.map { ui.hidden($0.name, $0.value) }
        return frame(
            "デモ用の認証画面",
            """
            \(if: isUnanswered, ui.errorSummary([Problem(field: "person", missing)]))
            <h1>デモ用の認証画面</h1>
            \(ui.banner(.warning, "本物のGビズIDではありません", """
                <p>デモのための画面です。パスワードは要りません。見本のアカウントを選んでください。</p>
                """))
            \(ui.form(to: "/oauth/authorize", """
                \(hidden)\(ui.radios(question, options: options, value: nil))\
                \(ui.buttons(
                    ui.submit("このアカウントでログインする"),
                    ui.submit("ログインをやめる", .secondary, name: "cancel", value: "1")))
                """))
            """)
    }

    private func page(saying message: String) -> HTML {
        frame("ログインの要求に誤りがあります", "<h1>ログインの要求に誤りがあります</h1><p>\(message)</p>")
    }

    /// A frame unlike the portal's: this is another site.
    private func frame(_ title: String, _ body: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="ja" class="for-demo">
        <head>
        <meta charset="utf-8">
        <title>\(title)</title>
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <link rel="icon" href="\(Assets.url("favicon.svg"))" type="image/svg+xml">
        <link rel="stylesheet" href="\(Assets.url("kofu.css"))">
        </head>
        <body><main class="page reading">\(body)</main></body>
        </html>

        """
    }
}

extension Response {
    fileprivate static func answer(_ answer: IdentityProvider.Answer) -> Response {
        .json(answer.json.canonical, status: HTTPResponse.Status(code: answer.status))
    }
}

/// Headers of every answer. Its form may lead to the client's site and nowhere else.
private struct ProviderHeaders: RouterMiddleware {
    let redirectURI: String

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await next(request, context)
        } catch let error as any HTTPResponseError {
            response = .text("\(error.status.code)\n", status: error.status)
        } catch is URLEncodedFormError {
            response = .text("400\n", status: .badRequest)
        }
        var headers = response.headers
        let origin = redirectURI.split(separator: "/", maxSplits: 3).prefix(2).joined(separator: "//")
        headers[.contentSecurityPolicy] = """
            default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' \(origin); \
            frame-ancestors 'none'; base-uri 'none'
            """
        headers[.xContentTypeOptions] = "nosniff"
        headers[.referrerPolicy] = "no-referrer"
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        response.headers = headers
        return response
    }
}

extension IdentityProvider {
    /// Its endpoints without a network, for tests and for making the demonstration's sample cases.
    public var inProcess: HTTPClient {
        HTTPClient { call in
            let authorization = call.headers.first { $0.name.lowercased() == "authorization" }?.value
            let answer: Answer =
                switch call.url {
                case "\(self.issuer).well-known/openid-configuration": Answer(status: 200, json: self.discovery)
                case "\(self.issuer)jwks": Answer(status: 200, json: self.keySet)
                case "\(self.issuer)token":
                    try await self.token(authorization: authorization, form: URLEncodedForm(call.body))
                case "\(self.issuer)userinfo": self.userInfo(authorization: authorization)
                default: .error("not_found", 404)
                }
            return HTTPReply(status: answer.status, body: Array(answer.json.canonical.utf8))
        }
    }

    /// What the person's browser brings back to the site after signing in at an authorization address; nil when the
    /// provider would not have sent them back.
    public func signIn(_ person: DemoPerson, at address: String) -> [String: String]? {
        guard let start = address.firstIndex(of: "?"),
            let query = try? URLEncodedForm(query: String(address[start...])),
            case .ask(let request) = authorization(query)
        else { return nil }
        let back = grant(request, to: person)
        guard let answer = back.firstIndex(of: "?"),
            let members = try? URLEncodedForm(query: String(back[answer...]))
        else { return nil }
        return Dictionary(members.fields.map { ($0.name, $0.value) }) { first, _ in first }
    }
}
