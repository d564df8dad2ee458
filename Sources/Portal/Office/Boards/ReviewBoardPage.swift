import Grants
import Hummingbird
import UseCases

import struct FEEL.Number

/// 審査の一覧: which reviews there are, and for each the reviewers' scores of every case side by side.
enum ReviewBoardPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.boards) { visit, officer in
            .page(list(try await visit.installation.reviewStages(for: officer), visit).html)
        },
        .officer(.office, .get, Site.board, scope: .round) { visit, officer in
            .page(page(try await BoardPlace(visit).load(visit, officer), visit).html)
        },
    ]

    private static func list(_ rows: [ReviewStageRow], _ visit: Visit) -> Page {
        var page = visit.page(visit.say(Words.Scoring.boards), .office)
        guard !rows.isEmpty else {
            page.body = visit.ui.empty(visit.say(Words.Scoring.noBoards))
            return page
        }
        page.width = .wide
        page.lead = "<p>\(visit.say(Words.Scoring.boardsAbout))</p>"
        page.body = visit.ui.table(
            visit.say(Words.Scoring.boards),
            columns: [
                .init(visit.say(Words.Scoring.round)), .init(visit.say(Words.Scoring.stage)),
                .init(visit.say(Words.Scoring.underReview), isNumeric: true), .init(visit.say(Words.Scoring.ranking)),
            ],
            rows: rows.map { row in
                let place = BoardPlace(row)
                let name = "\(visit.say(row.procedure.name))　\(visit.say(row.stage.name))"
                return [
                    "\(visit.say(row.round.round.title))",
                    visit.ui.link(name, place.address(Site.board)),
                    "\(row.cases)",
                    """
                    <a href="\(href: place.address(Site.boardRanking))">\(visit.say(Words.Scoring.ranking))\
                    \(visit.ui.hiddenText("\(visit.say(row.round.round.title)) \(name)"))</a>
                    """,
                ]
            }, rowHeader: 0, isDense: false, isCaptionHidden: true)
        return page
    }

    // MARK: The matrix

    /// Cases on a page.
    static let pageSize = 50

    /// How the matrix is ordered.
    enum Order: String, CaseIterable {
        case number, mean, spread, adjusted, progress

        /// The lines in this order; of the same value by number.
        func sorted(_ lines: [ScoreBoard.Line]) -> [ScoreBoard.Line] {
            func falling(_ value: (ScoreBoard.Line) -> Number?) -> [ScoreBoard.Line] {
                lines.enumerated().sorted { left, right in
                    switch (value(left.element), value(right.element)) {
                    case (let own?, let other?) where own != other: own > other
                    case (nil, _?): false
                    case (_?, nil): true
                    default: left.offset < right.offset
                    }
                }.map(\.element)
            }
            switch self {
            case .number: return lines
            case .mean: return falling(\.mean)
            case .spread: return falling(\.spread)
            case .adjusted: return falling(\.adjusted)
            case .progress: return falling { Number(-$0.scored) }
            }
        }
    }

    private static func page(_ board: ReviewBoard, _ visit: Visit) -> Page {
        var page = board.page(visit, isRanking: false)
        guard !board.board.lines.isEmpty else {
            page.body = visit.ui.empty(visit.say(Words.Scoring.nothingYet))
            return page
        }
        let order = visit.query["order"].flatMap(Order.init) ?? .number
        let lines = order.sorted(board.board.lines)
        let from = max(0, min(Int(visit.query["from"] ?? "") ?? 0, max(0, lines.count - 1))) / pageSize * pageSize
        let shown = Array(lines[from..<min(lines.count, from + pageSize)])
        let place = BoardPlace(board)
        func address(_ start: Int) -> String {
            place.address(Site.board, [("order", order.rawValue), ("from", String(start))])
        }
        page.body = """
            <p>\(visit.say(Words.Scoring.missing(board.board.missing)))</p>\
            \(matrix(board, shown, order, visit))\
            \(visit.ui.pagination(
                previous: from > 0 ? address(max(0, from - pageSize)) : nil,
                next: from + pageSize < lines.count ? address(from + pageSize) : nil,
                summary: visit.say(Words.Scoring.range(from + 1, from + shown.count, of: lines.count))))\
            \(visit.ui.details(
                visit.say(Words.Scoring.explain), visit.ui.prose(visit.say(Words.Scoring.explanation))))\
            <h2>\(visit.say(Words.Scoring.reviewers))</h2>\(reviewers(board, visit))
            """
        return page
    }

    private static func matrix(
        _ board: ReviewBoard, _ lines: [ScoreBoard.Line], _ order: Order, _ visit: Visit
    ) -> HTML {
        let place = BoardPlace(board)
        // Of many reviewers only those who have a part on this page.
        let here = Set(lines.flatMap(\.parts).map(\.reviewer))
        let reviewers = board.board.reviewers.filter { here.contains($0.id) }
        func sorted(_ title: Phrase, _ own: Order) -> Components.Column {
            .init(
                visit.say(title), sortedBy: place.address(Site.board, [("order", own.rawValue)]),
                own != order ? .none : own == .number || own == .progress ? .ascending : .descending,
                isNumeric: own != .number)
        }
        return visit.ui.table(
            visit.say(Words.Scoring.scores),
            columns: [
                sorted(Words.Scoring.caseColumn, .number), sorted(Words.Scoring.progress, .progress),
                sorted(Words.Scoring.mean, .mean), sorted(Words.Scoring.spread, .spread),
                sorted(Words.Scoring.adjusted, .adjusted),
            ] + reviewers.map { .init($0.name, isNumeric: true) },
            rows: lines.map { line in
                [
                    board.link(to: line, visit), progress(line, board, visit), "\(line.mean?.fixed(2) ?? "―")",
                    "\(line.spread?.fixed(2) ?? "―")", "\(line.adjusted?.fixed(1) ?? "―")",
                ] + reviewers.map { reviewer in cell(line.parts.last { $0.reviewer == reviewer.id }, visit) }
            }, isCaptionHidden: true)
    }

    private static func progress(_ line: ScoreBoard.Line, _ board: ReviewBoard, _ visit: Visit) -> HTML {
        if line.parts.isEmpty { return visit.ui.chip(visit.say(Words.Scoring.notAssigned), .warning) }
        return "\(line.scored)/\(board.stage.reviewers)"
    }

    private static func cell(_ part: ScoreBoard.Part?, _ visit: Visit) -> HTML {
        guard let part else { return .empty }
        if let total = part.total { return "\(total.points)" }
        let words: Phrase =
            switch part.progress {
            case .undeclared: Words.Scoring.undeclared
            case .conflicted: Words.Scoring.conflicted
            case .scoring, .done, .released: Words.Scoring.scoring
            }
        return "<span class=\"support\">\(visit.say(words))</span>"
    }

    private static func reviewers(_ board: ReviewBoard, _ visit: Visit) -> HTML {
        visit.ui.table(
            visit.say(Words.Scoring.reviewers),
            columns: [
                .init(visit.say(Words.Scoring.reviewer)), .init(visit.say(Words.Scoring.scored), isNumeric: true),
                .init(visit.say(Words.Scoring.waiting), isNumeric: true),
                .init(visit.say(Words.Scoring.conflicts), isNumeric: true),
                .init(visit.say(Words.Scoring.mean), isNumeric: true),
            ],
            rows: board.board.reviewers.map { reviewer in
                let work = board.board.workload(of: reviewer.id)
                return [
                    "\(reviewer.name)", "\(work.scored)", "\(work.waiting)", "\(work.conflicts)",
                    "\(work.mean?.fixed(2) ?? "―")",
                ]
            }, isCaptionHidden: true)
    }
}
