/// Gathers everything wrong with a folder, and remembers on which line each thing stands for checks across documents.
final class Findings {
    private var found: Set<Finding> = []
    private var lines: [String: (path: String, line: Int)] = [:]

    /// Everything found, each thing once, in the order of documents and lines.
    var all: [Finding] {
        found.sorted { ($0.path, $0.line, $0.message.ja) < ($1.path, $1.line, $1.message.ja) }
    }
    /// Whether nothing found forbids publishing.
    var isEmpty: Bool { found.allSatisfy(\.isWarning) }

    /// Documents that could not be read as a whole. What they would have said is unknown, so nothing that leads to
    /// them or follows from them is called missing: one slip is one finding.
    private(set) var unread: Set<String> = []

    /// Ends the reading of documents; what follows are checks across them.
    func endReading() { unread = Set(found.filter { !$0.isWarning }.map(\.path)) }

    func add(_ path: String, _ line: Int, _ ja: String, _ en: String, isWarning: Bool = false) {
        found.insert(Finding(path: path, line: line, message: Text(ja, en: en), isWarning: isWarning))
    }

    /// Remembers where something is written: `stage call/check`.
    func mark(_ thing: String, _ path: String, _ line: Int) { if lines[thing] == nil { lines[thing] = (path, line) } }

    /// A finding at the place of a thing that was read before.
    func add(at thing: String, _ ja: String, _ en: String, isWarning: Bool = false) {
        let (path, line) = lines[thing] ?? ("programme.yaml", 0)
        add(path, line, ja, en, isWarning: isWarning)
    }

    /// Whether the line of a thing is known.
    func knows(_ thing: String) -> Bool { lines[thing] != nil }
}

/// 「required」ではありませんか。, or all there are when nothing is near.
func hint(_ word: String, among known: [String]) -> String {
    let near = known.map { ($0, editDistance(word, $0)) }.filter {
        $0.1 <= (word.count <= 2 ? 1 : max(2, word.count / 3))
    }.min { $0.1 < $1.1 }
    if let near { return "「\(near.0)」ではありませんか。" }
    if known.isEmpty { return "" }
    let shown = known.prefix(20).joined(separator: "、")
    return "使えるのは：\(shown)\(known.count > 20 ? " ほか" : "")。"
}

/// Levenshtein's distance; texts are cut to 60 characters.
func editDistance(_ one: String, _ other: String) -> Int {
    let (first, second) = (Array(one.prefix(60)), Array(other.prefix(60)))
    var row = Array(0...second.count)
    for (index, character) in first.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for (position, candidate) in second.enumerated() {
            let above = row[position + 1]
            row[position + 1] = min(above + 1, row[position] + 1, diagonal + (character == candidate ? 0 : 1))
            diagonal = above
        }
    }
    return row[second.count]
}
