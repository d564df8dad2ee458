import Grants
import Synchronization

/// PDFs of public texts, kept in memory: setting one takes the processor some 15 ms and more, and anyone may ask for
/// it any number of times.
final class PaperShelf: Sendable {
    static let shared = PaperShelf()

    /// Everything a paper is made from, so that equal keys mean equal bytes in whatever installation.
    struct Key: Hashable, Sendable {
        var text: [UInt8]
        var title: String
        var author: String
        var created: Instant
    }

    /// How many papers are kept; more than an installation offers at a time.
    private static let room = 64

    private let papers = Mutex<[Key: [UInt8]]>([:])

    /// The paper of that key, set now if it is not kept yet.
    func paper(_ key: Key, _ set: () async throws -> [UInt8]) async throws -> [UInt8] {
        if let kept = papers.withLock({ $0[key] }) { return kept }
        let bytes = try await set()
        papers.withLock {
            if $0.count >= PaperShelf.room { $0.removeAll() }
            $0[key] = bytes
        }
        return bytes
    }
}
