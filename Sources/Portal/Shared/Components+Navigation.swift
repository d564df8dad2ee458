extension Components {
    /// Where a step of a procedure stands.
    enum StepState: String, Sendable {
        case done, current, waiting, returned
    }

    /// One step of a case's way through its procedures.
    struct Step: Sendable {
        var title: String
        var state: StepState
        var href: String?
        /// A date or word under it.
        var note: String?

        init(_ title: String, _ state: StepState, href: String? = nil, note: String? = nil) {
            self.title = title
            self.state = state
            self.href = href
            self.note = note
        }
    }

    /// The procedures of a case in order (公募申請 → 交付申請 → …), and how far it has come.
    func steps(_ label: String, _ steps: [Step]) -> HTML {
        let items = steps.enumerated().map { index, step -> HTML in
            """
            <li class="step \(step.state.rawValue)"\(attribute: "aria-current", step.state == .current ? "step" : nil)>\
            <span class="step-number" aria-hidden="true">\(if: step.state == .done, Icon.check.html, else: "\(index + 1)")</span>\
            <span class="step-text"><span class="step-title">\
            \(if: step.href != nil, link(step.title, step.href ?? ""), else: "\(step.title)")</span>\
            <span class="step-note">\(step.note ?? say(Words.step(step.state)))</span></span></li>
            """
        }
        return "<nav class=\"steps\" aria-label=\"\(label)\"><ol>\(items)</ol></nav>"
    }

    /// How far a part of a form has been filled in.
    enum TaskState: Sendable {
        case notStarted, inProgress, done, needsAttention
        /// Something else has to be done first; the row does not link.
        case notYet
    }

    /// One part of a form, as a row of the task list.
    struct Task: Sendable {
        var title: String
        var href: String
        var state: TaskState
        /// A sentence under the title.
        var note: String?

        init(_ title: String, _ href: String, _ state: TaskState, note: String? = nil) {
            self.title = title
            self.href = href
            self.state = state
            self.note = note
        }
    }

    /// The parts of a form, to be filled in any order. `id` begins the ids of the rows' states.
    func tasks(id: String = "task", _ tasks: [Task]) -> HTML {
        let rows = tasks.enumerated().map { index, task -> HTML in
            let state = "\(id)-\(index + 1)-state"
            return """
                <li class="task">\
                <span class="task-text">\
                \(if: task.state == .notYet, "<span class=\"task-title\">\(task.title)</span>",
                  else: "<a class=\"task-title\" href=\"\(href: task.href)\" aria-describedby=\"\(state)\">\(task.title)</a>")\
                \(task.note.map { "<span class=\"support\">\($0)</span>" as HTML })</span>\
                <span class="task-state" id="\(state)">\(taskState(task.state))</span></li>
                """
        }
        return "<ul class=\"tasks\">\(rows)</ul>"
    }

    private func taskState(_ state: TaskState) -> HTML {
        switch state {
        case .notStarted: chip(say(Words.notStarted), .neutral)
        case .inProgress: chip(say(Words.inProgress), .info)
        case .done: "<span class=\"task-done\">\(Icon.check.html)\(say(Words.filledIn))</span>"
        case .needsAttention: chip(say(Words.needsAttention), .warning)
        case .notYet: "<span class=\"task-not-yet\">\(say(Words.cannotStartYet))</span>"
        }
    }

    /// A tab: a link with how many things are behind it.
    struct Tab: Sendable {
        var link: Link
        var count: String?

        init(_ title: String, _ href: String, count: String? = nil, isCurrent: Bool = false) {
            link = Link(title, href, isCurrent: isCurrent)
            self.count = count
        }
    }

    /// Views of one list, or sides of one thing, as links.
    func tabs(_ label: String, _ tabs: [Tab]) -> HTML {
        let items = tabs.map { tab -> HTML in
            """
            <li><a href="\(href: tab.link.href)"\(attribute: "aria-current", tab.link.isCurrent ? "page" : nil)>\
            \(tab.link.title)\(tab.count.map { " <span class=\"count\">\($0)</span>" as HTML })</a></li>
            """
        }
        return "<nav class=\"tabs\" aria-label=\"\(label)\"><ul>\(items)</ul></nav>"
    }

    /// The pages before and after in a list read by key. Nothing when there are neither.
    /// - Parameters:
    ///   - first: the first page, where it is another.
    ///   - last: the last page, where it is another.
    ///   - summary: what is shown: 「1〜50件（全1,234件）」.
    func pagination(
        previous: String?, next: String?, first: String? = nil, last: String? = nil, summary: String? = nil
    ) -> HTML {
        guard previous != nil || next != nil || summary != nil else { return .empty }
        func edge(_ href: String?, _ label: Phrase) -> HTML {
            href.map { "<a class=\"page-link\" href=\"\(href: $0)\"><span>\(say(label))</span></a>" } ?? .empty
        }
        func end(_ href: String?, _ label: Phrase, rel: String, icon: Icon) -> HTML {
            guard let href else { return .empty }
            return """
                <a class="page-link \(rel)" rel="\(rel)" href="\(href: href)">\(icon.html)<span>\(say(label))</span></a>
                """
        }
        return """
            <nav class="pagination" aria-label="\(say(Words.pages))">\(summary.map { "<p>\($0)</p>" as HTML })\
            <div class="page-links">\(edge(first, Words.WorkList.firstPage))\(end(previous, Words.previousPage, rel: "prev", icon: .back))\
            \(end(next, Words.nextPage, rel: "next", icon: .forward))\
            \(edge(last, Words.WorkList.lastPage))</div></nav>
            """
    }

    /// A search by words.
    /// - Parameter kept: hidden inputs for the filters and order to keep.
    func search(
        to action: String, name: String = "q", value: String, label: String, kept: HTML = .empty
    ) -> HTML {
        """
        <form class="search" action="\(href: action)" method="get" role="search" novalidate>\(kept)\
        <label class="label" for="search-\(name)">\(label)</label><div class="search-row">\
        <input type="search" class="input" id="search-\(name)" name="\(name)" value="\(value)" spellcheck="false">\
        <button type="submit" class="button primary">\(Icon.search.html)\(say(Words.search))</button></div></form>
        """
    }

    /// Filters over a list. `controls` are made with `select`, `checkboxes` … whose controls are `.unmarked`.
    /// - Parameters:
    ///   - kept: hidden inputs for what is to be kept (the search words, the order).
    ///   - clear: where all filters are off, given when any is on.
    func filters(to action: String, kept: HTML = .empty, clear: String?, _ controls: HTML) -> HTML {
        """
        <form class="filters" action="\(href: action)" method="get" novalidate aria-label="\(say(Words.narrowDown))">\
        \(kept)<div class="filter-controls">\(controls)</div><div class="buttons">\
        \(submit(say(Words.narrowDown), .secondary, isSmall: true))\
        \(clear.map { link(say(Words.clearFilters), $0) })</div></form>
        """
    }
}
