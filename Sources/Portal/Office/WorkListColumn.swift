import Grants
import Storage
import UseCases

/// A column of the work list. `spec` says everything about one: to add a column is to add a case and its spec.
enum WorkListColumn: Hashable, Sendable {
    case number, unread, round, procedure, organisation, title, grants, status, stage, window, returns, score, due,
        filed,
        elapsed, changed, holder
    /// A question of a procedure's form, as it was last answered.
    case field(procedure: String, name: String)

    /// All but those of forms, in the order they stand.
    static let all: [WorkListColumn] = [
        .number, .unread, .round, .procedure, .organisation, .title, .grants, .status, .stage, .window, .holder,
        .returns,
        .score, .due, .filed, .elapsed, .changed,
    ]

    /// What is shown where nobody chose.
    static let usual: [WorkListColumn] = [
        .number, .unread, .round, .procedure, .organisation, .title, .status, .window, .holder, .due, .returns,
        .elapsed, .changed,
    ]

    /// What it is called in addresses.
    var key: String {
        if case .field(let procedure, let name) = self { "field:\(procedure):\(name)" } else { "\(self)" }
    }

    init?(key: String) {
        if let column = WorkListColumn.all.first(where: { $0.key == key }) {
            self = column
            return
        }
        let parts = key.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == "field", key.count <= 200 else { return nil }
        self = .field(procedure: parts[1], name: parts[2])
    }

    /// What a column belongs to.
    enum Group: Sendable, CaseIterable {
        case `case`, organisation, form, office

        var title: Phrase {
            switch self {
            case .case: Words.WorkList.groupCase
            case .organisation: Words.WorkList.groupOrganisation
            case .form: Words.WorkList.groupForm
            case .office: Words.WorkList.groupOffice
            }
        }
    }

    /// Everything the table and the choice of columns need.
    struct Spec {
        let title: String
        let group: Group
        var order: WorkListQuery.Order?
        var isNumeric = false
        var isTight = false
        let cell: (CaseRow) -> HTML
    }

    /// What cells are made from besides the row.
    struct Context {
        let visit: Visit
        let list: WorkListView
        let address: WorkListAddress

        func programme(_ row: CaseRow) -> Programme? {
            visit.installation.published.current.definition(row.programme, version: row.version)
        }
    }

