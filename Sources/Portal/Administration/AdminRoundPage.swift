import Grants
import HTTPTypes
import Hummingbird
import UseCases

/// One round: its title and dates, who can see it, and a copy of it.
enum AdminRoundPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminRound, scope: .programme) { visit, administrator in
            let round = try visit.installation.round(visit.roundID(), for: administrator)
            if visit.query["view"] == "preview" { return .page(preview(round, visit).html) }
            var page = view(round, visit)
            if round.round.visibility == .invited { page.body += AdminInvitationsPage.link(round, visit) }
            page.body += try await AdminLotteryView.section(round, visit)
            return .page(page.html)
        },
        .officer([.administrator], .post, Site.adminRound, scope: .programme) { visit, administrator in
            try await change(visit, administrator)
        },
        .officer([.administrator], .post, Site.adminRoundVisibility, scope: .programme) { visit, administrator in
            try await setVisibility(visit, administrator)
        },
        .officer([.administrator], .post, Site.adminRoundCopy, scope: .programme) { visit, administrator in
            try await copy(visit, administrator)
        },
        .officer([.administrator], .post, Site.adminRoundLots, scope: .programme) { visit, administrator in
            let id = try visit.roundID()
            do {
                try await visit.installation.drawLots(of: id, by: administrator)
            } catch let refusal as Refusal where refusal.kind == .untimely || refusal.kind == .conflict {
                return again(
                    try visit.installation.round(id, for: administrator), visit, [("", refusal.message)])
            }
            return .seeOther(Pattern.address(Site.adminRound(id), [("done", "drawn")]) + "#lottery")
        },
    ]

    private static let messages: [String: Phrase] = [
        "drawn": Words.Admin.nowDrawn,
        "changed": Words.Admin.roundChanged, "copied": Words.Admin.roundCopied,
        Round.Visibility.published.rawValue: Words.Admin.nowPublished,
        Round.Visibility.unlisted.rawValue: Words.Admin.nowUnlisted,
        Round.Visibility.invited.rawValue: Words.Admin.nowInvited,
        Round.Visibility.draft.rawValue: Words.Admin.nowDraft,
    ]

    // MARK: Acts

    private static func change(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.roundID()
        let round = try visit.installation.round(id, for: administrator)
        let form = RoundForm(visit.form)
        let (details, errors) = form.details()
        guard let details else { return again(round, visit, form: form, errors) }
        do {
            try await visit.installation.changeRound(id, details, seen: form.revision, by: administrator)
        } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
            return again(
                try visit.installation.round(id, for: administrator), visit, form: form,
                [(refusal.field ?? "", refusal.message)], isStale: refusal.kind == .conflict)
        }
        return .seeOther(Pattern.address(Site.adminRound(id), [("done", "changed")]))
    }

    private static func setVisibility(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.roundID()
        let round = try visit.installation.round(id, for: administrator)
        guard let visibility = visit.form["visibility"].flatMap(Round.Visibility.init) else {
            return again(
                round, visit,
                [("visibility", Text("公開の範囲を選択してください", en: "Choose who can see it"))])
        }
        let seen = visit.form["revision"].flatMap { Int($0) } ?? 0
        do {
            try await visit.installation.setVisibility(visibility, of: id, seen: seen, by: administrator)
        } catch let refusal as Refusal where refusal.kind == .conflict {
            return again(try visit.installation.round(id, for: administrator), visit, [("visibility", refusal.message)])
        }
        return .seeOther(Pattern.address(Site.adminRound(id), [("done", visibility.rawValue)]))
    }

    private static func copy(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.roundID()
        let code = visit.form["code"] ?? ""
        do {
            let copy = try await visit.installation.copyRound(id, as: code, by: administrator)
            return .seeOther(Pattern.address(Site.adminRound(copy), [("done", "copied")]))
        } catch let refusal as Refusal where refusal.field == "code" {
            return again(
                try visit.installation.round(id, for: administrator), visit, code: code, [("code", refusal.message)])
        }
    }

    /// The page once more, with what was typed and what is wrong with it. After someone else's change it goes on from
    /// theirs, and shows what they stored.
    private static func again(
        _ round: PublishedRound, _ visit: Visit, form: RoundForm? = nil, code: String = "", _ errors: RoundForm.Errors,
        isStale: Bool = false
    ) -> Response {
        var kept = form
        if isStale { kept?.revision = round.row.revision }
        var page = view(round, visit, form: kept, code: code, errors)
        page.hasErrors = true
        page.alerts = visit.ui.errorSummary(
            errors.map { error in
                let message = visit.say(error.message)
                return error.field.isEmpty ? Problem(message) : Problem(field: error.field, message)
            })
        if isStale { page.alerts += visit.ui.banner(.info, visit.say(Words.Admin.storedNow), stored(round, visit)) }
        return .page(page.html, status: isStale ? .conflict : .unprocessableContent)
    }

    // MARK: View

    private static func view(
        _ round: PublishedRound, _ visit: Visit, form: RoundForm? = nil, code: String = "",
        _ errors: RoundForm.Errors = []
    ) -> Page {
        let call = round.round
        var page = visit.administrationPage(
            visit.say(call.title),
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(round.programme.name), Site.adminProgramme(round.row.programme)),
            ])
        page.width = .reading
        page.chips = AdminRoundTable.chip(call.visibility, visit) + RoundCard.chip(call, visit)
        page.alerts = visit.done(messages)
        page.body = """
            <h2>\(visit.say(Words.Admin.titleAndDates))</h2>\(dates(round, visit, form ?? RoundForm(round), errors))\
            <h2>\(visit.say(Words.Admin.visibility))</h2>\(visibility(round, visit, errors))\
            <h2>\(visit.say(Words.Admin.copy))</h2>\(copy(round, visit, code, errors))
            """
        let preview = Pattern.address(Site.adminRound(round.id), [("view", "preview")])
        page.aside = """
            <h2>\(visit.say(Words.Admin.aboutRound))</h2>\(facts(round, visit))\
            <div class="buttons">\(visit.ui.action(visit.say(Words.Admin.preview), preview))\
            \(if: call.visibility != .draft, visit.ui.link(visit.say(Words.Admin.seePublicPage), Site.round(round.id)))\
            </div>
            """
        return page
    }

    /// The round as anyone would see it, drafts included.
    private static func preview(_ round: PublishedRound, _ visit: Visit) -> Page {
        var page = RoundPage.view(round, visit, isPreview: true)
        page.breadcrumbs = [
            .init(visit.say(Words.programmes), Site.administration()),
            .init(visit.say(Words.Admin.backToRound), Site.adminRound(round.id)),
        ]
        page.alerts = visit.ui.banner(
            .info, visit.say(Words.Admin.isPreview),
            "<p>\(visit.ui.link(visit.say(Words.Admin.backToRound), Site.adminRound(round.id)))</p>")
        return page
    }

    private static func error(_ field: String, _ errors: RoundForm.Errors, _ visit: Visit) -> String? {
        errors.first { $0.field == field }.map { visit.say($0.message) }
    }

    private static func dates(
        _ round: PublishedRound, _ visit: Visit, _ form: RoundForm, _ errors: RoundForm.Errors
    ) -> HTML {
        let ui = visit.ui
        func moment(_ name: String, _ label: Phrase, _ typed: RoundForm.Typed, support: Phrase) -> HTML {
            let day = Control(
                name, visit.say(Words.Admin.dayOf(visit.say(label))), error: error(name, errors, visit))
            let time = Control(
                "\(name).time", visit.say(Words.Admin.timeOf(visit.say(label))), support: visit.say(support),
                error: error("\(name).time", errors, visit))
            return ui.date(day, value: typed.day)
                + ui.text(time, value: typed.time, width: .short, autocomplete: "off")
        }
        let title = Control("title", visit.say(Words.Admin.roundTitle), error: error("title", errors, visit))
        return ui.form(
            to: Site.adminRound(round.id), hidden: visit.tokens,
            """
            \(ui.hidden("revision", String(form.revision)))\
            \(ui.text(title, value: form.title, width: .full, autocomplete: "off", maximum: 100))\
            \(moment("opens", Words.Rounds.opens, form.opens, support: Words.Admin.timeSupport))\
            \(moment("closes", Words.Rounds.closes, form.closes, support: Words.Admin.closingSupport))\
            \(ui.money(
                Control("budget", visit.say(Words.Rounds.budget), .optional, error: error("budget", errors, visit)),
                value: form.budget, unit: visit.say(Words.Admin.yen)))\
            \(intake(round, visit, form, errors))\(ui.buttons(ui.submit(visit.say(Words.save))))
            """)
    }

    /// 先着 and 抽選: how places are given out where there are fewer than may be asked for.
    private static func intake(
        _ round: PublishedRound, _ visit: Visit, _ form: RoundForm, _ errors: RoundForm.Errors
    ) -> HTML {
        let ui = visit.ui
        let fields = round.programme.flow.first.flatMap { round.programme.form($0.form) }?.fields ?? []
        let money = fields.filter(\.type.isMoney).map { Components.Option($0.name, visit.say($0.label)) }
        return """
            \(ui.radios(
                Control("intake", visit.say(Words.Rounds.intake), .unmarked, error: error("intake", errors, visit)),
                options: [
                    .init("", visit.say(Words.Admin.noIntake)),
                    .init(Intake.Rule.firstCome.rawValue, visit.say(Words.Admin.firstCome), support: visit.say(Words.Admin.firstComeMeans)),
                    .init(Intake.Rule.lottery.rawValue, visit.say(Words.Admin.lottery), support: visit.say(Words.Admin.lotteryMeans)),
                ], value: form.rule))\
            \(ui.number(
                Control("places", visit.say(Words.Admin.places), .optional, error: error("places", errors, visit)),
                value: form.places, unit: visit.say(Words.Admin.casesUnit)))\
            \(if: !money.isEmpty, ui.select(
                Control(
                    "amount", visit.say(Words.Admin.amountField), .optional, support: visit.say(Words.Admin.amountSupport),
                    error: error("amount", errors, visit)), options: money, value: form.amount, prompt: Words.Admin.noAmount))
            """
    }

    private static func visibility(_ round: PublishedRound, _ visit: Visit, _ errors: RoundForm.Errors) -> HTML {
        let options = Round.Visibility.allCases.map { visibility in
            Components.Option(
                visibility.rawValue, visit.say(Words.Admin.visibility(visibility)),
                support: visit.say(Words.Admin.visibilityMeans(visibility)))
        }
        let control = Control(
            "visibility", visit.say(Words.Admin.whoSees), .unmarked, error: error("visibility", errors, visit))
        return visit.ui.form(
            to: Site.adminRoundVisibility(round.id), hidden: visit.tokens,
            """
            \(visit.ui.hidden("revision", String(round.row.revision)))\
            \(visit.ui.radios(control, options: options, value: round.round.visibility.rawValue))\
            \(visit.ui.buttons(visit.ui.submit(visit.say(Words.Admin.changeVisibility), .secondary)))
            """)
    }

    private static func copy(
        _ round: PublishedRound, _ visit: Visit, _ code: String, _ errors: RoundForm.Errors
    ) -> HTML {
        let control = Control(
            "code", visit.say(Words.Admin.newCode), support: visit.say(Words.Admin.newCodeSupport),
            error: error("code", errors, visit))
        return """
            <p>\(visit.say(Words.Admin.copyAbout))</p>\(visit.ui.form(
                to: Site.adminRoundCopy(round.id), hidden: visit.tokens,
                """
                \(visit.ui.text(control, value: code, width: .medium, autocomplete: "off"))\
                \(visit.ui.buttons(visit.ui.submit(visit.say(Words.Admin.copyRound), .secondary)))
                """))
            """
    }

    private static func facts(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let windows = visit.joined(round.windows.map { visit.say($0.name) })
        return visit.ui.card(
            round.id, level: 3,
            visit.ui.list([
                .init(visit.say(Words.Admin.version), text: String(round.row.version)),
                .init(visit.say(Words.Admin.revision), text: String(round.row.revision)),
                .init(visit.say(Words.Admin.changedAt), text: Formats.time(round.row.changedAt, visit.language)),
                .init(visit.say(Words.Admin.window), text: windows),
            ]))
    }

    private static func stored(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let call = round.round
        return """
            <p>\(call.title.ja)<br>\(Formats.time(call.opens.instant, visit.language)) \
            \(visit.say(Words.Rounds.until)) \(Formats.time(call.closes.instant, visit.language))</p>
            """
    }
}
