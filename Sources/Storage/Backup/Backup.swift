import Crypto
import Foundation
import Grants

/// A copy of everything an installation holds: the database as of one moment, every file it can name, and a manifest
/// with their digests. The manifest is written last: a folder without one is no backup.
public enum Backup {
    /// Why a backup cannot be made or used.
    public enum Failure: Error, Sendable, CustomStringConvertible {
        case notEmpty(String)
        case noManifest(String)
        case noBackups(String)
        case damaged([String])

        public var description: String {
            switch self {
            case .notEmpty(let path): "\(path) is not empty: choose a new folder"
            case .noManifest(let path): "\(path) holds no backup: manifest.json is missing or unreadable"
            case .noBackups(let path): "\(path) holds no backup, and no folder of one"
            case .damaged(let paths):
                paths.map { "\($0) is missing, or its digest is not the one in the manifest" }.joined(separator: "\n")
            }
        }
    }

    /// What was made.
    public struct Made: Sendable, Equatable {
        public var files = 0
        /// Of them, those that share their bytes with the backup before.
        public var linked = 0
        /// Files of the installation that are not what they were stored as, and of which no earlier backup has a good
        /// copy. The backup does without them.
        public var damaged: [String] = []
    }

    /// Copies while the installation runs. The database is copied first: files it names are there already, and stay.
    /// - Parameter previous: a backup on the same disk. What it has of the same files is read, and linked where it is sound,
    ///   so that only new files take room.
    public static func make(
        of database: Database, files: FileStore, to folder: String, at now: Int64, beside previous: String? = nil
    ) throws -> Made {
        try requireEmpty(folder)
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: "\(folder)/files", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try database.copy(to: "\(folder)/kofu.sqlite", at: now)
        let copies = try FileStore(folder: "\(folder)/files")
        let earlier = try previous.map { try FileStore(folder: "\($0)/files") }
        var (made, digests): (Made, [String]) = (Made(), [])
        for digest in try files.digests() {
            if let earlier, try copies.link(digest, of: earlier) {
                made.linked += 1
            } else if try !copies.take(digest, from: files) {
                made.damaged.append(digest)
                continue
            }
            digests.append(digest)
        }
        made.files = digests.count
        for store in [copies, earlier].compactMap({ $0 }) { try? manager.removeItem(atPath: "\(store.folder)/tmp") }
        let manifest = JSON.object([
            "kind": "kofu-backup", "version": 1, "at": .integer(now),
            "database": .string(try digest(of: "\(folder)/kofu.sqlite")), "files": .strings(digests),
            "damaged": .strings(made.damaged),
        ])
        try write(manifest, to: "\(folder)/manifest.json")
        try copies.syncFolder(folder)
        return made
    }

    /// When a backup was made, by its manifest.
    public static func moment(of folder: String) throws -> Instant { try Manifest(of: folder).at }

    /// Puts a backup into a new data folder, after checking that every part is what the manifest says.
    public static func restore(from folder: String, to target: String) throws -> Int {
        try requireEmpty(target)
        let manifest = try Manifest(of: folder)
        let source = try FileStore(folder: "\(folder)/files")
        defer { try? FileManager.default.removeItem(atPath: "\(folder)/files/tmp") }
        var damaged: [String] = []
        if (try? digest(of: "\(folder)/kofu.sqlite")) != manifest.database { damaged.append("\(folder)/kofu.sqlite") }
        for digest in manifest.files where (try? source.verify(digest)) != true {
            damaged.append((try? source.path(digest)) ?? "\(folder)/files: \(digest)")
        }
        guard damaged.isEmpty else { throw Failure.damaged(damaged) }
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try manager.copyItem(atPath: "\(folder)/kofu.sqlite", toPath: "\(target)/kofu.sqlite")
        let files = try FileStore(folder: "\(target)/files")
        for digest in manifest.files where try !files.take(digest, from: source) {
            throw Failure.damaged([try source.path(digest)])
        }
        return manifest.files.count
    }

    /// What a backup says of itself.
    private struct Manifest {
        let at: Instant
        let database: String
        let files: [String]

        init(of folder: String) throws {
            guard let text = try? String(contentsOfFile: "\(folder)/manifest.json", encoding: .utf8),
                let json = try? JSON(parsing: text), json["kind"]?.string == "kofu-backup",
                let at = json["at"]?.integer, let database = json["database"]?.string,
                let files = json["files"]?.strings
            else { throw Failure.noManifest(folder) }
            self.at = Instant(milliseconds: at)
            self.database = database
            self.files = files
        }
    }

    private static func requireEmpty(_ folder: String) throws {
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        if !contents.isEmpty { throw Failure.notEmpty(folder) }
    }

    private static func digest(of path: String) throws -> String {
        guard let handle = FileHandle(forReadingAtPath: path) else { throw Failure.damaged([path]) }
        defer { try? handle.close() }
        var hash = SHA256()
        while let data = try handle.read(upToCount: 1 << 20), !data.isEmpty { hash.update(data: data) }
        return hash.finalize().hexadecimalText
    }

    /// Writes a file that is there as a whole, on disk, or not at all.
    private static func write(_ json: JSON, to path: String) throws {
        try Data(json.canonical.utf8).write(to: URL(fileURLWithPath: "\(path).new"))
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: "\(path).new"))
        try file.synchronize()
        try file.close()
        try FileManager.default.moveItem(atPath: "\(path).new", toPath: path)
    }
}

extension FileStore {
    /// Copies a file of another store, durably. False when it cannot be read there, or is not what it was stored as.
    fileprivate func take(_ digest: String, from other: FileStore) throws -> Bool {
        let incoming = try receive(maximumBytes: .max)
        defer { incoming.abandon() }
        var (hash, size) = (SHA256(), 0)
        guard let reader = try? other.open(digest) else { return false }
        while true {
            let chunk: [UInt8]?
            do { chunk = try reader.next() } catch { return false }
            guard let chunk else { break }
            hash.update(data: chunk)
            size += chunk.count
            try incoming.write(chunk)
        }
        guard size > 0, hash.finalize().hexadecimalText == digest else { return false }
        return try incoming.finish().sha256 == digest
    }

    /// Gives a file of another store a name here too. False when it is missing or damaged there, or on another disk.
    fileprivate func link(_ digest: String, of other: FileStore) throws -> Bool {
        guard (try? other.verify(digest)) == true else { return false }
        let target = try path(digest)
        let parent = (target as NSString).deletingLastPathComponent
        try settle(parent)
        guard Foundation.link(try other.path(digest), target) == 0 else { return false }
        try syncFolder(parent)
        return true
    }
}
