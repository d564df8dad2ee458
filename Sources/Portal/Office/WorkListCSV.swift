import Documents
import Grants
import Hummingbird
import NIOCore
import Storage
import UseCases

/// The work list as a file for spreadsheets: every case the list's filters find, in its order, with its columns. It is sent
/// while it is read, so that a long list takes no more memory than a short one.
enum WorkListCSV {
    static let routes: [Route] = [
        .officer(.office, .get, Site.workListCSV) { visit, officer in
            let address = WorkListAddress(visit.query)
            let columns = [.number] + address.shownColumns.filter { $0 != .number && $0 != .unread }
            var procedures: Set<String> = []
            for case .field(let procedure, _) in columns { procedures.insert(procedure) }
            let asked = procedures
            let name = "\(visit.say(Words.workList))-\(JapanTime(visit.arrived).day.iso).csv"
            return .download(name: name, mediaType: "text/csv; charset=utf-8", size: nil) { writer in
                var query = address.query(for: officer)
                query.start = .first
                query.size = 500
                var isFirst = true
                while true {
                    let list = try await visit.installation.workList(query, answersOf: asked, for: officer)
                    let context = WorkListColumn.Context(visit: visit, list: list, address: address)
                    let rows = list.page.rows.map { row in columns.flatMap { $0.texts(row, context) } }
                    let head = columns.flatMap { $0.heads(context) }
                    let bytes = try CSV.write((isFirst ? [head] : []) + rows, encoding: .utf8)
                    // Only a file's beginning has a byte order mark.
                    try await writer.write(ByteBuffer(bytes: isFirst ? bytes[...] : bytes.dropFirst(3)))
                    isFirst = false
                    guard let next = list.page.next else { break }
                    query.start = .after(next)
                }
                try await writer.finish(nil)
            }
        }
    ]
}

extension WorkListColumn {
    /// What its cells are headed by: an organisation has its number beside its name.
    fileprivate func heads(_ context: Context) -> [String] {
        if self != .organisation { return [spec(context).title] }
        return [Words.WorkList.organisationName, Words.WorkList.corporateNumber].map(context.visit.say)
    }

    /// A row's cells as texts.
    fileprivate func texts(_ row: CaseRow, _ context: Context) -> [String] {
        let visit = context.visit
        func time(_ instant: Instant) -> String {
            let time = JapanTime(instant)
            return "\(time.day.iso) \(Formats.clock(instant))"
        }
        switch self {
        case .number: return [row.number]
        case .unread: return []
        case .round:
            let round = visit.installation.published.current.round(row.round)
            return [round.map { visit.say($0.round.title) } ?? row.roundTitle]
        case .procedure:
            return [context.programme(row)?.flow.procedure(row.procedure).map { visit.say($0.name) } ?? row.procedure]
        case .organisation: return [row.organisationName, row.corporateNumber]
        case .title: return [row.title]
        case .grants: return [row.grantsBegin]
        case .status: return [visit.say(row.status.title)]
        case .stage:
            let stage = context.programme(row)?.flow.procedure(row.procedure)?.stage(row.stage)
            return [stage.map { visit.say($0.name) } ?? row.stage]
        case .window: return [context.programme(row)?.window(row.window).map { visit.say($0.name) } ?? row.window]
        case .returns: return [String(row.returns)]
        case .score: return [row.score.map(String.init) ?? ""]
        case .due: return [row.due?.iso ?? ""]
        case .holder: return [row.holder?.name ?? ""]
        case .filed: return [time(row.filedAt)]
        case .elapsed: return [String(max(0, (visit.arrived.milliseconds - row.filedAt.milliseconds) / 86_400_000))]
        case .changed: return [time(row.changedAt)]
        case .field(let procedure, let name): return [answer(procedure, name, row, context) ?? ""]
        }
    }

    /// What was answered to a question last, in words; nil where it was not asked or not answered.
    func answer(_ procedure: String, _ name: String, _ row: CaseRow, _ context: Context) -> String? {
        guard let field = context.programme(row)?.form(of: procedure)?.field(named: name),
            let json = context.list.answers[row.id]?[procedure]?[name],
            let answer = Answer(json: json, type: field.type)
        else { return nil }
        return answer.words(as: field, english: context.visit.english)
    }
}
