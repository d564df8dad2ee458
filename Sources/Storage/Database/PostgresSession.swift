import CPostgres
import Foundation

/// One connection to a PostgreSQL server, used by one thread at a time.
///
/// Statements travel in a pipeline: what needs no answer waits and goes along with the next statement that does, or with the
/// commit, so that a submission's twenty statements cost a handful of round trips. Parameters and answers are binary.
///
/// Unchecked because libpq's handle is a pointer: the pool hands a session to one thread, which gives it back.
final class PostgresSession: @unchecked Sendable {
    let handle: OpaquePointer
    /// Which of several summed-up rows this connection changes; no two connections to a database share one.
    private(set) var lane: Int64 = 0
    var prepared: [PostgresStatement.Shape: PostgresStatement.Prepared] = [:]
    /// How many names were given to statements and cursors.
    var names = 0
    /// What was not sent yet.
    var waiting: [PostgresStatement] = []
    var lastChanges = 0
    /// What went wrong first in this transaction. Nothing of the transaction is kept then, whatever became of the error.
    var failure: PostgresError?
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
    static let mostPrepared = 500

    /// Answers that came before they were asked for. Nothing is written between asking and using them.
    private var foreseen: [PostgresStatement.Question: PostgresResult] = [:]
    /// Numbers that were drawn before they were asked for. Whatever is written, they stay drawn.
    private var drawn: [PostgresStatement.Question: PostgresResult] = [:]
    /// Statements as PostgreSQL reads them, by how they are written.
    private var texts: [String: PostgresStatement.Text] = [:]

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
            // Of questions that are sent together without a transaction of their own (`glance`).
            "default_transaction_isolation = 'repeatable read'",
        ] {
            _ = try ask(PostgresStatement(once: "set \(setting)"))
        }
        if isStandby { return }
        // Acknowledged means on disk. Stronger settings of the server, such as remote_apply, stay.
        _ = try ask(
            PostgresStatement(
                once: """
                    select set_config('synchronous_commit', 'on', false)
                    where current_setting('synchronous_commit') in ('off', 'local')
                    """))
        let lane = try ask(
            PostgresStatement(
                once: """
                    select lane from generate_series(1, 100000) as lane
                    where pg_try_advisory_lock(\(PostgresDialect.laneLocks), lane) limit 1
                    """))
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
        waiting.append(PostgresStatement(text(of: sql), values: sql.values))
        if waiting.count >= 64 { try flush() }
    }

    func text(of sql: SQL) -> PostgresStatement.Text {
        let written = sql.text(forPostgres: true)
        if let known = texts[written] { return known }
        if texts.count > PostgresSession.mostPrepared { texts = [:] }
        let text = PostgresStatement.Text(PostgresDialect.said(written))
        texts[written] = text
        return text
    }

    /// Asks several questions at once; `answer` gives each answer once, until something is written.
    func foresee(_ questions: [SQL]) throws {
        if let failure { throw failure }
        // Of a glance all is foreseen already.
        if isGlancing { return }
        let asked = questions.map { PostgresStatement(text(of: $0), values: $0.values) }
        let batch = waiting + asked
        waiting = []
        remember(try send(batch).suffix(asked.count), to: asked)
    }

    private func remember(_ answers: some Sequence<PostgresResult>, to asked: [PostgresStatement]) {
        for (statement, answer) in zip(asked, answers) {
            if statement.text.isDraw {
                drawn[statement.question] = answer
            } else {
                foreseen[statement.question] = answer
            }
        }
    }

    /// Carries out a statement, with those that wait, and gives its answer.
    func answer(_ sql: SQL) throws -> PostgresResult {
        if let failure { throw failure }
        let statement = PostgresStatement(text(of: sql), values: sql.values)
        if isGlancing, let answer = foreseen[statement.question] { return answer }
        if statement.text.isDraw {
            if let answer = drawn.removeValue(forKey: statement.question) { return answer }
        } else if !foreseen.isEmpty {
            if let answer = foreseen.removeValue(forKey: statement.question) { return answer }
            // A question that was not foreseen may write as well.
            if !statement.text.isSelect { foreseen = [:] }
        }
        return try ask(statement)
    }

    /// How many rows the last statement changed.
    func changes() throws -> Int {
        try flush()
        return lastChanges
    }

    /// Carries out a statement of the engine's own, without parameters.
    func define(_ text: String) throws {
        if let failure { throw failure }
        _ = try ask(PostgresStatement(once: text))
    }

    func flush() throws {
        guard !waiting.isEmpty else { return }
        if let failure { throw failure }
        let batch = waiting
        waiting = []
        _ = try send(batch)
    }

    func ask(_ statement: PostgresStatement) throws -> PostgresResult {
        let batch = waiting + [statement]
        waiting = []
        guard let result = try send(batch).last else { throw PostgresError.lost("no answer") }
        return result
    }

    // MARK: Transactions

    /// How a transaction sees others.
    enum Isolation: String, CaseIterable {
        case serializable
        case snapshot = "repeatable read"
        case each = "read committed"
        case looking = "repeatable read read only"

        fileprivate static let beginnings = Dictionary(
            uniqueKeysWithValues: allCases.map {
                ($0, PostgresStatement(PostgresStatement.Text("begin isolation level \($0.rawValue)")))
            })
    }

    /// Begins a transaction; the server hears of it with the first statement.
    /// - Parameter isAwaited: whether somebody waits for it; other work may take longer.
    func begin(_ isolation: Isolation, isAwaited: Bool = true) {
        // Only between transactions: one in which something failed would not have it. A connection that breaks here is found
        // broken by the first statement.
        if prepared.count > PostgresSession.mostPrepared { forgetPrepared() }
        failure = nil
        foreseen = [:]
        drawn = [:]
        patience = isAwaited ? PostgresSession.usualPatience : PostgresSession.longPatience
        hasQueuedWork = false
        waiting = Isolation.beginnings[isolation].map { [$0] } ?? []
        if !isAwaited { waiting += PostgresSession.longer }
        isInTransaction = true
        isBegun = false
    }

    private static let longer = longLimits.map { PostgresStatement(PostgresStatement.Text("set local \($0)")) }

    /// Asks all that will be asked, for somebody who waits. What is sent together is one transaction by itself, in which all
    /// see the same, so that two statements and a way to the server are saved. Whatever else is asked before `endLooking` is
    /// not answered (`isUnforeseen`). What is wrong is thrown to whoever asks first.
    func glance(_ questions: [SQL]) {
        if prepared.count > PostgresSession.mostPrepared { forgetPrepared() }
        failure = nil
        foreseen = [:]
        patience = PostgresSession.usualPatience
        let asked = questions.map { PostgresStatement(text(of: $0), values: $0.values) }
        if let answers = try? send(asked) { remember(answers, to: asked) }
        isGlancing = true
    }

    /// Whether only what was foreseen is answered.
    private(set) var isGlancing = false
    /// Whether more was asked in a glance than was foreseen.
    var isUnforeseen: Bool { failure?.isUnforeseen == true }

    private(set) var isInTransaction = false
    /// Whether the server has heard that the transaction began.
    var isBegun = false
    /// Whether the commit is on its way, so that a broken connection leaves its outcome unknown.
    private(set) var isCommitting = false

    /// Commits. Of a transaction in which anything failed nothing is kept, and its first failure is thrown.
    func commit() throws { _ = try commit(with: []) }

    /// Commits and asks, on the same way, how far the server's log reaches then.
    func commitAndLocate() throws -> Database.Position? {
        try commit(with: [PostgresSession.whereabouts]).flatMap {
            Database.Position(PostgresRow(result: $0, row: 0).string(0))
        }
    }

    /// Where the log is on disk. What was inserted beyond may lie behind the head of a page that has no record yet, which no
    /// standby comes to before the next is written.
    static let position: SQL = "pg_current_wal_flush_lsn()::text"
    private static let whereabouts = PostgresStatement(
        PostgresStatement.Text("select \(position.text) as position"))

    private func commit(with questions: [PostgresStatement]) throws -> PostgresResult? {
        if let failure { throw failure }
        let batch = waiting + [PostgresStatement.commit] + questions
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
        if isInTransaction, isBegun, !isGone { _ = try? ask(PostgresStatement.rollback) }
        isInTransaction = false
        isCommitting = false
        isGlancing = false
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
            try post([PostgresStatement.commit])
            owed += 1
            _ = PQflush(handle)
        } catch {
            failure = nil
        }
    }

    /// How many batches were sent whose answers nobody has looked at.
    private var owed = 0

    func settleDebts() throws {
        while owed > 0 {
            while let result = try next(), result.status != PGRES_PIPELINE_SYNC { while try next() != nil {} }
            owed -= 1
        }
    }

    /// Whether the connection can be used again.
    var isGone: Bool { hasEnded || PQstatus(handle) != CONNECTION_OK }
    var hasEnded = false
    /// Since when the server was waited for last.
    var waitedSince = DispatchTime.now()
    /// When it last answered.
    var heardAt = DispatchTime.now()
}
