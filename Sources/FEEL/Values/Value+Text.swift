extension Value {
    /// As `string()` gives it: a string is itself, within lists and contexts in quotation marks.
    var text: String {
        if case .string(let text) = self { return text }
        return written(isLiteral: false)
    }

    private func written(isLiteral: Bool) -> String {
        switch self {
        case .null: return "null"
        case .boolean(let boolean): return boolean ? "true" : "false"
        case .number(let number): return number.description
        case .string(let text): return Value.quoted(text)
        case .date(let date): return Value.temporal(date.description, isLiteral)
        case .time(let time): return Value.temporal(time.description, isLiteral)
        case .dateAndTime(let both): return Value.temporal(both.description, isLiteral)
        case .daysAndTime(let duration): return Value.temporal(duration.description, isLiteral)
        case .yearsAndMonths(let duration): return Value.temporal(duration.description, isLiteral)
        case .list(let list):
            return "[" + list.map { $0.written(isLiteral: isLiteral) }.joined(separator: ", ") + "]"
        case .context(let context):
            let entries = context.entries.map { name, value in
                "\(Value.key(name)): \(value.written(isLiteral: isLiteral))"
            }
            return "{" + entries.joined(separator: ", ") + "}"
        case .range(let interval):
            if let comparison = interval.comparison {
                let end = interval.start.isNull || comparison == .equal ? interval.end : interval.start
                return "\(comparison.rawValue) \(end.written(isLiteral: isLiteral))"
            }
            return (interval.isStartIncluded ? "[" : "(") + interval.start.written(isLiteral: isLiteral) + ".."
                + interval.end.written(isLiteral: isLiteral) + (interval.isEndIncluded ? "]" : ")")
        case .function(let function):
            return "function(\(function.parameters.map(\.text).joined(separator: ", ")))"
        }
    }

    private static func temporal(_ text: String, _ isLiteral: Bool) -> String { isLiteral ? "@\"\(text)\"" : text }

    /// A string literal.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    /// A context's key: in quotation marks unless it can be read as a name.
    static func key(_ name: Name) -> String { name.isPlain ? name.text : quoted(name.text) }
}

extension Name {
    /// Whether it can be written without quotation marks. Some signs of names mean something else side by side.
    var isPlain: Bool {
        if ["..", "//", "/*"].contains(where: { text.contains($0) }) { return false }
        let tokens = tokens
        return tokens.first?.unicodeScalars.first.map(Characters.isNameStart) ?? false
            && Name(tokens: tokens) == self
            && tokens.allSatisfy { token in
                token.unicodeScalars.allSatisfy { Characters.isNamePart($0) }
                    || Name.signs.contains(token.utf8.first ?? 0)
            }
    }
}

extension Value: CustomStringConvertible {
    /// As FEEL writes it: reading it gives the value again, but for functions.
    public var description: String { written(isLiteral: true) }
}

extension Function {
    var parameters: [Name] {
        switch form {
        case .builtIn(let builtin): builtin.forms.first?.parameters.map(\.name) ?? []
        case .literal(let closure): closure.code.names
        case .external(let parameters): parameters
        }
    }
}
