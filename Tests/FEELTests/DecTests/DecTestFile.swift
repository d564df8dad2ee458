import Foundation

@testable import FEEL

/// A file of General Decimal Arithmetic test cases (speleotrove.com/decimal). The cases are IBM's, and are read where
/// Debian's libpython3.11-testsuite has put them, or in the folder that the environment variable DECTEST names.
struct DecTestFile {
    /// One line, with what the directives above it say.
    struct Case {
        let name: String
        let operation: String
        let operands: [String]
        let result: String
        let conditions: Set<String>
        let precision: Int
        let rounding: String
    }

    static let folder = URL(
        filePath: ProcessInfo.processInfo.environment["DECTEST"] ?? "/usr/lib/python3.11/test/decimaltestdata",
        directoryHint: .isDirectory)

    static var isThere: Bool {
        FileManager.default.fileExists(atPath: folder.appending(path: "dqAdd.decTest").path())
    }

    let cases: [Case]

    init(_ name: String) throws {
        // Some comments have characters of Latin-1.
        let bytes = try Data(contentsOf: DecTestFile.folder.appending(path: "\(name).decTest"))
        var (precision, rounding) = (0, "")
        var cases: [Case] = []
        for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
            let words = DecTestFile.words(line)
            guard let first = words.first else { continue }
            if first.hasSuffix(":"), words.count == 2 {
                switch first.lowercased() {
                case "precision:": precision = Int(words[1]) ?? 0
                case "rounding:": rounding = words[1].lowercased()
                default: break
                }
            } else if let arrow = words.firstIndex(of: "->"), arrow >= 3, arrow + 1 < words.count {
                cases.append(
                    Case(
                        name: first, operation: words[1].lowercased(), operands: Array(words[2..<arrow]),
                        result: words[arrow + 1], conditions: Set(words[(arrow + 2)...].map { $0.lowercased() }),
                        precision: precision, rounding: rounding))
            }
        }
        self.cases = cases
    }

    /// The words of a line, up to a comment; quotation marks around a word are left out.
    private static func words(_ line: Substring) -> [String] {
        var words: [String] = []
        for word in line.split(whereSeparator: \.isWhitespace) {
            if word.hasPrefix("--") { break }
            let isQuoted = word.count >= 2 && (word.hasPrefix("'") || word.hasPrefix("\""))
            words.append(String(isQuoted ? word.dropFirst().dropLast() : word))
        }
        return words
    }
}
