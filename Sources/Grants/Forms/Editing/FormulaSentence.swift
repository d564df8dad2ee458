import FEEL

/// A calculation as people put it together: a sum, a difference or a share, perhaps rounded, perhaps with a ceiling.
///
///     let sentence = FormulaSentence(.share(of: .field("補助対象経費"), rate: .number(Number("0.5")!)),
///         rounding: .init(.down, to: -3), ceiling: .field("上限額"))
///     sentence.formula     // 最小(切捨て(補助対象経費 * 0.5, -3), 上限額)
///
/// A formula of another shape gives no sentence: the page shows it as a formula.
public struct FormulaSentence: Hashable, Sendable {
    /// What is calculated with.
    public enum Operand: Hashable, Sendable {
        /// A field, by its name.
        case field(String)
        case number(Number)
        /// The total of a table's column, both by their names.
        case total(table: String, column: String)
    }

    /// What is calculated before rounding.
    public enum Core: Hashable, Sendable {
        case value(Operand)
        case sum([Operand])
        /// The first without the others.
        case difference(Operand, [Operand])
        case share(of: Operand, rate: Operand)
    }

    /// How the result is rounded.
    public struct Rounding: Hashable, Sendable {
        /// Which way.
        public enum Way: String, Sendable, CaseIterable {
            case down, up, halfUp

            /// In the words of an office.
            public var title: Text {
                switch self {
                case .down: Text("切捨て", en: "cut off")
                case .up: Text("切上げ", en: "round up")
                case .halfUp: Text("四捨五入", en: "round half up")
                }
            }
        }

        public var way: Way
        /// Places after the point: 0 is to whole yen, -3 to thousands.
        public var places: Int

        public init(_ way: Way, to places: Int) {
            self.way = way
            self.places = places
        }
    }

    public var core: Core
    public var rounding: Rounding?
    /// 上限: never more than this.
    public var ceiling: Operand?

    public init(_ core: Core, rounding: Rounding? = nil, ceiling: Operand? = nil) {
        self.core = core
        self.rounding = rounding
        self.ceiling = ceiling
    }

    /// The calculation in FEEL.
    public var formula: String {
        var text = core.formula
        if let rounding { text = "\(rounding.way.title.ja)(\(text), \(rounding.places))" }
        if let ceiling { text = "最小(\(text), \(ceiling.formula))" }
        return text
    }

    /// Recognises a formula; nil where it calculates something else.
    public init?(formula: String) {
        guard var expression = Formulas.expression(formula) else { return nil }
        var ceiling: Operand?
        if let (name, arguments) = expression.builtin, name == "min", arguments.count == 2 {
            guard let operand = Operand(arguments[1]) else { return nil }
            (expression, ceiling) = (arguments[0], operand)
        }
        var rounding: Rounding?
        if let (name, arguments) = expression.builtin, let way = Rounding.Way(name: name), arguments.count == 2 {
            guard case .number(let number) = arguments[1].form, let places = number.integer else { return nil }
            (expression, rounding) = (arguments[0], Rounding(way, to: Int(places)))
        }
        guard let core = Core(expression) else { return nil }
        self.init(core, rounding: rounding, ceiling: ceiling)
    }
}

extension FormulaSentence.Core {
    var formula: String {
        switch self {
        case .value(let operand): operand.formula
        case .sum(let operands): operands.map(\.formula).joined(separator: " + ")
        case .difference(let first, let rest): ([first] + rest).map(\.formula).joined(separator: " - ")
        case .share(let operand, let rate): "\(operand.formula) * \(rate.formula)"
        }
    }

    fileprivate init?(_ expression: Expression) {
        if let operand = FormulaSentence.Operand(expression) {
            self = .value(operand)
            return
        }
        switch expression.form {
        case .sum(let first, let rest):
            let operands = ([first] + rest.map(\.1)).compactMap(FormulaSentence.Operand.init)
            guard operands.count == rest.count + 1 else { return nil }
            if rest.allSatisfy({ $0.0 == .plus }) {
                self = .sum(operands)
            } else if rest.allSatisfy({ $0.0 == .minus }) {
                self = .difference(operands[0], Array(operands.dropFirst()))
            } else {
                return nil
            }
        case .product(let first, let rest):
            guard let operand = FormulaSentence.Operand(first), rest.first?.0 == .times else { return nil }
            if rest.count == 1, let rate = FormulaSentence.Operand(rest[0].1) {
                self = .share(of: operand, rate: rate)
            } else if rest.count == 2, rest[1].0 == .divided, case .number(let top) = rest[0].1.form,
                case .number(let bottom) = rest[1].1.form, let rate = top.divided(by: bottom)
            {
                self = .share(of: operand, rate: .number(rate))
            } else {
                return nil
            }
        default: return nil
        }
    }
}

extension FormulaSentence.Operand {
    var formula: String {
        switch self {
        case .field(let name): name
        case .number(let number): number.formula
        case .total(let table, let column): "合計(\(table).\(column))"
        }
    }

    fileprivate init?(_ expression: Expression) {
        if let number = expression.literalNumber {
            self = .number(number)
        } else if case .name(let name) = expression.form, name.text.isFieldName {
            self = .field(name.text)
        } else if let (name, arguments) = expression.builtin, name == "sum", arguments.count == 1,
            case .path(let operand, let column) = arguments[0].form, case .name(let table) = operand.form
        {
            self = .total(table: table.text, column: column.text)
        } else {
            return nil
        }
    }
}

extension FormulaSentence.Rounding.Way {
    fileprivate init?(name: String) {
        switch name {
        case "round down": self = .down
        case "round up": self = .up
        case "round half up": self = .halfUp
        default: return nil
        }
    }
}
