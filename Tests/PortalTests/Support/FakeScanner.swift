import Outbound
import Synchronization

/// A scanner that finds a virus in whatever says EICAR, unless the test lets it be away, unable, or die of the next file.
final class FakeScanner: VirusScanner {
    enum Mood: Sendable { case well, away, unable, dying }

    private let held = Mutex((mood: Mood.well, looks: 0))

    var mood: Mood {
        get { held.withLock(\.mood) }
        set { held.withLock { $0.mood = newValue } }
    }
    /// How often it looked at a file.
    var looks: Int { held.withLock(\.looks) }

    func scan(
        within limit: Duration, _ next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws -> ScanVerdict {
        held.withLock { $0.looks += 1 }
        switch mood {
        case .well: break
        case .away: throw ScannerFailure.away("refused")
        case .unable: throw ScannerFailure.undecided("no answer")
        case .dying:
            mood = .away
            throw ScannerFailure.undecided("it closed the connection midway")
        }
        var bytes: [UInt8] = []
        while let piece = try await next() { bytes += piece }
        return String(decoding: bytes, as: UTF8.self).contains("EICAR") ? .harmful("Eicar-Test") : .clean
    }

    func version() async throws -> String {
        if mood == .away { throw ScannerFailure.away("refused") }
        return "Fake 1"
    }
}
