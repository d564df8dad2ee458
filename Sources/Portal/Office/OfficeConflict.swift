import Grants
import UseCases

/// Two people at one case: the second learns who did what and when, and keeps what they had typed.
enum OfficeConflict {
    /// The message over the case's page as it is now.
    static func banner(_ refusal: Refusal, _ desk: OfficeDesk) -> HTML {
        let seen = desk.visit.form[OfficeDesk.seenName].flatMap { Int($0) } ?? desk.state.seq
        let happenings = OfficeHistory.happenings(desk, after: seen, butBy: desk.officer.account.id.text)
        let typed = typed(desk)
        return desk.ui.banner(
            .warning, desk.say(refusal.message),
            """
            <p>\(desk.say(Words.Hands.notDone))</p>\
            \(if: !happenings.isEmpty, "<h3>\(desk.say(Words.Hands.sinceThen))</h3>\(desk.ui.timeline(happenings))")\
            \(if: !typed.isEmpty, "<h3>\(desk.say(Words.Hands.yourWords))</h3>\(desk.ui.list(typed))")
            """, isAnnounced: true)
    }

    /// Everything that was typed or chosen, whether or not the form it was typed into is still there.
    private static func typed(_ desk: OfficeDesk) -> [Components.Entry] {
        desk.visit.form.fields.compactMap { field in
            let text = Plain.lines(field.value)
            guard !text.isEmpty, let label = label(of: field.name, desk) else { return nil }
            return .init(label, desk.ui.prose(field.name == "outcome" ? outcome(text, desk) : text))
        }
    }

    private static func label(of name: String, _ desk: OfficeDesk) -> String? {
        switch name {
        case "message": return desk.say(Words.Office.giveBackMessage)
        case "reason": return desk.say(Words.Office.reason)
        case "outcome": return desk.say(Words.Office.outcome)
        case "text": return desk.say(Words.Hands.write)
        default:
            guard name.hasPrefix("remark.") else { return nil }
            return desk.form?.field(named: String(name.dropFirst("remark.".count))).map { desk.say($0.label) }
        }
    }

    private static func outcome(_ id: String, _ desk: OfficeDesk) -> String {
        desk.procedure?.stages.lazy.compactMap { $0.outcome(id) }.first.map { desk.say($0.label) } ?? id
    }
}
