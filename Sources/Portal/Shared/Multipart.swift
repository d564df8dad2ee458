/// Reads `multipart/form-data` (RFC 7578) as it arrives, in pieces of any size, keeping no more than it must.
///
/// Feed the body with `feed`, which returns what was recognised meanwhile, and say with `finish` that the body is over.
/// After an error the parser stays failed. Every limit and every malformation is a `MultipartError`.
///
/// ```swift
/// var parser = try MultipartParser(contentType: header)
/// for try await piece in body { for event in try parser.feed(piece) { … } }
/// try parser.finish()
/// ```
struct MultipartParser: Sendable {
    /// What was recognised, in the order of the body.
    enum Event: Sendable, Equatable {
        /// A part begins.
        case began(Part)
        /// Bytes of the part that began last. Never empty.
        case data([UInt8])
        /// The part is complete.
        case ended
        /// The closing boundary was seen: the form is complete.
        case finished
    }

    /// What a part says about itself.
    struct Part: Sendable, Equatable {
        /// The name of the form's field.
        var name: String
        /// The name the file had, without any folder. Nil for what is not a file; empty where a file input was left
        /// empty.
        var filename: String?
        /// The media type as claimed; nothing is to rely on it.
        var contentType: String?
    }

    /// How much is read at most.
    struct Limits: Sendable {
        /// Parts in a body.
        var parts = 500
        /// Bytes of the head of a part.
        var head = 8 * 1024
        /// Bytes of a part that is not a file.
        var field = 1024 * 1024
        /// Bytes of a file.
        var file = 100 * 1024 * 1024
        /// Bytes of the whole body.
        var total = 500 * 1024 * 1024
    }

    private enum State {
        case preamble, afterBoundary, head, body, epilogue, failed
    }

    private let limits: Limits
    /// `CR LF -- boundary`.
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// What has arrived and is not yet understood. Begins with a made-up line end, so that the first boundary is found
    /// like the others.
    private var buffer: [UInt8] = [0x0D, 0x0A]
    private var total = 0
    private var parts = 0
    /// Bytes of the current part so far, and how many it may have.
    private var size = 0
    private var allowed = 0
    private var name = ""
    private var isFile = false

