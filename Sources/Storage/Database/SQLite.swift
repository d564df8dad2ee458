import GRDB

/// What is done differently on SQLite.
extension Connection {
    /// The connection, where the engine is SQLite.
    var sqlite: GRDB.Database? { if case .sqlite(let base) = base { base } else { nil } }

    /// Takes the indexes off tables that are about to be filled, and gives the statements that make them again: sorting
    /// once costs a fraction of a million insertions.
    public func dropIndexes(of tables: [String]) throws -> [String] {
        guard let sqlite else { return try dropPostgresIndexes(of: tables) }
        let rows = try rows(
            """
            select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in \(in: tables)
            """)
        for row in rows { try sqlite.execute(sql: "drop index \(try row.text("name"))") }
        return try rows.map { try $0.text("sql") }
    }

    /// Makes an index that `dropIndexes` took off.
    public func makeIndex(_ statement: String) throws { try define(statement) }

    /// Carries out a statement that changes the schema.
    func define(_ statement: String) throws {
        switch base {
        case .sqlite(let base): try base.execute(sql: statement)
        case .postgres(let session): try session.define(PostgresDialect.definition(statement))
        }
    }

    /// Walks over the rows of a query until `body` has had enough. The statement is not kept: lists ask in more shapes
    /// than are worth remembering.
    func walk(_ sql: SQL, _ body: (WalkedRow) throws -> Bool) throws {
        switch base {
        case .sqlite(let base):
            let cursor = try GRDB.Row.fetchCursor(base, sql: sql.text, arguments: sql.arguments)
            while let row = try cursor.next() {
                if try !body(WalkedRow(base: .sqlite(row))) { return }
            }
        case .postgres(let session):
            try session.walk(sql) { try body(WalkedRow(base: .postgres($0))) }
        }
    }

    /// Gives, for each of the first blocks of the search index, what its documents are for each of some terms; a term that
    /// a block does not have is left out.
    /// - Parameter body: tells whether the block's other terms still matter; they may come all the same.
    func postings(
        blocks: Int, terms: [Int64], _ body: (_ block: Int, UnsafeRawBufferPointer) -> Bool
    ) throws {
        guard let sqlite else { return try postgresPostings(blocks: blocks, terms: terms, body) }
        let statement = try sqlite.cachedStatement(
            sql: "select docs from search_posting where block = ? and term = ?")
        for block in 0..<blocks {
            for term in terms {
                statement.setUncheckedArguments([block, term])
                let cursor = try GRDB.Row.fetchCursor(statement)
                // Where one term is missing the others do not matter.
                guard let row = try cursor.next() else { break }
                let goesOn = try row.withUnsafeData(atIndex: 0) { data in
                    data?.withUnsafeBytes { body(block, $0) } ?? false
                }
                if !goesOn { break }
            }
        }
    }

    /// Whether a table is there.
    func hasTable(_ name: String) throws -> Bool {
        switch base {
        case .sqlite(let base): try base.tableExists(name)
        case .postgres:
            try first("select to_regclass(\("public." + name))::text as found")?.textOrNil("found") != nil
        }
    }
}

/// A row that is walked over: its values by their places.
struct WalkedRow {
    enum Base {
        case sqlite(GRDB.Row)
        case postgres(PostgresRow)
    }

    let base: Base

    subscript(_ place: Int) -> Int64 {
        switch base {
        case .sqlite(let row): row[place]
        case .postgres(let row): row.number(place)
        }
    }

    subscript(_ place: Int) -> Int { Int(self[place] as Int64) }

    subscript(_ place: Int) -> String? {
        switch base {
        case .sqlite(let row): row[place]
        case .postgres(let row): row.isNull(place) ? nil : row.string(place)
        }
    }

    subscript(_ place: Int) -> String { (self[place] as String?) ?? "" }
}
