extension Type {
    /// Reads a type as FEEL writes it: `number`, `金額`, `list<context<費目: string, 金額: 金額>>`.
    ///
    /// - Throws: the finding that says what is wrong with the text.
    public init(reading text: String, types: [Name: Type] = [:]) throws(Finding) {
        let name = try Parser.type(text, names: .builtIn)
        guard let type = Type(name, types: types) else {
            throw Finding(.unknownType(Name(text)), at: Span(0, text.utf8.count))
        }
        self = type
    }
}
