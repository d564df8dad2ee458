import NIOCore
import NIOPosix

/// ClamAV's daemon, by its own protocol (clamd(8), INSTREAM): a connection for each file, which goes over in pieces.
public struct Clamd: VirusScanner {
    /// Where it listens.
    public enum Place: Sendable, Equatable {
        case socket(path: String)
        case host(String, port: Int)

        /// Reads `/run/clamav/clamd.ctl` or `127.0.0.1:3310`; nil for anything else.
        public init?(_ text: String) {
            if text.hasPrefix("/"), text.utf8.count < 108 {
                self = .socket(path: text)
                return
            }
            guard let colon = text.lastIndex(of: ":"), colon > text.startIndex,
                let port = Int(text[text.index(after: colon)...]), (1...65_535).contains(port)
            else { return nil }
            self = .host(String(text[..<colon]), port: port)
        }
    }

    private let place: Place

    /// Seconds until it has to take a connection, or say what it is.
    private static let patience: Int64 = 2
    /// Bytes of an answer; it names what it found.
    private static let longestAnswer = 4096
    /// Characters of a virus's name that are kept.
    private static let longestName = 100

    public init(_ place: Place) { self.place = place }

    public func scan(
        within limit: Duration, _ next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws -> ScanVerdict {
        try Clamd.verdict(await ask("INSTREAM", within: limit, sending: next))
    }

    public func version() async throws -> String {
        do {
            let answer = try await ask("VERSION", within: .seconds(Clamd.patience), sending: nil)
            guard answer.hasPrefix("ClamAV") else { throw ScannerFailure.away("it answered “\(answer.prefix(80))”") }
            return answer
        } catch ScannerFailure.undecided(let reason) {
            throw ScannerFailure.away(reason)
        }
    }

    /// Reads `stream: OK` or `stream: NAME FOUND`. Only the very words that say so mean that a file is clean.
    static func verdict(_ answer: String) throws(ScannerFailure) -> ScanVerdict {
        if answer == "stream: OK" { return .clean }
        let (start, end) = ("stream: ", " FOUND")
        if answer.hasPrefix(start), answer.hasSuffix(end), answer.count > start.count + end.count {
            return .harmful(String(answer.dropFirst(start.count).dropLast(end.count).prefix(longestName)))
        }
        throw .undecided(answer.isEmpty ? "it closed the connection without an answer" : String(answer.prefix(200)))
    }

    /// Sends a command, and what follows it, and gives the answer.
    private func ask(
        _ command: String, within limit: Duration, sending next: (@Sendable () async throws -> [UInt8]?)?
    ) async throws -> String {
        let channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>
        do {
            channel = try await connect()
        } catch {
            throw ScannerFailure.away("\(error)")
        }
        return try await withThrowingTaskGroup(of: String.self) { group in
            group.addTask {
                try await channel.executeThenClose { inbound, outbound in
                    async let answer = Clamd.read(inbound)
                    // It may have answered already, and closed: that a file is larger than it takes, for one.
                    let isSent = try await Clamd.send(command, next, to: outbound)
                    let text = try await answer
                    if text.isEmpty, !isSent { throw ScannerFailure.undecided("it closed the connection midway") }
                    return text
                }
            }
            group.addTask {
                try await Task.sleep(for: limit)
                throw ScannerFailure.undecided("no answer within \(limit.components.seconds) s")
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw CancellationError() }
            return answer
        }
    }

    private func connect() async throws -> NIOAsyncChannel<ByteBuffer, ByteBuffer> {
        let bootstrap = ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(Clamd.patience))
        switch place {
        case .socket(let path): return try await bootstrap.connect(unixDomainSocketPath: path, channelInitializer: wrap)
        case .host(let host, let port):
            return try await bootstrap.connect(host: host, port: port, channelInitializer: wrap)
        }
    }

    @Sendable
    private func wrap(_ channel: any Channel) -> EventLoopFuture<NIOAsyncChannel<ByteBuffer, ByteBuffer>> {
        channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel(wrappingChannelSynchronously: channel) }
    }

    /// The command, ended by a NUL; then each piece after its length, and a length of nothing.
    /// - Returns: false where it listens no longer.
    private static func send(
        _ command: String, _ next: (@Sendable () async throws -> [UInt8]?)?,
        to outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    ) async throws -> Bool {
        func write(_ buffer: ByteBuffer) async throws -> Bool {
            do {
                try await outbound.write(buffer)
                return true
            } catch let error where !(error is CancellationError) {
                return false
            }
        }
        guard try await write(ByteBuffer(string: "z\(command)\0")) else { return false }
        guard let next else { return true }
        while let piece = try await next() {
            guard !piece.isEmpty else { continue }
            var buffer = ByteBuffer(integer: UInt32(piece.count))
            buffer.writeBytes(piece)
            guard try await write(buffer) else { return false }
        }
        return try await write(ByteBuffer(integer: UInt32(0)))
    }

    /// The answer, up to its NUL or the connection's end.
    private static func read(_ inbound: NIOAsyncChannelInboundStream<ByteBuffer>) async throws -> String {
        var bytes: [UInt8] = []
        do {
            for try await piece in inbound {
                bytes += piece.readableBytesView
                if bytes.contains(0) || bytes.count > longestAnswer { break }
            }
        } catch let error where !(error is CancellationError) {
            // A connection that broke ends what was said.
        }
        return String(decoding: bytes.prefix { $0 != 0 }.prefix(longestAnswer), as: UTF8.self)
            .trimmingSuffix { $0.isNewline }
    }
}

extension String {
    fileprivate func trimmingSuffix(while isLeftOut: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isLeftOut(last) { text.removeLast() }
        return String(text)
    }
}
