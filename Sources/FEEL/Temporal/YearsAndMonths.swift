/// A duration counted in months (DMN 1.5 §10.3.2.3.8).
public struct YearsAndMonths: Hashable, Sendable {
    /// The whole duration in months, negative back in time.
    public let months: Int64

    /// No months at all, `P0M`.
    public static let zero = YearsAndMonths(valid: 0)

    /// Nil for the one number of months that has no opposite.
    public init?(months: Int64) {
        if months == .min { return nil }
        self.months = months
    }

    private init(valid months: Int64) { self.months = months }

    /// The whole months from one day to another, as `years and months duration` gives them (DMN 1.5 table 72): a month is
    /// complete on the day of the month that it began on. Times of day play no part. From the later to the earlier day
    /// the duration is negative.
    public static func between(_ from: CalendarDate, _ to: CalendarDate) -> YearsAndMonths {
        let months = Int64(to.year - from.year) * 12 + Int64(to.month - from.month)
        if months > 0, to.day < from.day { return YearsAndMonths(valid: months - 1) }
        if months < 0, to.day > from.day { return YearsAndMonths(valid: months + 1) }
        return YearsAndMonths(valid: months)
    }

    // MARK: Properties

    /// The years, with the sign of the duration (DMN 1.5 table 66, `years`).
    public var yearsPart: Int64 { months / 12 }

    /// The months beside the years, 0 to 11, or 0 to -11 for a negative duration (DMN 1.5 table 66, `months`).
    public var monthsPart: Int64 { months % 12 }

    // MARK: Arithmetic

    /// The duration in the other direction.
    public var negated: YearsAndMonths { YearsAndMonths(valid: -months) }

    /// The duration without its sign, as `abs` gives it.
    public var absolute: YearsAndMonths { months < 0 ? negated : self }

    /// The sum (DMN 1.5 table 57); nil beyond 64 bits of months.
    public func plus(_ other: YearsAndMonths) -> YearsAndMonths? {
        let (sum, over) = months.addingReportingOverflow(other.months)
        return over ? nil : YearsAndMonths(months: sum)
    }

    /// The difference (DMN 1.5 table 57); nil beyond 64 bits of months.
    public func minus(_ other: YearsAndMonths) -> YearsAndMonths? { plus(other.negated) }

    /// The product in whole months, a fraction of a month cut off (DMN 1.5 table 59); nil beyond 64 bits of months.
    public func times(_ factor: Number) -> YearsAndMonths? { YearsAndMonths(cutting: Number(months).times(factor)) }

    /// The quotient in whole months, a fraction of a month cut off (DMN 1.5 table 59); nil for a division by zero.
    public func divided(by divisor: Number) -> YearsAndMonths? {
        YearsAndMonths(cutting: Number(months).divided(by: divisor))
    }

    /// How often the other goes into this one (DMN 1.5 table 59); nil for a division by zero.
    public func divided(by other: YearsAndMonths) -> Number? { Number(months).divided(by: Number(other.months)) }

    private init?(cutting months: Number?) {
        guard let months = months?.rounded(to: 0, .down)?.integer else { return nil }
        self.init(months: months)
    }
}

extension YearsAndMonths: Comparable {
    /// Whether one duration is less than another (DMN 1.5 table 54).
    public static func < (left: YearsAndMonths, right: YearsAndMonths) -> Bool { left.months < right.months }

    /// Whether both are as many months: FEEL's `is` (DMN 1.5 §10.3.2.2).
    public func isSame(as other: YearsAndMonths) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53); never nil.
    public func equals(_ other: YearsAndMonths) -> Bool? { self == other }

    /// -1, 0 or 1 by the number of months (DMN 1.5 table 54); never nil.
    public func compare(_ other: YearsAndMonths) -> Int? { Temporal.order(self, other) }
}

extension YearsAndMonths: CustomStringConvertible {
    /// Reads `P1Y2M`, `-P26M`: the lexical space of XPath's yearMonthDuration (DMN 1.5 §10.3.2.3.8). Nil for anything
    /// else.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text) else { return nil }
        let isNegative = cursor.take("-")
        guard cursor.take("P"), let first = cursor.number()?.value else { return nil }
        var total = first
        if cursor.take("Y") {
            let (months, over) = first.multipliedReportingOverflow(by: 12)
            if over { return nil }
            total = months
            if !cursor.isAtEnd {
                guard let second = cursor.number()?.value, cursor.take("M") else { return nil }
                let (sum, overSum) = total.addingReportingOverflow(second)
                if overSum { return nil }
                total = sum
            }
        } else if !cursor.take("M") {
            return nil
        }
        guard cursor.isAtEnd else { return nil }
        self.init(months: isNegative ? -total : total)
    }

    /// `P1Y2M`, `-P10M`, `P0M`: years and months that are zero are left out.
    public var description: String {
        if months == 0 { return "P0M" }
        let (years, rest) = (yearsPart.magnitude, monthsPart.magnitude)
        return (months < 0 ? "-P" : "P") + (years == 0 ? "" : "\(years)Y") + (rest == 0 ? "" : "\(rest)M")
    }
}
