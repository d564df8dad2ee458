import Dispatch

/// Work that keeps a processor busy, such as typesetting: at most two at once, and never on the threads that serve
/// requests.
private let bench: DispatchQueue = DispatchQueue(label: "kofu.bench", attributes: .concurrent)
private let places = DispatchSemaphore(value: 2)

func offEventLoop<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        bench.async {
            places.wait()
            defer { places.signal() }
            continuation.resume(with: Result(catching: body))
        }
    }
}
