import Foundation
import Grants

/// A folder of backups, each in a folder named after its moment; files that several of them have take room once.
public struct BackupSeries: Sendable {
    let folder: String

    public init(folder: String) { self.folder = folder }

    /// Makes the next one, and removes the oldest beyond a number. Those before are removed only when it is complete.
    public func add(
        of database: Database, files: FileStore, at now: Int64, keeping number: Int?
    ) async throws -> (path: String, made: Backup.Made, removed: Int) {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // Two at once would take each other's work for what a crash left.
        let lock = try ProcessLock(path: "\(folder)/lock")
        defer { withExtendedLifetime(lock) {} }
        let path = "\(folder)/\(BackupSeries.name(at: now))"
        let made = try await Backup.make(of: database, files: files, to: path, at: now, beside: complete().last)
        return (path, made, try prune(keeping: number))
    }

    /// The newest complete one.
    /// - Parameter place: a backup, or a folder of backups.
    public static func newest(at place: String) throws -> String {
        if isComplete(place) { return place }
        if let newest = BackupSeries(folder: place).complete().last { return newest }
        // Of a folder that holds something, it is the manifest that is missing.
        throw FileManager.default.fileExists(atPath: "\(place)/kofu.sqlite")
            ? Backup.Failure.noManifest(place) : Backup.Failure.noBackups(place)
    }

    /// Those that have a manifest, the oldest first.
    private func complete() -> [String] { all().filter(BackupSeries.isComplete) }

    private func all() -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(BackupSeries.prefix) }.sorted().map { "\(folder)/\($0)" }
    }

    /// Removes what no backup came of, and the oldest.
    private func prune(keeping number: Int?) throws -> Int {
        let kept = complete().suffix(number.map { max(1, $0) } ?? .max)
        let rest = all().filter { !kept.contains($0) }
        for path in rest { try FileManager.default.removeItem(atPath: path) }
        return rest.count
    }

    private static let prefix = "kofu-"

    private static func isComplete(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(path)/manifest.json")
    }

    /// Names in the order of time: the clock of Japan, which is never set back.
    private static func name(at now: Int64) -> String {
        let time = JapanTime(Instant(milliseconds: now))
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined()
        return "\(prefix)\(time.day.iso)T\(clock)"
    }
}
