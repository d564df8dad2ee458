extension Components {
    /// What must be put right before going on: above the heading, focused when the page opens. Nothing when empty.
    func errorSummary(_ problems: [Problem]) -> HTML {
        guard !problems.isEmpty else { return .empty }
        let lines = problems.map { problem -> HTML in
            "<li>\(if: problem.target != nil, link(problem.message, "#" + (problem.target ?? "")), else: "\(problem.message)")</li>"
        }
        return """
            <div class="error-summary" id="error-summary" tabindex="-1" data-focus aria-labelledby="error-summary-title">\
            <div role="alert"><h2 id="error-summary-title">\(Icon.error.html)\(say(Words.errorSummary))</h2>\
            <ul>\(lines)</ul></div></div>
            """
    }

    /// A message about what happened or what to know.
    /// - Parameter isAnnounced: true for the answer to something just done, so that it is spoken.
    func banner(_ tone: Tone, _ title: String, _ body: HTML = .empty, isAnnounced: Bool = false) -> HTML {
        """
        <section class="banner \(tone.rawValue)"\(attribute: "role", isAnnounced ? "status" : nil)>\
        \(Icon(tone).labelled(say(Words.tone(tone))))<div class="banner-text"><h2>\(title)</h2>\
        \(if: !body.isEmpty, "<div>\(body)</div>")</div></section>
        """
    }

    /// A short label for a state.
    func chip(_ text: String, _ tone: Tone = .neutral) -> HTML {
        "<span class=\"chip \(tone.rawValue)\">\(text)</span>"
    }

    /// What to say where a list has nothing in it, and what can be done about that.
    func empty(_ title: String, _ body: HTML = .empty) -> HTML {
        "<div class=\"empty\"><p class=\"empty-title\">\(title)</p>\(body)</div>"
    }

    /// The panel that says something was received, with the number to remember.
    func receipt(_ title: String, numberLabel: String, number: String, _ body: HTML = .empty) -> HTML {
        """
        <section class="receipt" aria-label="\(title)">\(Icon.success.html)<p class="receipt-title">\(title)</p>\
        <p class="receipt-number"><span>\(numberLabel)</span> <strong>\(number)</strong></p>\(body)</section>
        """
    }
}
