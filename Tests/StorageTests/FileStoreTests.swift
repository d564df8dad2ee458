import Foundation
import Testing

@testable import Storage

@Suite("The file store")
struct FileStoreTests {
    @Test("stores bytes under their digest, however they came in pieces", arguments: [1, 7, 4096, 100_000])
    func pieces(size: Int) async throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path + "/files")
        let bytes = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let incoming = try store.receive(maximumBytes: 50_000)
        var rest = bytes[...]
        while !rest.isEmpty {
            try incoming.write(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let stored = try await incoming.finish()
        #expect(stored.size == 50_000)
        #expect(try await store.read(stored.sha256) == bytes)
        #expect(try await store.exists(stored.sha256, size: 50_000))
        #expect(try await !store.exists(stored.sha256, size: 49_999))
        #expect(try await store.verify(stored.sha256))
        #expect(try await store.store(bytes) == stored)
    }

    @Test("knows the digest of abc (FIPS 180-2, appendix B.1)")
    func digest() async throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        #expect(
            try await store.store(Array("abc".utf8)).sha256
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("takes no empty file, none above its limit, and nothing half-written counts")
    func refusals() async throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        await #expect(throws: FileStore.Failure.empty) { try await store.receive(maximumBytes: 10).finish() }
        let large = try store.receive(maximumBytes: 10)
        try large.write([UInt8](repeating: 1, count: 10))
        #expect(throws: FileStore.Failure.tooLarge(limit: 10)) { try large.write([1]) }
        large.abandon()
        let half = try store.receive(maximumBytes: 100)
        try half.write([1, 2, 3])
        #expect(try await store.shelf.list(after: "").isEmpty)
        half.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path + "/tmp").isEmpty)
    }

    @Test("finds a file that was changed on disk")
    func changed() async throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        let stored = try await store.store([1, 2, 3])
        try Data([1, 2, 4]).write(to: URL(fileURLWithPath: try FolderShelf(folder: sandbox.path).path(stored.sha256)))
        #expect(try await !store.verify(stored.sha256))
    }

    @Test(
        "answers to digests only, never to paths",
        arguments: ["../../etc/passwd", "", "AB", String(repeating: "g", count: 64), String(repeating: "A", count: 64)])
    func paths(name: String) async throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        await #expect(throws: FileStore.Failure.self) { try await store.read(name) }
    }
}
