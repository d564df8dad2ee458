import Foundation
import GRDB

/// A connection for the length of one read or write. It never leaves the closure it was given to.
public struct Connection {
    let base: GRDB.Database

    init(_ base: GRDB.Database) { self.base = base }

    /// All rows of a query.
    public func rows(_ sql: SQL) throws -> [Row] {
        let statement = try prepared(sql)
        var rows: [Row] = []
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: sql.arguments)
        while let row = try cursor.next() { rows.append(Row(base: row.copy())) }
        return rows
    }

    /// The first row of a query; nil when there is none.
    public func first(_ sql: SQL) throws -> Row? {
        let cursor = try GRDB.Row.fetchCursor(try prepared(sql), arguments: sql.arguments)
        guard let row = try cursor.next()?.copy() else { return nil }
        // A statement that writes and returns rows is only done when it was read to its end.
        while try cursor.next() != nil {}
        return Row(base: row)
    }

    /// Carries out a statement that gives no rows.
    public func execute(_ sql: SQL) throws {
        try prepared(sql).execute(arguments: sql.arguments)
    }

    /// How many rows the last statement changed.
    public var changes: Int { base.changesCount }

    private func prepared(_ sql: SQL) throws -> Statement { try base.cachedStatement(sql: sql.text) }
}

extension SQL {
    var arguments: StatementArguments {
        StatementArguments(
            values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let number): number
                case .text(let text): text
                case .blob(let bytes): Data(bytes)
                }
            })
    }
}

/// One row of an answer.
public struct Row {
    let base: GRDB.Row

    /// What is wrong with a column that was asked for.
    public struct WrongColumn: Error, CustomStringConvertible {
        public let column: String
        public let expected: String
        public var description: String { "column \(column) does not hold \(expected)" }
    }

    public func text(_ column: String) throws -> String { try required(try textOrNil(column), column, "text") }
    public func integer(_ column: String) throws -> Int64 {
        try required(try integerOrNil(column), column, "a whole number")
    }

    public func textOrNil(_ column: String) throws -> String? {
        switch try storage(column) {
        case .null: nil
        case .string(let text): text
        default: throw WrongColumn(column: column, expected: "text")
        }
    }

    public func integerOrNil(_ column: String) throws -> Int64? {
        switch try storage(column) {
        case .null: nil
        case .int64(let number): number
        default: throw WrongColumn(column: column, expected: "a whole number")
        }
    }

    public func blob(_ column: String) throws -> [UInt8] {
        switch try storage(column) {
        case .blob(let data): Array(data)
        // An empty blob and an empty text are one thing to some engines.
        case .string(let text): Array(text.utf8)
        default: throw WrongColumn(column: column, expected: "bytes")
        }
    }

    private func storage(_ column: String) throws -> DatabaseValue.Storage {
        guard let value = base[column] as DatabaseValue? else {
            throw WrongColumn(column: column, expected: "anything: there is no such column")
        }
        return value.storage
    }

    private func required<Value>(_ value: Value?, _ column: String, _ expected: String) throws -> Value {
        guard let value else { throw WrongColumn(column: column, expected: expected) }
        return value
    }
}
