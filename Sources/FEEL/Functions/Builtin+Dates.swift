extension Builtin {
    static let dates: [Builtin] = [
        Builtin(
            "date", ["日付"], .dates, "(from: string) -> date", "(from: date and time) -> date", "(from: date) -> date",
            "(year: number, month: number, day: number) -> date", ja: "日付にする", en: "A date.",
            example: ("date(2026, 4, 1)", "@\"2026-04-01\"")
        ) { arguments, machine throws(Overrun) in
            let date: CalendarDate? =
                switch (arguments.form, arguments[0]) {
                case (0, .string(let text)): CalendarDate(text)
                case (_, .dateAndTime(let both)): both.date
                case (_, .date(let date)): date
                default:
                    CalendarDate(
                        year: arguments.number(0), month: arguments.number(1), day: arguments.number(2))
                }
            return date.map(Value.date) ?? arguments.outside(&machine)
        },
        Builtin(
            "time", ["時刻"], .dates, "(from: string) -> time", "(from: date and time) -> time", "(from: time) -> time",
            "(from: date) -> time", "(hour: number, minute: number, second: number) -> time",
            "(hour: number, minute: number, second: number, offset: days and time duration?) -> time", ja: "時刻にする",
            en: "A time.", example: ("time(17, 0, 0)", "@\"17:00:00\"")
        ) { arguments, machine throws(Overrun) in
            let time: ClockTime? =
                switch (arguments.form, arguments[0]) {
                case (0, .string(let text)): ClockTime(text)
                case (_, .dateAndTime(let both)): both.time
                case (_, .time(let time)): time
                case (_, .date(let date)): DateAndTime(midnightOf: date).time
                default:
                    ClockTime(
                        hour: arguments.number(0), minute: arguments.number(1), second: arguments.number(2),
                        offset: { if case .daysAndTime(let offset) = arguments[3] { offset } else { nil } }())
                }
            return time.map(Value.time) ?? arguments.outside(&machine)
        },
        Builtin(
            "date and time", ["日時"], .dates, "(from: string) -> date and time",
            "(from: date and time) -> date and time",
            "(from: date) -> date and time", "(date: date, time: time) -> date and time",
            "(date: date and time, time: time) -> date and time", ja: "日時にする", en: "A date and time.",
            example: ("date and time(@\"2026-04-01\", @\"17:00:00\")", "@\"2026-04-01T17:00:00\"")
        ) { arguments, machine throws(Overrun) in
            let both: DateAndTime? =
                switch (arguments[0], arguments[1]) {
                case (.string(let text), _): DateAndTime(text)
                case (.date(let date), .time(let time)): DateAndTime(date: date, time: time)
                case (.dateAndTime(let both), .time(let time)): DateAndTime(date: both.date, time: time)
                case (.dateAndTime(let both), _): both
                case (.date(let date), _): DateAndTime(midnightOf: date)
                default: nil
                }
            return both.map(Value.dateAndTime) ?? arguments.outside(&machine)
        },
        Builtin(
            "duration", ["期間"], .dates, "(from: string) -> Any",
            "(from: days and time duration) -> days and time duration",
            "(from: years and months duration) -> years and months duration", ja: "期間にする（P1Y2M、P3DT4H）",
            en: "A duration.", example: ("duration(\"P26M\")", "@\"P2Y2M\"")
        ) { arguments, machine throws(Overrun) in
            guard case .string(let text) = arguments[0] else { return arguments[0] }
            return Temporal.duration(text).map { Value($0) } ?? arguments.outside(&machine)
        },
        Builtin(
            "years and months duration", ["年月差"], .dates,
            "(from: date, to: date) -> years and months duration",
            "(from: date and time, to: date and time) -> years and months duration",
            "(from: date, to: date and time) -> years and months duration",
            "(from: date and time, to: date) -> years and months duration", ja: "二つの日付の間の年数と月数",
            en: "Years and months between two dates.",
            example: ("years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "@\"P1Y8M\"")
        ) { arguments, machine throws(Overrun) in
            guard let from = day(arguments[0]), let to = day(arguments[1]) else { return arguments.outside(&machine) }
            return .yearsAndMonths(.between(from, to))
        },
        calendar("day of year", "通算日", "number", ja: "年の初めから数えた日", en: "The day within the year.", "260") {
            .number(Number($0.dayOfYear))
        },
        calendar("day of week", "曜日", "string", ja: "曜日（英語）", en: "The day of the week.", "\"Tuesday\"") {
            .string($0.weekdayName)
        },
        calendar("month of year", "月名", "string", ja: "月の名（英語）", en: "The month's name.", "\"September\"") {
            .string($0.monthName)
        },
        calendar("week of year", "週番号", "number", ja: "ISO 8601 の週番号", en: "The week, as ISO 8601 counts.", "38") {
            .number(Number($0.weekOfYear))
        },
        Builtin(
            "now", ["現在"], .dates, "() -> date and time", ja: "評価の基準となる日時",
            en: "The date and time given to the evaluation.",
            example: ("now() instance of date and time", "true")
        ) { arguments, machine throws(Overrun) in
            machine.moment.map { .dateAndTime($0.now) } ?? arguments.outside(&machine)
        },
        Builtin(
            "today", ["今日"], .dates, "() -> date", ja: "評価の基準となる日", en: "The date given to the evaluation.",
            example: ("today() instance of date", "true")
        ) { arguments, machine throws(Overrun) in
            machine.moment.map { .date($0.now.date) } ?? arguments.outside(&machine)
        },
    ]

    private static func day(_ value: Value) -> CalendarDate? {
        switch value {
        case .date(let date): date
        case .dateAndTime(let both): both.date
        default: nil
        }
    }

    private static func calendar(
        _ name: Name, _ alias: Name, _ result: String, ja: String, en: String, _ example: String,
        _ body: @escaping @Sendable (CalendarDate) -> Value
    ) -> Builtin {
        Builtin(
            name, [alias], .dates, "(date: date) -> \(result)", "(date: date and time) -> \(result)", ja: ja, en: en,
            example: ("\(name)(@\"2019-09-17\")", example)
        ) { arguments, _ throws(Overrun) in day(arguments[0]).map(body) ?? .null }
    }
}
