import Dispatch
import Synchronization

/// How far the primary had come, second by second: by it is known how old is what a standby has, without trusting any clock
/// but this machine's.
final class PrimaryLog: Sendable {
    /// Everything acknowledged before this moment lies before this position.
    private struct Sample {
        let at: DispatchTime
        let position: Database.Position
    }

    private let held = Mutex<[Sample]>([])

    /// An hour of seconds in which something was written.
    private static let most = 3600

    /// Notes how far it has come.
    /// - Parameter time: from before it was asked.
    func note(_ position: Database.Position, at time: DispatchTime) {
        held.withLock { samples in
            if let last = samples.last {
                // Nothing was written since.
                if position == last.position { return }
                // Another server has taken over, which had not come so far: what was known is of no use.
                if position < last.position { samples.removeAll() }
            }
            samples.append(Sample(at: time, position: position))
            if samples.count > PrimaryLog.most { samples.removeFirst() }
        }
    }

    /// What a standby must have for nothing in it to be older than `age` seconds; nil while nothing is known of the primary.
    /// Where the primary is away, what was known of it last.
    func floor(of age: Double, at now: DispatchTime = .now()) -> Database.Position? {
        held.withLock { samples in
            let limit = now - age
            return (samples.last { $0.at <= limit } ?? samples.first)?.position
        }
    }

    /// For how many seconds a standby that has come to a position has lacked something; 0 where it lacks nothing.
    func lag(behind position: Database.Position, at now: DispatchTime = .now()) -> Double? {
        held.withLock { samples in
            guard !samples.isEmpty else { return nil }
            guard let missing = samples.first(where: { $0.position > position }) else { return 0 }
            return Double(now.uptimeNanoseconds - min(missing.at.uptimeNanoseconds, now.uptimeNanoseconds)) / 1e9
        }
    }
}
