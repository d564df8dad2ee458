import Foundation
import GRDB

/// A connection for the length of one read or write. It never leaves the closure it was given to.
public struct Connection {
    /// What it speaks to.
    enum Base {
        case sqlite(GRDB.Database)
        case postgres(PostgresSession)
    }

    let base: Base

    init(_ base: GRDB.Database) { self.base = .sqlite(base) }
    init(_ session: PostgresSession) { base = .postgres(session) }

    /// All rows of a query.
    public func rows(_ sql: SQL) throws -> [Row] {
        guard case .sqlite(let base) = base else { return try postgresRows(sql) }
        let statement = try base.cachedStatement(sql: sql.text)
        var rows: [Row] = []
        let cursor = try GRDB.Row.fetchCursor(statement, arguments: sql.arguments)
        while let row = try cursor.next() { rows.append(Row(base: .sqlite(row.copy()))) }
        return rows
    }

    /// The first row of a query; nil when there is none.
    public func first(_ sql: SQL) throws -> Row? {
        guard case .sqlite(let base) = base else { return try postgresRows(sql).first }
        let cursor = try GRDB.Row.fetchCursor(
            try base.cachedStatement(sql: sql.text), arguments: sql.arguments)
        guard let row = try cursor.next()?.copy() else { return nil }
        // A statement that writes and returns rows is only done when it was read to its end.
        while try cursor.next() != nil {}
        return Row(base: .sqlite(row))
    }

    /// Carries out a statement that gives no rows. PostgreSQL may be told of it together with the next statement that
    /// gives some, or with the commit: what is wrong with it may show only there.
    public func execute(_ sql: SQL) throws {
        switch base {
        case .sqlite(let base):
            try base.cachedStatement(sql: sql.text).execute(arguments: sql.arguments)
        case .postgres(let session): try session.postpone(sql)
        }
    }

    /// Asks several questions at once, which costs a server's client one way there and back instead of several. Whoever asks
    /// one of them next, in the same words and before anything is written, is answered out of memory. SQLite is no way away.
    public func foresee(_ questions: [SQL]) throws {
        if case .postgres(let session) = base { try session.foresee(questions) }
    }

    /// How many rows the last statement changed.
    public var changes: Int {
        get throws {
            switch base {
            case .sqlite(let base): base.changesCount
            case .postgres(let session): try session.changes()
            }
        }
    }

    /// Which of several rows that are summed up a transaction changes, so that on PostgreSQL those that run at once never
    /// wait for one another: each connection has a lane of its own. SQLite has one writer and one lane.
    var lane: Int64 {
        switch base {
        case .sqlite: 0
        case .postgres(let session): session.lane
        }
    }
}

extension SQL {
    var arguments: StatementArguments { StatementArguments(storing: values) }
}

extension StatementArguments {
    /// As optional existentials: of values of one type GRDB makes a key path for each call, which takes longer than the rest.
    init(storing values: [SQL.Value]) {
        self.init(values.map { $0.stored as (any DatabaseValueConvertible)? })
    }
}

extension SQL.Value {
    var stored: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let number): number.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

/// One row of an answer.
public struct Row {
    enum Base {
        case sqlite(GRDB.Row)
        case postgres(PostgresRow)
    }

    let base: Base

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
        switch base {
        case .sqlite(let row):
            guard let value = row[column] as DatabaseValue? else { throw noColumn(column) }
            return value.storage
        case .postgres(let row):
            guard let place = row.place(of: column) else { throw noColumn(column) }
            switch try row.value(place) {
            case .null: return .null
            case .integer(let number): return .int64(number)
            case .text(let text): return .string(text)
            case .blob(let bytes): return .blob(Data(bytes))
            }
        }
    }

    private func noColumn(_ column: String) -> WrongColumn {
        WrongColumn(column: column, expected: "anything: there is no such column")
    }

    private func required<Value>(_ value: Value?, _ column: String, _ expected: String) throws -> Value {
        guard let value else { throw WrongColumn(column: column, expected: expected) }
        return value
    }
}
