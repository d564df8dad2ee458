import Foundation

/// How much is done at once, how much may wait, and how often one person or client may ask.
public struct AdmissionLimits: Sendable {
    /// Requests that are worked on at once. What waits for the database counts, so it is many more than processors.
    public var workers: Int
    /// Of them, those that keep a processor busy for long.
    public var long: Int
    /// Requests a second that one session may make for long, and ten times as many at once; 0 is no limit.
    public var sessionRate: Int
    /// The same for one address in the network; whole offices share one.
    public var clientRate: Int
    /// What each urgency is granted.
    var terms: [Urgency: Terms] = AdmissionLimits.usual

    /// What requests of one urgency are granted.
    struct Terms: Sendable {
        /// Sixteenths of all workers: they begin only while fewer than that are at work. What is left above is kept for
        /// those that are more urgent.
        var share: Int
        /// Thirty-seconds of all workers that it always has, whatever is done for those that are more urgent: who cannot sign
        /// in or open a page has nothing to save.
        var least = 0
        /// How many may wait.
        var waiting: Int
        /// How long one may wait.
        var patience: Duration
        /// Seconds after which someone turned away may try again.
        var retry: Int
    }

    /// Requests at work for each processor.
    public static let workersEach = 64

    public init(
        workers: Int? = nil, long: Int? = nil, sessionRate: Int = AdmissionLimits.usualSessionRate,
        clientRate: Int = AdmissionLimits.usualClientRate
    ) {
        let processors = ProcessInfo.processInfo.activeProcessorCount
        self.workers = max(1, workers ?? processors * AdmissionLimits.workersEach)
        self.long = max(1, long ?? processors)
        self.sessionRate = max(0, sessionRate)
        self.clientRate = max(0, clientRate)
    }

    public static let usualSessionRate = 20
    public static let usualClientRate = 200

    /// How many seconds' worth may be asked for at once.
    static let burst = 10

    private static let usual: [Urgency: Terms] = [
        .submit: Terms(share: 16, waiting: 8192, patience: .seconds(20), retry: 3),
        .upload: Terms(share: 12, waiting: 1024, patience: .seconds(15), retry: 5),
        .save: Terms(share: 10, waiting: 2048, patience: .seconds(10), retry: 5),
        .signIn: Terms(share: 9, least: 1, waiting: 512, patience: .seconds(5), retry: 10),
        .page: Terms(share: 6, least: 1, waiting: 1024, patience: .seconds(3), retry: 10),
        .search: Terms(share: 4, least: 1, waiting: 256, patience: .seconds(2), retry: 15),
        .long: Terms(share: 4, waiting: 64, patience: .seconds(20), retry: 30),
    ]

    /// How many requests of this urgency are worked on however many others are.
    func least(_ urgency: Urgency) -> Int { workers * (terms[urgency]?.least ?? 0) / 32 }

    /// How many of all workers may be busy when a request of this urgency begins.
    func ceiling(_ urgency: Urgency) -> Int { max(1, workers * (terms[urgency]?.share ?? 16) / 16) }
}
