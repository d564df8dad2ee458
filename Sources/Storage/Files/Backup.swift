import Crypto
import Foundation
import Grants

/// A copy of everything an installation holds: the database as of one moment, every file it can name, and a manifest
/// with their digests.
public enum Backup {
    /// Why a backup cannot be made or used.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        case notEmpty(String)
        case noManifest(String)
        case damaged(String)

        public var description: String {
            switch self {
            case .notEmpty(let path): "\(path) is not empty: choose a new folder"
            case .noManifest(let path): "\(path) holds no backup: manifest.json is missing or unreadable"
            case .damaged(let path): "\(path) is damaged: its digest is not the one in the manifest"
            }
        }
    }

    /// Copies while the installation runs. The database is copied first: files it names are there already, and stay.
    public static func make(of database: Database, files: FileStore, to folder: String, at now: Int64) throws -> Int {
        try requireEmpty(folder)
        let manager = FileManager.default
        try manager.createDirectory(atPath: "\(folder)/files", withIntermediateDirectories: true)
        try database.copy(to: "\(folder)/kofu.sqlite", at: now)
        let copies = try FileStore(folder: "\(folder)/files")
        let digests = try files.digests()
        for digest in digests {
            let target = try copies.path(digest)
            try manager.createDirectory(
                atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try manager.copyItem(atPath: files.path(digest), toPath: target)
        }
        try manager.removeItem(atPath: "\(folder)/files/tmp")
        let manifest = JSON.object([
            "kind": "kofu-backup", "version": 1, "at": .integer(now),
            "database": .string(try digest(of: "\(folder)/kofu.sqlite")), "files": .strings(digests),
        ])
        try Data(manifest.canonical.utf8).write(to: URL(fileURLWithPath: "\(folder)/manifest.json"))
        return digests.count
    }

    /// Puts a backup into a new data folder, after checking that every part is what the manifest says.
    public static func restore(from folder: String, to target: String) throws -> Int {
        try requireEmpty(target)
        guard let text = try? String(contentsOfFile: "\(folder)/manifest.json", encoding: .utf8),
            let manifest = try? JSON(parsing: text), let expected = manifest["database"]?.string,
            let digests = manifest["files"]?.strings
        else { throw Failure.noManifest(folder) }
        guard try digest(of: "\(folder)/kofu.sqlite") == expected else {
            throw Failure.damaged("\(folder)/kofu.sqlite")
        }
        let source = try FileStore(folder: "\(folder)/files")
        for digest in digests where (try? source.verify(digest)) != true {
            throw Failure.damaged("\(folder)/files: \(digest)")
        }
        let manager = FileManager.default
        try manager.createDirectory(atPath: target, withIntermediateDirectories: true)
        try manager.copyItem(atPath: "\(folder)/kofu.sqlite", toPath: "\(target)/kofu.sqlite")
        let files = try FileStore(folder: "\(target)/files")
        for digest in digests {
            let path = try files.path(digest)
            try manager.createDirectory(
                atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
            try manager.copyItem(atPath: source.path(digest), toPath: path)
        }
        return digests.count
    }

    private static func requireEmpty(_ folder: String) throws {
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        if !contents.isEmpty { throw Failure.notEmpty(folder) }
    }

    private static func digest(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Failure.damaged(path) }
        defer { try? handle.close() }
        var hash = SHA256()
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
        return hash.finalize().hexadecimalText
    }
}
