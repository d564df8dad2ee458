/// Figures as Prometheus reads them (text format 0.0.4).
struct Exposition {
    private(set) var text = ""

    /// What kind of figure it is.
    enum Kind: String {
        case counter, gauge, histogram, summary
    }

    /// A figure by its labels.
    struct Sample {
        var labels: [(String, String)] = []
        let value: Double

        init(_ labels: [(String, String)] = [], _ value: Double) {
            self.labels = labels
            self.value = value
        }
    }

    /// Adds figures of one name.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ samples: [Sample]) {
        if samples.isEmpty { return }
        head(name, kind, help)
        for sample in samples { line(name, sample.labels, sample.value) }
    }

    /// Adds one figure.
    mutating func add(_ name: String, _ kind: Kind, _ help: String, _ value: Double?) {
        if let value { add(name, kind, help, [Sample([], value)]) }
    }

    /// Adds counts by upper bounds, of which each takes in all before it.
    mutating func histogram(
        _ name: String, _ help: String, bounds: [Double],
        _ all: [(labels: [(String, String)], counts: [Int], sum: Double)]
    ) {
        if all.isEmpty { return }
        head(name, .histogram, help)
        for one in all {
            var sum = 0
            for (index, count) in one.counts.enumerated() {
                sum += count
                let bound = index < bounds.count ? Exposition.number(bounds[index]) : "+Inf"
                line("\(name)_bucket", one.labels + [("le", bound)], Double(sum))
            }
            line("\(name)_sum", one.labels, one.sum)
            line("\(name)_count", one.labels, Double(sum))
        }
    }

    /// Adds how often something took time, and how long together.
    mutating func summary(
        _ name: String, _ help: String, _ all: [(labels: [(String, String)], count: Int, sum: Double)]
    ) {
        if all.isEmpty { return }
        head(name, .summary, help)
        for one in all {
            line("\(name)_sum", one.labels, one.sum)
            line("\(name)_count", one.labels, Double(one.count))
        }
    }

    private mutating func head(_ name: String, _ kind: Kind, _ help: String) {
        text += "# HELP \(name) \(Exposition.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        let list = labels.map { "\($0.0)=\"\(Exposition.escaped($0.1, quotes: true))\"" }.joined(separator: ",")
        text += "\(name)\(list.isEmpty ? "" : "{\(list)}") \(Exposition.number(value))\n"
    }

    private static func number(_ value: Double) -> String {
        Int64(exactly: value).map { String($0) } ?? (value.isNaN ? "NaN" : value.isInfinite ? "+Inf" : "\(value)")
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let plain = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? plain.replacing("\"", with: "\\\"") : plain
    }
}
