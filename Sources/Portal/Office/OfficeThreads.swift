import Grants
import UseCases

/// What is said about a case: among the office, with the applicant, and in letters.
enum OfficeThreads {
    /// 事務局内コメント.
    static func comments(_ desk: OfficeDesk) -> HTML {
        desk.block(
            "comments", Words.Office.comments,
            """
            <p><strong>\(desk.say(Words.Office.commentsAbout))</strong></p>\
            \(thread(desk.state.comments, empty: Words.Office.noComments, desk))\
            \(writing(
                .comment, Words.Office.writeComment, Words.Office.addComment,
                to: Site.officeComment(desk.state.id.text), desk))
            """)
    }

    /// The inquiry thread with the applicant.
    static func messages(_ desk: OfficeDesk) -> HTML {
        desk.block(
            "messages", Words.Office.messages,
            """
            <p>\(desk.say(Words.Office.messagesAbout))</p>\
            \(thread(desk.state.messages, empty: Words.Office.noMessages, desk))\
            \(writing(
                .message, Words.Office.writeMessage, Words.send, to: Site.officeMessages(desk.state.id.text), desk))
            """)
    }

    private static func thread(_ notes: [Case.Note], empty: Phrase, _ desk: OfficeDesk) -> HTML {
        guard !notes.isEmpty else { return "<p class=\"support\">\(desk.say(empty))</p>" }
        return desk.ui.timeline(
            notes.map { note in
                .init(
                    note.actor.name, at: desk.when(note.at), machine: Formats.machine(note.at),
                    who: desk.say(note.stage == nil ? note.actor.kind.title : Words.Scoring.inMeeting),
                    tone: note.actor.kind == .applicant ? .info : .neutral,
                    desk.ui.prose(note.text))
            })
    }

    private static func writing(
        _ form: OfficeForm, _ label: Phrase, _ button: Phrase, to address: String, _ desk: OfficeDesk
    ) -> HTML {
        desk.sending(
            to: address,
            """
            \(desk.ui.textarea(
                desk.control("text", desk.say(label), .unmarked, in: form), value: desk.typed("text", in: form),
                rows: 3))\
            \(desk.ui.buttons(desk.ui.submit(desk.say(button), .secondary)))
            """)
    }

    /// The letters issued, newest first.
    static func letters(_ desk: OfficeDesk) -> HTML {
        guard !desk.state.letters.isEmpty else { return .empty }
        let id = desk.state.id.text
        let lines = desk.state.letters.reversed().map { letter -> HTML in
            """
            <li>\(desk.ui.link(
                "\(letter.title)（\(letter.number)）",
                Pattern.address(Site.officeLetter(id, letter.id.text), [(OfficeDesk.listName, desk.list)])))・\
            \(Formats.day(letter.day, desk.visit.language))・\
            <a href="\(href: Site.officeLetterPDF(id, letter.id.text))">\(desk.say(Words.Office.letterPDF))\
            \(desk.ui.hiddenText("\(letter.title) \(letter.number)"))</a></li>
            """
        }
        return desk.block("letters", Words.Office.letters, "<ul>\(lines)</ul>")
    }
}
