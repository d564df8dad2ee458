import Grants
import Hummingbird
import NIOCore
import UseCases

/// One call: what it is for, until when, for whom, what has to be filed, and how that is examined.
enum RoundPage {
    static let routes: [Route] = [
        .open(.get, Site.round, scope: .round) { visit in
            guard let round = try await visit.installation.visibleRound(try visit.roundID(), for: visit.applicant)
            else {
                // An invitation's address is opened before signing in.
                if visit.applicant == nil, visit.installation.isForInvited(try visit.roundID()) {
                    return .page(forInvited(visit).html)
                }
                throw Refusal.absent
            }
            return .page(view(round, visit, taken: try await visit.installation.taken(of: round)).html)
        },
        .open(.get, Site.roundDownload, scope: .round) { visit in
            guard let round = try await visit.installation.visibleRound(try visit.roundID(), for: visit.applicant),
                let number = Int(try visit.place("number"))
            else { throw Refusal.absent }
            return try await download(number, of: round, visit)
        },
    ]

    /// - Parameters:
    ///   - taken: what is taken of its places, where it gives them out in order or by lot.
    ///   - isPreview: for its administrator, without the ways to apply.
    static func view(
        _ round: PublishedRound, _ visit: Visit, taken: Intake.Taken? = nil, isPreview: Bool = false
    ) -> Page {
        let call = round.round
        let isFull = taken.map { call.intake?.isFull(beside: $0, budget: call.budget) ?? false } ?? false
        var page = visit.page(visit.say(call.title), .public)
        page.context = visit.say(round.agency.name)
        page.breadcrumbs = [
            .init(visit.say(Words.home), Site.home()), .init(visit.say(Words.findRounds), Site.rounds()),
        ]
        page.chips = RoundCard.chip(call, visit, isFull: isFull)
        if call.visibility != .published {
            page.chips += visit.ui.chip(visit.say(Words.Rounds.visibility(call.visibility)), .warning)
            page.head = "<meta name=\"robots\" content=\"noindex\">\n"
        }
        page.lead = "<p>\(visit.said(call.catchphrase))</p>"
        page.body = """
            \(if: !isPreview, toApply(round, visit, taken: taken, isFull: isFull))\
            <h2 id="overview">\(visit.say(Words.Rounds.overview))</h2>\(overview(round, visit))\
            <h2 id="about">\(visit.say(Words.Rounds.about))</h2>\(description(round, visit))\
            <h2 id="filing">\(visit.say(Words.Rounds.toFile))</h2>\(toFile(round, visit))\
            <h2 id="examination">\(visit.say(Words.Rounds.examination))</h2>\(examination(round, visit))\
            <h2 id="windows">\(visit.say(Words.Rounds.windows))</h2>\(windows(round, visit))
            """
        page.aside = downloads(round, visit, isPreview: isPreview) + contents(visit)
        return page
    }

    /// What someone sees who has not signed in, of a round for invited organisations.
    private static func forInvited(_ visit: Visit) -> Page {
        var page = visit.page(visit.say(Words.Rounds.forInvited), .public)
        page.head = "<meta name=\"robots\" content=\"noindex\">\n"
        let signIn = Pattern.address(Site.signIn(), [("return", visit.request.uri.string)])
        page.body = """
            <p>\(visit.say(Words.Rounds.forInvitedAbout))</p>\
            <div class="buttons">\(visit.ui.action(visit.say(Words.Rounds.signInToSee), signIn, .primary))</div>
            """
        return page
    }

    // MARK: What it offers

    private static func overview(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let call = round.round
        var entries: [Components.Entry] = [
            .init(visit.say(Words.Rounds.agency), visit.said(round.agency.name)),
            .init(visit.say(Words.Rounds.programme), visit.said(round.programme.name)),
            .init(visit.say(Words.Rounds.opens), moment(call.opens, visit)),
            .init(visit.say(Words.Rounds.closes), closing(call, visit)),
        ]
        func add(_ label: Phrase, _ value: HTML?) {
            if let value { entries.append(.init(visit.say(label), value)) }
        }
        add(Words.Rounds.ceiling, call.ceiling.map { "\(Formats.yen($0, visit.language))" })
        add(Words.Rounds.rate, call.rate.map(visit.said))
        add(Words.Rounds.budget, call.budget.map { "\(Formats.yen($0, visit.language))" })
        add(Words.Rounds.intake, call.intake.map { "\(places($0, visit))" })
        add(Words.Rounds.eligible, call.eligible.map { visit.ui.prose(visit.say($0)) })
        add(Words.Rounds.employees, call.employees.map(visit.japanese))
        add(Words.Rounds.area, list(call.areas, visit))
        add(Words.Rounds.purpose, list(call.purposes, visit))
        add(Words.Rounds.industry, list(call.industries, visit))
        add(Words.Rounds.grantsBegin, call.grantsBegin.map { "\(Formats.fiscalYear($0, visit.language))" })
        if !call.accounts.isEmpty {
            add(Words.Rounds.accounts, "\(visit.joined(call.accounts.map { visit.say($0.title) }))")
        }
        return visit.ui.list(entries)
    }

