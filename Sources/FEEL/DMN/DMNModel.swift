/// A decision model (DMN 1.5 §6): what is given, what is decided from it, and how.
///
/// Only what this engine evaluates is in it: input data, and decisions by a formula or a decision table.
public struct DMNModel: Hashable, Sendable {
    /// What people call the model.
    public let name: String
    /// A URI that tells this model from all others.
    public let namespace: String
    /// The types that have names of their own (§7.3.3).
    public let types: [NamedType]
    /// In the order in which they are written to a file.
    public let inputs: [Input]
    /// In the order in which they are written to a file; a decision may come before those it requires.
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

    /// A type that has a name of its own: an item definition (§7.3.3).
    public struct NamedType: Hashable, Sendable {
        /// What formulas call the type, as in `instance of`.
        public let name: Name
        /// What the name stands for.
        public let type: Type

        /// A name for a type.
        public init(_ name: Name, _ type: Type) {
            self.name = name
            self.type = type
        }
    }

    /// Something that is given from outside (§6.3.11).
    public struct Input: Hashable, Sendable {
        /// What formulas call it.
        public let name: Name
        /// What its values are converted to (§10.3.2.9.4); a value that does not fit is null, with a note.
        public let type: Type

        /// An input of that name.
        public init(_ name: Name, type: Type) {
            self.name = name
            self.type = type
        }
    }

    /// Something that is decided (§6.3.7).
    public struct Decision: Hashable, Sendable {
        /// What it is asked for by, and what the formulas of other decisions call it.
        public let name: Name
        /// What its value is converted to (§10.3.2.9.4), a value that does not fit being null; `any` leaves it as it
        /// is.
        public let type: Type
        /// The inputs and decisions that its logic may use.
        public let requires: [Name]
        /// How it is decided.
        public let logic: Logic

        /// A decision. In a model it also requires whatever else of the model its logic uses.
        public init(_ name: Name, type: Type = .any, requires: [Name] = [], logic: Logic) {
            self.name = name
            self.type = type
            self.requires = requires
            self.logic = logic
        }
    }

    /// How a decision comes to its value.
    public enum Logic: Hashable, Sendable {
        /// A formula (§7.3.2).
        case literal(String)
        /// A decision table (§8). In a model it has the name of its decision.
        case table(DecisionTable)
    }

    /// Evaluates a decision and all it requires. To do so many times, keep a `CompiledModel`.
    ///
    /// - Parameters:
    ///   - decision: its name. All formulas and tables of the model are checked, under `Formula.Policy.forms`.
    ///   - values: of the inputs; those without a value are null.
    ///   - moment: what `now()` and `today()` give; without one they are null.
    ///   - limits: for all decisions together.
    /// - Throws: `DMNError` when there is no such decision, decisions require one another in a circle, or a formula or a
    ///   table is wrong.
    public func evaluate(
        decision: Name, with values: Context, at moment: Moment? = nil, limits: Limits = .standard
    ) throws(DMNError) -> DMNEvaluation {
        try CompiledModel(self).evaluate(decision, with: values, at: moment, limits: limits)
    }
}
