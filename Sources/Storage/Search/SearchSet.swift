/// A set of documents, a bit each.
struct SearchSet: Equatable {
    private(set) var words: [UInt64]

    init(upTo count: Int) { words = Array(repeating: 0, count: (count + 63) / 64) }

    func contains(_ doc: Int64) -> Bool {
        let index = Int(doc) / 64
        return doc >= 0 && index < words.count && words[index] & (1 << UInt64(doc % 64)) != 0
    }

    mutating func insert(_ doc: Int) {
        if doc / 64 < words.count { words[doc / 64] |= 1 << UInt64(doc % 64) }
    }

    /// Puts a block's documents in their place.
    mutating func put(_ block: [UInt64], at word: Int) {
        for (index, bits) in block.enumerated() where word + index < words.count { words[word + index] = bits }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    /// The documents, smallest first.
    var members: [Int64] {
        var members: [Int64] = []
        for (index, word) in words.enumerated() {
            var bits = word
            while bits != 0 {
                members.append(Int64(index * 64 + bits.trailingZeroBitCount))
                bits &= bits - 1
            }
        }
        return members
    }
}

/// The documents of one block that have a term, as stored: a number of two bytes for each, or a bit for every document
/// of the block where there are many.
enum Posting {
    static func encode(_ docs: [UInt16]) -> [UInt8] {
        if docs.count < SearchIndex.blockSize / 16 {
            return docs.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        }
        var bits = [UInt8](repeating: 0, count: SearchIndex.blockSize / 8)
        for doc in docs { bits[Int(doc) / 8] |= 1 << UInt8(doc % 8) }
        return bits
    }

    /// Keeps of a block's documents those that the stored ones hold too.
    static func intersect(_ stored: UnsafeRawBufferPointer, with block: inout [UInt64]) {
        if stored.count == SearchIndex.blockSize / 8 {
            for index in block.indices {
                block[index] &= UInt64(
                    littleEndian: stored.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
            }
            return
        }
        var kept = [UInt64](repeating: 0, count: block.count)
        for offset in stride(from: 0, to: stored.count - 1, by: 2) {
            let doc = Int(stored[offset]) | Int(stored[offset + 1]) << 8
            if doc / 64 < block.count { kept[doc / 64] |= block[doc / 64] & (1 << UInt64(doc % 64)) }
        }
        block = kept
    }
}
