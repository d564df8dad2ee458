extension Components {
    /// One line of a description list: a question and its answer.
    struct Entry: Sendable {
        var key: String
        var value: HTML
        /// Where the answer can be changed.
        var changeHref: String?
        /// Something under the answer: an error, a remark.
        var note: HTML?
        /// What can be done about the answer, where it is not a change.
        var side: HTML?

        /// An empty value reads 「未入力」 when it is shown.
        init(_ key: String, _ value: HTML, change: String? = nil, note: HTML? = nil) {
            self.key = key
            self.value = value
            changeHref = change
            self.note = note
        }

        init(_ key: String, text: String, change: String? = nil, note: HTML? = nil) {
            self.init(key, "\(text)", change: change, note: note)
        }
    }

    /// Questions and answers in two columns, each answer with its 「変更」 where it may be changed.
    func list(_ entries: [Entry]) -> HTML {
        let rows = entries.map { entry -> HTML in
            """
            <div class="entry"><dt>\(entry.key)</dt><dd class="answer">\
            \(if: entry.value.isEmpty, "<span class=\"blank\">\(say(Words.notFilledIn))</span>", else: entry.value)\
            \(entry.note)</dd>\
            \(entry.changeHref.map { href -> HTML in
                "<dd class=\"change\"><a href=\"\(href: href)\">\(say(Words.change))\(hiddenText(entry.key))</a></dd>"
            })\(entry.side.map { "<dd class=\"change\">\($0)</dd>" as HTML })</div>
            """
        }
        return "<dl class=\"entries\">\(rows)</dl>"
    }

    /// Something that happened, in a timeline.
    struct Happening: Sendable {
        /// What happened.
        var title: String
        /// When: the text that is read, and ISO 8601.
        var time: (text: String, machine: String)
        /// Who did it.
        var who: String?
        var body: HTML
        var tone: Tone

        init(
            _ title: String, at text: String, machine: String, who: String? = nil, tone: Tone = .neutral,
            _ body: HTML = .empty
        ) {
            self.title = title
            time = (text, machine)
            self.who = who
            self.tone = tone
            self.body = body
        }
    }

    /// What happened, in the order given.
    func timeline(_ happenings: [Happening]) -> HTML {
        let items = happenings.map { happening -> HTML in
            """
            <li class="happening \(happening.tone.rawValue)"><p class="happening-title">\(happening.title)</p>\
            <p class="happening-time">\(time(happening.time.text, machine: happening.time.machine))\
            \(happening.who.map { " ・ \($0)" as HTML })</p>\
            \(if: !happening.body.isEmpty, "<div class=\"happening-body\">\(happening.body)</div>")</li>
            """
        }
        return "<ol class=\"timeline\">\(items)</ol>"
    }

    /// A box with a heading. `level` is the heading's rank in the page, 2 to 4.
    func card(
        _ title: String, level: Int = 2, href: String? = nil, chips: HTML = .empty, actions: HTML = .empty,
        _ body: HTML
    ) -> HTML {
        let text: HTML = href.map { link(title, $0) } ?? "\(title)"
        let heading: HTML =
            switch level {
            case 3: "<h3>\(text)</h3>"
            case 4: "<h4>\(text)</h4>"
            default: "<h2>\(text)</h2>"
            }
        return """
            <article class="card"><header class="card-head">\(heading)\
            \(if: !chips.isEmpty, "<div class=\"chips\">\(chips)</div>")</header><div class="card-body">\(body)</div>\
            \(if: !actions.isEmpty, "<footer class=\"card-foot\">\(actions)</footer>")</article>
            """
    }

    /// Cards side by side where there is room.
    func cards(_ cards: [HTML]) -> HTML { "<div class=\"cards\">\(cards)</div>" }

    /// Something folded until it is asked for.
    func details(_ summary: String, isOpen: Bool = false, _ body: HTML) -> HTML {
        """
        <details\(attribute: "open", if: isOpen)><summary>\(summary)</summary>\
        <div class="details-body">\(body)</div></details>
        """
    }

    /// One answer before and after a correction; nil where there was or is none.
    struct Change: Sendable {
        var label: String
        var before: String?
        var after: String?

        init(_ label: String, before: String?, after: String?) {
            self.label = label
            self.before = before
            self.after = after
        }
    }

    /// What changed between two revisions. Said in words (変更前, 変更後), not by colour alone.
    func difference(_ changes: [Change]) -> HTML {
        let rows = changes.map { change -> HTML in
            let blank: HTML = "<span class=\"blank\">\(say(Words.notFilledIn))</span>"
            return """
                <div class="difference"><h3>\(change.label)</h3><div class="difference-sides"><div>\
                <p class="side">\(say(Words.before))</p>\
                \(change.before.map { "<del>\(prose($0))</del>" as HTML } ?? blank)</div>\
                <div><p class="side">\(say(Words.after))</p>\
                \(change.after.map { "<ins>\(prose($0))</ins>" as HTML } ?? blank)</div></div></div>
                """
        }
        return "<div class=\"differences\">\(rows)</div>"
    }
}
