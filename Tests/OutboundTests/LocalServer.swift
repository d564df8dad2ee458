import Foundation

/// A small server in Python that ends with the test process, since its standard input closes then.
final class LocalServer: Sendable {
    let port: Int
    private let process: Process
    private let input: Pipe
    private let output: Pipe

    /// - Parameter script: defines `class Handler(socketserver.StreamRequestHandler)`, and may print lines.
    init(_ script: String) throws {
        let frame = """
            import base64, json, os, socketserver, sys, threading, time
            \(script)
            class Server(socketserver.ThreadingTCPServer):
                daemon_threads = True
                allow_reuse_address = True
                def handle_error(self, request, address): pass
            server = Server(("127.0.0.1", 0), Handler)
            print(server.server_address[1], flush=True)
            if "place" in globals(): print(place + "/certificate", flush=True)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            sys.stdin.read()
            """
        process = Process()
        input = Pipe()
        output = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", frame]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        port = Int(Self.line(output)) ?? 0
    }

    /// Python that makes `context`, a TLS server's, with a certificate of its own for localhost. It prints the path of
    /// the certificate as the first line after the port.
    static let selfSigned = """
        import atexit, shutil, ssl, subprocess, tempfile
        place = tempfile.mkdtemp()
        atexit.register(shutil.rmtree, place, True)
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", place + "/key", "-out",
            place + "/certificate", "-days", "1", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"],
            check=True, stderr=subprocess.DEVNULL)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(place + "/certificate", place + "/key")
        """

    /// The next line the script prints.
    func line() -> String { Self.line(output) }

    private static func line(_ pipe: Pipe) -> String {
        var bytes: [UInt8] = []
        while let next = try? pipe.fileHandleForReading.read(upToCount: 1)?.first, next != 0x0a { bytes.append(next) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// What a Python script prints when given these bytes.
    static func python(_ script: String, input bytes: [UInt8]) throws -> String {
        let process = Process()
        let (input, output) = (Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: Data(bytes))
        try input.fileHandleForWriting.close()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return String(decoding: printed, as: UTF8.self)
    }
}
