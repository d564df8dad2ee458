import Foundation

/// Held for as long as a process writes to a data folder. Another that tries is refused.
final class ProcessLock: Sendable {
    private let descriptor: Int32

    /// Another process holds it.
    public struct Held: Error, CustomStringConvertible {
        public let path: String
        public let process: String
        public var description: String {
            """
            another process\(process.isEmpty ? "" : " (\(process))") is using this data folder (\(path)). \
            Stop it first; two writers would damage the database.
            """
        }
    }

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
            // deinit closes the descriptor; closing it here too could close another thread's that got its number.
            throw Held(path: path, process: holder.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }

    deinit { close(descriptor) }
}
