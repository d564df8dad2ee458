import Grants
import Hummingbird
import UseCases

/// Everything assigned to a reviewer, what waits first.
enum ReviewTasksPage {
    static let routes: [Route] = [
        .officer([.reviewer], .get, Site.reviews) { visit, reviewer in
            .page(view(try await visit.installation.reviewTasks(for: reviewer), visit).html)
        }
    ]

    private static func view(_ tasks: [ReviewTask], _ visit: Visit) -> Page {
        var page = visit.page(visit.say(Words.reviews), .review)
        guard !tasks.isEmpty else {
            page.body = visit.ui.empty(
                visit.say(Words.Review.nothingAssigned), "<p>\(visit.say(Words.Review.nothingAssignedAdvice))</p>")
            return page
        }
        let waiting = tasks.filter(\.assignment.progress.waits)
        let finished = tasks.filter { !$0.assignment.progress.waits }
        let done = tasks.count { $0.assignment.progress == .done }
        page.lead = """
            <p>\(visit.say(Words.Review.tasksLead))\(visit.say(Words.Scoring.done(done, of: tasks.count)))</p>\
            \(if: tasks.contains(where: \.isOpen),
                "<p>\(visit.ui.link(visit.say(Words.Scoring.offline), Site.reviewOffline()))</p>")
            """
        page.width = .wide
        page.body = """
            <h2>\(visit.say(Words.Review.waiting(waiting.count)))</h2>\
            \(if: waiting.isEmpty, "<p>\(visit.say(Words.Review.nothingWaiting))</p>", else: cards(waiting, visit))\
            \(if: !finished.isEmpty, """
                <h2>\(visit.say(Words.Review.finished(finished.count)))</h2>\(cards(finished, visit))
                """)
            """
        return page
    }

    private static func cards(_ tasks: [ReviewTask], _ visit: Visit) -> HTML {
        visit.ui.cards(tasks.map { card($0, visit) })
    }

    private static func card(_ task: ReviewTask, _ visit: Visit) -> HTML {
        let (action, style): (Phrase, Components.ButtonStyle) =
            switch task.assignment.progress {
            case .undeclared: (Words.Review.toDeclaration, .primary)
            case .scoring: task.isOpen ? (Words.Review.toSheet, .primary) : (Words.Review.toLook, .secondary)
            case .done, .conflicted, .released: (Words.Review.toLook, .secondary)
            }
        return visit.ui.card(
            task.title, level: 3, chips: chip(task.assignment.progress, visit),
            actions: visit.ui.action(
                visit.say(action), Site.review(task.assignment.id.text), style, context: task.number, isSmall: true),
            visit.ui.list(facts(task, visit)))
    }

    /// What a reviewer may know before declaring: which case it is, and whose.
    static func facts(_ task: ReviewTask, _ visit: Visit) -> [Components.Entry] {
        let due = due(of: task, visit).map { Components.Entry(visit.say(Words.Scoring.due), $0) }
        return (due.map { [$0] } ?? []) + [
            .init(visit.say(Words.Review.number), text: task.number),
            .init(visit.say(Words.Review.organisation), text: task.organisationName ?? visit.say(Words.Review.hidden)),
            .init(visit.say(Words.Review.round), text: visit.say(task.roundTitle)),
            .init(visit.say(Words.Review.stage), text: visit.say(task.stageName)),
        ]
    }

    /// The last day, marked once it is over; nil where there is none.
    static func due(of task: ReviewTask, _ visit: Visit) -> HTML? {
        task.due.map { day in
            let words = Formats.day(day, visit.language)
            return day < JapanTime(visit.arrived).day
                ? visit.ui.chip(visit.say(Words.Scoring.overdue(words)), .warning) : "\(words)"
        }
    }

    static func chip(_ progress: Assignment.Progress, _ visit: Visit) -> HTML {
        let tone: Components.Tone =
            switch progress {
            case .undeclared: .warning
            case .scoring: .info
            case .done: .success
            case .conflicted, .released: .neutral
            }
        return visit.ui.chip(visit.say(progress.title), tone)
    }
}
