import Grants
import Outbound
import Storage

/// What an administrator writes of an account.
public struct AccountDetails: Sendable {
    public var name: String
    public var email: String
    public var roles: Set<Role>
    public var windows: Set<String>

    public init(name: String, email: String, roles: Set<Role>, windows: Set<String>) {
        self.name = name
        self.email = email
        self.roles = roles
        self.windows = windows
    }
}

extension Installation {
    public func accounts(for administrator: Officer) async throws -> [AccountRow] {
        try await database.read { try Accounts($0).all(of: administrator.agency) }
    }

    /// Those of the agency who can be named for a stage: staff and approvers.
    public func doers(for administrator: Officer) async throws -> [AccountRow] {
        try await accounts(for: administrator).filter { row in
            row.state == .active && (row.roles.contains(.staff) || row.roles.contains(.approver))
        }
    }

    public func account(_ id: ID<Account>, for administrator: Officer) async throws -> AccountRow {
        try await database.read { try account(id, for: administrator, on: $0) }
    }

    private func account(_ id: ID<Account>, for administrator: Officer, on connection: Connection) throws -> AccountRow
    {
        guard let account = try Accounts(connection).find(id), account.agency == administrator.agency else {
            throw Refusal(.notFound, Text("このアカウントは見つかりません", en: "No such account"))
        }
        return account
    }

    /// Issues an account with a first password, which is shown to the administrator once. The holder sets up one-time
    /// codes at the first sign-in.
    public func issueAccount(
        _ id: ID<Account>, login: String, _ details: AccountDetails, by administrator: Officer
    ) async throws -> String {
        try await issueAccount(id, login: login, details, in: administrator.agency, by: administrator.actor)
    }

    /// The same for an agency by whoever runs the installation: its first administrator.
    public func issueAccount(
        _ id: ID<Account>, login: String, _ details: AccountDetails, in agency: ID<Agency>, by actor: Actor
    ) async throws -> String {
        let name = Plain.code(login).lowercased()
        guard (3...64).contains(name.utf8.count),
            name.utf8.allSatisfy({
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x5F
                    || $0 == 0x40
            })
        else {
            throw Refusal(
                .invalid,
                Text("ログインIDは、半角の英小文字・数字・「-」「.」「_」「@」で3〜64文字にしてください", en: "A login has 3 to 64 of a-z, 0-9, - . _ @"),
                field: "login")
        }
        let details = try checked(details, of: agency)
        let password = firstPassword()
        let hash = try await passwords.hash(password)
        let moment = now
        try await database.write { connection in
            let accounts = Accounts(connection)
            guard try accounts.find(login: name) == nil else {
                throw Refusal(.conflict, Text("このログインIDは使われています", en: "This login is taken"), field: "login")
            }
            try accounts.insert(
                AccountRow(
                    id: id, agency: agency, login: name, name: details.name, email: details.email,
                    roles: details.roles, windows: details.windows, password: hash, changedAt: moment))
            try log(
                "account.issued", id, details, login: name, in: agency, by: actor, at: moment, on: connection)
        }
        return password
    }

    /// Changes name, mail, roles and windows. Sessions end, so that what was taken away is gone at once.
    public func changeAccount(_ id: ID<Account>, _ details: AccountDetails, by administrator: Officer) async throws {
        let details = try checked(details, of: administrator.agency)
        let moment = now
        try await database.write { connection in
            var account = try account(id, for: administrator, on: connection)
            if id == administrator.account.id, !details.roles.contains(.administrator) {
                throw Refusal(
                    .forbidden,
                    Text("自分自身から管理者の役割を外すことはできません", en: "You cannot take the administrator role from yourself"),
                    field: "roles")
            }
            account.name = details.name
            account.email = details.email
            account.roles = details.roles
            account.windows = details.windows
            account.changedAt = moment
            try Accounts(connection).update(account)
            if id != administrator.account.id { try Sessions(connection).closeAll(of: .account(id)) }
            try log(
                "account.changed", id, details, login: account.login, in: administrator.agency,
                by: administrator.actor, at: moment, on: connection)
        }
    }

    /// Suspends an account, which ends its sessions at once, or lets it work again.
    public func setSuspended(_ suspended: Bool, account id: ID<Account>, by administrator: Officer) async throws {
        let moment = now
        try await database.write { connection in
            var account = try account(id, for: administrator, on: connection)
            guard id != administrator.account.id else {
                throw Refusal(.forbidden, Text("自分自身のアカウントは停止できません", en: "You cannot suspend yourself"))
            }
            account.state = suspended ? .suspended : .active
            account.changedAt = moment
            try Accounts(connection).update(account)
            if suspended { try Sessions(connection).closeAll(of: .account(id)) }
            try AgencyLog(connection).append(
                suspended ? "account.suspended" : "account.resumed",
                .object(["account": .string(id.text), "login": .string(account.login)]),
                agency: administrator.agency, by: administrator.actor, at: moment)
        }
    }

