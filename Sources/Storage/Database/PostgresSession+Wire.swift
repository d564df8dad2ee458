import CPostgres
import Dispatch
import Foundation

/// What goes over the wire: statements in a pipeline, and their answers.
extension PostgresSession {
    /// Sends statements together and gives their answers. Should one fail, the others after it are not carried out.
    func send(_ batch: [PostgresStatement]) throws -> [PostgresResult] {
        if isGlancing { throw fail(.unforeseen) }
        if isGone { throw fail(lost()) }
        isBegun = true
        let sent = try post(batch)
        try settleDebts()
        return try receive(sent)
    }

    /// Sends statements together, without waiting for their answers.
    /// - Returns: for each, how it is called, and what it is if it was prepared by this batch.
    @discardableResult
    func post(_ batch: [PostgresStatement]) throws -> [Sent] {
        var sent: [Sent] = []
        sent.reserveCapacity(batch.count)
        for statement in batch {
            let packet = PostgresParameters(statement.values)
            var one = Sent()
            if statement.isKept {
                let shape = PostgresStatement.Shape(text: statement.text, types: packet.types)
                let call: PostgresStatement.Prepared
                if let known = prepared[shape] {
                    call = known
                } else {
                    names += 1
                    call = PostgresStatement.Prepared("k\(names)")
                    guard
                        PQsendPrepare(
                            handle, call.name, statement.text.text, Int32(packet.types.count), packet.types) == 1
                    else { throw fail(lost()) }
                    prepared[shape] = call
                    one.made = shape
                }
                one.call = call
                guard
                    packet.send({ count, values, lengths, formats in
                        PQsendQueryPrepared(handle, call.name, count, values, lengths, formats, 1)
                    }) == 1
                else { throw fail(lost()) }
            } else {
                guard
                    packet.send({ count, values, lengths, formats in
                        PQsendQueryParams(
                            handle, statement.text.text, count, packet.types, values, lengths, formats, 1)
                    }) == 1
                else { throw fail(lost()) }
            }
            sent.append(one)
        }
        guard PQpipelineSync(handle) == 1 else { throw fail(lost()) }
        return sent
    }

    /// A statement that is on its way.
    struct Sent {
        /// How it is called; nil for one that does not come again.
        var call: PostgresStatement.Prepared?
        /// As what it was prepared by the same batch; nil where it was before.
        var made: PostgresStatement.Shape?
    }

    private func receive(_ sent: [Sent]) throws -> [PostgresResult] {
        var wrong: PostgresError?
        var results: [PostgresResult] = []
        results.reserveCapacity(sent.count)
        for one in sent {
            if let shape = one.made {
                let result = try outcome()
                if result.status != PGRES_COMMAND_OK {
                    prepared[shape] = nil
                    if result.status != PGRES_PIPELINE_ABORTED { wrong = wrong ?? result.error }
                }
            }
            let result = try outcome()
            switch result.status {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK:
                lastChanges = result.changes
                result.call = one.call
                results.append(result)
            case PGRES_PIPELINE_ABORTED: break
            default: wrong = wrong ?? result.error
            }
        }
        while let result = try next() {
            if result.status == PGRES_PIPELINE_SYNC { break }
        }
        heardAt = .now()
        if let wrong { throw fail(wrong) }
        return results
    }

    /// The result of one message, and the mark that ends it.
    private func outcome() throws -> PostgresResult {
        guard let result = try next() else { throw fail(lost("an answer is missing")) }
        if result.status == PGRES_FATAL_ERROR, PQstatus(handle) != CONNECTION_OK { throw fail(lost()) }
        while try next() != nil {}
        return result
    }

    /// The next result as it arrives; nil at the end of one.
    func next() throws -> PostgresResult? {
        waitedSince = .now()
        let deadline = patience.map { waitedSince.uptimeNanoseconds + UInt64($0 * 1e9) }
        var unsent = PQflush(handle)
        while unsent == 1 || PQisBusy(handle) == 1 {
            var request = pollfd(
                fd: PQsocket(handle), events: Int16(unsent == 1 ? POLLIN | POLLOUT : POLLIN), revents: 0)
            var pause: Int32 = -1
            if let deadline {
                let now = DispatchTime.now().uptimeNanoseconds
                guard now < deadline else { throw fail(giveUp()) }
                pause = Int32((deadline - now) / 1_000_000) + 1
            }
            let ready = poll(&request, 1, pause)
            if ready < 0, errno != EINTR { throw fail(lost()) }
            if ready <= 0 { continue }
            if request.revents & Int16(POLLOUT) == 0 || request.revents & Int16(POLLIN) != 0 {
                guard PQconsumeInput(handle) == 1 else { throw fail(lost()) }
            }
            if unsent == 1 { unsent = PQflush(handle) }
            if unsent < 0 { throw fail(lost()) }
        }
        return PQgetResult(handle).map(PostgresResult.init)
    }

    /// The server does not answer: its connection is given up. What it was doing it ends by its own limit, should it go on.
    private func giveUp() -> PostgresError {
        hasEnded = true
        return .silent("the server did not answer in time")
    }

    func forgetPrepared() {
        prepared = [:]
        _ = try? send([PostgresStatement(once: "deallocate all")])
    }

    func lost(_ reason: String? = nil) -> PostgresError {
        hasEnded = true
        let said = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
        return .lost(reason ?? (said.isEmpty ? "the connection is gone" : said))
    }

    func fail(_ error: PostgresError) -> PostgresError {
        if error.endsConnection { hasEnded = true }
        failure = failure ?? error
        return error
    }
}
