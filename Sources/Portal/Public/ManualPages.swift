import Documents
import Grants
import Hummingbird
import UseCases

/// One of the four 操作マニュアル: a text of the program itself, shown as a page and handed out as a PDF.
enum Manual: String, CaseIterable, Sendable {
    case applicant, staff, reviewer, administrator

    /// When the manuals were last changed: the date their PDFs carry.
    static let edition = Instant(milliseconds: 1_795_392_000_000)

    var title: Phrase {
        switch self {
        case .applicant: Words.manualApplicant
        case .staff: Words.manualStaff
        case .reviewer: Words.manualReviewer
        case .administrator: Words.manualAdministrator
        }
    }

    /// For whom it is.
    var about: Phrase {
        switch self {
        case .applicant: Words.Manuals.applicantAbout
        case .staff: Words.Manuals.staffAbout
        case .reviewer: Words.Manuals.reviewerAbout
        case .administrator: Words.Manuals.administratorAbout
        }
    }

    /// Its text. The first heading is the manual's title.
    func text(_ language: Language) -> BuiltInText? { BuiltInText.all["manual-\(rawValue)\(language.ending)"] }
}

/// A text in small Markdown that is carried in the program, read once.
struct BuiltInText: Sendable {
    let prose: Prose
    let view: ProseView
    let bytes: [UInt8]

    /// Every text by its file's name without `.md`.
    static let all: [String: BuiltInText] = Assets.texts.mapValues { bytes in
        let prose = Prose(String(decoding: bytes, as: UTF8.self))
        var body = prose
        if case .heading(level: 1, _)? = body.blocks.first { body.blocks.removeFirst() }
        return BuiltInText(prose: prose, view: ProseView(body, top: 2, anchor: "section"), bytes: bytes)
    }
}

extension Language {
    /// What stands before `.md` in the names of this language's texts.
    var ending: String { self == .ja ? "" : ".en" }
}

/// 操作マニュアル.
enum ManualPages {
    static let routes: [Route] = [
        .open(.get, Site.manuals) { visit in .page(index(visit).html) },
        .open(.get, Site.manual) { visit in
            guard let manual = Manual(rawValue: try visit.place("audience")), let text = manual.text(visit.language)
            else { throw Refusal.absent }
            guard visit.query["format"] == "pdf" else { return .page(view(manual, text, visit).html) }
            return try await paper(manual, text, visit)
        },
    ]

    private static func index(_ visit: Visit) -> Page {
        var page = visit.page(visit.say(Words.manuals), .public)
        page.width = .wide
        page.breadcrumbs = [.init(visit.say(Words.home), Site.home())]
        page.lead = "<p>\(visit.say(Words.Manuals.lead))</p>"
        page.body = visit.ui.cards(
            Manual.allCases.map { manual in
                visit.ui.card(
                    visit.say(manual.title), href: Site.manual(manual.rawValue), actions: pdfLink(manual, visit),
                    "<p>\(visit.say(manual.about))</p>")
            })
        return page
    }

    private static func view(_ manual: Manual, _ text: BuiltInText, _ visit: Visit) -> Page {
        var page = visit.page(visit.say(manual.title), .public)
        page.breadcrumbs = [
            .init(visit.say(Words.home), Site.home()), .init(visit.say(Words.manuals), Site.manuals()),
        ]
        page.lead = "<p>\(visit.say(manual.about))</p>"
        page.body = """
            <nav class="contents" aria-labelledby="contents-title">\
            <h2 id="contents-title">\(visit.say(Words.Manuals.contents))</h2>\
            <ol>\(text.view.contents.map { link -> HTML in "<li>\(visit.ui.link(link.title, link.href))</li>" })</ol>\
            </nav>\(text.view.html)
            """
        page.aside = """
            <h2>\(visit.say(Words.Manuals.toPrint))</h2>\
            \(visit.ui.buttons(pdfLink(manual, visit), visit.ui.printButton))
            """
        return page
    }

    private static func pdfLink(_ manual: Manual, _ visit: Visit) -> HTML {
        let address = Pattern.address(Site.manual(manual.rawValue), [("format", "pdf")])
        return visit.ui.action(
            visit.say(Words.Manuals.pdf), address, .secondary, context: visit.say(manual.title), isSmall: true)
    }

    private static func paper(_ manual: Manual, _ text: BuiltInText, _ visit: Visit) async throws -> Response {
        let (title, author) = (visit.say(manual.title), visit.say(Words.productName))
        let key = PaperShelf.Key(text: text.bytes, title: title, author: author, created: Manual.edition)
        let bytes = try await PaperShelf.shared.paper(key) {
            var paper = text.prose.paper(title: title, author: author, created: Manual.edition)
            paper.language = visit.english ? .en : .ja
            return try await visit.installation.pdf(paper)
        }
        return .pdf(bytes, name: "\(title).pdf")
    }
}
