import Grants
import Hummingbird
import UseCases

/// What the office does to a case. Each comes back to the case's page, which says what was done, or what was wrong with
/// everything still there as it was typed.
enum OfficeActs {
    static let routes: [Route] = [
        act(Site.officeComment, .comment, done: "commented", at: "comments") { visit, officer, id in
            try await visit.installation.comment(visit.form["text"] ?? "", on: id, by: officer)
        },
        act(Site.officeMessages, .message, done: "sent", at: "messages") { visit, officer, id in
            try await visit.installation.answerInquiry(visit.form["text"] ?? "", on: id, by: officer)
        },
        act(Site.officeReturn, .giveBack, done: "returned") { visit, officer, id in
            try await visit.installation.returnFiling(
                try visit.id("filing"), of: id, message: visit.form["message"] ?? "", remarks: remarks(visit.form),
                seen: seen(visit), by: officer)
        },
        act(Site.officeMove, .move, done: "moved") { visit, officer, id in
            try await visit.installation.passOn(
                try visit.id("filing"), of: id, outcome: visit.form["outcome"] ?? "", seen: seen(visit), by: officer)
        },
        act(Site.officeAssign, .assign, done: "assigned") { visit, officer, id in
            if visit.form["act"] == "balance" {
                return try await visit.installation.assignReviewers(to: try visit.id("filing"), of: id, by: officer)
            }
            guard let reviewer = visit.form["reviewer"].flatMap({ ID<Account>($0) }) else {
                throw Refusal(.invalid, Words.Office.chooseReviewer, field: "reviewer")
            }
            try await visit.installation.assignReviewer(
                reviewer, to: try visit.id("filing"), of: id, by: officer)
        },
        .officer(.office, .post, Site.officeRelease, scope: .case) { visit, officer in
            let assignment: ID<CaseEvent.Assignment> = try visit.id("assignment")
            return try await carryOut(.release(assignment), done: "released", visit, officer) { id in
                try await visit.installation.releaseReviewer(
                    assignment, of: id, reason: visit.form["reason"] ?? "", by: officer)
            }
        },
        act(Site.officePropose, .propose, done: "proposed") { visit, officer, id in
            guard let outcome = visit.form["outcome"], !outcome.isEmpty else {
                throw Refusal(.invalid, Words.Office.chooseOutcome, field: "outcome")
            }
            try await visit.installation.proposeDecision(
                try visit.id("filing"), of: id, outcome: outcome, reason: visit.form["reason"] ?? "", seen: seen(visit),
                by: officer)
        },
        act(Site.officeDecline, .decline, done: "declined") { visit, officer, id in
            try await visit.installation.declineProposal(
                try visit.id("filing"), of: id, reason: visit.form["reason"] ?? "", seen: seen(visit), by: officer)
        },
        act(Site.officeExtension, .extend, done: "extended", at: "next") { visit, officer, id in
            guard
                let day = Day(
                    typedYear: visit.form["until.year"] ?? "", month: visit.form["until.month"] ?? "",
                    day: visit.form["until.day"] ?? "")
            else { throw Refusal(.invalid, Words.Office.chooseDay, field: "until") }
            try await visit.installation.extend(
                visit.form["procedure"] ?? "", of: id, to: day, reason: visit.form["reason"] ?? "", by: officer)
        },
        act(Site.officeConfirm, .confirm, done: "confirmed") { visit, officer, id in
            try await visit.installation.confirmDecision(
                try visit.id("filing"), of: id, seen: seen(visit), by: officer)
        },
        act(Site.officeTake, .take, done: "taken") { visit, officer, id in
            let chosen = visit.form["holder"] ?? ""
            let person = ID<Account>(chosen)
            guard person != nil || chosen == "nobody" else {
                throw Refusal(.invalid, Words.Hands.chooseHolder, field: "holder")
            }
            try await visit.installation.take(
                id, for: person, seen: visit.form["holding"].flatMap { ID<Account>($0) }, by: officer)
        },
        annotation(Site.officeAnnotate, done: "annotated") { visit, officer, id, field in
            try await visit.installation.annotate(
                field, of: try visit.id("filing"), revision: Int(visit.form["revision"] ?? "") ?? 0,
                visit.form["text"] ?? "", on: id, by: officer)
        },
        annotation(Site.officeResolve, done: "resolved") { visit, officer, id, field in
            try await visit.installation.resolve(
                field, of: try visit.id("filing"), isOpen: visit.form["open"] == "yes", on: id, by: officer)
        },
    ]

    /// How far the case had come on the page the form was sent from.
    private static func seen(_ visit: Visit) -> Int? { visit.form[OfficeDesk.seenName].flatMap { Int($0) } }

    /// What is done to a field's comments comes back to the field.
    private static func annotation(
        _ pattern: Pattern, done: String,
        _ body: @escaping @Sendable (Visit, Officer, ID<Case>, String) async throws -> Void
    ) -> Route {
        .officer(.office, .post, pattern, scope: .case) { visit, officer in
            let field = visit.form["field"] ?? ""
            let place = PercentEncoding.encode(OfficeAnnotations.place(field))
            return try await carryOut(.annotate(field), done: done, at: place, visit, officer) { id in
                try await body(visit, officer, id, field)
            }
        }
    }

    private static func act(
        _ pattern: Pattern, _ form: OfficeForm, done: String, at place: String? = nil,
        _ body: @escaping @Sendable (Visit, Officer, ID<Case>) async throws -> Void
    ) -> Route {
        .officer(.office, .post, pattern, scope: .case) { visit, officer in
            try await carryOut(form, done: done, at: place, visit, officer) { try await body(visit, officer, $0) }
        }
    }

    private static func carryOut(
        _ form: OfficeForm, done: String, at place: String? = nil, _ visit: Visit, _ officer: Officer,
        _ body: (ID<Case>) async throws -> Void
    ) async throws -> Response {
        let id: ID<Case> = try visit.id("case")
        do {
            try await body(id)
        } catch let refusal as Refusal where refusal.kind != .notFound {
            let desk = try await OfficeDesk.load(visit, officer, problem: (form, refusal))
            let around = try await CaseNeighbours.of(desk)
            return .page(OfficeCasePage.page(desk, around: around).html, status: refusal.kind.status)
        }
        let filing = visit.parameters.get("filing") ?? ""
        let list = visit.form[OfficeDesk.listName] ?? ""
        let address = Pattern.address(
            Site.officeCase(id.text), [("filing", filing), ("done", done), (OfficeDesk.listName, list)])
        return .seeOther(place.map { "\(address)#\($0)" } ?? address)
    }

    /// The remarks of a return: inputs named `remark.FIELD`.
    private static func remarks(_ form: URLEncodedForm) -> [String: String] {
        var remarks: [String: String] = [:]
        for field in form.fields where field.name.hasPrefix("remark.") {
            remarks[String(field.name.dropFirst("remark.".count))] = field.value
        }
        return remarks
    }
}
