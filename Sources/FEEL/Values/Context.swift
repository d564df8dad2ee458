/// Names with their values, in order: the answers of a form, a row of a table, `{a: 1}`.
///
/// Contexts made from the same `Shape` share it; a table's rows need it only once.
public struct Context: Sendable {
    /// The names of a context, in order.
    public final class Shape: Sendable {
        /// Each at the place of its value in `Context.values`.
        public let names: [Name]
        /// Where each name is; small shapes are searched.
        private let places: [Name: Int]?

        /// Later ones of the same name are not found.
        public init(_ names: [Name]) {
            self.names = names
            places =
                names.count > 6
                ? Dictionary(zip(names, names.indices), uniquingKeysWith: { first, _ in first }) : nil
        }

        func place(of name: Name) -> Int? {
            if let places { return places[name] }
            for index in names.indices where names[index] == name { return index }
            return nil
        }
    }

    /// The names.
    public let shape: Shape
    /// The values, each at the place of its name.
    public let values: [Value]
    let bulk: Bulk

    /// Precondition: as many values as the shape has names.
    public init(_ shape: Shape, _ values: [Value]) {
        precondition(shape.names.count == values.count, "a context needs a value for each name")
        self.shape = shape
        self.values = values
        bulk = .of(values)
    }

    /// The entries in order; of two with one name the last counts.
    public init(_ entries: [(Name, Value)]) {
        var places: [Name: Int] = [:]
        var names: [Name] = []
        var values: [Value] = []
        for (name, value) in entries {
            if let place = places[name] {
                values[place] = value
            } else {
                places[name] = names.count
                names.append(name)
                values.append(value)
            }
        }
        self.init(Shape(names), values)
    }

    /// `{}`
    public static let empty = Context(Shape([]), [])

    /// The value of the entry, which may be `.null`; nil where there is no such entry. Of several with the name the
    /// first counts.
    public subscript(name: Name) -> Value? { shape.place(of: name).map { values[$0] } }

    /// The names with their values, in order.
    public var entries: [(Name, Value)] { Array(zip(shape.names, values)) }

    /// A context with the entry set: in its old place, or as the last.
    func setting(_ name: Name, to value: Value) -> Context {
        if let place = shape.place(of: name) {
            var values = values
            values[place] = value
            return Context(shape, values)
        }
        return Context(Shape(shape.names + [name]), values + [value])
    }
}

extension Context: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral elements: (Name, Value)...) { self.init(elements) }
}
