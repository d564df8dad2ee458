import Grants
import Storage
import UseCases

/// マイページ: what to do next, and everything filed so far, across agencies.
enum MyPagePage {
    static let routes: [Route] = [
        .applicant(.get, Site.myPage) { visit, applicant in
            let mine = try await visit.installation.myPage(
                of: applicant, before: visit.query["before"].flatMap(WorkListAddress.key))
            return .page(view(mine, visit, applicant).html)
        }
    ]

    static func view(_ mine: MyPage, _ visit: Visit, _ applicant: SignedApplicant) -> Page {
        let ui = visit.ui
        var page = visit.page(visit.say(Words.myPage), .applicant)
        page.width = .wide
        page.lead = "<p>\(visit.say(Words.myPageLead(applicant.organisation.name)))</p>"
        let returned = mine.drafts.filter(\.isResubmission)
        let drafts = mine.drafts.filter { !$0.isResubmission }
        var body: HTML = .empty
        if mine.drafts.isEmpty && mine.cases.isEmpty && mine.invited.isEmpty {
            body += ui.empty(
                visit.say(Words.nothingFiled),
                "<p>\(ui.action(visit.say(Words.findRounds), Site.rounds(), .primary))</p>")
        }
        if !returned.isEmpty {
            body += section(visit.say(Words.toCorrect), ui.cards(returned.map { returnedCard($0, visit) }))
        }
        if !mine.openings.isEmpty {
            body += section(visit.say(Words.nextProcedures), ui.cards(mine.openings.map { openingCard($0, visit) }))
        }
        if !mine.invited.isEmpty {
            body += section(
                visit.say(Words.invitedRounds), ui.cards(mine.invited.map { RoundCard.view($0, visit) }))
        }
        if !drafts.isEmpty {
            body += section(visit.say(Words.drafts), ui.cards(drafts.map { draftCard($0, visit) }))
        }
        if !mine.cases.isEmpty {
            body += section(visit.say(Words.filedCases), "\(cases(mine.cases, visit))\(pages(mine, visit))")
        }
        page.body = body
        return page
    }

    private static func section(_ title: String, _ content: HTML) -> HTML {
        "<section class=\"block\"><h2>\(title)</h2>\(content)</section>"
    }

    private static func returnedCard(_ draft: OpenDraft, _ visit: Visit) -> HTML {
        visit.ui.card(
            draft.case?.title ?? "", level: 3, chips: visit.ui.chip(visit.say(Words.needsCorrection), .warning),
            actions: visit.ui.action(visit.say(Words.correctNow), Site.filing(draft.draft.filing.text), .primary),
            "<p>\(draft.case.map { visit.say($0.opening.roundTitle) } ?? "")（\(draft.case?.number ?? "")）</p>")
    }

    private static func openingCard(_ opening: MyPage.Opening, _ visit: Visit) -> HTML {
        visit.ui.card(
            "\(visit.say(opening.procedure.name))：\(opening.case.title)", level: 3,
            chips: visit.ui.chip(visit.say(Words.canBegin), .success),
            actions: visit.ui.action(visit.say(Words.toCase), Site.case(opening.case.id.text), .primary),
            opening.until.map { "<p>\(Formats.deadline($0, now: visit.arrived, visit.ui))</p>" } ?? .empty)
    }

    private static func draftCard(_ draft: OpenDraft, _ visit: Visit) -> HTML {
        let progress = draft.progress
        return visit.ui.card(
            draft.round.map { visit.say($0.round.title) } ?? draft.case?.title ?? "", level: 3,
            chips: visit.ui.chip(visit.say(draft.procedure.name), .neutral),
            actions: visit.ui.action(visit.say(Words.resume), draft.resumeAddress, .primary),
            """
            <p>\(visit.say(Words.progress(progress.done, progress.all)))・\
            \(visit.say(Words.lastSaved(Formats.time(draft.draft.changedAt, visit.language))))</p>\
            \(draft.until.map { "<p>\(Formats.deadline($0, now: visit.arrived, visit.ui))</p>" as HTML })
            """)
    }

    private static func cases(_ rows: [CaseRow], _ visit: Visit) -> HTML {
        let offer = visit.installation.published.current
        return visit.ui.table(
            visit.say(Words.filedCases),
            columns: [
                .init(visit.say(Words.caseNumber)), .init(visit.say(Words.projectTitle)),
                .init(visit.say(Words.roundTitle)), .init(visit.say(Words.procedure)), .init(visit.say(Words.status)),
                .init(visit.say(Words.changed)),
            ],
            rows: rows.map { row in
                let programme = offer.definition(row.programme, version: row.version)
                let procedure = programme?.flow.procedure(row.procedure)?.name
                return [
                    visit.ui.link(row.number, Site.case(row.id.text)), "\(row.title)",
                    "\(offer.round(row.round).map { visit.say($0.round.title) } ?? row.roundTitle)",
                    "\(procedure.map(visit.say) ?? "")", status(row.status, visit),
                    visit.ui.time(Formats.time(row.changedAt, visit.language), machine: Formats.machine(row.changedAt)),
                ]
            }, isDense: true, isCaptionHidden: true)
    }

    /// To the cases that changed earlier, and back to the newest.
    private static func pages(_ mine: MyPage, _ visit: Visit) -> HTML {
        visit.ui.pagination(
            previous: nil, next: mine.next.map { Pattern.address(Site.myPage(), [("before", "\($0.value)~\($0.id)")]) },
            first: visit.query["before"] == nil ? nil : Site.myPage())
    }

    /// A case's status as its applicant reads it.
    static func status(_ status: CaseStatus, _ visit: Visit) -> HTML {
        visit.ui.chip(visit.say(status.applicantTitle), status.applicantTone)
    }
}

extension OpenDraft {
    /// How many of the required fields are answered.
    var progress: (done: Int, all: Int) {
        let judgement = judgement
        let required = form.fields.filter { judgement.isRequired($0.name) }
        return (required.count { judgement.answers[$0.name] != nil }, required.count)
    }

    /// Where the applicant was.
    var resumeAddress: String {
        draft.place.map { Site.filingSection(draft.filing.text, $0) } ?? Site.filing(draft.filing.text)
    }
}
