import Documents
import Grants
import Hummingbird
import NIOCore

/// One table of sums: as a page shows it with its picture, and as a file.
struct FigureTable {
    enum Cell: Sendable {
        case text(String)
        case link(String, String)
        case number(Int)
        case yen(Int64)
        case nothing
    }

    /// What it is called in addresses.
    let key: String
    let title: String
    /// A sentence under the title.
    var about: String?
    /// Heads, each with whether its cells are numbers.
    let heads: [(title: String, isNumeric: Bool)]
    let rows: [[Cell]]
    var total: [Cell]?
    var chart: BarChart?
    /// More rows than this are in the file only.
    var mostRows = 100

    func section(csv: String, _ visit: Visit) -> HTML {
        let ui = visit.ui
        guard !rows.isEmpty else { return .empty }
        let table = ui.table(
            title, columns: heads.map { .init($0.title, isNumeric: $0.isNumeric) },
            rows: rows.prefix(mostRows).map { $0.map { html($0, ui) } }, footer: total.map { $0.map { html($0, ui) } },
            isCaptionHidden: true)
        let picture = chart?.html(ui) ?? .empty
        return """
            <section class="block" id="\(key)"><h2>\(title)</h2>\(about.map { "<p class=\"support\">\($0)</p>" as HTML })\
            \(picture)\
            \(if: picture.isEmpty || rows.count <= 12, table,
              else: ui.details(visit.say(Words.Figures.inNumbers), table))\
            <p><a href="\(href: csv)">\(visit.say(Words.Figures.csv))\(ui.hiddenText(title))</a></p></section>
            """
    }

    private func html(_ cell: Cell, _ ui: Components) -> HTML {
        switch cell {
        case .text(let text): "\(text)"
        case .link(let text, let address): ui.link(text, address)
        case .number(let number): "\(Yen(Int64(number)).grouped)"
        case .yen(let amount): "\(Yen(amount).grouped)"
        case .nothing: .empty
        }
    }

    /// The table as a file for spreadsheets.
    func csv(_ visit: Visit) throws -> Response {
        let texts = rows.map { row in
            row.map { cell in
                switch cell {
                case .text(let text), .link(let text, _): text
                case .number(let number): String(number)
                case .yen(let amount): String(amount)
                case .nothing: ""
                }
            }
        }
        let bytes = try CSV.write([heads.map(\.title)] + texts, encoding: .utf8)
        return .download(
            name: "\(visit.say(Words.Figures.title))-\(title)-\(JapanTime(visit.arrived).day.iso).csv",
            mediaType: "text/csv; charset=utf-8", size: Int64(bytes.count)
        ) { writer in
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
    }
}
