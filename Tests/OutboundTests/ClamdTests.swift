import Foundation
import Synchronization
import Testing

@testable import Outbound

@Suite("The virus scanner clamd")
struct ClamdTests {
    /// A server that reads a file as clamd does, unless told otherwise by `how`, and prints what it read.
    private func server(_ how: String = "") throws -> LocalServer {
        try LocalServer(
            """
            class Handler(socketserver.BaseRequestHandler):
                def handle(self):
                    files = self.request.makefile("rwb")
                    def say(text): files.write(text.encode() + b"\\0"); files.flush()
                    command = b""
                    while not command.endswith(b"\\0"): command += files.read(1)
                    if command == b"zVERSION\\0": return say("ClamAV 1.4.6/27000/today")
                    assert command == b"zINSTREAM\\0"
                    \(how.isEmpty ? "pass" : how)
                    content = b""
                    while size := int.from_bytes(files.read(4), "big"): content += files.read(size)
                    print(len(content), flush=True)
                    say("stream: Eicar-Test-Signature FOUND" if b"EICAR" in content else "stream: OK")
            """)
    }

    private func scan(
        _ pieces: [[UInt8]], at port: Int, within limit: Duration = .seconds(10)
    ) async throws -> ScanVerdict {
        let left = Mutex(pieces[...])
        return try await Clamd(.host("127.0.0.1", port: port)).scan(within: limit) { left.withLock { $0.popFirst() } }
    }

    @Test("gets a file in pieces, the empty ones left out, and says what is in it")
    func whole() async throws {
        let server = try server()
        let large = [UInt8](repeating: 0x41, count: 3_000_000)
        #expect(try await scan([[1, 2], [], large, [3]], at: server.port) == .clean)
        #expect(server.line() == "3000003")
        #expect(try await scan([], at: server.port) == .clean)
        #expect(server.line() == "0")
        #expect(
            try await scan([Array("xEIC".utf8), Array("ARx".utf8)], at: server.port) == .harmful("Eicar-Test-Signature")
        )
        #expect(try await Clamd(.host("127.0.0.1", port: server.port)).version() == "ClamAV 1.4.6/27000/today")
    }

    @Test(
        "of every other answer nothing is concluded",
        arguments: [
            "", "OK", "stream: OKAY", "stream: ok", "stream:  FOUND", "stream: FOUND", " stream: OK", "stream: x ERROR",
            "INSTREAM size limit exceeded. ERROR", "UNKNOWN COMMAND", "\u{fffd}\u{1}",
        ])
    func others(answer: String) {
        #expect(throws: ScannerFailure.self) { try Clamd.verdict(answer) }
    }

    @Test(
        "that closes, resets, or babbles midway has not decided",
        arguments: [
            "files.read(100); return None",
            "import struct, socket; self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0)); return None",
            "files.write(b'x' * 9000); files.flush(); return None",
            "return say('INSTREAM size limit exceeded. ERROR')",
        ])
    func midway(how: String) async throws {
        let server = try server(how)
        let large = [[UInt8]](repeating: [UInt8](repeating: 0x41, count: 65_536), count: 200)
        let failure = await #expect(throws: ScannerFailure.self) { try await scan(large, at: server.port) }
        guard case .undecided = failure else { return #expect(failure == .undecided("")) }
    }

    @Test("that says nothing is not waited for longer than was said")
    func silent() async throws {
        let server = try server("time.sleep(60)")
        let large = [[UInt8]](repeating: [UInt8](repeating: 0x41, count: 65_536), count: 500)
        await #expect(throws: ScannerFailure.undecided("no answer within 1 s")) {
            try await scan(large, at: server.port, within: .seconds(1))
        }
    }

    @Test("that is not there is away")
    func absent() async throws {
        for place in [Clamd.Place.host("127.0.0.1", port: 1), .socket(path: "/nowhere/clamd.ctl")] {
            for ask in [
                { _ = try await Clamd(place).version() },
                { _ = try await Clamd(place).scan(within: .seconds(1)) { nil } },
            ]
                as [() async throws -> Void]
            {
                let failure = await #expect(throws: ScannerFailure.self) { try await ask() }
                guard case .away = failure else { return #expect(failure == .away("")) }
            }
        }
    }

    @Test("a file that cannot be read is its own failure, not the scanner's")
    func unreadable() async throws {
        struct Gone: Error {}
        let server = try server()
        await #expect(throws: Gone.self) {
            try await Clamd(.host("127.0.0.1", port: server.port)).scan(within: .seconds(5)) { throw Gone() }
        }
    }

    @Test("its place is a socket or a port")
    func places() {
        #expect(Clamd.Place("/run/clamav/clamd.ctl") == .socket(path: "/run/clamav/clamd.ctl"))
        #expect(Clamd.Place("scanner.example.jp:3310") == .host("scanner.example.jp", port: 3310))
        for wrong in ["", "clamd", ":3310", "host:0", "host:x", "host:70000", "/" + String(repeating: "x", count: 108)]
        {
            #expect(Clamd.Place(wrong) == nil, "\(wrong)")
        }
    }
}
