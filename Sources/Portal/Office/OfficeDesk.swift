import Grants
import Storage
import UseCases

/// A case on an officer's desk: everything the parts of its page show.
struct OfficeDesk: Sendable {
    let view: CaseView
    /// The filing being looked at: the latest unless the address names another.
    let filing: Filing
    let officer: Officer
    /// Reviewers that can be assigned; read only while the filing is under review.
    let reviewers: [ReviewerCandidate]
    /// Who works at the officer's windows.
    let hands: Hands
    let visit: Visit
    /// What was refused just now, and in which form.
    var problem: (form: OfficeForm, refusal: Refusal)?

    var state: Case { view.state }
    var programme: Programme { view.programme }
    var ui: Components { visit.ui }
    var procedure: Procedure? { programme.flow.procedure(filing.procedure) }
    var form: Form? { programme.form(of: filing.procedure) }
    var stage: Stage? { state.stage(of: filing, under: programme) }

    /// The files of a revision, to fetch here.
    func shownFiles(of revision: Filing.Revision) -> ShownFiles {
        ShownFiles(files: revision.files, scans: view.scans) { Site.officeFile(state.id.text, $0.id.text) }
    }

    /// The list the case was opened from, as its address says it; what is done to the case keeps it.
    var list: String { visit.query[OfficeDesk.listName] ?? visit.form[OfficeDesk.listName] ?? "" }

    /// The name a list goes by in addresses and forms.
    static let listName = "list"
    /// How far the case had come on the page a form is sent from.
    static let seenName = "seen"

    /// The address of the case's page with the filing that is looked at, or another, and the list one came from.
    func address(_ more: [(String, String)] = [], of filing: ID<Filing>? = nil) -> String {
        Pattern.address(
            Site.officeCase(state.id.text),
            [("filing", (filing ?? self.filing.id).text), (OfficeDesk.listName, list)] + more)
    }

    /// Whether the officer can return the filing to its applicant now.
    var canReturn: Bool {
        guard filing.standing == .inStage, filing.proposal == nil, let stage else { return false }
        return (stage.by != .approver || officer.has(.approver)) && stage.outcomes.contains { $0.target == .applicant }
    }

    func say(_ phrase: Phrase) -> String { visit.say(phrase) }
    func say(_ text: Text) -> String { visit.say(text) }

    /// The case and the filing its request names, as the officer may see them.
    static func load(_ visit: Visit, _ officer: Officer, problem: (form: OfficeForm, refusal: Refusal)? = nil)
        async throws -> OfficeDesk
    {
        let view = try await visit.installation.officeCase(try visit.id("case"), for: officer)
        let named = visit.parameters.get("filing") ?? visit.query["filing"]
        let chosen = named.map { text in ID<Filing>(text).flatMap(view.state.filing) } ?? view.state.latest
        guard let filing = chosen else { throw Refusal.absent }
        let stage = view.state.stage(of: filing, under: view.programme)
        let isReviewed = filing.standing == .inStage && stage?.kind == .review
        return OfficeDesk(
            view: view, filing: filing, officer: officer,
            reviewers: isReviewed
                ? try await visit.installation.reviewerCandidates(
                    for: filing.id, of: view.state.id, for: officer) : [],
            hands: try await visit.installation.hands(for: officer), visit: visit, problem: problem)
    }

    // MARK: Forms

    /// One of the page’s forms.
    func sending(to address: String, _ body: HTML) -> HTML {
        ui.form(
            to: address,
            hidden: """
                \(visit.tokens)\(ui.hidden(OfficeDesk.seenName, String(state.seq)))\
                \(if: !list.isEmpty, ui.hidden(OfficeDesk.listName, list))
                """, body)
    }

    /// What is said around an input of a form, with what was wrong with it.
    func control(
        _ name: String, _ label: String, _ requirement: Control.Requirement, in form: OfficeForm,
        support: String? = nil, remark: String? = nil
    ) -> Control {
        let refusal = problem.flatMap { $0.form == form && $0.refusal.field == name ? $0.refusal : nil }
        return Control(
            name, label, requirement, support: support, remark: remark, error: refusal.map { say($0.message) },
            scope: form.scope)
    }

    /// What was typed into a form that was refused.
    func typed(_ name: String, in form: OfficeForm) -> String {
        problem?.form == form ? visit.form[name] ?? "" : ""
    }

    func isRefused(_ form: OfficeForm) -> Bool { problem?.form == form }

    /// The lines of the error summary.
    var problems: [Problem] {
        guard let problem else { return [] }
        guard let field = problem.refusal.field else { return [Problem(say(problem.refusal.message))] }
        return [Problem(field: field, say(problem.refusal.message), scope: problem.form.scope)]
    }

    // MARK: Words

    /// When and by whom, for one line.
    func when(_ instant: Instant) -> String { Formats.time(instant, visit.language) }

    func stageName(_ id: String) -> String { procedure?.stage(id).map { say($0.name) } ?? id }

    func block(_ id: String? = nil, _ title: Phrase, _ body: HTML) -> HTML {
        "<section class=\"block\"\(attribute: "id", id)><h2>\(say(title))</h2>\(body)</section>"
    }
}

/// The forms of a case's page.
enum OfficeForm: Hashable, Sendable {
    case comment, message, giveBack, move, assign, propose, decline, confirm, extend, take
    /// A comment on a field.
    case annotate(String)
    case release(ID<CaseEvent.Assignment>)

    /// Begins the ids of its inputs.
    var scope: String {
        switch self {
        case .comment: "comment"
        case .message: "message"
        case .giveBack: "return"
        case .move: "move"
        case .assign: "assign"
        case .propose: "propose"
        case .decline: "decline"
        case .confirm: "confirm"
        case .extend: "extend"
        case .take: "take"
        case .annotate: "annotate"
        case .release(let id): "release-\(id.text)"
        }
    }
}
