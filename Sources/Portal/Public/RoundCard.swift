import Grants
import UseCases

/// A round as it stands in lists, and what lists and pages say of it in the same words.
enum RoundCard {
    /// - Parameter isFull: every place is taken (先着).
    static func view(_ round: PublishedRound, _ visit: Visit, isFull: Bool = false) -> HTML {
        let call = round.round
        var entries: [Components.Entry] = [
            .init(visit.say(Words.Rounds.agency), visit.said(round.agency.name))
        ]
        if let ceiling = call.ceiling {
            entries.append(.init(visit.say(Words.Rounds.ceiling), text: Formats.yen(ceiling, visit.language)))
        }
        if let rate = call.rate { entries.append(.init(visit.say(Words.Rounds.rate), visit.said(rate))) }
        entries.append(.init(visit.say(Words.Rounds.period), period(call, visit)))
        if !call.areas.isEmpty {
            entries.append(.init(visit.say(Words.Rounds.area), visit.japanese(call.areas.joined(separator: "、"))))
        }
        return visit.ui.card(
            visit.say(call.title), level: 3, href: Site.round(round.id), chips: chip(call, visit, isFull: isFull),
            "<p>\(visit.said(call.catchphrase))</p>\(visit.ui.list(entries))")
    }

    /// Where the round stands by the server's clock.
    static func chip(_ round: Round, _ visit: Visit, isFull: Bool = false) -> HTML {
        let phase = round.phase(at: visit.arrived)
        if isFull, phase == .accepting { return visit.ui.chip(visit.say(Words.Rounds.full), .neutral) }
        let tone: Components.Tone =
            switch phase {
            case .accepting: .success
            case .before: .info
            case .closed: .neutral
            }
        return visit.ui.chip(visit.say(Words.Rounds.phase(phase)), tone)
    }

    /// From when to when it accepts; what is left counts down while it does.
    static func period(_ round: Round, _ visit: Visit) -> HTML {
        let opens = visit.ui.time(
            Formats.time(round.opens.instant, visit.language), machine: Formats.machine(round.opens.instant))
        guard round.phase(at: visit.arrived) == .accepting else {
            let closes = visit.ui.time(
                Formats.time(round.closes.instant, visit.language), machine: Formats.machine(round.closes.instant))
            return "\(opens)<br>\(visit.say(Words.Rounds.until)) \(closes)"
        }
        return """
            \(opens)<br>\(visit.say(Words.Rounds.until)) \
            \(Formats.deadline(round.closes.instant, now: visit.arrived, visit.ui))
            """
    }
}
