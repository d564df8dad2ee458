import Grants
import UseCases

/// Everything that happened to a case, newest first: who, what, when.
enum OfficeHistory {
    static func section(_ desk: OfficeDesk) -> HTML {
        desk.block("history", Words.Office.history, desk.ui.timeline(happenings(desk)))
    }

    /// What happened after a record of the case, and by others than one person.
    static func happenings(_ desk: OfficeDesk, after seq: Int = 0, butBy person: String? = nil) -> [Components
        .Happening]
    {
        desk.view.records.reversed().compactMap { record -> Components.Happening? in
            guard record.seq > seq, person == nil || record.actor.id != person, let event = record.event else {
                return nil
            }
            let words = words(event, desk)
            return .init(
                words.title, at: desk.when(record.at), machine: Formats.machine(record.at),
                who: "\(record.actor.name)（\(desk.say(record.actor.kind.title))）", tone: words.tone, words.body)
        }
    }

    private struct Told {
        let title: String
        var tone: Components.Tone = .neutral
        var body: HTML = .empty
    }

    private static func words(_ event: CaseEvent, _ desk: OfficeDesk) -> Told {
        func text(_ text: String) -> HTML { text.isEmpty ? .empty : desk.ui.prose(text) }
        func told(_ phrase: Phrase, _ tone: Components.Tone = .neutral, _ body: HTML = .empty) -> Told {
            Told(title: desk.say(phrase), tone: tone, body: body)
        }
        switch event {
        case .opened: return told(Words.Office.happenedOpened)
        case .submitted(let it):
            let procedure = desk.programme.flow.procedure(it.procedure).map { desk.say($0.name) } ?? it.procedure
            let revision = desk.say(Words.Office.revision(it.revision))
            return told(Words.Office.happenedSubmitted(procedure, revision, it.receipt), .info)
        case .commented(let it):
            return told(it.stage == nil ? Words.Office.happenedCommented : Words.Scoring.happenedDiscussed)
        case .entered: return told(Words.Office.happenedEntered)
        case .posted: return told(Words.Office.happenedPosted)
        case .returned(let it): return told(Words.Office.happenedReturned, .warning, text(it.message))
        case .moved(let it):
            let stages = procedure(of: it.filing, desk)
            func name(_ id: String) -> String { stages?.stage(id).map { desk.say($0.name) } ?? id }
            return it.outcome == CaseEvent.Move.passing
                ? told(Words.Office.happenedPassed(name(it.from), name(it.to)))
                : told(Words.Office.happenedMoved(name(it.from), name(it.to)), .info)
        case .assigned(let it): return told(Words.Office.happenedAssigned(it.reviewerName))
        case .released(let it):
            let name = desk.state.assignment(it.assignment)?.assignment.reviewerName ?? ""
            return told(Words.Office.happenedReleased(name), .neutral, text(it.reason))
        case .declared(let it):
            return it.conflict
                ? told(Words.Office.happenedDeclared, .warning, text(it.reason))
                : told(Words.Office.happenedDeclaredNone)
        case .scored(let it): return told(Words.Office.happenedScored(it.total), .info)
        case .proposed(let it):
            let outcome = procedure(of: it.filing, desk)?.stage(it.stage)?.outcome(it.outcome)
            return told(
                Words.Office.happenedProposed(outcome.map { desk.say($0.label) } ?? it.outcome), .info, text(it.reason))
        case .declined(let it): return told(Words.Office.happenedDeclined, .warning, text(it.reason))
        case .decided(let it):
            return told(
                Words.Office.happenedDecided(desk.say(it.verdict.title)),
                it.verdict.isFavourable ? .success : .neutral, text(it.reason))
        case .lettered(let it): return told(Words.Office.happenedLettered(it.title, it.number), .info)
        case .extended(let it):
            let procedure = desk.programme.flow.procedure(it.procedure).map { desk.say($0.name) } ?? it.procedure
            let last = Formats.day(JapanTime(it.until).day.adding(days: -1), desk.visit.language)
            return told(Words.Office.happenedExtended(procedure, last), .info, text(it.reason))
        case .renewed(let it): return told(Words.Office.happenedRenewed(it.from, it.to), .info)
        case .drawn(let it):
            return told(Words.Office.happenedDrawn(it.rank, of: it.of, won: it.won), it.won ? .success : .neutral)
        case .checked(let it):
            let stage = procedure(of: it.filing, desk)?.stage(it.stage).map { desk.say($0.name) } ?? it.stage
            return told(Words.Scoring.happenedChecked(stage, left: it.missing.count))
        case .withdrawn(let it): return told(Words.Office.happenedWithdrawn, .neutral, text(it.reason))
        case .taken(let it):
            return told(it.holder.map { Words.Hands.happenedTaken($0.name) } ?? Words.Hands.happenedGivenBack)
        case .annotated(let it):
            return told(Words.Hands.happenedAnnotated(label(it.field, of: it.filing, desk)), .neutral, text(it.text))
        case .resolved(let it):
            return told(Words.Hands.happenedResolved(label(it.field, of: it.filing, desk), isOpen: it.isOpen))
        }
    }

    private static func label(_ field: String, of filing: ID<Filing>, _ desk: OfficeDesk) -> String {
        let form = desk.state.filing(filing).flatMap { desk.programme.form(of: $0.procedure) }
        return form?.field(named: field).map { desk.say($0.label) } ?? field
    }

    private static func procedure(of filing: ID<Filing>, _ desk: OfficeDesk) -> Procedure? {
        desk.state.filing(filing).flatMap { desk.programme.flow.procedure($0.procedure) }
    }
}
