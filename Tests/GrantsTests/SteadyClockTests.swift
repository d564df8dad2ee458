import Grants
import Synchronization
import Testing

@Suite("A clock that never goes back")
struct SteadyClockTests {
    /// A machine whose clocks are set by hand, in milliseconds.
    private final class Machine: Sendable {
        private let times = Mutex((wall: Int64(1_000_000), ticks: Int64(5_000)))

        func pass(_ milliseconds: Int64) {
            times.withLock { $0 = ($0.wall + milliseconds, $0.ticks + milliseconds) }
        }

        func set(by milliseconds: Int64) { times.withLock { $0.wall += milliseconds } }

        var clock: SteadyClock {
            SteadyClock(
                wall: { Instant(milliseconds: self.times.withLock { $0.wall }) },
                ticks: { self.times.withLock { $0.ticks } })
        }
    }

    @Test("It is the system's clock as long as that goes on")
    func follows() {
        let machine = Machine()
        let clock = machine.clock
        machine.pass(250)
        #expect(clock.now.milliseconds == 1_000_250)
        machine.set(by: 3_600_000)
        #expect(clock.now.milliseconds == 4_600_250)
    }

    @Test("Set back, it goes on at half the speed until the system's has caught up")
    func goesOn() {
        let machine = Machine()
        let clock = machine.clock
        #expect(clock.now.milliseconds == 1_000_000)
        machine.set(by: -60_000)
        #expect(clock.now.milliseconds == 1_000_000)
        for _ in 0..<1000 {
            machine.pass(1)
            _ = clock.now
        }
        #expect(clock.now.milliseconds == 1_000_500)
        machine.pass(200_000)
        #expect(clock.now.milliseconds == 1_141_000)
    }

    @Test("Whatever is done to the system's, it never tells a time before one it told", arguments: 1...20)
    func neverBack(seed: Int64) {
        let machine = Machine()
        let clock = machine.clock
        var (last, state) = (clock.now, UInt64(bitPattern: seed))
        for _ in 0..<500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            machine.set(by: Int64(state >> 40) % 7_200_000 - 3_600_000)
            machine.pass(Int64(state >> 20) % 5000)
            let now = clock.now
            #expect(now >= last)
            last = now
        }
    }
}
