/// The parts pages are made of, in one language. Every function returns `HTML`; texts given to it are plain strings
/// and are escaped. Values and behaviour follow the Digital Agency Design System and GOV.UK's question pages.
///
/// ```swift
/// let ui = Components(language)
/// ui.say(Words.save)                                          // a phrase in this language
///
/// // Forms (Components+Forms, +Inputs, +Choices, +Composite, +Uploads)
/// let name = Control("name", "事業名", support: "50字以内", error: errors["name"])
/// ui.form(to: path, hidden: tokens, autosave: …, "\(ui.text(name, value: v, width: .wide))\(ui.submit("保存する"))")
/// ui.text  ui.number  ui.money  ui.textarea  ui.select  ui.radios  ui.checkboxes  ui.yesNo  ui.pledge
/// ui.date  ui.address  ui.upload  ui.fieldset  ui.readOnly  ui.hidden
/// ui.submit  ui.action (a link that looks like a button)  ui.printButton  ui.buttons (a row of them)
///
/// // Messages (Components+Messages)
/// ui.errorSummary([Problem(field: "name", "事業名を入力してください")])   ui.banner  ui.empty  ui.receipt  ui.chip
///
/// // Finding the way (Components+Navigation)
/// ui.steps  ui.tasks  ui.tabs  ui.pagination  ui.search  ui.filters
///
/// // Showing (Components+Tables, +Summaries)
/// ui.table  ui.list (description list with 変更 links)  ui.timeline  ui.card  ui.cards  ui.details  ui.files
/// ui.difference  ui.link  ui.time  ui.deadline  ui.prose
/// ```
///
/// Small types used as arguments are nested here (`Components.Option`, `Components.Link` …), except `Control` and
/// `Problem`, which pages name often. A control's element id is `Control.id`; error summaries link to it.
struct Components: Sendable {
    /// The language of the words that components add by themselves.
    let language: Language

    init(_ language: Language) { self.language = language }

    /// A phrase in this language.
    func say(_ phrase: Phrase) -> String { phrase(language) }
}

/// What is said about one question of a form, around whatever input it has.
struct Control: Sendable {
    /// Whether a question must be answered.
    enum Requirement: Sendable {
        /// Marked 「※必須」.
        case required
        /// Marked 「※任意」.
        case optional
        /// Not marked: for searches, filters and single-question pages.
        case unmarked
    }

    /// The name its value is sent under; unique in the page together with `scope`.
    var name: String
    /// The question.
    var label: String
    var requirement: Requirement
    /// One or two sentences under the question.
    var support: String?
    /// 記入例, shown under the support text.
    var example: String?
    /// 記入要領, longer, folded until asked for.
    var guidance: HTML?
    /// Where a value that was already filled in came from: 「GビズIDから」.
    var source: String?
    /// What the office asks to be corrected here.
    var remark: String?
    /// What is wrong with the value. The same words stand in the error summary.
    var error: String?
    /// The question is said elsewhere, in a table's head: here it is heard, not seen.
    var isBare = false
    /// The beginning of the element's id: give another where two forms on one page ask for the same name.
    var scope: String

    init(
        _ name: String, _ label: String, _ requirement: Requirement = .required, support: String? = nil,
        example: String? = nil, guidance: HTML? = nil, source: String? = nil, remark: String? = nil,
        error: String? = nil, scope: String = "field"
    ) {
        self.name = name
        self.label = label
        self.requirement = requirement
        self.support = support
        self.example = example
        self.guidance = guidance
        self.source = source
        self.remark = remark
        self.error = error
        self.scope = scope
    }

    /// The id of the control, or of the first control of a group.
    var id: String { Control.id(name, scope: scope) }

    /// The id a control of this name has.
    static func id(_ name: String, scope: String = "field") -> String {
        // Of white space only ASCII's has no place in an id, and names hardly ever have any.
        guard name.utf8.contains(where: { $0 <= 0x20 }) else { return "\(scope)-\(name)" }
        return "\(scope)-\(name.split(whereSeparator: \.isWhitespace).joined(separator: "-"))"
    }

    /// The ids of the texts that describe it, in the order they should be read: the error first.
    var descriptionIDs: String? {
        let ids = [
            error == nil ? nil : "\(id)-error", remark == nil ? nil : "\(id)-remark",
            support == nil ? nil : "\(id)-support", example == nil ? nil : "\(id)-example",
        ].compactMap(\.self)
        return ids.isEmpty ? nil : ids.joined(separator: " ")
    }
}

/// One line of an error summary: what is wrong, and the control to go to.
struct Problem: Sendable, Equatable {
    /// The id of the element to go to, or nil where no single one is meant.
    var target: String?
    /// The same words as at the control.
    var message: String

    init(field name: String, _ message: String, scope: String = "field") {
        target = Control.id(name, scope: scope)
        self.message = message
    }

    /// A problem of the page as a whole.
    init(_ message: String) {
        target = nil
        self.message = message
    }
}

extension Components {
    /// A link: where to, and what it says.
    struct Link: Sendable, Equatable {
        var title: String
        var href: String
        /// Whether it is the page being looked at.
        var isCurrent: Bool

        init(_ title: String, _ href: String, isCurrent: Bool = false) {
            self.title = title
            self.href = href
            self.isCurrent = isCurrent
        }
    }

    /// One of the answers to choose from.
    struct Option: Sendable, Equatable {
        var value: String
        var label: String
        /// A sentence under it, for radios and checkboxes.
        var support: String?
        /// Choosing it asks for a text beside it.
        var isOther: Bool

        init(_ value: String, _ label: String, support: String? = nil, isOther: Bool = false) {
            self.value = value
            self.label = label
            self.support = support
            self.isOther = isOther
        }
    }

    /// What a message or label is about. Never shown by colour alone: words or an icon say it too.
    enum Tone: String, Sendable {
        case neutral, info, success, warning, error
    }

    /// A plain link.
    func link(_ title: String, _ href: String) -> HTML { "<a href=\"\(href: href)\">\(title)</a>" }

    /// A moment: `machine` as ISO 8601, `text` as it is read.
    func time(_ text: String, machine: String) -> HTML { "<time datetime=\"\(machine)\">\(text)</time>" }

    /// A deadline with what is left of it, counted again each minute by the server's clock where scripts run.
    /// - Parameters:
    ///   - text: the moment as it is read, with its time zone.
    ///   - machine: the same in ISO 8601 with an offset or `Z`.
    ///   - left: 「あと3日4時間」 as of now.
    ///   - now: the server's clock in ISO 8601.
    func deadline(_ text: String, machine: String, left: String, now: String) -> HTML {
        """
        <span class="deadline"><time datetime="\(machine)">\(text)</time> \
        <span class="left" data-deadline="\(machine)" data-server-now="\(now)" \
        data-words="\(say(Words.countdownTemplates))">\(left)</span></span>
        """
    }

    /// Text of several lines as paragraphs: a blank line ends one, a single line end stays a line end.
    func prose(_ text: String) -> HTML {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        let paragraphs = lines.split { $0.allSatisfy(\.isWhitespace) }.map { paragraph -> HTML in
            "<p>\(paragraph.map { line -> HTML in "\(line)" }.joined(separator: "<br>"))</p>"
        }
        return "<div class=\"prose\">\(paragraphs)</div>"
    }
}
