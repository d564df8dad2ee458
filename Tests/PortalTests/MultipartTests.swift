import Testing

@testable import Portal

@Suite("Multipart forms are read as they arrive")
struct MultipartTests {
    static let type = "multipart/form-data; boundary=----kofu"

    static let body = Array(
        """
        preamble\r
        ------kofu\r
        Content-Disposition: form-data; name="title"\r
        \r
        空調設備\r\n------kof の更新\r
        ------kofu  \r
        content-disposition: form-data; name="estimate.file"; filename="C:\\fakepath\\見積\\"書.pdf"\r
        Content-Type: application/pdf\r
        \r
        %PDF-1.7\r\r\n\r\n--\r
        ------kofu\r
        Content-Disposition: form-data; name="empty"; filename=""\r
        Content-Type: application/octet-stream\r
        \r
        \r
        ------kofu--\r
        epilogue
        """.utf8)

    static let expected: [MultipartParser.Event] = [
        .began(.init(name: "title", filename: nil, contentType: nil)),
        .data(Array("空調設備\r\n------kof の更新".utf8)), .ended,
        .began(.init(name: "estimate.file", filename: "見積\"書.pdf", contentType: "application/pdf")),
        .data(Array("%PDF-1.7\r\r\n\r\n--".utf8)), .ended,
        .began(.init(name: "empty", filename: "", contentType: "application/octet-stream")), .ended, .finished,
    ]

    /// Reads the pieces and joins data that came in several events.
    static func read(
        _ pieces: [[UInt8]], type: String = type, limits: MultipartParser.Limits = .init()
    ) throws -> [MultipartParser.Event] {
        var parser = try MultipartParser(contentType: type, limits: limits)
        var events: [MultipartParser.Event] = []
        for piece in pieces {
            for event in try parser.feed(piece) {
                if case .data(let more) = event, case .data(let before)? = events.last {
                    events[events.count - 1] = .data(before + more)
                } else {
                    events.append(event)
                }
            }
        }
        try parser.finish()
        return events
    }

