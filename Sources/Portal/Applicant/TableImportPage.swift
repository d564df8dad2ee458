import Documents
import Grants
import HTTPTypes
import Hummingbird
import UseCases

/// CSVから行を加える: a file is read, shown row by row with what is wrong with it, and only then added.
enum TableImportPage {
    static let routes: [Route] = [
        .applicant(.get, Site.filingTableImport, scope: .filing) { visit, applicant in
            let target = try await Target(visit, applicant)
            return .page(target.page(visit).html)
        },
        .applicant(.post, Site.filingTable, scope: .filing, readsForm: false) { visit, applicant in
            try await receive(visit, applicant)
        },
    ]

    /// Bytes of a file.
    static let largestFile = 1_000_000
    /// The inputs of the two forms.
    private enum Name {
        static let file = "file"
        /// The lines as they were shown, to be added as such.
        static let lines = "lines"
    }

    private static func receive(_ visit: Visit, _ applicant: SignedApplicant) async throws -> Response {
        let target = try await Target(visit, applicant)
        let sent: MultipartForm
        do {
            sent = try await MultipartForm(
                visit, field: largestFile * 4, file: largestFile, texts: largestFile * 5, total: largestFile * 6
            )
        } catch MultipartError.fileTooLarge {
            return target.refused(visit, Words.Import.tooLarge)
        } catch MultipartError.notMultipart {
            throw HTTPError(.unsupportedMediaType)
        } catch is MultipartError {
            return target.refused(visit, Words.Import.notRead)
        }
        try visit.checkToken(sent.form[FormNames.token])
        if let text = sent.form[Name.lines] {
            let lines = (try? JSON(parsing: text))?.array?.compactMap(\.strings) ?? []
            return try await add(lines, seen: Int(sent.form[FormNames.version] ?? ""), target, visit, applicant)
        }
        guard let file = sent.files[Name.file], !file.bytes.isEmpty else {
            return target.refused(visit, Words.Import.noFile)
        }
        switch try await visit.installation.apart({ read(file.bytes) }) {
        case .success(let read):
            let (lines, unknown) = target.table.aligned(read)
            return target.preview(lines, visit, unknown: unknown)
        case .failure(let error):
            return target.refused(visit, Phrase(error.message.ja, error.message.en))
        }
    }

    private static func read(_ bytes: [UInt8]) -> Result<[[String]], CSVError> {
        do throws(CSVError) {
            return .success(try CSV.read(bytes, limits: limits))
        } catch {
            return .failure(error)
        }
    }

    private static var limits: CSV.Limits {
        var limits = CSV.Limits.standard
        limits.bytes = largestFile
        // More rows than a table can have, and the head.
        limits.rows = Table.mostRows * 2
        limits.columns = 200
        return limits
    }

    /// Adds lines that were shown, unless the draft has become another since: pressing twice adds once.
    private static func add(
        _ lines: [[String]], seen: Int?, _ target: Target, _ visit: Visit, _ applicant: SignedApplicant
    ) async throws -> Response {
        let draft = target.open.draft
        guard seen == draft.version else { return target.preview(lines, visit, isStale: true) }
        let saved = try await visit.installation.saveDraft(
            draft.filing, boxes: [:], seen: draft.version, place: nil,
            edit: .paste(table: target.field.name, cells: lines), by: applicant)
        if let refusal = saved.refusal {
            return target.refused(visit, Phrase(refusal.message.ja, refusal.message.in(english: true)))
        }
        return .seeOther(
            Site.filingSection(draft.filing.text, target.leaf.id) + "?saved=1#" + Control.id(target.field.name))
    }

    /// The table an address names, in a draft.
    private struct Target {
        let open: OpenDraft
        let leaf: Leaf
        let field: Field
        let table: Table

        init(_ visit: Visit, _ applicant: SignedApplicant) async throws {
            open = try await visit.installation.openDraft(try visit.id("filing"), for: applicant)
            let name = try visit.place("table")
            guard let field = open.form.field(named: name), field.isAsked, case .table(let table) = field.type,
                let leaf = open.form.leaf(of: name)
            else { throw Refusal.absent }
            (self.field, self.table, self.leaf) = (field, table, leaf)
        }

        private var filing: String { open.draft.filing.text }

        // MARK: Choosing a file

