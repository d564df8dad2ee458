import Crypto
import Foundation
import Grants
import Outbound
import Testing

@testable import Storage
@testable import UseCases

@Suite("Files in a bucket", .enabled(if: TestBucket.endpoint != nil, "script/with-s3 gives one"))
struct BucketTests {
    private func bytes(_ count: Int) -> [UInt8] {
        // No two parts are alike.
        (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ $0 >> 8 &+ $0 >> 17) }
    }

    @Test(
        "come back as they were sent, from one byte to several parts, and are sent once",
        arguments: [1, 1_048_576, 1_048_577, 8_388_608, 8_388_609, 20_000_000])
    func roundTrip(size: Int) async throws {
        let test = try await TestBucket()
        let files = try test.files()
        let bytes = bytes(size)
        let stored = try await files.store(bytes)
        #expect(stored.sha256 == SHA256.hash(data: bytes).hexadecimalText && stored.size == size)
        #expect(try await files.read(stored.sha256) == bytes)
        #expect(try await files.exists(stored.sha256, size: stored.size))
        #expect(try await !files.exists(stored.sha256, size: stored.size + 1))
        #expect(try await files.verify(stored.sha256))
        #expect(try await files.keep([stored]).isEmpty)
        _ = test.calls()
        #expect(try await files.store(bytes) == stored)
        #expect(test.calls().allSatisfy { $0.method == .get || $0.method == .head })
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder + "/tmp").isEmpty)
    }

    @Test("that are not there are said to be missing, and what was never put is no file")
    func missing() async throws {
        let files = try await TestBucket().files()
        let one = try await files.store([1])
        let two = FileStore.Stored(sha256: SHA256.hash(data: [2]).hexadecimalText, size: 1)
        #expect(try await files.keep([one, two, .init(sha256: one.sha256, size: 2)]) == [two.sha256, one.sha256])
        #expect(try await files.keep([one, two]) == [two.sha256])
        await #expect(throws: FileStore.Failure.missing(two.sha256)) { try await files.open(two.sha256) }
        await #expect(throws: FileStore.Failure.self) { try await files.open("../../etc/passwd") }
    }

    @Test("are listed in the order of their digests, without results and what others put there")
    func list() async throws {
        let test = try await TestBucket()
        let files = try test.files()
        var all: [FileStore.Stored] = []
        for byte in UInt8(0)..<12 { all.append(try await files.store([byte])) }
        let result = try await files.results().store([99])
        try await test.replace("files/readme.txt", by: [1, 2])
        var listed: [FileStore.Stored] = []
        try await files.each { listed.append($0) }
        #expect(listed == all.sorted { $0.sha256 < $1.sha256 })
        #expect(try await files.results().read(result.sha256) == [99])
        try await files.results().forget(result.sha256)
        await #expect(throws: FileStore.Failure.missing(result.sha256)) {
            try await files.results().read(result.sha256)
        }
    }

    @Test("that were changed are found out, and never given to their end", arguments: [100, 3_000_000])
    func changed(size: Int) async throws {
        let test = try await TestBucket()
        let files = try test.files()
        let stored = try await files.store(bytes(size))
        var other = bytes(size)
        other[size / 2] ^= 1
        try await test.replace("files/\(stored.sha256)", by: other)
        #expect(try await !files.verify(stored.sha256))
        let reader = try await files.open(stored.sha256)
        var got = 0
        await #expect(throws: FileStore.Failure.damaged(stored.sha256)) {
            while let piece = try await reader.next() { got += piece.count }
        }
        #expect(got < size)
    }

    @Test("are of one object from the first piece to the last")
    func replaced() async throws {
        let test = try await TestBucket()
        let files = try test.files()
        let stored = try await files.store(bytes(3_000_000))
        let reader = try await files.open(stored.sha256)
        _ = try await reader.next()
        try await test.replace("files/\(stored.sha256)", by: Array(bytes(3_000_000).reversed()))
        await #expect(throws: FileStore.Failure.damaged(stored.sha256)) { while try await reader.next() != nil {} }
    }

    @Test("of submissions are locked for as long as was asked, and not each time anew")
    func lock() async throws {
        let test = try await TestBucket(locked: true)
        let files = try test.files(lock: ObjectLock(mode: .governance, days: 100))
        let stored = try await files.store([1, 2, 3])
        #expect(try await test.store().find("files/\(stored.sha256)")?.keptUntil == nil)
        #expect(try await files.keep([stored]).isEmpty)
        let until = try #require(try await test.store().find("files/\(stored.sha256)")?.keptUntil)
        #expect(abs(until - test.clock.now.adding(days: 100).milliseconds) < 1000)
        _ = test.calls()
        #expect(try await files.keep([stored]).isEmpty)
        #expect(test.calls().map(\.method) == [.head])
        test.clock.advance(seconds: 60 * 86_400)
        #expect(try await files.keep([stored]).isEmpty)
        #expect(try await test.store().find("files/\(stored.sha256)")?.keptUntil ?? 0 > until)
    }

    @Test("may be fetched from the store by whoever has the address, and it is told under which name")
    func link() async throws {
        let test = try await TestBucket()
        let files = try test.files(delivery: .presigned)
        let stored = try await files.store(Array("見積".utf8))
        let address = try #require(
            try files.shelf.link(
                to: FileLink(
                    sha256: stored.sha256, disposition: "attachment; filename*=UTF-8''%E8%A6%8B.pdf",
                    mediaType: "application/pdf")))
        let reply = try await HTTPClient.curl().send(HTTPCall(.get, address))
        #expect(reply.status == 200 && reply.body == Array("見積".utf8))
        // The test's own store does not heed them.
        for asked in [
            "response-content-disposition=attachment%3B%20filename%2A%3DUTF-8%27%27%25E8%25A6%258B.pdf&",
            "response-content-type=application%2Fpdf&", "response-cache-control=no-store&",
        ] { #expect(address.contains(asked)) }
        #expect(try test.files().shelf.link(to: FileLink(sha256: "", disposition: "", mediaType: "")) == nil)
    }

    // MARK: Stores that fail

    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let harm: TestBucket.Harm
    }

    static let faults: [Fault] = [
        Fault(testDescription: "cannot be reached") { _, _ in throw HTTPFailure.unreachable("refused") },
        Fault(testDescription: "answers too late") { _, _ in throw HTTPFailure.timedOut },
        Fault(testDescription: "is too busy") { _, _ in HTTPReply(status: 503) },
        Fault(testDescription: "takes no file") { call, _ in call.method == .put ? HTTPReply(status: 500) : nil },
        Fault(testDescription: "does not know the key") { _, _ in
            HTTPReply(status: 403, body: Array("<Error><Code>InvalidAccessKeyId</Code></Error>".utf8))
        },
        Fault(testDescription: "acknowledges what it did not keep") { call, _ in
            call.method == .put ? HTTPReply(status: 200, headers: ["etag": "\"x\""]) : nil
        },
        Fault(testDescription: "keeps something else") { call, client in
            guard call.method == .get else { return nil }
            var reply = try await client.send(call)
            if !reply.body.isEmpty { reply.body[0] ^= 1 }
            return reply
        },
        Fault(testDescription: "sends half of what was asked") { call, client in
            guard call.method == .get else { return nil }
            var reply = try await client.send(call)
            reply.body.removeLast(reply.body.count / 2)
            return reply
        },
    ]

    @Test("do not count where the store fails, and nothing of them is left on the disk", arguments: faults)
    func failing(fault: Fault) async throws {
        let test = try await TestBucket()
        let files = try test.files()
        test.suffer(fault.harm)
        await #expect(throws: FileStore.Failure.self) { try await files.store(bytes(5000)) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: test.folder + "/tmp").isEmpty)
        test.suffer(nil)
        test.clock.advance(seconds: 3)
        let stored = try await files.store(bytes(5000))
        #expect(try await files.read(stored.sha256) == bytes(5000))
    }

    @Test("in parts count only when the store put them together, whatever status it began to answer with")
    func parts() async throws {
        let test = try await TestBucket()
        let files = try test.files()
        test.suffer { call, _ in
            guard call.method == .post, call.url.contains("uploadId") else { return nil }
            return HTTPReply(
                status: 200, body: Array("<Error><Code>InternalError</Code><Message>no</Message></Error>".utf8))
        }
        await #expect(throws: FileStore.Failure.away("s3://test: no")) { try await files.store(bytes(9_000_000)) }
        #expect(test.calls().last?.method == .delete, "what was sent of it is taken back")
    }

    @Test("are tried again where one call failed")
    func again() async throws {
        let test = try await TestBucket()
        let files = try test.files()
        let rest = Countdown(2)
        test.suffer { _, _ in rest.next() ? HTTPReply(status: 503) : nil }
        let stored = try await files.store([1])
        #expect(try await files.read(stored.sha256) == [1])
    }

    @Test("are not asked for during two seconds after the store was found away, and then they are")
    func absence() async throws {
        let test = try await TestBucket()
        let files = try test.files()
        let stored = try await files.store([1])
        test.suffer { _, _ in throw HTTPFailure.unreachable("refused") }
        await #expect(throws: FileStore.Failure.self) { try await files.keep([stored]) }
        _ = test.calls()
        await #expect(throws: FileStore.Failure.away("s3://test: refused")) { try await files.keep([stored]) }
        #expect(test.calls().isEmpty)
        test.suffer(nil)
        test.clock.advance(seconds: 3)
        #expect(try await files.keep([stored]).isEmpty)
    }

    // MARK: Moving

    @Test("are copied from a folder and back; what is damaged is left behind, what is there is not sent again")
    func moving() async throws {
        let test = try await TestBucket()
        let folder = test.folder + "-house"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (here, there) = (try FileStore(folder: folder), try test.files())
        var stored: [FileStore.Stored] = []
        for byte in UInt8(1)...9 { stored.append(try await here.store([byte, byte])) }
        let damaged = stored[3].sha256
        try Data([0, 0]).write(to: URL(fileURLWithPath: "\(folder)/\(damaged.prefix(2))/\(damaged.dropFirst(2))"))
        let first = try await FileCopy(from: here, to: there).run()
        #expect(first == report(copied: 8, found: 0, bytes: 16, damaged: [damaged]))
        let second = try await FileCopy(from: here, to: there).run()
        #expect(second == report(copied: 0, found: 8, bytes: 0, damaged: [damaged]))
        let back = try FileStore(folder: folder + "/back")
        #expect(try await FileCopy(from: there, to: back).run() == report(copied: 8, found: 0, bytes: 16))
        for one in stored where one.sha256 != damaged {
            #expect(try await back.read(one.sha256) == here.read(one.sha256))
        }
    }

    private func report(copied: Int, found: Int, bytes: Int64, damaged: [String] = []) -> FileCopy.Report {
        var report = FileCopy.Report()
        (report.copied, report.found, report.bytes, report.damaged) = (copied, found, bytes, damaged)
        return report
    }
}
