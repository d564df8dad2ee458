import Grants
import HTTPTypes
import Hummingbird
import UseCases
import XLSForm

/// ExcelのXLSFormから読み込む: a workbook's questions become sections of the form that is being designed.
enum FormImportPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFormImport, scope: .programme) { visit, administrator in
            let design = try await visit.design(for: administrator)
            return .page(page(DesignView(design: design, administrator: administrator, visit: visit)).html).framing
        },
        .officer([.administrator], .post, Site.adminFormImport, scope: .programme, readsForm: false) {
            visit, administrator in
            try await receive(visit, administrator)
        },
    ]

    private enum Name {
        static let file = "file"
        static let place = "place"
        static let instead = "instead"
    }

    private static func receive(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let design = try await visit.design(for: administrator)
        let view = DesignView(design: design, administrator: administrator, visit: visit)
        let sent: MultipartForm
        do {
            sent = try await MultipartForm(
                visit, field: 1_000, file: Installation.largestWorkbook, texts: 10_000,
                total: Installation.largestWorkbook + 100_000)
        } catch MultipartError.fileTooLarge {
            return refused(view, Words.FormImport.tooLarge)
        } catch MultipartError.notMultipart {
            throw HTTPError(.unsupportedMediaType)
        } catch is MultipartError {
            return refused(view, Words.FormImport.notRead)
        }
        try visit.checkToken(sent.form[FormNames.token])
        guard sent.form[FormNames.version].flatMap({ Int($0) }) == design.version else {
            return refused(view, Words.FormImport.stale, status: .conflict)
        }
        guard let file = sent.files[Name.file], !file.bytes.isEmpty else {
            return refused(view, Words.FormImport.noFile)
        }
        do {
            let made = try await visit.installation.importXLSForm(
                file.bytes, replacing: sent.form[Name.place] == Name.instead, into: design.form.id,
                of: design.programme.id, by: administrator)
            let after = DesignView(design: made.design, administrator: administrator, visit: visit)
            return .page(result(made, after).html).framing
        } catch let refusal as ImportedForm.Refused {
            return .page(page(view, findings: refusal.findings).html, status: .unprocessableContent).framing
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            return refused(view, Phrase(refusal.message.ja, refusal.message.in(english: true)))
        }
    }

    private static func refused(
        _ view: DesignView, _ error: Phrase, status: HTTPResponse.Status = .unprocessableContent
    ) -> Response {
        .page(page(view, error: error).html, status: status).framing
    }

    // MARK: Pages

    private static func page(_ view: DesignView, error: Phrase? = nil, findings: [SheetFinding] = []) -> Page {
        let (ui, visit) = (view.ui, view.visit)
        let home = Site.adminForm(view.address)
        let control = Control(
            Name.file, visit.say(Words.FormImport.file), .unmarked, support: visit.say(Words.FormImport.fileSupport),
            error: error.map(visit.say))
        let place = Control(Name.place, visit.say(Words.FormImport.place), .unmarked)
        let body: HTML = """
            <p>\(visit.say(Words.FormImport.about))</p>\
            \(ui.form(
                to: Site.adminFormImport(view.address),
                hidden: "\(visit.tokens)\(ui.hidden(FormNames.version, String(view.design.version)))",
                """
                \(ui.question(control) { attributes in "<input type=\"file\" accept=\".xlsx\"\(attributes)>" })\
                \(ui.radios(place, options: [
                    .init("after", visit.say(Words.FormImport.after)), .init(Name.instead, visit.say(Words.FormImport.instead)),
                ], value: "after"))\
                \(ui.buttons(ui.submit(visit.say(Words.FormImport.read), sendsFiles: true)))
                """))\
            <p>\(ui.link(visit.say(Words.FormImport.back), home))</p>
            """
        var page = view.page(visit.say(Words.FormImport.title), body)
        page.hasErrors = error != nil || !findings.isEmpty
        if let error { page.alerts = ui.errorSummary([Problem(field: Name.file, visit.say(error))]) }
        if !findings.isEmpty {
            page.alerts = ui.banner(
                .error, visit.say(Words.FormImport.refused(findings.count)), list(findings, visit), isAnnounced: true)
        }
        return page
    }

    /// What was read, what is to be written anew, and what was left out.
    private static func result(_ made: FormImport, _ view: DesignView) -> Page {
        let (ui, visit) = (view.ui, view.visit)
        let fields = made.sections.flatMap(\.fields)
        let ids = Dictionary(
            zip(made.imported.form.fields.map(\.name), fields.map(\.id)), uniquingKeysWith: { first, _ in first })
        let review = made.imported.review.map { item -> HTML in
            let name = item.place.field ?? ""
            let field = ids[name].flatMap { view.form.field(id: $0) }
            let label = field.map { visit.say($0.label) } ?? name
            let link: HTML =
                field.map { ui.link(label, Site.adminFormField(view.address, $0.id)) } ?? "\(label)"
            return "<li>\(link)：\(visit.say(item.reason))<br><code>\(item.formula.source)</code></li>"
        }
        let body: HTML = """
            \(if: !review.isEmpty, """
                <section class="block"><h2>\(visit.say(Words.FormImport.review(review.count)))</h2>\
                <p>\(visit.say(Words.FormImport.reviewAbout))</p><ul>\(review)</ul></section>
                """)\
            \(if: !made.imported.findings.isEmpty, """
                <section class="block"><h2>\(visit.say(Words.FormImport.leftOut(made.imported.findings.count)))</h2>\
                \(list(made.imported.findings, visit))</section>
                """)\
            <p>\(ui.action(visit.say(Words.FormImport.toForm), Site.adminForm(view.address) + "#section-\(made.sections.first?.id ?? "")", .primary))</p>
            """
        let first = made.sections.first.flatMap { view.form.leaf($0.id)?.id }
        var page = view.page(visit.say(Words.FormImport.title), shown: first, body)
        page.alerts = ui.banner(
            .success, visit.say(Words.FormImport.done(sections: made.sections.count, fields: fields.count)),
            "<p>\(visit.say(Words.FormImport.doneAbout))</p>", isAnnounced: true)
        return page
    }

    /// Findings by sheet and row.
    private static func list(_ findings: [SheetFinding], _ visit: Visit) -> HTML {
        let lines = findings.map { finding -> HTML in
            let message = visit.english ? finding.message.en : finding.message.ja
            return "<li>\(visit.say(Words.FormImport.place(finding)))\(message)</li>"
        }
        return "<ul>\(lines)</ul>"
    }
}

