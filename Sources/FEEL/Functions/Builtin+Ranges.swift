extension Builtin {
    /// How points and ranges lie to each other (DMN 1.5 table 78, after HL7's CQL).
    static let ranges: [Builtin] = [
        relation(
            "before", "前にある", ja: "前にある", en: "Whether the first lies before the second.",
            ("before(1, [5..10])", "true")
        ) {
            $0.end < $1.start
        },
        relation(
            "after", "後にある", ja: "後にある", en: "Whether the first lies after the second.", ("after(12, [1..10])", "true")
        ) {
            $1.end < $0.start
        },
        relation(
            "meets", "接する", .ranges, ja: "終わりが相手の始まりに接する", en: "Whether the first ends where the second begins.",
            ("meets([1..5], [5..10])", "true")
        ) {
            $0.end.touches($1.start)
        },
        relation(
            "met by", "接される", .ranges, ja: "始まりが相手の終わりに接する", en: "Whether the first begins where the second ends.",
            ("met by([5..10], [1..5])", "true")
        ) {
            $1.end.touches($0.start)
        },
        relation(
            "overlaps", "重なる", .ranges, ja: "重なる", en: "Whether they have something in common.",
            ("overlaps([1..5], [3..8])", "true")
        ) {
            overlap($0, $1)
        },
        relation(
            "overlaps before", "前で重なる", .ranges, ja: "先に始まり、先に終わり、重なる",
            en: "Whether the first begins and ends earlier, and they overlap.",
            ("overlaps before([1..5], [3..8])", "true")
        ) {
            overlap($0, $1).and(Edge.order($0.start, $1.start).map { $0 < 0 }).and(
                Edge.order($0.end, $1.end).map { $0 <= 0 })
        },
        relation(
            "overlaps after", "後で重なる", .ranges, ja: "後に始まり、後に終わり、重なる",
            en: "Whether the first begins and ends later, and they overlap.", ("overlaps after([3..8], [1..5])", "true")
        ) {
            overlap($0, $1).and(Edge.order($1.start, $0.start).map { $0 < 0 }).and(
                Edge.order($1.end, $0.end).map { $0 <= 0 })
        },
        relation(
            "finishes", "終わりが同じ", .secondRange, ja: "同じところで終わり、はみ出さない", en: "Whether it ends the range.",
            ("finishes(10, [1..10])", "true")
        ) {
            ends($0, $1)
        },
        relation(
            "finished by", "終わりで含む", .firstRange, ja: "同じところで終わり、相手を含む", en: "Whether the second ends it.",
            ("finished by([1..10], 10)", "true")
        ) {
            ends($1, $0)
        },
        relation(
            "includes", "範囲に含む", .firstRange, ja: "相手を含む", en: "Whether the second lies within the first.",
            ("includes([1..10], 5)", "true")
        ) {
            holds($0, $1)
        },
        relation(
            "during", "範囲内", .secondRange, ja: "相手に含まれる", en: "Whether the first lies within the second.",
            ("during(5, [1..10])", "true")
        ) {
            holds($1, $0)
        },
        relation(
            "starts", "始まりが同じ", .secondRange, ja: "同じところで始まり、はみ出さない", en: "Whether it begins the range.",
            ("starts(1, [1..10])", "true")
        ) {
            begins($0, $1)
        },
        relation(
            "started by", "始まりで含む", .firstRange, ja: "同じところで始まり、相手を含む", en: "Whether the second begins it.",
            ("started by([1..10], 1)", "true")
        ) {
            begins($1, $0)
        },
        relation(
            "coincides", "一致する", .alike, ja: "始まりも終わりも同じ", en: "Whether both begin and end together.",
            ("coincides([1..5], [1..5])", "true")
        ) {
            Edge.order($0.start, $1.start).map { $0 == 0 }.and(Edge.order($0.end, $1.end).map { $0 == 0 })
        },
    ]

    /// Which of the arguments are ranges.
    private enum Shape {
        case any, ranges, firstRange, secondRange, alike
    }

    /// A point or range as its two edges; a point begins and ends at itself.
    private struct Extent {
        let start: Edge
        let end: Edge
        let isRange: Bool

        init(_ value: Value) {
            if case .range(let interval) = value {
                start = Edge(
                    interval.start, shift: interval.isStartIncluded ? 0 : 1, isOpen: interval.start.isNull, sign: -1)
                end = Edge(interval.end, shift: interval.isEndIncluded ? 0 : -1, isOpen: interval.end.isNull, sign: 1)
                isRange = true
            } else {
                start = Edge(value, shift: 0, isOpen: false, sign: 0)
                end = start
                isRange = false
            }
        }
    }

    /// An end of a range. One that is not included lies an infinitely small step further in.
    private struct Edge {
        let value: Value
        let shift: Int
        /// Whether there is no end on this side, and which side it is.
        let isOpen: Bool
        let sign: Int

        init(_ value: Value, shift: Int, isOpen: Bool, sign: Int) {
            self.value = value
            self.shift = shift
            self.isOpen = isOpen
            self.sign = sign
        }

        static func order(_ one: Edge, _ two: Edge) -> Int? {
            switch (one.isOpen, two.isOpen) {
            case (true, true): return one.sign - two.sign
            case (true, false): return one.sign
            case (false, true): return -two.sign
            case (false, false): break
            }
            guard let order = one.value.order(two.value) else { return nil }
            return order != 0 ? order : one.shift - two.shift
        }

        static func < (one: Edge, two: Edge) -> Bool? { Edge.order(one, two).map { $0 < 0 } }

        /// Whether both are there at the same value.
        func touches(_ other: Edge) -> Bool? {
            if isOpen || other.isOpen { return false }
            return value.order(other.value).map { $0 == 0 && shift == 0 && other.shift == 0 }
        }
    }

    private static func overlap(_ one: Extent, _ two: Extent) -> Bool? {
        Edge.order(one.start, two.end).map { $0 <= 0 }.and(Edge.order(two.start, one.end).map { $0 <= 0 })
    }

    // A range may have an end that its other end leaves out: `(1..1]`. Table 78 lets a point be that end all the same.

    /// Whether the one is a point at the other's beginning, or a range that begins with it and ends no later.
    private static func begins(_ one: Extent, _ two: Extent) -> Bool? {
        if !one.isRange { return two.start.touches(one.start) }
        return Edge.order(one.start, two.start).map { $0 == 0 }.and(Edge.order(one.end, two.end).map { $0 <= 0 })
    }

    /// Whether the one is a point at the other's end, or a range that ends with it and begins no earlier.
    private static func ends(_ one: Extent, _ two: Extent) -> Bool? {
        if !one.isRange { return two.end.touches(one.end) }
        return Edge.order(one.end, two.end).map { $0 == 0 }.and(Edge.order(two.start, one.start).map { $0 <= 0 })
    }

    /// Whether the other lies within the one.
    private static func holds(_ one: Extent, _ other: Extent) -> Bool? {
        if !other.isRange, one.start.touches(other.start) == true || one.end.touches(other.end) == true { return true }
        return Edge.order(one.start, other.start).map { $0 <= 0 }.and(Edge.order(other.end, one.end).map { $0 <= 0 })
    }

    private static func relation(
        _ name: Name, _ alias: Name, _ shape: Shape = .any, ja: String, en: String, _ example: (String, String),
        _ body: @escaping @Sendable (Extent, Extent) -> Bool?
    ) -> Builtin {
        let (points, point, range, ranges) = (
            "(point1: Any, point2: Any) -> boolean", "(point: Any, range: range) -> boolean",
            "(range: range, point: Any) -> boolean", "(range1: range, range2: range) -> boolean"
        )
        let forms =
            switch shape {
            case .any: [points, point, range, ranges]
            case .alike: [points, ranges]
            case .ranges: [ranges]
            case .firstRange: [range, ranges]
            case .secondRange: [point, ranges]
            }
        return Builtin(
            name, [alias], .ranges, forms, ja: ja, en: en, example: example
        ) { arguments, machine throws(Overrun) in
            try machine.spend(min(arguments[0].weight, arguments[1].weight))
            let (one, two) = (Extent(arguments[0]), Extent(arguments[1]))
            if shape == .alike, one.isRange != two.isRange { return arguments.outside(&machine) }
            return body(one, two).map(Value.boolean) ?? arguments.outside(&machine)
        }
    }
}

extension Bool? {
    fileprivate func and(_ other: @autoclosure () -> Bool?) -> Bool? {
        guard let self, let other = other() else { return nil }
        return self && other
    }
}
