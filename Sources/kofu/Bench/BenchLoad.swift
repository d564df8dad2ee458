import Foundation
import Synchronization

/// What a load found.
struct BenchFigures {
    let sent: Int
    let succeeded: Int
    let rate: Int
    /// Microseconds.
    let p50: Int
    let p99: Int

    /// - Parameter times: microseconds each took, in any order.
    init(times: [Int], succeeded: Int, milliseconds: Int) {
        let sorted = times.sorted()
        sent = sorted.count
        self.succeeded = succeeded
        rate = succeeded * 1000 / max(1, milliseconds)
        p50 = sorted.isEmpty ? 0 : sorted[sorted.count / 2]
        p99 = sorted.isEmpty ? 0 : sorted[sorted.count * 99 / 100]
    }

    func line(_ name: String, asked: String) -> String {
        let head = name.padding(toLength: 40, withPad: " ", startingAt: 0)
        let failed = sent == succeeded ? "" : "   FAILED \(sent - succeeded)"
        return
            "\(head)  \(rate)/s   p50 \(milliseconds(p50)) ms   p99 \(milliseconds(p99)) ms   (asked: \(asked))\(failed)"
    }

    private func milliseconds(_ microseconds: Int) -> String {
        "\(microseconds / 1000).\(String(microseconds % 1000 + 1000).dropFirst())"
    }
}

/// Clients in threads of their own, each with one connection that stays open.
struct BenchLoad {
    let port: Int
    let clients: Int
    let seconds: Int

    func get(_ path: String, cookie: String) throws -> BenchFigures { try get([path], cookie: cookie) }

    /// Asks for several pages in turn.
    func get(_ paths: [String], cookie: String) throws -> BenchFigures {
        run { _ in
            { connection, number in try connection.get(paths[number % paths.count], cookie: cookie) == 200 }
        }
    }

    /// Sends prepared submissions, each once, until the time is over or there are no more.
    func submit(_ submissions: ArraySlice<BenchStock.Submission>) throws -> BenchFigures {
        let next = Mutex(submissions.startIndex)
        return run { _ in
            { connection, _ in
                let index = next.withLock { index -> Int? in
                    guard index < submissions.endIndex else { return nil }
                    defer { index += 1 }
                    return index
                }
                guard let index else { return nil }
                let submission = submissions[index]
                return try connection.post(submission.path, cookie: submission.cookie, body: submission.body) == 303
            }
        }
    }

    /// Posts what is made for each number in turn, from one client.
    func post(_ make: @escaping @Sendable (Int) -> (path: String, cookie: String, body: String)) throws -> BenchFigures
    {
        run { _ in
            { connection, number in
                let request = make(number)
                return try connection.post(request.path, cookie: request.cookie, body: request.body) == 200
            }
        }
    }

    /// Runs every client's step until the time is over; a step gives whether it succeeded, or nil when it is done.
    private func run(_ step: @Sendable (Int) -> (@Sendable (BenchConnection, Int) throws -> Bool?)) -> BenchFigures {
        let taken = Mutex<(times: [Int], succeeded: Int)>(([], 0))
        let done = DispatchGroup()
        let start = ContinuousClock.now
        let end = start + .seconds(seconds)
        for client in 0..<clients {
            done.enter()
            let one = step(client)
            let thread = Thread { [port] in
                defer { done.leave() }
                var times: [Int] = []
                var succeeded = 0
                var connection = try? BenchConnection(port: port)
                var number = 0
                while ContinuousClock.now < end {
                    guard let open = connection else {
                        connection = try? BenchConnection(port: port)
                        continue
                    }
                    let before = ContinuousClock.now
                    do {
                        guard let isRight = try one(open, number) else { break }
                        if isRight { succeeded += 1 }
                    } catch {
                        connection = nil
                    }
                    let duration = (ContinuousClock.now - before).components
                    times.append(Int(duration.seconds * 1_000_000 + duration.attoseconds / 1_000_000_000_000))
                    number += 1
                }
                let result = (times, succeeded)
                taken.withLock {
                    $0.times += result.0
                    $0.succeeded += result.1
                }
            }
            thread.stackSize = 512 * 1024
            thread.start()
        }
        done.wait()
        let duration = (ContinuousClock.now - start).components
        let milliseconds = max(1, Int(duration.seconds * 1000 + duration.attoseconds / 1_000_000_000_000_000))
        let (times, succeeded) = taken.withLock { ($0.times, $0.succeeded) }
        return BenchFigures(times: times, succeeded: succeeded, milliseconds: milliseconds)
    }
}

/// One connection that speaks just enough HTTP/1.1 to measure with: no more than the socket's own cost.
final class BenchConnection {
    private let descriptor: Int32
    private let port: Int
    private var buffer: [UInt8] = []
    private var chunk = [UInt8](repeating: 0, count: 65_536)

    struct Broken: Error {}

    init(port: Int) throws {
        self.port = port
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Broken() }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        // deinit closes the socket.
        guard status == 0 else { throw Broken() }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    func get(_ path: String, cookie: String) throws -> Int {
        try exchange(Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(header(cookie))\r\n".utf8))
    }

    func post(_ path: String, cookie: String, body: String) throws -> Int {
        try post(path, cookie: cookie, type: "application/x-www-form-urlencoded", body: Array(body.utf8))
    }

    func post(_ path: String, cookie: String, type: String, body: [UInt8]) throws -> Int {
        let head = """
            POST \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\(header(cookie))\
            Content-Type: \(type)\r\nContent-Length: \(body.count)\r\n\r\n
            """
        return try exchange(Array(head.utf8) + body)
    }

    private func header(_ cookie: String) -> String { cookie.isEmpty ? "" : "Cookie: \(cookie)\r\n" }

    /// Sends a request, reads the whole answer and gives its status.
    private func exchange(_ bytes: [UInt8]) throws -> Int {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Broken() }
            sent += count
        }
        while true {
            if let head = end(of: [13, 10, 13, 10]) {
                let fields = String(decoding: buffer[..<head], as: UTF8.self).lowercased().components(
                    separatedBy: "\r\n")
                guard let status = Int(fields[0].dropFirst(9).prefix(3)) else { throw Broken() }
                buffer.removeFirst(head)
                try readBody(fields)
                return status
            }
            try receive()
        }
    }

    private func readBody(_ fields: [String]) throws {
        if fields.contains("transfer-encoding: chunked") {
            while true {
                if let end = end(of: [48, 13, 10, 13, 10]) { return buffer.removeFirst(end) }
                try receive()
            }
        }
        let name = "content-length: "
        let length = fields.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? 0
        while buffer.count < length { try receive() }
        buffer.removeFirst(length)
    }

    private func end(of mark: [UInt8]) -> Int? {
        guard buffer.count >= mark.count else { return nil }
        for start in 0...(buffer.count - mark.count) where buffer[start] == mark[0] {
            if buffer[start..<start + mark.count].elementsEqual(mark) { return start + mark.count }
        }
        return nil
    }

    private func receive() throws {
        let count = recv(descriptor, &chunk, chunk.count, 0)
        guard count > 0 else { throw Broken() }
        buffer += chunk[..<count]
    }
}