    static func cut(_ bytes: [UInt8], using random: inout Generator) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        let longest = Int.random(in: 1...60, using: &random)
        while !rest.isEmpty {
            let length = min(rest.count, Int.random(in: 0...longest, using: &random))
            pieces.append(Array(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }

    @Test("a form in one piece")
    func whole() throws {
        #expect(try Self.read([Self.body]) == Self.expected)
    }

    @Test("a form byte by byte")
    func byteByByte() throws {
        #expect(try Self.read(Self.body.map { [$0] }) == Self.expected)
    }

    @Test("however the bytes are cut, the form is the same", arguments: 0..<300)
    func anyCut(seed: UInt64) throws {
        var random = Generator(seed: seed)
        #expect(try Self.read(Self.cut(Self.body, using: &random)) == Self.expected)
    }

    @Test("a form cut off anywhere before its last boundary is refused")
    func truncated() throws {
        let end = Self.body.count - "\r\nepilogue".utf8.count
        for length in 0..<end {
            #expect(throws: MultipartError.truncated) { try Self.read([Array(Self.body.prefix(length))]) }
        }
        #expect(try Self.read([Array(Self.body.prefix(end))]) == Self.expected)
    }

    @Test("damaged forms are read or refused, never worse", arguments: 0..<500)
    func damaged(seed: UInt64) {
        var random = Generator(seed: seed)
        var bytes = Self.body
        for _ in 0..<Int.random(in: 1...12, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<3, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            default: bytes.insert(contentsOf: bytes[place...].prefix(20), at: place)
            }
        }
        let pieces = Self.cut(bytes, using: &random)
        let (whole, cut) = (Self.outcome([bytes]), Self.outcome(pieces))
        #expect(whole.0 == cut.0 && whole.1 == cut.1)
        #expect(whole.0 != nil || whole.1 != nil)
    }

    /// The form, or why it was refused.
    static func outcome(_ pieces: [[UInt8]]) -> ([MultipartParser.Event]?, MultipartError?) {
        do {
            return (try read(pieces), nil)
        } catch {
            return (nil, error as? MultipartError)
        }
    }

    @Test("noise in place of a form or a header is refused", arguments: 0..<300)
    func noise(seed: UInt64) {
        var random = Generator(seed: seed)
        let alphabet = Array("\r\n-;=\"\\%*' kofu:form-data\u{0}\u{ff}".utf8)
        let length = Int.random(in: 0...200, using: &random)
        let bytes = (0..<length).compactMap { _ in alphabet.randomElement(using: &random) }
        #expect(throws: MultipartError.self) { try Self.read([bytes]) }
        _ = try? MultipartParser(contentType: String(decoding: bytes, as: UTF8.self))
        _ = HeaderParameters.read(bytes)
        let head = Array("------kofu\r\nContent-Disposition: form-data; name=a; ".utf8)
        #expect(throws: MultipartError.self) { try Self.read([head + bytes]) }
    }

    @Test(
        "a request that is not a form in parts is refused",
        arguments: [
            ("text/plain; boundary=a", MultipartError.notMultipart), ("", .notMultipart),
            ("multipart/form-data", .noBoundary), ("multipart/form-data; boundary=", .noBoundary),
            ("multipart/form-data; boundary=\"a\u{7f}\"", .noBoundary),
            ("multipart/form-data; boundary=" + String(repeating: "a", count: 71), .noBoundary),
        ])
    func notAForm(type: String, error: MultipartError) {
        #expect(throws: error) { try MultipartParser(contentType: type) }
    }

    @Test(
        "file names in every spelling",
        arguments: [
            (#"filename*=UTF-8''%E7%94%B3%E8%AB%8B.pdf"#, "申請.pdf"),
            (#"filename="a.pdf"; filename*=utf-8'ja'%E7%94%B3.pdf"#, "申.pdf"),
            (#"filename="a.pdf"; filename*=latin1''b.pdf"#, "a.pdf"), (#"filename=plain.txt"#, "plain.txt"),
            (#"filename="a%22b.txt""#, "a\"b.txt"), (#"filename="../../etc/passwd""#, "passwd"),
            (#"filename="a;b=c.txt""#, "a;b=c.txt"), ("filename=\"\u{3099}x\"", "\u{3099}x"),
            ("filename=\"a\u{7}%0D%0Ab\"", "ab"),
        ])
    func fileNames(parameter: String, name: String) throws {
        let body = "------kofu\r\nContent-Disposition: form-data; name=f; \(parameter)\r\n\r\n\r\n------kofu--"
        let events = try Self.read([Array(body.utf8)])
        #expect(events.first == .began(.init(name: "f", filename: name, contentType: nil)))
    }

    @Test("a part without a line between head and boundary is empty")
    func bareBoundary() throws {
        let body = "------kofu\r\nContent-Disposition: form-data; name=f\r\n\r\n------kofu--"
        for pieces in [[Array(body.utf8)], body.utf8.map { [$0] }] {
            let part = MultipartParser.Part(name: "f", filename: nil, contentType: nil)
            #expect(try Self.read(pieces) == [.began(part), .ended, .finished])
        }
    }

    @Test("each limit has its own refusal")
    func limits() {
        func refusal(_ change: (inout MultipartParser.Limits) -> Void) -> MultipartError? {
            var limits = MultipartParser.Limits()
            change(&limits)
            return #expect(throws: MultipartError.self) { try Self.read([Self.body], limits: limits) }
        }
        #expect(refusal { $0.parts = 2 } == .tooManyParts(limit: 2))
        #expect(refusal { $0.head = 60 } == .headTooLarge(limit: 60))
        #expect(refusal { $0.field = 10 } == .fieldTooLarge(name: "title", limit: 10))
        #expect(refusal { $0.file = 10 } == .fileTooLarge(name: "estimate.file", limit: 10))
        #expect(refusal { $0.total = 100 } == .bodyTooLarge(limit: 100))
    }

    @Test("a head that never ends is refused before it fills the memory")
    func endlessHead() throws {
        var parser = try MultipartParser(contentType: Self.type, limits: .init(head: 100))
        _ = try parser.feed(Array("------kofu\r\n".utf8))
        #expect(throws: MultipartError.headTooLarge(limit: 100)) {
            for _ in 0..<20 { _ = try parser.feed(Array("X-Padding".utf8)) }
        }
        #expect(throws: MultipartError.failedBefore) { try parser.feed([0]) }
    }
}
