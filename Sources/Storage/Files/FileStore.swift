import Crypto
import Foundation
import Grants
import Synchronization

/// Files by the digest of what is in them: `ab/cdef…`. A file counts only once it is written, synced, renamed to its
/// digest, and its folder synced; then it never changes.
public struct FileStore: Sendable {
    let folder: String
    private let onBroken: @Sendable (String) -> Void
    private let settled = SettledFolders()

    /// What a stored file is found by.
    public struct Stored: Sendable, Equatable {
        public let sha256: String
        /// Bytes.
        public let size: Int64
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
    }

    /// - Parameter onBroken: hears of a sync that failed. What was written before it is in doubt, and trying again may
    ///   report a success that is none: the program has to end.
    public init(folder: String, onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws {
        self.folder = folder
        self.onBroken = onBroken
        try FileManager.default.createDirectory(atPath: "\(folder)/tmp", withIntermediateDirectories: true)
    }

    /// Begins to take in a file.
    public func receive(maximumBytes: Int64, name: String = UUID().uuidString) throws -> Incoming {
        try Incoming(store: self, path: "\(folder)/tmp/\(name)", limit: maximumBytes)
    }

    /// Stores bytes that are at hand.
    public func store(_ bytes: [UInt8]) throws -> Stored {
        let incoming = try receive(maximumBytes: Int64.max)
        try incoming.write(bytes)
        return try incoming.finish()
    }

    /// Whether a file of that digest and size is stored.
    public func exists(_ sha256: String, size: Int64) throws -> Bool {
        var status = stat()
        guard stat(try path(sha256), &status) == 0 else { return false }
        return Int64(status.st_size) == size
    }

    /// The whole of a stored file.
    public func read(_ sha256: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try readChunks(sha256) { bytes.append(contentsOf: $0) }
        return bytes
    }

    /// A stored file, piece by piece.
    public func readChunks(_ sha256: String, _ body: ([UInt8]) throws -> Void) throws {
        let reader = try open(sha256)
        while let chunk = try reader.next() { try body(chunk) }
    }

    /// A reader that gives a stored file in pieces of 64 KB.
    public func open(_ sha256: String) throws -> Reader { try Reader(path: path(sha256), sha256: sha256) }

    /// Whether the bytes still have the digest they are stored under.
    public func verify(_ sha256: String) throws -> Bool {
        var hash = SHA256()
        try readChunks(sha256) { hash.update(data: $0) }
        return hash.finalize().hexadecimalText == sha256
    }

    /// Removes files that were never finished, left by a crash.
    /// - Parameter age: seconds; younger ones may be another process's, still arriving.
    public func sweep(olderThan age: Double = 0) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: "\(folder)/tmp") {
            let path = "\(folder)/tmp/\(name)"
            let changed = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
            if age > 0, let changed, changed.timeIntervalSinceNow > -age { continue }
            unlink(path)
        }
    }

    /// A store beside this one for what is made to be fetched and then forgotten: no backup has it, and none needs it.
    public func results() throws -> FileStore { try FileStore(folder: "\(folder)/results") }

    /// Removes a file of `results`. Files of cases are never removed.
    public func forget(_ sha256: String) throws { unlink(try path(sha256)) }

    /// Every digest that is stored.
    func digests() throws -> [String] {
        let manager = FileManager.default
        return try manager.contentsOfDirectory(atPath: folder).filter { $0.count == 2 }.flatMap { start in
            try manager.contentsOfDirectory(atPath: "\(folder)/\(start)").map { start + $0 }
        }.sorted()
    }

    func path(_ sha256: String) throws(Failure) -> String {
        guard sha256.utf8.count == 64,
            sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { throw .notADigest(String(sha256.prefix(80))) }
        return "\(folder)/\(sha256.prefix(2))/\(sha256.dropFirst(2))"
    }

    /// Makes sure that what a descriptor stands for is on disk.
    fileprivate func sync(_ descriptor: Int32) throws(Failure) {
        guard fsync(descriptor) == 0 else {
            let failure = Incoming.failure(errno)
            if case .disk(let code) = failure {
                onBroken("a file could not be synced: \(String(cString: strerror(code)))")
            }
            throw failure
        }
    }

    /// Makes sure that names in a folder outside of any store are on disk: a backup's.
    static func syncFolder(_ path: String) throws(Failure) {
        let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(errno) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw .disk(errno) }
    }

    /// Makes sure that names in a folder are on disk.
    func syncFolder(_ path: String) throws(Failure) {
        let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(errno) }
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// Makes sure that a folder is there and on disk itself: it may have been made by somebody who did not come to sync it.
    func settle(_ path: String) throws(Failure) {
        if settled.contains(path) { return }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw Incoming.failure(errno) }
        try syncFolder(folder)
        settled.insert(path)
    }
}

