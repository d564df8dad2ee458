/// What values an expression can have (DMN 1.5 §10.3.2.9).
public indirect enum Type: Hashable, Sendable {
    /// All values: nothing is known of it.
    case any
    /// Only null.
    case null
    /// A number of no further meaning (§10.3.2.3.1).
    case number
    /// 金額: a number of yen. Everything a number can do, and the check knows that a sum of 金額 and 率 is a mistake.
    case amount
    /// 率: an exact fraction, 2/3 or 0.1.
    case rate
    /// Any string (§10.3.2.3.2).
    case string
    /// A string out of these.
    case choice([String])
    /// True or false (§10.3.2.3.3).
    case boolean
    /// A day (§10.3.2.3.5).
    case date
    /// A time of day (§10.3.2.3.4).
    case time
    /// A day with a time of day (§10.3.2.3.6).
    case dateAndTime
    /// A duration counted in seconds (§10.3.2.3.7).
    case daysAndTime
    /// A duration counted in months (§10.3.2.3.8).
    case yearsAndMonths
    /// A list whose items are all of the type (§10.3.2.5).
    case list(Type)
    /// Entries by name; other entries may be there, too. Without any, nothing is known of its entries.
    case context([Name: Type])
    /// A range whose ends are of the type (§10.3.2.7).
    case range(Type)
    /// A function by the types of its parameters, in order, and of what it gives (§10.3.2.8).
    case function([Type], returns: Type)

    /// The type without what only the check is interested in: 金額 and 率 are numbers, a choice is a string.
    var plain: Type {
        switch self {
        case .amount, .rate: .number
        case .choice: .string
        default: self
        }
    }

    var isNumber: Bool { plain == .number }

    /// Whether a value of this type can be used wherever one of the other is expected (§10.3.2.9.2). `any` on either side
    /// may turn out right, and conforms.
    func mayConform(to other: Type) -> Bool {
        switch (plain, other.plain) {
        case (.any, _), (_, .any), (.null, _): true
        case (.list(let one), .list(let two)), (.range(let one), .range(let two)): one.mayConform(to: two)
        case (.context(let one), .context(let two)):
            two.allSatisfy { name, type in one[name]?.mayConform(to: type) ?? false }
        case (.function(let one, let result), .function(let two, let other)):
            one.count == two.count && zip(two, one).allSatisfy { $0.mayConform(to: $1) } && result.mayConform(to: other)
        case (let one, let two): one == two
        }
    }

    /// Whether each value of this type is one of the other (§10.3.2.9.2). What a function gives is `any` where nothing
    /// tells, and may then turn out right.
    func conforms(to other: Type) -> Bool {
        switch (plain, other.plain) {
        case (_, .any), (.null, _): true
        case (.list(let one), .list(let two)), (.range(let one), .range(let two)): one.conforms(to: two)
        case (.context(let one), .context(let two)):
            two.allSatisfy { name, type in one[name]?.conforms(to: type) ?? false }
        case (.function(let one, let result), .function(let two, let other)):
            one.count == two.count && zip(two, one).allSatisfy { $0.conforms(to: $1) } && result.mayConform(to: other)
        case (let one, let two): one == two
        }
    }

    /// Whether it has no more parts than this, those that are there several times counted each time.
    func isMade(ofAtMost parts: Int) -> Bool {
        var rest = parts
        return take(from: &rest)
    }

    private func take(from rest: inout Int) -> Bool {
        rest -= 1
        guard rest >= 0 else { return false }
        switch self {
        case .list(let item), .range(let item): return item.take(from: &rest)
        case .context(let entries): return entries.values.allSatisfy { $0.take(from: &rest) }
        case .function(let parameters, let result):
            return parameters.allSatisfy { $0.take(from: &rest) } && result.take(from: &rest)
        default: return true
        }
    }

    /// The narrowest type that has the values of both.
    func joined(_ other: Type) -> Type {
        if self == other { return self }
        switch (self, other) {
        case (.null, let type), (let type, .null): return type
        case (.choice(let one), .choice(let two)): return .choice(one + two.filter { !one.contains($0) })
        case (.list(let one), .list(let two)): return .list(one.joined(two))
        case (.range(let one), .range(let two)): return .range(one.joined(two))
        case (.context(let one), .context(let two)):
            // What one of them lacks is null there.
            return one.isEmpty || two.isEmpty ? .context([:]) : .context(one.merging(two) { $0.joined($1) })
        default: return plain == other.plain ? plain : .any
        }
    }

    /// The type of a type's name; nil when there is none of that name.
    init?(_ name: TypeName, types: [Name: Type]) {
        switch name {
        case .named(let name):
            if let type = Type.named[name] ?? types[name] { self = type } else { return nil }
        case .list(let item):
            guard let item = Type(item, types: types) else { return nil }
            self = .list(item)
        case .range(let item):
            guard let item = Type(item, types: types) else { return nil }
            self = .range(item)
        case .context(let entries):
            var members: [Name: Type] = [:]
            for (name, type) in entries {
                guard let type = Type(type, types: types) else { return nil }
                members[name] = type
            }
            self = .context(members)
        case .function(let parameters, let result):
            var known: [Type] = []
            for parameter in parameters {
                guard let type = Type(parameter, types: types) else { return nil }
                known.append(type)
            }
            guard let result = Type(result, types: types) else { return nil }
            self = .function(known, returns: result)
        }
    }

    /// The types that have names of their own; 金額 and 率 are ours.
    static let named: [Name: Type] = [
        "Any": .any, "Null": .null, "number": .number, "string": .string, "boolean": .boolean, "date": .date,
        "time": .time, "date and time": .dateAndTime, "days and time duration": .daysAndTime,
        "years and months duration": .yearsAndMonths, "day time duration": .daysAndTime,
        "year month duration": .yearsAndMonths, "dateTime": .dateAndTime, "dayTimeDuration": .daysAndTime,
        "yearMonthDuration": .yearsAndMonths, "金額": .amount, "率": .rate,
    ]
}

extension Type: CustomStringConvertible {
    /// As FEEL writes it.
    public var description: String {
        switch self {
        case .any: "Any"
        case .null: "Null"
        case .number: "number"
        case .amount: "金額"
        case .rate: "率"
        case .string, .choice: "string"
        case .boolean: "boolean"
        case .date: "date"
        case .time: "time"
        case .dateAndTime: "date and time"
        case .daysAndTime: "days and time duration"
        case .yearsAndMonths: "years and months duration"
        case .list(let item): "list<\(item)>"
        case .context(let entries):
            "context<" + entries.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
                + ">"
        case .range(let item): "range<\(item)>"
        case .function(let parameters, let result):
            "function<" + parameters.map(\.description).joined(separator: ", ") + "> -> \(result)"
        }
    }
}
