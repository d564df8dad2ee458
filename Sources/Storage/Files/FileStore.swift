import Foundation
import Grants
import Tracing

/// Files by the digest of what is in them. A file arrives on the local disk, is hashed on the way, and counts only once it
/// was put where files lie (`FileShelf`); then it never changes.
public struct FileStore: Sendable {
    /// Where files arrive.
    private let spool: String
    /// Where they lie.
    public let shelf: any FileShelf

    /// What a stored file is found by.
    public struct Stored: Sendable, Hashable {
        public let sha256: String
        /// Bytes.
        public let size: Int64

        public init(sha256: String, size: Int64) {
            self.sha256 = sha256
            self.size = size
        }
    }

    /// Why a file was not taken, or cannot be given.
    public enum Failure: Error, Sendable, Equatable {
        case empty
        case tooLarge(limit: Int64)
        /// The disk is full.
        case full
        case notADigest(String)
        case missing(String)
        case disk(Int32)
        /// Where files lie cannot be reached, or does not do what it is asked: why, for operators. Trying again later helps.
        case away(String)
        /// What is stored, or was given back, is not what its name says.
        case damaged(String)

        /// A disk's failure, by the system's number for it.
        init(_ code: Int32) { self = code == ENOSPC || code == EDQUOT ? .full : .disk(code) }
    }

    /// Files that arrive and lie in a folder of this machine.
    /// - Parameter onBroken: hears of a sync that failed. What was written before it is in doubt, and trying again may
    ///   report a success that is none: the program has to end.
    public init(folder: String, onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws {
        try self.init(shelf: FolderShelf(folder: folder, onBroken: onBroken), arriving: folder)
    }

    /// Files that arrive in a folder of this machine and lie elsewhere.
    public init(shelf: any FileShelf, arriving folder: String) throws {
        spool = "\(folder)/tmp"
        self.shelf = shelf
        try FileManager.default.createDirectory(atPath: spool, withIntermediateDirectories: true)
    }

    // MARK: Taking files

    /// Begins to take in a file.
    public func receive(maximumBytes: Int64, name: String = UUID().uuidString) throws -> Incoming {
        try Incoming(shelf: shelf, path: "\(spool)/\(name)", limit: maximumBytes)
    }

    /// Stores bytes that are at hand.
    public func store(_ bytes: [UInt8]) async throws -> Stored {
        let incoming = try receive(maximumBytes: Int64.max)
        try incoming.write(bytes)
        return try await incoming.finish()
    }

    /// Whether a file can arrive on the local disk now.
    public func probeArrival() throws {
        let file = try receive(maximumBytes: 1)
        defer { file.abandon() }
        try file.write([0])
    }

    /// Removes files that were never finished, left by a crash.
    /// - Parameter age: seconds; younger ones may be another process's, still arriving.
    public func sweep(olderThan age: Double = 0) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: spool) {
            let path = "\(spool)/\(name)"
            let changed = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if age > 0, let changed, changed.timeIntervalSinceNow > -age { continue }
            unlink(path)
        }
    }

    // MARK: Giving them

    /// Whether a file of that digest and size is stored.
    public func exists(_ sha256: String, size: Int64) async throws -> Bool {
        try await shelf.size(of: FileStore.digest(sha256)) == size
    }

    /// Makes sure that files are there, and from now on stay as they are where the shelf can see to it.
    /// - Returns: the digests of those that are not there.
    public func keep(_ files: [Stored]) async throws -> Set<String> {
        try await withSpan("keep files") { _ in
            Set(try await shelf.keep(Array(Set(files))).map(\.sha256))
        }
    }

    /// A reader of a stored file.
    public func open(_ sha256: String) async throws -> any FileReader {
        try await shelf.open(FileStore.digest(sha256))
    }

    /// The whole of a stored file.
    public func read(_ sha256: String) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let reader = try await open(sha256)
        while let piece = try await reader.next() { bytes += piece }
        return bytes
    }

    /// Whether the bytes still have the digest they are stored under.
    public func verify(_ sha256: String) async throws -> Bool {
        try await shelf.verify(FileStore.digest(sha256))
    }

    /// Does something with each stored file, in the order of their digests.
    public func each(_ body: (Stored) async throws -> Void) async throws {
        var last = ""
        while true {
            let files = try await shelf.list(after: last)
            guard let end = files.last?.sha256 else { return }
            for file in files { try await body(file) }
            last = end
        }
    }

    /// The same text, where it is the digest of a file: 64 small hexadecimal digits.
    public static func digest(_ text: String) throws(Failure) -> String {
        guard text.utf8.count == 64,
            text.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .notADigest(String(text.prefix(80))) }
        return text
    }

    // MARK: Results

    /// A store beside this one for what is made to be fetched and then forgotten: no backup has it, and none needs it.
    public func results() throws -> FileStore {
        let folder = (spool as NSString).deletingLastPathComponent
        return try FileStore(shelf: shelf.beside("results"), arriving: "\(folder)/results")
    }

    /// Removes a file of `results`. Files of cases are never removed.
    public func forget(_ sha256: String) async throws { try await shelf.remove(FileStore.digest(sha256)) }
}

extension StoredFile {
    /// What it is found by.
    public var stored: FileStore.Stored { .init(sha256: sha256, size: size) }
}
