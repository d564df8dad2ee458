import Crypto
import Foundation

/// Where an S3-compatible store is, and who asks it.
public struct ObjectStoreSettings: Sendable, Equatable {
    /// `https://s3.ap-northeast-1.amazonaws.com`, without a path.
    public var endpoint: String
    public var region: String
    public var bucket: String
    /// The access key and its secret.
    public var key: String
    public var secret: String
    /// A PEM file of authorities to trust instead of the system's.
    public var authorities: String?

    public init(
        endpoint: String, region: String, bucket: String, key: String, secret: String, authorities: String? = nil
    ) {
        self.endpoint = endpoint
        self.region = region
        self.bucket = bucket
        self.key = key
        self.secret = secret
        self.authorities = authorities
    }
}

/// Why a store did not do what it was asked.
public enum ObjectFailure: Error, Sendable, Equatable {
    case missing
    /// What is there is not what was begun to be read.
    case changed
    /// It cannot be reached, or is too busy, even after some tries.
    case away(String)
    /// It does not take it: a key that is wrong or may not do this, a bucket that is not there.
    case refused(String)
}

/// An object as a store describes it.
public struct StoredObject: Sendable, Equatable {
    public var key: String
    /// Bytes.
    public var size: Int64
    /// The store's own mark of this content.
    public var tag = ""
    /// Until when it cannot be removed; milliseconds since 1970.
    public var keptUntil: Int64?
}

/// How long objects cannot be removed (S3 Object Lock).
public struct ObjectLock: Sendable, Equatable {
    public enum Mode: String, Sendable {
        /// Those with a right of their own may remove it all the same.
        case governance = "GOVERNANCE"
        /// Nobody may.
        case compliance = "COMPLIANCE"
    }

    public var mode: Mode
    public var days: Int

    public init(mode: Mode, days: Int) {
        self.mode = mode
        self.days = days
    }
}

/// One bucket of an S3-compatible store. Calls that may be made again are, after a moment, where the store did not answer or
/// was too busy.
public struct ObjectStore: Sendable {
    private let settings: ObjectStoreSettings
    private let signature: Signature
    private let host: String
    /// For calls that are short, and for those that carry a file: so that files on their way hold up nothing else.
    private let (small, large): (HTTPClient, HTTPClient)
    private let now: @Sendable () -> Int64
    /// Milliseconds before a call is made for the second, the third time.
    private let pauses: [Int]

    /// What is larger goes in several parts. (Bytes; no store takes parts below 5 MB.)
    static let part: Int64 = 8 << 20
    /// No store takes more.
    private static let mostParts: Int64 = 10_000

    /// - Parameters:
    ///   - send: in place of libcurl, in tests.
    ///   - now: milliseconds since 1970: a store refuses calls whose time is a quarter of an hour off.
    public init(
        _ settings: ObjectStoreSettings, send: HTTPClient? = nil, pauses: [Int] = [100, 400],
        now: @escaping @Sendable () -> Int64
    ) {
        self.settings = settings
        self.now = now
        self.pauses = pauses
        signature = Signature(key: settings.key, secret: settings.secret, region: settings.region)
        host = settings.endpoint.range(of: "://").map { String(settings.endpoint[$0.upperBound...]) } ?? ""
        small =
            send
            ?? .curl(
                limits: HTTPLimits(connect: 2, total: 3, reply: 4 << 20, authorities: settings.authorities),
                workers: Workers(name: "objects", threads: 16, waiting: 2000), keepsConnections: true)
        large =
            send
            ?? .curl(
                limits: HTTPLimits(
                    connect: 2, total: 300, stall: 5, reply: 4 << 20, authorities: settings.authorities),
                workers: Workers(name: "object-files", threads: 8, waiting: 500), keepsConnections: true)
    }

    // MARK: Objects

    /// What is known of an object; nil for one that is not there.
    public func find(_ key: String) async throws(ObjectFailure) -> StoredObject? {
        do {
            let reply = try await call(.head, key)
            return StoredObject(
                key: key, size: reply.headers["content-length"].flatMap { Int64($0) } ?? -1,
                tag: reply.headers["etag"] ?? "",
                keptUntil: reply.headers["x-amz-object-lock-retain-until-date"].flatMap(ObjectStore.moment))
        } catch .missing {
            return nil
        }
    }

