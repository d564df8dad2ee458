import Synchronization

/// Work that waits for a connection: `run` carries it out there, `finish` tells its caller how it went.
struct Waiting: Sendable {
    let run: @Sendable (Connection) throws -> Void
    let finish: @Sendable ((any Error)?) -> Void

    /// Puts work in a queue and waits until it was finished there.
    static func outcome<Value: Sendable>(
        of body: @escaping @Sendable (Connection) throws -> Value, enqueue: (Waiting) -> Void
    ) async throws -> Value {
        let outcome = Outcome<Value>()
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            enqueue(
                Waiting(
                    run: { outcome.set(try body($0)) },
                    finish: { error in
                        if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                    }))
        }
        return try outcome.get()
    }
}

/// Where work leaves what it returns until its caller may have it.
private final class Outcome<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func set(_ new: Value) { value.withLock { $0 = new } }

    func get() throws -> Value {
        guard let value = value.withLock({ $0 }) else { throw WriteFailure.broken("a write left no result") }
        return value
    }
}
