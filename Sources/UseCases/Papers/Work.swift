import Outbound

/// What keeps a processor busy, such as typesetting: at most two at once, so that others get one as well.
private let bench = Workers(name: "papers", threads: 2, waiting: 1000)

/// Does work elsewhere than on the threads that serve requests, and waits for it without holding one.
/// - Throws: `Workers.Busy` when too much waits already.
func offEventLoop<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await bench.run(body)
}

extension Installation {
    /// Does what keeps a processor busy for a moment, such as reading a spreadsheet, away from the threads that serve
    /// requests.
    public func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await offEventLoop(body)
    }
}
