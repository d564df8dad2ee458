import Grants
import Outbound
import Storage

/// How far an account's sign-in came.
public enum OfficerSignIn: Sendable {
    case signedIn(token: String)
    /// The password is right, and no one-time codes are set up yet: show this secret, and ask for a code made with it.
    case enrol(secret: String, uri: String)
}

extension Installation {
    /// Wrong sign-ins after which an account waits, and for how many seconds.
    static let allowedFailures = 10
    static let lockSeconds: Int64 = 15 * 60

    /// Signs an account in by password and one-time code (RFC 6238). Which of them was wrong is not told.
    /// `secret` is the one shown for enrolment: the first code made with it stores it.
    public func signInOfficer(
        login: String, password: String, code: String, secret: String?
    ) async throws -> OfficerSignIn {
        let moment = now
        let name = Plain.code(login).lowercased()
        let account = try await database.read { try Accounts($0).find(login: name) }
        if let account, account.lockedUntil > moment { throw Refusal.locked }
        let isRight = try await passwords.verify(password, against: account?.password)
        guard let account, account.state == .active, isRight else {
            if let account { try await countFailure(of: account.id, at: moment) }
            throw Refusal.wrongSignIn
        }
        guard let enrolled = account.totpSecret else {
            return try await enrol(account, code: code, secret: secret, at: moment)
        }
        guard let bytes = Base32.decode(enrolled),
            let step = TOTP(secret: bytes).match(
                code, atMilliseconds: moment.milliseconds, after: account.totpStep == 0 ? nil : account.totpStep)
        else {
            try await countFailure(of: account.id, at: moment)
            throw Refusal.wrongSignIn
        }
        return .signedIn(token: try await open(account.id, step: step, secret: enrolled, at: moment))
    }

    private func enrol(
        _ account: AccountRow, code: String, secret: String?, at now: Instant
    ) async throws -> OfficerSignIn {
        let shown = secret.flatMap { Base32.decode($0) }.flatMap { $0.count >= 20 ? TOTP(secret: $0) : nil }
        if let shown, let step = shown.match(code, atMilliseconds: now.milliseconds, after: nil) {
            return .signedIn(
                token: try await open(account.id, step: step, secret: Base32.encode(shown.secret), at: now))
        }
        // After a wrong code the same secret is shown again: the app may have it already.
        let totp = shown ?? TOTP.make(randomness)
        return .enrol(secret: Base32.encode(totp.secret), uri: totp.uri(issuer: "Kofu", account: account.login))
    }

    /// Takes the code's step for used and opens the session, in one commit: a code that was seen cannot be used again.
    private func open(_ id: ID<Account>, step: Int64, secret: String, at now: Instant) async throws -> String {
        try await database.write { connection in
            guard var account = try Accounts(connection).find(id), account.state == .active,
                account.totpSecret == nil || account.totpSecret == secret, account.totpStep < step
            else { throw Refusal.wrongSignIn }
            let isNew = account.totpSecret == nil
            account.totpSecret = secret
            account.totpStep = step
            account.failures = 0
            account.lockedUntil = Instant(milliseconds: 0)
            try Accounts(connection).update(account)
            if isNew {
                try AgencyLog(connection).append(
                    "account.enrolled", .object(["account": .string(id.text)]), agency: account.agency,
                    by: Officer(account: account).actor, at: now)
            }
            return try openSession(for: .account(id), on: connection, at: now)
        }
    }

    private func countFailure(of id: ID<Account>, at now: Instant) async throws {
        try await database.write { connection in
            guard var account = try Accounts(connection).find(id) else { return }
            account.failures += 1
            if account.failures >= Installation.allowedFailures {
                account.failures = 0
                account.lockedUntil = now.adding(seconds: Installation.lockSeconds)
            }
            try Accounts(connection).update(account)
        }
    }
}

extension Refusal {
    static let wrongSignIn = Refusal(
        .forbidden,
        Text("ログインID、パスワード、確認コードのいずれかが正しくありません", en: "The login, the password or the code is not right"))
    static let locked = Refusal(
        .forbidden,
        Text("続けて失敗したため、15分間ログインできません", en: "Too many failures: wait 15 minutes"))
}
