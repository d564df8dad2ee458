/// Reads the value of a header such as `form-data; name="a"; filename*=UTF-8''%E7%94%B3.pdf`.
///
/// It works on bytes: a combining character typed after a quote must not hide the quote.
enum HeaderParameters {
    /// The main value in lower case, and the parameters by name in lower case. Of one given twice the first counts.
    static func read(_ header: some Collection<UInt8>) -> (value: String, parameters: [String: String]) {
        var rest = Array(header)[...]
        let value = text(rest.take { $0 != semicolon }).lowercased()
        var parameters: [String: String] = [:]
        while rest.popFirst() != nil {
            let name = text(rest.take { $0 != equals && $0 != semicolon }).lowercased()
            guard rest.first == equals else { continue }
            rest.removeFirst()
            rest = rest.drop(while: isBlank)
            let value: String
            if rest.first == quote {
                rest.removeFirst()
                value = quoted(&rest)
                _ = rest.take { $0 != semicolon }
            } else {
                value = text(rest.take { $0 != semicolon })
            }
            if !name.isEmpty, parameters[name] == nil { parameters[name] = value }
        }
        return (value, parameters)
    }

    /// Reads `UTF-8'language'%E7%94%B3` (RFC 8187). Nil for other character sets.
    static func decodeExtended(_ text: String) -> String? {
        let parts = text.utf8.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, String(decoding: parts[0], as: UTF8.self).lowercased() == "utf-8" else { return nil }
        return String(decoding: PercentEncoding.decode(Array(parts[2]), plusIsSpace: false), as: UTF8.self)
    }

    /// Bytes without blanks at either end, as text.
    static func text(_ bytes: ArraySlice<UInt8>) -> String {
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest.removeLast() }
        return String(decoding: rest, as: UTF8.self)
    }

    /// What stands between quotes. Browsers write `"` as `%22` and line ends as `%0D%0A`, and send `\` as it is, so a
    /// backslash escapes only a quote or another backslash.
    private static func quoted(_ rest: inout ArraySlice<UInt8>) -> String {
        var bytes: [UInt8] = []
        while let byte = rest.popFirst(), byte != quote {
            if byte == backslash, let next = rest.first, next == quote || next == backslash {
                rest.removeFirst()
                bytes.append(next)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
            .replacing("%22", with: "\"").replacing("%0D", with: "\r").replacing("%0A", with: "\n")
    }

    private static let semicolon = UInt8(ascii: ";")
    private static let equals = UInt8(ascii: "=")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
    /// Takes bytes off the front while they satisfy the condition.
    fileprivate mutating func take(while isWanted: (UInt8) -> Bool) -> ArraySlice<UInt8> {
        let taken = prefix(while: isWanted)
        self = self[taken.endIndex...]
        return taken
    }
}