        func page(_ visit: Visit, error: Phrase? = nil) -> Page {
            let ui = visit.ui
            var page = frame(visit)
            page.hasErrors = error != nil
            let error = error.map(visit.say)
            if let error { page.alerts = ui.errorSummary([Problem(field: Name.file, error)]) }
            var columns = table.pasteColumns.map { visit.say($0.label) }
            if case .fixed(_, let label, _) = table.rows { columns.insert(visit.say(label), at: 0) }
            let control = Control(
                Name.file, visit.say(Words.Import.file), .unmarked, support: visit.say(Words.Import.support(columns)),
                error: error)
            page.body = """
                \(ui.form(to: Site.filingTable(filing, field.name), hidden: visit.tokens, """
                    \(ui.question(control) { attributes in
                        "<input type=\"file\" accept=\".csv,.tsv,.txt\"\(attributes)>"
                    })\
                    \(ui.buttons(ui.submit(visit.say(Words.Import.look), sendsFiles: true)))
                    """))
                <p>\(ui.link(visit.say(Words.Table.asCSV), Site.filingTable(filing, field.name)))</p>
                <p>\(ui.link(visit.say(Words.Import.back), back))</p>
                """
            return page
        }

        func refused(_ visit: Visit, _ error: Phrase) -> Response {
            .page(page(visit, error: error).html, status: .unprocessableContent)
        }

        private var back: String { Site.filingSection(filing, leaf.id) + "#" + Control.id(field.name) }

        private func frame(_ visit: Visit) -> Page {
            let label = visit.say(field.label)
            var page = TaskListPage.page(open, visit, title: visit.say(Words.Import.title(label)))
            page.breadcrumbs = [
                .init(visit.say(Words.myPage), Site.myPage()),
                .init(visit.say(open.form.title), Site.filing(filing)),
                .init(visit.say(leaf.title(in: open.form)), Site.filingSection(filing, leaf.id)),
            ]
            return page
        }

        // MARK: Looking at it

        /// The rows as they would stand, with what is wrong in them.
        func preview(
            _ lines: [[String]], _ visit: Visit, unknown: [String] = [], isStale: Bool = false
        ) -> Response {
            let ui = visit.ui
            var typed = open.draft.typed
            let before = Set(typed.rows(of: field.name, table))
            let changes: [String: [String]]
            do {
                changes = try open.judge.boxes(
                    for: .paste(table: field.name, cells: lines), in: typed, open.circumstances
                ) { visit.world.rowID() }
            } catch {
                return refused(visit, Phrase(error.message.ja, error.message.in(english: true)))
            }
            typed.boxes.merge(changes) { $1 }
            let rows = typed.rows(of: field.name, table).filter { row in
                table.fixedRows == nil
                    ? !before.contains(row) : changes.keys.contains { $0.hasPrefix("\(field.name).\(row).") }
            }
            guard !rows.isEmpty else { return refused(visit, Words.Import.nothing) }
            let judgement = open.judge.judge(typed, files: open.files, open.circumstances)
            let errors = judgement.errors.filter { error in
                error.field == field.name && error.cell.map { rows.contains($0.row) } ?? true
            }
            var page = frame(visit)
            page.width = .wide
            page.hasErrors = !errors.isEmpty
            page.alerts = """
                \(if: isStale, ui.banner(.warning, visit.say(Words.Import.stale)))\
                \(ui.errorSummary(errors.map { error in
                    error.cell == nil
                        ? Problem(visit.say(error.message)) : Problem(field: error.place, visit.say(error.message))
                }))\
                \(if: !unknown.isEmpty, ui.banner(.info, visit.say(Words.Import.unknown(unknown))))
                """
            page.body = """
                <p>\(visit.say(Words.Import.count(rows.count, errors.count)))</p>
                \(grid(rows, typed, judgement, errors, visit))
                \(ui.form(to: Site.filingTable(filing, field.name), hidden: """
                    \(visit.tokens)\(ui.hidden(FormNames.version, String(open.draft.version)))\
                    \(ui.hidden(Name.lines, JSON.array(lines.map(JSON.strings)).canonical))
                    """, ui.buttons(
                        ui.submit(visit.say(Words.Import.add(rows.count)), sendsFiles: true),
                        ui.action(visit.say(Words.Import.another), Site.filingTableImport(filing, field.name)))))
                """
            return .page(page.html)
        }

