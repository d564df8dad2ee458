import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// Ways to answer.
extension Response {
    static func page(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        var body = ByteBufferAllocator().buffer(capacity: html.count)
        for piece in html.pieces { body.writeBytes(piece) }
        return Response(
            status: status, headers: [.contentType: "text/html; charset=utf-8"], body: ResponseBody(byteBuffer: body))
    }

    /// 303: the answer to every form that was carried out.
    static func seeOther(_ location: String) -> Response {
        Response(status: .seeOther, headers: [.location: location])
    }

    static func json(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    static func text(_ text: String, status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status, headers: [.contentType: "text/plain; charset=utf-8"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    /// A PDF to look at in the browser.
    static func pdf(_ bytes: [UInt8], name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/pdf",
                .contentDisposition: disposition("inline", name),
            ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// A file someone uploaded: always saved, never shown by the browser, whatever it pretends to be.
    /// - Parameter size: in bytes; nil for what is made while it is sent.
    static func download(
        name: String, mediaType: String, size: Int64?,
        _ write: @escaping @Sendable (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: mediaType, .contentDisposition: disposition("attachment", name),
                .contentSecurityPolicy: "default-src 'none'; sandbox",
            ], body: ResponseBody(contentLength: size.map { Int($0) }, write))
    }

    /// A name as headers carry it (RFC 6266, RFC 8187).
    static func disposition(_ kind: String, _ name: String) -> String {
        let plain = String(name.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-_. ".contains($0)) ? $0 : "_" })
        return "\(kind); filename=\"\(plain)\"; filename*=UTF-8''\(PercentEncoding.encode(name))"
    }
}
