/// A decision model (DMN 1.5 §6): what is given, what is decided from it, and how.
///
/// Only what this engine evaluates is in it: input data, and decisions by a formula or a decision table.
public struct DMNModel: Hashable, Sendable {
    public let name: String
    /// A URI that tells this model from all others.
    public let namespace: String
    /// The types that have names of their own (§7.3.3).
    public let types: [NamedType]
    public let inputs: [Input]
    public let decisions: [Decision]

    /// A model, completed: choices, lists and contexts without a name among the types get one, decisions require all
    /// inputs and decisions their formulas use, and tables have the names of their decisions.
    public init(
        name: String, namespace: String, types: [NamedType] = [], inputs: [Input], decisions: [Decision]
    ) {
        self.name = name
        self.namespace = namespace
        self.inputs = inputs
        let requirements = DMNRequirements(inputs, decisions)
        self.decisions = decisions.map { requirements.completed($0) }
        var naming = DMNTypeNaming(types)
        for input in inputs { naming.add(input.type, of: input.name.text) }
        for decision in decisions { naming.add(decision) }
        self.types = naming.types
    }

    public struct NamedType: Hashable, Sendable {
        public let name: Name
        public let type: Type

        public init(_ name: Name, _ type: Type) {
            self.name = name
            self.type = type
        }
    }

    /// Something that is given from outside (§6.3.11).
    public struct Input: Hashable, Sendable {
        public let name: Name
        public let type: Type

        public init(_ name: Name, type: Type) {
            self.name = name
            self.type = type
        }
    }

    /// Something that is decided (§6.3.7).
    public struct Decision: Hashable, Sendable {
        public let name: Name
        public let type: Type
        /// The inputs and decisions that its logic may use.
        public let requires: [Name]
        public let logic: Logic

        public init(_ name: Name, type: Type = .any, requires: [Name] = [], logic: Logic) {
            self.name = name
            self.type = type
            self.requires = requires
            self.logic = logic
        }
    }

    public enum Logic: Hashable, Sendable {
        /// A formula (§7.3.2).
        case literal(String)
        case table(DecisionTable)
    }

    /// Evaluates a decision and all it requires. To do so many times, keep a `CompiledModel`.
    ///
    /// - Throws: `DMNError` when there is no such decision, decisions require one another in a circle, or a formula or a
    ///   table is wrong.
    public func evaluate(
        decision: Name, with values: Context, at moment: Moment? = nil, limits: Limits = .standard
    ) throws(DMNError) -> DMNEvaluation {
        try CompiledModel(self).evaluate(decision, with: values, at: moment, limits: limits)
    }
}
