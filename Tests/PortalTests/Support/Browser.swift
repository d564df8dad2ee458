import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Synchronization
import Testing

@testable import Portal

/// What came back.
struct Reply: Sendable {
    let status: Int
    let headers: HTTPFields
    let bytes: [UInt8]
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var location: String? { headers[.location] }

    /// The text of the page without its markup.
    var words: String {
        var words = ""
        var isTag = false
        for character in text {
            if character == "<" { isTag = true }
            if !isTag { words.append(character) }
            if character == ">" {
                isTag = false
                words.append(" ")
            }
        }
        return words.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}

/// A browser that goes through the real router: it keeps cookies, follows redirects, and sends forms as pages show them.
final class Browser: Sendable {
    let house: House
    private let cookies: Mutex<[String: String]>
    private let responder: any HTTPResponder<PortalContext>

    init(house: House, cookies: [String: String] = [:], responder: (any HTTPResponder<PortalContext>)? = nil) {
        self.house = house
        self.cookies = Mutex(cookies)
        self.responder = responder ?? house.portal.router().buildResponder()
    }

    /// Its cookies.
    var jar: [String: String] { cookies.withLock { $0 } }

    /// Another device of the same person.
    func copy() -> Browser { Browser(house: house, cookies: cookies.withLock { $0 }, responder: responder) }

    /// The same browser before another portal of the same house.
    func answered(by portal: Portal) -> Browser {
        Browser(house: house, cookies: cookies.withLock { $0 }, responder: portal.router().buildResponder())
    }

    /// The same browser, whose requests another process answers.
    func moved(to house: House) -> Browser { Browser(house: house, cookies: cookies.withLock { $0 }) }

    /// One request, as it is.
    func send(
        _ method: HTTPRequest.Method, _ path: String, headers extra: HTTPFields = [:], body: [UInt8] = [],
        halfway: (@Sendable () async throws -> Void)? = nil
    ) async throws -> Reply {
        var headers = extra
        let jar = cookies.withLock { $0 }
        if !jar.isEmpty {
            headers[.cookie] = jar.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: "; ")
        }
        if !body.isEmpty { headers[.contentLength] = String(body.count) }
        let request = Request(
            head: HTTPRequest(
                method: method, scheme: "http", authority: "kofu.test", path: path, headerFields: headers),
            body: halfway.map { RequestBody(asyncSequence: Trickle(bytes: body, halfway: $0)) }
                ?? RequestBody(buffer: ByteBuffer(bytes: body)))
        let context = PortalContext(
            source: ApplicationRequestContextSource(
                channel: NIOAsyncTestingChannel(), logger: house.installation.logger))
        let response = try await responder.respond(to: request, context: context)
        let writer = Collector()
        try await response.body.write(writer)
        remember(response.headers)
        return Reply(status: response.status.code, headers: response.headers, bytes: writer.bytes)
    }

    private func remember(_ headers: HTTPFields) {
        for value in headers[values: .setCookie] {
            let parts = value.split(separator: ";").map { $0.trimmingCharacters(in: .whitespaces) }
            guard let pair = parts.first, let equals = pair.firstIndex(of: "=") else { continue }
            let name = String(pair[..<equals])
            let content = String(pair[pair.index(after: equals)...])
            cookies.withLock { $0[name] = content.isEmpty || parts.contains("Max-Age=0") ? nil : content }
        }
    }

    func get(_ path: String) async throws -> Reply { try await send(.get, path) }

    /// Follows redirects, at most five.
    func open(_ path: String) async throws -> Reply {
        var reply = try await get(path)
        for _ in 0..<5 {
            guard let location = reply.location, (300..<400).contains(reply.status) else { break }
            reply = try await get(location)
        }
        return reply
    }

    /// Posts a form as it is.
    func post(_ path: String, _ fields: [(String, String)], headers extra: HTTPFields = [:]) async throws -> Reply {
        var form = URLEncodedForm()
        for (name, value) in fields { form.append(name, value) }
        var headers = extra
        headers[.contentType] = "application/x-www-form-urlencoded"
        return try await send(.post, path, headers: headers, body: Array(form.encoded.utf8))
    }

