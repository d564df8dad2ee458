import Tracing

extension Database {
    /// Does work and, where somebody records what goes on, says how long it waited for its turn: each time it is begun is a
    /// moment of its own, so that what others made begin anew is seen.
    func traced<Value: Sendable, Outcome>(
        _ operation: String, for caller: String, _ body: @escaping @Sendable (Connection) throws -> Value,
        _ work: (@escaping @Sendable (Connection) throws -> Value) async throws -> Outcome
    ) async throws -> Outcome {
        try await withSpan(operation, ofKind: .client) { span in
            guard span.isRecording else { return try await work(body) }
            span.updateAttributes { attributes in
                attributes["db.system.name"] = isShared ? "postgresql" : "sqlite"
                attributes["code.function.name"] = caller
            }
            return try await work { connection in
                span.addEvent("begun")
                return try body(connection)
            }
        }
    }
}
