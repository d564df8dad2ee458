import GRDB
import Grants

/// What is said differently to each engine. Everything else is one dialect.
extension SQL {
    /// A list of numbers too long for one parameter each: `doc in \(SQL.numbers(docs))`.
    static func numbers(_ numbers: some Sequence<Int64>) -> SQL {
        let list = "[\(numbers.map(String.init).joined(separator: ","))]"
        return "(select value from json_each(\(list)))"
    }

    /// A list of texts of any length.
    static func texts(_ texts: some Sequence<String>) -> SQL {
        let list = JSON.strings(Array(texts)).canonical
        return "(select value from json_each(\(list)))"
    }

    /// Whether a column holds a text somewhere.
    static func contains(_ column: SQL, _ text: String) -> SQL { "instr(\(column), \(text)) > 0" }
}

extension Connection {
    /// Takes the indexes off tables that are about to be filled, and gives the statements that make them again: sorting
    /// once costs a fraction of a million insertions.
    public func dropIndexes(of tables: [String]) throws -> [String] {
        let rows = try rows(
            """
            select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name in \(in: tables)
            """)
        for row in rows { try base.execute(sql: "drop index \(try row.text("name"))") }
        return try rows.map { try $0.text("sql") }
    }

    /// Makes an index that `dropIndexes` took off.
    public func makeIndex(_ statement: String) throws { try base.execute(sql: statement) }

    /// Walks over the rows of a query until `body` has had enough. The statement is not kept: lists ask in more shapes
    /// than are worth remembering.
    func walk(_ sql: SQL, _ body: (GRDB.Row) throws -> Bool) throws {
        let cursor = try GRDB.Row.fetchCursor(base, sql: sql.text, arguments: sql.arguments)
        while let row = try cursor.next() {
            if try !body(row) { return }
        }
    }
}
