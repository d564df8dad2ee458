import Documents
import Foundation

/// A PDF as others see it: through the tools of poppler-utils.
struct Poppler {
    let bytes: [UInt8]

    init(reading bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Sets `blocks` as a paper with everything else fixed.
    init(_ blocks: [Block], language: Paper.Language = .ja, footer: String = "") throws {
        bytes = try typeset(.sample(blocks, language: language, footer: footer))
    }

    /// The text in reading order; pages end with a form feed.
    func text() throws -> String { try run("pdftotext", ["-enc", "UTF-8", "-raw", "{}", "-"]) }

    /// The text without white space: where lines break does not matter.
    func words() throws -> String { String(try text().filter { !$0.isWhitespace }) }

    func pages() throws -> [String] { try text().split(separator: "\u{0C}").map(String.init) }

    func info() throws -> [String: String] {
        var fields: [String: String] = [:]
        for line in try run("pdfinfo", ["-isodates", "{}"]).split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            if parts.count == 2 { fields[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
        }
        return fields
    }

    /// The pages' sizes in points.
    func sizes() throws -> [(width: Double, height: Double)] {
        try run("pdfinfo", ["-f", "1", "-l", "1000", "{}"]).matches(of: /size: +([\d.]+) x ([\d.]+)/).compactMap {
            guard let width = Double($0.1), let height = Double($0.2) else { return nil }
            return (width, height)
        }
    }

    /// The tree of tags, one a line, indented.
    func structure() throws -> [String] {
        try run("pdfinfo", ["-struct", "{}"]).split(separator: "\n").map {
            String($0.replacing(" (block)", with: "").replacing(" (inline)", with: ""))
        }
    }

    /// The tree of tags with their text.
    func structureText() throws -> String { try run("pdfinfo", ["-struct-text", "{}"]) }

    /// One row a font: its name, and whether it is embedded.
    func fonts() throws -> [(name: String, isEmbedded: Bool)] {
        try run("pdffonts", ["{}"]).split(separator: "\n").dropFirst(2).map { row in
            let words = row.split(separator: " ")
            // … emb sub uni object generation
            return (String(words[0]), words.count > 5 && words[words.count - 5] == "yes")
        }
    }

    /// The words and where they are, from the top left of the page, in points.
    func boxes() throws -> [(page: Int, word: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] {
        var page = 0
        var boxes: [(page: Int, word: String, x: ClosedRange<Double>, y: ClosedRange<Double>)] = []
        let pattern = /<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)<\/word>/
        for line in try run("pdftotext", ["-bbox", "{}", "-"]).split(separator: "\n") {
            if line.contains("<page ") { page += 1 }
            guard let match = line.firstMatch(of: pattern),
                let left = Double(match.1), let top = Double(match.2),
                let right = Double(match.3), let bottom = Double(match.4)
            else { continue }
            boxes.append((page, String(match.5), left...max(left, right), top...max(top, bottom)))
        }
        return boxes
    }

    /// The answer of a tool that takes a file (`{}`). A complaint about the file is an error.
    private func run(_ tool: String, _ arguments: [String]) throws -> String {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "paper.pdf")
        let (answer, complaint) = (folder.appending(path: "out"), folder.appending(path: "err"))
        try Data(bytes).write(to: file)
        for url in [answer, complaint] { try Data().write(to: url) }

        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = [tool] + arguments.map { $0 == "{}" ? file.path : $0 }
        process.standardOutput = try FileHandle(forWritingTo: answer)
        process.standardError = try FileHandle(forWritingTo: complaint)
        try process.run()
        process.waitUntilExit()
        let said = String(decoding: try Data(contentsOf: complaint), as: UTF8.self)
        guard process.terminationStatus == 0, said.isEmpty else { throw Complaint(tool: tool, text: said) }
        return String(decoding: try Data(contentsOf: answer), as: UTF8.self)
    }

    struct Complaint: Error {
        let tool: String
        let text: String
    }
}

extension Paper {
    /// A paper whose date never changes: 2026-05-29 10:00 in Tokyo.
    static func sample(_ blocks: [Block], language: Language = .ja, footer: String = "") -> Paper {
        Paper(
            title: "採択通知書", language: language, author: "経済産業省", subject: "令和8年度 省エネ補助金",
            created: Date(timeIntervalSince1970: 1_780_016_400), footer: footer, blocks: blocks)
    }
}
