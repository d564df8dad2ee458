import Foundation
import GRDB

extension Connection {
    /// Inserts many rows by one prepared statement, or by one COPY. `columns` are the table's, in the order of each row's
    /// values.
    func insert(into table: String, _ columns: [String], rows: some Sequence<[SQL.Value]>) throws {
        switch base {
        case .sqlite(let base):
            let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
            let statement = try base.cachedStatement(
                sql: "insert into \(table) (\(columns.joined(separator: ", "))) values (\(places))")
            for row in rows { try statement.execute(arguments: StatementArguments(storing: row)) }
        case .postgres(let session):
            try session.copy(into: table, columns, rows: rows)
        }
    }
}
