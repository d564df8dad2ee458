import ArgumentParser
import Foundation
import Grants
import Logging
import Outbound
import Portal
import Storage
import UseCases

/// A data folder and what is in it: `kofu.sqlite`, `files/` and the lock of the process that writes.
enum House {
    /// The file that marks the folder of a demonstration.
    static let demoMark = "demo"

    /// Why a data folder is not opened. The words say what to do.
    struct Closed: Error, CustomStringConvertible {
        let description: String
    }

    static func redirectURI(_ address: String) -> String { Portal.redirectURI(at: address) }

    /// Opens a folder to work on it as the one process that writes; the schema is brought up to date, after a copy of
    /// the database was put beside it.
    static func open(
        _ place: Place, settings: Installation.Settings, passwords: PasswordHashing = PasswordHashing(),
        provider: OpenIDProvider? = nil, sendMail: (@Sendable (Mail) async throws -> Void)? = nil,
        scanning: Scanning? = nil, logger: Logger,
        onBroken: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws -> Installation {
        let database = try place.database(onBroken: onBroken)
        for migration in try database.migrate(at: World.system.now().milliseconds) {
            logger.info("schema changed", metadata: ["migration": "\(migration.number) \(migration.name)"])
        }
        let files = try place.files(onBroken: onBroken)
        // Other processes may be receiving files there now.
        let age: Double = place.server == nil ? 0 : 86_400
        try files.sweep(olderThan: age)
        try files.results().sweep(olderThan: age)
        return try await furnish(
            database, files, settings: settings, passwords: passwords, provider: provider, sendMail: sendMail,
            scanning: scanning, logger: logger)
    }

    /// Opens a folder to look at it, whether or not another process is at work in it.
    static func look(into place: Place) async throws -> Installation {
        guard place.exists else {
            throw Closed(
                description: "there is no database in \(place.folder): give the folder by --data or KOFU_DATA")
        }
        let database = try place.database(mode: .reader)
        guard try database.isMigrated() else {
            throw Closed(
                description: "the database in \(place.name) has another schema than this program: run kofu migrate")
        }
        return try await furnish(
            database, try place.files(), settings: House.noSettings,
            passwords: PasswordHashing(), provider: nil, sendMail: nil, logger: House.quiet)
    }

    /// An installation around a database that was just made, to examine it.
    static func examine(_ database: Database, files: FileStore) async throws -> Installation {
        try await furnish(
            database, files, settings: House.noSettings, passwords: PasswordHashing(),
            provider: nil, sendMail: nil, logger: House.quiet)
    }

    /// Opens an existing folder for a command that changes something.
    static func work(in place: Place) async throws -> Installation {
        guard place.exists else {
            throw Closed(description: "there is no database in \(place.folder): run kofu migrate to make one there")
        }
        return try await open(place, settings: noSettings, logger: quiet)
    }

    private static func furnish(
        _ database: Database, _ files: FileStore, settings: Installation.Settings, passwords: PasswordHashing,
        provider: OpenIDProvider?, sendMail: (@Sendable (Mail) async throws -> Void)?,
        scanning: Scanning? = nil, logger: Logger
    ) async throws -> Installation {
        let published = Published()
        try await published.reload(from: database)
        return Installation(
            database: database, files: files, world: .system, published: published, settings: settings,
            passwords: passwords, provider: provider, sendMail: sendMail, scanning: scanning, logger: logger)
    }

    /// For commands that show no page and send no mail.
    private static let noSettings = Installation.Settings(address: "", isDemo: false, mailFrom: "")
    private static let quiet = Logger(label: "kofu") { _ in SwiftLogNoOpLogHandler() }
}

/// Says what a command has to say, on standard output, at once.
func say(_ text: String) { FileHandle.standardOutput.write(Data("\(text)\n".utf8)) }

/// Says what is wrong, on standard error.
func complain(_ text: String) { FileHandle.standardError.write(Data("\(text)\n".utf8)) }
