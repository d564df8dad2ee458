/// A programme and its rounds as a folder of documents.
public struct ProgrammeFolder: Sendable, Equatable {
    public var programme: Programme
    public var rounds: [Round]
    /// What was doubtful when it was read.
    public var warnings: [Finding]

    public init(programme: Programme, rounds: [Round], warnings: [Finding] = []) {
        self.programme = programme
        self.rounds = rounds
        self.warnings = warnings
    }
}

/// One thing wrong with a folder of documents: where, what, and what to do.
public struct Finding: Error, Hashable, Sendable, CustomStringConvertible {
    /// The document's path in the folder.
    public let path: String
    /// The line, counted from 1; 0 for the document as a whole.
    public let line: Int
    /// What is wrong and what to do about it.
    public let message: Text
    /// It is doubtful, and does not keep the folder from being published.
    public let isWarning: Bool

    public init(path: String, line: Int, message: Text, isWarning: Bool = false) {
        self.path = path
        self.line = line
        self.message = message
        self.isWarning = isWarning
    }

    /// `forms/call.yaml:12: …`, as compilers say it.
    public var description: String {
        (line > 0 ? "\(path):\(line): " : "\(path): ") + (isWarning ? "注意：" : "") + message.ja
    }
}

/// Why a folder of documents was refused: everything found at once, never empty.
public struct Refused: Error, Sendable, CustomStringConvertible {
    public let findings: [Finding]
    public init(findings: [Finding]) { self.findings = findings }
    public var description: String { findings.map(\.description).joined(separator: "\n") }
}
