import CPostgres
import Foundation

/// Many rows at once: read in parts, or written by COPY.
extension PostgresSession {
    // MARK: Walking

    /// Gives rows one after the other until `body` has had enough: through a cursor, in parts that grow.
    func walk(_ sql: SQL, _ body: (PostgresRow) throws -> Bool) throws {
        if let failure { throw failure }
        names += 1
        let cursor = "walk_\(names)"
        waiting.append(
            PostgresStatement(
                once: "declare \(cursor) no scroll cursor for \(text(of: sql).text)", values: sql.values))
        var size = 100
        while true {
            let part = try ask(PostgresStatement(once: "fetch \(size) from \(cursor)"))
            for row in 0..<part.count where try !body(PostgresRow(result: part, row: row)) {
                waiting.append(PostgresStatement(once: "close \(cursor)"))
                return
            }
            if part.count < size { break }
            size = min(size * 4, 5000)
        }
        waiting.append(PostgresStatement(once: "close \(cursor)"))
    }

    // MARK: COPY

    /// Puts many rows into a table at once.
    func copy(into table: String, _ columns: [String], rows: some Sequence<[SQL.Value]>) throws {
        try flush()
        try settleDebts()
        let list = columns.map(PostgresDialect.quoted).joined(separator: ", ")
        PQexitPipelineMode(handle)
        defer { if !isGone { PQenterPipelineMode(handle) } }
        let text = "copy \(PostgresDialect.quoted(table)) (\(list)) from stdin (format binary)"
        guard PQsendQuery(handle, text) == 1 else { throw fail(lost()) }
        guard let start = try next() else { throw fail(lost()) }
        guard start.status == PGRES_COPY_IN else { throw fail(try drained(start)) }
        var packet = PostgresPacket()
        packet.begin()
        do {
            for row in rows {
                packet.add(row)
                if packet.bytes.count > 1 << 16 {
                    try put(packet.bytes)
                    packet.bytes.removeAll(keepingCapacity: true)
                }
            }
        } catch let error where !(error is PostgresError) {
            // Whoever makes the rows gave up: the server has to hear of it.
            PQputCopyEnd(handle, "given up")
            while try next() != nil {}
            throw error
        }
        packet.end()
        try put(packet.bytes)
        while true {
            let ended = PQputCopyEnd(handle, nil)
            if ended == 1 { break }
            guard ended == 0 else { throw fail(lost()) }
            try waitToWrite()
        }
        guard let end = try next() else { throw fail(lost()) }
        guard end.status == PGRES_COMMAND_OK else { throw fail(try drained(end)) }
        lastChanges = end.changes
        while try next() != nil {}
    }

    private func put(_ bytes: [UInt8]) throws {
        guard !bytes.isEmpty else { return }
        while true {
            let taken = bytes.withUnsafeBytes {
                PQputCopyData(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
            }
            if taken == 1 { break }
            guard taken == 0 else { throw fail(lost()) }
            try waitToWrite()
        }
        if PQflush(handle) == 1 { try waitToWrite() }
    }

    private func waitToWrite() throws {
        var request = pollfd(fd: PQsocket(handle), events: Int16(POLLOUT | POLLIN), revents: 0)
        guard poll(&request, 1, 30_000) > 0 else { throw fail(lost("the server took nothing for 30 seconds")) }
        if request.revents & Int16(POLLIN) != 0, PQconsumeInput(handle) != 1 { throw fail(lost()) }
        _ = PQflush(handle)
    }

    private func drained(_ result: PostgresResult) throws -> PostgresError {
        let error = result.error
        while try next() != nil {}
        return error
    }
}
