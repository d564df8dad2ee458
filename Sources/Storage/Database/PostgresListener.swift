import Dispatch
import Foundation
import Synchronization

/// Hears what processes tell each other (`PostgresDialect.Channel`), on a connection and a thread of its own, which begin
/// when somebody first waits. After a broken connection everything counts as told: something may have been missed.
final class PostgresListener: Sendable {
    private struct State {
        var isRunning = false
        var isClosed = false
        /// How often each channel was heard.
        var heard: [PostgresDialect.Channel: Int] = [:]
        /// How often each was answered to.
        var taken: [PostgresDialect.Channel: Int] = [:]
        var waiting: [Int: (channel: PostgresDialect.Channel, continuation: CheckedContinuation<Void, Never>)] = [:]
        var next = 0
    }

    private let address: String
    private let state = Mutex(State())

    init(_ address: String) { self.address = address }

    /// Waits until a channel is heard that was not answered to yet, or for a while.
    func await(_ channel: PostgresDialect.Channel, atMost pause: Duration) async throws {
        begin()
        let number = state.withLock { state in
            state.next += 1
            return state.next
        }
        let alarm = Task {
            try? await Task.sleep(for: pause)
            wake(number)
        }
        defer { alarm.cancel() }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isHeard = state.withLock { state in
                    let heard = state.heard[channel, default: 0]
                    if heard > state.taken[channel, default: 0] || state.isClosed || Task.isCancelled {
                        state.taken[channel] = heard
                        return true
                    }
                    state.waiting[number] = (channel, continuation)
                    return false
                }
                if isHeard { continuation.resume() }
            }
        } onCancel: {
            wake(number)
        }
        try Task.checkCancellation()
    }

    private func wake(_ number: Int) {
        state.withLock { $0.waiting.removeValue(forKey: number) }?.continuation.resume()
    }

    private func tell(_ channels: [PostgresDialect.Channel]) {
        let woken = state.withLock { state in
            var woken: [CheckedContinuation<Void, Never>] = []
            for channel in channels {
                state.heard[channel, default: 0] += 1
                for (number, one) in state.waiting where one.channel == channel {
                    woken.append(one.continuation)
                    state.waiting[number] = nil
                    state.taken[channel] = state.heard[channel]
                }
            }
            return woken
        }
        for continuation in woken { continuation.resume() }
    }

    func close() {
        state.withLock { $0.isClosed = true }
        tell(PostgresDialect.Channel.allCases)
    }

    private func begin() {
        let mustBegin = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning && !state.isClosed
        }
        guard mustBegin else { return }
        // The thread does not keep the listener alive: with the database it ends.
        let thread = Thread { [weak self, address] in
            while let listener = self, !listener.state.withLock({ $0.isClosed }) {
                PostgresListener.listen(address) { [weak self] in self }
                Thread.sleep(forTimeInterval: 0.5)
            }
        }
        thread.name = "kofu.listener"
        thread.start()
    }

    /// Listens until the connection breaks or the listener is gone.
    private static func listen(_ address: String, _ listener: () -> PostgresListener?) {
        guard let session = try? PostgresSession(address) else { return }
        for channel in PostgresDialect.Channel.allCases {
            guard (try? session.define("listen \(channel.rawValue)")) != nil else { return }
        }
        listener()?.tell(PostgresDialect.Channel.allCases)
        while true {
            var request = pollfd(fd: session.socket, events: Int16(POLLIN), revents: 0)
            let ready = poll(&request, 1, 1000)
            guard let listener = listener(), !listener.state.withLock({ $0.isClosed }) else { return }
            if ready == 0 { continue }
            guard ready > 0, let heard = try? session.notices() else { return }
            listener.tell(Set(heard).compactMap(PostgresDialect.Channel.init(rawValue:)))
        }
    }
}
