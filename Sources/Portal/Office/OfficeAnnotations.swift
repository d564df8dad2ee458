import Grants
import Hummingbird
import UseCases

/// 項目へのコメント: what the office says among itself about an answer, beside the answer.
enum OfficeAnnotations {
    /// The names of what addresses carry: the field whose form is open, and those whose comments are to be remarks.
    static let writing = "comment"
    static let remarking = "remarks"
    /// Stands for every field with open comments.
    static let every = "*"

    /// What stands under a field's answer: its comments, and the form for another.
    static func mark(_ field: Field, _ revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        let thread = desk.filing.threads[field.name]
        let isWriting = isWriting(field, desk)
        guard thread != nil || isWriting else { return .empty }
        return """
            <div class="field-comments" id="\(place(field.name))">\
            \(thread.map { said($0, field, revision, desk) })\(if: isWriting, form(field, revision, desk))</div>
            """
    }

    static func place(_ field: String) -> String { Control.id(field, scope: "comment") }

    private static func said(
        _ thread: FieldThread, _ field: Field, _ revision: Filing.Revision, _ desk: OfficeDesk
    ) -> HTML {
        let notes = desk.ui.timeline(
            thread.notes.map { note in
                let isOlder = note.revision != revision.number
                return .init(
                    note.actor.name, at: desk.when(note.at), machine: Formats.machine(note.at),
                    who: isOlder ? desk.say(Words.Office.revision(note.revision)) : nil, desk.ui.prose(note.text))
            })
        let name = desk.say(field.label)
        let turn = desk.sending(
            to: Site.officeResolve(desk.state.id.text, desk.filing.id.text),
            """
            \(desk.ui.hidden("field", field.name))\(desk.ui.buttons(desk.ui.submit(
                desk.say(thread.isOpen ? Words.Hands.resolve : Words.Hands.reopen), .tertiary, name: "open",
                value: thread.isOpen ? "no" : "yes", context: name, isSmall: true)))
            """)
        guard thread.isOpen else {
            let settled = thread.settled.map { settled -> HTML in
                let words = Words.Hands.resolvedBy(settled.actor.name, desk.when(settled.at))
                return "<p class=\"support\">\(desk.say(words))</p>"
            }
            return desk.ui.details(desk.say(Words.Hands.resolved(thread.notes.count)), "\(notes)\(settled)\(turn)")
        }
        let remark: HTML =
            desk.canReturn
            ? desk.ui.link(desk.say(Words.Hands.toRemark), "\(desk.address([(remarking, field.name)]))#tasks") : .empty
        return "\(notes)<div class=\"comment-acts\">\(turn)\(remark)</div>"
    }

    private static func isWriting(_ field: Field, _ desk: OfficeDesk) -> Bool {
        desk.isRefused(.annotate(field.name)) || (desk.problem == nil && desk.visit.query[writing] == field.name)
    }

    /// The way to write a comment, beside the answer.
    static func link(_ field: Field, _ desk: OfficeDesk) -> HTML? {
        if isWriting(field, desk) { return nil }
        let address = "\(desk.address([(writing, field.name)]))#\(PercentEncoding.encode(place(field.name)))"
        return """
            <a class="comment-link" href="\(href: address)">\(desk.say(Words.Hands.write))\(desk.ui.hiddenText(desk.say(field.label)))</a>
            """
    }

    private static func form(_ field: Field, _ revision: Filing.Revision, _ desk: OfficeDesk) -> HTML {
        let form = OfficeForm.annotate(field.name)
        return desk.sending(
            to: Site.officeAnnotate(desk.state.id.text, desk.filing.id.text),
            """
            \(desk.ui.hidden("field", field.name))\(desk.ui.hidden("revision", String(revision.number)))\
            \(desk.ui.textarea(
                desk.control(
                    "text", desk.say(Words.Hands.write), .unmarked, in: form, support: desk.say(Words.Hands.writeAbout)),
                value: desk.typed("text", in: form), rows: 3))\
            \(desk.ui.buttons(
                desk.ui.submit(desk.say(Words.Hands.add), .secondary, context: desk.say(field.label), isSmall: true),
                desk.ui.link(desk.say(Words.cancel), desk.address())))
            """)
    }

    /// How many comments of the case are open, with links to each.
    static func summary(_ desk: OfficeDesk) -> HTML {
        var links: [HTML] = []
        for filing in desk.state.filings {
            guard let form = desk.programme.form(of: filing.procedure) else { continue }
            // Where only what changed is shown, the commented answer may not be.
            let isShown = filing.id == desk.filing.id && !OfficeAnswers.showsChangedOnly(desk)
            for field in form.fields where filing.openThreads.contains(field.name) {
                let place = "#\(PercentEncoding.encode(place(field.name)))"
                links.append(
                    desk.ui.link(desk.say(field.label), isShown ? place : desk.address(of: filing.id) + place))
            }
        }
        guard !links.isEmpty else { return .empty }
        let separator: HTML = desk.visit.english ? ", " : "、"
        return "<p>\(desk.say(Words.Hands.open(links.count)))\(links.joined(separator: separator))</p>"
    }

    // MARK: Remarks of a return

    /// What a remark begins with where comments are to be made one.
    static func remark(_ field: String, _ desk: OfficeDesk) -> String {
        guard desk.problem == nil, let thread = desk.filing.threads[field] else { return "" }
        let asked = desk.visit.query.all(remarking)
        guard asked.contains(field) || (asked.contains(every) && thread.isOpen) else { return "" }
        return thread.notes.map(\.text).joined(separator: "\n")
    }

    /// Whether any comment is to be made a remark.
    static func isRemarking(_ desk: OfficeDesk) -> Bool {
        desk.problem == nil && !desk.visit.query.all(remarking).isEmpty
    }

    /// The way to make all open comments remarks.
    static func offer(_ desk: OfficeDesk) -> HTML {
        guard !desk.filing.openThreads.isEmpty, !isRemarking(desk) else { return .empty }
        return """
            <p>\(desk.ui.link(
                desk.say(Words.Hands.toRemarks), "\(desk.address([(remarking, every)]))#tasks"))</p>
            """
    }
}
