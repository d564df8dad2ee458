import Grants
import Storage
import UseCases

/// What there is to say in numbers of one round, or of all of an agency's.
struct RoundFigureTables {
    let lines: [RoundFigures.Line]
    let windows: [Window]
    /// Whose procedures and fields are named; nil for several.
    let programme: Programme?
    /// The budget, where all windows of its round are known.
    var budget: Yen?
    let visit: Visit

    init(_ view: RoundFiguresView, _ visit: Visit) {
        lines = view.lines
        windows = view.windows
        programme = view.round.programme
        budget = view.isWhole ? view.round.round.budget : nil
        self.visit = visit
    }

    /// - Parameter lines: of all rounds together.
    init(lines: [RoundFigures.Line], windows: [Window], _ visit: Visit) {
        self.lines = lines
        self.windows = windows
        programme = nil
        self.visit = visit
    }

    /// A number of cases and an amount.
    struct Sum {
        var number = 0
        var amount: Int64 = 0

        mutating func add(_ line: RoundFigures.Line) {
            number += line.number
            amount += line.amount
        }
    }

    func sum(_ figure: RoundFigures.Figure, where isWanted: (RoundFigures.Line) -> Bool = { _ in true }) -> Sum {
        var sum = Sum()
        for line in lines where line.figure == figure && isWanted(line) { sum.add(line) }
        return sum
    }

    /// Budget less what was granted, where all windows are known.
    var remaining: Int64? { budget.map { $0.amount - sum(.granted).amount } }

    var all: [FigureTable] { [days, byWindow, statuses] + (programme == nil ? [] : [decisions, remarks]) }

    private func head(_ phrase: Phrase, _ isNumeric: Bool = true) -> (title: String, isNumeric: Bool) {
        (visit.say(phrase), isNumeric)
    }

    private func yenHead(_ phrase: Phrase) -> (title: String, isNumeric: Bool) {
        (visit.say(phrase) + visit.say(Words.Figures.yen), true)
    }

    private func byValue(_ figure: RoundFigures.Figure) -> [String: Sum] {
        var sums: [String: Sum] = [:]
        for line in lines where line.figure == figure { sums[line.value, default: Sum()].add(line) }
        return sums.filter { $0.value.number != 0 }
    }

    // MARK: Tables

    private var days: FigureTable {
        let sums = byValue(.day).sorted { $0.key < $1.key }
        return FigureTable(
            key: "days", title: visit.say(Words.Figures.byDay),
            heads: [head(Words.Figures.day, false), head(Words.Figures.cases), yenHead(Words.Figures.asked)],
            rows: sums.map { [.text($0.key), .number($0.value.number), .yen($0.value.amount)] },
            chart: BarChart(
                id: "days-chart", title: visit.say(Words.Figures.byDay), bars: columns(sums), stands: true),
            mostRows: 400)
    }

    /// Every day from the first to the last; months where those are too many.
    private func columns(_ sums: [(key: String, value: Sum)]) -> [BarChart.Bar] {
        guard let first = sums.first.flatMap({ Day(iso: $0.key) }), let last = sums.last.flatMap({ Day(iso: $0.key) })
        else { return [] }
        func bar(_ label: String, _ number: Int) -> BarChart.Bar {
            .init(label: label, value: Int64(number), text: visit.say(Words.Hands.count(Yen(Int64(number)).grouped)))
        }
        let numbers = Dictionary(uniqueKeysWithValues: sums.map { ($0.key, $0.value.number) })
        if last.daysSince1970 - first.daysSince1970 < 62 {
            return (first.daysSince1970...last.daysSince1970).map { number in
                let day = Day(daysSince1970: number).iso
                return bar(day, numbers[day] ?? 0)
            }
        }
        var months: [String: Int] = [:]
        for (day, sum) in sums { months[String(day.prefix(7)), default: 0] += sum.number }
        let span = (first.year * 12 + first.month - 1)...(last.year * 12 + last.month - 1)
        return span.suffix(120).map { month in
            let label = "\(month / 12)-\(month % 12 < 9 ? "0" : "")\(month % 12 + 1)"
            return bar(label, months[label] ?? 0)
        }
    }

