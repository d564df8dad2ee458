import Synchronization

/// Counters and durations in the text format Prometheus reads. Labels are routes and statuses, never people.
public final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let route: String
        let status: Int
        static func < (left: Key, right: Key) -> Bool { (left.route, left.status) < (right.route, right.status) }
    }

    private struct Held {
        var requests: [Key: Int] = [:]
        /// Counts by upper bound, of all requests.
        var buckets = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var milliseconds: Int64 = 0
        var counters: [String: Int] = [:]
    }

    /// Upper bounds in milliseconds.
    private static let bounds = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 5000]
    private let held = Mutex(Held())

    public init() {}

    func answered(_ route: String, status: Int, in duration: Duration) {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        let bucket = Metrics.bounds.firstIndex { milliseconds <= Int64($0) } ?? Metrics.bounds.count
        held.withLock {
            $0.requests[Key(route: route, status: status), default: 0] += 1
            $0.buckets[bucket] += 1
            $0.milliseconds += milliseconds
        }
    }

    /// Counts one more of something: `kofu_submissions_total`.
    func count(_ name: String, by number: Int = 1) { held.withLock { $0.counters[name, default: 0] += number } }

    /// Everything in the exposition format, with gauges measured just now.
    func text(gauges: [(name: String, value: Int)]) -> String {
        let held = held.withLock { $0 }
        var lines = ["# TYPE kofu_requests_total counter"]
        for (key, number) in held.requests.sorted(by: { $0.key < $1.key }) {
            lines.append("kofu_requests_total{route=\"\(key.route)\",status=\"\(key.status)\"} \(number)")
        }
        lines.append("# TYPE kofu_request_milliseconds histogram")
        var sum = 0
        for (index, number) in held.buckets.enumerated() {
            sum += number
            let bound = index < Metrics.bounds.count ? String(Metrics.bounds[index]) : "+Inf"
            lines.append("kofu_request_milliseconds_bucket{le=\"\(bound)\"} \(sum)")
        }
        lines += ["kofu_request_milliseconds_sum \(held.milliseconds)", "kofu_request_milliseconds_count \(sum)"]
        for (name, number) in held.counters.sorted(by: { $0.key < $1.key }) {
            lines += ["# TYPE \(name) counter", "\(name) \(number)"]
        }
        for gauge in gauges { lines += ["# TYPE \(gauge.name) gauge", "\(gauge.name) \(gauge.value)"] }
        return lines.joined(separator: "\n") + "\n"
    }
}
