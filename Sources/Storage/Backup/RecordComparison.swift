import Grants

/// Whether what one database records is the beginning of what another does: a backup beside the installation it was made
/// of. Each record's hash covers those before it, so that equal hashes are equal histories.
public struct RecordComparison: Sendable, Equatable {
    /// How much a database records.
    public struct Extent: Sendable, Equatable {
        public var receipts: Int64 = 0
        public var records: Int64 = 0
        /// The time of the newest record.
        public var newest = Instant(milliseconds: 0)
    }

    public var copy = Extent()
    public var live = Extent()
    /// What is in one and not in the other, and should be.
    public var faults: [String] = []

    /// A record carries the time its request arrived at; its commit may come this much later. (Milliseconds.)
    private static let patience: Int64 = 120_000

    /// Compares.
    /// - Parameter moment: when the copy was made; nil takes its newest record's time.
    public init(of copy: Database, with live: Database, madeAt moment: Instant?) async throws {
        self.copy = try await copy.read { try Extent($0) }
        self.live = try await live.read { try Extent($0) }
        let until = (moment ?? self.copy.newest).milliseconds - RecordComparison.patience
        for log in Log.all {
            faults += try await log.compare(copy, isIn: live, until: nil) { "\($0) is in the backup only" }
            faults += try await log.compare(live, isIn: copy, until: until) {
                "\($0) is older than the backup, and not in it"
            }
        }
        if self.copy.receipts > self.live.receipts {
            faults.append("receipts: \(self.copy.receipts) in the backup, but only \(self.live.receipts) now")
        }
    }
}

extension RecordComparison.Extent {
    fileprivate init(_ connection: Connection) throws {
        func number(_ sql: SQL) throws -> Int64 { try connection.first(sql)?.integerOrNil("number") ?? 0 }
        receipts = try number("select count(*) as number from case_event where kind = 'submitted'")
        records = try number("select count(*) as number from case_event")
        records += try number("select count(*) as number from agency_event")
        newest = Instant(
            milliseconds: max(
                try number("select max(at) as number from case_event"),
                try number("select max(at) as number from agency_event")))
    }
}

/// A table of chains: one for each case, or for each agency.
private struct Log: Sendable {
    let table: String
    /// The column that names a record's chain.
    let chain: String

    static let all = [Log(table: "case_event", chain: "case_id"), Log(table: "agency_event", chain: "agency_id")]

    private struct Head: Sendable {
        let chain: String
        let seq: Int64
        let hash: String
    }

    /// Looks up the last record of each chain of one database in the other.
    /// - Parameter until: leaves out later records.
    func compare(
        _ one: Database, isIn other: Database, until: Int64?, fault: @Sendable (String) -> String
    ) async throws -> [String] {
        var (faults, after): ([String], String) = ([], "")
        while true {
            let start = after
            let heads = try await one.read { try self.heads(after: start, until: until, on: $0) }
            guard let last = heads.last else { return faults }
            after = last.chain
            let found = try await other.read { connection in
                try heads.map { try hash(of: $0.chain, seq: $0.seq, on: connection) }
            }
            for (head, hash) in zip(heads, found) where hash != head.hash {
                let record = "\(table) \(head.chain), record \(head.seq),"
                faults.append(hash == nil ? fault(record) : "\(record) differs")
            }
        }
    }

    private func heads(after start: String, until: Int64?, on connection: Connection) throws -> [Head] {
        let (chain, table) = (SQL.name(chain), SQL.name(table))
        return try connection.rows(
            """
            select \(chain) as chain, max(seq) as last from \(table) where \(chain) > \(start) and at <= \(until ?? .max)
            group by \(chain) order by \(chain) limit 500
            """
        ).map { row in
            let (name, seq) = (try row.text("chain"), try row.integer("last"))
            return Head(chain: name, seq: seq, hash: try hash(of: name, seq: seq, on: connection) ?? "")
        }
    }

    private func hash(of name: String, seq: Int64, on connection: Connection) throws -> String? {
        try connection.first(
            "select hash from \(SQL.name(table)) where \(SQL.name(chain)) = \(name) and seq = \(seq)")?.text("hash")
    }
}
