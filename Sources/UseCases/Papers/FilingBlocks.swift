import Documents
import Grants

/// What a filing says as blocks of a paper, section by section with its files: the same on receipts and on printed
/// drafts and filings.
struct FilingBlocks {
    let form: Form
    let answers: Answers
    let files: [StoredFile]
    /// While it is being filled in: what is shown now, and what was typed where it is no answer yet.
    var draft: (judgement: Judgement, typed: Typed)?

    /// The sections that apply, each field with its answer.
    var sections: [Block] { form.sections.flatMap(blocks) }

    /// Every file with its size and SHA-256.
    var fileList: [Block] {
        let title = Block.heading(level: 2, "添付ファイル（\(files.count)件）")
        guard !files.isEmpty else { return [.space(4), title, .paragraph("添付ファイルはありません。")] }
        return [
            .space(4), title,
            .table(
                header: ["項目", "ファイル名・SHA-256", "サイズ（バイト）"],
                rows: files.map { file in
                    [
                        form.label(of: file.field, rows: rowIDs)?.ja ?? file.field, "\(file.name)\n\(file.sha256)",
                        Yen(file.size).grouped,
                    ]
                }, widths: [3, 8, 3], aligns: [.start, .start, .end]),
            .small("SHA-256は、ファイルの中身から計算した値です。お手元のファイルから計算した値と同じであれば、そのファイルがそのまま保存されています。"),
        ]
    }

    // MARK: - Sections

    private func blocks(_ section: Section) -> [Block] {
        let fields = section.fields.filter { $0.type != .note && !$0.isInternal && isShown($0, in: section) }
        guard fields.contains(where: { !$0.type.isNote }) else { return [] }
        var blocks: [Block] = []
        // Headings wait for what follows them, which may lie on another page.
        var waiting: [Block] = [.space(4), .heading(level: 2, say(section.title))]
        var pairs: [Pair] = []
        func flush() {
            guard !pairs.isEmpty else { return }
            blocks += waiting + [.pairs(pairs)]
            (waiting, pairs) = ([], [])
        }
        for field in fields {
            switch field.type {
            case .heading:
                flush()
                waiting.append(.heading(level: 3, say(field.label)))
            case .table(let table):
                flush()
                let lines = lines(of: field, table)
                guard !lines.isEmpty else {
                    pairs.append(Pair(say(field.label), missing(field)))
                    continue
                }
                waiting.append(.heading(level: 3, say(field.label)))
                let grid = FilingGrid(table: table, lines: lines, say: say, totals: totals(field, table))
                blocks += grid.isWide ? [.turned(waiting + grid.blocks)] : waiting + grid.blocks
                waiting = []
            default: pairs.append(Pair(say(field.label), words(field)))
            }
        }
        flush()
        return blocks
    }

    private func isShown(_ field: Field, in section: Section) -> Bool {
        if let judgement = draft?.judgement { return judgement.isShown(section) && judgement.isShown(field.name) }
        return form.isRead(field, in: section, answers)
    }

    private func say(_ text: Text) -> String { draft?.judgement.filled(text).ja ?? text.ja }

    private func words(_ field: Field) -> String {
        if field.type.isFile { return fileNames(at: field.name) ?? missing(field) }
        guard let answer = answers[field.name] else { return typed(field) ?? missing(field) }
        // What was pledged, not only that it was.
        if case .pledge(let statement) = field.type { return "\(say(statement))\n\(answer.words(as: field))" }
        return answer.words(as: field)
    }

    private func fileNames(at place: String) -> String? {
        let names = files.filter { $0.field == place }.map(\.name)
        return names.isEmpty ? nil : names.joined(separator: "\n")
    }

    private func missing(_ field: Field) -> String {
        if field.calculation != nil { return "（未計算）" }
        return draft?.judgement.isRequired(field.name) == true ? "（未入力：必須）" : "（未入力）"
    }

    /// What was typed into a draft and is no answer yet.
    private func typed(_ field: Field, in prefix: String = "") -> String? {
        guard let draft, field.isAsked else { return nil }
        let words = draft.typed.words(of: field, in: prefix)
        return words.isEmpty ? nil : "\(words)（要確認）"
    }

    // MARK: - Tables

    private func rowIDs(_ table: String) -> [String] {
        if let judgement = draft?.judgement { return judgement.rows(of: table) }
        if case .table(let rows)? = answers[table] { return rows.map(\.id) }
        return []
    }

