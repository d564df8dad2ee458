import Grants

/// A sign-in that lasts: a cookie holds its token, the database only the token's hash.
public struct SessionRow: Sendable, Equatable {
    /// SHA-256 of the token, in hexadecimal.
    public let token: String
    public let person: Person
    /// What every form of this session carries.
    public let csrf: String
    public let openedAt: Instant
    public let seenAt: Instant

    public enum Person: Sendable, Hashable {
        case applicant(ID<Applicant>)
        case account(ID<Account>)

        public var id: String {
            switch self {
            case .applicant(let id): id.text
            case .account(let id): id.text
            }
        }
        var kind: String {
            switch self {
            case .applicant: "applicant"
            case .account: "account"
            }
        }
    }

    public init(token: String, person: Person, csrf: String, openedAt: Instant, seenAt: Instant) {
        self.token = token
        self.person = person
        self.csrf = csrf
        self.openedAt = openedAt
        self.seenAt = seenAt
    }
}

public struct Sessions {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The session, expired or not.
    public func find(_ token: String) throws -> SessionRow? {
        try connection.first(Sessions.question(token)).map { row in
            let person: SessionRow.Person =
                try row.text("kind") == "applicant"
                ? .applicant(try row.id("person_id")) : .account(try row.id("person_id"))
            return SessionRow(
                token: try row.text("token"), person: person, csrf: try row.text("csrf"),
                openedAt: try row.instant("opened_at"), seenAt: try row.instant("seen_at"))
        }
    }

    /// What `find` asks.
    public static func question(_ token: String) -> SQL { "select * from session where token = \(token)" }

    public func open(_ session: SessionRow) throws {
        try connection.execute(
            """
            insert into session (token, kind, person_id, csrf, opened_at, seen_at)
            values (\(session.token), \(session.person.kind), \(session.person.id), \(session.csrf),
                \(session.openedAt.milliseconds), \(session.seenAt.milliseconds))
            """)
    }

    public func touch(_ token: String, at now: Instant) throws {
        try connection.execute("update session set seen_at = \(now.milliseconds) where token = \(token)")
    }

    public func close(_ token: String) throws {
        try connection.execute("delete from session where token = \(token)")
    }

    /// Ends every session of a person: the account was suspended, or its roles or password changed. `kept` is the token
    /// of the session that goes on, if any.
    public func closeAll(of person: SessionRow.Person, but kept: String? = nil) throws {
        try connection.execute("delete from session where person_id = \(person.id) and token <> \(kept ?? "")")
    }

    /// Forgets sessions, sign-ins, kept forms and pressed buttons nobody came back for.
    public func sweep(before: Instant) throws {
        try connection.execute("delete from session where seen_at < \(before.milliseconds)")
        try connection.execute("delete from sign_in where begun_at < \(before.milliseconds)")
        try connection.execute("delete from kept_form where kept_at < \(before.milliseconds)")
        try connection.execute("delete from act where at < \(before.milliseconds)")
    }
}

/// A sign-in at the identity provider that was begun here and has not come back.
public struct SignInRow: Sendable, Equatable {
    /// SHA-256 of the `state` that comes back.
    public let state: String
    /// SHA-256 of the cookie of the browser that began it: another browser cannot finish it.
    public let browser: String
    public let verifier: String
    public let nonce: String
    public let returnTo: String
    public let begunAt: Instant

    public init(
        state: String, browser: String, verifier: String, nonce: String, returnTo: String, begunAt: Instant
    ) {
        self.state = state
        self.browser = browser
        self.verifier = verifier
        self.nonce = nonce
        self.returnTo = returnTo
        self.begunAt = begunAt
    }
}

public struct SignIns {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func begin(_ attempt: SignInRow) throws {
        try connection.execute(
            """
            insert into sign_in (state, browser, verifier, nonce, return_to, begun_at)
            values (\(attempt.state), \(attempt.browser), \(attempt.verifier), \(attempt.nonce), \(attempt.returnTo),
                \(attempt.begunAt.milliseconds))
            """)
    }

    /// Takes an attempt out: it can be finished once.
    public func take(_ state: String) throws -> SignInRow? {
        try connection.first("delete from sign_in where state = \(state) returning *").map {
            SignInRow(
                state: try $0.text("state"), browser: try $0.text("browser"), verifier: try $0.text("verifier"),
                nonce: try $0.text("nonce"), returnTo: try $0.text("return_to"), begunAt: try $0.instant("begun_at"))
        }
    }
}

/// A form that arrived after its session had expired: kept until its sender has signed in again.
public struct KeptForms {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func keep(key: String, person: String, path: String, body: String, at now: Instant) throws {
        try connection.execute(
            """
            insert into kept_form (key, person_id, path, body, kept_at)
            values (\(key), \(person), \(path), \(body), \(now.milliseconds))
            """)
    }

    /// What was kept under a key for a person; someone else gets nothing.
    public func find(_ key: String, person: String) throws -> (path: String, body: String)? {
        try connection.first("select * from kept_form where key = \(key) and person_id = \(person)").map {
            (try $0.text("path"), try $0.text("body"))
        }
    }
}
