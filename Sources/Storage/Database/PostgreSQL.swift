import Grants

/// What is said and done differently on PostgreSQL.
enum PostgresDialect {
    /// The first halves of the keys of advisory locks.
    static let laneLocks = 20_250_001
    static let otherLocks = 20_250_002
    /// Their second halves.
    static let documents = 1
    static let migrating = 2
    static let retrying = 3

    /// A statement as PostgreSQL reads it.
    static func said(_ text: String) -> String { translated(text, isDefinition: false) }

    /// A statement of a migration: whole numbers have 64 bits, as in SQLite.
    static func definition(_ text: String) -> String { translated(text, isDefinition: true) }

    static func quoted(_ name: String) -> String { "\"\(name)\"" }

    /// Columns that are words of the language here.
    private static let reserved: Set<String> = ["window"]
    private static let types = ["integer": "bigint", "blob": "bytea", "virtual": "stored"]

    /// Goes over the words that stand outside of quotes.
    private static func translated(_ text: String, isDefinition: Bool) -> String {
        var bytes = text.utf8[...]
        guard isDefinition || text.contains("window") else { return text }
        var said = ""
        var lastWord = ""
        while let first = bytes.first {
            if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
                let rest = bytes.dropFirst()
                let end = rest.firstIndex(of: first).map { rest.index(after: $0) } ?? rest.endIndex
                said += String(text[bytes.startIndex..<end])
                bytes = bytes[end...]
            } else if isLetter(first) {
                let end = bytes.firstIndex { !isLetter($0) } ?? bytes.endIndex
                let word = String(text[bytes.startIndex..<end])
                bytes = bytes[end...]
                if reserved.contains(word) {
                    said += quoted(word)
                } else if isDefinition, word == "rowid", lastWord == "without" {
                    said.removeLast("without ".count)
                } else {
                    said += isDefinition ? types[word] ?? word : word
                }
                lastWord = word
            } else {
                said.unicodeScalars.append(Unicode.Scalar(first))
                bytes = bytes.dropFirst()
            }
        }
        return said
    }

    /// Letters, digits and what lies beyond ASCII.
    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x41...0x5A).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x5F
            || byte >= 0x80
    }

    /// Numbers that everybody draws.
    static let sequences = Counter.busy.map { "create sequence if not exists \(Counter.sequence($0))" }

    /// What the schema has besides the migrations, made again after each: every process hears when something is published,
    /// whoever published it.
    static let furnishing: [String] =
        [
            """
            create or replace function tell_published() returns trigger language plpgsql as $$
            begin
                update publication set number = number + 1 where id = 1;
                perform pg_notify('\(Channel.published.rawValue)', '');
                return null;
            end $$
            """
        ]
        + ["agency", "programme", "document", "round"].map {
            """
            create or replace trigger \($0)_published after insert or update or delete on \($0)
            for each statement execute function tell_published()
            """
        }
        // Forgotten within minutes anyway: it needs no log, and is no work for standbys.
        + ["alter table if exists case_look set unlogged"]

    /// What processes tell each other.
    enum Channel: String, CaseIterable, Sendable {
        case published = "kofu_published"
        case work = "kofu_work"
    }
}

extension Connection {
    var isPostgres: Bool { if case .postgres = base { true } else { false } }

    /// The connection, where the engine is PostgreSQL.
    var postgres: PostgresSession? { if case .postgres(let session) = base { session } else { nil } }

    func postgresRows(_ sql: SQL) throws -> [Row] {
        guard let postgres else { return [] }
        let result = try postgres.answer(sql)
        return (0..<result.count).map { Row(base: .postgres(PostgresRow(result: result, row: $0))) }
    }

    /// Indexes that are not a key's.
    func dropPostgresIndexes(of tables: [String]) throws -> [String] {
        let rows = try rows(
            """
            select indexname::text as name, indexdef as sql from pg_indexes
            where schemaname = 'public' and tablename in \(in: tables) and indexname not like '%_pkey'
                and indexname not like '%_key'
            """)
        for row in rows { try define("drop index \(PostgresDialect.quoted(try row.text("name")))") }
        return try rows.map { try $0.text("sql") }
    }

    /// One question for all blocks: each answer would cost a way to the server.
    func postgresPostings(
        blocks: Int, terms: [Int64], _ body: (_ block: Int, UnsafeRawBufferPointer) -> Bool
    ) throws {
        guard let postgres, blocks > 0, !terms.isEmpty else { return }
        let result = try postgres.answer(
            """
            select p.block, p.docs from generate_series(0, \(blocks - 1)) as b
            join search_posting p on p.block = b and p.term in \(in: terms)
            """)
        for row in 0..<result.count {
            _ = body(Int(PostgresRow(result: result, row: row).number(0)), result.bytes(row, 1))
        }
    }

    /// Remembers that this transaction queues work, so that whoever does such work hears of it once it is committed.
    func tellOfWork() { postgres?.hasQueuedWork = true }

    /// What drawing a document's number asks. Before it is drawn the sealing of blocks is held back until this transaction has
    /// ended, as a block must not be sealed before every document of it is there; `offset 0` keeps the two in this order.
    static func drawingDocument(_ sequence: String) -> SQL {
        """
        select nextval(\(sequence)::regclass) as value from (select pg_advisory_xact_lock_shared(
            \(PostgresDialect.otherLocks)::int, \(PostgresDialect.documents)::int)::text as held offset 0) as held
        """
    }

    /// Waits until every transaction that has drawn a document's number has ended.
    func awaitDocuments() throws {
        guard isPostgres else { return }
        _ = try first(
            """
            select pg_advisory_xact_lock(\(PostgresDialect.otherLocks)::int, \(PostgresDialect.documents)::int)::text as held
            """)
    }
}
