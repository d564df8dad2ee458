import GRDB
import Grants

/// Moves everything a database holds to another, of the same engine or the other one: table by table, from one snapshot, in
/// one transaction. Both have the schema this program knows; what the target holds afterwards is what `kofu audit verify`
/// recomputes.
public struct DatabaseCopy {
    let source: Database
    let target: Database

    /// Why nothing is copied.
    public struct Refused: Error, CustomStringConvertible {
        public let description: String
    }

    public init(from source: Database, to target: Database) {
        self.source = source
        self.target = target
    }

    /// How many rows each table got.
    public typealias Counts = [(table: String, rows: Int)]

    /// Rows that are held in memory at once.
    private static let part = 2000

    /// Copies everything.
    /// - Throws: `Refused` when the target holds something, or the source's schema is not this program's.
    public func run(at now: Int64) throws -> Counts {
        guard try source.isMigrated() else {
            throw Refused(
                description: "\(source.path) has another schema than this program: run kofu migrate on it first")
        }
        try target.migrate(at: now)
        return try source.engine.readHere { from in
            try target.engine.writeHere { to in
                let tables = try inOrder(from.catalogue())
                guard try to.first("select 1 as found from agency limit 1") == nil,
                    try to.first("select 1 as found from case_event limit 1") == nil
                else { throw Refused(description: "\(target.path) holds something: choose a new database") }
                let names = tables.map(\.name)
                let indexes = try to.dropIndexes(of: names)
                // What migrations put there.
                for table in names.reversed() { try to.execute("delete from \(SQL.name(table))") }
                var counts: Counts = []
                for table in tables { counts.append((table.name, try copy(table, from: from, to: to))) }
                try copyCounters(from: from, to: to)
                for index in indexes { try to.makeIndex(index) }
                return counts
            }
        }
    }

    private func copy(_ table: Catalogued, from: Connection, to: Connection) throws -> Int {
        let columns = SQL.list(table.columns)
        var (rows, count): ([[SQL.Value]], Int) = ([], 0)
        try from.walk("select \(columns) from \(SQL.name(table.name))") { row in
            rows.append(try table.columns.indices.map { try row.value($0) })
            if rows.count == DatabaseCopy.part {
                try to.insert(into: table.name, table.columns, rows: rows)
                rows.removeAll(keepingCapacity: true)
            }
            count += 1
            return true
        }
        if !rows.isEmpty { try to.insert(into: table.name, table.columns, rows: rows) }
        let found = Int(try to.first("select count(*) as number from \(SQL.name(table.name))")?.integer("number") ?? 0)
        guard found == count else {
            throw Refused(description: "of \(count) rows of \(table.name) only \(found) arrived")
        }
        return count
    }

    /// Numbers that are sequences on one engine and rows on the other go on where they were.
    private func copyCounters(from: Connection, to: Connection) throws {
        for name in Counter.busy { try Counter.set(name, to: try Counter.last(name, on: from), on: to) }
    }

    /// Tables after those they refer to.
    private func inOrder(_ tables: [Catalogued]) throws -> [Catalogued] {
        var (ordered, rest): ([Catalogued], [Catalogued]) = ([], tables)
        while !rest.isEmpty {
            let waiting = Set(rest.map(\.name))
            let ready = rest.filter { table in table.refersTo.allSatisfy { $0 == table.name || !waiting.contains($0) } }
            guard !ready.isEmpty else { throw Refused(description: "tables refer to each other in a circle") }
            ordered += ready
            rest.removeAll { table in ready.contains { $0.name == table.name } }
        }
        return ordered
    }
}

/// A table as the engine knows it, without computed columns.
struct Catalogued {
    let name: String
    let columns: [String]
    let refersTo: [String]
}

extension Connection {
    /// All tables of the schema but the list of migrations.
    func catalogue() throws -> [Catalogued] {
        let tables: SQL =
            isPostgres
            ? "select tablename::text as name from pg_tables where schemaname = 'public'"
            : "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
        return try rows(tables).map { try $0.text("name") }.filter { $0 != "migration" }.sorted().map { table in
            let columns: SQL =
                isPostgres
                ? """
                select column_name::text as name from information_schema.columns
                where table_schema = 'public' and table_name = \(table) and is_generated = 'NEVER'
                order by ordinal_position
                """ : "select name from pragma_table_xinfo(\(table)) where hidden = 0 order by cid"
            let references: SQL =
                isPostgres
                ? """
                select confrelid::regclass::text as name from pg_constraint
                where contype = 'f' and conrelid = \(table)::regclass
                """ : "select \"table\" as name from pragma_foreign_key_list(\(table))"
            return Catalogued(
                name: table, columns: try rows(columns).map { try $0.text("name") },
                refersTo: try rows(references).map { try $0.text("name") })
        }
    }
}

extension SQL {
    /// A name out of the catalogue, never of anyone's typing.
    static func name(_ name: String) -> SQL {
        let quoted = PostgresDialect.quoted(name)
        return said(sqlite: quoted, postgres: quoted)
    }

    static func list(_ names: [String]) -> SQL {
        let list = names.map(PostgresDialect.quoted).joined(separator: ", ")
        return said(sqlite: list, postgres: list)
    }
}

extension WalkedRow {
    /// The value at a place, whatever it is.
    func value(_ place: Int) throws -> SQL.Value {
        switch base {
        case .postgres(let row): try row.value(place)
        case .sqlite(let row):
            switch (row[place] as DatabaseValue).storage {
            case .null: .null
            case .int64(let number): .integer(number)
            case .string(let text): .text(text)
            case .blob(let data): .blob(Array(data))
            case .double(let number):
                throw Row.WrongColumn(column: "\(place)", expected: "a whole number, but \(number)")
            }
        }
    }
}