    /// Gives an account a new first password and forgets its one-time codes: for a holder who lost either.
    public func resetSecrets(of id: ID<Account>, by administrator: Officer) async throws -> String {
        let password = firstPassword()
        let hash = try await passwords.hash(password)
        let moment = now
        try await database.write { connection in
            var account = try account(id, for: administrator, on: connection)
            account.password = hash
            account.totpSecret = nil
            account.failures = 0
            account.lockedUntil = Instant(milliseconds: 0)
            account.changedAt = moment
            try Accounts(connection).update(account)
            try Sessions(connection).closeAll(of: .account(id))
            try AgencyLog(connection).append(
                "account.reset", .object(["account": .string(id.text), "login": .string(account.login)]),
                agency: administrator.agency, by: administrator.actor, at: moment)
        }
        return password
    }

    /// The holder chooses a new password. Every other session of theirs ends: someone else may have opened it with the
    /// old one (ASVS 7.4.3).
    public func changePassword(
        from old: String, to new: String, by officer: Officer, in session: SessionRow
    ) async throws {
        guard try await passwords.verify(old, against: officer.account.password) else {
            throw Refusal(.invalid, Text("現在のパスワードが正しくありません", en: "The current password is not right"), field: "old")
        }
        if let problem = Password.problem(new, login: officer.account.login) {
            throw Refusal(.invalid, problem.words, field: "new")
        }
        let hash = try await passwords.hash(new)
        let moment = now
        try await database.write { connection in
            guard var account = try Accounts(connection).find(officer.account.id) else { return }
            account.password = hash
            account.changedAt = moment
            try Accounts(connection).update(account)
            try Sessions(connection).closeAll(of: session.person, but: session.token)
            try AgencyLog(connection).append(
                "account.password", .object(["account": .string(account.id.text)]), agency: account.agency,
                by: officer.actor, at: moment)
        }
    }

    /// Windows that programmes of an agency have: what staff can be assigned to.
    public func windows(of agency: ID<Agency>) -> [Window] {
        var windows: [Window] = []
        for programme in published.current.programmes where programme.agency.id == agency {
            for window in programme.newest.windows where !windows.contains(where: { $0.id == window.id }) {
                windows.append(window)
            }
        }
        return windows
    }

    private func checked(_ details: AccountDetails, of agency: ID<Agency>) throws(Refusal) -> AccountDetails {
        var plain = details
        plain.name = Plain.line(details.name)
        plain.email = Plain.code(details.email)
        if plain.name.isEmpty || plain.name.count > 100 {
            throw Refusal(
                .invalid, Text("氏名を100文字以内で入力してください", en: "Enter a name of at most 100 characters"), field: "name")
        }
        if !EmailAddress.isValid(plain.email) {
            throw Refusal(.invalid, Text("メールアドレスの形式で入力してください", en: "Enter an e-mail address"), field: "email")
        }
        if plain.roles.isEmpty {
            throw Refusal(.invalid, Text("役割を1つ以上選択してください", en: "Choose at least one role"), field: "roles")
        }
        let known = Set(windows(of: agency).map(\.id))
        plain.windows = details.windows.intersection(known)
        let needsWindow = plain.roles.contains(.staff) || plain.roles.contains(.approver)
        if needsWindow && plain.windows.isEmpty {
            throw Refusal(
                .invalid, Text("事務局・決裁者には、担当する受付窓口を1つ以上選択してください", en: "Choose at least one window for staff"),
                field: "windows")
        }
        return plain
    }

    private func log(
        _ kind: String, _ id: ID<Account>, _ details: AccountDetails, login: String, in agency: ID<Agency>,
        by actor: Actor, at now: Instant, on connection: Connection
    ) throws {
        try AgencyLog(connection).append(
            kind,
            .object([
                "account": .string(id.text), "login": .string(login), "name": .string(details.name),
                "roles": .strings(details.roles.map(\.rawValue).sorted()),
                "windows": .strings(details.windows.sorted()),
            ]), agency: agency, by: actor, at: now)
    }

    /// Four groups of letters and digits that are not mistaken for each other: about 79 random bits, easy to read out.
    private func firstPassword() -> String {
        let letters = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var groups: [String] = []
        for _ in 0..<4 {
            groups.append(String((0..<4).map { _ in letters[Int(world.random() % UInt64(letters.count))] }))
        }
        return groups.joined(separator: "-")
    }
}

extension Password.Problem {
    /// What to do about it.
    var words: Text {
        Text(
            "パスワードは\(Password.shortest)〜\(Password.longest)文字で、ログインIDやよく使われる言葉と違うものにしてください",
            en:
                "A password has \(Password.shortest) to \(Password.longest) characters, and is neither common nor your login"
        )
    }
}
