import Grants
import Hummingbird
import UseCases

/// One case in the meeting of a review: every score by criterion, what was written, and what is said about it.
enum DiscussionPage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.boardCase, scope: .case) { visit, officer in
            .page(page(try await Discussed(visit, officer), visit).html)
        },
        .officer(.office, .post, Site.boardCase, scope: .case) { visit, officer in
            let discussed = try await Discussed(visit, officer)
            do {
                try await visit.installation.discuss(
                    visit.form["text"] ?? "", stage: discussed.board.stage.id, on: discussed.line.id, by: officer)
            } catch let refusal as Refusal where refusal.kind == .invalid {
                return .page(page(discussed, visit, refusal: refusal).html, status: .unprocessableContent)
            }
            return .seeOther(BoardPlace(discussed.board).address(of: discussed.line.id) + "?done=written#meeting")
        },
    ]

    /// A case of a board, and what is known of it. One that is not on the board does not exist there.
    private struct Discussed {
        let board: ReviewBoard
        let line: ScoreBoard.Line
        let view: CaseView
        let previous: ScoreBoard.Line?
        let next: ScoreBoard.Line?

        init(_ visit: Visit, _ officer: Officer) async throws {
            let id: ID<Case> = try visit.id("case")
            view = try await visit.installation.officeCase(id, for: officer)
            board = try await BoardPlace(visit).load(visit, officer)
            let lines = board.board.lines
            guard let index = lines.firstIndex(where: { $0.id == id }) else { throw Refusal.absent }
            line = lines[index]
            previous = index > 0 ? lines[index - 1] : nil
            next = index + 1 < lines.count ? lines[index + 1] : nil
        }

        /// The filing that is under review there.
        var filing: Filing? { view.state.filing(of: board.procedure.id) }
    }

    private static func page(_ discussed: Discussed, _ visit: Visit, refusal: Refusal? = nil) -> Page {
        let (board, ui, state) = (discussed.board, visit.ui, discussed.view.state)
        let place = BoardPlace(board)
        var page = visit.page(state.title, .office)
        page.context = state.number
        page.width = .wide
        page.breadcrumbs = [
            .init(visit.say(Words.Scoring.boards), Site.boards()),
            .init("\(visit.say(board.round.round.title))　\(visit.say(board.stage.name))", place.address(Site.board)),
        ]
        page.hasErrors = refusal != nil
        if let refusal {
            page.alerts = ui.errorSummary([Problem(field: "text", visit.say(refusal.message))])
        } else if visit.query["done"] == "written" {
            page.alerts = ui.banner(.success, visit.say(Words.Scoring.written), isAnnounced: true)
        }
        let neighbours = [
            discussed.previous.map { ui.link(visit.say(Words.Scoring.previous), place.address(of: $0.id)) },
            discussed.next.map { ui.link(visit.say(Words.Scoring.next), place.address(of: $0.id)) },
        ].compactMap { $0 }
        page.lead = """
            <p><strong>\(state.number)</strong>　\(state.organisation.name)<br>\
            \(ui.link(visit.say(Words.Scoring.toCase), Site.officeCase(state.id.text)))</p>\
            \(if: !neighbours.isEmpty, "<nav class=\"neighbours\" aria-label=\"\(visit.say(Words.Scoring.nearby))\">\(neighbours.joined(separator: " "))</nav>")
            """
        page.body = scores(discussed, visit)
        page.aside = meeting(discussed, visit, refusal)
        return page
    }

    private static func scores(_ discussed: Discussed, _ visit: Visit) -> HTML {
        let ui = visit.ui
        let sheet =
            discussed.view.programme.flow.procedure(discussed.board.procedure.id)?
            .stage(discussed.board.stage.id)?.sheet.flatMap(discussed.view.programme.sheet) ?? discussed.board.sheet
        let scored = (discussed.filing?.assignments ?? []).compactMap { assignment -> (String, Answers, String)? in
            guard assignment.stage == discussed.board.stage.id, let score = assignment.score else { return nil }
            return (assignment.reviewerName, sheet.answers(from: score.answers), score.total.points)
        }
        guard !scored.isEmpty else {
            return """
                <section class="block"><h2>\(visit.say(Words.Scoring.criteria))</h2>\
                <p>\(visit.say(Words.Scoring.notScored))</p></section>
                """
        }
        let isLong = { (field: Field) in if case .longText = field.type { true } else { false } }
        let line = discussed.line
        let remarks = scored.compactMap { name, answers, _ -> HTML? in
            let entries = sheet.fields.filter(isLong).compactMap { field in
                answers[field.name].map {
                    Components.Entry(visit.say(field.label), ui.prose($0.words(as: field, english: visit.english)))
                }
            }
            return entries.isEmpty ? nil : "<h3>\(name)</h3>\(ui.list(entries))"
        }
        let numbers = [
            (Words.Scoring.mean, line.mean?.fixed(2)), (Words.Scoring.spread, line.spread?.fixed(2)),
            (Words.Scoring.adjusted, line.adjusted?.fixed(1)),
        ]
        return """
            <section class="block"><h2>\(visit.say(Words.Scoring.criteria))</h2>\
            \(ui.list(numbers.map { .init(visit.say($0.0), text: $0.1 ?? "―") }))\
            \(ui.table(
                visit.say(discussed.board.stage.name),
                columns: [.init(visit.say(Words.Office.criterion))] + scored.map { .init($0.0, isNumeric: true) },
                rows: sheet.fields.filter { !isLong($0) && !$0.type.isNote }.map { field in
                    ["\(visit.say(field.label))"]
                        + scored.map { "\($0.1[field.name]?.words(as: field, english: visit.english) ?? "―")" }
                }, footer: ["\(visit.say(Words.Scoring.total))"] + scored.map { "\($0.2)" }))\(remarks)</section>
            """
    }

    private static func meeting(_ discussed: Discussed, _ visit: Visit, _ refusal: Refusal?) -> HTML {
        let ui = visit.ui
        let notes = discussed.view.state.comments.filter { $0.stage == discussed.board.stage.id }
        let timeline = ui.timeline(
            notes.reversed().map { note in
                .init(
                    note.actor.name, at: Formats.time(note.at, visit.language), machine: Formats.machine(note.at),
                    ui.prose(note.text))
            })
        return """
            <section class="block" id="meeting"><h2>\(visit.say(Words.Scoring.meeting))</h2>\
            <p class="support">\(visit.say(Words.Scoring.meetingAbout))</p>\
            \(ui.form(
                to: BoardPlace(discussed.board).address(of: discussed.line.id), hidden: visit.tokens,
                """
                \(ui.textarea(
                    Control(
                        "text", visit.say(Words.Scoring.meetingText), .unmarked,
                        error: refusal.map { visit.say($0.message) }),
                    value: refusal == nil ? "" : visit.form["text"] ?? "", rows: 4))\
                \(ui.buttons(ui.submit(visit.say(Words.Scoring.write))))
                """))\
            \(if: notes.isEmpty, "<p>\(visit.say(Words.Scoring.nothingSaid))</p>", else: timeline)</section>
            """
    }
}
