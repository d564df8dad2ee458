extension AnswerReader {
    func date(_ limits: DayLimits) -> Reading {
        switch day(prefix: "") {
        case .none: .empty
        case .wrong(let verdict): verdict
        case .day(let day): outside(day, limits, part: "year") ?? .answer(.date(day))
        }
    }

    func yearMonth() -> Reading {
        let boxes = [box("year"), box("month")]
        let empty = boxes.map { Plain.code($0).isEmpty }
        if !empty.contains(false) { return .empty }
        if let first = empty.firstIndex(of: true) {
            return .wrong(
                part: field.type.parts[first],
                Text("「\(["年", "月"][first])」を入力してください", en: "Enter the \(field.type.parts[first])"))
        }
        guard let month = YearMonth(typedYear: boxes[0], month: boxes[1]) else {
            return .wrong(
                part: "year", Text("実在する年月を入力してください。例：2026年5月、令和8年5月", en: "Enter a month, for example 2026 5"))
        }
        return .answer(.yearMonth(month))
    }

    func period(_ limits: DayLimits) -> Reading {
        switch (day(prefix: "from."), day(prefix: "to.")) {
        case (.none, .none): return .empty
        case (.wrong(let verdict), _), (_, .wrong(let verdict)): return verdict
        case (.none, _):
            return .wrong(part: "from.year", Text("期間の開始日を入力してください", en: "Enter the first day"))
        case (_, .none): return .wrong(part: "to.year", Text("期間の終了日を入力してください", en: "Enter the last day"))
        case (.day(let from), .day(let to)):
            if let verdict = outside(from, limits, part: "from.year") ?? outside(to, limits, part: "to.year") {
                return verdict
            }
            guard from <= to else {
                return wrong("終了日は開始日以降の日付を入力してください", "The last day is before the first", part: "to.year")
            }
            return .answer(.period(from: from, to: to))
        }
    }

    func dateTime() -> Reading {
        let time = [Plain.code(box("hour")), Plain.code(box("minute"))]
        switch day(prefix: "") {
        case .none:
            if time.allSatisfy(\.isEmpty) { return .empty }
            return .wrong(part: "year", Text("日付を入力してください", en: "Enter the day"))
        case .wrong(let verdict): return verdict
        case .day(let day):
            guard let hour = asciiNumber(time[0].droppingSuffix("時")), (0...23).contains(hour) else {
                return .wrong(part: "hour", Text("「時」を0から23の数字で入力してください", en: "Enter the hour, 0 to 23"))
            }
            guard let minute = asciiNumber(time[1].droppingSuffix("分")), (0...59).contains(minute) else {
                return .wrong(part: "minute", Text("「分」を0から59の数字で入力してください", en: "Enter the minute, 0 to 59"))
            }
            return .answer(.dateTime(day, hour: hour, minute: minute))
        }
    }

    private enum DayReading {
        case none
        case day(Day)
        case wrong(Reading)
    }

    /// The day in three boxes whose parts begin with `prefix`.
    private func day(prefix: String) -> DayReading {
        let parts = ["year", "month", "day"].map { prefix + $0 }
        let boxes = parts.map(box)
        let empty = boxes.map { Plain.code($0).isEmpty }
        if !empty.contains(false) { return .none }
        if let first = empty.firstIndex(of: true) {
            return .wrong(
                .wrong(
                    part: parts[first],
                    Text(
                        "日付の「\(["年", "月", "日"][first])」を入力してください",
                        en: "Enter the \(["year", "month", "day"][first]) of the date")))
        }
        guard let day = Day(typedYear: boxes[0], month: boxes[1], day: boxes[2]) else {
            return .wrong(
                .wrong(
                    part: parts[0],
                    Text(
                        "実在する日付を入力してください。例：2026年5月29日、令和8年5月29日",
                        en: "Enter a date that exists, for example 2026 5 29")))
        }
        return .day(day)
    }

    private func outside(_ day: Day, _ limits: DayLimits, part: String) -> Reading? {
        if let earliest = limits.earliest, day < earliest {
            return wrong("\(earliest.wareki)以降の日付を入力してください", "Enter \(earliest.iso) or later", part: part)
        }
        if let latest = limits.latest, day > latest {
            return wrong("\(latest.wareki)以前の日付を入力してください", "Enter \(latest.iso) or earlier", part: part)
        }
        return nil
    }
}