    /// - Parameter contentType: the request's `Content-Type`.
    init(contentType: String, limits: Limits = Limits()) throws(MultipartError) {
        let (type, parameters) = HeaderParameters.read(contentType.utf8)
        guard type == "multipart/form-data" else { throw .notMultipart }
        guard let boundary = parameters["boundary"], (1...70).contains(boundary.utf8.count),
            boundary.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }), !boundary.hasSuffix(" ")
        else { throw .noBoundary }
        self.limits = limits
        delimiter = Array("\r\n--\(boundary)".utf8)
    }

    /// Takes the next bytes of the body.
    mutating func feed(_ bytes: some Collection<UInt8>) throws(MultipartError) -> [Event] {
        guard state != .failed else { throw .failedBefore }
        guard bytes.count <= limits.total - total else { throw fail(.bodyTooLarge(limit: limits.total)) }
        total += bytes.count
        guard state != .epilogue else { return [] }
        buffer.append(contentsOf: bytes)
        var events: [Event] = []
        var start = 0
        while try step(&start, &events) {}
        buffer.removeFirst(start)
        return events
    }

    /// Says that the body is over. A body without its closing boundary is an error: it was cut off.
    mutating func finish() throws(MultipartError) {
        guard state != .failed else { throw .failedBefore }
        guard state == .epilogue else { throw fail(.truncated) }
    }

    /// Understands a little more from `start` on. False when more bytes are needed.
    private mutating func step(_ start: inout Int, _ events: inout [Event]) throws(MultipartError) -> Bool {
        switch state {
        case .preamble:
            guard let found = buffer.place(of: delimiter, from: start) else {
                start = max(start, buffer.count - delimiter.count + 1)
                return false
            }
            start = found + delimiter.count
            state = .afterBoundary
            return true
        case .afterBoundary: return try readBoundaryEnd(&start, &events)
        case .head: return try readHead(&start, &events)
        case .body: return try readBody(&start, &events)
        case .epilogue:
            start = buffer.count
            return false
        case .failed: return false
        }
    }

    /// After a boundary: `--` closes the form, a line end (perhaps after blanks) opens a part.
    private mutating func readBoundaryEnd(_ start: inout Int, _ events: inout [Event]) throws(MultipartError) -> Bool {
        var index = start
        while index < buffer.count, buffer[index] == 0x20 || buffer[index] == 0x09 {
            index += 1
            if index - start > 256 { throw fail(.malformedBoundary) }
        }
        guard buffer.count - index >= 2 else { return false }
        switch (buffer[index], buffer[index + 1]) {
        case (0x2D, 0x2D) where index == start:
            events.append(.finished)
            state = .epilogue
            start = index + 2
        case (0x0D, 0x0A):
            parts += 1
            guard parts <= limits.parts else { throw fail(.tooManyParts(limit: limits.parts)) }
            state = .head
            start = index + 2
        default: throw fail(.malformedBoundary)
        }
        return true
    }

    private mutating func readHead(_ start: inout Int, _ events: inout [Event]) throws(MultipartError) -> Bool {
        // A head without any line ends at once.
        let isBare = buffer.count - start >= 2 && buffer[start] == 0x0D && buffer[start + 1] == 0x0A
        guard !isBare else { throw fail(.noName) }
        guard let end = buffer.place(of: [0x0D, 0x0A, 0x0D, 0x0A], from: start) else {
            guard buffer.count - start <= limits.head else { throw fail(.headTooLarge(limit: limits.head)) }
            return false
        }
        guard end - start <= limits.head else { throw fail(.headTooLarge(limit: limits.head)) }
        let part = try part(head: buffer[start..<end])
        name = part.name
        isFile = part.filename != nil
        allowed = isFile ? limits.file : limits.field
        size = 0
        events.append(.began(part))
        state = .body
        // The line end before a boundary may be the one that ends the head: a part with nothing in it.
        start = end + 2
        skipsLineEnd = true
        return true
    }

    /// Whether the line end that ended the head is still before the body.
    private var skipsLineEnd = false

    private mutating func readBody(_ start: inout Int, _ events: inout [Event]) throws(MultipartError) -> Bool {
        if skipsLineEnd {
            // Wait until it is clear whether a boundary follows straight after the head.
            guard buffer.count - start >= delimiter.count else { return false }
            skipsLineEnd = false
            if !buffer[start...].starts(with: delimiter) { start += 2 }
        }
        if let found = buffer.place(of: delimiter, from: start) {
            try emit(start..<found, &events)
            events.append(.ended)
            start = found + delimiter.count
            state = .afterBoundary
            return true
        }
        // Whatever could be the beginning of a boundary stays.
        let safe = buffer.count - delimiter.count + 1
        if safe > start {
            try emit(start..<safe, &events)
            start = safe
        }
        return false
    }

    private mutating func emit(_ range: Range<Int>, _ events: inout [Event]) throws(MultipartError) {
        guard !range.isEmpty else { return }
        guard range.count <= allowed - size else {
            throw fail(isFile ? .fileTooLarge(name: name, limit: allowed) : .fieldTooLarge(name: name, limit: allowed))
        }
        size += range.count
        events.append(.data(Array(buffer[range])))
    }

    private mutating func part(head: ArraySlice<UInt8>) throws(MultipartError) -> Part {
        var name: String?
        var filename: String?
        var contentType: String?
        for line in lines(head) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw fail(.malformedHead) }
            let value = line[(colon + 1)...]
            switch HeaderParameters.text(line[..<colon]).lowercased() {
            case "content-disposition":
                let (kind, parameters) = HeaderParameters.read(value)
                guard kind == "form-data" else { throw fail(.malformedHead) }
                name = parameters["name"]
                filename = parameters["filename*"].flatMap(HeaderParameters.decodeExtended) ?? parameters["filename"]
            case "content-type": contentType = HeaderParameters.text(value)
            case "content-transfer-encoding":
                guard ["7bit", "8bit", "binary"].contains(HeaderParameters.text(value).lowercased()) else {
                    throw fail(.malformedHead)
                }
            default: break
            }
        }
        guard let name, !name.isEmpty else { throw fail(.noName) }
        return Part(name: name, filename: filename.map(Self.lastComponent), contentType: contentType)
    }

    /// The lines of a head, which end in CR LF.
    private func lines(_ head: ArraySlice<UInt8>) -> [ArraySlice<UInt8>] {
        head.split(separator: UInt8(ascii: "\n")).map { $0.last == UInt8(ascii: "\r") ? $0.dropLast() : $0 }
    }

    /// A file's name without folders, which some browsers sent and attackers still do, and without control characters.
    private static func lastComponent(_ path: String) -> String {
        let last = path.unicodeScalars.split(omittingEmptySubsequences: false) { $0 == "/" || $0 == "\\" }.last
        let scalars = last?.filter { $0.properties.generalCategory != .control } ?? []
        return String(String.UnicodeScalarView(scalars))
    }

    private mutating func fail(_ error: MultipartError) -> MultipartError {
        state = .failed
        buffer = []
        return error
    }
}

/// Why a `multipart/form-data` body was not understood, or not taken.
enum MultipartError: Error, Sendable, Equatable {
    /// The request says it is something else.
    case notMultipart
    /// The request does not say what parts its parts, or says something impossible.
    case noBoundary
    /// Something other than a line end or `--` follows a boundary.
    case malformedBoundary
    /// The head of a part is not lines of `name: value` that say `form-data`.
    case malformedHead
    /// A part does not say which field it belongs to.
    case noName
    /// The body ended before its closing boundary: it was cut off on the way.
    case truncated
    case tooManyParts(limit: Int)
    case headTooLarge(limit: Int)
    case fieldTooLarge(name: String, limit: Int)
    case fileTooLarge(name: String, limit: Int)
    case bodyTooLarge(limit: Int)
    /// Something was fed after an error.
    case failedBefore
}
