import Foundation

/// The name of a variable, a context's entry, a parameter or a function.
///
/// Names are compared character by character: nothing is folded or normalised, so 髙 is not 高, and `補助率（上限）` with
/// full-width parentheses is a name of its own. Only white space is: between words it counts as one space, and around
/// the signs `. / - ' + *` that a name may contain as none (DMN 1.5 §10.3.1.4).
public struct Name: Sendable {
    /// The name as it is written.
    public let text: String
    /// FNV-1a of the UTF-8 bytes: names are mostly told apart without looking at their characters.
    private let hash: UInt64

    /// A name as written; white space in it is brought to its one form.
    public init(_ text: String) {
        self.init(exact: text.utf8.contains(where: { $0 == 0x20 || $0 >= 0x80 }) ? Name.spaced(text) : text)
    }

    /// A name whose white space is in its one form already.
    init(exact text: String) {
        self.text = text
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        self.hash = hash
    }

    /// The name made of tokens: one space between words, none around signs.
    init(tokens: [String]) {
        var text = ""
        var wasWord = false
        for token in tokens {
            let isWord = token.utf8.first.map { !Name.signs.contains($0) } ?? false
            if isWord, wasWord { text += " " }
            text += token
            wasWord = isWord
        }
        self.init(exact: text)
    }

    /// The signs a name may contain (grammar rule 30).
    static let signs: [UInt8] = Array("./-'+*".utf8)

    /// The words and signs of a name: `round down` is two.
    var tokens: [String] {
        var tokens: [String] = []
        var word = ""
        for scalar in text.unicodeScalars {
            let isSign = scalar.isASCII && Name.signs.contains(UInt8(scalar.value))
            if isSign || Characters.isSpace(scalar) {
                if !word.isEmpty { tokens.append(word) }
                word = ""
                if isSign { tokens.append(String(scalar)) }
            } else {
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { tokens.append(word) }
        return tokens
    }

    private static func spaced(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: Characters.isSpace) else { return text }
        return Name(tokens: Name(exact: text).tokens).text
    }
}

extension Name: Hashable {
    public static func == (left: Name, right: Name) -> Bool {
        guard left.hash == right.hash else { return false }
        let isSame = left.text.utf8.withContiguousStorageIfAvailable { one in
            right.text.utf8.withContiguousStorageIfAvailable { other in
                guard one.count == other.count, let first = one.baseAddress, let second = other.baseAddress else {
                    return one.count == other.count
                }
                return memcmp(first, second, one.count) == 0
            }
        }
        return (isSame ?? nil) ?? left.text.utf8.elementsEqual(right.text.utf8)
    }

    public func hash(into hasher: inout Hasher) { hasher.combine(hash) }
}

extension Name: ExpressibleByStringLiteral, CustomStringConvertible, Comparable {
    public init(stringLiteral text: String) { self.init(text) }

    public var description: String { text }

    public static func < (left: Name, right: Name) -> Bool { left.text.utf8.lexicographicallyPrecedes(right.text.utf8) }
}
