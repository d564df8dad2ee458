import Outbound

/// Work that is never done on the threads that serve requests.
enum Bench {
    /// Keeps a processor busy, such as typesetting: at most two at once, so that others get one as well.
    case processor
    /// Waits for the disk, such as syncing a file; no paper being typeset holds it up.
    case disk

    private static let processors = Workers(name: "papers", threads: 2, waiting: 1000)
    private static let disks = Workers(name: "files", threads: 8, waiting: 10_000)

    fileprivate var workers: Workers {
        switch self {
        case .processor: Bench.processors
        case .disk: Bench.disks
        }
    }
}

/// Does work elsewhere and waits for it without holding a thread.
/// - Throws: `Workers.Busy` when too much waits already.
func offEventLoop<Value: Sendable>(
    on bench: Bench = .processor, _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await bench.workers.run(body)
}

extension Installation {
    /// Does what keeps a processor busy for a moment, such as reading a spreadsheet, away from the threads that serve
    /// requests.
    public func apart<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await offEventLoop(body)
    }
}
