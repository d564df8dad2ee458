/// What a database is kept by. `Database` is its public face.
protocol Engine: AnyObject, Sendable {
    var health: Database.Health { get }
    var figures: Database.Figures { get }
    /// - Parameter questions: all that is going to be asked, where that is known; a help to those far away.
    func read<Value: Sendable>(
        asking questions: [SQL], _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value
    func write<Value: Sendable>(
        seeing: Database.Isolation, _ body: @escaping @Sendable (Connection) throws -> Value
    ) async throws -> Value
    /// Applies missing migrations, in order.
    func migrate(at now: Int64, with migrations: [Migration]) throws -> [Migration]
    /// Reads on the caller's thread: for commands that have nothing else to do.
    func readHere<Value>(_ body: (Connection) throws -> Value) throws -> Value
    /// Writes on the caller's thread, once: for commands that fill a whole database.
    func writeHere<Value>(_ body: (Connection) throws -> Value) throws -> Value
    /// Returns when another process or this one has queued work, or after a while.
    func awaitWork() async throws
    /// Calls a function whenever some process may have published something, until the task is cancelled.
    func followPublications(_ changed: @escaping @Sendable () async -> Void) async throws
    func close() throws
}

extension Database {
    /// Whether a person waits for what is read and written in this task. Such work is answered within seconds, if only by
    /// saying that the database does not answer; other work may take as long as half a minute a statement.
    @TaskLocal public static var isAwaited = false

    /// How much a write may notice of others that run at once. SQLite has one writer at a time, who notices nothing.
    public enum Isolation: Sendable {
        /// As if writes happened one after the other. Right for everything.
        case alone
        /// For work that others cannot make wrong as long as nobody has changed *the rows it changes*: it reads a
        /// snapshot, and is done again where one of its rows, or a key it inserts, was another's first. Cheaper than
        /// `alone` where hundreds do the same at once.
        case ownRows
        /// Each statement sees what is committed then. Only for work whose single statements are right by themselves.
        case statements
    }
}
