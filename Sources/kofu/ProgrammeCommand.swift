import ArgumentParser
import Foundation
import Grants
import UseCases

/// `kofu programme`: folders of documents in and out.
struct ProgrammeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "programme", abstract: "Check, import and export a programme's documents.",
        subcommands: [Check.self, Import.self, Export.self])

    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say what is wrong with a folder of documents.",
            discussion: """
                Each finding is a line FILE:LINE: what is wrong and what to do. Nothing is changed.

                  kofu programme check examples/programmes/colourful
                """)

        @Argument(help: "The programme's folder.") var folder: String

        func run() async throws {
            let read = try DocumentFolder.read(folder)
            let (forms, rounds) = (read.programme.forms.count, read.rounds.count)
            say("In order: \(read.programme.name.ja), \(forms) forms, \(rounds) rounds.")
        }
    }

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish a folder of documents.",
            discussion: """
                The documents become the programme's next version, unless they are those of the newest. Cases stay on
                the version they were opened under. Stop the portal first, or do it before it starts.

                  kofu programme import examples/programmes/colourful --data /var/lib/kofu
                """)

        @Argument(help: "The programme's folder.") var folder: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            let read = try DocumentFolder.read(folder)
            let installation = try await House.work(in: options.place())
            let report = try await installation.importProgramme(read, by: .system)
            say("\(report.programme): version \(report.version)\(report.isNewVersion ? "" : ", as before")")
            for round in report.rounds { say("  round \(round)") }
            try installation.database.close()
        }
    }

    struct Export: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write a programme's newest documents to a folder.",
            discussion: """
                Importing the folder again changes nothing. Files that are there are written over.

                  kofu programme export colour-bureau/colourful var/colourful
                """)

        @Argument(help: "AGENCY/PROGRAMME, by their codes.") var programme: String
        @Argument(help: "The folder to write to.") var folder: String
        @OptionGroup var options: DataOptions

        func run() async throws {
            let installation = try await House.look(into: options.place())
            guard let found = installation.exportProgramme(programme) else {
                let known = installation.published.current.programmes.map(\.id).joined(separator: ", ")
                throw House.Closed(description: "there is no programme \(programme); there are: \(known)")
            }
            let count = try DocumentFolder.write(found.documents, to: folder)
            say("\(count) documents in \(folder)")
        }
    }
}

/// Folders of documents on disk.
enum DocumentFolder {
    /// Bytes of one document or file that is read at all.
    private static let largest = 50 * 1_048_576

    /// Reads and checks a folder. What is wrong goes to standard error, line by line.
    static func read(_ folder: String) throws -> ProgrammeFolder {
        do {
            return try ProgrammeFolder(reading: files(in: folder))
        } catch let refused as Refused {
            for finding in refused.findings { complain("\(folder)/\(finding)") }
            complain("\(refused.findings.count) to correct; nothing was changed.")
            throw ExitCode.failure
        }
    }

    /// Every file in a folder by its path there; hidden ones are left out.
    private static func files(in folder: String) throws -> [String: [UInt8]] {
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        guard manager.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw House.Closed(description: "\(folder) is not a folder")
        }
        var files: [String: [UInt8]] = [:]
        for path in try manager.subpathsOfDirectory(atPath: folder) {
            if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { continue }
            let attributes = try manager.attributesOfItem(atPath: "\(folder)/\(path)")
            guard attributes[.type] as? FileAttributeType == .typeRegular else { continue }
            if let size = attributes[.size] as? Int, size > largest {
                throw House.Closed(description: "\(folder)/\(path) is larger than 50 MB")
            }
            files[path] = [UInt8](try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
        }
        return files
    }

    /// Writes documents below a folder and returns how many.
    static func write(_ documents: [String: [UInt8]], to folder: String) throws -> Int {
        for (path, bytes) in documents {
            // Paths were checked when the programme was published; still none may lead out of the folder.
            guard !path.hasPrefix("/"), !path.split(separator: "/").contains("..") else { continue }
            let file = URL(fileURLWithPath: folder).appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(bytes).write(to: file, options: .atomic)
        }
        return documents.count
    }
}
