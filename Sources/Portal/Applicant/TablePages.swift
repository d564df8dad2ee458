import Documents
import Grants
import HTTPTypes
import Hummingbird
import UseCases

/// A draft's table as a file for spreadsheets.
enum TablePages {
    static let routes: [Route] = [
        .applicant(.get, Site.filingTable, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let name = try visit.place("table")
            guard let field = open.form.field(named: name), case .table(let table) = field.type, !field.isInternal
            else { throw Refusal.absent }
            let rows = lines(open.judgement, field, table, visit)
            let bytes = try CSV.write(rows, encoding: .utf8)
            return .download(
                name: "\(visit.say(field.label)).csv", mediaType: "text/csv; charset=utf-8", size: Int64(bytes.count)
            ) { writer in
                try await writer.write(ByteBuffer(bytes: bytes))
                try await writer.finish(nil)
            }
        },
        .applicant(.get, Site.filingTemplate, scope: .filing) { visit, applicant in
            let open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let path = try visit.place("field")
            let isUsed = open.form.fields.contains { field in
                if case .file(let limits) = field.type { limits.template == path } else { false }
            }
            guard isUsed, let file = open.programme.attachments.first(where: { $0.path == path }) else {
                throw Refusal.absent
            }
            let name = String(path.dropFirst(6))
            return .download(
                name: name, mediaType: FileKind(name: name)?.mediaType ?? "application/octet-stream",
                size: Int64(file.bytes.count)
            ) { writer in
                try await writer.write(ByteBuffer(bytes: file.bytes))
                try await writer.finish(nil)
            }
        },
    ]

    /// The rows as they stand, with the columns' names above them.
    private static func lines(
        _ judgement: Judgement, _ field: Field, _ table: Table, _ visit: Visit
    ) -> [[String]] {
        let columns = table.columns.filter { !$0.type.isFile }
        var head = columns.map { visit.say($0.label) }
        if case .fixed(_, let label, _) = table.rows { head.insert(visit.say(label), at: 0) }
        let rows = judgement.filledRows(of: field.name).map { row -> [String] in
            let cells = columns.map { row.cells[$0.name]?.plain(as: $0) ?? "" }
            return (table.name(of: row, english: visit.english).map { [$0] } ?? []) + cells
        }
        return [head] + rows
    }
}
