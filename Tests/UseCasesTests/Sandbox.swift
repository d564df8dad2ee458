import Foundation
import Storage
import TestDatabases

/// A folder of its own for one test, gone afterwards.
final class Sandbox: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kofu-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func database() throws -> Database {
        try TestDatabase.open(path)
    }

    /// Writes a file and gives its path.
    func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let file = "\(path)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        return file
    }

    deinit { TestDatabase.remove(path) }
}
