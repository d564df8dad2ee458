/// A form sent as `application/x-www-form-urlencoded`, or the query of an address: names and values in order.
///
/// Reading never traps: broken percent signs stay as they are, broken UTF-8 becomes U+FFFD, and too much of anything
/// is a `URLEncodedFormError`.
struct URLEncodedForm: Sendable, Equatable {
    /// How much is read at most.
    struct Limits: Sendable {
        /// Bytes of the whole.
        var total = 2 * 1024 * 1024
        /// Names with their values.
        var fields = 20_000
    }

    /// A name and its value.
    struct Field: Sendable, Equatable {
        var name: String
        var value: String
    }

    /// Names and values as they were sent.
    private(set) var fields: [Field] = []
    /// Where each name stands.
    private var positions: [String: [Int]] = [:]

    /// Nothing.
    init() {}

    /// Reads the bytes of a body or query.
    init(_ bytes: some Collection<UInt8>, limits: Limits = Limits()) throws(URLEncodedFormError) {
        guard bytes.count <= limits.total else { throw .tooLarge(limit: limits.total) }
        for pair in bytes.split(separator: UInt8(ascii: "&")) {
            guard fields.count < limits.fields else { throw .tooManyFields(limit: limits.fields) }
            let halves = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            let texts = halves.map { half in
                String(decoding: PercentEncoding.decode(Array(half), plusIsSpace: true), as: UTF8.self)
            }
            append(texts[0], texts.count > 1 ? texts[1] : "")
        }
    }

    /// Reads a query, with or without its `?`.
    init(query: String, limits: Limits = Limits()) throws(URLEncodedFormError) {
        try self.init(query.utf8.drop { $0 == UInt8(ascii: "?") }, limits: limits)
    }

    /// Adds a name and a value at the end: for forms gathered from a multipart body.
    mutating func append(_ name: String, _ value: String) {
        positions[name, default: []].append(fields.count)
        fields.append(Field(name: name, value: value))
    }

    /// The first value of a name.
    subscript(name: String) -> String? {
        positions[name]?.first.map { fields[$0].value }
    }

    /// Every value of a name, in order.
    func all(_ name: String) -> [String] {
        positions[name, default: []].map { fields[$0].value }
    }

    /// The form without some names.
    func without(_ names: Set<String>) -> URLEncodedForm {
        var rest = URLEncodedForm()
        for field in fields where !names.contains(field.name) { rest.append(field.name, field.value) }
        return rest
    }

    /// The form as it is sent, for links that carry a search on.
    var encoded: String {
        fields.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
    }
}

/// Why a form was not read.
enum URLEncodedFormError: Error, Sendable, Equatable {
    case tooLarge(limit: Int)
    case tooManyFields(limit: Int)
}

/// `%E7%94%B3` and back.
enum PercentEncoding {
    /// Reads `%XX`. A percent sign without two hexadecimal digits stands for itself.
    static func decode(_ bytes: [UInt8], plusIsSpace: Bool) -> [UInt8] {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            let byte = bytes[index]
            if byte == UInt8(ascii: "%"), index + 2 < bytes.count, let high = digit(bytes[index + 1]),
                let low = digit(bytes[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        return decoded
    }

    /// Writes everything but ASCII letters, digits and `- . _ ~` as `%XX`, for a query or a segment of a path.
    static func encode(_ text: String) -> String {
        var encoded: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            }
        }
        return String(decoding: encoded, as: UTF8.self)
    }

    private static let hexadecimal = Array("0123456789ABCDEF".utf8)

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
