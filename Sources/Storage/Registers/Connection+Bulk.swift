import Foundation
import GRDB

extension Connection {
    /// Inserts many rows by one prepared statement. `columns` are the table's, in the order of each row's values.
    func insert(into table: String, _ columns: [String], rows: some Sequence<[SQL.Value]>) throws {
        let places = columns.indices.map { "$\($0 + 1)" }.joined(separator: ", ")
        let statement = try base.cachedStatement(
            sql: "insert into \(table) (\(columns.joined(separator: ", "))) values (\(places))")
        for row in rows { try statement.execute(arguments: StatementArguments(row.map(\.stored))) }
    }
}

extension SQL.Value {
    fileprivate var stored: (any DatabaseValueConvertible)? {
        switch self {
        case .null: nil
        case .integer(let number): number
        case .text(let text): text
        case .blob(let bytes): Data(bytes)
        }
    }
}
