import Synchronization

/// Why a request was turned away before anything was done for it.
struct Shed: Error, Sendable, Equatable {
    let urgency: Urgency
    let reason: Reason
    /// Seconds after which to try again.
    let retryAfter: Int

    enum Reason: String, Sendable {
        /// As many wait as may.
        case full
        /// It waited as long as it may.
        case waited
        /// Its session or its client asks too often.
        case rate
    }
}

/// Who may be worked for now. A request has a turn while it is worked on; whoever gets none at once waits, the more urgent
/// before all others, and of the equally urgent those of the agency for which least is being done: one city's rush does not
/// keep another's people waiting. A few of each kind always have a turn. Nothing here touches the database.
public final class Admission: Sendable {
    let limits: AdmissionLimits
    private let ceilings: [Int]
    private let leasts: [Int]
    private let state: Mutex<State>

    /// One that waits for its turn.
    fileprivate struct Waiter {
        let number: Int
        let since: ContinuousClock.Instant
        let until: ContinuousClock.Instant?
        let continuation: CheckedContinuation<Void, any Error>
    }

    private struct State {
        /// By rank of urgency.
        var working = [Int](repeating: 0, count: Urgency.allCases.count)
        var lines = [Line](repeating: Line(), count: Urgency.allCases.count)
        var total = 0
        /// For each agency.
        var shares: [String: Int] = [:]
        var numbers = 0
        var isSweeping = false
        var shed: [Key: Int] = [:]
        var waited = [Duration](repeating: .zero, count: Urgency.allCases.count)
        var admitted = [Int](repeating: 0, count: Urgency.allCases.count)
    }

    private struct Key: Hashable {
        let urgency: Urgency
        let reason: Shed.Reason
    }

    public init(_ limits: AdmissionLimits = AdmissionLimits()) {
        self.limits = limits
        ceilings = Urgency.allCases.map { limits.ceiling($0) }
        leasts = Urgency.allCases.map { limits.least($0) }
        state = Mutex(State())
    }

    // MARK: Coming and going

    /// Waits for a turn. The caller leaves it again.
    /// - Parameters:
    ///   - agency: the code of the agency whose programme it concerns; empty where that is not known.
    ///   - isPatient: whether it waits as long as it takes, because it was begun already.
    func enter(_ urgency: Urgency, for agency: String, isPatient: Bool = false) async throws -> Turn {
        let number = state.withLock { state in
            state.numbers += 1
            return state.numbers
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                queue(urgency, agency, isPatient: isPatient, number: number, continuation)
            }
        } onCancel: {
            giveUp(number, urgency)
        }
        return Turn(self, urgency, agency)
    }

    /// Makes room for the next.
    fileprivate func leave(_ urgency: Urgency, _ agency: String) {
        let next = state.withLock { state -> [Waiter] in
            state.working[urgency.rank] -= 1
            state.total -= 1
            let left = (state.shares[agency] ?? 1) - 1
            state.shares[agency] = left == 0 ? nil : left
            return begin(&state)
        }
        for waiter in next { waiter.continuation.resume() }
    }

    private func queue(
        _ urgency: Urgency, _ agency: String, isPatient: Bool, number: Int,
        _ continuation: CheckedContinuation<Void, any Error>
    ) {
        let (rank, now) = (urgency.rank, ContinuousClock.now)
        let waiter = Waiter(
            number: number, since: now, until: isPatient ? nil : now + (limits.terms[urgency]?.patience ?? .zero),
            continuation: continuation)
        enum Answer {
            case begins
            case waits(instead: Waiter?, mustSweep: Bool)
            case refused
        }
        let answer = state.withLock { state -> Answer in
            if state.lines[rank].count == 0, mayBegin(rank, state) {
                count(rank, agency, waiting: .zero, &state)
                return .begins
            }
            var instead: Waiter?
            if state.lines[rank].count >= most(urgency), !isPatient {
                // Of an agency that fills the line the last to come makes room for one of an agency that does not.
                instead = state.lines[rank].yield(to: agency)
                if instead == nil { return .refused }
            }
            state.lines[rank].append(waiter, of: agency)
            defer { state.isSweeping = true }
            return .waits(instead: instead, mustSweep: !state.isSweeping)
        }
        switch answer {
        case .begins: continuation.resume()
        case .refused: continuation.resume(throwing: turnAway(urgency, .full))
        case .waits(let instead, let mustSweep):
            instead?.continuation.resume(throwing: turnAway(urgency, .full))
            if mustSweep { sweepLater() }
            // Cancelled before it stood in the line, it would not be found there.
            if Task.isCancelled { giveUp(number, urgency) }
        }
    }

    private func mayBegin(_ rank: Int, _ state: State) -> Bool {
        if state.total >= ceilings[rank], state.working[rank] >= leasts[rank] { return false }
        return rank != Urgency.long.rank || state.working[rank] < limits.long
    }

    private func count(_ rank: Int, _ agency: String, waiting: Duration, _ state: inout State) {
        state.working[rank] += 1
        state.total += 1
        state.shares[agency, default: 0] += 1
        state.admitted[rank] += 1
        state.waited[rank] += waiting
    }

    /// Gives turns to those who wait, as long as there are any.
    private func begin(_ state: inout State) -> [Waiter] {
        var begun: [Waiter] = []
        for rank in state.lines.indices {
            while state.lines[rank].count > 0, mayBegin(rank, state) {
                guard let (agency, waiter) = state.lines[rank].next(state.shares) else { break }
                count(rank, agency, waiting: ContinuousClock.now - waiter.since, &state)
                begun.append(waiter)
            }
        }
        return begun
    }

    private func giveUp(_ number: Int, _ urgency: Urgency) {
        let waiter = state.withLock { $0.lines[urgency.rank].remove { $0.number == number }.first }
        waiter?.continuation.resume(throwing: CancellationError())
    }

    private func most(_ urgency: Urgency) -> Int { limits.terms[urgency]?.waiting ?? 0 }

    // MARK: Turning away

    private func sweepLater() {
        Task {
            try? await Task.sleep(for: .milliseconds(50))
            let now = ContinuousClock.now
            let (late, goesOn) = state.withLock { state -> ([(Urgency, Waiter)], Bool) in
                var late: [(Urgency, Waiter)] = []
                for urgency in Urgency.allCases where state.lines[urgency.rank].count > 0 {
                    let found = state.lines[urgency.rank].remove { waiter in waiter.until.map { $0 <= now } ?? false }
                    late += found.map { (urgency, $0) }
                }
                state.isSweeping = state.lines.contains { $0.count > 0 }
                return (late, state.isSweeping)
            }
            for (urgency, waiter) in late { waiter.continuation.resume(throwing: turnAway(urgency, .waited)) }
            if goesOn { sweepLater() }
        }
    }

    /// Counts one that is turned away.
    func turnAway(_ urgency: Urgency, _ reason: Shed.Reason) -> Shed {
        state.withLock { $0.shed[Key(urgency: urgency, reason: reason), default: 0] += 1 }
        let seconds = limits.terms[urgency]?.retry ?? 10
        // Not all at the same moment again.
        return Shed(urgency: urgency, reason: reason, retryAfter: seconds + Int.random(in: 0...max(1, seconds / 2)))
    }

    // MARK: Figures

    /// How things stand with one urgency.
    struct Standing: Sendable {
        let urgency: Urgency
        var working = 0
        var waiting = 0
        /// How many had a turn, and how long they waited for it together.
        var admitted = 0
        var waited = Duration.zero
        var shed: [Shed.Reason: Int] = [:]
    }

    var standings: [Standing] {
        state.withLock { state in
            Urgency.allCases.map { urgency in
                let rank = urgency.rank
                var standing = Standing(urgency: urgency)
                standing.working = state.working[rank]
                standing.waiting = state.lines[rank].count
                standing.admitted = state.admitted[rank]
                standing.waited = state.waited[rank]
                for (key, number) in state.shed where key.urgency == urgency { standing.shed[key.reason] = number }
                return standing
            }
        }
    }
}

