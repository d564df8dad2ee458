import Grants
import Testing

@testable import Storage

@Suite("Searching")
struct SearchTests {
    @Test("a text has every term that a word in it needs")
    func terms() {
        var chance = SplitMix64(seed: 7)
        let letters = Array("ab1２京東都アあ髙、\u{1F33E}".unicodeScalars)
        for _ in 0..<2000 {
            let scalars = (0..<Int.random(in: 1...12, using: &chance)).map { _ in letters.randomElement(using: &chance)!
            }
            let text = Plain.searchable(String(String.UnicodeScalarView(scalars)))
            let all = Array(text.unicodeScalars)
            let from = Int.random(in: 0..<all.count, using: &chance)
            let until = Int.random(in: from + 1...all.count, using: &chance)
            let word = String(String.UnicodeScalarView(all[from..<until]))
            let needed = SearchTerms.needed(for: word)
            #expect(SearchTerms.of(text).isSuperset(of: needed.terms), "\(word) in \(text)")
            #expect(!needed.terms.isEmpty)
        }
    }

    @Test("a word of one term is surely in a text that has the term")
    func exact() {
        #expect(SearchTerms.needed(for: "京").isExact)
        #expect(SearchTerms.needed(for: "東京").isExact)
        #expect(SearchTerms.needed(for: "k10").isExact)
        #expect(!SearchTerms.needed(for: "東京都").isExact)
        #expect(!SearchTerms.needed(for: "k1000").isExact)
    }

    @Test("a stored posting gives back its documents, few or many")
    func postings() {
        var chance = SplitMix64(seed: 8)
        for count in [0, 1, 5, 255, 256, 257, 3000, SearchIndex.blockSize] {
            let docs = Array(0..<UInt16(SearchIndex.blockSize)).shuffled(using: &chance).prefix(count).sorted()
            var block = [UInt64](repeating: .max, count: SearchIndex.blockSize / 64)
            Posting.encode(docs).withUnsafeBytes { Posting.intersect($0, with: &block) }
            var set = SearchSet(upTo: SearchIndex.blockSize)
            set.put(block, at: 0)
            #expect(set.members == docs.map(Int64.init))
            #expect(set.count == count)
        }
    }

    @Test("words are folded as texts are, and control characters find nothing new")
    func words() {
        #expect(SearchTerms.words(" ＩｏＴ　ｶﾀｶﾅ\u{0}\u{1} ") == ["iot", "カタカナ"])
        #expect(SearchTerms.words("\u{1}\u{2}") == [])
    }
}
