/// Something to be said of a decision table or its evaluation: what, and of which cell.
public struct TableFinding: Error, Hashable, Sendable {
    public let kind: Kind
    public let cell: TableCell

    init(_ kind: Kind, at cell: TableCell) {
        self.kind = kind
        self.cell = cell
    }

    /// What can be wrong. The texts are in `TableFinding+Message.swift`.
    public enum Kind: Hashable, Sendable {
        /// Something about the formula or the tests of the cell.
        case formula(Finding)
        // In the table
        case noOutputs
        case noRules
        case tooLarge(Int)
        case unnamedOutput
        case duplicateOutput(Name)
        case testCount(expected: Int, found: Int)
        case resultCount(expected: Int, found: Int)
        case missingPriorities
        case aggregatesSeveral
        case neverMatches
        /// Only values match that the input's allowed values exclude.
        case matchesOnlyForbidden
        /// Under `first`: an earlier rule matches whenever this one does.
        case hidden(by: Int)
        /// Two rules of a `unique` table match together, for these tests of the inputs.
        case overlap(with: Int, [Column])
        /// No rule matches what these tests describe.
        case gap([Column])
        // While evaluating
        case emptyInput
        case inputNotAllowed(String)
        case inputType(expected: Type, found: ValueKind)
        case outputNotAllowed(String)
        case outputType(expected: Type, found: ValueKind)
        case noMatch
        case severalMatches([Int])
        case differentOutputs([Int])
        case overrun(Overrun)
    }

    /// An input's heading with a test of it.
    public struct Column: Hashable, Sendable {
        public let heading: String
        public let test: String
    }

    public var severity: Finding.Severity {
        switch kind {
        case .formula(let finding): finding.severity
        case .noRules, .neverMatches, .matchesOnlyForbidden, .hidden, .overlap, .gap: .warning
        default: .error
        }
    }
}

/// A decision table that cannot be used, with all that was found; errors come first.
public struct TableError: Error, Sendable {
    public let findings: [TableFinding]
}
