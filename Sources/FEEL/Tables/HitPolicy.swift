/// What a decision table gives when several of its rules match (DMN 1.5 §8.2.10).
public enum HitPolicy: Hashable, Sendable {
    /// No two rules ever match; if they do, the result is null.
    case unique
    /// Rules that match together must give the same; if they do not, the result is null.
    case any
    /// The output that comes first in the list of output values.
    case priority
    /// The first rule that matches.
    case first
    /// All outputs as a list, or one value made of them.
    case collect(Aggregation)
    /// All outputs as a list, in the order of the rules.
    case ruleOrder
    /// All outputs as a list, in the order of the output values.
    case outputOrder

    /// What `collect` makes of the outputs.
    public enum Aggregation: String, Hashable, Sendable, CaseIterable {
        /// A list.
        case none
        /// What the built-in function of that name gives for the list; only a table with one output may have it.
        case sum, count, min, max

        /// The built-in function that does it.
        var function: Name? { self == .none ? nil : Name(rawValue) }
    }

    /// Every policy there is.
    public static let all: [HitPolicy] =
        [.unique, .any, .priority, .first] + Aggregation.allCases.map(HitPolicy.collect) + [.ruleOrder, .outputOrder]

    /// Whether the result is a list with an item for each rule that matches.
    public var givesList: Bool {
        switch self {
        case .collect(.none), .ruleOrder, .outputOrder: true
        default: false
        }
    }

    /// Whether the order of the output values decides.
    var needsPriorities: Bool { self == .priority || self == .outputOrder }

    /// Whether a combination without a rule is likely forgotten: where outputs are gathered, nothing may be meant.
    var wantsCompleteness: Bool {
        switch self {
        case .unique, .any, .priority, .first: true
        case .collect, .ruleOrder, .outputOrder: false
        }
    }
}
