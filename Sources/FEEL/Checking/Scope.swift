/// What a formula may speak of: names with their types, as the form or the programme has them.
public struct Scope: Sendable {
    /// The names with their types. What the entries of a context are called is in its type.
    public private(set) var names: [Name: Type]
    /// Types by name, for `instance of` and the parameters of functions.
    public let types: [Name: Type]
    private(set) var known: KnownNames

    /// A scope of these names. The entries of contexts among them may be spoken of, too.
    public init(_ names: [Name: Type] = [:], types: [Name: Type] = [:]) {
        self.names = names
        self.types = types
        var known = KnownNames.builtIn
        for (name, type) in names {
            known.add(name)
            known.addEntries(of: type)
        }
        for (name, type) in types {
            known.add(name)
            known.addEntries(of: type)
        }
        self.known = known
    }

    /// The scope with one name more, or with another type for it.
    func adding(_ name: Name, _ type: Type) -> Scope {
        var scope = self
        scope.names[name] = type
        scope.known.add(name)
        scope.known.addEntries(of: type)
        return scope
    }
}

extension KnownNames {
    /// The names of entries of contexts, however deep in the type.
    fileprivate mutating func addEntries(of type: Type) {
        switch type {
        case .list(let item), .range(let item): addEntries(of: item)
        case .context(let entries):
            for (name, type) in entries {
                add(name)
                addEntries(of: type)
            }
        default: break
        }
    }
}
