import Grants

/// An account an agency issued.
public struct AccountRow: Sendable, Equatable {
    public let id: ID<Account>
    public let agency: ID<Agency>
    /// What its holder signs in with; unique in the installation.
    public let login: String
    public var name: String
    public var email: String
    public var roles: Set<Role>
    /// The windows whose cases it works on.
    public var windows: Set<String>
    /// A password's hash; nil until one is set.
    public var password: String?
    /// The secret of its one-time codes in base32; nil until the holder enrolled.
    public var totpSecret: String?
    /// The last time step a code was accepted for: no code counts twice.
    public var totpStep: Int64
    public var state: State
    /// Failed sign-ins since the last good one.
    public var failures: Int
    public var lockedUntil: Instant
    public var changedAt: Instant

    public enum State: String, Sendable, CaseIterable { case active, suspended }

    public init(
        id: ID<Account>, agency: ID<Agency>, login: String, name: String, email: String, roles: Set<Role>,
        windows: Set<String>, password: String? = nil, totpSecret: String? = nil, totpStep: Int64 = 0,
        state: State = .active, failures: Int = 0, lockedUntil: Instant = Instant(milliseconds: 0), changedAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.login = login
        self.name = name
        self.email = email
        self.roles = roles
        self.windows = windows
        self.password = password
        self.totpSecret = totpSecret
        self.totpStep = totpStep
        self.state = state
        self.failures = failures
        self.lockedUntil = lockedUntil
        self.changedAt = changedAt
    }
}

/// Accounts of staff, approvers, reviewers and administrators.
public struct Accounts {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// Whose session a token's hash is; nil where it is no account's.
    public func signedIn(by token: String) throws -> AccountRow? {
        try connection.first(Accounts.question(signedInBy: token)).map(AccountRow.init)
    }

    /// What `signedIn` asks.
    public static func question(signedInBy token: String) -> SQL {
        """
        select account.* from session join account on account.id = session.person_id where session.token = \(token)
        """
    }

    public func find(_ id: ID<Account>) throws -> AccountRow? {
        try connection.first("select * from account where id = \(id.text)").map(AccountRow.init)
    }

    public func find(login: String) throws -> AccountRow? {
        try connection.first("select * from account where login = \(login)").map(AccountRow.init)
    }

    public func all(of agency: ID<Agency>) throws -> [AccountRow] {
        try connection.rows("select * from account where agency_id = \(agency.text) order by login").map(
            AccountRow.init)
    }

    public func insert(_ account: AccountRow) throws {
        try connection.execute(
            """
            insert into account (id, agency_id, login, name, email, roles, windows, password, totp_secret, totp_step,
                state, failures, locked_until, created_at, changed_at)
            values (\(account.id.text), \(account.agency.text), \(account.login), \(account.name), \(account.email),
                \(joined(account.roles.map(\.rawValue))), \(joined(account.windows)), \(account.password),
                \(account.totpSecret), \(account.totpStep), \(account.state.rawValue), \(account.failures),
                \(account.lockedUntil.milliseconds), \(account.changedAt.milliseconds),
                \(account.changedAt.milliseconds))
            """)
    }

    public func update(_ account: AccountRow) throws {
        try connection.execute(
            """
            update account set name = \(account.name), email = \(account.email),
                roles = \(joined(account.roles.map(\.rawValue))), windows = \(joined(account.windows)),
                password = \(account.password), totp_secret = \(account.totpSecret), totp_step = \(account.totpStep),
                state = \(account.state.rawValue), failures = \(account.failures),
                locked_until = \(account.lockedUntil.milliseconds), changed_at = \(account.changedAt.milliseconds)
            where id = \(account.id.text)
            """)
    }

    private func joined(_ words: some Sequence<String>) -> String { words.sorted().joined(separator: " ") }
}

extension AccountRow {
    init(_ row: Row) throws {
        func words(_ column: String) throws -> [String] { try row.text(column).split(separator: " ").map(String.init) }
        self.init(
            id: try row.id("id"), agency: try row.id("agency_id"), login: try row.text("login"),
            name: try row.text("name"), email: try row.text("email"),
            roles: Set(try words("roles").compactMap(Role.init)), windows: Set(try words("windows")),
            password: try row.textOrNil("password"), totpSecret: try row.textOrNil("totp_secret"),
            totpStep: try row.integer("totp_step"), state: try row.word("state"),
            failures: Int(try row.integer("failures")), lockedUntil: try row.instant("locked_until"),
            changedAt: try row.instant("changed_at"))
    }
}
