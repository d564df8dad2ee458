import Grants
import Storage
import UseCases

/// 抽選 on a round's page: the button once it has closed, and afterwards the lots with what makes them checkable.
enum AdminLotteryView {
    static func section(_ round: PublishedRound, _ visit: Visit) async throws -> HTML {
        guard round.round.intake?.rule == .lottery else { return .empty }
        let drawn = try await visit.installation.lottery(of: round)
        return """
            <h2 id="lottery">\(visit.say(Words.Admin.lottery))</h2>\
            \(drawn.map { lots($0, visit) } ?? toDraw(round, visit))
            """
    }

    private static func toDraw(_ round: PublishedRound, _ visit: Visit) -> HTML {
        guard round.round.phase(at: visit.arrived) == .closed else {
            let closes = Formats.time(round.round.closes.instant, visit.language)
            return "<p>\(visit.say(Words.Admin.drawAfter(closes)))</p>"
        }
        return """
            <p>\(visit.say(Words.Admin.drawAbout))</p>\(visit.ui.form(
                to: Site.adminRoundLots(round.id), hidden: visit.tokens,
                visit.ui.buttons(visit.ui.submit(visit.say(Words.Admin.drawNow)))))
            """
    }

    private static func lots(_ row: LotteryRow, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let shown = row.receipts.prefix(200).enumerated().map { index, receipt -> [HTML] in
            [
                "\(Formats.number(index + 1))", "\(receipt)",
                index < row.winners
                    ? ui.chip(visit.say(Words.Admin.lotWon), .success)
                    : ui.chip(visit.say(Words.Admin.lotLost), .neutral),
            ]
        }
        return """
            \(ui.list([
                .init(visit.say(Words.Admin.lotResult), text: visit.say(Words.Admin.drawn(Formats.number(row.receipts.count), Formats.number(row.winners)))),
                .init(visit.say(Words.Admin.drawnWhen), text: "\(Formats.time(row.drawnAt, visit.language)) \(row.drawnBy.name)"),
                .init(visit.say(Words.Admin.seed), "<code>\(row.seed)</code>"),
                .init(visit.say(Words.Admin.drawMethod), text: visit.say(Words.Admin.drawMethodText)),
            ]))\
            \(ui.table(
                visit.say(Words.Admin.lottery),
                columns: [
                    .init(visit.say(Words.Admin.lot), isNumeric: true), .init(visit.say(Words.Admin.receiptNumber)),
                    .init(visit.say(Words.Admin.lotResult)),
                ], rows: shown, isCaptionHidden: true))\
            \(if: row.receipts.count > 200, "<p>\(visit.say(Words.Admin.lotsShown))</p>")
            """
    }
}
