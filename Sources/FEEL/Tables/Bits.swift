/// A set of small numbers.
struct Bits: Hashable, Sendable {
    private(set) var words: [UInt64]

    /// An empty set for numbers below the count.
    init(_ count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    /// All numbers below the count.
    init(all count: Int) {
        self.init(count)
        for number in 0..<count { insert(number) }
    }

    var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

    mutating func insert(_ number: Int) { words[number / 64] |= 1 << UInt64(number % 64) }

    func contains(_ number: Int) -> Bool { words[number / 64] & (1 << UInt64(number % 64)) != 0 }

    /// Precondition: both are for the same count.
    func intersection(_ other: Bits) -> Bits {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }

    func isSubset(of other: Bits) -> Bool { zip(words, other.words).allSatisfy { $0 & ~$1 == 0 } }
}
