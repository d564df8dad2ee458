/// Something to be said of a decision table or its evaluation: what, and of which cell.
public struct TableFinding: Error, Hashable, Sendable {
    /// What is wrong.
    public let kind: Kind
    /// The place that it is said of.
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
        /// There is no column of outputs.
        case noOutputs
        /// There is no row.
        case noRules
        /// More cells than this limit, `CompiledTable.mostCells`.
        case tooLarge(Int)
        /// An output without a name, in a table that has several.
        case unnamedOutput
        /// Two outputs of this name.
        case duplicateOutput(Name)
        /// A rule that has not one test for each input.
        case testCount(expected: Int, found: Int)
        /// A rule that has not one result for each output.
        case resultCount(expected: Int, found: Int)
        /// `priority` or `outputOrder` without a list of allowed values that says which output comes first.
        case missingPriorities
        /// An aggregation over several outputs, which the specification leaves undefined (§8.2.10).
        case aggregatesSeveral
        /// No value passes the test.
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
        /// An input is null, and its allowed values do not say that it may be.
        case emptyInput
        /// An input has this value, which is none of the allowed ones. Texts of values are cut after 60 characters.
        case inputNotAllowed(String)
        /// An input's value does not fit its type.
        case inputType(expected: Type, found: ValueKind)
        /// A result, this one, that is none of the output's allowed values. A literal is found before evaluating.
        case outputNotAllowed(String)
        /// A result does not fit the output's type.
        case outputType(expected: Type, found: ValueKind)
        /// No rule matches, and no output has a default.
        case noMatch
        /// Under `unique`: all of these rules match.
        case severalMatches([Int])
        /// Under `any`: all of these rules match, and do not give the same.
        case differentOutputs([Int])
        /// The evaluation went beyond this limit and was given up.
        case overrun(Overrun)
    }

    /// An input's heading with a test of it.
    public struct Column: Hashable, Sendable {
        /// The input, by its heading.
        public let heading: String
        /// What its values pass, as unary tests: `[20..100)`.
        public let test: String
    }

    /// A warning for rules that are missing, never match, match together or cover too little; an error for everything
    /// else, and for a formula what its finding says.
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
    /// Errors, one at least, then warnings; each in the order in which they were found.
    public let findings: [TableFinding]
}