extension Words {
    /// What is said where a form is read from a workbook.
    enum FormImport {
        static let title = Phrase("Excel（XLSForm）から読み込む", "Read from Excel (XLSForm)")
        static let about = Phrase(
            "XLSForm形式のExcelファイル（surveyとchoicesのシート）の質問を、このフォームの区分として読み込みます。読み込んだあとで直せます。「元に戻す」で戻せます。",
            "The questions of an XLSForm workbook (sheets survey and choices) become sections of this form. You can change them afterwards, and undo it."
        )
        static let file = Phrase("Excelファイル（.xlsx）", "Workbook (.xlsx)")
        static let fileSupport = Phrase("4MBまで。", "Up to 4 MB.")
        static let place = Phrase("読み込み方", "Where to")
        static let after = Phrase("いまの区分のあとに加える", "After the sections there are")
        static let instead = Phrase("いまの区分を取り除いて、入れ替える", "Instead of the sections there are")
        static let read = Phrase("読み込む", "Read it")
        static let back = Phrase("フォームの編集に戻る", "Back to the form")
        static let toForm = Phrase("読み込んだ区分を見る", "See what was read")
        static let tooLarge = Phrase("ファイルが大きすぎます（4MBまで）。様式を分けてください", "The file is too large (at most 4 MB). Split it")
        static let notRead = Phrase("ファイルを受け取れませんでした。もう一度選んでください", "The file did not arrive whole; choose it again")
        static let noFile = Phrase("Excelファイルを選択してください", "Choose a workbook")
        static let stale = Phrase(
            "この画面を開いたあとに、フォームが変わりました（もう読み込まれているかもしれません）。下の内容を確かめて、必要ならもう一度選んでください",
            "The form has changed since, perhaps by reading this. Check, and choose the file again if need be")
        static func refused(_ count: Int) -> Phrase {
            Phrase("読み込めませんでした。Excelファイルの次の\(count)か所を直してください", "Not read: mend \(count) places of the workbook")
        }
        static func done(sections: Int, fields: Int) -> Phrase {
            Phrase("\(sections)区分・\(fields)項目を読み込みました", "\(sections) sections with \(fields) fields were read")
        }
        static let doneAbout = Phrase("まだ公開されていません。", "They are not published yet.")
        static func review(_ count: Int) -> Phrase { Phrase("要確認：\(count)件", "To be written anew: \(count)") }
        static let reviewAbout = Phrase(
            "次の式は翻訳できなかったため、元のまま残しています。書き直すまで公開できません。",
            "These expressions could not be translated and stand as they were. Publishing waits until they are rewritten."
        )
        static func leftOut(_ count: Int) -> Phrase {
            Phrase("読み込まなかったもの・注意：\(count)件", "Left out, or to be noticed: \(count)")
        }
        static func place(_ finding: SheetFinding) -> Phrase {
            guard let row = finding.row else { return Phrase("\(finding.sheet)：", "\(finding.sheet): ") }
            let column = finding.column.map { "・\($0)" } ?? ""
            return Phrase("\(finding.sheet)シート\(row)行目\(column)：", "Sheet \(finding.sheet), row \(row)\(column): ")
        }
    }
}
