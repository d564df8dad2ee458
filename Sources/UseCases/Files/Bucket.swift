import Crypto
import Grants
import Outbound
import Storage
import Synchronization

/// Files in a bucket of an S3-compatible store, under a prefix and their digest. What was sent is read back and compared
/// before a file counts; what is read is given to its last piece only once it was found to be whole.
public struct Bucket: FileShelf {
    /// How files get to people.
    public enum Delivery: String, Sendable {
        /// Through the portal.
        case streamed
        /// By the store itself, at an address that holds for a minute; the right to have the file was checked before.
        case presigned
    }

    private let store: ObjectStore
    public let name: String
    /// Empty, or ending in a slash.
    private let prefix: String
    private let lock: ObjectLock?
    private let delivery: Delivery
    private let now: @Sendable () -> Instant
    private let absence: Absence

    /// Bytes that are asked for at once.
    static let piece: Int64 = 1 << 20
    /// Seconds an address holds.
    private static let linkSeconds = 60
    /// A file that is kept for nearly as long as it should is let be, so that submitting again does not renew it each time.
    private static let slack = 30

    /// - Parameters:
    ///   - name: how the bucket is called in messages.
    ///   - lock: how long files of submissions cannot be removed; nil where the bucket sees to that itself, or nobody does.
    public init(
        _ store: ObjectStore, name: String, prefix: String = "", lock: ObjectLock? = nil,
        delivery: Delivery = .streamed, now: @escaping @Sendable () -> Instant
    ) {
        self.init(store, name, prefix, lock, delivery, now, Absence())
    }

    private init(
        _ store: ObjectStore, _ name: String, _ prefix: String, _ lock: ObjectLock?, _ delivery: Delivery,
        _ now: @escaping @Sendable () -> Instant, _ absence: Absence
    ) {
        self.store = store
        self.name = name
        self.prefix = prefix.isEmpty || prefix.hasSuffix("/") ? prefix : prefix + "/"
        self.lock = lock
        self.delivery = delivery
        self.now = now
        self.absence = absence
    }

    // MARK: Taking files

    public func put(_ file: ArrivedFile) async throws {
        let (digest, size) = (file.stored.sha256, file.stored.size)
        // The same file again: each process and each person may send it.
        if try await self.size(of: digest) == size, try await verify(digest) { return }
        try await asking { () throws(ObjectFailure) in
            try await store.put(key(digest), FileSlice(path: file.path, count: size), sha256: digest)
        }
        guard try await verify(digest) else {
            throw FileStore.Failure.away("\(name) gave back something else than was put: \(digest)")
        }
    }

    public func keep(_ files: [FileStore.Stored]) async throws -> [FileStore.Stored] {
        try await withThrowingTaskGroup(of: FileStore.Stored?.self) { group in
            for file in files { group.addTask { try await keep(file) ? nil : file } }
            return try await group.reduce(into: []) { missing, file in if let file { missing.append(file) } }
        }
    }

    private func keep(_ file: FileStore.Stored) async throws -> Bool {
        try await asking { () throws(ObjectFailure) in
            guard let found = try await store.find(key(file.sha256)), found.size == file.size else { return false }
            if let lock {
                let until = now().adding(days: lock.days)
                if (found.keptUntil ?? 0) < until.adding(days: -min(Bucket.slack, lock.days / 2)).milliseconds {
                    try await store.lock(key(file.sha256), lock.mode, until: until.milliseconds)
                }
            }
            return true
        }
    }

    // MARK: Giving them

    public func size(of sha256: String) async throws -> Int64? {
        try await asking { () throws(ObjectFailure) in try await store.find(key(sha256))?.size }
    }

    public func open(_ sha256: String) async throws -> any FileReader {
        let first = try await piece(of: sha256, from: 0, tag: nil)
        return BucketReader(self, sha256, first)
    }

    public func verify(_ sha256: String) async throws -> Bool {
        do {
            let reader = try await open(sha256)
            while try await reader.next() != nil {}
            return true
        } catch FileStore.Failure.damaged {
            return false
        }
    }

