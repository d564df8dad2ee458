import CCurl

extension HTTPClient {
    /// The real client: libcurl, verified TLS, no redirects followed, no cookies, no compression, nothing kept between
    /// calls but, where that is asked, connections.
    ///
    /// - Parameters:
    ///   - workers: the threads it runs on, eight at once unless told.
    ///   - keepsConnections: whether a connection serves several calls: for a server that is called all the time.
    public static func curl(
        limits: HTTPLimits = HTTPLimits(),
        workers: Workers = Workers(name: "http", threads: 8, waiting: 256), keepsConnections: Bool = false
    ) -> HTTPClient {
        let handles = keepsConnections ? Transfer.Handles() : nil
        let client = HTTPClient { call in
            let stop = Transfer.Stop()
            return try await withTaskCancellationHandler {
                do {
                    return try await workers.run { try perform(call, limits: limits, handles, stop) }
                } catch is Workers.Busy {
                    throw HTTPFailure.busy
                }
            } onCancel: {
                stop.set()
            }
        }
        return client.traced
    }

    private static func perform(
        _ call: HTTPCall, limits: HTTPLimits, _ handles: Transfer.Handles?, _ stop: Transfer.Stop
    ) throws -> HTTPReply {
        if stop.isSet { throw HTTPFailure.cancelled }
        if let problem = problem(with: call) { throw HTTPFailure.malformed(problem) }
        let transfer: Transfer
        do {
            transfer = try Transfer(limit: limits.reply, stop: stop, handles: handles)
        } catch {
            throw HTTPFailure.unreachable(error.words)
        }
        do {
            try transfer.set(CURLOPT_URL, call.url)
            try transfer.set(CURLOPT_PROTOCOLS_STR, "http,https")
            try transfer.set(CURLOPT_PROXY, limits.proxy ?? "")
            if let authorities = limits.authorities { try transfer.set(CURLOPT_CAINFO, authorities) }
            let total = min(call.patience ?? limits.total, limits.total)
            try transfer.setTimeLimits(connect: min(limits.connect, total), total: total)
            if limits.stall > 0 { transfer.setStall(limits.stall) }
            if let slice = call.upload {
                try transfer.setUpload(slice)
                try transfer.set(CURLOPT_CUSTOMREQUEST, call.method.rawValue)
            } else if call.method == .head {
                try transfer.set(CURLOPT_NOBODY, 1)
            } else if call.method != .get || !call.body.isEmpty {
                try transfer.setBody(call.body)
                try transfer.set(CURLOPT_CUSTOMREQUEST, call.method.rawValue)
            }
            // An empty `Expect` keeps libcurl from waiting a second for servers that do not know 100-continue.
            try transfer.set(CURLOPT_HTTPHEADER, call.headers.map(line) + ["Expect:"])
            let status = try transfer.perform()
            return HTTPReply(status: status, headers: fields(transfer.headerLines), body: transfer.body)
        } catch {
            throw failure(error, of: transfer, limit: limits.reply)
        }
    }

    private static func failure(_ error: Transfer.Failure, of transfer: Transfer, limit: Int) -> HTTPFailure {
        if transfer.overflowed { return .tooLarge(limit) }
        if transfer.isStalled { return .timedOut }
        return switch error.code {
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_ABORTED_BY_CALLBACK: .cancelled
        case CURLE_URL_MALFORMAT: .malformed(error.words)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR: .untrusted(error.words)
        default: .unreachable(error.words)
        }
    }

    /// What keeps a call from being sent: characters that would end a line or start another header.
    private static func problem(with call: HTTPCall) -> String? {
        guard call.url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            return "the address has a space, a control character or one outside ASCII"
        }
        let scheme = call.url.prefix { $0 != ":" }.lowercased()
        guard scheme == "http" || scheme == "https" else { return "the address is not one of http or https" }
        for (name, value) in call.headers {
            guard !name.isEmpty, name.utf8.allSatisfy(isTokenByte) else { return "a header has no proper name" }
            guard value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7f }) else {
                return "the header \(name) has a control character"
            }
        }
        return nil
    }

    /// libcurl reads `Name:` as "leave this header out" and `Name;` as "send it empty".
    private static func line(_ header: (name: String, value: String)) -> String {
        header.value.allSatisfy { $0 == " " } ? "\(header.name);" : "\(header.name): \(header.value)"
    }

    /// The fields of the last header block: earlier ones belong to interim replies.
    private static func fields(_ lines: [String]) -> [String: String] {
        let start = lines.lastIndex { $0.hasPrefix("HTTP/") } ?? 0
        return lines.dropFirst(start + 1).reduce(into: [:]) { fields, line in
            guard let colon = line.utf8.firstIndex(of: 0x3a) else { return }
            let name = line[..<colon].lowercased()
            let value = trimmed(line[line.utf8.index(after: colon)...])
            fields[name] = fields[name].map { "\($0), \(value)" } ?? value
        }
    }

    private static func trimmed(_ text: Substring) -> String {
        let isBlank: (Unicode.Scalar) -> Bool = { $0 == " " || $0 == "\t" || $0 == "\r" || $0 == "\n" }
        var scalars = text.unicodeScalars.drop(while: isBlank)
        while let last = scalars.last, isBlank(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// RFC 9110 token characters.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