    /// Posts a form whose second half comes only after something else has happened.
    func trickle(
        _ path: String, _ fields: [(String, String)], halfway: @escaping @Sendable () async throws -> Void
    ) async throws -> Reply {
        var form = URLEncodedForm()
        for (name, value) in fields { form.append(name, value) }
        return try await send(
            .post, path, headers: [.contentType: "application/x-www-form-urlencoded"], body: Array(form.encoded.utf8),
            halfway: halfway)
    }

    /// Fills in and sends the form of a page that leads to an address: its hidden inputs and everything it already
    /// holds go along, as a browser would send them.
    func submit(
        _ page: Reply, to action: String, _ values: [String: [String]] = [:]
    ) async throws -> Reply {
        let form = try #require(page.form(to: action), "the page has no form to \(action)")
        var fields = form.fields.filter { field in values[field.0] == nil }
        for (name, all) in values.sorted(by: { $0.key < $1.key }) { fields += all.map { (name, $0) } }
        return try await post(action, fields)
    }

    /// Sends a file by the multipart form of a page.
    func upload(
        _ page: Reply, to action: String, name: String, content: [UInt8], cut: Int = 0, before later: String? = nil,
        halfway: (@Sendable () async throws -> Void)? = nil
    ) async throws -> Reply {
        let button = try #require(
            page.forms.flatMap { form in form.buttons.map { (form, $0) } }.first {
                $0.1["formaction"] == action && $0.1["name"] == "upload"
            }, "the page has no button to \(action)")
        let field = button.1["value"] ?? ""
        let form = button.0
        let boundary = "----kofu-test-boundary"
        func part(_ field: String, _ value: String) -> [UInt8] {
            Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"\r\n\r\n\(value)\r\n".utf8)
        }
        var body: [UInt8] = []
        for (field, value) in form.fields + [("upload", field)] where field != later { body += part(field, value) }
        body += Array(
            """
            --\(boundary)\r\nContent-Disposition: form-data; name="\(field).file"; \
            filename="\(name)"\r\nContent-Type: application/octet-stream\r\n\r\n
            """.utf8)
        body += content + Array("\r\n".utf8)
        for (field, value) in form.fields where field == later { body += part(field, value) }
        body += Array("--\(boundary)--\r\n".utf8)
        return try await send(
            .post, action, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"],
            body: cut > 0 ? Array(body.dropLast(cut)) : body, halfway: halfway)
    }
}

/// A body in two halves, between which something happens.
private struct Trickle: AsyncSequence, Sendable {
    let bytes: [UInt8]
    let halfway: @Sendable () async throws -> Void

    struct AsyncIterator: AsyncIteratorProtocol {
        var halves: [ArraySlice<UInt8>]
        let halfway: @Sendable () async throws -> Void

        mutating func next() async throws -> ByteBuffer? {
            if halves.count == 1 { try await halfway() }
            return halves.isEmpty ? nil : ByteBuffer(bytes: halves.removeFirst())
        }
    }

    func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(halves: [bytes.prefix(bytes.count / 2), bytes.dropFirst(bytes.count / 2)], halfway: halfway)
    }
}

/// Gathers a response's body.
private final class Collector: ResponseBodyWriter {
    var bytes: [UInt8] = []

    func write(_ buffer: ByteBuffer) async throws { bytes += Array(buffer.readableBytesView) }
    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// A form as a page shows it.
struct PageForm {
    let action: String
    /// What a browser would send if nothing were changed.
    let fields: [(String, String)]
    /// The attributes of its buttons.
    let buttons: [[String: String]]
}

extension Reply {
    /// The first form that leads to an address.
    func form(to action: String) -> PageForm? {
        forms.first { $0.action == action }
    }

