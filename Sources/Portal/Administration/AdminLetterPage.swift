import Grants
import Hummingbird
import UseCases

/// A letter (通知書) as an office writes it: paragraphs, the rows under 記, and how it looks.
enum AdminLetterPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminLetter, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            guard let letter = programme.newest.letter(try visit.place("letter")) else { throw Refusal.absent }
            return .page(view(programme, letter, FlowForm(visit, isRefused: false)).html)
        },
        .officer([.administrator], .post, Site.adminLetter, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            guard let letter = programme.newest.letter(try visit.place("letter")) else { throw Refusal.absent }
            return try await save(letter, programme, visit, administrator)
        },
        .officer([.administrator], .get, Site.adminLetterNew, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            return .page(view(programme, blank(programme), FlowForm(visit, isRefused: false)).html)
        },
        .officer([.administrator], .post, Site.adminLetterNew, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            return try await save(blank(programme), programme, visit, administrator)
        },
    ]

    /// What a new letter begins with.
    private static func blank(_ programme: PublishedProgramme) -> LetterTemplate {
        LetterTemplate(
            id: "", title: "", numberPrefix: programme.newest.letters.first?.numberPrefix ?? "",
            body: ["{申請日}付けで申請のあった「{事業名}」について、次のとおり通知します。"],
            items: [.init(label: "受付番号", text: "{受付番号}")])
    }

    private static func address(_ programme: PublishedProgramme, _ letter: LetterTemplate) -> String {
        letter.id.isEmpty ? Site.adminLetterNew(programme.id) : Site.adminLetter(programme.id, letter.id)
    }

    private static func save(
        _ letter: LetterTemplate, _ programme: PublishedProgramme, _ visit: Visit, _ administrator: Officer
    ) async throws -> Response {
        var form = FlowForm(visit, isRefused: true)
        let typed = read(letter.id, &form)
        if visit.form["act"] == "preview" || !form.problems.isEmpty {
            let isWrong = !form.problems.isEmpty
            return .page(
                view(programme, typed, form, isPreview: true).html, status: isWrong ? .unprocessableContent : .ok)
        }
        do {
            try await visit.installation.setLetter(
                typed, of: programme.id, seen: visit.form["seen"].flatMap { Int($0) } ?? 0, by: administrator)
            return .seeOther(Pattern.address(Site.adminProgramme(programme.id), [("done", "letter")]))
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            let form = FlowForm(visit, isRefused: true, problems: [Problem(visit.say(refusal.message))])
            return .page(view(programme, typed, form, isPreview: true).html, status: refusal.kind.status)
        }
    }

    private static func read(_ id: String, _ form: inout FlowForm) -> LetterTemplate {
        func paragraphs(_ name: String) -> [String] {
            Plain.lines(form.visit.form[name] ?? "").split(separator: "\n").map { Plain.line(String($0)) }
                .filter { !$0.isEmpty }
        }
        let count = min(Int(form.visit.form["items"] ?? "") ?? 0, 100)
        let items = (0..<count).compactMap { index -> LetterTemplate.Item? in
            let (label, text) = (form.line("item.\(index).label"), form.line("item.\(index).text"))
            return label.isEmpty && text.isEmpty ? nil : .init(label: label, text: text)
        }
        let letter = LetterTemplate(
            id: id, title: form.text("title"), numberPrefix: form.line("number"), body: paragraphs("body"),
            items: items, notes: paragraphs("notes"))
        if letter.title.ja.isEmpty { form.missing("title.ja", Words.Letters.titleMissing) }
        if letter.numberPrefix.isEmpty { form.missing("number", Words.Letters.numberMissing) }
        if letter.body.isEmpty { form.missing("body", Words.Letters.bodyMissing) }
        return letter
    }

    private static func view(
        _ programme: PublishedProgramme, _ letter: LetterTemplate, _ form: FlowForm, isPreview: Bool = false
    ) -> Page {
        let (visit, ui) = (form.visit, form.ui)
        let title = letter.title.ja.isEmpty ? visit.say(Words.Letters.new) : visit.say(letter.title)
        var page = visit.administrationPage(
            title,
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(programme.newest.name), Site.adminProgramme(programme.id)),
            ])
        page.context = visit.say(programme.newest.name)
        page.hasErrors = !form.problems.isEmpty
        if page.hasErrors { page.alerts = ui.errorSummary(form.problems) }
        let count = min(letter.items.count + 3, 100)
        let items = (0..<count).map { index -> HTML in
            let item = letter.items.indices.contains(index) ? letter.items[index] : .init(label: "", text: "")
            return """
                <div class="condition-row">\
                \(ui.text(form.control("item.\(index).label", Words.Letters.rowLabel(index + 1)), value: item.label, width: .medium, autocomplete: "off"))\
                \(ui.text(form.control("item.\(index).text", Words.Letters.rowText(index + 1)), value: item.text, width: .long, autocomplete: "off"))\
                </div>
                """
        }
        let places = (LetterTemplate.places + programme.newest.flow.values.map(\.name)).map {
            "<code>{\($0)}</code> " as HTML
        }
        page.body = """
            <p>\(visit.say(Words.Letters.about))</p>\
            \(ui.form(
                to: address(programme, letter),
                hidden: """
                    \(visit.tokens)\(ui.hidden("seen", String(programme.row.version)))\(ui.hidden("items", String(count)))
                    """,
                """
                \(form.text("title.ja", Words.Letters.title, letter.title.ja, .required))\
                \(form.text("title.en", Words.Letters.titleEnglish, letter.title.en ?? ""))\
                \(ui.text(
                    form.control("number", Words.Letters.number, .required, support: Words.Letters.numberSupport),
                    value: form.value("number", letter.numberPrefix), width: .medium, autocomplete: "off"))\
                \(ui.textarea(
                    form.control("body", Words.Letters.body, .required, support: Words.Letters.bodySupport),
                    value: form.value("body", letter.body.joined(separator: "\n")), rows: 6))\
                \(ui.fieldset(visit.say(Words.Letters.rows), "\(items)"))\
                \(ui.textarea(
                    form.control("notes", Words.Letters.notes),
                    value: form.value("notes", letter.notes.joined(separator: "\n")), rows: 4))\
                \(ui.buttons(
                    ui.submit(visit.say(Words.Windows.save(programme.row.version + 1))),
                    ui.submit(visit.say(Words.Letters.preview), .secondary, name: "act", value: "preview")))
                """))
            """
        page.aside = """
            <section class="block"><h2>\(visit.say(Words.Letters.places))</h2>\
            <p>\(visit.say(Words.Letters.placesAbout))</p><p>\(places)<code>{回答:項目名}</code></p></section>\
            \(if: !letter.title.ja.isEmpty, """
                <section class="block"><h2>\(visit.say(isPreview ? Words.Letters.asTyped : Words.Letters.asStored))</h2>\
                \(AdminDocumentPage.letter(letter, of: programme.newest.agency, visit))</section>
                """)
            """
        return page
    }
}

