/// Where files lie: a folder, or a bucket of an object store. Files are named by the SHA-256 of what is in them, and what
/// was put never changes. Everything may take its time, and may fail with `FileStore.Failure`.
public protocol FileShelf: Sendable {
    /// How it is called in messages.
    var name: String { get }

    /// Takes a file that arrived; it counts, and outlives a loss of power, once this returns.
    func put(_ file: ArrivedFile) async throws

    /// Makes sure that files are there with their sizes, and keeps them from being changed or removed where it can.
    /// - Returns: those that are not there.
    func keep(_ files: [FileStore.Stored]) async throws -> [FileStore.Stored]

    /// The bytes of a file; nil for one that is not there.
    func size(of sha256: String) async throws -> Int64?

    /// A reader that has begun to read, so that a file that is missing or cannot be reached is known here.
    func open(_ sha256: String) async throws -> any FileReader

    /// Whether the bytes still have the digest they are stored under.
    func verify(_ sha256: String) async throws -> Bool

    /// Some files in the order of their digests, those after `last` only; empty at the end.
    func list(after last: String) async throws -> [FileStore.Stored]

    /// Removes a file, whether or not it is there.
    func remove(_ sha256: String) async throws

    /// A shelf beside this one, for files that no list of this one has.
    func beside(_ name: String) throws -> any FileShelf

    /// Finds out whether it can be reached.
    func probe() async throws

    /// An address that gives a file to whoever has it, for a minute; nil where files go through the portal.
    func link(to file: FileLink) throws -> String?
}

/// A file that arrived whole on the local disk, and is not yet synced.
public struct ArrivedFile: Sendable {
    public let stored: FileStore.Stored
    /// Where it is. The shelf may move it away; what is left there is removed afterwards.
    public let path: String
    /// The descriptor it was written by, which is told of a write that failed.
    let descriptor: Int32
}

/// A stored file being read, piece by piece.
public protocol FileReader: Sendable {
    /// The next piece; nil at the end. Of a file that does not lie on this machine's own disk the last piece is given only
    /// after the whole was found to have its digest.
    func next() async throws -> [UInt8]?
}

/// A file as somebody is to get it.
public struct FileLink: Sendable, Equatable {
    public let sha256: String
    /// The header that names it (RFC 6266).
    public let disposition: String
    public let mediaType: String

    public init(sha256: String, disposition: String, mediaType: String) {
        self.sha256 = sha256
        self.disposition = disposition
        self.mediaType = mediaType
    }
}
