import Grants
import Hummingbird
import Storage
import UseCases

/// 管理の記録: what administrators of the agency did last.
enum AdminHistoryPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminHistory, scope: .account) { visit, administrator in
            let records = try await visit.installation.agencyHistory(for: administrator)
            let accounts = try await visit.installation.accounts(for: administrator)
            let logins = Dictionary(accounts.map { ($0.id.text, $0.login) }, uniquingKeysWith: { first, _ in first })
            return .page(view(records, logins: logins, visit).html)
        }
    ]

    private static func view(_ records: [AgencyRecord], logins: [String: String], _ visit: Visit) -> Page {
        var page = visit.administrationPage(visit.say(Words.adminHistory))
        page.lead = "<p>\(visit.say(Words.Admin.historyLead))</p>"
        guard !records.isEmpty else {
            page.body = visit.ui.empty(visit.say(Words.Admin.noHistory))
            return page
        }
        page.body = visit.ui.table(
            visit.say(Words.adminHistory),
            columns: [
                .init(visit.say(Words.Admin.at), isTight: true), .init(visit.say(Words.Admin.who)),
                .init(visit.say(Words.Admin.what)), .init(visit.say(Words.Admin.number), isNumeric: true),
            ],
            rows: records.map { record in
                [
                    visit.ui.time(
                        Formats.time(record.at, visit.language), machine: Formats.machine(record.at)),
                    "\(record.actor.name)（\(visit.say(record.actor.kind.title))）",
                    "\(sentence(record, logins: logins, visit))", "\(record.seq)",
                ]
            }, rowHeader: nil, isCaptionHidden: true)
        return page
    }

    /// What a record says, in a sentence. A kind that is not known here yet is shown by its name.
    static func sentence(_ record: AgencyRecord, logins: [String: String], _ visit: Visit) -> String {
        let data = try? JSON(parsing: record.data)
        func text(_ key: String) -> String { data?[key]?.string ?? "" }
        let login = text("login").isEmpty ? logins[text("account")] ?? text("account") : text("login")
        let round = text("round")
        let phrase: Phrase =
            switch record.kind {
            case "programme.published":
                Words.History.programmePublished(text("programme"), version: data?["version"]?.integer ?? 0)
            case "programme.created": Words.Publishing.programmeCreated(text("programme"), from: text("from"))
            case "form.published":
                Words.Publishing.formPublished(text("form"), text("programme"), version: data?["version"]?.integer ?? 0)
            case "flow.published":
                Words.FlowEditor.publishedInHistory(text("programme"), version: data?["version"]?.integer ?? 0)
            case "round.moved": Words.Publishing.roundMoved(round, version: data?["version"]?.integer ?? 0)
            case "round.imported": Words.History.roundImported(round)
            case "round.copied": Words.History.roundCopied(round)
            case "round.changed": Words.History.roundChanged(round)
            case "round.published": Words.History.roundPublished(round)
            case "round.unlisted": Words.History.roundUnlisted(round)
            case "round.draft": Words.History.roundTakenBack(round)
            case "round.invited": Words.History.roundForInvited(round)
            case "invitation.added": Words.History.roundInvited(round, data?["added"]?.integer ?? 0)
            case "invitation.removed": Words.History.roundUninvited(round)
            case "round.drawn":
                Words.History.roundDrawn(round, data?["lots"]?.integer ?? 0, winners: data?["winners"]?.integer ?? 0)
            case "cases.renewed":
                Words.History.casesRenewed(
                    text("programme"), data?["from"]?.integer ?? 0, data?["to"]?.integer ?? 0)
            case "letter.published":
                Words.History.letterPublished(text("programme"), version: data?["version"]?.integer ?? 0)
            case "windows.published":
                Words.History.windowsPublished(text("programme"), version: data?["version"]?.integer ?? 0)
            case "account.issued": Words.History.accountIssued(login)
            case "account.changed": Words.History.accountChanged(login)
            case "account.suspended": Words.History.accountSuspended(login)
            case "account.resumed": Words.History.accountResumed(login)
            case "account.reset": Words.History.accountReset(login)
            case "account.password": Words.History.passwordChanged(login)
            case "account.enrolled": Words.History.codesSetUp(login)
            case "absence.set": Words.History.absenceSet(login, text("from"), text("until"), text("substitute"))
            case "absence.removed": Words.History.absenceRemoved(login, text("from"), text("until"))
            default: Phrase(record.kind, record.kind)
            }
        return visit.say(phrase)
    }
}
