import Foundation
import Testing

@testable import Outbound

@Suite("HTTP client")
struct HTTPTests {
    private static let server = Result {
        try LocalServer(
            """
            class Handler(socketserver.StreamRequestHandler):
                def handle(self):
                    first = self.rfile.readline().decode().strip()
                    headers = []
                    while True:
                        line = self.rfile.readline().decode().rstrip("\\r\\n")
                        if not line: break
                        headers.append(line)
                    length = next((int(h.split(":")[1]) for h in headers if h.lower().startswith("content-length")), 0)
                    body = self.rfile.read(length)
                    path = first.split(" ")[1]
                    say = lambda text: (self.wfile.write(text if isinstance(text, bytes) else text.encode()), self.wfile.flush())
                    if path == "/echo":
                        text = json.dumps([first] + headers + [body.decode("latin-1")])
                        say(f"HTTP/1.1 200 OK\\r\\nContent-Length: {len(text)}\\r\\n\\r\\n{text}")
                    elif path == "/redirect":
                        say("HTTP/1.1 302 Found\\r\\nLocation: /echo\\r\\nContent-Length: 0\\r\\n\\r\\n")
                    elif path == "/interim":
                        say("HTTP/1.1 103 Early Hints\\r\\nX-Old: 1\\r\\n\\r\\nHTTP/1.1 404 Not Found\\r\\nX-A: 1\\r\\nx-a:2\\r\\nContent-Length: 2\\r\\n\\r\\nno")
                    elif path.startswith("/size/"):
                        size = int(path[6:])
                        say(f"HTTP/1.1 200 OK\\r\\nContent-Length: {size}\\r\\n\\r\\n" + "a" * size)
                    elif path == "/endless":
                        say("HTTP/1.1 200 OK\\r\\n\\r\\n")
                        while True: say("a" * 65536)
                    elif path == "/headers":
                        say("HTTP/1.1 200 OK\\r\\n")
                        while True: say("X-B: " + "b" * 1000 + "\\r\\n")
                    elif path == "/cut":
                        say("HTTP/1.1 200 OK\\r\\nContent-Length: 100\\r\\n\\r\\nhalf")
                    elif path == "/nonsense":
                        say(b"\\x00\\xff\\xfe nothing like it\\r\\n\\r\\n")
                    elif path == "/silent":
                        sys.stdin.read()
            """)
    }

    private func url(_ path: String) throws -> String { "http://127.0.0.1:\(try Self.server.get().port)\(path)" }

    private let client = HTTPClient.curl(limits: HTTPLimits(connect: 2, total: 20, reply: 1000))

    private func echo(_ call: HTTPCall) async throws -> [String] {
        let reply = try await client.send(call)
        return try JSONDecoder().decode([String].self, from: Data(reply.body))
    }

    @Test("method, headers and body arrive as given")
    func sends() async throws {
        let body = Array("a=1\0&b=2".utf8)
        let seen = try await echo(
            HTTPCall(
                .post, url("/echo"), headers: [("X-One", "1"), ("Content-Type", "text/x"), ("X-Empty", "")], body: body)
        )
        #expect(seen.first == "POST /echo HTTP/1.1" && seen.last == "a=1\0&b=2")
        #expect(seen.contains("X-One: 1") && seen.contains("Content-Type: text/x") && seen.contains("X-Empty:"))
        #expect(!seen.contains { $0.lowercased().hasPrefix("expect") || $0.lowercased().hasPrefix("accept-encoding") })
        #expect(try await echo(HTTPCall(.get, url("/echo"))).first == "GET /echo HTTP/1.1")
        #expect(try await echo(HTTPCall(.post, url("/echo"))).first == "POST /echo HTTP/1.1")
        #expect(try await echo(HTTPCall(.put, url("/echo"), body: [0x41])).last == "A")
        #expect(try await echo(HTTPCall(.delete, url("/echo"))).first == "DELETE /echo HTTP/1.1")
    }

    @Test("a redirect is an answer, not an order")
    func redirect() async throws {
        let reply = try await client.send(HTTPCall(.get, url("/redirect")))
        #expect(reply == HTTPReply(status: 302, headers: ["location": "/echo", "content-length": "0"]))
    }

