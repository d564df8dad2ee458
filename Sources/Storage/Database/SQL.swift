/// A piece of SQL with its parameters. An interpolated value is bound, never pasted:
///
///     "select * from cases where id = \(id)"        // select * from cases where id = $1
///
/// Another piece of SQL goes in as it is, its parameters numbered on.
public struct SQL: ExpressibleByStringInterpolation, Sendable {
    /// A parameter, or the text between two.
    enum Part: Sendable {
        case text(String)
        case value(Value)
        /// What engines say differently (`SQLite.swift`, `PostgreSQL.swift`).
        case said(sqlite: String, postgres: String)
    }

    /// What a column or parameter can hold.
    public enum Value: Sendable, Hashable {
        case null
        case integer(Int64)
        case text(String)
        case blob([UInt8])
    }

    var parts: [Part]

    public init(stringLiteral text: String) { parts = [.text(text)] }
    public init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

    public struct StringInterpolation: StringInterpolationProtocol {
        var parts: [Part] = []

        public init(literalCapacity: Int, interpolationCount: Int) { parts.reserveCapacity(2 * interpolationCount + 1) }

        public mutating func appendLiteral(_ text: String) { if !text.isEmpty { parts.append(.text(text)) } }
        public mutating func appendInterpolation(_ value: some Bindable) { parts.append(.value(value.bound)) }
        public mutating func appendInterpolation<Value: Bindable>(_ value: Value?) {
            parts.append(.value(value?.bound ?? .null))
        }
        public mutating func appendInterpolation(_ sql: SQL) { parts.append(contentsOf: sql.parts) }

        /// A list to look in: `window in \(in: windows)`. An empty list finds nothing.
        public mutating func appendInterpolation(in values: [some Bindable]) {
            guard !values.isEmpty else { return parts.append(.text("(null)")) }
            for (index, value) in values.enumerated() {
                parts.append(.text(index == 0 ? "(" : ", "))
                parts.append(.value(value.bound))
            }
            parts.append(.text(")"))
        }
    }

    /// The text with `$1`, `$2` … for its parameters, in order, as SQLite reads it.
    public var text: String { text(forPostgres: false) }

    func text(forPostgres: Bool) -> String {
        if parts.count == 1, case .text(let whole) = parts[0] { return whole }
        var text = ""
        text.reserveCapacity(1024)
        var number = 0
        for part in parts {
            switch part {
            case .text(let piece): text += piece
            case .said(let sqlite, let postgres): text += forPostgres ? postgres : sqlite
            case .value:
                number += 1
                text += number < SQL.places.count ? SQL.places[number] : "$\(number)"
            }
        }
        return text
    }

    private static let places = (0...100).map { "$\($0)" }

    /// A piece that each engine says its own way.
    static func said(sqlite: String, postgres: String) -> SQL {
        var sql: SQL = ""
        sql.parts = [.said(sqlite: sqlite, postgres: postgres)]
        return sql
    }

    public var values: [Value] {
        parts.compactMap { if case .value(let value) = $0 { value } else { nil } }
    }
}

/// What can be a parameter.
public protocol Bindable {
    var bound: SQL.Value { get }
}

extension String: Bindable { public var bound: SQL.Value { .text(self) } }
extension Int: Bindable { public var bound: SQL.Value { .integer(Int64(self)) } }
extension Int64: Bindable { public var bound: SQL.Value { .integer(self) } }
extension Bool: Bindable { public var bound: SQL.Value { .integer(self ? 1 : 0) } }
extension [UInt8]: Bindable { public var bound: SQL.Value { .blob(self) } }
