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
    ) async throws -> Made {
        try requireEmpty(folder)
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: "\(folder)/files", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try database.copy(to: "\(folder)/kofu.sqlite", at: now)
        let copies = try FolderShelf(folder: "\(folder)/files")
        let earlier = try previous.map { try FolderShelf(folder: "\($0)/files") }
        var (made, digests): (Made, [String]) = (Made(), [])
        try await files.each { file in
            if let earlier, try await copies.link(file.sha256, of: earlier) {
                made.linked += 1
            } else if try await !copies.take(file.sha256, from: files.shelf) {
                made.damaged.append(file.sha256)
                return
            }
            digests.append(file.sha256)
        }
        made.files = digests.count
        try? manager.removeItem(atPath: "\(folder)/files/tmp")
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
    public static func restore(from folder: String, to target: String) async throws -> Int {
        try requireEmpty(target)
        let manifest = try Manifest(of: folder)
        let source = try FolderShelf(folder: "\(folder)/files")
        var damaged: [String] = []
        if (try? digest(of: "\(folder)/kofu.sqlite")) != manifest.database { damaged.append("\(folder)/kofu.sqlite") }
        for digest in manifest.files where (try? await source.verify(digest)) != true {
            damaged.append((try? source.path(digest)) ?? "\(folder)/files: \(digest)")
        }
        guard damaged.isEmpty else { throw Failure.damaged(damaged) }
        let manager = FileManager.default
        try manager.createDirectory(
            atPath: target, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try manager.copyItem(atPath: "\(folder)/kofu.sqlite", toPath: "\(target)/kofu.sqlite")
        let files = try FolderShelf(folder: "\(target)/files")
        for digest in manifest.files where try await !files.take(digest, from: source) {
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

extension FolderShelf {
    /// Copies a file of another shelf, durably. False when it is not there, or is not what it was stored as.
    /// - Throws: also when the other shelf cannot be reached: a backup then must not be taken for complete.
    fileprivate func take(_ digest: String, from other: any FileShelf) async throws -> Bool {
        let incoming = try FileStore(shelf: self, arriving: folder).receive(maximumBytes: .max)
        defer { incoming.abandon() }
        guard let reader = try await FolderShelf.whole({ try await other.open(digest) }) else { return false }
        while true {
            guard let piece = try await FolderShelf.whole({ try await reader.next() }) else { return false }
            guard let piece else { break }
            try incoming.write(piece)
        }
        do {
            _ = try await incoming.finish(expecting: digest)
            return true
        } catch FileStore.Failure.damaged, FileStore.Failure.empty {
            return false
        }
    }

    /// Nil when a file cannot be read for its own fault.
    private static func whole<Value>(_ read: () async throws -> Value) async throws -> Value? {
        do {
            return try await read()
        } catch FileStore.Failure.away(let reason) {
            throw FileStore.Failure.away(reason)
        } catch {
            return nil
        }
    }

    /// Gives a file of another shelf a name here too. False when it is missing or damaged there, or on another disk.
    fileprivate func link(_ digest: String, of other: FolderShelf) async throws -> Bool {
        guard (try? await other.verify(digest)) == true else { return false }
        let target = try path(digest)
        let parent = (target as NSString).deletingLastPathComponent
        try settle(parent)
        guard Foundation.link(try other.path(digest), target) == 0 else { return false }
        try syncFolder(parent)
        return true
    }
}