    /// Puts a file of this machine. What is larger than some megabytes goes in parts, four at once.
    public func put(_ key: String, _ file: FileSlice, sha256: String) async throws(ObjectFailure) {
        guard file.count > ObjectStore.part else {
            _ = try await call(.put, key, upload: file, payload: sha256)
            return
        }
        let begun = try await call(.post, key, query: [("uploads", "")], headers: ObjectStore.anything)
        guard let id = ObjectAnswer(begun.body)?["UploadId"] else { throw .refused("it began no upload in parts") }
        do {
            let tags = try await putParts(of: file, of: id, to: key)
            let list = tags.enumerated().map {
                "<Part><PartNumber>\($0 + 1)</PartNumber><ETag>\(ObjectStore.escaped($1))</ETag></Part>"
            }
            let body = Array("<CompleteMultipartUpload>\(list.joined())</CompleteMultipartUpload>".utf8)
            let done = try await call(.post, key, query: [("uploadId", id)], headers: ObjectStore.xml, body: body)
            // A failure may be told after the status was sent.
            let answer = ObjectAnswer(done.body)
            guard answer?["ETag"] != nil else {
                throw ObjectFailure.away(answer?["Message"] ?? "it did not put the parts together")
            }
        } catch {
            // What is left of it costs room; a rule of the bucket's removes what this does not.
            _ = try? await call(.delete, key, query: [("uploadId", id)])
            throw error as? ObjectFailure ?? .away("\(error)")
        }
    }

    /// A piece of an object, with what is known of it.
    /// - Parameter tag: what it must still be.
    public func piece(
        of key: String, from start: Int64, count: Int64, tag: String? = nil
    ) async throws(ObjectFailure) -> (bytes: [UInt8], object: StoredObject) {
        let reply = try await call(
            .get, key,
            headers: [("range", "bytes=\(start)-\(start + count - 1)")] + (tag.map { [("if-match", $0)] } ?? []),
            isLarge: true)
        // `bytes 0-9/443`; a store that does not know ranges sends everything, which was too large or is all there is.
        let whole = reply.headers["content-range"].flatMap { $0.split(separator: "/").last }.flatMap { Int64($0) }
        guard let size = whole ?? (start == 0 ? Int64(reply.body.count) : nil),
            Int64(reply.body.count) == min(count, max(0, size - start))
        else { throw .away("it sent \(reply.body.count) bytes of the \(count) at \(start) of \(key)") }
        return (reply.body, StoredObject(key: key, size: size, tag: reply.headers["etag"] ?? ""))
    }

    /// Removes an object, whether or not it is there.
    public func remove(_ key: String) async throws(ObjectFailure) { _ = try await call(.delete, key) }

    /// Objects right below a prefix, in the order of their keys, at most a thousand.
    public func list(_ prefix: String, after last: String) async throws(ObjectFailure) -> [StoredObject] {
        let reply = try await call(
            .get, "",
            query: [("list-type", "2"), ("prefix", prefix), ("delimiter", "/"), ("start-after", last)])
        guard let answer = ObjectAnswer(reply.body), answer.root == "ListBucketResult" else {
            throw .away("its list cannot be read")
        }
        var objects: [StoredObject] = []
        for (path, text) in answer.texts {
            switch path {
            case "Contents/Key": objects.append(StoredObject(key: text, size: -1))
            case "Contents/Size" where !objects.isEmpty: objects[objects.count - 1].size = Int64(text) ?? -1
            default: continue
            }
        }
        return objects
    }

    /// Keeps an object from being removed.
    /// - Parameter moment: until when; milliseconds since 1970.
    public func lock(_ key: String, _ mode: ObjectLock.Mode, until moment: Int64) async throws(ObjectFailure) {
        let until = Date(timeIntervalSince1970: TimeInterval(moment / 1000)).formatted(.iso8601)
        let body = Array(
            "<Retention><Mode>\(mode.rawValue)</Mode><RetainUntilDate>\(until)</RetainUntilDate></Retention>".utf8)
        let digest = Base64.encode(Insecure.MD5.hash(data: Data(body)))
        _ = try await call(
            .put, key, query: [("retention", "")], headers: ObjectStore.xml + [("content-md5", digest)], body: body)
    }

    /// Finds out whether the bucket is there and may be read.
    public func probe() async throws(ObjectFailure) {
        do {
            _ = try await call(.head, "")
        } catch .missing {
            throw .refused("there is no bucket \(settings.bucket)")
        }
    }

    /// An address that gives an object to whoever has it, for some seconds.
    /// - Parameter headers: what the store is to answer in its headers, such as `response-content-type`.
    public func link(_ key: String, headers: [(name: String, value: String)], seconds: Int) -> String {
        let path = path(key)
        let query = signature.query(
            .init(method: .get, host: host, path: path, query: headers), seconds: seconds, at: now())
        return "\(settings.endpoint)\(path)?\(query)"
    }

    // MARK: Parts

