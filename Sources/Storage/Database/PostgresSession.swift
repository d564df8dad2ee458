import CPostgres
import Foundation

/// One connection to a PostgreSQL server, used by one thread at a time.
///
/// Statements travel in a pipeline: what needs no answer waits and goes along with the next statement that does, or with the
/// commit, so that a submission's twenty statements cost a handful of round trips. Parameters and answers are binary.
///
/// Unchecked because libpq's handle is a pointer: the pool hands a session to one thread, which gives it back.
final class PostgresSession: @unchecked Sendable {
    private let handle: OpaquePointer
    /// Which of several summed-up rows this connection changes; no two connections to a database share one.
    private(set) var lane: Int64 = 0
    private var prepared: [Shape: String] = [:]
    private var names = 0
    private var waiting: [Statement] = []
    private var lastChanges = 0
    /// What went wrong first in this transaction. Nothing of the transaction is kept then, whatever became of the error.
    private(set) var failure: PostgresError?
    /// Seconds a statement may take before the connection is given up; nil for work that takes as long as it takes.
    var patience: Double? = PostgresSession.usualPatience
    /// Whether work was queued that others may do once this is committed.
    var hasQueuedWork = false

    /// Where somebody waits for an answer, and for other work. The server's own limits (`statement_timeout`) are a little
    /// shorter and end what is merely slow, so that a server which says nothing for so long hangs.
    static let usualPatience = 4.5
    private static let longPatience = 35.0
    /// At a standby it is given up sooner: there is somebody else to ask. What is merely slow ends before.
    static let standbyPatience = 2.0
    private static let standbyLimits = ["statement_timeout = '1500ms'", "lock_timeout = '1500ms'"]
    private static let usualLimits = ["statement_timeout = '4s'", "lock_timeout = '3s'"]
    private static let longLimits = ["statement_timeout = '30s'", "lock_timeout = '10s'"]
    /// How many statements are kept prepared.
    private static let mostPrepared = 500

    /// A statement's text and the types of its parameters: by these it is prepared.
    private struct Shape: Hashable {
        let text: String
        let types: [Oid]
    }

    private struct Statement {
        let text: String
        let values: [SQL.Value]
        /// Whether it will come again.
        var isKept = true
    }

    /// A question with what it asks about.
    private struct Question: Hashable {
        let text: String
        let values: [SQL.Value]
    }

    /// Answers that came before they were asked for. Nothing is written between asking and using them.
    private var foreseen: [Question: PostgresResult] = [:]
    /// Statements as PostgreSQL reads them, by how they are written.
    private var translations: [String: String] = [:]

    // MARK: Opening