    fileprivate func piece(
        of sha256: String, from start: Int64, tag: String?
    ) async throws -> (bytes: [UInt8], object: StoredObject) {
        do {
            return try await asking { () throws(ObjectFailure) in
                try await store.piece(of: key(sha256), from: start, count: Bucket.piece, tag: tag)
            }
        } catch ObjectFailure.missing {
            throw FileStore.Failure.missing(sha256)
        } catch ObjectFailure.changed {
            throw FileStore.Failure.damaged(sha256)
        }
    }

    public func list(after last: String) async throws -> [FileStore.Stored] {
        let objects = try await asking { () throws(ObjectFailure) in
            try await store.list(prefix, after: last.isEmpty ? "" : key(last))
        }
        let files = objects.map { FileStore.Stored(sha256: String($0.key.dropFirst(prefix.count)), size: $0.size) }
        let named = files.filter { (try? FileStore.digest($0.sha256)) != nil }
        // A page may hold nothing but what others put there.
        if named.isEmpty, let end = files.last { return try await list(after: end.sha256) }
        return named
    }

    public func remove(_ sha256: String) async throws {
        try await asking { () throws(ObjectFailure) in try await store.remove(key(sha256)) }
    }

    public func beside(_ name: String) throws -> any FileShelf {
        Bucket(store, "\(self.name)/\(name)", "\(prefix)\(name)/", nil, delivery, now, absence)
    }

    public func probe() async throws {
        try await asking { () throws(ObjectFailure) in try await store.probe() }
    }

    public func link(to file: FileLink) -> String? {
        guard delivery == .presigned else { return nil }
        return store.link(
            key(file.sha256),
            headers: [
                ("response-content-disposition", file.disposition), ("response-content-type", file.mediaType),
                ("response-cache-control", "no-store"),
            ], seconds: Bucket.linkSeconds)
    }

    private func key(_ sha256: String) -> String { prefix + sha256 }

    // MARK: Away

    /// Asks the store, unless it was found away a moment ago: people are told at once then, instead of after seconds.
    private func asking<Value>(_ ask: () async throws(ObjectFailure) -> Value) async throws -> Value {
        if let reason = absence.reason(at: now()) { throw FileStore.Failure.away("\(name): \(reason)") }
        do {
            return try await ask()
        } catch ObjectFailure.away(let reason) {
            absence.begin(at: now(), reason)
            throw FileStore.Failure.away("\(name): \(reason)")
        } catch ObjectFailure.refused(let reason) {
            throw FileStore.Failure.away("\(name): \(reason)")
        }
    }

    /// When the store was found away last, by this process.
    private final class Absence: Sendable {
        private let last = Mutex<(until: Instant, reason: String)?>(nil)

        func begin(at moment: Instant, _ reason: String) {
            last.withLock { $0 = (moment.adding(seconds: 2), reason) }
        }

        func reason(at moment: Instant) -> String? {
            last.withLock { last in
                guard let known = last, moment < known.until else { return nil }
                return known.reason
            }
        }
    }
}

/// A file of a bucket being read by one reader, piece by piece, of one and the same object.
private final class BucketReader: FileReader {
    private struct State {
        /// What comes next.
        var bytes: [UInt8]
        var position: Int64 = 0
        var hash = SHA256()
    }

    private let bucket: Bucket
    private let sha256: String
    private let object: StoredObject
    private let state: Mutex<State>

    init(_ bucket: Bucket, _ sha256: String, _ first: (bytes: [UInt8], object: StoredObject)) {
        self.bucket = bucket
        self.sha256 = sha256
        object = first.object
        state = Mutex(State(bytes: first.bytes))
    }

    func next() async throws -> [UInt8]? {
        let (bytes, position) = state.withLock { state in
            defer {
                state.hash.update(data: state.bytes)
                state.position += Int64(state.bytes.count)
                state.bytes = []
            }
            return (state.bytes, state.position + Int64(state.bytes.count))
        }
        if bytes.isEmpty { return nil }
        if position < object.size {
            let following = try await bucket.piece(of: sha256, from: position, tag: object.tag)
            state.withLock { $0.bytes = following.bytes }
        } else if state.withLock({ $0.hash.finalize().hexadecimalText }) != sha256 {
            throw FileStore.Failure.damaged(sha256)
        }
        return bytes
    }
}