    /// 先着1,000件まで.
    private static func places(_ intake: Intake, _ visit: Visit) -> String {
        let places = intake.places.map { Words.Rounds.places(Formats.number($0)) }
        let limits = [places, intake.amount == nil ? nil : Words.Rounds.withinBudget].compactMap { $0.map(visit.say) }
        return visit.say(Words.Rounds.rule(intake.rule, visit.joined(limits)))
    }

    /// What is left of a first-come round's places, or how many take part in a draw.
    private static func left(_ intake: Intake, _ taken: Intake.Taken, _ call: Round, _ visit: Visit) -> HTML {
        if intake.rule == .lottery {
            let count = Formats.number(taken.cases)
            return "<p>\(visit.say(Words.Rounds.takePart(count)))</p>"
        }
        var lines: [String] = []
        if let places = intake.places {
            let left = Formats.number(max(0, places - taken.cases))
            lines.append(visit.say(Words.Rounds.placesLeft(left)))
        }
        if intake.amount != nil, let budget = call.budget {
            let left = Yen(max(0, budget.amount - taken.amount))
            lines.append(visit.say(Words.Rounds.budgetLeft(Formats.yen(left, visit.language))))
        }
        return "<p>\(lines.map { "\($0)<br>" as HTML })\(visit.say(Words.Rounds.inOrder))</p>"
    }

    private static func list(_ words: [String], _ visit: Visit) -> HTML? {
        words.isEmpty ? nil : visit.japanese(words.joined(separator: "、"))
    }

    private static func moment(_ time: JapanTime, _ visit: Visit) -> HTML {
        visit.ui.time(words(time, visit), machine: Formats.machine(time.instant))
    }

    /// 2026年12月25日（令和8年）17:00（日本時間）.
    private static func words(_ time: JapanTime, _ visit: Visit) -> String {
        "\(Formats.day(time.day, visit.language)) \(Formats.clock(time.instant))\(visit.say(Words.Rounds.inJapan))"
    }

    /// When it closes; what is left counts down while it accepts.
    private static func closing(_ call: Round, _ visit: Visit) -> HTML {
        guard call.phase(at: visit.arrived) == .accepting else { return moment(call.closes, visit) }
        let end = call.closes.instant
        return visit.ui.deadline(
            words(call.closes, visit), machine: Formats.machine(end),
            left: Formats.left(until: end, now: visit.arrived, visit.language), now: Formats.machine(visit.arrived))
    }

    private static func description(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let prose = visit.english ? round.descriptionInEnglish : round.description
        let html = ProseView(prose, top: 3, anchor: "about").html
        return visit.english && round.round.description.en == nil ? "<div lang=\"ja\">\(html)</div>" : html
    }

    // MARK: What to file

    private static func toFile(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let programme = round.programme
        guard let first = programme.flow.first, let form = programme.form(first.form) else { return .empty }
        let later = programme.flow.procedures.dropFirst().map { procedure -> HTML in
            """
            <li>\(visit.said(procedure.name))<br>\
            <span class="support">\(start(of: procedure, round, visit))</span></li>
            """
        }
        return """
            <p>\(visit.say(Words.Rounds.firstProcedure(visit.say(first.name))))</p>\
            \(form.introduction.map { visit.ui.prose(visit.say($0)) })\
            \(FormOutline(visit: visit).sections(of: form))\
            \(if: !later.isEmpty, """
                <h3>\(visit.say(Words.Rounds.laterProcedures))</h3><ol>\(Array(later))</ol>
                """)
            """
    }

    private static func start(of procedure: Procedure, _ round: PublishedRound, _ visit: Visit) -> String {
        FlowInWords(programme: round.programme, visit: visit).start(of: procedure)
    }

    private static func examination(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let words = FlowInWords(programme: round.programme, visit: visit)
        let stages = (round.programme.flow.first?.stages ?? []).map { stage -> HTML in
            "<li><strong>\(visit.said(stage.name))</strong><br>\(words.work(of: stage))</li>"
        }
        return "<ol>\(stages)</ol><p>\(visit.say(Words.Rounds.resultByLetter))</p>"
    }

    // MARK: Where to turn

