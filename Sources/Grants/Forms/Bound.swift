import FEEL

/// A formula of a form with the places its names have there, so that evaluating gathers only the values it uses. Shared,
/// not copied: judging evaluates thousands.
final class Bound: Sendable {
    /// Where a value comes from.
    enum Place: Sendable {
        /// A value of the whole form, by its slot.
        case form(Int)
        /// A value of the row the formula stands in, by its place in the row.
        case row(Int)
    }

    let formula: Formula
    let places: [Place]
    /// The slots of the form it uses.
    let slots: [Int]
    private let shape: Context.Shape

    init(_ formula: Formula, _ place: (Name) -> Place?) {
        self.formula = formula
        var names: [Name] = []
        var places: [Place] = []
        for name in formula.dependencies.sorted() {
            guard let place = place(name) else { continue }
            names.append(name)
            places.append(place)
        }
        self.places = places
        slots = places.compactMap { if case .form(let slot) = $0 { slot } else { nil } }
        shape = Context.Shape(names)
    }

    func evaluate(_ form: [Value], row: [Value] = [], at moment: Moment?) -> Value {
        let values = places.map { place in
            switch place {
            case .form(let slot): form[slot]
            case .row(let index): row[index]
            }
        }
        return formula.evaluate(Context(shape, values), at: moment).value
    }

    /// Whether it holds; null does not.
    func holds(_ form: [Value], row: [Value] = [], at moment: Moment?) -> Bool {
        if case .boolean(true) = evaluate(form, row: row, at: moment) { true } else { false }
    }

    /// Whether it is surely broken: what cannot be decided yet is not.
    func fails(_ form: [Value], row: [Value] = [], at moment: Moment?) -> Bool {
        if case .boolean(false) = evaluate(form, row: row, at: moment) { true } else { false }
    }
}

/// A text with formulas in it: `上限は{補助上限額}円です`. Two opening braces stand for one.
struct Template: Sendable {
    enum Piece: Sendable {
        case text(String)
        /// A formula; the field where it is only a field's name.
        case formula(Bound, Field?)
    }

    let pieces: [Piece]

    /// Splits a text at its braces; nil where it has none. Throws nothing: a brace that is not closed is text.
    static func parts(of text: String) -> [(text: String, isFormula: Bool)]? {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return nil }
        var parts: [(text: String, isFormula: Bool)] = []
        var plain = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{") {
            plain += rest[..<open]
            let after = rest[rest.index(after: open)...]
            if after.first == "{" {
                plain += "{"
                rest = after.dropFirst()
            } else if let close = after.firstIndex(of: "}") {
                if !plain.isEmpty { parts.append((plain, false)) }
                plain = ""
                parts.append((String(after[..<close]), true))
                rest = after[after.index(after: close)...]
            } else {
                plain += "{"
                rest = after
            }
        }
        plain += rest
        if !plain.isEmpty { parts.append((plain, false)) }
        return parts
    }
}
