import ArgumentParser
import Foundation
import Storage

/// Where an installation is kept: a folder for the files and, unless a PostgreSQL server has it, the database.
struct Place: Sendable {
    let folder: String
    /// `postgres://…`; nil where the database is in the folder.
    var server: String?
    /// Hot standbys of the server, for who only reads.
    var replicas: [String] = []
    /// Nil where the files are in the folder.
    var bucket: BucketPlace?

    /// Where files lie.
    func files(onBroken: @escaping @Sendable (String) -> Void = { _ in }) throws -> FileStore {
        try bucket?.files(arriving: "\(folder)/files") ?? FileStore(folder: "\(folder)/files", onBroken: onBroken)
    }

    /// Opens the database.
    func database(
        mode: Database.Mode = .writer, onBroken: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Database {
        if let server { return try Database(server: server, replicas: replicas) }
        return try Database(folder: folder, mode: mode, onBroken: onBroken)
    }

    /// Whether there is a database in the folder, or a server is to be asked.
    var exists: Bool { server != nil || FileManager.default.fileExists(atPath: "\(folder)/kofu.sqlite") }

    /// How it is called in messages.
    var name: String { server == nil ? folder : "the server's database" }

    /// Reads where a database is out of one word: a server's address, or a folder.
    static func isServer(_ text: String) -> Bool {
        text.hasPrefix("postgres://") || text.hasPrefix("postgresql://")
    }
}

/// Where the data is: given, or as configured.
struct DataOptions: ParsableArguments {
    @Option(help: "The data folder. Otherwise KOFU_DATA, or the configuration file's.")
    var data: String?

    @Option(help: "postgres://… where a server has the database. Otherwise KOFU_DATABASE, or the configuration file's.")
    var database: String?

    @Option(help: "A file of lines KEY=VALUE.")
    var configuration: String?

    func folder() throws -> String { try place().folder }

    func place() throws -> Place {
        let given = GivenSettings(file: configuration, environment: ProcessInfo.processInfo.environment)
        if data == nil || database == nil, !given.problems.isEmpty {
            throw ValidationError(given.problems.joined(separator: "\n"))
        }
        // A folder that is given is looked into, unless a server is given too.
        let isConfigured = data == nil || configuration != nil
        let server = database ?? (isConfigured ? given[.database] : "")
        if !server.isEmpty, !Place.isServer(server) {
            throw ValidationError("--database and KOFU_DATABASE are addresses such as postgres://user@host/kofu")
        }
        var (bucket, problems): (BucketPlace?, [String]) = (nil, [])
        if isConfigured, !given[.files].isEmpty {
            bucket = BucketPlace(given[.files], given, &problems)
            if !problems.isEmpty { throw ValidationError(problems.joined(separator: "\n")) }
        }
        return Place(folder: data ?? given[.data], server: server.isEmpty ? nil : server, bucket: bucket)
    }
}
