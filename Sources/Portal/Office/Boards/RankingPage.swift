import Documents
import Grants
import Hummingbird
import NIOCore
import UseCases

/// 順位: the cases by rank with a line where the budget ends, and what is made of it.
enum RankingPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.boardRanking, scope: .round) { visit, officer in
            .page(page(try await RankingChoice(visit, officer), visit).html)
        },
        .officer(.office, .get, Site.boardMinutesPDF, scope: .round) { visit, officer in
            let minutes = try await minutes(visit, officer)
            return .pdf(
                try await visit.installation.minutesPDF(minutes), name: "審査結果一覧_\(minutes.board.round.round.code).pdf")
        },
        .officer(.office, .get, Site.boardMinutesWorkbook, scope: .round) { visit, officer in
            let minutes = try await minutes(visit, officer)
            let bytes = try await visit.installation.minutesWorkbook(minutes)
            return .workbook(bytes, name: "審査結果一覧_\(minutes.board.round.round.code).xlsx")
        },
        .officer(.office, .get, Site.boardSelection, scope: .round) { visit, officer in
            let choice = try await RankingChoice(visit, officer)
            let bytes = try CSV.write(selection(choice), encoding: .utf8)
            return .download(
                name: "採否の案_\(choice.board.round.round.code).csv", mediaType: "text/csv; charset=utf-8",
                size: Int64(bytes.count)
            ) { writer in
                try await writer.write(ByteBuffer(bytes: bytes))
                try await writer.finish(nil)
            }
        },
    ]

    private static func minutes(_ visit: Visit, _ officer: Officer) async throws -> Minutes {
        let choice = try await RankingChoice(visit, officer)
        return Minutes(
            board: choice.board, ranking: choice.ranking, basis: choice.basis, criterion: choice.criterion,
            notes: try await visit.installation.meetingNotes(of: choice.board), made: visit.arrived)
    }

    /// 申請番号, 結果 and 理由 of each ranked case that is in the stage.
    private static func selection(_ choice: RankingChoice) -> [[String]] {
        let (granted, refused) = choice.board.selection
        return [["申請番号", "結果", "理由"]]
            + choice.ranking.places.filter(\.line.isHere).map { place in
                place.isWithin
                    ? [place.line.number, granted?.label.ja ?? "採択", ""]
                    : [place.line.number, refused?.label.ja ?? "不採択", Words.Scoring.refusedReason.ja]
            }
    }

    // MARK: The page

    private static func page(_ choice: RankingChoice, _ visit: Visit) -> Page {
        let ui = visit.ui
        var page = choice.board.page(visit, isRanking: true)
        if choice.isBudgetUnread {
            page.hasErrors = true
            page.alerts = ui.errorSummary([Problem(field: "budget", visit.say(Words.Scoring.budgetUnread))])
        }
        guard !choice.board.board.lines.isEmpty else {
            page.body = ui.empty(visit.say(Words.Scoring.nothingYet))
            return page
        }
        page.body = """
            \(form(choice, visit))\(summary(choice, visit))\
            \(if: !choice.ranking.places.isEmpty, table(choice, visit))\
            \(unranked(choice, visit))\
            <h2>\(visit.say(Words.Scoring.results))</h2>\(results(choice, visit))
            """
        return page
    }

    private static func form(_ choice: RankingChoice, _ visit: Visit) -> HTML {
        let (ui, place) = (visit.ui, BoardPlace(choice.board))
        let error = choice.isBudgetUnread ? visit.say(Words.Scoring.budgetUnread) : nil
        return """
            <div class="ranking-form">\(ui.form(
                to: place.address(Site.boardRanking), method: .get,
                """
                <div class="condition-row">\
                \(ui.select(
                    Control("by", visit.say(Words.Scoring.basis), .unmarked),
                    options: Ranking.Basis.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                    value: choice.basis.rawValue, prompt: nil))\
                \(ui.select(
                    Control("tie", visit.say(Words.Scoring.tieBreak), .unmarked),
                    options: choice.board.sheet.criteria.map { .init($0.name, visit.say($0.label)) },
                    value: choice.criterion?.name ?? "", prompt: Words.Scoring.tieBreakNone))\
                \(if: choice.board.amounts.count > 1, ui.select(
                    Control("amount", visit.say(Words.Scoring.amountField), .unmarked),
                    options: choice.board.amounts.map { .init($0.name, visit.say($0.label)) },
                    value: choice.board.amount?.name ?? "", prompt: nil))\
                \(if: choice.board.amount != nil, ui.text(
                    Control("budget", visit.say(Words.Scoring.budget), .unmarked, error: error),
                    value: choice.typedBudget, width: .medium, autocomplete: "off"))</div>\
                \(ui.buttons(ui.submit(visit.say(Words.Scoring.rankAgain), .secondary)))
                """))</div>
            """
    }

    private static func summary(_ choice: RankingChoice, _ visit: Visit) -> HTML {
        let within = choice.ranking.places.prefix(choice.ranking.cut ?? choice.ranking.places.count)
        guard choice.board.amount != nil, !choice.ranking.places.isEmpty else { return .empty }
        guard choice.ranking.budget != nil else { return "<p>\(visit.say(Words.Scoring.noBudget))</p>" }
        let sum = Formats.yen(Yen(within.last?.cumulative ?? 0), visit.language)
        return """
            <p><strong>\(visit.say(Words.Scoring.within(within.count, sum)))</strong></p>\
            \(if: choice.ranking.isCutTied, visit.ui.banner(.warning, visit.say(Words.Scoring.tiedAtLine)))
            """
    }

    /// Places on a page.
    private static let pageSize = 100

    /// The page that begins with a place, and the way to the others.
    private static func pages(_ choice: RankingChoice, from: Int, _ visit: Visit) -> HTML {
        let count = choice.ranking.places.count
        guard count > pageSize else { return .empty }
        func address(_ start: Int) -> String {
            BoardPlace(choice.board).address(Site.boardRanking, choice.members + [("from", String(start))])
        }
        let cut = choice.ranking.cut.map { $0 / pageSize * pageSize }
        let toLine = cut.flatMap { $0 == from ? nil : $0 }.map { start -> HTML in
            "<p>\(visit.ui.link(visit.say(Words.Scoring.toLine), address(start)))</p>"
        }
        return """
            \(visit.ui.pagination(
                previous: from > 0 ? address(max(0, from - pageSize)) : nil,
                next: from + pageSize < count ? address(from + pageSize) : nil,
                summary: visit.say(Words.Scoring.range(from + 1, min(count, from + pageSize), of: count))))\(toLine)
            """
    }

    private static func table(_ choice: RankingChoice, _ visit: Visit) -> HTML {
        let (ranking, ui) = (choice.ranking, visit.ui)
        let asked = Int(visit.query["from"] ?? "") ?? 0
        let from = max(0, min(asked, ranking.places.count - 1)) / pageSize * pageSize
        let cut = ranking.cut
        let hasAmount = choice.board.amount != nil
        var rows: [HTML] = []
        for index in from..<min(ranking.places.count, from + pageSize) {
            if index == cut { rows.append(line(ranking, visit, columns: hasAmount ? 8 : 6)) }
            rows.append(row(ranking.places[index], choice, visit))
        }
        let heads: [(Phrase, Bool)] =
            [
                (Words.Scoring.rank, true), (Words.Scoring.caseColumn, false), (choice.basisTitle, true),
                (Words.Scoring.progress, true), (Words.Scoring.spread, true), (choice.otherTitle, true),
            ] + (hasAmount ? [(Words.Scoring.amount, true), (Words.Scoring.cumulative, true)] : [])
        let head = heads.map { title, isNumeric -> HTML in
            "<th scope=\"col\"\(attribute: "class", isNumeric ? "numeric" : nil)>\(visit.say(title))</th>"
        }
        let caption = visit.say(Words.Scoring.ranking)
        return """
            <p class="support">\(visit.say(choice.rule))</p>\
            <div class="table-scroll" role="region" aria-label="\(caption)" tabindex="0"><table class="dense ranking">\
            <caption class="visually-hidden">\(caption)</caption><thead><tr>\(head)</tr></thead>\
            <tbody>\(rows)</tbody></table></div>\(pages(choice, from: from, visit))\
            \(ui.details(visit.say(Words.Scoring.explain), ui.prose(visit.say(Words.Scoring.explanation))))
            """
    }

    /// Where the budget ends.
    private static func line(_ ranking: Ranking, _ visit: Visit, columns: Int) -> HTML {
        let budget = Formats.yen(Yen(ranking.budget ?? 0), visit.language)
        return """
            <tr class="cut"><td colspan="\(columns)">\(visit.say(Words.Scoring.line(budget)))</td></tr>
            """
    }

    private static func row(_ place: Ranking.Place, _ choice: RankingChoice, _ visit: Visit) -> HTML {
        let line = place.line
        let other = choice.basis == .mean ? line.adjusted?.fixed(1) : line.mean?.fixed(2)
        let score = choice.basis == .mean ? place.score.fixed(2) : place.score.fixed(1)
        let amounts: HTML =
            choice.board.amount == nil
            ? .empty
            : """
            <td class="numeric">\(line.amount.map { Formats.yen(Yen($0), visit.language) } ?? visit.say(Words.Scoring.noAmount))</td>\
            <td class="numeric">\(Formats.yen(Yen(place.cumulative), visit.language))</td>
            """
        return """
            <tr\(attribute: "class", place.isWithin ? nil : "beyond")><td class="numeric">\(place.rank)</td>\
            <th scope="row">\(choice.board.link(to: line, visit))</th>\
            <td class="numeric">\(score)\(if: place.isTied, "<br>\(visit.ui.chip(visit.say(Words.Scoring.tied)))")</td>\
            <td class="numeric">\(line.scored)/\(choice.board.stage.reviewers)</td>\
            <td class="numeric">\(line.spread?.fixed(2) ?? "―")</td><td class="numeric">\(other ?? "―")</td>\(amounts)</tr>
            """
    }

    private static func unranked(_ choice: RankingChoice, _ visit: Visit) -> HTML {
        guard !choice.ranking.unranked.isEmpty else { return .empty }
        let items = choice.ranking.unranked.map { line -> HTML in
            "<li>\(visit.ui.link(line.number, BoardPlace(choice.board).address(of: line.id)))　\(line.title)（\(line.organisation)）</li>"
        }
        return "<h2>\(visit.say(Words.Scoring.unranked))</h2><ul>\(items)</ul>"
    }

    private static func results(_ choice: RankingChoice, _ visit: Visit) -> HTML {
        let (ui, place) = (visit.ui, BoardPlace(choice.board))
        let list = Pattern.address(
            Site.workList(),
            [("round", place.round), ("procedure", place.procedure), ("status", CaseStatus.reviewing.rawValue)])
        return """
            <ul>\
            <li>\(ui.link(visit.say(Words.Scoring.minutesPDF), place.address(Site.boardMinutesPDF, choice.members)))</li>\
            <li>\(ui.link(visit.say(Words.Scoring.minutesWorkbook), place.address(Site.boardMinutesWorkbook, choice.members)))</li>\
            \(if: choice.ranking.budget != nil, """
                <li>\(ui.link(visit.say(Words.Scoring.selection), place.address(Site.boardSelection, choice.members)))\
                <br><span class="support">\(visit.say(Words.Scoring.selectionAbout))</span></li>
                """)\
            <li>\(ui.link(visit.say(Words.Scoring.workList), list))</li></ul>
            """
    }
}

extension Response {
    /// A workbook to save.
    static func workbook(_ bytes: [UInt8], name: String) -> Response {
        .download(
            name: name, mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            size: Int64(bytes.count)
        ) { writer in
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
    }
}
