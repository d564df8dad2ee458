/// The values of an input, divided into parts within each of which no test of the column tells one value from another.
///
/// Between the numbers that the tests speak of nothing changes; so one value of each part stands for all of it, and the
/// tests themselves say what they match. Only literal tests of numbers, dates, strings and booleans can be divided so.
struct TestParts {
    struct Part {
        /// A value out of it.
        let value: Value
        /// On a line: the ends are at odd places, what lies between them at even ones. Else the place among the values.
        let place: Int
    }

    private enum Form {
        /// Numbers or dates, by the ends in ascending order.
        case line([Value])
        /// Strings or booleans; the last part is that of all other strings.
        case values([Value])
    }

    let parts: [Part]
    private let form: Form

    /// Nil when the column's values cannot be divided.
    init?(ends: [Value], areOrdered: Bool, type: Type) {
        if ends.isEmpty, type != .boolean {
            // Nothing is asked of the values, and all of them are alike.
            form = .values([])
            parts = [Part(value: .null, place: 0)]
            return
        }
        guard ends.allSatisfy({ $0.kind == ends[0].kind }) else { return nil }
        switch ends.first?.kind ?? .boolean {
        case .number, .date:
            var distinct: [Value] = []
            for end in ends.sorted(by: { ($0.order($1) ?? 0) < 0 }) where distinct.last?.order(end) != 0 {
                distinct.append(end)
            }
            form = .line(distinct)
            parts = (0...distinct.count * 2).compactMap { place in
                TestParts.value(at: place, distinct).map { Part(value: $0, place: place) }
            }
        case .boolean:
            let values: [Value] = [.boolean(true), .boolean(false)]
            form = .values(values)
            parts = values.enumerated().map { Part(value: $1, place: $0) }
        case .string where !areOrdered:
            var texts: Set<[UInt8]> = []
            var values: [Value] = []
            var other = "?"
            for case .string(let text) in ends where texts.insert(Array(text.utf8)).inserted {
                values.append(.string(text))
            }
            while texts.contains(Array(other.utf8)) { other += "?" }
            form = .values(values)
            parts = (values + [.string(other)]).enumerated().map { Part(value: $1, place: $0) }
        default: return nil
        }
    }

    /// A value at a place of the line; nil where there is none, as between two days.
    private static func value(at place: Int, _ ends: [Value]) -> Value? {
        if place % 2 == 1 { return ends[place / 2] }
        switch (ends.item(place / 2 - 1), ends.item(place / 2)) {
        case (.number(let one)?, .number(let two)?): return one.plus(two)?.divided(by: 2).map(Value.number)
        case (.number(let one)?, nil): return one.plus(1).map(Value.number)
        case (nil, .number(let two)?): return two.minus(1).map(Value.number)
        case (.date(let one)?, .date(let two)?):
            return two.dayNumber - one.dayNumber > 1 ? one.plus(days: 1).map(Value.date) : nil
        case (.date(let one)?, nil): return one.plus(days: 1).map(Value.date)
        case (nil, .date(let two)?): return two.plus(days: -1).map(Value.date)
        default: return nil
        }
    }

    /// Parts that are alike, together: on a line those next to one another.
    ///
    /// - Parameter key: what makes parts alike; those without one are left out.
    func groups<Key: Hashable>(_ key: (Int) -> Key?) -> [(key: Key, parts: [Int])] {
        var groups: [(key: Key, parts: [Int])] = []
        var known: [Key: Int] = [:]
        for part in parts.indices {
            guard let key = key(part) else { continue }
            switch form {
            case .line:
                if let last = groups.last, last.key == key, last.parts.last == part - 1 {
                    groups[groups.count - 1].parts.append(part)
                } else {
                    groups.append((key, [part]))
                }
            case .values:
                if let place = known[key] {
                    groups[place].parts.append(part)
                } else {
                    known[key] = groups.count
                    groups.append((key, [part]))
                }
            }
        }
        return groups
    }

    /// A test that passes the values of these parts, ascending; on a line they are next to one another.
    func test(of group: [Int]) -> String {
        guard let first = group.first, let last = group.last else { return "-" }
        switch form {
        case .line(let ends): return TestParts.test(from: parts[first].place, through: parts[last].place, ends)
        case .values(let values):
            let inside = Set(group)
            guard last == values.count else {
                return group.count == values.count && values.count == parts.count
                    ? "-" : group.map { values[$0].description }.joined(separator: ", ")
            }
            let outside = values.indices.filter { !inside.contains($0) }
            return outside.isEmpty ? "-" : "not(\(outside.map { values[$0].description }.joined(separator: ", ")))"
        }
    }

    private static func test(from first: Int, through last: Int, _ ends: [Value]) -> String {
        let startsAtEnd = first % 2 == 1
        let endsAtEnd = last % 2 == 1
        switch (ends.item(startsAtEnd ? first / 2 : first / 2 - 1), ends.item(last / 2)) {
        case (nil, nil): return "-"
        case (let low?, nil): return "\(startsAtEnd ? ">=" : ">") \(low)"
        case (nil, let high?): return "\(endsAtEnd ? "<=" : "<") \(high)"
        case (let low?, let high?):
            return first == last && startsAtEnd
                ? "\(low)" : "\(startsAtEnd ? "[" : "(")\(low)..\(high)\(endsAtEnd ? "]" : ")")"
        }
    }
}

extension [Value] {
    fileprivate func item(_ index: Int) -> Value? {
        guard indices.contains(index) else { return .none }
        return self[index]
    }
}