    private var byWindow: FigureTable {
        let rows = windows.map { window -> (name: String, filed: Sum, granted: Sum) in
            (
                visit.say(window.name), sum(.status) { $0.window == window.id },
                sum(.granted) { $0.window == window.id }
            )
        }
        return FigureTable(
            key: "windows", title: visit.say(Words.Figures.byWindow),
            heads: [
                head(Words.Office.window, false), head(Words.Figures.cases), yenHead(Words.Figures.asked),
                head(Words.Figures.grantedCases), yenHead(Words.Figures.granted),
            ],
            rows: rows.map {
                [
                    .text($0.name), .number($0.filed.number), .yen($0.filed.amount), .number($0.granted.number),
                    .yen($0.granted.amount),
                ]
            },
            chart: BarChart(
                id: "windows-chart", title: visit.say(Words.Figures.byWindow),
                bars: rows.map { bar($0.name, $0.filed.number) }))
    }

    private func bar(_ label: String, _ number: Int) -> BarChart.Bar {
        .init(label: label, value: Int64(number), text: visit.say(Words.Hands.count(Yen(Int64(number)).grouped)))
    }

    private var statuses: FigureTable {
        let sums = byValue(.status)
        let rows = CaseStatus.allCases.compactMap { status in
            sums[status.rawValue].map { (name: visit.say(status.title), status: status, sum: $0) }
        }
        return FigureTable(
            key: "statuses", title: visit.say(Words.Figures.byStatus),
            heads: [head(Words.Office.status, false), head(Words.Figures.cases), yenHead(Words.Figures.asked)],
            rows: rows.map { [.text($0.name), .number($0.sum.number), .yen($0.sum.amount)] },
            chart: BarChart(
                id: "statuses-chart", title: visit.say(Words.Figures.byStatus),
                bars: rows.map { bar($0.name, $0.sum.number) }))
    }

    private var decisions: FigureTable {
        var histograms: [String: [Int: Int]] = [:]
        for (value, sum) in byValue(.days) {
            guard let slash = value.lastIndex(of: "/"), let days = Int(value[value.index(after: slash)...]) else {
                continue
            }
            histograms[String(value[..<slash]), default: [:]][days, default: 0] += sum.number
        }
        let rows = (programme?.flow.procedures ?? []).compactMap { procedure -> [FigureTable.Cell]? in
            guard let spread = histograms[procedure.id].map(Spread.init), spread.count > 0 else { return nil }
            return [
                .text(visit.say(procedure.name)), .number(spread.count), .number(spread.within(50)),
                .number(spread.within(90)), .number(spread.within(100)),
                procedure.standard.map { .number($0) } ?? .nothing,
            ]
        }
        return FigureTable(
            key: "decisions", title: visit.say(Words.Figures.decisions), about: visit.say(Words.Figures.decisionsAbout),
            heads: [
                head(Words.Figures.procedure, false), head(Words.Figures.decided), head(Words.Figures.median),
                head(Words.Figures.p90), head(Words.Figures.longest), head(Words.Figures.standard),
            ], rows: rows)
    }

    private var remarks: FigureTable {
        let rows = byValue(.remark).map { value, sum -> (procedure: String, field: String, times: Int) in
            let parts = value.split(separator: "/", maxSplits: 1).map(String.init)
            let procedure = programme?.flow.procedure(parts.first ?? "")
            let field = programme?.form(of: parts.first ?? "")?.field(named: parts.last ?? "")
            return (
                procedure.map { visit.say($0.name) } ?? parts.first ?? "",
                field.map { visit.say($0.label) } ?? parts.last ?? "", sum.number
            )
        }.sorted { ($1.times, $0.procedure, $0.field) < ($0.times, $1.procedure, $1.field) }
        return FigureTable(
            key: "remarks", title: visit.say(Words.Figures.remarks),
            heads: [
                head(Words.Figures.field, false), head(Words.Figures.procedure, false), head(Words.Figures.times),
            ], rows: rows.map { [.text($0.field), .text($0.procedure), .number($0.times)] },
            chart: BarChart(
                id: "remarks-chart", title: visit.say(Words.Figures.remarks),
                bars: rows.prefix(10).map { bar($0.field, $0.times) }))
    }
}

/// How whole numbers are spread.
struct Spread {
    private let steps: [(value: Int, count: Int)]
    let count: Int

    /// - Parameter histogram: how often each number is there.
    init(_ histogram: [Int: Int]) {
        steps = histogram.filter { $0.value > 0 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        count = steps.reduce(0) { $0 + $1.count }
    }

    /// The least of the numbers within which that many of a hundred lie: 50 gives the median, 90 what nine of ten keep to.
    func within(_ percent: Int) -> Int {
        let rank = max(1, (count * percent + 99) / 100)
        var seen = 0
        for step in steps {
            seen += step.count
            if seen >= rank { return step.value }
        }
        return 0
    }
}
