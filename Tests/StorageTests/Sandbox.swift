import Foundation
import Grants
import TestDatabases

@testable import Storage

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

    deinit { TestDatabase.remove(path) }
}
