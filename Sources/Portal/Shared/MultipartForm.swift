import HTTPTypes
import Hummingbird

/// A multipart form read whole, where that is little: what was typed, and files up to a limit.
struct MultipartForm: Sendable {
    /// What is not a file, as a form without files would have sent it.
    var form = URLEncodedForm()
    /// The files by the name of their input; those left empty are absent.
    var files: [String: File] = [:]

    struct File: Sendable {
        var name: String
        var bytes: [UInt8]
    }

    /// Reads a request's body, which may take its sender long: nobody waits for that.
    init(_ visit: Visit, field: Int, file: Int?, texts: Int, total: Int) async throws {
        self = try await visit.aside {
            try await MultipartForm(visit.request, field: field, file: file, texts: texts, total: total)
        }
    }

    /// Reads a request's body.
    /// - Parameters:
    ///   - field: bytes of a text.
    ///   - file: bytes of a file that are kept; nil keeps none of any file, and lets each be as large as the whole.
    ///   - texts: bytes of all texts together.
    ///   - total: bytes of the whole.
    private init(_ request: Request, field: Int, file: Int?, texts: Int, total: Int) async throws {
        var parser = try MultipartParser(
            contentType: request.headers[.contentType] ?? "",
            limits: MultipartParser.Limits(parts: 20_000, field: field, file: file ?? total, total: total))
        var part: MultipartParser.Part?
        var bytes: [UInt8] = []
        var typed = 0
        for try await var buffer in request.body {
            while let piece = buffer.readSlice(length: min(buffer.readableBytes, 65_536)), piece.readableBytes > 0 {
                for event in try parser.feed(piece.readableBytesView) {
                    switch event {
                    case .began(let began): (part, bytes) = (began, [])
                    case .data(let more): if part?.filename == nil || file != nil { bytes += more }
                    case .ended:
                        guard let ended = part else { continue }
                        if let name = ended.filename {
                            if !name.isEmpty { files[ended.name] = File(name: name, bytes: bytes) }
                        } else {
                            typed += ended.name.utf8.count + bytes.count
                            guard typed <= texts else { throw MultipartError.bodyTooLarge(limit: texts) }
                            form.append(ended.name, String(decoding: bytes, as: UTF8.self))
                        }
                    case .finished: break
                    }
                }
            }
        }
        try parser.finish()
    }
}