/// Those of one urgency who wait, each agency's in the order they came.
private struct Line {
    private var waiters: [String: [Admission.Waiter]] = [:]
    private(set) var count = 0

    mutating func append(_ waiter: Admission.Waiter, of agency: String) {
        waiters[agency, default: []].append(waiter)
        count += 1
    }

    /// Takes out the next: of the agency for which least is done; of several, who came first.
    mutating func next(_ shares: [String: Int]) -> (agency: String, waiter: Admission.Waiter)? {
        let chosen = waiters.min { left, right in
            let (ours, theirs) = (shares[left.key] ?? 0, shares[right.key] ?? 0)
            return (ours, left.value[0].number) < (theirs, right.value[0].number)
        }
        guard let agency = chosen?.key, let waiter = waiters[agency]?.removeFirst() else { return nil }
        if waiters[agency]?.isEmpty == true { waiters[agency] = nil }
        count -= 1
        return (agency, waiter)
    }

    /// Takes out the last to come of the agency with most waiting, if that has at least two more than another.
    mutating func yield(to agency: String) -> Admission.Waiter? {
        guard let longest = waiters.max(by: { $0.value.count < $1.value.count }),
            longest.value.count > (waiters[agency]?.count ?? 0) + 1
        else { return nil }
        count -= 1
        return waiters[longest.key]?.removeLast()
    }

    mutating func remove(where isMeant: (Admission.Waiter) -> Bool) -> [Admission.Waiter] {
        var removed: [Admission.Waiter] = []
        for (agency, line) in waiters {
            let found = line.filter(isMeant)
            if found.isEmpty { continue }
            removed += found
            let rest = line.filter { !isMeant($0) }
            waiters[agency] = rest.isEmpty ? nil : rest
        }
        count -= removed.count
        return removed
    }
}

/// One request's turn, from when it is worked on until it leaves.
final class Turn: Sendable {
    private let admission: Admission
    private let urgency: Urgency
    private let agency: String
    private let isHeld = Atomic(true)

    fileprivate init(_ admission: Admission, _ urgency: Urgency, _ agency: String) {
        self.admission = admission
        self.urgency = urgency
        self.agency = agency
    }

    /// Gives it up; more than once is the same as once.
    func leave() {
        if isHeld.exchange(false, ordering: .acquiringAndReleasing) { admission.leave(urgency, agency) }
    }

    /// Does something that waits for others, such as a body that arrives slowly, without holding the turn, and waits for
    /// one again afterwards.
    func aside<Value>(_ body: () async throws -> Value) async throws -> Value {
        leave()
        let value = try await body()
        let again = try await admission.enter(urgency, for: agency)
        again.isHeld.store(false, ordering: .releasing)
        isHeld.store(true, ordering: .releasing)
        return value
    }

    /// Does a piece of work that was begun and cannot be turned away, such as the next part of a list that is being sent,
    /// in a turn of its own.
    func again<Value>(_ body: () async throws -> Value) async throws -> Value {
        let turn = try await admission.enter(urgency, for: agency, isPatient: true)
        defer { turn.leave() }
        return try await body()
    }
}
