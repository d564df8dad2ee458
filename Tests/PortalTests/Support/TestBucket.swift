import Crypto
import Foundation
import Grants
import Outbound
import Storage
import Synchronization

@testable import UseCases

/// A bucket of its own in the store that `TEST_S3` names (`script/with-s3`), and somebody between who can harm every call.
final class TestBucket: Sendable {
    /// The store's address; nil where there is none.
    static let endpoint = ProcessInfo.processInfo.environment["TEST_S3"]

    let settings: ObjectStoreSettings
    /// A folder where files arrive.
    let folder: String
    let clock: TestClock

    /// What becomes of a call: nil to let it pass.
    typealias Harm = @Sendable (HTTPCall, HTTPClient) async throws -> HTTPReply?
    private let harm = Mutex<Harm?>(nil)
    private let seen = Mutex<[HTTPCall]>([])
    private let client = HTTPClient.curl(limits: HTTPLimits(total: 60, reply: 8 << 20), keepsConnections: true)

    init(clock: TestClock = TestClock(), locked: Bool = false) async throws {
        let name = "kofu-\(UUID().uuidString.lowercased())"
        settings = ObjectStoreSettings(
            endpoint: TestBucket.endpoint ?? "", region: "us-east-1", bucket: name, key: "key", secret: "secret")
        folder = NSTemporaryDirectory() + name
        self.clock = clock
        var call = HTTPCall(.put, "\(settings.endpoint)/\(name)")
        if locked { call.headers = [("x-amz-bucket-object-lock-enabled", "true")] }
        _ = try await client.send(call)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// Calls since the last time this was asked.
    func calls() -> [HTTPCall] {
        seen.withLock { seen in
            defer { seen = [] }
            return seen
        }
    }

    func suffer(_ harm: Harm?) { self.harm.withLock { $0 = harm } }

    /// The bucket as the program asks it.
    func store() -> ObjectStore {
        let clock = self.clock
        // The store goes by the real time, tests by their own.
        let send = HTTPClient { call in
            self.seen.withLock { $0.append(call) }
            if let harm = self.harm.withLock({ $0 }), let reply = try await harm(call, self.client) { return reply }
            return try await self.client.send(call)
        }
        return ObjectStore(settings, send: send, pauses: [1, 1]) { clock.now.milliseconds }
    }

    func bucket(
        prefix: String = "files", lock: ObjectLock? = nil, delivery: Bucket.Delivery = .streamed
    ) -> Bucket {
        let clock = self.clock
        return Bucket(store(), name: "s3://test", prefix: prefix, lock: lock, delivery: delivery, now: { clock.now })
    }

    func files(lock: ObjectLock? = nil, delivery: Bucket.Delivery = .streamed) throws -> FileStore {
        try FileStore(shelf: bucket(lock: lock, delivery: delivery), arriving: folder)
    }

    /// Puts something else under a key.
    func replace(_ key: String, by bytes: [UInt8]) async throws {
        let path = "\(folder)-other"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        let digest = SHA256.hash(data: bytes).hexadecimalText
        try await store().put(key, FileSlice(path: path, count: Int64(bytes.count)), sha256: digest)
    }
}

/// Says yes a number of times.
final class Countdown: Sendable {
    private let rest: Mutex<Int>

    init(_ count: Int) { rest = Mutex(count) }

    func next() -> Bool {
        rest.withLock { rest in
            rest -= 1
            return rest >= 0
        }
    }
}
