extension Components {
    /// The three parts of a date as they were typed.
    struct DateParts: Sendable, Equatable {
        var year, month, day: String

        init(year: String = "", month: String = "", day: String = "") {
            self.year = year
            self.month = month
            self.day = day
        }
    }

    /// A date in three inputs, sent as `name.year`, `name.month`, `name.day`. The year may be 西暦 or 「令和8」.
    func date(_ control: Control, value: DateParts) -> HTML {
        var control = control
        if control.support == nil { control.support = say(Words.dateSupport) }
        return row(control, dateBoxes(value))
    }

    /// The boxes of a date. The year takes letters too (令和8, R8), so it keeps the full keyboard.
    func dateBoxes(_ value: DateParts, prefix: String = "") -> [RowBox] {
        [
            RowBox("\(prefix)year", say(Words.year), value.year, .short, isDigits: false),
            RowBox("\(prefix)month", say(Words.month), value.month, .tiny),
            RowBox("\(prefix)day", say(Words.day), value.day, .tiny),
        ]
    }
}
