import Grants
import Storage
import UseCases

extension ErrandRow {
    /// What it does.
    var title: Phrase {
        switch kind {
        case .acts: act.map { Phrase($0.kind.title.ja, $0.kind.title.in(english: true)) } ?? Words.Errands.title
        case .decisions: Words.Errands.decisions
        case .export: state == .planned ? Words.Errands.export : Words.Errands.export(as: format)
        case .letters: Words.Errands.letters
        }
    }

    private var format: String {
        switch ExportOrder(encoded: parameters)?.format {
        case .csv, .csv932, nil: "CSV"
        case .xlsx: "Excel"
        case .zip: "ZIP"
        }
    }

    /// How far it is, or what came of it.
    var summary: Phrase {
        switch (state, kind) {
        case (.done, .export): Words.Errands.exported(done)
        case (.done, .letters): Words.Errands.printed(done)
        case (.done, _): Words.Errands.ended(done - failed, failed: failed)
        case (.failed, _): failure.map { Phrase($0.ja, $0.in(english: true)) } ?? Words.Errands.failed
        case (.planned, _): Phrase(total.map { "\($0)件" } ?? "", total.map { "\($0)" } ?? "")
        default: Words.Errands.count(done, of: total)
        }
    }

    /// Its state as a label.
    func chip(_ visit: Visit) -> HTML {
        let (words, tone): (Phrase, Components.Tone) =
            switch state {
            case .planned: (Words.Errands.planned, .neutral)
            case .waiting: (Words.Errands.waiting, .info)
            case .running: (Words.Errands.running, .info)
            case .done: (Words.Errands.done, failed > 0 ? .warning : .success)
            case .failed: (Words.Errands.failed, .error)
            case .cancelled: (Words.Errands.cancelled, .neutral)
            }
        return visit.ui.chip(visit.say(words), tone)
    }
}
