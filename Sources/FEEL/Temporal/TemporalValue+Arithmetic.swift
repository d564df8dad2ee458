extension TemporalValue {
    /// The sum (DMN 1.5 table 57). Nil for types that have none, and where it is out of range.
    public func plus(_ other: TemporalValue) -> TemporalValue? {
        switch (self, other) {
        case (_, .daysAndTime(let duration)): plus(duration)
        case (_, .yearsAndMonths(let duration)): plus(duration)
        case (.daysAndTime(let duration), _): other.plus(duration)
        case (.yearsAndMonths(let duration), _): other.plus(duration)
        default: nil
        }
    }

    /// The difference (DMN 1.5 table 57): of a point in time and a duration, of two durations of a kind, or of two points in
    /// time. A date less a date and time, or the other way round, is taken as midnight UTC. Nil for types that have none,
    /// and where it is out of range.
    public func minus(_ other: TemporalValue) -> TemporalValue? {
        switch (self, other) {
        case (_, .daysAndTime(let duration)): plus(duration.negated)
        case (_, .yearsAndMonths(let duration)): plus(duration.negated)
        case (.date(let one), .date(let two)): one.minus(two).map { .daysAndTime($0) }
        case (.time(let one), .time(let two)): one.minus(two).map { .daysAndTime($0) }
        case (.dateAndTime(let one), .dateAndTime(let two)): one.minus(two).map { .daysAndTime($0) }
        case (.date(let one), .dateAndTime(let two)):
            DateAndTime(midnightOf: one).minus(two).map { .daysAndTime($0) }
        case (.dateAndTime(let one), .date(let two)):
            one.minus(DateAndTime(midnightOf: two)).map { .daysAndTime($0) }
        default: nil
        }
    }

    /// The duration times a number (DMN 1.5 table 59). Nil for what is no duration, and where it is out of range.
    public func times(_ factor: Number) -> TemporalValue? {
        switch self {
        case .daysAndTime(let duration): duration.times(factor).map { .daysAndTime($0) }
        case .yearsAndMonths(let duration): duration.times(factor).map { .yearsAndMonths($0) }
        default: nil
        }
    }

    /// The duration divided by a number (DMN 1.5 table 59). Nil for what is no duration, and for a division by zero.
    public func divided(by divisor: Number) -> TemporalValue? {
        switch self {
        case .daysAndTime(let duration): duration.divided(by: divisor).map { .daysAndTime($0) }
        case .yearsAndMonths(let duration): duration.divided(by: divisor).map { .yearsAndMonths($0) }
        default: nil
        }
    }

    /// How often a duration of the same kind goes into this one (DMN 1.5 table 59). Nil for everything else, and for a
    /// division by zero.
    public func divided(by other: TemporalValue) -> Number? {
        switch (self, other) {
        case (.daysAndTime(let one), .daysAndTime(let two)): one.divided(by: two)
        case (.yearsAndMonths(let one), .yearsAndMonths(let two)): one.divided(by: two)
        default: nil
        }
    }

    /// The duration in the other direction, as `-` before it gives it (DMN 1.5 table 62). Nil for what is no duration.
    public var negated: TemporalValue? {
        switch self {
        case .daysAndTime(let duration): .daysAndTime(duration.negated)
        case .yearsAndMonths(let duration): .yearsAndMonths(duration.negated)
        default: nil
        }
    }

    /// The duration without its sign, as `abs` gives it (DMN 1.5 table 76). Nil for what is no duration.
    public var absolute: TemporalValue? {
        switch self {
        case .daysAndTime(let duration): .daysAndTime(duration.absolute)
        case .yearsAndMonths(let duration): .yearsAndMonths(duration.absolute)
        default: nil
        }
    }

    private func plus(_ duration: DaysAndTime) -> TemporalValue? {
        switch self {
        case .date(let date): date.plus(duration).map { .date($0) }
        case .time(let time): .time(time.plus(duration))
        case .dateAndTime(let moment): moment.plus(duration).map { .dateAndTime($0) }
        case .daysAndTime(let other): other.plus(duration).map { .daysAndTime($0) }
        case .yearsAndMonths: nil
        }
    }

    private func plus(_ duration: YearsAndMonths) -> TemporalValue? {
        switch self {
        case .date(let date): date.plus(duration).map { .date($0) }
        case .dateAndTime(let moment): moment.plus(duration).map { .dateAndTime($0) }
        case .yearsAndMonths(let other): other.plus(duration).map { .yearsAndMonths($0) }
        case .time, .daysAndTime: nil
        }
    }
}
