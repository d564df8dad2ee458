/// Finds the known name that someone may have meant.
enum Nearest {
    /// The name with the fewest changed characters, at most a third of them; nil when none is near.
    static func name(to name: Name, among names: some Sequence<Name>) -> Name? {
        let text = Array(name.text.unicodeScalars.prefix(64))
        var best: (name: Name, distance: Int)?
        for candidate in names {
            let other = Array(candidate.text.unicodeScalars.prefix(64))
            let limit = max(1, max(text.count, other.count) / 3)
            guard abs(text.count - other.count) <= limit else { continue }
            let distance = distance(text, other)
            guard distance <= limit, distance < max(text.count, other.count) else { continue }
            if let found = best, (found.distance, found.name) <= (distance, candidate) { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    /// Characters put in, left out, changed, or swapped with the next (Damerau and Levenshtein).
    private static func distance(_ one: [Unicode.Scalar], _ two: [Unicode.Scalar]) -> Int {
        var before: [Int] = []
        var above = Array(0...two.count)
        for (i, a) in one.enumerated() {
            var row = [i + 1]
            for (j, b) in two.enumerated() {
                var least = min(above[j] + (a == b ? 0 : 1), above[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a == two[j - 1], one[i - 1] == b { least = min(least, before[j - 1] + 1) }
                row.append(least)
            }
            (before, above) = (above, row)
        }
        return above[two.count]
    }
}