    private func accepted(_ field: Field) -> [TableRow] {
        if case .table(let rows)? = answers[field.name] { rows } else { [] }
    }

    /// The rows with something in them: what each is called, then a text for each column.
    private func lines(of field: Field, _ table: Table) -> [[String]] {
        let accepted = Dictionary(accepted(field).map { ($0.id, $0.cells) }, uniquingKeysWith: { first, _ in first })
        return rowIDs(field.name).enumerated().compactMap { index, id -> [String]? in
            let cells = table.columns.map { column -> String in
                let place = "\(field.name).\(id).\(column.name)"
                if column.type.isFile { return fileNames(at: place) ?? "" }
                return accepted[id]?[column.name]?.words(as: column)
                    ?? typed(column, in: "\(field.name).\(id).") ?? ""
            }
            guard accepted[id] != nil || cells.contains(where: { !$0.isEmpty }) else { return nil }
            return [table.fixedRows?.first { $0.code == id }.map { say($0.label) } ?? String(index + 1)] + cells
        }
    }

    private func totals(_ field: Field, _ table: Table) -> [String] {
        guard !table.totals.isEmpty else { return [] }
        let rows = accepted(field)
        return table.columns.map { column in
            guard table.totals.contains(column.name) else { return "" }
            return table.total(of: column.name, in: rows)?.words(as: column) ?? ""
        }
    }
}

/// A table of a form on paper: upright while its columns have room, else in small type, else on pages turned on their
/// side, else cut into several.
private struct FilingGrid {
    let table: Table
    /// What each row is called, then its cells.
    let lines: [[String]]
    let say: (Text) -> String
    let totals: [String]

    /// Ems across a page, upright and turned: 160 mm and 247 mm in normal and in small type.
    private static let upright = (normal: 47.0, small: 60.0)
    private static let turned = (normal: 73.0, small: 93.0)
    /// What the padding of a cell takes, and the width beyond which texts are broken.
    private static let (padding, longest) = (1.4, 12.0)

    var isWide: Bool { need > Self.upright.small }

    private var isSmall: Bool { need > (isWide ? Self.turned.normal : Self.upright.normal) }

    /// The ems the columns take if none has to be broken much.
    private var need: Double { widths.reduce(0, +) }

    /// How many ems each column needs; the first is of what rows are called.
    private var widths: [Double] {
        (0...table.columns.count).map { index in
            let texts = lines.map { $0[index] } + (totals.isEmpty || index == 0 ? [] : [totals[index - 1]])
            let head = index == 0 ? 2 : min(Self.ems(say(table.columns[index - 1].label)), 6)
            return min(max(texts.map(Self.ems).max() ?? 0, head, 2), Self.longest) + Self.padding
        }
    }

    private static func ems(_ text: String) -> Double {
        let halves = text.split(whereSeparator: \.isNewline)
        return Double(halves.map { $0.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) } }.max() ?? 0) / 2
    }

    /// The columns of each table: one, unless even a turned page has no room for them.
    private func parts(_ widths: [Double]) -> [[Int]] {
        var parts: [[Int]] = [[]]
        var taken = widths[0]
        for index in table.columns.indices {
            if taken + widths[index + 1] > Self.turned.small, parts.last?.isEmpty == false {
                parts.append([])
                taken = widths[0]
            }
            taken += widths[index + 1]
            parts[parts.count - 1].append(index)
        }
        return parts
    }

    var blocks: [Block] {
        let widths = widths
        let shares = widths.map { Int($0 * 10) }
        return parts(widths).enumerated().flatMap { number, columns -> [Block] in
            let block = Block.table(
                header: [rowTitle] + columns.map { say(table.columns[$0].label) },
                rows: lines.map { line in [line[0]] + columns.map { line[$0 + 1] } },
                widths: [shares[0]] + columns.map { shares[$0 + 1] },
                aligns: [.start] + columns.map { table.columns[$0].type.isNumber ? .end : .start },
                foot: totals.isEmpty ? [] : ["合計"] + columns.map { totals[$0] }, isSmall: isSmall)
            return number == 0 ? [block] : [.small("（列の続き）"), block]
        }
    }

    private var rowTitle: String {
        if case .fixed(_, let label, _) = table.rows { say(label) } else { "行" }
    }
}
