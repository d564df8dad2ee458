import struct FEEL.Number

/// What one of a criterion's points means (評価の目安), in words that stand beside the choice.
public struct Anchor: Sendable, Equatable {
    public var points: Int64
    public var label: Text

    public init(_ points: Int64, _ label: Text) {
        self.points = points
        self.label = label
    }
}

extension IntegerLimits {
    /// What its points count in a total: 1 where nothing is said.
    public var factor: Number { weight ?? .one }

    /// What a point means; nil where nobody said.
    public func anchor(at points: Int64) -> Text? { anchors.first { $0.points == points }?.label }

    /// The points to choose from, where they are few enough to stand beside each other.
    public var choices: ClosedRange<Int64>? {
        guard let minimum, let maximum, (1...10).contains(maximum.subtractingReportingOverflow(minimum).partialValue)
        else { return nil }
        return minimum...maximum
    }

    /// Whether it has anything a plain whole number has not.
    public var isCriterion: Bool { !anchors.isEmpty || weight != nil || commentBelow != nil }

    /// A total may be weighed with anything from nothing to a thousand.
    public static let largestWeight = Number(1_000)
}

extension Field {
    /// The limits of a criterion; nil for other fields.
    public var criterion: IntegerLimits? { if case .integer(let limits) = type { limits } else { nil } }

    /// The field that takes the reasons for a criterion's points: 「新規性の理由」. Nil where no comment is asked for.
    var commentField: Field? {
        guard let limits = criterion, let threshold = limits.commentBelow else { return nil }
        return Field(
            name: name + Field.commentSuffix,
            label: Text("\(label.ja)の理由", en: "Reason for “\(label.in(english: true))”"),
            type: .longText(TextLimits(maximum: 1_000)), required: .when("\(name) < \(threshold)"),
            relevant: relevant,
            help: Text("\(threshold)点未満のときは、必ず書いてください。", en: "Needed for fewer than \(threshold) points."))
    }

    static let commentSuffix = "の理由"
}

extension Form {
    /// The sheet as it is filled in: each criterion with `comment below` is followed by a field for the reasons.
    public var withComments: Form {
        var form = self
        for index in form.sections.indices {
            form.sections[index].fields = sections[index].fields.flatMap { [$0] + ($0.commentField.map { [$0] } ?? []) }
        }
        return form
    }

    /// The fields whose points make the total.
    public var criteria: [Field] { fields.filter { $0.criterion.map { $0.factor.sign > 0 } ?? false } }

    /// A score sheet's total: the exact sum of the whole-number fields' answers, each times its weight.
    public func total(_ answers: Answers) -> Number {
        fields.reduce(.zero) { sum, field in
            guard let limits = field.criterion, case .integer(let points)? = answers[field.name],
                let part = Number(points).times(limits.factor)
            else { return sum }
            return sum.plus(part) ?? sum
        }
    }

    /// The largest total there can be; nil where a whole-number field that counts has no upper limit.
    public var highestTotal: Number? {
        var sum = Number.zero
        for field in criteria {
            guard let limits = field.criterion, let maximum = limits.maximum,
                let next = Number(maximum).times(limits.factor).flatMap(sum.plus)
            else { return nil }
            sum = next
        }
        return sum
    }
}

extension Number {
    /// A total as people read it: whole, with up to four places, or as a fraction where it has more.
    public var points: String { Rate.text(self) }

    /// Rounded to so many places for reading, half up, with all of them: `3.50`.
    public func fixed(_ places: Int) -> String {
        guard let rounded = rounded(to: places, .halfUp) else { return description }
        let text = rounded.description
        guard places > 0 else { return text }
        let point = text.firstIndex(of: ".")
        let given = point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return text + (point == nil ? "." : "") + String(repeating: "0", count: max(0, places - given))
    }

    /// The nearest whole number, for what only has room for one.
    public var nearest: Int64 {
        rounded(to: 0, .halfUp)?.integer ?? (sign < 0 ? .min : .max)
    }
}
