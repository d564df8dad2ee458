import ArgumentParser
import Foundation
import Grants
import Storage
import UseCases

/// `kofu registers`: the postal codes and banks that forms look up.
struct RegistersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "registers", abstract: "Import and look up postal codes and banks.",
        subcommands: [Import.self, Lookup.self])

    struct Import: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Replace the registers by those of files.",
            discussion: """
                Without a file, those that come with Kofu are taken (data/postal.tsv.gz and data/banks.tsv.gz). Newer
                postal codes are Japan Post's utf_ken_all.csv (住所の郵便番号, 1レコード1行, UTF-8形式), unpacked; the
                large offices' own codes stay as they are then. Stop the portal first, or do it before it starts.

                  kofu registers import --data /var/lib/kofu
                  kofu registers import utf_ken_all.csv --data /var/lib/kofu
                """)

        @Argument(help: "Files of postal codes or banks, .gz or unpacked.") var files: [String] = []
        @OptionGroup var options: DataOptions

        func run() async throws {
            let installation = try await House.work(in: options.place())
            let paths = try files.isEmpty ? RegistersCommand.shipped() : files
            for report in try await ImportRegisters.files(paths, into: installation.database) {
                let parts = [
                    (report.areas, "areas"), (report.offices, "offices"), (report.banks, "banks"),
                    (report.branches, "branches"),
                ]
                let counts = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
                say("\(report.path): \(counts)" + (report.asOf.map { ", as of \($0)" } ?? ""))
            }
            try installation.database.close()
        }
    }

    struct Lookup: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Look up a postal code, a bank or a bank's branches.",
            discussion: """
                  kofu registers lookup 100-0001        what the postal code stands for
                  kofu registers lookup みずほ          banks, by name, reading or code
                  kofu registers lookup 0001 丸の内     branches of the bank with that code
                """)

        @Argument(help: "A postal code of seven digits, or a bank's name, reading or code.") var words: String
        @Argument(help: "A branch's name, reading or code, of the bank with the code before it.") var branch: String?
        @OptionGroup var options: DataOptions

        func run() async throws {
            let installation = try await House.look(into: options.place())
            let (words, branch) = (words, branch)
            let lines = try await installation.database.read { connection -> [String] in
                let registers = Registers(connection)
                guard try !registers.isEmpty else {
                    throw House.Closed(description: "the registers are empty: run kofu registers import")
                }
                if let branch {
                    return try registers.branches(of: words, matching: branch).map {
                        "\($0.code) \($0.name) \($0.kana)"
                    }
                }
                if Plain.digits(words)?.utf8.count == 7 {
                    return try registers.areas(postal: words).map(RegistersCommand.line)
                }
                return try registers.banks(matching: words).map { "\($0.code) \($0.name) \($0.kana)" }
            }
            guard !lines.isEmpty else { throw House.Closed(description: "nothing is found by \(words)") }
            for line in lines { say(line) }
        }
    }

    private static func line(_ area: PostalArea) -> String {
        let place = "\(area.municipality) \(area.prefecture.name)\(area.city)\(area.town)"
        guard let office = area.office else { return area.kana.isEmpty ? place : "\(place) \(area.kana)" }
        return "\(place)\(office.street) \(office.name)"
    }

    /// The files that come with Kofu: beside where it is run, beside the program, or above it where it was built.
    static func shipped() throws -> [String] {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let folders = ["data"] + ["data", "../share/kofu", "../../../data"].map { "\(program.path)/\($0)" }
        let names = ["postal.tsv.gz", "banks.tsv.gz"]
        for folder in folders {
            let paths = names.map { URL(fileURLWithPath: folder).appendingPathComponent($0).standardizedFileURL.path }
            if paths.allSatisfy(FileManager.default.fileExists(atPath:)) { return paths }
        }
        throw House.Closed(
            description: "\(names.joined(separator: " and ")) are neither in ./data nor beside the program: give paths")
    }
}
