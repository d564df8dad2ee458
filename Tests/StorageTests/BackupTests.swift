import Foundation
import Grants
import Testing

@testable import Storage

@Suite("A backup")
struct BackupTests {
    private let sandbox: Sandbox
    private let database: Database
    private let files: FileStore

    init() throws {
        sandbox = try Sandbox()
        database = try sandbox.database()
        files = try FileStore(folder: sandbox.path + "/files")
    }

    private var series: BackupSeries { BackupSeries(folder: sandbox.path + "/series") }

    /// Makes the next of the series, in the `minute`-th minute.
    private func next(_ minute: Int64, keeping number: Int? = nil) async throws -> (
        path: String, made: Backup.Made, removed: Int
    ) {
        try await series.add(of: database, files: files, at: minute * 60_000, keeping: number)
    }

    /// Writes over a file of a store.
    private func damage(_ digest: String, in folder: String) throws {
        let path = try FolderShelf(folder: folder).path(digest)
        try FileManager.default.removeItem(atPath: path)
        try Data([9]).write(to: URL(fileURLWithPath: path))
    }

    @Test("made while others write gives the same cases and files back")
    func roundTrip() async throws {
        let stored = try await files.store(Array("見積".utf8))
        for _ in 0..<50 { _ = try await database.write { try Counter.next("n", on: $0) } }
        let writer = Task {
            while !Task.isCancelled { _ = try await database.write { try Counter.next("other", on: $0) } }
        }
        let made = try await Backup.make(of: database, files: files, to: sandbox.path + "/backup", at: 1)
        writer.cancel()
        #expect(made == Backup.Made(files: 1, linked: 0, damaged: []))
        #expect(try Backup.moment(of: sandbox.path + "/backup") == Instant(milliseconds: 1))
        #expect(try await Backup.restore(from: sandbox.path + "/backup", to: sandbox.path + "/new") == 1)
        let restored = try Database(folder: sandbox.path + "/new")
        let number = try await restored.read {
            try $0.first("select value from counter where name = 'n'")?.integer("value")
        }
        #expect(number == 50)
        #expect(try await FileStore(folder: sandbox.path + "/new/files").read(stored.sha256) == Array("見積".utf8))
        await #expect(throws: Backup.Failure.self) {
            try await Backup.restore(from: sandbox.path + "/backup", to: sandbox.path + "/new")
        }
    }

    @Test("that was damaged is not restored, and everything that is damaged is named")
    func damaged() async throws {
        let (one, two) = (try await files.store([1, 2, 3]), try await files.store([4]))
        let backup = sandbox.path + "/backup"
        _ = try await Backup.make(of: database, files: files, to: backup, at: 1)
        for stored in [one, two] { try damage(stored.sha256, in: backup + "/files") }
        let failure = await #expect(throws: Backup.Failure.self) {
            try await Backup.restore(from: backup, to: sandbox.path + "/new")
        }
        let text = failure?.description ?? ""
        for stored in [one, two] { #expect(text.contains(stored.sha256.dropFirst(2))) }
        #expect(!FileManager.default.fileExists(atPath: sandbox.path + "/new"))
    }

    @Test("of a series takes room for new files only, and is complete by itself")
    func linking() async throws {
        _ = try await files.store([1])
        let first = try await next(1)
        let new = try await files.store([2])
        let second = try await next(2)
        #expect(first.made.linked == 0 && second.made.linked == 1 && second.made.files == 2)
        #expect(try BackupSeries.newest(at: sandbox.path + "/series") == second.path)
        try FileManager.default.removeItem(atPath: first.path)
        #expect(try await Backup.restore(from: second.path, to: sandbox.path + "/new") == 2)
        #expect(try await FileStore(folder: sandbox.path + "/new/files").read(new.sha256) == [2])
    }

    @Test("copies a file anew that the one before has damaged, and takes its good copy for one that is damaged here")
    func healing() async throws {
        let (here, before) = (try await files.store([1]), try await files.store([2]))
        let first = try await next(1)
        try damage(before.sha256, in: first.path + "/files")
        try damage(here.sha256, in: sandbox.path + "/files")
        let second = try await next(2)
        #expect(second.made == Backup.Made(files: 2, linked: 1, damaged: []))
        #expect(try await Backup.restore(from: second.path, to: sandbox.path + "/new") == 2)
    }

    @Test("does without a file that nobody has a good copy of, and says so")
    func lost() async throws {
        let (good, lost) = (try await files.store([1]), try await files.store([2]))
        try damage(lost.sha256, in: sandbox.path + "/files")
        let made = try await next(1).made
        #expect(made == Backup.Made(files: 1, linked: 0, damaged: [lost.sha256]))
        #expect(
            try await Backup.restore(from: sandbox.path + "/series/kofu-1970-01-01T090100", to: sandbox.path + "/new")
                == 1)
        #expect(try await FileStore(folder: sandbox.path + "/new/files").verify(good.sha256))
    }

    @Test("of a series is removed when there are enough newer ones, and so is what was never finished")
    func pruning() async throws {
        var paths: [String] = []
        for minute in 1...3 { paths.append(try await next(Int64(minute)).path) }
        try FileManager.default.createDirectory(
            atPath: sandbox.path + "/series/kofu-1970-01-01T090330/files", withIntermediateDirectories: true)
        #expect(try BackupSeries.newest(at: sandbox.path + "/series") == paths[2])
        let fourth = try await next(4, keeping: 2)
        #expect(fourth.removed == 3)
        let left = try FileManager.default.contentsOfDirectory(atPath: sandbox.path + "/series").sorted()
        #expect(left == ["kofu-1970-01-01T090300", "kofu-1970-01-01T090400", "lock"])
    }

    @Test("is not found where there is none")
    func absent() async throws {
        #expect(throws: Backup.Failure.self) { try BackupSeries.newest(at: sandbox.path + "/nowhere") }
    }

    @Test("leaves a note of when it was made, and of how trying it out went")
    func note() async throws {
        #expect(BackupState(folder: sandbox.path) == BackupState(folder: sandbox.path + "/nowhere"))
        var state = BackupState(folder: sandbox.path)
        state.backupAt = Instant(milliseconds: 5)
        try state.write(to: sandbox.path)
        (state.drillAt, state.drillOK) = (Instant(milliseconds: 6), false)
        try state.write(to: sandbox.path)
        #expect(BackupState(folder: sandbox.path) == state)
        let text = try String(contentsOfFile: sandbox.path + "/backup-state.json", encoding: .utf8)
        #expect(text == #"{"backupAt":5,"drillAt":6,"drillOK":false}"#)
    }
}
