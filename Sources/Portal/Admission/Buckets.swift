import Synchronization

/// How often someone may ask: each has a bucket of tokens that fills again by itself, a request takes one. Buckets are held
/// in memory, by each process for itself, and only so many of them: one that nobody took from for longest is forgotten, and
/// so is full again.
final class Buckets: Sendable {
    private struct Bucket {
        var tokens: Double
        var at: ContinuousClock.Instant
        /// The agency whose programmes its owner last dealt with.
        var agency = ""
    }

    private struct State {
        var young: [Int: Bucket] = [:]
        var old: [Int: Bucket] = [:]
    }

    private let rate: Double
    private let burst: Double
    private let most: Int
    private let state = Mutex(State())

    /// - Parameters:
    ///   - rate: tokens a second; 0 is no limit.
    ///   - burst: how many seconds' worth a bucket holds.
    ///   - most: how many buckets are held.
    init(rate: Int, burst: Int, most: Int = 200_000) {
        self.rate = Double(rate)
        self.burst = Double(rate * burst)
        self.most = max(2, most)
    }

    /// Takes a token; says whether there was one, and the agency remembered with the bucket.
    func take(_ owner: Int, at now: ContinuousClock.Instant = .now) -> (isAllowed: Bool, agency: String) {
        state.withLock { state in
            var bucket = find(owner, &state) ?? Bucket(tokens: burst, at: now)
            defer { keep(bucket, owner, &state) }
            if rate == 0 { return (true, bucket.agency) }
            let passed = max(0, Double((now - bucket.at).milliseconds) / 1000)
            bucket.tokens = min(burst, bucket.tokens + passed * rate)
            bucket.at = max(now, bucket.at)
            if bucket.tokens < 1 { return (false, bucket.agency) }
            bucket.tokens -= 1
            return (true, bucket.agency)
        }
    }

    /// Remembers an agency with a bucket that is there.
    func remember(_ agency: String, of owner: Int) {
        state.withLock { state in
            guard var bucket = find(owner, &state), bucket.agency != agency else { return }
            bucket.agency = agency
            keep(bucket, owner, &state)
        }
    }

    /// How many buckets are held.
    var count: Int { state.withLock { $0.young.count + $0.old.count } }

    private func find(_ owner: Int, _ state: inout State) -> Bucket? {
        state.young[owner] ?? state.old.removeValue(forKey: owner)
    }

    private func keep(_ bucket: Bucket, _ owner: Int, _ state: inout State) {
        state.young[owner] = bucket
        if state.young.count > most / 2 {
            state.old = state.young
            state.young = [:]
        }
    }
}

extension Duration {
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
