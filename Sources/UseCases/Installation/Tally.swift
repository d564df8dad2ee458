import Synchronization

/// What was done since the program started, for figures.
public final class Tally: Sendable {
    /// The counts at one moment.
    public struct Counts: Sendable, Equatable {
        /// Submissions that were acknowledged.
        public var submissions = 0
        /// Files they list, and how many of them were there when they were looked for afterwards. The two are the same.
        public var filesExpected = 0
        public var filesStored = 0
        /// Sign-ins at the identity provider that succeeded, how long its answers took, and those that failed.
        public var signIns = 0
        public var signInSeconds = 0.0
        public var signInFailures = 0
        /// Contents in which nothing was found, in which a virus was, and looks that came to nothing.
        public var filesClean = 0
        public var filesHarmful = 0
        public var filesUndecided = 0
    }

    private let held = Mutex(Counts())

    /// Begins with nothing.
    public init() {}

    /// The counts now.
    public var counts: Counts { held.withLock { $0 } }

    func add(_ change: (inout Counts) -> Void) { held.withLock { change(&$0) } }
}
