import Foundation
import Grants

@testable import Storage

/// A folder of its own for one test, gone afterwards.
final class Sandbox: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "kofu-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    func database() throws -> Database {
        let database = try Database(folder: path)
        try database.migrate(at: 0)
        return database
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}
