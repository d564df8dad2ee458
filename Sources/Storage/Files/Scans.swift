import Grants

/// What is known of a content: whether a virus was found in it.
public enum ScanState: Sendable, Equatable {
    /// Nobody has looked yet, or could say.
    case waiting
    case clean
    /// Something was found, by the scanner's name for it.
    case harmful(String)
}

/// What is known of some files.
public struct FileScans: Sendable, Equatable {
    /// By digest; nil where files are not scanned at all.
    private let states: [String: ScanState]?

    /// Of an installation that scans no files.
    public static let none = FileScans(states: nil)

    /// - Parameter states: of those somebody asked for; any other file waits.
    public init(_ states: [String: ScanState]) { self.states = states }

    private init(states: [String: ScanState]?) { self.states = states }

    /// Nil where files are not scanned.
    public func state(of file: StoredFile) -> ScanState? {
        guard let states else { return nil }
        return states[file.sha256] ?? .waiting
    }

    /// What was found in a file; nil when nothing was.
    public func harm(in file: StoredFile) -> String? {
        guard case .harmful(let name)? = state(of: file) else { return nil }
        return name
    }
}

/// Which contents were looked at for viruses, and with what result: one row for each digest, however often the file was
/// attached, and for any number of processes.
public struct Scans {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// A content that is to be looked at.
    public struct Waiting: Sendable {
        public let file: FileStore.Stored
        /// How often that came to nothing.
        public let attempts: Int
    }

    /// A filing a content is attached to.
    public struct Place: Sendable {
        public let filing: ID<Filing>
        public let `case`: ID<Case>
        public let organisation: ID<Organisation>
        /// What the file is called there.
        public let name: String
        /// The last receipt; nil while nothing was submitted.
        public let receipt: String?
    }

    // MARK: Asking

    /// What is known of a filing's files.
    public static func question(_ filing: ID<Filing>) -> SQL {
        """
        select sha256, state, harm from scan
        where sha256 in (select sha256 from file where filing_id = \(filing.text) and removed_at is null)
        """
    }

    public func states(of filing: ID<Filing>) throws -> FileScans {
        try FileScans(read(connection.rows(Scans.question(filing))))
    }

    public func states(of files: [StoredFile]) throws -> FileScans {
        let digests = Set(files.map(\.sha256)).sorted()
        if digests.isEmpty { return FileScans([:]) }
        return try FileScans(
            read(connection.rows("select sha256, state, harm from scan where sha256 in \(in: digests)")))
    }

    private func read(_ rows: [Row]) throws -> [String: ScanState] {
        try rows.reduce(into: [:]) { states, row in
            states[try row.text("sha256")] =
                switch try row.text("state") {
                case "clean": .clean
                case "harmful": .harmful(try row.text("harm"))
                default: .waiting
                }
        }
    }

    // MARK: Looking

    /// Notes that a content is to be looked at, unless it was noted before.
    public func ask(for file: FileStore.Stored, at now: Instant) throws {
        try connection.execute(
            """
            insert into scan (sha256, size, state, harm, scanner, asked_at, due_at, attempts, looked_at)
            values (\(file.sha256), \(file.size), 'waiting', '', '', \(now.milliseconds), \(now.milliseconds), 0, 0)
            on conflict (sha256) do nothing
            """)
    }

    /// Takes some that are due, those that wait longest first, so that no other process takes them before `until`.
    public func take(_ count: Int, at now: Instant, until: Instant) throws -> [Waiting] {
        try connection.rows(
            """
            update scan set due_at = \(until.milliseconds)
            where sha256 in (select sha256 from scan where state = 'waiting' and due_at <= \(now.milliseconds)
                order by due_at, sha256 limit \(count)\(SQL.skippingTaken))
            returning sha256, size, attempts
            """
        ).map { row in
            Waiting(
                file: .init(sha256: try row.text("sha256"), size: try row.integer("size")),
                attempts: Int(try row.integer("attempts")))
        }
    }

    /// Whether any is due.
    public func isDue(at now: Instant) throws -> Bool {
        try connection.first("select 1 from scan where state = 'waiting' and due_at <= \(now.milliseconds) limit 1")
            != nil
    }

    /// Puts one back. One that was tried in vain counts that.
    public func postpone(_ waiting: Waiting, until: Instant, isTried: Bool) throws {
        try connection.execute(
            """
            update scan set due_at = \(until.milliseconds), attempts = attempts + \(isTried ? 1 : 0)
            where sha256 = \(waiting.file.sha256) and state = 'waiting'
            """)
    }

    /// Keeps a verdict.
    /// - Parameters:
    ///   - harm: what was found; nil when nothing was.
    ///   - scanner: who says so, with its version.
    /// - Returns: whether nobody had said so before.
    public func settle(_ file: FileStore.Stored, harm: String?, by scanner: String, at now: Instant) throws -> Bool {
        try ask(for: file, at: now)
        return try connection.first(
            """
            update scan set state = \(harm == nil ? "clean" : "harmful"), harm = \(harm ?? ""), scanner = \(scanner),
                looked_at = \(now.milliseconds)
            where sha256 = \(file.sha256) and state = 'waiting' returning sha256
            """) != nil
    }

    /// Contents of filings that nobody asked to look at, in the order of their digests after one: those of before files
    /// were scanned.
    public func unasked(after last: String, limit: Int) throws -> [FileStore.Stored] {
        try connection.rows(
            """
            select distinct file.sha256, file.size from file
            where file.sha256 > \(last) and not exists (select 1 from scan where scan.sha256 = file.sha256)
            order by file.sha256 limit \(limit)
            """
        ).map { FileStore.Stored(sha256: try $0.text("sha256"), size: try $0.integer("size")) }
    }

    /// Where a content is attached now, or was submitted.
    public func places(of sha256: String) throws -> [Place] {
        try connection.rows(
            """
            select file.filing_id, file.name, filing.receipt, coalesce(filing.case_id, draft.case_id) as case_id,
                coalesce(filing.organisation_id, draft.organisation_id) as organisation_id
            from file left join filing on filing.id = file.filing_id left join draft on draft.filing_id = file.filing_id
            where file.sha256 = \(sha256) and file.removed_at is null
                and (filing.id is not null or draft.filing_id is not null)
            order by file.stored_at, file.id limit 200
            """
        ).map { row in
            Place(
                filing: try row.id("filing_id"), case: try row.id("case_id"),
                organisation: try row.id("organisation_id"), name: try row.text("name"),
                receipt: try row.textOrNil("receipt"))
        }
    }

    /// How many contents wait, how many were found harmful, and since when the oldest waits.
    public func figures() throws -> (waiting: Int, harmful: Int, oldest: Instant?) {
        var figures = (waiting: 0, harmful: 0, oldest: Instant?.none)
        let rows = try connection.rows(
            """
            select state, count(*) as number, min(asked_at) as oldest from scan where state in ('waiting', 'harmful')
            group by state
            """)
        for row in rows {
            let number = Int(try row.integer("number"))
            if try row.text("state") == "waiting" {
                figures.waiting = number
                figures.oldest = try row.instant("oldest")
            } else {
                figures.harmful = number
            }
        }
        return figures
    }
}

extension Migration {
    static let scans = Migration(
        number: 101, name: "scans",
        statements: [
            """
            create table scan (sha256 text primary key, size integer not null, state text not null, harm text not null,
                scanner text not null, asked_at integer not null, due_at integer not null, attempts integer not null,
                looked_at integer not null)
            """,
            "create index scan_by_state on scan (state, due_at)",
            "create index file_by_content on file (sha256)",
        ])
}
