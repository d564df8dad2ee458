import Foundation
import Synchronization

/// A clock that never goes back, whatever is done to the system's.
///
/// Set back by an hour, the system's clock would open rounds again that were closed, and put what is done next before what was
/// done already. This one goes on from where it was, at half the speed, until the system's has caught up: everything that
/// waits still comes. Set forward, it follows; a machine that slept has to.
public final class SteadyClock: Sendable {
    private struct State {
        var told: Instant
        var ticks: Int64
    }

    private let wall: @Sendable () -> Instant
    private let ticks: @Sendable () -> Int64
    private let state: Mutex<State>

    /// - Parameters:
    ///   - wall: what the system says the time is.
    ///   - ticks: milliseconds that only ever grow, at the speed of time.
    public init(
        wall: @escaping @Sendable () -> Instant = SteadyClock.systemTime,
        ticks: @escaping @Sendable () -> Int64 = SteadyClock.systemTicks
    ) {
        self.wall = wall
        self.ticks = ticks
        state = Mutex(State(told: wall(), ticks: ticks()))
    }

    /// The time now, never before one told earlier.
    public var now: Instant {
        state.withLock { state in
            let (wall, ticks) = (wall(), ticks())
            if wall >= state.told {
                state = State(told: wall, ticks: ticks)
            } else {
                let half = max(0, ticks - state.ticks) / 2
                state.told = Instant(milliseconds: state.told.milliseconds + half)
                // What of a tick was not told yet counts the next time.
                state.ticks += half * 2
            }
            return state.told
        }
    }

    /// The system's clock, to the millisecond.
    public static let systemTime: @Sendable () -> Instant = {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    /// The system's monotonic clock, in milliseconds.
    public static let systemTicks: @Sendable () -> Int64 = {
        Int64(DispatchTime.now().uptimeNanoseconds / 1_000_000)
    }
}
