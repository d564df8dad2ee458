import Grants
import Hummingbird
import UseCases

/// 閲覧中: who else has the case open. The page says it when it is loaded; its script keeps it up to date.
enum OfficeViewing {
    static let routes: [Route] = [
        .officer(.office, .post, Site.officeViewing, scope: .case, isByItself: true) { visit, officer in
            // A moment that has not been is none of ours.
            let page = min(visit.form["page"].flatMap { Int64($0) } ?? 0, visit.arrived.milliseconds)
            let others = try await visit.installation.beat(
                at: try visit.id("case"), page: Instant(milliseconds: page), isLeaving: visit.form["leaving"] == "yes",
                by: officer)
            return .json(JSON.object(["text": .string(words(others, visit))]).canonical)
        }
    ]

    static func words(_ others: [Viewing.Other], _ visit: Visit) -> String {
        others.isEmpty
            ? ""
            : visit.say(
                Words.Hands.alsoLooking(
                    visit.joined(others.map { "\($0.name)（\(Formats.clock($0.since))〜）" })))
    }

    static func line(_ others: [Viewing.Other], _ desk: OfficeDesk) -> HTML {
        """
        <div class="viewing" data-viewing><form action="\(href: Site.officeViewing(desk.state.id.text))" method="post" \
        hidden>\(desk.visit.tokens)\(desk.ui.hidden("page", String(desk.visit.arrived.milliseconds)))</form><p role="status">\(words(others, desk.visit))</p></div>
        """
    }
}
