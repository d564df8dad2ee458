import Foundation
import Grants
import HTTPTypes
import Hummingbird
import Outbound
import UseCases

/// One request as a handler sees it: what was asked, by whom, in which language.
struct Visit: Sendable {
    let request: Request
    let parameters: Parameters
    let installation: Installation
    let language: Language
    /// The person's session, where the route's audience has one.
    var session: LiveSession?
    /// When the request was here, by the server's clock: with its form, if that is read for the handler.
    var arrived: Instant
    let query: URLEncodedForm
    /// The posted form; empty where there is none or the handler reads the body itself.
    var form: URLEncodedForm
    /// Its turn to be worked on; nil where it needs none.
    var turn: Turn?

    var ui: Components { Components(language) }
    var english: Bool { language == .en }
    /// The applicant who signed in, if one did.
    var applicant: SignedApplicant? { if case .applicant(let applicant)? = session?.person { applicant } else { nil } }
    func say(_ phrase: Phrase) -> String { phrase(language) }
    func say(_ text: Text) -> String { text.in(english: english) }
    var world: World { installation.world }

    /// A part of the address, decoded.
    func place(_ name: String) throws(Refusal) -> String {
        guard let value = parameters.get(name), let plain = value.removingPercentEncoding else { throw .absent }
        return plain
    }

    /// An identifier in the address; anything else names nothing.
    func id<Entity>(_ name: String) throws(Refusal) -> ID<Entity> {
        guard let id = ID<Entity>(try place(name)) else { throw .absent }
        return id
    }

    /// The id of the round in the address.
    func roundID() throws(Refusal) -> String {
        try "\(place("agency"))/\(place("programme"))/\(place("round"))"
    }

    /// The hidden inputs every form of this session carries: its token, and a key by which one press acts once.
    var tokens: HTML {
        guard let session else { return .empty }
        return
            "\(ui.hidden(FormNames.token, session.row.csrf))\(ui.hidden(FormNames.key, Token.make { world.bytes($0) }))"
    }

    /// Reads a body, or waits for something else outside, without keeping others from their turn.
    func aside<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard let turn else { return try await body() }
        return try await turn.aside(body)
    }

    /// Reads the next part of what is sent while it is read, in a turn of its own.
    func again<Value>(_ body: () async throws -> Value) async throws -> Value {
        guard let turn else { return try await body() }
        return try await turn.again(body)
    }

    /// Whether the browser's script asked, and wants JSON instead of a page.
    var isScript: Bool { request.headers[.autosave] != nil }
}

/// Names of inputs that every form may have.
enum FormNames {
    static let token = "csrf"
    static let key = "key"
    static let version = "version"
}

extension Refusal {
    /// There is nothing at this address.
    static let absent = Refusal(.notFound, Text("お探しのページは見つかりません", en: "There is no such page"))
}

/// A path of this site to go back to; anything that could lead elsewhere is not one.
struct LocalPath: Sendable, Equatable {
    let path: String

    init?(_ text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), text.utf8.count <= 2000,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
        else { return nil }
        path = text
    }
}