        private func grid(
            _ rows: [String], _ typed: Typed, _ judgement: Judgement, _ errors: [FieldError], _ visit: Visit
        ) -> HTML {
            let ui = visit.ui
            let columns = table.columns.filter { !$0.type.isFile }
            let accepted = Dictionary(
                judgement.filledRows(of: field.name).map { ($0.id, $0.cells) }, uniquingKeysWith: { first, _ in first })
            let all = typed.rows(of: field.name, table)
            let lines = rows.map { row -> [HTML] in
                let name =
                    table.fixedRows?.first { $0.code == row }.map { visit.say($0.label) }
                    ?? String((all.firstIndex(of: row) ?? 0) + 1)
                return ["\(name)"]
                    + columns.map { column -> HTML in
                        let place = "\(field.name).\(row).\(column.name)"
                        let words =
                            accepted[row]?[column.name]?.words(as: column, english: visit.english)
                            ?? typed.words(of: column, in: "\(field.name).\(row).", english: visit.english)
                        let own = errors.filter { $0.place == place }
                        guard !own.isEmpty else { return "\(words)" }
                        return """
                            <span id="\(Control.id(place))" tabindex="-1">\(words)</span>\
                            \(own.map { error -> HTML in "<span class=\"error-text\">\(visit.say(error.message))</span>" })
                            """
                    }
            }
            let first: String =
                if case .fixed(_, let label, _) = table.rows { visit.say(label) } else { visit.say(Words.Table.number) }
            return ui.table(
                visit.say(field.label),
                columns: [.init(first)] + columns.map { .init(visit.say($0.label), isNumeric: $0.type.isNumber) },
                rows: lines)
        }
    }
}

extension Words {
    /// What is said where rows come from a file.
    enum Import {
        static func title(_ table: String) -> Phrase {
            Phrase("\(table)：CSVファイルから行を加える", "\(table): add rows from a CSV file")
        }
        static let link = Phrase("CSVファイルから行を加える", "Add rows from a CSV file")
        static let file = Phrase("CSVファイル", "CSV file")
        static func support(_ columns: [String]) -> Phrase {
            Phrase(
                "1MBまで。1行目に列の名前（\(columns.joined(separator: "、"))）があれば名前で、なければこの順番で読み取ります。"
                    + "文字コードはUTF-8とShift_JISのどちらでもかまいません。",
                "Up to 1 MB. Columns are found by their names in the first line (\(columns.joined(separator: ", "))), otherwise by this order. UTF-8 or Shift_JIS."
            )
        }
        static let look = Phrase("読み取って内容を確かめる", "Read it and check")
        static let back = Phrase("入力の画面に戻る", "Back to the form")
        static func count(_ rows: Int, _ errors: Int) -> Phrase {
            errors == 0
                ? Phrase("\(rows)行を読み取りました。まだ加えていません。", "\(rows) rows were read. They are not added yet.")
                : Phrase(
                    "\(rows)行を読み取りました。まだ加えていません。誤りが\(errors)か所あります。ファイルを直して読み取り直すか、加えてから画面で直してください。",
                    "\(rows) rows were read and are not added yet. \(errors) errors: correct the file and read it again, or add them and correct them there."
                )
        }
        static func add(_ rows: Int) -> Phrase { Phrase("この\(rows)行を加える", "Add these \(rows) rows") }
        static let another = Phrase("ほかのファイルを選ぶ", "Choose another file")
        static func unknown(_ names: [String]) -> Phrase {
            let list = names.prefix(20).joined(separator: "」「")
            return Phrase("「\(list)」の列は、この表にないため読み取りません", "Columns that the table does not have are left out: \(list)")
        }
        static let stale = Phrase(
            "確かめているあいだに、下書きが変更されました（もう加えられているかもしれません）。内容を確かめて、必要ならもう一度加えてください",
            "The draft has changed meanwhile, perhaps by adding these rows. Check, and add them again if need be")
        static let tooLarge = Phrase("ファイルが大きすぎます（1MBまで）。分けて読み取ってください", "The file is too large (at most 1 MB)")
        static let notRead = Phrase("ファイルを受け取れませんでした。もう一度選んでください", "The file did not arrive whole; choose it again")
        static let noFile = Phrase("CSVファイルを選択してください", "Choose a CSV file")
        static let nothing = Phrase("加えられる行がありません", "There are no rows to add")
    }
}
