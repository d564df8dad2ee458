import Foundation

/// A JSON value as Kofu's record holds it: whole numbers only, since nothing binary floating may come near money.
public enum JSON: Hashable, Sendable {
    case null
    case bool(Bool)
    case integer(Int64)
    case string(String)
    case array([JSON])
    case object([String: JSON])

    /// RFC 8785 (JSON Canonicalization Scheme): one text for one value, so that its hash can be computed again.
    /// Keys are sorted by UTF-16 code units, nothing is escaped that need not be.
    public var canonical: String {
        var bytes: [UInt8] = []
        write(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    func write(to bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .bool(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
        case .integer(let value): bytes.append(contentsOf: String(value).utf8)
        case .string(let value): JSON.write(value, to: &bytes)
        case .array(let values):
            bytes.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            var first = true
            for (key, value) in members.sorted(by: { JSON.precedes($0.key, $1.key) }) {
                if !first { bytes.append(UInt8(ascii: ",")) }
                first = false
                JSON.write(key, to: &bytes)
                bytes.append(UInt8(ascii: ":"))
                value.write(to: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The order of UTF-16 code units, found by UTF-8 bytes: the same but for the characters beyond U+FFFF, whose
    /// surrogates (D800 to DFFF) come before U+E000 to U+FFFF.
    static func precedes(_ left: String, _ right: String) -> Bool {
        var others = right.utf8.makeIterator()
        for byte in left.utf8 {
            guard let other = others.next() else { return false }
            if byte == other { continue }
            if byte >= 0xEE, other >= 0xEE, (byte >= 0xF0) != (other >= 0xF0) { return byte > other }
            return byte < other
        }
        return others.next() != nil
    }

    private static func write(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        bytes.append(UInt8(ascii: "\""))
        text.withUTF8 { plain in
            // Runs of bytes that stand for themselves are copied whole.
            var start = 0
            for index in plain.indices where plain[index] < 0x20 || plain[index] == 0x22 || plain[index] == 0x5C {
                bytes.append(contentsOf: plain[start..<index])
                start = index + 1
                writeEscape(of: plain[index], to: &bytes)
            }
            bytes.append(contentsOf: plain[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private static func writeEscape(of byte: UInt8, to bytes: inout [UInt8]) {
        switch byte {
        case 0x22: bytes.append(contentsOf: #"\""#.utf8)
        case 0x5C: bytes.append(contentsOf: #"\\"#.utf8)
        case 0x08: bytes.append(contentsOf: #"\b"#.utf8)
        case 0x09: bytes.append(contentsOf: #"\t"#.utf8)
        case 0x0A: bytes.append(contentsOf: #"\n"#.utf8)
        case 0x0C: bytes.append(contentsOf: #"\f"#.utf8)
        case 0x0D: bytes.append(contentsOf: #"\r"#.utf8)
        default:
            bytes.append(contentsOf: #"\u00"#.utf8)
            bytes.append(hexadecimal[Int(byte >> 4)])
            bytes.append(hexadecimal[Int(byte & 15)])
        }
    }

    /// What is wrong with a text that should have been JSON, and at which byte.
    public struct Malformed: Error, Equatable, CustomStringConvertible {
        public let reason: String
        public let offset: Int
        public var description: String { "JSON, byte \(offset): \(reason)" }
    }

    /// Reads JSON text. Numbers must be whole and fit 64 bits; nesting is limited to 64 levels.
    public init(parsing text: String) throws(Malformed) {
        var reader = JSONReader(bytes: Array(text.utf8))
        self = try reader.document()
    }
}

extension JSON {
    public subscript(key: String) -> JSON? {
        if case .object(let members) = self { members[key] } else { nil }
    }
    public var string: String? { if case .string(let value) = self { value } else { nil } }
    public var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    public var bool: Bool? { if case .bool(let value) = self { value } else { nil } }
    public var array: [JSON]? { if case .array(let value) = self { value } else { nil } }
    public var object: [String: JSON]? { if case .object(let value) = self { value } else { nil } }
    public var strings: [String]? { array?.compactMap(\.string) }

    /// An object without the members whose value is nil: an absent thing is absent, not null.
    public static func members(_ members: [String: JSON?]) -> JSON { .object(members.compactMapValues { $0 }) }
    public static func strings(_ texts: [String]) -> JSON { .array(texts.map(JSON.string)) }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral {
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .integer(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
}

/// A strict recursive-descent reader over bytes; `position` never passes the end.
private struct JSONReader {
    let bytes: [UInt8]
    var position = 0
    var depth = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSON.Malformed) -> JSON {
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw wrong("something after the value") }
        return value
    }

    func wrong(_ reason: String) -> JSON.Malformed { JSON.Malformed(reason: reason, offset: position) }

    var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    mutating func skipSpace() {
        while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { position += 1 }
    }

    mutating func take(_ byte: UInt8) -> Bool {
        guard next == byte else { return false }
        position += 1
        return true
    }

    mutating func word(_ word: StaticString, _ value: JSON) throws(JSON.Malformed) -> JSON {
        for byte in word.description.utf8 { guard take(byte) else { throw wrong("unknown word") } }
        return value
    }

    mutating func value() throws(JSON.Malformed) -> JSON {
        skipSpace()
        guard let byte = next else { throw wrong("a value is missing") }
        switch byte {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            guard depth < 64 else { throw wrong("nested too deeply") }
            depth += 1
            defer { depth -= 1 }
            return byte == UInt8(ascii: "{") ? try object() : try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: return try integer()
        }
    }

    mutating func integer() throws(JSON.Malformed) -> JSON {
        let start = position
        _ = take(UInt8(ascii: "-"))
        while let byte = next, (0x30...0x39).contains(byte) { position += 1 }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if let byte = next, byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e") {
            throw wrong("only whole numbers are recorded")
        }
        guard let value = Int64(text), String(value) == text else { throw wrong("not a number") }
        return .integer(value)
    }

    mutating func array() throws(JSON.Malformed) -> JSON {
        position += 1
        var values: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(values) }
        while true {
            values.append(try value())
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(values) }
            guard take(UInt8(ascii: ",")) else { throw wrong("expected , or ]") }
        }
    }

    mutating func object() throws(JSON.Malformed) -> JSON {
        position += 1
        var members: [String: JSON] = [:]
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(members) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\"") else { throw wrong("a key is missing") }
            let key = try string()
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw wrong("expected :") }
            guard members.updateValue(try value(), forKey: key) == nil else { throw wrong("key twice: \(key)") }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(members) }
            guard take(UInt8(ascii: ",")) else { throw wrong("expected , or }") }
        }
    }

    mutating func string() throws(JSON.Malformed) -> String {
        position += 1
        // Until the first escape the text is the bytes themselves.
        let start = position
        while let byte = next, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 { position += 1 }
        if take(UInt8(ascii: "\"")) { return String(decoding: bytes[start..<position - 1], as: UTF8.self) }
        var plain = Array(bytes[start..<position])
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: plain, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &plain)
            case 0..<0x20: throw wrong("a control character in a string")
            default: plain.append(byte)
            }
        }
        throw wrong("a string without end")
    }

    mutating func escape(into plain: inout [UInt8]) throws(JSON.Malformed) {
        guard let byte = next else { throw wrong("a string without end") }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain.append(byte)
        case UInt8(ascii: "b"): plain.append(0x08)
        case UInt8(ascii: "f"): plain.append(0x0C)
        case UInt8(ascii: "n"): plain.append(0x0A)
        case UInt8(ascii: "r"): plain.append(0x0D)
        case UInt8(ascii: "t"): plain.append(0x09)
        case UInt8(ascii: "u"):
            let unit = try codeUnit()
            if UTF16.isTrailSurrogate(unit) { throw wrong("half a surrogate pair") }
            guard UTF16.isLeadSurrogate(unit) else {
                plain.append(contentsOf: String(decoding: [unit], as: UTF16.self).utf8)
                return
            }
            guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else { throw wrong("half a surrogate pair") }
            let trail = try codeUnit()
            guard UTF16.isTrailSurrogate(trail) else { throw wrong("half a surrogate pair") }
            plain.append(contentsOf: String(decoding: [unit, trail], as: UTF16.self).utf8)
        default: throw wrong("unknown escape")
        }
    }

    mutating func codeUnit() throws(JSON.Malformed) -> UInt16 {
        guard position + 4 <= bytes.count,
            let unit = UInt16(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
        else { throw wrong("four hexadecimal digits expected") }
        position += 4
        return unit
    }
}
