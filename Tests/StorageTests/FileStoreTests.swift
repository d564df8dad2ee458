import Foundation
import Testing

@testable import Storage

@Suite("The file store")
struct FileStoreTests {
    @Test("stores bytes under their digest, however they came in pieces", arguments: [1, 7, 4096, 100_000])
    func pieces(size: Int) throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path + "/files")
        let bytes = (0..<50_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let incoming = try store.receive(maximumBytes: 50_000)
        var rest = bytes[...]
        while !rest.isEmpty {
            try incoming.write(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        let stored = try incoming.finish()
        #expect(stored.size == 50_000)
        #expect(try store.read(stored.sha256) == bytes)
        #expect(try store.exists(stored.sha256, size: 50_000))
        #expect(try !store.exists(stored.sha256, size: 49_999))
        #expect(try store.verify(stored.sha256))
        #expect(try store.store(bytes) == stored)
    }

    @Test("knows the digest of abc (FIPS 180-2, appendix B.1)")
    func digest() throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        #expect(
            try store.store(Array("abc".utf8)).sha256
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test("takes no empty file, none above its limit, and nothing half-written counts")
    func refusals() throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        #expect(throws: FileStore.Failure.empty) { try store.receive(maximumBytes: 10).finish() }
        let large = try store.receive(maximumBytes: 10)
        try large.write([UInt8](repeating: 1, count: 10))
        #expect(throws: FileStore.Failure.tooLarge(limit: 10)) { try large.write([1]) }
        large.abandon()
        let half = try store.receive(maximumBytes: 100)
        try half.write([1, 2, 3])
        #expect(try store.digests().isEmpty)
        half.abandon()
        #expect(try FileManager.default.contentsOfDirectory(atPath: sandbox.path + "/tmp").isEmpty)
    }

    @Test("finds a file that was changed on disk")
    func changed() throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        let stored = try store.store([1, 2, 3])
        try Data([1, 2, 4]).write(to: URL(fileURLWithPath: try store.path(stored.sha256)))
        #expect(try !store.verify(stored.sha256))
    }

    @Test(
        "answers to digests only, never to paths",
        arguments: ["../../etc/passwd", "", "AB", String(repeating: "g", count: 64), String(repeating: "A", count: 64)])
    func paths(name: String) throws {
        let sandbox = try Sandbox()
        let store = try FileStore(folder: sandbox.path)
        #expect(throws: FileStore.Failure.self) { try store.read(name) }
    }
}
