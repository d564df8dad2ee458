/// One request to another server.
public struct HTTPCall: Sendable, Equatable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    public var method: Method
    /// Absolute, `http:` or `https:`.
    public var url: String
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// Sent instead of the body, without being held in memory.
    public var upload: FileSlice?
    /// Seconds it may take in all, where that is less than the client's own limit: for what a person waits for.
    public var patience: Int?

    public init(
        _ method: Method = .get, _ url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
    }

    public static func == (left: HTTPCall, right: HTTPCall) -> Bool {
        left.method == right.method && left.url == right.url && left.body == right.body
            && left.upload == right.upload && left.headers.elementsEqual(right.headers, by: ==)
    }
}

/// A part of a file of this machine.
public struct FileSlice: Sendable, Equatable {
    public var path: String
    /// Where it begins, in bytes, and how many they are.
    public var offset: Int64
    public var count: Int64

    public init(path: String, offset: Int64 = 0, count: Int64) {
        self.path = path
        self.offset = offset
        self.count = count
    }
}

/// What the other server answered, whatever its status.
public struct HTTPReply: Sendable, Equatable {
    public var status: Int
    /// By name in lower case; several of one name are joined by a comma and a space.
    public var headers: [String: String]
    public var body: [UInt8]

    public init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// Why there is no reply.
public enum HTTPFailure: Error, Equatable, Sendable {
    /// The call itself cannot be sent as written: its address or a header.
    case malformed(String)
    /// No connection, or it broke before the reply was whole.
    case unreachable(String)
    /// The server could not prove who it is.
    case untrusted(String)
    case timedOut
    /// The reply is larger than this many bytes, or its headers larger than 64 KB.
    case tooLarge(Int)
    /// Too many calls are waiting already.
    case busy
    case cancelled
}

/// Bounds of what a call may take.
public struct HTTPLimits: Sendable {
    /// Seconds to be connected, TLS included.
    public var connect = 5
    /// Seconds for the whole call.
    public var total = 15
    /// Seconds after which a call is given up in which nothing moves; 0: never.
    public var stall = 0
    /// Bytes of the reply's body.
    public var reply = 1_048_576
    /// The proxy to go through, such as `http://proxy.example:8080`; nil for none. Environment variables are not read.
    public var proxy: String?
    /// A PEM file of the authorities to trust instead of the system's, for closed networks.
    public var authorities: String?

    public init(
        connect: Int = 5, total: Int = 15, stall: Int = 0, reply: Int = 1_048_576, proxy: String? = nil,
        authorities: String? = nil
    ) {
        self.connect = connect
        self.total = total
        self.stall = stall
        self.reply = reply
        self.proxy = proxy
        self.authorities = authorities
    }
}

/// Sends requests to other servers. A value of one function, so that tests put their own in its place.
public struct HTTPClient: Sendable {
    /// Throws `HTTPFailure`.
    public var send: @Sendable (HTTPCall) async throws -> HTTPReply

    public init(send: @escaping @Sendable (HTTPCall) async throws -> HTTPReply) { self.send = send }
}