    func spec(_ context: Context) -> Spec {
        let visit = context.visit
        func time(_ instant: Instant) -> HTML {
            let words = visit.ui.time(Formats.time(instant, visit.language), machine: Formats.machine(instant))
            return "<span class=\"phrases\">\(words)</span>"
        }
        switch self {
        case .number:
            return Spec(title: visit.say(Words.Office.number), group: .case, order: .number, isTight: true) {
                visit.ui.link($0.number, context.address.to($0.id))
            }
        case .unread:
            return Spec(title: visit.say(Words.WorkList.unread), group: .office, isTight: true) {
                context.list.unread.contains($0.id) ? visit.ui.chip(visit.say(Words.WorkList.unread), .info) : .empty
            }
        case .round:
            return Spec(title: visit.say(Words.Office.programme), group: .case, order: .round) { row in
                let round = visit.installation.published.current.round(row.round)
                return "\(round.map { visit.say($0.round.title) } ?? row.roundTitle)"
            }
        case .procedure:
            return Spec(title: visit.say(Words.Office.procedure), group: .case, isTight: true) { row in
                let procedure = context.programme(row)?.flow.procedure(row.procedure)
                return "\(procedure.map { visit.say($0.name) } ?? row.procedure)"
            }
        case .organisation:
            return Spec(title: visit.say(Words.Office.organisation), group: .organisation, order: .organisation) {
                row in
                """
                \(row.organisationName)\
                \(if: !row.corporateNumber.isEmpty, "<br><span class=\"support tight\">\(row.corporateNumber)</span>")
                """
            }
        case .title:
            return Spec(title: visit.say(Words.Office.project), group: .case, order: .title) { "\($0.title)" }
        case .grants:
            return Spec(title: visit.say(Words.Office.grantsBegin), group: .case, order: .grants) { row in
                let begins = YearMonth(iso: row.grantsBegin).map { Formats.fiscalYear($0, visit.language) } ?? ""
                return "<span class=\"phrases\">\(begins)</span>"
            }
        case .status:
            return Spec(title: visit.say(Words.Office.status), group: .case, isTight: true) {
                WorkListPage.status($0.status, visit)
            }
        case .stage:
            return Spec(title: visit.say(Words.Office.stage), group: .office, isTight: true) { row in
                let stage = context.programme(row)?.flow.procedure(row.procedure)?.stage(row.stage)
                return "\(stage.map { visit.say($0.name) } ?? row.stage)"
            }
        case .window:
            return Spec(title: visit.say(Words.Office.window), group: .office, isTight: true) { row in
                "\(context.programme(row)?.window(row.window).map { visit.say($0.name) } ?? row.window)"
            }
        case .returns:
            return Spec(title: visit.say(Words.Office.returns), group: .office, order: .returns, isNumeric: true) {
                "\($0.returns)"
            }
        case .score:
            return Spec(title: visit.say(Words.WorkList.score), group: .office, order: .score, isNumeric: true) {
                $0.score.map { "\($0)" } ?? .empty
            }
        case .due:
            return Spec(title: visit.say(Words.WorkList.due), group: .office, order: .due, isTight: true) { row in
                guard let due = row.due else { return .empty }
                let isOver = due < JapanTime(visit.arrived).day
                return isOver ? visit.ui.chip(visit.say(Words.WorkList.overdue(due.iso)), .warning) : "\(due.iso)"
            }
        case .holder:
            return Spec(title: visit.say(Words.Hands.holder), group: .office, order: .holder, isTight: true) { row in
                guard let holder = row.holder else {
                    return "<span class=\"blank\">\(visit.say(Words.Hands.nobody))</span>"
                }
                let isProxy = context.list.represented.contains(holder.id.text)
                return "\(holder.name)\(if: isProxy, " \(visit.ui.chip(visit.say(Words.Hands.proxy), .info))")"
            }
        case .filed:
            return Spec(title: visit.say(Words.Office.filedAt), group: .case, order: .filed) { time($0.filedAt) }
        case .elapsed:
            return Spec(title: visit.say(Words.WorkList.elapsed), group: .office, order: .filed, isNumeric: true) {
                row in
                let days = max(0, (visit.arrived.milliseconds - row.filedAt.milliseconds) / 86_400_000)
                return "\(visit.say(Words.WorkList.days(days)))"
            }
        case .changed:
            return Spec(title: visit.say(Words.WorkList.lastChanged), group: .case, order: .changed) {
                time($0.changedAt)
            }
        case .field(let procedure, let name):
            return Spec(title: title(procedure, name, context), group: .form) { row in
                guard let words = answer(procedure, name, row, context) else { return .empty }
                return "\(words.count > 60 ? "\(words.prefix(60))…" : words)"
            }
        }
    }

    /// A question's words, of the newest programme that asks it.
    private func title(_ procedure: String, _ name: String, _ context: Context) -> String {
        for programme in context.visit.installation.published.current.programmes {
            if let field = programme.newest.form(of: procedure)?.field(named: name) {
                return context.visit.say(field.label)
            }
        }
        return name
    }

    /// The questions of an officer's agency that can be columns, by procedure.
    static func fields(_ visit: Visit, _ officer: Officer) -> [(procedure: String, columns: [(WorkListColumn, String)])]
    {
        var groups: [(procedure: String, columns: [(WorkListColumn, String)])] = []
        var seen: Set<WorkListColumn> = []
        for programme in visit.installation.published.current.programmes where programme.agency.id == officer.agency {
            for procedure in programme.newest.flow.procedures {
                let fields = programme.newest.form(of: procedure.id)?.fields.filter(\.fitsInCell) ?? []
                let columns = fields.map {
                    (WorkListColumn.field(procedure: procedure.id, name: $0.name), visit.say($0.label))
                }
                .filter { seen.insert($0.0).inserted }
                if !columns.isEmpty {
                    groups.append(("\(visit.say(programme.newest.name))：\(visit.say(procedure.name))", columns))
                }
            }
        }
        return groups
    }
}

extension Field {
    /// Whether its answer is a word or a few.
    fileprivate var fitsInCell: Bool {
        if type.isNote { return false }
        switch type {
        case .table, .file: return false
        default: return true
        }
    }
}