    /// Every form of the page.
    var forms: [PageForm] {
        elements(text, "form").map { head, content in
            var fields: [(String, String)] = []
            for tag in tags(content, "input") {
                let attributes = attributes(tag)
                guard let name = attributes["name"] else { continue }
                switch attributes["type"] ?? "text" {
                case "file": break
                case "checkbox", "radio":
                    if attributes["checked"] != nil { fields.append((name, attributes["value"] ?? "on")) }
                case "submit", "button": break
                default: fields.append((name, attributes["value"] ?? ""))
                }
            }
            for (head, inner) in elements(content, "textarea") {
                // As browsers do: a line end right after the tag is no part of the text.
                let text = inner.hasPrefix("\n") ? String(inner.dropFirst()) : inner
                if let name = attributes(head)["name"] { fields.append((name, unescaped(text))) }
            }
            for (head, inner) in elements(content, "select") {
                guard let name = attributes(head)["name"] else { continue }
                let options = tags(inner, "option").map(attributes)
                let chosen = options.first { $0["selected"] != nil } ?? options.first
                fields.append((name, chosen?["value"] ?? ""))
            }
            return PageForm(
                action: attributes(head)["action"] ?? "", fields: fields,
                buttons: tags(content, "button").map(attributes))
        }
    }

    private func elements(_ text: String, _ name: String) -> [(String, String)] {
        var found: [(String, String)] = []
        var rest = text[...]
        while let start = rest.range(of: "<\(name) "),
            let end = rest.range(of: "</\(name)>", range: start.upperBound..<rest.endIndex),
            let close = rest.range(of: ">", range: start.upperBound..<end.lowerBound)
        {
            found.append(
                (String(rest[start.upperBound..<close.lowerBound]), String(rest[close.upperBound..<end.lowerBound])))
            rest = rest[end.upperBound...]
        }
        return found
    }

    private func tags(_ text: String, _ name: String) -> [String] {
        var found: [String] = []
        var rest = text[...]
        while let start = rest.range(of: "<\(name) "),
            let end = rest.range(of: ">", range: start.upperBound..<rest.endIndex)
        {
            found.append(String(rest[start.upperBound..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }

    private func attributes(_ tag: String) -> [String: String] {
        var found: [String: String] = [:]
        var rest = tag[...]
        while let first = rest.firstIndex(where: { !$0.isWhitespace && $0 != "/" }) {
            rest = rest[first...]
            let end = rest.firstIndex { $0 == "=" || $0.isWhitespace } ?? rest.endIndex
            let name = String(rest[..<end])
            rest = rest[end...]
            if rest.hasPrefix("=\"") {
                rest = rest.dropFirst(2)
                let close = rest.firstIndex(of: "\"") ?? rest.endIndex
                found[name] = unescaped(String(rest[..<close]))
                rest = close == rest.endIndex ? "" : rest[rest.index(after: close)...]
            } else {
                found[name] = ""
            }
        }
        return found
    }

    private func unescaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&quot;", with: "\"").replacingOccurrences(of: "&#39;", with: "'")
            .replacingOccurrences(of: "&lt;", with: "<").replacingOccurrences(of: "&gt;", with: ">")
            .replacingOccurrences(of: "&amp;", with: "&")
    }
}

extension Browser {
    /// Sends the form of a page that takes a file, as `multipart/form-data`; `values` stand for what
    /// the form holds.
    func send(
        _ page: Reply, to action: String, file: [UInt8]? = nil, token: String? = nil,
        values: [String: String] = [:]
    ) async throws -> Reply {
        let form = try #require(page.form(to: action), "the page has no form to \(action)")
        let fields =
            form.fields.filter { values[$0.0] == nil } + values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        return try await post(
            action, multipart: fields.map { ($0.0, $0.0 == "csrf" ? token ?? $0.1 : $0.1) }, file: file)
    }

    /// Sends boxes as `multipart/form-data`, and a file.
    func post(_ action: String, multipart fields: [(String, String)], file: [UInt8]? = nil) async throws -> Reply {
        let boundary = "----kofu-test-boundary"
        var body: [UInt8] = []
        for (name, value) in fields {
            body += Array("--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n".utf8)
        }
        if let file {
            body += Array(
                "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"file\"\r\n\r\n".utf8)
            body += file + Array("\r\n".utf8)
        }
        body += Array("--\(boundary)--\r\n".utf8)
        return try await send(
            .post, action, headers: [.contentType: "multipart/form-data; boundary=\(boundary)"], body: body)
    }
}
