import Grants
import UseCases

/// The review stage of a round that an address names.
struct BoardPlace: Sendable {
    /// The round's id: AGENCY/PROGRAMME/ROUND.
    let round: String
    let procedure: String
    let stage: String

    init(_ visit: Visit) throws(Refusal) {
        round = try visit.roundID()
        procedure = try visit.place("procedure")
        stage = try visit.place("stage")
    }

    init(_ board: ReviewBoard) {
        (round, procedure, stage) = (board.round.row.id, board.procedure.id, board.stage.id)
    }

    init(_ row: ReviewStageRow) { (round, procedure, stage) = (row.round.row.id, row.procedure.id, row.stage.id) }

    func address(_ pattern: Pattern, _ query: [(String, String)] = []) -> String {
        Pattern.address(pattern(round, procedure, stage), query)
    }

    func address(of id: ID<Case>) -> String { Site.boardCase(round, procedure, stage, id.text) }

    func load(
        _ visit: Visit, _ officer: Officer, amount: String? = nil, readsAmounts: Bool = false
    ) async throws -> ReviewBoard {
        try await visit.installation.reviewBoard(
            round: round, procedure: procedure, stage: stage, amount: amount, readsAmounts: readsAmounts,
            for: officer)
    }
}

extension ReviewBoard {
    /// What the pages of a board share: its name, the way back, and the two views of it.
    func page(_ visit: Visit, isRanking: Bool) -> Page {
        let place = BoardPlace(self)
        var page = visit.page(
            "\(visit.say(round.round.title))　\(visit.say(stage.name))", .office)
        page.context = visit.say(isRanking ? Words.Scoring.ranking : Words.Scoring.scores)
        page.width = .wide
        page.breadcrumbs = [.init(visit.say(Words.Scoring.boards), Site.boards())]
        page.lead = """
            \(if: isCut, visit.ui.banner(.warning, visit.say(Words.Scoring.cut(board.lines.count))))\
            \(visit.ui.tabs(
                visit.say(Words.Scoring.boards),
                [
                    .init(visit.say(Words.Scoring.scores), place.address(Site.board), isCurrent: !isRanking),
                    .init(visit.say(Words.Scoring.ranking), place.address(Site.boardRanking), isCurrent: isRanking),
                ]))
            """
        return page
    }

    /// A case's number and title, leading to what its reviewers found.
    func link(to line: ScoreBoard.Line, _ visit: Visit) -> HTML {
        """
        <a href="\(href: BoardPlace(self).address(of: line.id))">\(line.number)</a><br>\
        <span class="board-title">\(line.title)</span><br><span class="support">\(line.organisation)</span>
        """
    }
}
