extension Components {
    /// One of many, folded. Begins with an empty choice that says `prompt`: 「選択してください」, in filters 「すべて」.
    func select(
        _ control: Control, options: [Option], value: String, prompt: Phrase? = Words.choose,
        autocomplete: String? = nil, data: HTML = .empty
    ) -> HTML {
        question(control) { attributes in
            """
            <span class="select"><select class="input"\(attributes)\(attribute: "autocomplete", autocomplete)\(data)>\
            \(prompt.map { "<option value=\"\">\(say($0))</option>" as HTML })\
            \(options.map { option -> HTML in
                let isChosen = option.value == value
                return """
                    <option value="\(option.value)"\(attribute: "selected", if: isChosen)\
                    \(attribute: "data-other", if: option.isOther)>\(option.label)</option>
                    """
            })</select></span>
            """
        }
    }

    /// One of a few, all seen.
    func radios(_ control: Control, options: [Option], value: String?, isInline: Bool = false) -> HTML {
        choices(control, kind: "radio", options: options, isInline: isInline) { $0 == value }
    }

    /// Any of a few. Sent under the same name once for each.
    func checkboxes(_ control: Control, options: [Option], values: some Collection<String>, isInline: Bool = false)
        -> HTML
    {
        choices(control, kind: "checkbox", options: options, isInline: isInline) { values.contains($0) }
    }

    /// はい or いいえ, sent as `yes` or `no`; neither is chosen beforehand when `value` is nil.
    func yesNo(_ control: Control, value: Bool?) -> HTML {
        let options = [Option("yes", say(Words.yes)), Option("no", say(Words.no))]
        return radios(control, options: options, value: value.map { $0 ? "yes" : "no" }, isInline: true)
    }

    /// 誓約: a text that is agreed to as a whole, sent as `yes`.
    /// - Parameters:
    ///   - text: what is pledged.
    ///   - agreement: what the box says: 「上記のとおり誓約します」.
    func pledge(_ control: Control, text: String, agreement: String, isGiven: Bool) -> HTML {
        let box = choices(
            control, kind: "checkbox", options: [Option("yes", agreement)], isInline: false,
            before: "<div class=\"pledge-text\">\(prose(text))</div>"
        ) { _ in isGiven }
        return box
    }

    /// A box in a table's row; `label` says which row.
    func rowBox(_ name: String, value: String, label: String, isChecked: Bool = false) -> HTML {
        """
        <label class="row-box"><input type="checkbox" name="\(name)" value="\(value)"\
        \(attribute: "checked", if: isChecked)><span class="visually-hidden">\(label)</span></label>
        """
    }

    /// The box in a table's head that checks every `rowBox` of that name. Seen only where scripts run.
    func allRowsBox(_ name: String) -> HTML {
        """
        <label class="row-box" hidden><input type="checkbox" data-select-all="\(name)">\
        <span class="visually-hidden">\(say(Words.selectAllRows))</span></label>
        """
    }

    private func choices(
        _ control: Control, kind: StaticString, options: [Option], isInline: Bool, before: HTML = .empty,
        isChosen: (String) -> Bool
    ) -> HTML {
        let rows = options.enumerated().map { index, option -> HTML in
            let id = index == 0 ? control.id : "\(control.id)-\(index)"
            let support = option.support.map { _ in "\(id)-about" }
            return """
                <div class="choice"><label><input type="\(kind)" id="\(id)" name="\(control.name)" \
                value="\(option.value)"\(attribute: "aria-describedby", support)\
                \(attribute: "checked", if: isChosen(option.value))\(attribute: "data-other", if: option.isOther)><span>\(option.label)</span></label>\
                \(option.support.map { "<p class=\"support\" id=\"\(id)-about\">\($0)</p>" as HTML })</div>
                """
        }
        return group(control, "\(before)<div class=\"choices\(if: isInline, " inline")\">\(rows)</div>")
    }
}
