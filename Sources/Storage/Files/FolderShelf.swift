import Crypto
import Foundation
import Grants
import Synchronization

/// Files in a folder: `ab/cdef…`. A file counts only once it is written, synced, renamed to its digest, and its folder
/// synced.
struct FolderShelf: FileShelf {
    let folder: String
    private let onBroken: @Sendable (String) -> Void
    private let settled = SettledFolders()

    var name: String { folder }

    init(folder: String, onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws {
        self.folder = folder
        self.onBroken = onBroken
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    func put(_ file: ArrivedFile) async throws {
        let target = try path(file.stored.sha256)
        try await DiskWork.run {
            try sync(file.descriptor)
            let parent = (target as NSString).deletingLastPathComponent
            try settle(parent)
            guard rename(file.path, target) == 0 else { throw FileStore.Failure(errno) }
            try syncFolder(parent)
        }
    }

    /// Files of a folder are kept by never being removed.
    func keep(_ files: [FileStore.Stored]) throws -> [FileStore.Stored] {
        try files.filter { try size(of: $0.sha256) != $0.size }
    }

    func size(of sha256: String) throws -> Int64? {
        var status = stat()
        guard stat(try path(sha256), &status) == 0 else { return nil }
        return Int64(status.st_size)
    }

    func open(_ sha256: String) throws -> any FileReader { try DiskReader(path: path(sha256), sha256: sha256) }

    func verify(_ sha256: String) async throws -> Bool {
        let reader = try DiskReader(path: path(sha256), sha256: sha256)
        return try await DiskWork.run {
            var hash = SHA256()
            while let piece = try reader.next() { hash.update(data: piece) }
            return hash.finalize().hexadecimalText == sha256
        }
    }

    /// One of the 256 folders at a time.
    func list(after last: String) throws -> [FileStore.Stored] {
        let manager = FileManager.default
        let starts = try manager.contentsOfDirectory(atPath: folder).filter { $0.count == 2 && $0 >= last.prefix(2) }
        for start in starts.sorted() {
            let digests = try manager.contentsOfDirectory(atPath: "\(folder)/\(start)").map { start + $0 }
                .filter { $0 > last && (try? FileStore.digest($0)) != nil }
            let files = try digests.sorted().compactMap { digest in
                try size(of: digest).map { FileStore.Stored(sha256: digest, size: $0) }
            }
            if !files.isEmpty { return files }
        }
        return []
    }

    func remove(_ sha256: String) throws { unlink(try path(sha256)) }

    func beside(_ name: String) throws -> any FileShelf {
        try FolderShelf(folder: "\(folder)/\(name)", onBroken: onBroken)
    }

    func probe() throws {
        guard access(folder, R_OK | W_OK | X_OK) == 0 else { throw FileStore.Failure(errno) }
    }

    func link(to file: FileLink) -> String? { nil }

    func path(_ sha256: String) throws(FileStore.Failure) -> String {
        let digest = try FileStore.digest(sha256)
        return "\(folder)/\(digest.prefix(2))/\(digest.dropFirst(2))"
    }

    // MARK: Syncing

    /// Makes sure that what a descriptor stands for is on disk.
    private func sync(_ descriptor: Int32) throws(FileStore.Failure) {
        guard fsync(descriptor) == 0 else {
            let failure = FileStore.Failure(errno)
            if case .disk(let code) = failure {
                onBroken("a file could not be synced: \(String(cString: strerror(code)))")
            }
            throw failure
        }
    }

    /// Makes sure that names in a folder are on disk.
    func syncFolder(_ path: String) throws(FileStore.Failure) {
        let descriptor = Foundation.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .disk(errno) }
        defer { close(descriptor) }
        try sync(descriptor)
    }

    /// Makes sure that a folder is there and on disk itself: it may have been made by somebody who did not come to sync it.
    func settle(_ path: String) throws(FileStore.Failure) {
        if settled.contains(path) { return }
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw FileStore.Failure(errno) }
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

/// A file of the local disk being read, in pieces of 64 KB.
private final class DiskReader: FileReader {
    private let descriptor: Int32

    init(path: String, sha256: String) throws(FileStore.Failure) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .missing(sha256) : .disk(errno) }
    }

    func next() throws -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
            var got = read(descriptor, buffer.baseAddress, buffer.count)
            while got < 0 && errno == EINTR { got = read(descriptor, buffer.baseAddress, buffer.count) }
            failure = got < 0 ? errno : 0
            count = max(0, got)
        }
        if failure != 0 { throw FileStore.Failure.disk(failure) }
        return bytes.isEmpty ? nil : bytes
    }

    deinit { close(descriptor) }
}

/// Work that waits for the disk: a few pieces at once, never on the threads that serve requests.
private enum DiskWork {
    private static let queue = {
        let queue = OperationQueue()
        queue.name = "kofu.disk"
        queue.maxConcurrentOperationCount = 8
        return queue
    }()

    static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result(catching: work)) }
        }
    }
}
