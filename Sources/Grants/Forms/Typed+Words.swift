extension Typed {
    /// What stands in the boxes of a field that is neither table nor file, in words: the answer where they hold one, and
    /// otherwise what was typed. Empty where nothing was.
    /// - Parameter prefix: of the row in a table: `経費.r1.`.
    public func words(of field: Field, in prefix: String = "", english: Bool = false) -> String {
        let reader = AnswerReader(field: field, name: prefix + field.name, typed: self, files: [])
        if case .answer(let answer) = reader.read() { return answer.words(as: field, english: english) }
        return Typed.boxes(of: field, in: prefix).flatMap(all).map(Plain.lines).filter { !$0.isEmpty }
            .map { field.type.label(of: $0, english: english) }.joined(separator: " ")
    }
}
