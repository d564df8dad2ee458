import Foundation

/// Expressions with the values they must have, as a file of JSON: an array of objects with `suite`, `id`, `node`, `feel`,
/// `error` and `expected`. `error` asks for null; `expected` is null, `["TYPE", "TEXT"]`, or an array or object of such.
///
/// The DMN conformance kit's cases come in this form. Numbers agree within 1e-8 of their size, as the kit's own runners
/// have it, everything else exactly.
public struct CaseFile: Sendable {
    /// One expression of the file, and what it must give.
    public struct Case: Sendable, Decodable {
        /// The group of cases it belongs to; the conformance kit has one for each subject.
        public let suite: String
        /// What tells it from the other cases of its suite.
        public let id: String
        /// The node of the kit's test case that it comes from; nothing depends on it.
        public let node: String?
        /// The expression.
        public let feel: String
        let error: Bool?
        let expected: Expected?

        /// The name by which a failure is listed.
        public var name: String { "\(suite)/\(id)" }
    }

    /// What a case gave.
    public struct Outcome: Sendable, CustomStringConvertible {
        /// The case, as `Case.name` has it.
        public let name: String
        /// The expression, as the file has it.
        public let feel: String
        /// Whether the value is the one that the case asks for.
        public let isPassed: Bool
        /// The value that the case asks for, as text with its type, such as `decimal 1.5`; `null` where it asks for an
        /// error.
        public let expected: String
        /// The value that came out, as FEEL writes it. An expression that cannot be read gives null.
        public let found: String

        public var description: String {
            let line = feel.split(whereSeparator: \.isNewline).joined(separator: " ")
            return "\(name): \(line) gives \(found), not \(expected)"
        }
    }

    /// In the order of the file.
    public let cases: [Case]

    /// Reads a file of cases.
    ///
    /// - Throws: what is wrong with the file.
    public init(_ data: Data) throws { cases = try JSONDecoder().decode([Case].self, from: data) }

    /// A moment for cases that ask for one: its value does not matter to them.
    public static let moment: Moment? = DateAndTime("2026-04-01T12:00:00+09:00").map { Moment(now: $0) }

    /// Evaluates all of them, with all of FEEL allowed, at the moment given.
    public func run(at moment: Moment?) -> [Outcome] { cases.map { $0.run(at: moment) } }
}

extension CaseFile {
    /// The item definitions of the kit's models that its expressions speak of (suite 0070).
    private static let kitTypes: [Name: Type] = [
        "t_context_013": .context(["a": .string, "b": .string]), "tAnyList": .list(.any),
    ]

    fileprivate static let scope = Scope(types: kitTypes)
}

extension CaseFile.Case {
    fileprivate func run(at moment: Moment?) -> CaseFile.Outcome {
        let wanted = error == true ? nil : expected
        let value: Value
        do {
            value = try Formula(feel, in: CaseFile.scope, policy: .open).evaluate(at: moment).value
        } catch {
            value = .null
        }
        return CaseFile.Outcome(
            name: name, feel: feel, isPassed: wanted?.matches(value) ?? value.isNull,
            expected: wanted?.description ?? "null", found: value.description)
    }
}

/// The value a case asks for.
indirect enum Expected: Sendable, Decodable, CustomStringConvertible {
    case null
    case scalar(String, String)
    case list([Expected])
    case context([String: Expected])

    init(from decoder: any Decoder) throws {
        if let single = try? decoder.singleValueContainer(), single.decodeNil() {
            self = .null
        } else if let pair = try? decoder.singleValueContainer().decode([String].self), pair.count == 2,
            Expected.types.contains(pair[0])
        {
            self = .scalar(pair[0], pair[1])
        } else if let items = try? decoder.singleValueContainer().decode([Expected].self) {
            self = .list(items)
        } else {
            self = .context(try decoder.singleValueContainer().decode([String: Expected].self))
        }
    }

    private static let types: Set<String> = [
        "boolean", "decimal", "double", "integer", "string", "date", "time", "dateTime", "duration",
    ]

    func matches(_ value: Value) -> Bool {
        switch (self, value) {
        case (.null, .null): return true
        case (.scalar("boolean", let text), .boolean(let boolean)): return text == (boolean ? "true" : "false")
        case (.scalar("string", let text), .string(let string)): return text.hasSameCharacters(as: string)
        case (.scalar("decimal", let text), .number(let number)), (.scalar("double", let text), .number(let number)),
            (.scalar("integer", let text), .number(let number)):
            return Number(text).map { Expected.areNear($0, number) } ?? false
        case (.scalar("date", let text), .date(let date)): return CalendarDate(text).map { $0 == date } ?? false
        case (.scalar("time", let text), .time(let time)):
            return ClockTime(text).map { $0.equals(time) == true } ?? false
        case (.scalar("dateTime", let text), .dateAndTime(let both)):
            return DateAndTime(text).map { $0.equals(both) == true } ?? false
        case (.scalar("duration", let text), _):
            return Temporal.duration(text).map { Value($0).equals(value) == true } ?? false
        case (.list(let items), .list(let list)):
            return items.count == list.count && zip(items, list).allSatisfy { $0.matches($1) }
        case (.context(let entries), .context(let context)):
            return entries.count == context.values.count
                && entries.allSatisfy { name, expected in
                    context[Name(exact: name)].map { expected.matches($0) } ?? false
                }
        default: return false
        }
    }

    private static func areNear(_ one: Number, _ two: Number) -> Bool {
        guard let tolerance = Number("1e-8"), let difference = one.minus(two)?.absolute,
            let allowed = max(one.absolute, 1).times(tolerance)
        else { return false }
        return difference <= allowed
    }

    var description: String {
        switch self {
        case .null: "null"
        case .scalar(let type, let text): "\(type) \(text)"
        case .list(let items): "[\(items.map(\.description).joined(separator: ", "))]"
        case .context(let entries):
            "{\(entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", "))}"
        }
    }
}
