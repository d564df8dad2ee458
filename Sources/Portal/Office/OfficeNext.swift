import Grants
import UseCases

/// What the applicant of a case files next, until when, and the form that puts a last day off.
enum OfficeNext {
    static func section(_ desk: OfficeDesk) -> HTML {
        let lines = desk.view.openings.map { "<li>\(line($0, desk))</li>" as HTML }
        let values = desk.programme.flow.values.compactMap { value -> Components.Entry? in
            desk.state.value(of: value).map { .init(value.name, text: $0.words(as: value.field)) }
        }
        return """
            \(if: !values.isEmpty, desk.block("values", Words.Office.values, desk.ui.list(values)))\
            \(if: !lines.isEmpty, desk.block(
                "next", Words.Office.nextFilings, "<ul>\(lines)</ul>\(deadline(desk))"))
            """
    }

    private static func line(_ opening: CaseView.Opening, _ desk: OfficeDesk) -> HTML {
        let procedure = opening.procedure
        var notes: [String] = []
        func day(_ instant: Instant) -> String { Formats.day(JapanTime(instant).day, desk.visit.language) }
        switch opening.availability {
        case .soon(let from): notes.append(desk.say(Words.Office.opensOn(day(from))))
        case .late: notes.append(desk.say(Words.Office.lateSince))
        case .open, .closed: break
        }
        if let until = opening.deadline {
            notes.append(desk.say(Words.Office.lastDay(day(Instant(milliseconds: until.milliseconds - 1)))))
        }
        if procedure.isMandatory { notes.append(desk.say(Words.Office.mandatory)) }
        if procedure.start == .case { notes.append(desk.say(Words.Office.anytime)) }
        if desk.view.drafts.contains(where: { $0.draft.procedure == procedure.id && $0.draft.revision == 1 }) {
            notes.append(desk.say(Words.Office.begun))
        }
        let separator = desk.visit.english ? ", " : "・"
        let extended = desk.state.extensions.filter { $0.procedure == procedure.id }.map(\.reason)
        let lines = [notes.joined(separator: separator)] + extended.map { desk.say(Words.extendedBecause($0)) }
        return """
            <strong>\(desk.say(procedure.name))</strong>\
            \(lines.filter { !$0.isEmpty }.map { "<br><span class=\"support\">\($0)</span>" as HTML })
            """
    }

    private static func deadline(_ desk: OfficeDesk) -> HTML {
        let extendable = desk.view.openings.filter { $0.deadline != nil && $0.procedure.start == .outcome }
        guard !extendable.isEmpty else { return .empty }
        let ui = desk.ui
        return ui.details(
            desk.say(Words.Office.extend), isOpen: desk.isRefused(.extend),
            desk.sending(
                to: Site.officeExtension(desk.state.id.text),
                """
                \(ui.select(
                    desk.control("procedure", desk.say(Words.Office.extendProcedure), .required, in: .extend),
                    options: extendable.map { .init($0.procedure.id, desk.say($0.procedure.name)) },
                    value: desk.isRefused(.extend)
                        ? desk.typed("procedure", in: .extend) : extendable.first?.procedure.id ?? ""))\
                \(ui.date(
                    desk.control("until", desk.say(Words.Office.extendUntil), .required, in: .extend),
                    value: .init(
                        year: desk.typed("until.year", in: .extend), month: desk.typed("until.month", in: .extend),
                        day: desk.typed("until.day", in: .extend))))\
                \(ui.textarea(
                    desk.control(
                        "reason", desk.say(Words.Office.extendReason), .required, in: .extend,
                        support: desk.say(Words.Office.extendReasonSupport)),
                    value: desk.typed("reason", in: .extend), rows: 3))\
                \(ui.buttons(ui.submit(desk.say(Words.Office.extend), .secondary)))
                """))
    }
}
