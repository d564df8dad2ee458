import Crypto
import Foundation
import Grants
import Synchronization
import Tracing

/// A file on its way in, hashed as it comes.
public final class Incoming: Sendable {
    private struct State {
        /// Negative once it is closed, or being finished.
        var descriptor: Int32
        var hash = SHA256()
        var size: Int64 = 0
    }

    private let shelf: any FileShelf
    private let path: String
    private let limit: Int64
    private let state: Mutex<State>

    init(shelf: any FileShelf, path: String, limit: Int64) throws(FileStore.Failure) {
        self.shelf = shelf
        self.path = path
        self.limit = limit
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw FileStore.Failure(errno) }
        state = Mutex(State(descriptor: descriptor))
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
                guard written > 0 else { throw FileStore.Failure(errno) }
                done += written
            }
            state.hash.update(data: bytes)
            state.size += Int64(bytes.count)
        }
    }

    /// Makes the file count: it is put where files lie. A second time there is nothing left to finish.
    /// - Parameter digest: what it must have; of another nothing is kept.
    public func finish(expecting digest: String? = nil) async throws -> FileStore.Stored {
        let file = state.withLock { state in
            defer { state.descriptor = -1 }
            return ArrivedFile(
                stored: .init(sha256: state.hash.finalize().hexadecimalText, size: state.size), path: path,
                descriptor: state.descriptor)
        }
        guard file.descriptor >= 0 else { throw FileStore.Failure.missing(file.stored.sha256) }
        defer {
            close(file.descriptor)
            unlink(path)
        }
        if let digest, file.stored.sha256 != digest { throw FileStore.Failure.damaged(digest) }
        guard file.stored.size > 0 else { throw FileStore.Failure.empty }
        try await withSpan("store a file") { span in
            if span.isRecording { span.attributes["file.size"] = file.stored.size }
            try await shelf.put(file)
        }
        return file.stored
    }

    /// Forgets the file, unless it was finished.
    public func abandon() {
        let descriptor = state.withLock { state in
            defer { state.descriptor = -1 }
            return state.descriptor
        }
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(path)
    }

    deinit { abandon() }
}