/// Folders whose names this program has seen synced.
private final class SettledFolders: Sendable {
    private let paths = Mutex<Set<String>>([])

    func contains(_ path: String) -> Bool { paths.withLock { $0.contains(path) } }
    func insert(_ path: String) { paths.withLock { _ = $0.insert(path) } }
}

/// A file on its way in.
public final class Incoming: Sendable {
    private struct State {
        var descriptor: Int32
        var hash = SHA256()
        var size: Int64 = 0
    }

    private let store: FileStore
    private let temporary: String
    private let limit: Int64
    private let state: Mutex<State>

    init(store: FileStore, path: String, limit: Int64) throws(FileStore.Failure) {
        self.store = store
        temporary = path
        self.limit = limit
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Incoming.failure(errno) }
        state = Mutex(State(descriptor: descriptor))
    }

    fileprivate static func failure(_ code: Int32) -> FileStore.Failure {
        code == ENOSPC || code == EDQUOT ? .full : .disk(code)
    }

    /// Takes in more bytes; beyond the limit nothing more is read.
    public func write(_ bytes: [UInt8]) throws {
        try state.withLock { state in
            guard bytes.count <= limit - state.size else { throw FileStore.Failure.tooLarge(limit: limit) }
            var done = 0
            while done < bytes.count {
                let written = bytes[done...].withUnsafeBytes {
                    Foundation.write(state.descriptor, $0.baseAddress, $0.count)
                }
                if written < 0 && errno == EINTR { continue }
                guard written > 0 else { throw Incoming.failure(errno) }
                done += written
            }
            state.hash.update(data: bytes)
            state.size += Int64(bytes.count)
        }
    }

    /// Makes the file count: synced, renamed to its digest, its folder synced.
    public func finish() throws -> FileStore.Stored {
        try state.withLock { state in
            defer { Incoming.close(&state.descriptor) }
            guard state.size > 0 else {
                unlink(temporary)
                throw FileStore.Failure.empty
            }
            do { try store.sync(state.descriptor) } catch {
                unlink(temporary)
                throw error
            }
            let digest = state.hash.finalize().hexadecimalText
            let target = try store.path(digest)
            let folder = (target as NSString).deletingLastPathComponent
            try store.settle(folder)
            guard rename(temporary, target) == 0 else { throw Incoming.failure(errno) }
            try store.syncFolder(folder)
            return FileStore.Stored(sha256: digest, size: state.size)
        }
    }

    /// Forgets the file.
    public func abandon() {
        state.withLock { state in
            guard state.descriptor >= 0 else { return }
            Incoming.close(&state.descriptor)
            unlink(temporary)
        }
    }

    private static func close(_ descriptor: inout Int32) {
        if descriptor >= 0 { Foundation.close(descriptor) }
        descriptor = -1
    }

    deinit { abandon() }
}

/// A stored file being read.
public final class Reader: Sendable {
    private let descriptor: Int32

    init(path: String, sha256: String) throws(FileStore.Failure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing(sha256) : .disk(errno) }
    }

    /// The next piece; nil at the end.
    public func next() throws(FileStore.Failure) -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            var got = read(descriptor, buffer.baseAddress, buffer.count)
            while got < 0 && errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
            failure = got < 0 ? errno : 0
            count = max(0, got)
        }
        if failure != 0 { throw .disk(failure) }
        return bytes.isEmpty ? nil : bytes
    }

    deinit { close(descriptor) }
}
