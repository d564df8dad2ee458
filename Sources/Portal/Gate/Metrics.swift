import Synchronization

/// Requests by route and status, and how long they took by urgency. Labels are routes and statuses, never people.
public final class Metrics: Sendable {
    private struct Key: Hashable, Comparable {
        let method: String
        let route: String
        let status: Int
        static func < (left: Key, right: Key) -> Bool {
            (left.route, left.method, left.status) < (right.route, right.method, right.status)
        }
    }

    private struct Times {
        /// Counts by upper bound.
        var counts = [Int](repeating: 0, count: Metrics.bounds.count + 1)
        var seconds = 0.0
    }

    private struct Held {
        var requests: [Key: Int] = [:]
        var times: [Urgency?: Times] = [:]
    }

    /// Upper bounds in seconds.
    private static let bounds = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.15, 0.25, 0.5, 1, 2, 5, 30]
    private let held = Mutex(Held())

    /// Begins with nothing.
    public init() {}

    func answered(_ method: String, _ route: String, _ urgency: Urgency?, status: Int, in duration: Duration) {
        let seconds = duration / Duration.seconds(1)
        let bucket = Metrics.bounds.firstIndex { seconds <= $0 } ?? Metrics.bounds.count
        held.withLock { held in
            held.requests[Key(method: method, route: route, status: status), default: 0] += 1
            held.times[urgency, default: Times()].counts[bucket] += 1
            held.times[urgency, default: Times()].seconds += seconds
        }
    }

    func write(to text: inout Exposition) {
        let held = held.withLock { $0 }
        text.add(
            "kofu_requests_total", .counter, "Requests that were answered.",
            held.requests.sorted { $0.key < $1.key }.map { key, number in
                .init(
                    [("method", key.method), ("route", key.route), ("status", String(key.status))], Double(number))
            })
        let classes: [Urgency?] = Urgency.allCases + [nil]
        text.histogram(
            "kofu_request_seconds", "From the head of a request to the head of its answer.", bounds: Metrics.bounds,
            classes.compactMap { urgency in
                held.times[urgency].map { ([("class", urgency?.rawValue ?? "always")], $0.counts, $0.seconds) }
            })
    }
}