extension Words {
    enum Letters {
        static let new = Phrase("通知書を加える", "Add a letter")
        static let edit = Phrase("通知書を編集する", "Edit the letter")
        static let about = Phrase(
            "保存すると、補助金の新しい版としてすぐに公開されます。発行済みの通知書は変わりません。",
            "Saving publishes a new version at once. Letters that were issued stay as they are.")
        static let title = Phrase("標題", "Title")
        static let titleEnglish = Phrase("標題（英語）", "Title in English")
        static let titleMissing = Phrase("標題を入力してください", "Enter a title")
        static let number = Phrase("文書番号の前に付ける文字", "Before its number")
        static let numberSupport = Phrase("例：「赤色局」と入力すると「赤色局第12号」になります。", "“赤色局” gives 赤色局第12号.")
        static let numberMissing = Phrase("文書番号の前に付ける文字を入力してください", "Enter what stands before the number")
        static let body = Phrase("本文", "Text")
        static let bodySupport = Phrase("1行が1つの段落になります。", "Each line is a paragraph.")
        static let bodyMissing = Phrase("本文を入力してください", "Enter the text")
        static let rows = Phrase("記", "Rows under 記")
        static func rowLabel(_ number: Int) -> Phrase { Phrase("\(number)行目の見出し", "Label of row \(number)") }
        static func rowText(_ number: Int) -> Phrase { Phrase("\(number)行目の内容", "Text of row \(number)") }
        static let notes = Phrase("記のあとの文", "After the rows")
        static let preview = Phrase("見た目を確かめる", "See how it looks")
        static let places = Phrase("案件ごとに入る言葉", "What is filled in for each case")
        static let placesAbout = Phrase(
            "本文や記に、次の言葉を波かっこごと書くと、案件の内容に置き換わります。",
            "Written with their braces, these are replaced by what the case says.")
        static let asTyped = Phrase("入力したものの見た目", "As typed")
        static let asStored = Phrase("いまの見た目", "As it is")
        static let saved = Phrase("通知書を保存し、新しい版を公開しました", "The letter was saved as a new version")
    }
}
