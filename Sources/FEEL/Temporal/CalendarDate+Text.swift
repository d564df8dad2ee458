extension CalendarDate: CustomStringConvertible {
    /// Reads `2021-01-31`: a year of four digits, or of up to nine without leading zeros, perhaps negative, month and day
    /// (DMN 1.5 §10.3.4.1, the lexical space of XML Schema's date). Nil for anything else.
    ///
    /// XML Schema lets a date end with `Z` or an offset. FEEL's dates have none, so it is read and dropped.
    public init?(_ text: some StringProtocol) {
        guard var cursor = Temporal.Cursor(text), let date = CalendarDate(&cursor) else { return nil }
        guard cursor.isAtEnd || Zone(offset: &cursor) != nil else { return nil }
        self = date
    }

    /// Reads the date alone; what follows is left.
    init?(_ cursor: inout Temporal.Cursor) {
        let isNegative = cursor.take("-")
        let isPadded = cursor.next == UInt8(ascii: "0")
        guard let year = cursor.number(), year.count == 4 || (5...9).contains(year.count) && !isPadded,
            cursor.take("-"), let month = cursor.twoDigits(), cursor.take("-"), let day = cursor.twoDigits()
        else { return nil }
        self.init(year: Int(isNegative ? -year.value : year.value), month: month, day: day)
    }

    /// `2021-01-31`, with a year of at least four digits.
    public var description: String {
        [Temporal.padded(year, 4), Temporal.padded(month, 2), Temporal.padded(day, 2)].joined(separator: "-")
    }
}

extension CalendarDate: Comparable {
    /// Whether one day is before another (DMN 1.5 table 54).
    public static func < (left: CalendarDate, right: CalendarDate) -> Bool {
        (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }

    /// Whether both are the same day: FEEL's `is` (DMN 1.5 §10.3.2.2).
    public func isSame(as other: CalendarDate) -> Bool { self == other }

    /// FEEL's `=` (DMN 1.5 table 53); never nil.
    public func equals(_ other: CalendarDate) -> Bool? { self == other }

    /// -1, 0 or 1 by year, month and day (DMN 1.5 table 54); never nil.
    public func compare(_ other: CalendarDate) -> Int? { Temporal.order(self, other) }
}
