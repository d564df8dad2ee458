import CPostgres

/// What a PostgreSQL server said is wrong.
public struct PostgresError: Error, Sendable, CustomStringConvertible {
    /// Five characters, SQLSTATE.
    public let code: String
    public let message: String

    public var description: String { "\(message) (\(code.isEmpty ? "connection" : code))" }

    /// Nothing answered, or the connection broke.
    static func lost(_ reason: String) -> PostgresError { PostgresError(code: "", message: reason) }

    /// The server said nothing for longer than it lets any statement take: it hangs, or the network has swallowed it.
    static func silent(_ reason: String) -> PostgresError { PostgresError(code: silence, message: reason) }

    /// Of class 08, connection exceptions; the server itself never says it.
    private static let silence = "08S01"

    /// Whether the server hangs. Doing the work again would only wait again.
    var isSilence: Bool { code == PostgresError.silence }

    /// More was asked in a glance than was foreseen: the same is to be asked in a transaction.
    static let unforeseen = PostgresError(code: "KOFU1", message: "asked in a glance, and not foreseen")
    var isUnforeseen: Bool { code == PostgresError.unforeseen.code }

    /// Whether the same work, done again from its beginning, may well succeed: it met another transaction, or a plan that a
    /// migration made stale.
    var isWorthRetrying: Bool {
        switch code {
        // Serialisation failure, deadlock, a lock that was not to be had in time.
        case "40001", "40P01", "55P03": true
        // Both wrote the same key at once; the second run finds the row and decides by it.
        case "23505": true
        case "0A000": message.contains("cached plan")
        default: false
        }
    }

    /// Whether the connection is of no use any more: it is gone, the server stops or only reads.
    var endsConnection: Bool {
        code.isEmpty || code.hasPrefix("08") || code.hasPrefix("57P") || code == "25006" || code == "25P03"
            || (code == "0A000" && message.contains("cached plan"))
    }

    /// Whether a commit that ended like this may have been kept: the connection broke, or the server was stopping.
    var leavesCommitUnknown: Bool { code.isEmpty || code.hasPrefix("08") || code.hasPrefix("57P") }

    /// Whether there is no room left on the server's disk.
    var isFull: Bool { code == "53100" }
}

/// What a statement gave: rows of values in binary. Frees libpq's memory when nobody needs it.
final class PostgresResult {
    private let base: OpaquePointer
    let count: Int
    private let columns: Int
    private var places: [String: Int]?
    /// Of which prepared statement it is the answer: its columns stand where they stood the last time.
    var call: PostgresStatement.Prepared?

    init(_ base: OpaquePointer) {
        self.base = base
        count = Int(PQntuples(base))
        columns = Int(PQnfields(base))
    }

    deinit { PQclear(base) }

    var status: ExecStatusType { PQresultStatus(base) }

    /// What was done, such as `INSERT 0 1`.
    var tag: String { String(cString: PQcmdStatus(base)) }

    /// How many rows were changed.
    var changes: Int { Int(String(cString: PQcmdTuples(base))) ?? 0 }

    var error: PostgresError {
        let code = PQresultErrorField(base, Int32(UInt8(ascii: "C"))).map { String(cString: $0) } ?? ""
        let message =
            PQresultErrorField(base, Int32(UInt8(ascii: "M"))).map { String(cString: $0) }
            ?? String(cString: PQresultErrorMessage(base))
        return PostgresError(code: code, message: message)
    }

    func place(of column: String) -> Int? {
        if let places = places ?? call?.places { return places[column] }
        var made: [String: Int] = [:]
        for place in 0..<columns { made[String(cString: PQfname(base, Int32(place)))] = place }
        places = made
        call?.places = made
        return made[column]
    }

    func name(_ place: Int) -> String { String(cString: PQfname(base, Int32(place))) }
    var width: Int { columns }

    func isNull(_ row: Int, _ place: Int) -> Bool { PQgetisnull(base, Int32(row), Int32(place)) == 1 }
    func type(_ place: Int) -> Oid { PQftype(base, Int32(place)) }

    func bytes(_ row: Int, _ place: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(
            start: PQgetvalue(base, Int32(row), Int32(place)), count: Int(PQgetlength(base, Int32(row), Int32(place))))
    }
}

/// One row of a result.
struct PostgresRow {
    let result: PostgresResult
    let row: Int

    /// A column of a type that no statement of ours gives.
    struct UnknownType: Error, CustomStringConvertible {
        let column: String
        let type: UInt32
        var description: String { "column \(column) is of PostgreSQL's type \(type), which is never asked for" }
    }

    func place(of column: String) -> Int? { result.place(of: column) }
    func isNull(_ place: Int) -> Bool { result.isNull(row, place) }

    /// The value at a place, by its type.
    func value(_ place: Int) throws -> SQL.Value {
        if isNull(place) { return .null }
        switch result.type(place) {
        case PostgresType.bool, PostgresType.int2, PostgresType.int4, PostgresType.int8, PostgresType.numeric:
            return .integer(number(place))
        case PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name, PostgresType.unknown,
            PostgresType.json:
            return .text(string(place))
        case PostgresType.bytea:
            return .blob(Array(result.bytes(row, place)))
        case let type:
            throw UnknownType(column: result.name(place), type: type)
        }
    }

    /// A whole number of any type of numbers.
    func number(_ place: Int) -> Int64 {
        if isNull(place) { return 0 }
        let bytes = result.bytes(row, place)
        if result.type(place) == PostgresType.numeric { return PostgresType.whole(bytes) }
        var number: Int64 = bytes.first.map { $0 & 0x80 != 0 && bytes.count > 1 } == true ? -1 : 0
        for byte in bytes { number = number << 8 | Int64(byte) }
        return number
    }

    func string(_ place: Int) -> String { String(decoding: result.bytes(row, place), as: UTF8.self) }
}

/// The types of columns and parameters, by the numbers PostgreSQL gives them.
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let name: Oid = 19
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let json: Oid = 114
    static let unknown: Oid = 705
    static let bpchar: Oid = 1042
    static let varchar: Oid = 1043
    static let numeric: Oid = 1700

    /// A sum of whole numbers as PostgreSQL sends it: digits to the base 10,000, the first with the highest weight.
    static func whole(_ bytes: UnsafeRawBufferPointer) -> Int64 {
        func word(_ index: Int) -> UInt16 { UInt16(bytes[index * 2]) << 8 | UInt16(bytes[index * 2 + 1]) }
        guard bytes.count >= 8 else { return 0 }
        let (digits, weight) = (Int(word(0)), Int(Int16(bitPattern: word(1))))
        var number: Int64 = 0
        if weight >= 0 {
            for place in 0...weight { number = number &* 10_000 &+ (place < digits ? Int64(word(4 + place)) : 0) }
        }
        return word(2) == 0x4000 ? -number : number
    }
}
