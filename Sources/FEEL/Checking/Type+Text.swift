extension Type {
    /// Reads a type as FEEL writes it: `number`, `金額`, `list<context<費目: string, 金額: 金額>>`.
    ///
    /// - Parameter types: types that have names of their own, beside those of FEEL, 金額 and 率.
    /// - Throws: the finding that says what is wrong with the text.
    public init(reading text: String, types: [Name: Type] = [:]) throws(Finding) {
        let name = try Parser.type(text, names: .builtIn)
        guard let type = Type(name, types: types) else {
            throw Finding(.unknownType(name.unknown(in: types) ?? Name(text)), at: Span(0, text.utf8.count))
        }
        self = type
    }
}

extension TypeName {
    /// The first name in it that means no type.
    func unknown(in types: [Name: Type]) -> Name? {
        switch self {
        case .named(let name): Type(self, types: types) == nil ? name : nil
        case .list(let item), .range(let item): item.unknown(in: types)
        case .context(let entries): entries.lazy.compactMap { $0.1.unknown(in: types) }.first
        case .function(let parameters, let result):
            parameters.lazy.compactMap { $0.unknown(in: types) }.first ?? result.unknown(in: types)
        }
    }
}
