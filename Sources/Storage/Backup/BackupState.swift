import Foundation
import Grants

/// When the last backup was made, and what trying one out gave: a small file of the data folder, `backup-state.json`, for
/// those who watch. Moments are milliseconds since 1970.
///
///     {"backupAt":1798132500000,"drillAt":1798136100000,"drillOK":true}
public struct BackupState: Sendable, Equatable {
    /// The moment the newest backup is of.
    public var backupAt: Instant?
    /// When a backup was tried out last.
    public var drillAt: Instant?
    /// Whether it was sound.
    public var drillOK: Bool?

    /// What is noted in a data folder; nothing where there is no note, or none that can be read.
    public init(folder: String) {
        guard let text = try? String(contentsOfFile: BackupState.path(in: folder), encoding: .utf8),
            let json = try? JSON(parsing: text)
        else { return }
        backupAt = json["backupAt"]?.integer.map { Instant(milliseconds: $0) }
        drillAt = json["drillAt"]?.integer.map { Instant(milliseconds: $0) }
        drillOK = json["drillOK"]?.bool
    }

    /// Notes it, in place of what was noted before.
    public func write(to folder: String) throws {
        let json = JSON.members([
            "backupAt": backupAt.map { .integer($0.milliseconds) },
            "drillAt": drillAt.map { .integer($0.milliseconds) }, "drillOK": drillOK.map { .bool($0) },
        ])
        try Data(json.canonical.utf8).write(
            to: URL(fileURLWithPath: BackupState.path(in: folder)), options: .atomic)
    }

    private static func path(in folder: String) -> String { "\(folder)/backup-state.json" }
}
