import Crypto
import Foundation

/// Signs calls to an S3-compatible store (Signature Version 4: Amazon S3 API reference, “Authenticating Requests”).
struct Signature: Sendable {
    let key: String
    let secret: String
    let region: String

    /// What is signed of a call, besides its headers.
    struct Subject: Sendable {
        var method: HTTPCall.Method
        /// With the port, where the address has one.
        var host: String
        /// Percent-encoded but for its slashes.
        var path: String
        var query: [(name: String, value: String)] = []
    }

    /// The digest of an empty body.
    static let nothing = Signature.hexadecimal(SHA256.hash(data: Data()))

    /// The headers of a call with those that sign it.
    /// - Parameters:
    ///   - payload: the SHA-256 of the body, in hexadecimal digits.
    ///   - moment: milliseconds since 1970.
    func headers(
        _ subject: Subject, _ headers: [(name: String, value: String)], payload: String, at moment: Int64
    ) -> [(name: String, value: String)] {
        let time = Signature.time(moment)
        let all = headers + [("x-amz-content-sha256", payload), ("x-amz-date", time)]
        let signed = (all + [("host", subject.host)]).map { (name: $0.name.lowercased(), value: $0.value) }
            .sorted { $0.name < $1.name }
        let names = signed.map(\.name).joined(separator: ";")
        let signature = sign(subject, signed, query: Signature.canonical(subject.query), payload: payload, at: time)
        let credential = "\(key)/\(scope(time))"
        return all + [
            (
                "authorization",
                "AWS4-HMAC-SHA256 Credential=\(credential),SignedHeaders=\(names),Signature=\(signature)"
            )
        ]
    }

    /// The query of an address that needs no headers, for some seconds.
    func query(_ subject: Subject, seconds: Int, at moment: Int64) -> String {
        let time = Signature.time(moment)
        let query = Signature.canonical(
            subject.query + [
                ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"), ("X-Amz-Credential", "\(key)/\(scope(time))"),
                ("X-Amz-Date", time), ("X-Amz-Expires", String(seconds)), ("X-Amz-SignedHeaders", "host"),
            ])
        let signature = sign(subject, [("host", subject.host)], query: query, payload: "UNSIGNED-PAYLOAD", at: time)
        return "\(query)&X-Amz-Signature=\(signature)"
    }

    /// A query in the order of its names, as it is signed and as it is sent.
    static func canonical(_ query: [(name: String, value: String)]) -> String {
        query.map { (percentEncoded($0.name), percentEncoded($0.value)) }.sorted { $0 < $1 }
            .map { "\($0)=\($1)" }.joined(separator: "&")
    }

    private func sign(
        _ subject: Subject, _ headers: [(name: String, value: String)], query: String, payload: String, at time: String
    ) -> String {
        let lines =
            [subject.method.rawValue, subject.path, query] + headers.map { "\($0.name):\($0.value)" }
            + ["", headers.map(\.name).joined(separator: ";"), payload]
        let request = Signature.hexadecimal(SHA256.hash(data: Data(lines.joined(separator: "\n").utf8)))
        let text = ["AWS4-HMAC-SHA256", time, scope(time), request].joined(separator: "\n")
        var code = SymmetricKey(data: Data("AWS4\(secret)".utf8))
        for part in [String(time.prefix(8)), region, "s3", "aws4_request"] {
            code = SymmetricKey(data: HMAC<SHA256>.authenticationCode(for: Data(part.utf8), using: code))
        }
        return Signature.hexadecimal(HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: code))
    }

    private func scope(_ time: String) -> String { "\(time.prefix(8))/\(region)/s3/aws4_request" }

    /// `20130524T000000Z`
    static func time(_ moment: Int64) -> String {
        Date(timeIntervalSince1970: TimeInterval(moment / 1000)).formatted(
            Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
    }

    static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
