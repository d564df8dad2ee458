import Grants
import Hummingbird
import UseCases

/// A case as its office sees it: what was filed on one side, what to do about it on the other.
enum OfficeCasePage {
    static let routes: [Route] = [
        .officer(.office, .get, Site.officeCase, scope: .case) { visit, officer in
            let desk = try await OfficeDesk.load(visit, officer)
            try await visit.installation.markSeen(desk.state, by: officer)
            let others = try await visit.installation.look(at: desk.state, page: visit.arrived, by: officer)
            return .page(page(desk, around: try await CaseNeighbours.of(desk), others: others).html)
        },
        .officer(.office, .get, Site.officeDifference, scope: .case) { visit, officer in
            let desk = try await OfficeDesk.load(visit, officer)
            guard let number = Int(try visit.place("revision")),
                let revision = desk.filing.revisions.first(where: { $0.number == number })
            else { throw Refusal.absent }
            return .page(earlier(revision, desk, around: try await CaseNeighbours.of(desk)).html)
        },
    ]

    static func page(_ desk: OfficeDesk, around: CaseNeighbours? = nil, others: [Viewing.Other] = []) -> Page {
        var page = frame(desk, around: around)
        page.hasErrors = desk.problem != nil
        if let refusal = desk.problem?.refusal {
            page.alerts =
                refusal.kind == .invalid
                ? desk.ui.errorSummary(desk.problems) : OfficeConflict.banner(refusal, desk)
        } else {
            page.alerts = done(desk)
        }
        page.alerts += desk.shownFiles(of: desk.filing.current).warning(Words.Scanning.askForAnother, desk.visit)
        page.lead += OfficeViewing.line(others, desk)
        page.lead += OfficeAnnotations.summary(desk)
        page.lead += "<p>\(desk.ui.link(desk.say(Words.Office.toTasks), "#tasks"))</p>"
        page.body = """
            \(steps(desk))\
            \(OfficeAnswers.changes(of: desk.filing.current, desk))\
            \(OfficeAnswers.answers(of: desk.filing.current, desk))\
            \(OfficeEntryView.section(desk))\
            \(OfficeAnswers.revisions(desk))\
            \(OfficeSheetView.earlier(desk))\
            \(OfficeReviewers.scores(desk))\
            \(OfficeThreads.letters(desk))\
            \(OfficeThreads.messages(desk))\
            \(OfficeHistory.section(desk))
            """
        page.aside = """
            \(OfficeHolder.section(desk))\
            \(OfficeSheetView.section(desk))\
            \(OfficeTasks.section(desk))\
            \(OfficeReviewers.section(desk))\
            \(OfficeNext.section(desk))\
            \(OfficeThreads.comments(desk))
            """
        return page
    }

    /// One revision to read, beside the one before it.
    private static func earlier(
        _ revision: Filing.Revision, _ desk: OfficeDesk, around: CaseNeighbours?
    ) -> Page {
        var page = frame(desk, around: around)
        let back = desk.address()
        page.breadcrumbs.append(.init(desk.state.number, back))
        page.title = "\(desk.state.title)：\(desk.say(Words.Office.revision(revision.number)))"
        page.alerts = desk.ui.banner(
            .info, desk.say(Words.Office.earlierRevision(desk.say(Words.Office.revision(revision.number)))),
            "<p>\(desk.ui.link(desk.say(Words.Office.toCase), back))</p>")
        page.body = """
            \(OfficeAnswers.comparisons(revision, desk))\
            \(OfficeAnswers.changes(of: revision, desk))\(OfficeAnswers.answers(of: revision, desk))
            """
        page.aside = OfficeAnswers.revisions(desk)
        return page
    }

    private static func frame(_ desk: OfficeDesk, around: CaseNeighbours?) -> Page {
        let (state, visit) = (desk.state, desk.visit)
        var page = visit.page(state.title, .office)
        page.width = .wide
        page.context = state.number
        page.breadcrumbs = [.init(visit.say(Words.Office.toList), Site.workList())]
        page.chips = WorkListPage.status(state.status(of: desk.filing, under: desk.programme), visit)
        let organisation = [state.organisation.name, state.organisation.corporateNumber].compactMap { $0 }
            .joined(separator: " ")
        let window = desk.view.window.map { visit.say($0.name) } ?? state.window
        page.lead = """
            <p><strong>\(state.number)</strong>　\(organisation)<br>\
            \(visit.say(state.opening.roundTitle))・\(visit.say(Words.Office.window))：\(window)<br>\
            \(visit.ui.link(
                visit.say(Words.WorkList.casesOfOrganisation),
                Pattern.address(Site.workList(), [("organisation", state.organisation.id.text)])))</p>
            """
        if let around {
            page.breadcrumbs = [.init(desk.say(Words.Office.toList), around.list.address())]
            page.lead += around.links(desk)
        }
        return page
    }

    private static func done(_ desk: OfficeDesk) -> HTML {
        guard let message = desk.visit.query["done"].flatMap({ Words.Office.done[$0] ?? Words.Hands.done[$0] }) else {
            return .empty
        }
        return desk.ui.banner(.success, desk.say(message), isAnnounced: true)
    }

    /// The procedures of the case; those that were filed can be looked at.
    private static func steps(_ desk: OfficeDesk) -> HTML {
        let steps = desk.programme.flow.procedures.map { procedure -> Components.Step in
            let title = desk.say(procedure.name)
            guard let filing = desk.state.filing(of: procedure.id) else { return .init(title, .waiting) }
            let isShown = filing.id == desk.filing.id
            let address = Pattern.address(
                Site.officeCase(desk.state.id.text),
                [("filing", filing.id.text), (OfficeDesk.listName, desk.list)])
            let status = desk.say(desk.state.status(of: filing, under: desk.programme).title)
            let state: Components.StepState =
                switch filing.standing {
                case .returned: .returned
                case .ended: .done
                case .inStage: .current
                }
            return .init(title, state, href: isShown ? nil : address, note: status)
        }
        return desk.ui.steps(desk.say(Words.Office.procedures), steps)
    }
}
