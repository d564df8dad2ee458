import FEEL

/// Changes a text here and there, as typing mistakes, cut pastes and people with bad intentions do.
enum Mutation {
    static func mutated(_ text: String, with other: String, _ chance: inout Chance) -> String {
        var scalars = Array(text.unicodeScalars)
        for _ in 0...chance.below(4) {
            let place = chance.below(scalars.count + 1)
            switch chance.below(7) {
            case 0: if place < scalars.count { scalars.remove(at: place) }
            case 1: scalars.insert(chance.one(of: odd), at: place)
            case 2: scalars.insert(contentsOf: chance.one(of: pieces).unicodeScalars, at: place)
            case 3:
                // A part of the other text in the place of a part of this one.
                let end = place + chance.below(scalars.count - place + 1)
                let source = Array(other.unicodeScalars)
                let start = chance.below(source.count + 1)
                scalars.replaceSubrange(place..<end, with: source[start...].prefix(40))
            case 4:
                let end = place + chance.below(min(12, scalars.count - place) + 1)
                let part = Array(scalars[place..<end])
                for _ in 0..<chance.below(chance.once(in: 50) ? 400 : 6) { scalars.insert(contentsOf: part, at: place) }
            case 5: scalars.removeSubrange(place...)
            default: if place < scalars.count { scalars[place] = chance.one(of: odd) }
            }
            if scalars.count > 6_000 { scalars.removeSubrange(6_000...) }
        }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars)
        return String(text)
    }

    private static let odd: [Unicode.Scalar] = [
        "(", ")", "[", "]", "{", "}", "\"", "\\", "@", ".", ",", ":", "-", "*", "/", "?", "<", "=", "!", "0", "9", " ",
        "\n", "\u{0}", "（", "）", "＋", "×", "０", "、", "\u{3000}", "\u{FEFF}", "\u{202E}", "\u{1F600}", "\u{10FFFF}", "’",
        "が",
        "\u{3099}", "\u{200D}", "\u{7F}", "\u{FFFD}",
    ]

    private static let pieces = [
        "((((((((", "[[[[[[", "----", "not(", "if ", " then ", " else ", "..", "**", "1e9999", "@\"", "/*", "*/", "//",
        " and ", " or ", " in ", " instance of ", "function(", ") ", "[item", "partial[-1]", "for i in ", " return ",
        "\"\\u", "list<", "context<", "= null", "10**10**10", "最小(", "切捨て(", "もし(",
    ]
}
