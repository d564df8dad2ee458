import ArgumentParser
import Foundation
import Storage

/// `kofu files`: moving files between a folder and a bucket.
struct FilesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "files", abstract: "Move an installation's files between a folder and a bucket.",
        subcommands: [Copy.self])

    struct Copy: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Copy every file to another place, and compare it there.",
            discussion: """
                A place is a data folder, or a bucket s3://… with the key in KOFU_S3_KEY and KOFU_S3_SECRET. The portal may
                go on running: copy once while it does, stop it, copy again, which takes what is new, and start it with
                the other KOFU_FILES. Nothing is removed. It may be stopped and begun again. What is there already is read
                and compared.

                  kofu files copy --from /var/lib/kofu --to 's3://kofu-files?region=ap-northeast-1'
                  kofu audit verify --configuration /etc/kofu/kofu.conf     afterwards, with the new setting
                """)

        @Option(help: "A data folder, or s3://…") var from: String
        @Option(help: "A data folder, or s3://…") var to: String
        @Option(help: "A file of lines KEY=VALUE.") var configuration: String?

        func run() async throws {
            let scratch = FileManager.default.temporaryDirectory.appending(path: "kofu-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: scratch) }
            let source = try store(from, scratch: scratch)
            let target = try store(to, scratch: scratch)
            let report = try await FileCopy(from: source, to: target).run()
            for digest in report.damaged {
                complain("the file \(digest) is not what it was stored as, and was left behind; see kofu audit verify")
            }
            say(
                "copied \(report.copied) files (\(report.bytes) bytes), \(report.found) were there already, "
                    + "\(report.damaged.count) are damaged")
            if !report.damaged.isEmpty { throw ExitCode.failure }
        }

        private func store(_ text: String, scratch: String) throws -> FileStore {
            guard BucketPlace.isBucket(text) else {
                guard FileManager.default.fileExists(atPath: text) else {
                    throw ValidationError("there is no folder \(text)")
                }
                return try FileStore(folder: "\(text)/files")
            }
            let given = GivenSettings(file: configuration, environment: ProcessInfo.processInfo.environment)
            var problems = given.problems
            guard let bucket = BucketPlace(text, given, &problems), problems.isEmpty else {
                throw ValidationError(problems.joined(separator: "\n"))
            }
            return try bucket.files(arriving: scratch)
        }
    }
}
