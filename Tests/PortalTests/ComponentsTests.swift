import Testing

@testable import Portal

@Suite("Components say what a control is, whatever is put into them")
struct ComponentsTests {
    let ui = Components(.ja)
    static let hostile = "\"><script>alert(1)</script>"

    @Test("a control is described by its error first, then by its support text, and all of them exist")
    func describes() {
        let control = Control("title", "事業名", support: "50字以内", example: "例", remark: "直す", error: "入力してください")
        let html = ui.text(control, value: "").string
        let ids = "field-title-error field-title-remark field-title-support field-title-example"
        #expect(html.contains("aria-describedby=\"\(ids)\""))
        #expect(html.contains("aria-invalid=\"true\""))
        #expect(html.contains("<label for=\"field-title\""))
        for id in control.descriptionIDs?.split(separator: " ") ?? [] { #expect(html.contains(" id=\"\(id)\"")) }
    }

    @Test("a control without anything to say about it has no dangling description")
    func plain() {
        let html = ui.text(Control("title", "事業名", .optional), value: "").string
        #expect(!html.contains("aria-describedby") && !html.contains("aria-invalid"))
        #expect(html.contains("※任意"))
    }

    @Test("an error summary leads to the control, with the same words")
    func summary() {
        let html = ui.errorSummary([Problem(field: "事業名", "入力してください"), Problem("受付期間が終わりました")]).string
        #expect(html.contains("<a href=\"#\(Control.id("事業名"))\">入力してください</a>"))
        #expect(html.contains("<li>受付期間が終わりました</li>"))
        #expect(ui.errorSummary([]).isEmpty)
    }

    @Test("nothing put into a component becomes markup")
    func hostile() {
        let text = Self.hostile
        let control = Control(
            text, text, support: text, example: text, source: text, remark: text, error: text, scope: text)
        let option = Components.Option(text, text, support: text)
        let file = Components.FileRow(id: text, name: text, size: text, href: text, digest: text, storedAt: text)
        let pieces: [HTML] = [
            ui.text(control, value: text, autocomplete: text, unit: text, maximum: 5), ui.money(control, value: text),
            ui.textarea(control, value: text, maximum: 5), ui.select(control, options: [option], value: text),
            ui.radios(control, options: [option], value: text),
            ui.checkboxes(control, options: [option], values: [text]), ui.yesNo(control, value: true),
            ui.pledge(control, text: text, agreement: text, isGiven: true),
            ui.date(control, value: .init(year: text, month: text, day: text)),
            ui.parts(
                control,
                [.init(text, Phrase(text, text), text), .init(text, Phrase(text, text), text, options: [option])],
                errors: [text: text]),
            ui.select(control, groups: [(text, [option])], value: text),
            ui.upload(control, files: [file], accept: text, uploadAction: text), ui.files([file]),
            ui.rowBox(text, value: text, label: text), ui.allRowsBox(text), ui.readOnly(text, text, source: text),
            ui.form(
                to: text, autosave: .init(url: text, version: 1, signInURL: text, status: text, liveURL: text),
                takesFiles: true,
                id: text, ""),
            ui.fieldset(text, ""), ui.submit(text, name: text, value: text, action: text, context: text),
            ui.action(text, text, context: text), ui.errorSummary([Problem(field: text, text, scope: text)]),
            ui.banner(.error, text), ui.chip(text), ui.empty(text),
            ui.receipt(text, numberLabel: text, number: text),
            ui.steps(text, [.init(text, .done, href: text, note: text)]),
            ui.tasks(id: text, [.init(text, text, .done, note: text)]),
            ui.tabs(text, [.init(text, text, count: text)]), ui.pagination(previous: text, next: text, summary: text),
            ui.search(to: text, name: text, value: text, label: text), ui.filters(to: text, clear: text, ""),
            ui.table(text, columns: [.init(text, sortedBy: text, .none)], rows: [["\(text)"]]),
            ui.list([.init(text, text: text, change: text)]),
            ui.timeline([.init(text, at: text, machine: text, who: text)]), ui.card(text, href: text, ""),
            ui.details(text, ""), ui.difference([.init(text, before: text, after: text)]), ui.prose(text),
            ui.deadline(text, machine: text, left: text, now: text), ui.link(text, text), ui.time(text, machine: text),
        ]
        for html in pieces { #expect(!html.string.contains("<script")) }
    }

    @Test("components stay within the content security policy and use no browser validation")
    func policy() {
        let html = ComponentsTests.everyControl(ui).string
        for forbidden in ["style=", "<script", " onclick", " required", " placeholder", " disabled", " maxlength"] {
            #expect(!html.contains(forbidden))
        }
    }

    @Test("every id is there once and every reference to an id leads somewhere")
    func ids() throws {
        let html = ComponentsTests.everyControl(ui).string
        let ids = html.matches(of: /\ id="([^"]*)"/).map { String($0.output.1) }
        #expect(Set(ids).count == ids.count)
        for match in html.matches(of: /(?:for|aria-describedby|aria-labelledby|data-counter)="([^"]*)"/) {
            for id in match.output.1.split(separator: " ") { #expect(ids.contains(String(id))) }
        }
    }

