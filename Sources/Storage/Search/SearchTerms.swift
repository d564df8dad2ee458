import Grants

/// What texts are found by: each character, each pair of neighbours, and each three of half-width letters and digits,
/// which receipt and corporate numbers are made of. A term is its characters' numbers, 21 bits each.
enum SearchTerms {
    /// The terms of a text that `Plain.searchable` gave, each once.
    static func of(_ text: String) -> Set<Int64> {
        var terms: Set<Int64> = []
        var (before, last): (UInt32?, UInt32?) = (nil, nil)
        for scalar in text.unicodeScalars {
            // Line ends and the marks between answers part words.
            guard scalar.value > 0x20 else {
                (before, last) = (nil, nil)
                continue
            }
            terms.insert(term(scalar.value))
            if let last {
                terms.insert(term(last, scalar.value))
                if let before, isCode(before), isCode(last), isCode(scalar.value) {
                    terms.insert(term(before, last, scalar.value))
                }
            }
            (before, last) = (last, scalar.value)
        }
        return terms
    }

    /// The fewest terms that a text with this word must have, and whether it then surely has the word.
    static func needed(for word: String) -> (terms: [Int64], isExact: Bool) {
        let scalars = word.unicodeScalars.map(\.value)
        if scalars.count < 2 { return (scalars.map { term($0) }, true) }
        var terms: [Int64] = []
        for index in 0..<scalars.count - 1 {
            let pair = scalars[index...index + 1]
            let before = index > 0 ? scalars[index - 1] : nil
            let after = index + 2 < scalars.count ? scalars[index + 2] : nil
            if pair.allSatisfy(isCode), let after, isCode(after) {
                terms.append(term(pair.first ?? 0, pair.last ?? 0, after))
            } else if !(pair.allSatisfy(isCode) && before.map(isCode) == true) {
                terms.append(term(pair.first ?? 0, pair.last ?? 0))
            }
        }
        var seen: Set<Int64> = []
        return (terms.filter { seen.insert($0).inserted }, terms.count == 1)
    }

    /// The words of what someone typed, folded as texts are.
    static func words(_ typed: String) -> [String] {
        typed.split(whereSeparator: \.isWhitespace).prefix(8)
            .map { word in
                String(
                    String.UnicodeScalarView(Plain.searchable(String(word)).unicodeScalars.filter { $0.value > 0x20 }))
            }
            .filter { !$0.isEmpty }
    }

    private static func isCode(_ scalar: UInt32) -> Bool {
        (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar)
    }

    private static func term(_ scalars: UInt32...) -> Int64 {
        scalars.reduce(0) { $0 << 21 | Int64($1) }
    }
}