    /// - Parameters:
    ///   - address: `postgres://…`, as libpq understands it.
    ///   - isStandby: whether it is to be a hot standby, where nothing is written.
    init(_ address: String, isStandby: Bool = false) throws(PostgresError) {
        let standards = [
            ("application_name", "kofu"), ("connect_timeout", isStandby ? "2" : "3"),
            ("target_session_attrs", isStandby ? "standby" : "read-write"),
            ("tcp_user_timeout", "15000"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"),
        ]
        // What the address says wins over what stands before it.
        let settings = standards + [("dbname", address), ("client_encoding", "UTF8")]
        let keys = settings.map { strdup($0.0) } + [nil]
        let values = settings.map { strdup($0.1) } + [nil]
        defer { for text in keys + values { free(text) } }
        let made = keys.map { UnsafePointer($0) }.withUnsafeBufferPointer { keys in
            values.map { UnsafePointer($0) }.withUnsafeBufferPointer { values in
                PQconnectdbParams(keys.baseAddress, values.baseAddress, 1)
            }
        }
        guard let made else { throw .lost("out of memory") }
        handle = made
        guard PQstatus(made) == CONNECTION_OK else {
            // What is thrown from here on is followed by deinit, which closes.
            throw .lost(String(cString: PQerrorMessage(made)).trimmingCharacters(in: .whitespacesAndNewlines))
        }
        // Notices about tables that exist already and the like are for nobody.
        PQsetNoticeProcessor(made, { _, _ in }, nil)
        PQsetnonblocking(made, 1)
        PQenterPipelineMode(made)
        do {
            try settle(isStandby: isStandby)
        } catch {
            throw error as? PostgresError ?? .lost("\(error)")
        }
    }

    deinit { PQfinish(handle) }

    /// Settings of every connection, and a lane that no other has.
    private func settle(isStandby: Bool) throws {
        if isStandby { patience = PostgresSession.standbyPatience }
        for setting in (isStandby ? PostgresSession.standbyLimits : PostgresSession.usualLimits) + [
            "idle_in_transaction_session_timeout = '10min'", "jit = off", "search_path = public",
        ] {
            _ = try ask(Statement(text: "set \(setting)", values: [], isKept: false))
        }
        if isStandby { return }
        // Acknowledged means on disk. Stronger settings of the server, such as remote_apply, stay.
        _ = try ask(
            Statement(
                text: """
                    select set_config('synchronous_commit', 'on', false)
                    where current_setting('synchronous_commit') in ('off', 'local')
                    """, values: [], isKept: false))
        let lane = try ask(
            Statement(
                text: """
                    select lane from generate_series(1, 100000) as lane
                    where pg_try_advisory_lock(\(PostgresDialect.laneLocks), lane) limit 1
                    """, values: [], isKept: false))
        self.lane = PostgresRow(result: lane, row: 0).number(0)
    }

    /// The socket, and what tells of news on it: for a thread that only listens.
    var socket: Int32 { PQsocket(handle) }

    /// Messages that came since last asked, by channel.
    /// - Throws: when the connection is gone.
    func notices() throws -> [String] {
        guard PQconsumeInput(handle) == 1 else { throw lost() }
        var channels: [String] = []
        while let notice = PQnotifies(handle) {
            channels.append(String(cString: notice.pointee.relname))
            PQfreemem(notice)
        }
        return channels
    }

    // MARK: Statements

    /// Has a statement carried out before the next that is asked for an answer.
    func postpone(_ sql: SQL) throws {
        if let failure { throw failure }
        foreseen = [:]
        waiting.append(Statement(text: said(sql), values: sql.values))
        if waiting.count >= 64 { try flush() }
    }

    private func said(_ sql: SQL) -> String {
        let written = sql.text(forPostgres: true)
        if let known = translations[written] { return known }
        if translations.count > PostgresSession.mostPrepared { translations = [:] }
        let said = PostgresDialect.said(written)
        translations[written] = said
        return said
    }

    /// Asks several questions at once; `answer` gives each answer once, until something is written.
    func foresee(_ questions: [SQL]) throws {
        if let failure { throw failure }
        let asked = questions.map { Statement(text: said($0), values: $0.values) }
        let batch = waiting + asked
        waiting = []
        let answers = try send(batch).suffix(asked.count)
        for (statement, answer) in zip(asked, answers) {
            foreseen[Question(text: statement.text, values: statement.values)] = answer
        }
    }

    /// Carries out a statement, with those that wait, and gives its answer.
    func answer(_ sql: SQL) throws -> PostgresResult {
        if let failure { throw failure }
        let (text, values) = (said(sql), sql.values)
        if !foreseen.isEmpty {
            if let answer = foreseen.removeValue(forKey: Question(text: text, values: values)) { return answer }
            // A question that was not foreseen may write as well.
            if !text.hasPrefix("select") { foreseen = [:] }
        }
        return try ask(Statement(text: text, values: values))
    }

    /// How many rows the last statement changed.
    func changes() throws -> Int {
        try flush()
        return lastChanges
    }

    /// Carries out a statement of the engine's own, without parameters.
    func define(_ text: String) throws {
        if let failure { throw failure }
        _ = try ask(Statement(text: text, values: [], isKept: false))
    }

    private func flush() throws {
        guard !waiting.isEmpty else { return }
        if let failure { throw failure }
        let batch = waiting
        waiting = []
        _ = try send(batch)
    }

    private func ask(_ statement: Statement) throws -> PostgresResult {
        let batch = waiting + [statement]
        waiting = []
        guard let result = try send(batch).last else { throw PostgresError.lost("no answer") }
        return result
    }

    // MARK: Transactions

    /// How a transaction sees others.
    enum Isolation: String {
        case serializable
        case snapshot = "repeatable read"
        case each = "read committed"
        case looking = "repeatable read read only"
    }

    /// Begins a transaction; the server hears of it with the first statement.
    /// - Parameter isAwaited: whether somebody waits for it; other work may take longer.
    func begin(_ isolation: Isolation, isAwaited: Bool = true) {
        // Only between transactions: one in which something failed would not have it. A connection that breaks here is found
        // broken by the first statement.
        if prepared.count > PostgresSession.mostPrepared { forgetPrepared() }
        failure = nil
        foreseen = [:]
        patience = isAwaited ? PostgresSession.usualPatience : PostgresSession.longPatience
        hasQueuedWork = false
        waiting = [
            Statement(
                text: "begin isolation level \(isolation.rawValue)", values: [])
        ]
        if !isAwaited {
            waiting += PostgresSession.longLimits.map { Statement(text: "set local \($0)", values: []) }
        }
        isInTransaction = true
        isBegun = false
    }

    private(set) var isInTransaction = false
    /// Whether the server has heard that the transaction began.
    private var isBegun = false
    /// Whether the commit is on its way, so that a broken connection leaves its outcome unknown.
    private(set) var isCommitting = false

    /// Commits. Of a transaction in which anything failed nothing is kept, and its first failure is thrown.
    func commit() throws { _ = try commit(with: []) }

    /// Commits and asks, on the same way, how far the server's log reaches then.
    func commitAndLocate() throws -> Database.Position? {
        let question = Statement(text: "select \(PostgresSession.position.text) as position", values: [])
        return try commit(with: [question]).flatMap { Database.Position(PostgresRow(result: $0, row: 0).string(0)) }
    }

    /// Where the log is on disk. What was inserted beyond may lie behind the head of a page that has no record yet, which no
    /// standby comes to before the next is written.
    static let position: SQL = "pg_current_wal_flush_lsn()::text"

    private func commit(with questions: [Statement]) throws -> PostgresResult? {
        if let failure { throw failure }
        let batch = waiting + [Statement(text: "commit", values: [])] + questions
        waiting = []
        isCommitting = true
        let answers = try send(batch).suffix(questions.count + 1)
        isCommitting = false
        isInTransaction = false
        guard answers.first?.tag == "COMMIT" else {
            throw failure ?? PostgresError(code: "25P02", message: "the transaction was rolled back")
        }
        return questions.isEmpty ? nil : answers.last
    }

    /// Undoes the transaction, where the connection still stands.
    func rollBack() {
        waiting = []
        failure = nil
        if isInTransaction, isBegun, !isGone { _ = try? ask(Statement(text: "rollback", values: [])) }
        isInTransaction = false
        isCommitting = false
        failure = nil
    }

    /// Ends a transaction that only read. Nobody waits for the server to say so: that is heard with the next answer.
    func endLooking() {
        guard isInTransaction, failure == nil, !isGone else { return rollBack() }
        isInTransaction = false
        // What still waits, such as the closing of a cursor, ends with the transaction; or the beginning waits itself.
        waiting = []
        guard isBegun else { return }
        do {
            try post([Statement(text: "commit", values: [])])
            owed += 1
            _ = PQflush(handle)
        } catch {
            failure = nil
        }
    }

    /// How many batches were sent whose answers nobody has looked at.
    private var owed = 0

    private func settleDebts() throws {
        while owed > 0 {
            while let result = try next(), result.status != PGRES_PIPELINE_SYNC { while try next() != nil {} }
            owed -= 1
        }
    }

    /// Whether the connection can be used again.
    var isGone: Bool { hasEnded || PQstatus(handle) != CONNECTION_OK }
    private var hasEnded = false

    // MARK: Walking

    /// Gives rows one after the other until `body` has had enough: through a cursor, in parts that grow.
    func walk(_ sql: SQL, _ body: (PostgresRow) throws -> Bool) throws {
        if let failure { throw failure }
        names += 1
        let cursor = "walk_\(names)"
        waiting.append(
            Statement(
                text: "declare \(cursor) no scroll cursor for \(said(sql))", values: sql.values,
                isKept: false))
        var size = 100
        while true {
            let part = try ask(Statement(text: "fetch \(size) from \(cursor)", values: [], isKept: false))
            for row in 0..<part.count where try !body(PostgresRow(result: part, row: row)) {
                waiting.append(Statement(text: "close \(cursor)", values: [], isKept: false))
                return
            }
            if part.count < size { break }
            size = min(size * 4, 5000)
        }
        waiting.append(Statement(text: "close \(cursor)", values: [], isKept: false))
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

    // MARK: The wire

    /// Sends statements together and gives their answers. Should one fail, the others after it are not carried out.
    private func send(_ batch: [Statement]) throws -> [PostgresResult] {
        if isGone { throw fail(lost()) }
        isBegun = true
        let made = try post(batch)
        try settleDebts()
        return try receive(made)
    }

    /// Sends statements together, without waiting for their answers.
    /// - Returns: for each, how it is prepared by this batch; nil where it was before, or is not at all.
    @discardableResult
    private func post(_ batch: [Statement]) throws -> [Shape?] {
        var made: [Shape?] = []
        for statement in batch {
            let packet = PostgresParameters(statement.values)
            var shape: Shape?
            if statement.isKept {
                let wanted = Shape(text: statement.text, types: packet.types)
                if prepared[wanted] == nil {
                    names += 1
                    let name = "k\(names)"
                    guard
                        PQsendPrepare(handle, name, statement.text, Int32(packet.types.count), packet.types) == 1
                    else { throw fail(lost()) }
                    prepared[wanted] = name
                    shape = wanted
                }
                let name = prepared[wanted] ?? ""
                guard
                    packet.send({ count, values, lengths, formats in
                        PQsendQueryPrepared(handle, name, count, values, lengths, formats, 1)
                    }) == 1
                else { throw fail(lost()) }
            } else {
                guard
                    packet.send({ count, values, lengths, formats in
                        PQsendQueryParams(
                            handle, statement.text, count, packet.types, values, lengths, formats, 1)
                    }) == 1
                else { throw fail(lost()) }
            }
            made.append(shape)
        }
        guard PQpipelineSync(handle) == 1 else { throw fail(lost()) }
        return made
    }

    private func receive(_ made: [Shape?]) throws -> [PostgresResult] {
        var wrong: PostgresError?
        var results: [PostgresResult] = []
        results.reserveCapacity(made.count)
        for shape in made {
            if let shape {
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
                results.append(result)
            case PGRES_PIPELINE_ABORTED: break
            default: wrong = wrong ?? result.error
            }
        }
        while let result = try next() {
            if result.status == PGRES_PIPELINE_SYNC { break }
        }
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
    private func next() throws -> PostgresResult? {
        let deadline = patience.map { DispatchTime.now().uptimeNanoseconds + UInt64($0 * 1e9) }
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

    private func forgetPrepared() {
        prepared = [:]
        _ = try? send([Statement(text: "deallocate all", values: [], isKept: false)])
    }

    private func lost(_ reason: String? = nil) -> PostgresError {
        hasEnded = true
        let said = String(cString: PQerrorMessage(handle)).trimmingCharacters(in: .whitespacesAndNewlines)
        return .lost(reason ?? (said.isEmpty ? "the connection is gone" : said))
    }

    private func fail(_ error: PostgresError) -> PostgresError {
        if error.endsConnection { hasEnded = true }
        failure = failure ?? error
        return error
    }
}
