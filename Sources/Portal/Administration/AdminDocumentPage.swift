import Grants
import Hummingbird
import UseCases

/// The kinds of documents a programme has, as addresses name them.
enum DocumentKind: String, CaseIterable {
    case flow, forms, sheets, letters

    var title: Phrase {
        switch self {
        case .flow: Words.Admin.flow
        case .forms: Words.Admin.forms
        case .sheets: Words.Admin.sheets
        case .letters: Words.Admin.letters
        }
    }

    /// The document's path in the programme's folder.
    func path(of id: String) -> String { self == .flow ? "flow.yaml" : "\(rawValue)/\(id).yaml" }

    /// Where a document of a version is shown; the newest version needs no number.
    func address(of programme: PublishedProgramme, _ id: String, version: Int) -> String {
        Pattern.address(
            Site.adminDocument(programme.id, rawValue, id),
            [("version", version == programme.row.version ? "" : String(version))])
    }
}

/// One document of a programme: a form field by field, a letter with its places marked, the flow in sentences; and
/// each as the YAML it is kept as.
enum AdminDocumentPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminDocument, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            let (version, definition) = try visit.version(of: programme)
            guard let kind = DocumentKind(rawValue: try visit.place("kind")) else { throw Refusal.absent }
            let id = try visit.place("id")
            guard let (title, body) = document(kind, id, definition, visit) else { throw Refusal.absent }
            // A form is changed in the builder, a letter on its page, each from its newest version.
            let edit: HTML? =
                version != programme.row.version
                ? nil
                : kind == .forms || kind == .sheets && definition.isSheet(id)
                    ? "<p>\(visit.ui.action(visit.say(Words.Publishing.edit), Site.adminForm(programme.id, id)))</p>"
                    : kind == .letters
                        ? "<p>\(visit.ui.action(visit.say(Words.Letters.edit), Site.adminLetter(programme.id, id)))</p>"
                        : nil
            let files: HTML? =
                kind == .forms ? "<p>\(FormFiles.links(programme.id, id, version: version, visit))</p>" : nil
            return .page(
                view(
                    programme, version, title, "\(edit)\(files)\(body)", yaml(kind, id, definition, visit), visit
                ).html)
        }
    ]

    private static func view(
        _ programme: PublishedProgramme, _ version: Int, _ title: String, _ body: HTML, _ yaml: HTML, _ visit: Visit
    ) -> Page {
        let address = Pattern.address(
            Site.adminProgramme(programme.id),
            [("version", version == programme.row.version ? "" : String(version))])
        var page = visit.administrationPage(
            title,
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(programme.newest.name), address),
            ])
        page.context = visit.say(programme.newest.name)
        page.chips = visit.ui.chip(visit.say(Words.Admin.versionNumber(version)), .info)
        page.body = body + yaml
        return page
    }

    private static func document(
        _ kind: DocumentKind, _ id: String, _ definition: Programme, _ visit: Visit
    ) -> (String, HTML)? {
        switch kind {
        case .flow:
            guard id == kind.rawValue else { return nil }
            return (visit.say(kind.title), FlowView(programme: definition, visit: visit).html)
        case .forms: return definition.form(id).map { (visit.say($0.title), form($0, visit)) }
        case .sheets: return definition.sheet(id).map { (visit.say($0.title), form($0, visit)) }
        case .letters:
            return definition.letter(id).map { (visit.say($0.title), letter($0, of: definition.agency, visit)) }
        }
    }

    // MARK: Forms

    private static func form(_ form: Form, _ visit: Visit) -> HTML {
        let sections = form.sections.map { section -> HTML in
            """
            <h2>\(visit.said(section.title))</h2>\(section.guidance.map { visit.ui.prose(visit.say($0)) })\
            \(visit.ui.table(
                visit.say(section.title),
                columns: [
                    .init(visit.say(Words.Admin.field)), .init(visit.say(Words.Admin.kind)),
                    .init(visit.say(Words.Admin.requirement), isTight: true), .init(visit.say(Words.Admin.explanation)),
                ],
                rows: section.fields.map { row($0, visit) }, isCaptionHidden: true))
            """
        }
        return "\(form.introduction.map { visit.ui.prose(visit.say($0)) })\(sections)"
    }

    private static func row(_ field: Field, _ visit: Visit) -> [HTML] {
        let outline = FormOutline(visit: visit)
        let choices = outline.choices(of: field.type)
        let kind: HTML = """
            \(outline.kind(of: field.type))\
            \(if: !choices.isEmpty, """
                <ul>\(choices.map { "<li>\(visit.said($0.label)) <code>\($0.code)</code></li>" as HTML })</ul>
                """)
            """
        return [
            "\(visit.said(field.label))<br><code>\(field.name)</code>", kind,
            "\(visit.say(field.required == .no ? Words.optional : Words.required))", explanation(of: field, visit),
        ]
    }

    private static func explanation(of field: Field, _ visit: Visit) -> HTML {
        var parts: [(Phrase, HTML)] = []
        if case .pledge(let statement) = field.type {
            parts.append((Words.Admin.statement, visit.ui.prose(visit.say(statement))))
        }
        if let help = field.help { parts.append((Words.guidance, visit.ui.prose(visit.say(help)))) }
        if let example = field.example { parts.append((Words.Admin.example, visit.said(example))) }
        if let message = field.message { parts.append((Words.Admin.message, visit.said(message))) }
        if let prefill = field.prefill {
            parts.append((Words.Admin.prefill, "\(visit.say(Words.Admin.prefill(prefill)))"))
        }
        return parts.map { label, value in "<div><strong>\(visit.say(label))</strong> \(value)</div>" }.joined()
    }

    // MARK: Letters

    /// A letter with the places marked that are filled for each case.
    static func letter(_ letter: LetterTemplate, of agency: AgencyName, _ visit: Visit) -> HTML {
        """
        <p>\(visit.say(Words.Admin.letterAbout))</p>\
        <div class="letter" lang="ja">\
        <p class="end">\(letter.numberPrefix)第<mark>番号</mark>号<br><mark>通知日</mark></p>\
        <p><mark>事業者名</mark>　様</p><p class="end">\(agency.name.ja)<br>\(agency.signatory.ja)</p>\
        <h2>\(letter.title.ja)</h2>\
        \(letter.body.map { "<p>\(marked($0))</p>" as HTML })\
        \(if: !letter.items.isEmpty, """
            <p class="middle">記</p><dl class="entries">\
            \(letter.items.map { item -> HTML in
                "<div class=\"entry\"><dt>\(marked(item.label))</dt><dd>\(marked(item.text))</dd></div>"
            })</dl>
            """)\
        \(letter.notes.map { "<p>\(marked($0))</p>" as HTML })<p class="end">以上</p></div>
        """
    }

    /// A text of a letter with the places that are filled for each case marked.
    static func marked(_ text: String) -> HTML {
        var html = HTML.empty
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            html += "\(rest[..<open])<mark>\(rest[rest.index(after: open)..<close])</mark>"
            rest = rest[rest.index(after: close)...]
        }
        return html + "\(rest)"
    }

    // MARK: YAML

    private static func yaml(_ kind: DocumentKind, _ id: String, _ definition: Programme, _ visit: Visit) -> HTML {
        let path = kind.path(of: id)
        guard let bytes = definition.documents[path] else { return .empty }
        return """
            <div class="source">\(visit.ui.details(
                visit.say(Words.Admin.asYAML(path)),
                "<pre tabindex=\"0\"><code>\(String(decoding: bytes, as: UTF8.self))</code></pre>"))</div>
            """
    }
}