    private static func windows(_ round: PublishedRound, _ visit: Visit) -> HTML {
        let cards = round.windows.map { window -> HTML in
            visit.ui.card(
                visit.say(window.name), level: 3,
                """
                \(window.area.map { area -> HTML in
                    "<p>\(visit.say(Words.Rounds.serves))：\(visit.said(area))</p>"
                })\(window.contact.map { visit.ui.prose(visit.say($0)) })
                """)
        }
        let isRouted = round.programme.isRouted(round.round)
        let choice: HTML = "<p>\(visit.say(isRouted ? Words.Rounds.routedWindow : Words.Rounds.chooseWindow))</p>"
        return "\(if: cards.count > 1, choice)\(visit.ui.cards(cards))"
    }

    // MARK: What to do

    private static func toApply(
        _ round: PublishedRound, _ visit: Visit, taken: Intake.Taken?, isFull: Bool
    ) -> HTML {
        let call = round.round
        let room: HTML = taken.flatMap { taken in call.intake.map { left($0, taken, call, visit) } } ?? .empty
        let body: HTML =
            switch call.phase(at: visit.arrived) {
            case .accepting where isFull: "<p>\(visit.say(Words.Rounds.fullAlready))</p>"
            case .accepting:
                """
                <p>\(visit.say(Words.Rounds.accepts))<br>\(visit.say(Words.Rounds.closes))：\
                \(Formats.deadline(call.closes.instant, now: visit.arrived, visit.ui))</p>\(room)<div class="buttons">\
                \(visit.ui.action(visit.say(Words.Rounds.start), Site.apply(round.id), .primary))</div>\
                <p class="support">\(visit.say(Words.Rounds.startSupport))</p>
                """
            case .before: "<p>\(visit.say(Words.Rounds.opensLater))</p><p>\(moment(call.opens, visit))</p>"
            case .closed: "<p>\(visit.say(Words.Rounds.closedAlready))</p>"
            }
        return visit.ui.card(visit.say(Words.Rounds.toApply), body)
    }

    /// The parts of this page.
    private static func contents(_ visit: Visit) -> HTML {
        let parts: [(Phrase, String)] = [
            (Words.Rounds.overview, "#overview"), (Words.Rounds.about, "#about"), (Words.Rounds.toFile, "#filing"),
            (Words.Rounds.examination, "#examination"), (Words.Rounds.windows, "#windows"),
        ]
        return """
            <nav class="contents" aria-labelledby="contents-title">\
            <h2 id="contents-title">\(visit.say(Words.Rounds.onThisPage))</h2>\
            <ul>\(parts.map { title, place -> HTML in "<li>\(visit.ui.link(visit.say(title), place))</li>" })</ul></nav>
            """
    }

    /// In a preview the names alone: what belongs to a draft is handed to nobody.
    private static func downloads(_ round: PublishedRound, _ visit: Visit, isPreview: Bool) -> HTML {
        guard !round.round.downloads.isEmpty else { return .empty }
        let links = round.round.downloads.enumerated().map { index, download -> HTML in
            let name: HTML = "\(visit.said(download.label))（\(kind(of: download.path))）"
            if isPreview { return "<li>\(name)</li>" }
            return "<li><a href=\"\(href: Site.roundDownload(round.id, String(index + 1)))\">\(name)</a></li>"
        }
        return visit.ui.card(visit.say(Words.Rounds.downloads), "<ul>\(links)</ul>")
    }

    /// PDF, XLSX: what a download is saved as.
    private static func kind(of path: String) -> String {
        if path.hasSuffix(".md") { return "PDF" }
        return FileKind(name: path).map { $0.rawValue.uppercased() } ?? "FILE"
    }

    /// The nth download of a round, counted from 1 as its page does. Texts are handed out as a typeset PDF, which is
    /// made once and kept while the program runs.
    private static func download(_ number: Int, of round: PublishedRound, _ visit: Visit) async throws -> Response {
        let downloads = round.round.downloads
        guard number >= 1, number <= downloads.count else { throw Refusal.absent }
        let download = downloads[number - 1]
        guard let attachment = round.programme.attachments.first(where: { $0.path == download.path }) else {
            throw Refusal.absent
        }
        if download.path.hasSuffix(".md") {
            let key = PaperShelf.Key(
                text: attachment.bytes, title: download.label.ja, author: round.agency.name.ja,
                created: round.row.changedAt)
            let bytes = try await PaperShelf.shared.paper(key) {
                guard
                    let bytes = try await visit.installation.download(
                        download.path, titled: download.label, of: round)
                else { throw Refusal.absent }
                return bytes
            }
            return .pdf(bytes, name: "\(download.label.ja).pdf")
        }
        let kind = FileKind(name: download.path)
        let name = "\(download.label.ja).\(kind?.endings.first ?? "bin")"
        let bytes = attachment.bytes
        return .download(
            name: name, mediaType: kind?.mediaType ?? "application/octet-stream", size: Int64(bytes.count)
        ) { writer in
            try await writer.write(ByteBuffer(bytes: bytes))
            try await writer.finish(nil)
        }
    }
}
