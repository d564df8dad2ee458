import Foundation
import Grants
import Storage

/// Takes files of postal codes and banks into the database: Kofu's own, or Japan Post's `utf_ken_all.csv`.
public enum ImportRegisters {
    /// Why a file is not taken.
    public struct Refused: Error, CustomStringConvertible {
        public let path: String
        public let message: Text
        public var description: String { "\(path): \(message.in(english: true))" }
    }

    /// What a file had.
    public struct Report: Sendable, Equatable {
        public let path: String
        public var areas = 0
        public var offices = 0
        public var banks = 0
        public var branches = 0
        /// The date in the file, where it says one.
        public let asOf: String?
    }

    /// Bytes of a file, and of what it unpacks to, that are taken at all: all of Japan is a tenth of it.
    private static let largest = 100 * 1_048_576

    /// Reads all files first, then replaces the registers in one transaction: they are all taken, or none.
    public static func files(_ paths: [String], into database: Database) async throws -> [Report] {
        let files = try paths.map { try (path: $0, file: read($0)) }
        try await database.write { connection in
            let registers = Registers(connection)
            for (_, file) in files {
                switch file {
                case .postal(let areas, _): try registers.replace(postal: areas)
                case .banks(let entries, _): try registers.replace(banks: entries)
                }
            }
        }
        return files.map { report(on: $0.file, at: $0.path) }
    }

    private static func read(_ path: String) throws -> RegisterFile {
        func refused(_ ja: String, en: String) -> Refused { Refused(path: path, message: Text(ja, en: en)) }
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        guard let size = attributes?[.size] as? Int, let data = FileManager.default.contents(atPath: path) else {
            throw refused("ファイルを読めません。", en: "The file cannot be read.")
        }
        guard size <= largest else {
            throw refused("ファイルが100MBを超えています。", en: "The file is larger than 100 MB.")
        }
        do {
            let bytes = [UInt8](data)
            let file = try RegisterFile(
                reading: Gunzip.isPacked(bytes) ? Gunzip.unpacked(bytes, limit: largest) : bytes)
            if case .postal(let areas, _) = file {
                // Japan Post also publishes each prefecture's file: it would leave the others without postal codes.
                let prefectures = Set(areas.map(\.prefecture))
                guard prefectures.count == Prefecture.all.count else {
                    throw refused(
                        "全国のファイルではありません（\(prefectures.count)都道府県分です）。全国一括のファイルを使ってください。",
                        en: "The file has \(prefectures.count) of 47 prefectures: use the one of the whole country.")
                }
            }
            return file
        } catch let unreadable as RegisterFile.Unreadable {
            let line = unreadable.line
            throw refused(
                (line.map { "\($0)行目：" } ?? "") + unreadable.message.ja, en: "\(unreadable.description)")
        } catch let failure as Gunzip.Failure {
            throw refused("gzipとして展開できません。", en: "The file cannot be unpacked: \(failure.description).")
        }
    }

    private static func report(on file: RegisterFile, at path: String) -> Report {
        switch file {
        case .postal(let areas, let asOf):
            let offices = areas.count { $0.office != nil }
            return Report(path: path, areas: areas.count - offices, offices: offices, asOf: asOf)
        case .banks(let entries, let asOf):
            return Report(
                path: path, banks: entries.count, branches: entries.reduce(0) { $0 + $1.branches.count }, asOf: asOf)
        }
    }
}