    private func putParts(
        of file: FileSlice, of id: String, to key: String
    ) async throws -> [String] {
        let size = max(ObjectStore.part, file.count / ObjectStore.mostParts + 1)
        let parts = stride(from: 0, to: file.count, by: Int64.Stride(size)).map {
            FileSlice(path: file.path, offset: file.offset + $0, count: min(size, file.count - $0))
        }
        var tags = [String](repeating: "", count: parts.count)
        try await withThrowingTaskGroup(of: (Int, String).self) { group in
            for (index, part) in parts.enumerated() {
                if index >= 4, let (done, tag) = try await group.next() { tags[done] = tag }
                group.addTask {
                    let reply = try await call(
                        .put, key, query: [("partNumber", String(index + 1)), ("uploadId", id)], upload: part,
                        payload: ObjectStore.digest(of: part))
                    guard let tag = reply.headers["etag"] else { throw ObjectFailure.away("a part got no tag") }
                    return (index, tag)
                }
            }
            for try await (done, tag) in group { tags[done] = tag }
        }
        return tags
    }

    private static func digest(of part: FileSlice) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: part.path))
        defer { try? file.close() }
        try file.seek(toOffset: UInt64(part.offset))
        var (hash, rest) = (SHA256(), Int(part.count))
        while rest > 0, let bytes = try file.read(upToCount: min(rest, 1 << 20)), !bytes.isEmpty {
            hash.update(data: bytes)
            rest -= bytes.count
        }
        return Signature.hexadecimal(hash.finalize())
    }

    // MARK: Calls

    private static let anything = [(name: "content-type", value: "application/octet-stream")]
    private static let xml = [(name: "content-type", value: "application/xml")]

    private func path(_ key: String) -> String {
        let parts = [settings.bucket] + key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        return "/" + (key.isEmpty ? [settings.bucket] : parts).map(percentEncoded).joined(separator: "/")
    }

    private func call(
        _ method: HTTPCall.Method, _ key: String, query: [(name: String, value: String)] = [],
        headers: [(name: String, value: String)] = [], body: [UInt8] = [], upload: FileSlice? = nil,
        payload: String? = nil, isLarge: Bool = false
    ) async throws(ObjectFailure) -> HTTPReply {
        let subject = Signature.Subject(method: method, host: host, path: path(key), query: query)
        let digest = payload ?? (body.isEmpty ? Signature.nothing : Signature.hexadecimal(SHA256.hash(data: body)))
        let encoded = Signature.canonical(query)
        var tried = 0
        while true {
            let given = headers + (upload == nil ? [] : ObjectStore.anything)
            var call = HTTPCall(
                method, "\(settings.endpoint)\(subject.path)\(encoded.isEmpty ? "" : "?\(encoded)")",
                headers: signature.headers(subject, given, payload: digest, at: now()), body: body)
            call.upload = upload
            do {
                return try ObjectStore.judge(try await (isLarge || upload != nil ? large : small).send(call), key)
            } catch {
                let failure = ObjectStore.failure(error)
                guard case .away = failure, tried < pauses.count, error as? HTTPFailure != .timedOut,
                    (try? await Task.sleep(for: .milliseconds(pauses[tried]))) != nil
                else { throw failure }
                tried += 1
            }
        }
    }

    private static func judge(_ reply: HTTPReply, _ key: String) throws(ObjectFailure) -> HTTPReply {
        if (200...299).contains(reply.status) { return reply }
        let answer = ObjectAnswer(reply.body)
        let code = answer?["Code"] ?? ""
        let words = "status \(reply.status) \(code) \(answer?["Message"] ?? "")"
        switch reply.status {
        case 404 where code != "NoSuchBucket" && code != "NoSuchUpload": throw .missing
        case 412: throw .changed
        // Also what S3 says when a body broke off, or somebody else writes the same key.
        case 500...599, 408, 409, 429: throw .away(words)
        case 400 where ["RequestTimeout", "IncompleteBody", "XAmzContentSHA256Mismatch", "BadDigest"].contains(code):
            throw .away(words)
        default: throw .refused(words)
        }
    }

    private static func failure(_ error: any Error) -> ObjectFailure {
        switch error {
        case let failure as ObjectFailure: failure
        case HTTPFailure.timedOut: .away("it did not answer in time")
        case HTTPFailure.untrusted(let words): .refused(words)
        case HTTPFailure.malformed(let words): .refused(words)
        case HTTPFailure.unreachable(let words): .away(words)
        default: .away("\(error)")
        }
    }

    private static func moment(_ text: String) -> Int64? {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: text.contains("."))
        return (try? style.parse(text)).map { Int64($0.timeIntervalSince1970 * 1000) }
    }

    private static func escaped(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
    }
}
