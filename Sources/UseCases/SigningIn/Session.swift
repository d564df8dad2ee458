import Grants
import Outbound
import Storage

/// A session whose person may act now.
public struct LiveSession: Sendable {
    public let row: SessionRow
    public let person: SignedPerson
    /// Seconds until it ends unless its person does something.
    public let remaining: Int64
}

/// Who a session belongs to.
public enum SignedPerson: Sendable {
    case applicant(SignedApplicant)
    case officer(Officer)

    public var name: String {
        switch self {
        case .applicant(let applicant): applicant.name
        case .officer(let officer): officer.name
        }
    }

    public var id: String {
        switch self {
        case .applicant(let applicant): applicant.id.text
        case .officer(let officer): officer.account.id.text
        }
    }
}

/// What a cookie's token stands for.
public enum FoundSession: Sendable {
    case live(LiveSession)
    /// It was a session of this person, and its time is over: what they typed is kept until they sign in again.
    case expired(person: String)
    case none
}

extension Installation {
    /// Seconds without any action after which a session ends (ASVS 7.3.1).
    public static let applicantIdle: Int64 = 60 * 60
    public static let officerIdle: Int64 = 30 * 60
    /// Seconds after which every session ends (ASVS 7.3.2).
    public static let longestSession: Int64 = 12 * 60 * 60

    /// Opens a session for someone who has just signed in and returns its token, which only the cookie holds.
    func openSession(for person: SessionRow.Person, on connection: Connection, at now: Instant) throws -> String {
        let token = Token.make(randomness)
        try Sessions(connection).open(
            SessionRow(
                token: Token.hash(token), person: person, csrf: Token.make(randomness), openedAt: now, seenAt: now))
        return token
    }

    /// The session of a token, with its person as they are now: a suspended account has none from that moment on.
    /// - Parameters:
    ///   - isOfficer: whether it is looked for where an account's would be; found it is either way.
    ///   - isTouched: whether it goes on for that; not so where a script asks by itself.
    public func session(_ token: String, isOfficer: Bool = false, isTouched: Bool = true) async throws -> FoundSession {
        let moment = now
        let hash = Token.hash(token)
        let found = try await database.read(
            asking: [
                Sessions.question(hash),
                isOfficer ? Accounts.question(signedInBy: hash) : Applicants.question(signedInBy: hash),
            ]
        ) { connection -> FoundSession in
            guard let row = try Sessions(connection).find(hash) else { return .none }
            let person: SignedPerson
            switch row.person {
            case .applicant:
                guard let applicant = try Applicants(connection).signedIn(by: hash) else { return .none }
                person = .applicant(applicant)
            case .account:
                guard let account = try Accounts(connection).signedIn(by: hash), account.state == .active else {
                    return .none
                }
                person = .officer(Officer(account: account))
            }
            let idle = if case .applicant = person { Installation.applicantIdle } else { Installation.officerIdle }
            let end = min(row.seenAt.adding(seconds: idle), row.openedAt.adding(seconds: Installation.longestSession))
            guard moment < end else { return .expired(person: row.person.id) }
            return .live(
                LiveSession(row: row, person: person, remaining: (end.milliseconds - moment.milliseconds) / 1000))
        }
        if isTouched, case .live(let session) = found, session.row.seenAt.adding(seconds: 60) <= moment {
            try await database.write(seeing: .statements) { try Sessions($0).touch(hash, at: moment) }
        }
        return found
    }

    public func signOut(_ token: String) async throws {
        try await database.write { try Sessions($0).close(Token.hash(token)) }
    }

    /// Keeps a form that came after its session had expired, and returns the key under which its sender finds it again.
    public func keepForm(path: String, body: String, of person: String) async throws -> String {
        let key = Token.make(randomness)
        let moment = now
        try await database.write { connection in
            try KeptForms(connection).keep(key: Token.hash(key), person: person, path: path, body: body, at: moment)
        }
        return key
    }

    /// What was kept for a person under a key, once they are signed in again.
    public func keptForm(_ key: String, for person: SignedPerson) async throws -> (path: String, body: String)? {
        try await database.read { try KeptForms($0).find(Token.hash(key), person: person.id) }
    }

    /// Forgets what nobody came back for: sessions a day old, sign-ins never finished, forms never taken up, and who
    /// looked at which case.
    public func sweepSessions() async throws {
        let (before, moment) = (now.adding(days: -1), now)
        try await database.write { connection in
            try Sessions(connection).sweep(before: before)
            try CaseLooks(connection).sweep(before: moment)
        }
    }
}
