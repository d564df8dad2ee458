import Testing

@testable import FEEL

/// A small regular expression that matches itself by trying one way after the other.
private indirect enum Tree {
    case letter(Character)
    case dot
    case group(Int, Tree)
    case plain(Tree)
    case sequence([Tree])
    case either(Tree, Tree)
    case repeated(Tree, Int, Int?, Bool)

    typealias State = (position: Int, groups: [Int: Range<Int>])

    var pattern: String {
        switch self {
        case .letter(let letter): String(letter)
        case .dot: "."
        case .group(_, let tree): "(\(tree.pattern))"
        case .plain(let tree): "(?:\(tree.pattern))"
        case .sequence(let trees): trees.map(\.pattern).joined()
        case .either(let one, let other): "(?:\(one.pattern)|\(other.pattern))"
        case .repeated(let tree, let least, let most, let isGreedy):
            "(?:\(tree.pattern)){\(least),\(most.map(String.init) ?? "")}\(isGreedy ? "" : "?")"
        }
    }

    /// Whether it can match nothing.
    var canBeEmpty: Bool {
        switch self {
        case .letter, .dot: false
        case .group(_, let tree), .plain(let tree): tree.canBeEmpty
        case .sequence(let trees): trees.allSatisfy(\.canBeEmpty)
        case .either(let one, let other): one.canBeEmpty || other.canBeEmpty
        case .repeated(let tree, let least, _, _): least == 0 || tree.canBeEmpty
        }
    }

    func match(_ text: [Character], _ state: State, then: (State) -> State?) -> State? {
        switch self {
        case .letter, .dot:
            guard state.position < text.count else { return nil }
            if case .letter(let letter) = self, text[state.position] != letter { return nil }
            return then((state.position + 1, state.groups))
        case .group(let number, let tree):
            return tree.match(text, state) { inner in
                var groups = inner.groups
                groups[number] = state.position..<inner.position
                return then((inner.position, groups))
            }
        case .plain(let tree): return tree.match(text, state, then: then)
        case .sequence(let trees):
            guard let first = trees.first else { return then(state) }
            return first.match(text, state) { Tree.sequence(Array(trees.dropFirst())).match(text, $0, then: then) }
        case .either(let one, let other):
            return one.match(text, state, then: then) ?? other.match(text, state, then: then)
        case .repeated(let tree, let least, let most, let isGreedy):
            if most == 0 { return then(state) }
            let rest = Tree.repeated(tree, max(0, least - 1), most.map { $0 - 1 }, isGreedy)
            func again() -> State? {
                tree.match(text, state) { inner in
                    // A round that took nothing is the last.
                    inner.position == state.position && least <= 1 ? then(inner) : rest.match(text, inner, then: then)
                }
            }
            if least > 0 { return again() }
            return isGreedy ? again() ?? then(state) : then(state) ?? again()
        }
    }

    /// A random one.
    static func random(_ depth: Int, _ groups: inout Int, plainLoops: Bool, _ chance: inout Chance) -> Tree {
        switch Int.random(in: 0..<(depth == 0 ? 4 : 10), using: &chance) {
        case 0, 1, 2: return .letter(["a", "b", "c"].randomElement(using: &chance) ?? "a")
        case 3: return .dot
        case 4, 5:
            return .sequence(
                (0..<Int.random(in: 0...3, using: &chance)).map { _ in
                    random(depth - 1, &groups, plainLoops: plainLoops, &chance)
                })
        case 6:
            let one = random(depth - 1, &groups, plainLoops: plainLoops, &chance)
            return .either(one, random(depth - 1, &groups, plainLoops: plainLoops, &chance))
        case 7:
            groups += 1
            let number = groups
            return .group(number, random(depth - 1, &groups, plainLoops: plainLoops, &chance))
        default:
            let inner = random(depth - 1, &groups, plainLoops: plainLoops, &chance)
            if plainLoops, inner.canBeEmpty { return .plain(inner) }
            let least = Int.random(in: 0...2, using: &chance)
            let most = Bool.random(using: &chance) ? least + Int.random(in: 0...2, using: &chance) : nil
            return .repeated(inner, least, most, Bool.random(using: &chance))
        }
    }
}

@Suite("Patterns agree with a simple matcher")
struct PatternOracleTests {
    private func text(_ chance: inout Chance) -> [Character] {
        (0..<Int.random(in: 0...8, using: &chance)).map { _ in ["a", "b", "c"].randomElement(using: &chance) ?? "a" }
    }

    @Test("about what matches", arguments: 0..<100)
    func membership(seed: UInt64) throws {
        var chance = Chance(seed + 6_000)
        for _ in 0..<30 {
            var groups = 0
            let tree = Tree.random(3, &groups, plainLoops: false, &chance)
            // The last references an empty group, and makes the other machine run.
            let both = [try Pattern("^(?:\(tree.pattern))$"), try Pattern("^(?:\(tree.pattern))()\\\(groups + 1)$")]
            for _ in 0..<6 {
                let text = text(&chance)
                let expected = tree.match(text, (0, [:])) { $0.position == text.count ? $0 : nil } != nil
                for pattern in both {
                    var budget = 1_000_000
                    #expect(
                        try pattern.isFound(in: String(text), budget: &budget) == expected,
                        "\(tree.pattern) in \(String(text))")
                }
            }
        }
    }

    @Test("about where the first match is, and what groups captured", arguments: 0..<100)
    func captures(seed: UInt64) throws {
        var chance = Chance(seed + 7_000)
        for _ in 0..<30 {
            var groups = 0
            let tree = Tree.random(3, &groups, plainLoops: true, &chance)
            if tree.canBeEmpty { continue }
            let both = [try Pattern(tree.pattern), try Pattern("\(tree.pattern)()\\\(groups + 1)")]
            let replacement = (0...min(groups, 9)).map { "<$\($0)>" }.joined()
            for _ in 0..<6 {
                let text = text(&chance)
                var expected = ""
                var position = 0
                while position < text.count {
                    guard let end = tree.match(text, (position, [:]), then: { $0 }) else {
                        expected.append(text[position])
                        position += 1
                        continue
                    }
                    expected += "<\(String(text[position..<end.position]))>"
                    for group in 1..<min(groups, 9) + 1 { expected += "<\(String(text[end.groups[group] ?? 0..<0]))>" }
                    position = end.position
                }
                for pattern in both {
                    var budget = 1_000_000
                    #expect(
                        try pattern.replacing(in: String(text), with: replacement, budget: &budget) == expected,
                        "\(tree.pattern) in \(String(text))")
                }
            }
        }
    }
}