    @Test("a date without a year of digits keeps what was typed")
    func date() {
        let html = ui.date(Control("start", "開始日"), value: .init(year: "令和8", month: "４", day: "")).string
        #expect(html.contains("name=\"start.year\" value=\"令和8\""))
        #expect(html.contains("id=\"field-start\" name=\"start.year\""))
        #expect(html.contains("name=\"start.month\" value=\"４\""))
    }

    @Test("a text that begins with a line end keeps it in a textarea")
    func textareaKeepsFirstLineEnd() {
        #expect(ui.textarea(Control("a", "A"), value: "\nx").string.contains(">\n\nx</textarea>"))
    }

    @Test("text of several lines becomes paragraphs")
    func prose() {
        #expect(ui.prose("a\r\nb\n\n \nc").string == "<div class=\"prose\"><p>a<br>b</p><p>c</p></div>")
        #expect(ui.prose("").string == "<div class=\"prose\"></div>")
    }

    @Test("a sorted column says so, once", arguments: [Components.SortState.ascending, .descending])
    func sorting(state: Components.SortState) {
        let html = ui.table(
            "一覧", columns: [.init("番号", sortedBy: "?a", state), .init("日付", sortedBy: "?b", .none)], rows: []
        ).string
        #expect(html.contains("aria-sort=\"\(state.rawValue)\""))
        #expect(html.matches(of: /aria-sort/).count == 1)
    }

    @Test("English pages have no Japanese from the components themselves")
    func english() {
        let html = ComponentsTests.everyControl(Components(.en), word: "word").string
            .replacing("令和8-5-31", with: "")
        let japanese = html.unicodeScalars.map(\.value).filter {
            (0x3040...0x30FF).contains($0) || (0x4E00...0x9FFF).contains($0)
        }
        #expect(japanese.isEmpty)
    }

    static func everyControl(_ ui: Components, word: String = "語") -> HTML {
        func control(_ name: String) -> Control {
            Control(name, word, support: word, example: word, guidance: "<p>x</p>", remark: word, error: word)
        }
        let options = [Components.Option("1", word, support: word), Components.Option("2", word, support: word)]
        return ui.form(
            to: "/", autosave: .init(url: "/a", version: 1, signInURL: "/in"), takesFiles: true,
            """
            \(ui.errorSummary([Problem(field: "a", word)]))\(ui.text(control("a"), value: "", maximum: 5))\
            \(ui.number(control("b"), value: ""))\(ui.textarea(control("c"), value: "", maximum: 5))\
            \(ui.select(control("d"), options: options, value: ""))\(ui.radios(control("e"), options: options, value: nil))\
            \(ui.checkboxes(control("f"), options: options, values: []))\(ui.yesNo(control("g"), value: nil))\
            \(ui.pledge(control("h"), text: word, agreement: word, isGiven: false))\(ui.date(control("i"), value: .init()))\
            \(ui.parts(control("j"), [.init("city", Phrase(word, word), ""), .init("kind", Phrase(word, word), "", options: options)],
                       errors: ["city": word]))\
            \(ui.upload(control("k"), files: [.init(id: "1", name: word, size: "1")], accept: ".pdf"))\
            \(ui.upload(control("l"), files: [], accept: ".pdf", takesMore: false))\
            \(ui.tasks([.init(word, "/", .notStarted), .init(word, "/", .notYet)]))\
            \(ui.buttons(ui.submit(word), ui.action(word, "/")))
            """) + ui.search(to: "/", value: "", label: word)
    }
}
