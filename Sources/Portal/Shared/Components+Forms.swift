extension Components {
    /// How a button weighs: one primary to a page, the rest secondary or tertiary.
    enum ButtonStyle: String, Sendable {
        case primary, secondary, tertiary, danger
    }

    /// How a form saves itself while it is being filled in. See `autosave.js` for the exchange.
    struct Autosave: Sendable {
        /// Where the whole form is posted, `application/x-www-form-urlencoded`, with `X-Kofu-Autosave: 1`.
        var url: String
        /// The version of the draft the form shows; sent as `version`, replaced by each answer's.
        var version: Int
        /// Where to sign in again, coming back to this page.
        var signInURL: String
        /// What is known to be saved, as it is read: 「下書きを保存しました 10:42」.
        var status: String
        /// Where what is typed is judged without being saved, for what changes on the page meanwhile.
        var liveURL: String?
        /// The page shows this side's and another's changes of the same thing: nothing is saved until the person does.
        var isPaused: Bool

        init(
            url: String, version: Int, signInURL: String, status: String = "", liveURL: String? = nil,
            isPaused: Bool = false
        ) {
            self.url = url
            self.version = version
            self.signInURL = signInURL
            self.status = status
            self.liveURL = liveURL
            self.isPaused = isPaused
        }
    }

    /// A form. The browser's own validation stays off: the server is the only judge and says all errors at once.
    /// - Parameters:
    ///   - hidden: hidden inputs every POST needs (CSRF token, idempotency key).
    ///   - autosave: given for drafts; adds the `version` input and the status line.
    ///   - takesFiles: its upload buttons send files, with progress where scripts run.
    func form(
        to action: String, method: FormMethod = .post, hidden: HTML = .empty, autosave: Autosave? = nil,
        takesFiles: Bool = false, id: String? = nil, _ body: HTML
    ) -> HTML {
        """
        <form action="\(href: action)" method="\(method.rawValue)" novalidate\(attribute: "id", id)\
        \(if: takesFiles, uploadAttributes)\(autosave.map(autosaveAttributes))\
        \(attribute: "data-once", if: method == .post)>\(if: takesFiles, Self.enterButton)\(hidden)\
        \(autosave.map { self.hidden("version", String($0.version)) })\
        \(body)\(autosave.map(autosaveStatus))</form>
        """
    }

    /// How a form is sent.
    enum FormMethod: String, Sendable {
        case get, post
    }

    /// Enter in a line of text presses a form's first button. In a form with files that would be one that adds or
    /// removes a file, so an unseen one without a name comes before it.
    private static let enterButton: HTML =
        "<button type=\"submit\" class=\"visually-hidden\" tabindex=\"-1\" aria-hidden=\"true\"></button>"

    private var uploadAttributes: HTML {
        """
         data-upload data-sending="\(say(Words.uploading))" \
        data-cancel="\(say(Words.cancelUpload))" data-cancelled="\(say(Words.uploadCancelled))" \
        data-failed="\(say(Words.uploadFailed))"
        """
    }

    private func autosaveAttributes(_ autosave: Autosave) -> HTML {
        """
         data-autosave-url="\(href: autosave.url)"\(attribute: "data-live-url", autosave.liveURL) \
        data-must="※\(say(Words.required))" data-may="※\(say(Words.optional))" data-sign-in-url="\(href: autosave.signInURL)" \
        data-saving="\(say(Words.saving))" data-saved="\(say(Words.draftSaved))" \
        data-not-saved="\(say(Words.draftNotSaved))" data-offline="\(say(Words.offline))" \
        data-conflict="\(say(Words.draftConflict))" data-show-conflict="\(say(Words.showBoth))" \
        data-signed-out="\(say(Words.signedOutWhileTyping))" data-sign-in="\(say(Words.signInAgain))" \
        data-restored="\(say(Words.draftRestored))" \
        data-clashed="\(say(Words.clashRestored))" data-discard="\(say(Words.discardTyped))"\
        \(attribute: "data-paused", autosave.isPaused ? say(Words.savingPaused) : nil)
        """
    }

    private func autosaveStatus(_ autosave: Autosave) -> HTML {
        "<p class=\"save-status\" role=\"status\" data-autosave-status>\(autosave.status)</p>"
    }

    /// A value sent along unseen.
    func hidden(_ name: String, _ value: String) -> HTML {
        "<input type=\"hidden\" name=\"\(name)\" value=\"\(value)\">"
    }

    /// A button that sends its form. `context` is heard after the label but not seen: 「取り消す（見積書.pdf）」.
    func submit(
        _ label: String, _ style: ButtonStyle = .primary, name: String? = nil, value: String? = nil,
        action: String? = nil, context: String? = nil, isSmall: Bool = false, sendsFiles: Bool = false
    ) -> HTML {
        """
        <button type="submit" class="button \(style.rawValue)\(if: isSmall, " small")"\(attribute: "name", name)\
        \(attribute: "value", value)\(attribute: "formaction", action)\
        \(attribute: "formenctype", sendsFiles ? "multipart/form-data" : nil)>\(label)\(hiddenText(context))</button>
        """
    }

    /// A link that looks like a button, for going somewhere without changing anything.
    func action(
        _ label: String, _ href: String, _ style: ButtonStyle = .secondary, context: String? = nil,
        isSmall: Bool = false, isDownload: Bool = false
    ) -> HTML {
        """
        <a class="button \(style.rawValue)\(if: isSmall, " small")" href="\(href: href)"\
        \(attribute: "download", if: isDownload)>\(label)\(hiddenText(context))</a>
        """
    }

    /// A row of buttons, the main one first.
    func buttons(_ buttons: HTML...) -> HTML { "<div class=\"buttons\">\(buttons)</div>" }

    /// Prints the page. Seen only where scripts run.
    var printButton: HTML {
        "<button type=\"button\" class=\"button secondary small\" data-print hidden>\(say(Words.print))</button>"
    }

    /// Text that is heard but not seen.
    func hiddenText(_ text: String?) -> HTML {
        guard let text else { return .empty }
        return "<span class=\"visually-hidden\">（\(text)）</span>"
    }

    /// One question with its label, texts and error, around a single control.
    /// - Parameter control: builds the control with the given attributes (id, name and what describes it).
    func question(_ control: Control, _ input: (HTML) -> HTML) -> HTML {
        """
        <div class="field\(if: control.error != nil, " invalid")">\
        <label for="\(control.id)" class="label\(if: control.isBare, " visually-hidden")">\(control.label)\(mark(control))</label>\
        \(texts(control))\(input(attributes(control)))\(errorText(control))</div>
        """
    }

    /// Several controls that answer one question together. `className` begins with a space when there is one.
    func group(
        _ control: Control, id: String? = nil, className: StaticString = "", data: HTML = .empty, _ body: HTML
    ) -> HTML {
        """
        <fieldset class="field\(className)\(if: control.error != nil, " invalid")"\(attribute: "id", id)\
        \(attribute: "tabindex", id == nil ? nil : "-1")\(attribute: "aria-describedby", control.descriptionIDs)\(data)>\
        <legend class="label\(if: control.isBare, " visually-hidden")">\(control.label)\(mark(control))</legend>\
        \(texts(control))\(body)\(errorText(control))</fieldset>
        """
    }

    /// Questions that belong together, under a heading that is read with each of them.
    func fieldset(_ legend: String, _ body: HTML) -> HTML {
        "<fieldset class=\"section\"><legend class=\"section-title\">\(legend)</legend>\(body)</fieldset>"
    }

    /// A value that cannot be changed here, as text: never a disabled input.
    func readOnly(_ label: String, _ value: String, source: String? = nil, support: String? = nil) -> HTML {
        """
        <div class="field"><p class="label">\(label)\(source.map(sourceMark))</p>\
        \(support.map { "<p class=\"support\">\($0)</p>" as HTML })<p class="fixed-value">\(value)</p></div>
        """
    }

    /// The attributes a control needs to be found, named and described.
    func attributes(_ control: Control) -> HTML {
        """
         id="\(control.id)" name="\(control.name)"\(attribute: "aria-describedby", control.descriptionIDs)\
        \(attribute: "aria-invalid", control.error == nil ? nil : "true")
        """
    }

    private func mark(_ control: Control) -> HTML {
        let requirement: HTML =
            switch control.requirement {
            case .required: "<span class=\"mark must\">※\(say(Words.required))</span>"
            case .optional: "<span class=\"mark\">※\(say(Words.optional))</span>"
            case .unmarked: .empty
            }
        return requirement + (control.source.map(sourceMark) ?? .empty)
    }

    private func sourceMark(_ source: String) -> HTML { "<span class=\"chip source\">\(source)</span>" }

    private func texts(_ control: Control) -> HTML {
        let id = control.id
        return """
            \(control.remark.map { remark -> HTML in
                "<div class=\"remark\" id=\"\(id)-remark\"><strong>\(say(Words.officeRemark))</strong>\(prose(remark))</div>"
            })\
            \(control.support.map { "<p class=\"support\" id=\"\(id)-support\">\($0)</p>" as HTML })\
            \(control.example.map { example -> HTML in
                "<p class=\"support\" id=\"\(id)-example\">\(say(Words.example(example)))</p>"
            })\
            \(control.guidance.map { guidance -> HTML in details(say(Words.guidance), guidance) })
            """
    }

    /// What is wrong, where something is. Scripts say and take back the same while one types.
    func errorText(_ control: Control) -> HTML? {
        control.error.map { "<p class=\"error-text\" id=\"\(control.id)-error\">＊\($0)</p>" }
    }
}