    @Test("headers of interim answers are left out and repeated ones joined")
    func headers() async throws {
        let reply = try await client.send(HTTPCall(.get, url("/interim")))
        #expect(reply.status == 404 && reply.body == Array("no".utf8))
        #expect(reply.headers == ["x-a": "1, 2", "content-length": "2"])
    }

    @Test("a body of the limit is taken, one byte more is not")
    func limit() async throws {
        #expect(try await client.send(HTTPCall(.get, url("/size/1000"))).body.count == 1000)
        for path in ["/size/1001", "/endless", "/headers"] {
            await #expect(throws: HTTPFailure.tooLarge(1000)) { try await client.send(HTTPCall(.get, url(path))) }
        }
    }

    @Test("a broken answer is a failure", arguments: ["/cut", "/nonsense", "/none"])
    func broken(path: String) async throws {
        let failure = await #expect(throws: HTTPFailure.self) { try await client.send(HTTPCall(.get, url(path))) }
        guard case .unreachable = failure else { return #expect(failure == .unreachable("")) }
    }

    @Test("a server that says nothing is given up")
    func silent() async throws {
        let client = HTTPClient.curl(limits: HTTPLimits(connect: 1, total: 1))
        await #expect(throws: HTTPFailure.timedOut) { try await client.send(HTTPCall(.get, url("/silent"))) }
    }

    @Test("a cancelled task stops its call")
    func cancelled() async throws {
        let task = Task { [url = try url("/silent")] in
            try await HTTPClient.curl(limits: HTTPLimits(total: 600)).send(HTTPCall(.get, url))
        }
        task.cancel()
        await #expect(throws: HTTPFailure.cancelled) { try await task.value }
    }

    @Test("a server that is not there is unreachable")
    func absent() async throws {
        let failure = await #expect(throws: HTTPFailure.self) {
            try await client.send(HTTPCall(.get, "http://127.0.0.1:1/"))
        }
        guard case .unreachable = failure else { return #expect(failure == .unreachable("")) }
    }

    @Test("TLS with a server that speaks none is not believed")
    func noTLS() async throws {
        let secure = try url("/echo").replacing("http:", with: "https:")
        let failure = await #expect(throws: HTTPFailure.self) { try await client.send(HTTPCall(.get, secure)) }
        guard case .untrusted = failure else { return #expect(failure == .untrusted("")) }
    }

    @Test("a certificate is believed only when an authority that is trusted vouches for its very host")
    func certificates() async throws {
        let server = try LocalServer(
            """
            \(LocalServer.selfSigned)
            class Handler(socketserver.StreamRequestHandler):
                def handle(self):
                    connection = context.wrap_socket(self.request, server_side=True)
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\n\\r\\n")
            """)
        let trusting = HTTPClient.curl(limits: HTTPLimits(authorities: server.line()))
        #expect(try await trusting.send(HTTPCall(.get, "https://localhost:\(server.port)/")).status == 200)
        for (client, host) in [(client, "localhost"), (trusting, "127.0.0.1")] {
            let failure = await #expect(throws: HTTPFailure.self) {
                try await client.send(HTTPCall(.get, "https://\(host):\(server.port)/"))
            }
            guard case .untrusted = failure else { return #expect(failure == .untrusted("")) }
        }
    }

    @Test(
        "addresses that are not http, or could smuggle a line, are refused",
        arguments: [
            "", "file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "http://127.0.0.1/a b",
            "http://127.0.0.1/\r\nX: 1", "http://127.0.0.1/\0", "http://交付.example/", "http://",
        ])
    func addresses(url: String) async throws {
        let failure = await #expect(throws: HTTPFailure.self) { try await client.send(HTTPCall(.get, url)) }
        guard case .malformed = failure else { return #expect(failure == .malformed("")) }
    }

    @Test(
        "headers that could smuggle a line are refused",
        arguments: [
            ("X", "a\r\nY: b"), ("X", "a\nb"), ("X", "a\0b"), ("X: 1\r\nY", "b"), ("", "b"), ("X Y", "b"), ("X:", "b"),
        ])
    func headerInjection(name: String, value: String) async throws {
        let failure = await #expect(throws: HTTPFailure.self) {
            try await client.send(HTTPCall(.get, url("/echo"), headers: [(name, value)]))
        }
        guard case .malformed = failure else { return #expect(failure == .malformed("")) }
    }
}
