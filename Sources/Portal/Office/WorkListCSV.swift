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
            let columns = [.number] + address.shownColumns.filter { $0 != .number && $0.inFiles != nil }
            let cells = CaseCells(
                visit.installation.published.current, isEnglish: visit.english, now: visit.arrived)
            var procedures: Set<String> = []
            for case .field(let procedure, _) in columns { procedures.insert(procedure) }
            let (asked, position) = (procedures, Trail.current?.reached)
            let name = "\(visit.say(Words.workList))-\(JapanTime(visit.arrived).day.iso).csv"
            return .download(name: name, mediaType: "text/csv; charset=utf-8", size: nil) { writer in
                var query = address.query(for: officer)
                query.start = .first
                query.size = 500
                var isFirst = true
                while true {
                    let part = query
                    let list = try await visit.again {
                        try await visit.installation.workListPart(
                            part, answersOf: asked, for: officer, notBefore: position)
                    }
                    let context = WorkListColumn.Context(visit: visit, list: list, address: address)
                    let rows = list.page.rows.map { row in
                        columns.compactMap(\.inFiles).flatMap { cells.texts($0, row, list.answers[row.id]) }
                    }
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
    /// The same column as files hold it; nil for one that says something of the person looking.
    var inFiles: CaseColumn? { CaseColumn(key: key) }

    /// What its cells are headed by: an organisation has its number beside its name.
    func heads(_ context: Context) -> [String] {
        if self != .organisation { return [spec(context).title] }
        return [Words.WorkList.organisationName, Words.WorkList.corporateNumber].map(context.visit.say)
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
