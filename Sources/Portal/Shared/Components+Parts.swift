extension Components {
    /// One box of a question that has several.
    struct Part: Sendable {
        var key: String
        var label: Phrase
        var value: String
        var width: InputWidth
        var isDigits: Bool
        var isOptional: Bool
        var autocomplete: String?
        var support: Phrase?
        /// What it may be chosen from, instead of typed.
        var options: [Option]?
        /// Attributes that scripts look for.
        var data: HTML

        init(
            _ key: String, _ label: Phrase, _ value: String, width: InputWidth = .long, isDigits: Bool = false,
            isOptional: Bool = false, autocomplete: String? = "off", support: Phrase? = nil, options: [Option]? = nil,
            data: HTML = .empty
        ) {
            self.key = key
            self.label = label
            self.value = value
            self.width = width
            self.isDigits = isDigits
            self.isOptional = isOptional
            self.autocomplete = autocomplete
            self.support = support
            self.options = options
            self.data = data
        }
    }

    /// Several boxes that answer one question, sent as `name.KEY`. The id of the whole is the control's, of each box
    /// `Control.id("name.KEY")`.
    /// - Parameters:
    ///   - errors: what is wrong, by key.
    ///   - data: attributes of the whole that scripts look for.
    ///   - after: what stands under the boxes, such as a button that looks something up.
    func parts(
        _ control: Control, _ parts: [Part], errors: [String: String], data: HTML = .empty, after: HTML = .empty
    ) -> HTML {
        let boxes = parts.map { part -> HTML in
            let requirement: Control.Requirement =
                control.requirement != .required ? .unmarked : part.isOptional ? .optional : .required
            let own = Control(
                "\(control.name).\(part.key)", say(part.label), requirement, support: part.support.map(say),
                error: errors[part.key], scope: control.scope)
            if let options = part.options {
                return select(
                    own, options: options, value: part.value, autocomplete: part.autocomplete, data: part.data)
            }
            return text(
                own, value: part.value, width: part.width, autocomplete: part.autocomplete, digits: part.isDigits,
                data: part.data)
        }
        return group(control, id: control.id, className: " composite", data: data, "\(boxes)\(after)")
    }

    /// A short box with a word under it.
    struct RowBox: Sendable {
        var key, word, value: String
        var width: InputWidth
        var isDigits: Bool

        init(_ key: String, _ word: String, _ value: String, _ width: InputWidth, isDigits: Bool = true) {
            self.key = key
            self.word = word
            self.value = value
            self.width = width
            self.isDigits = isDigits
        }
    }

    /// Boxes in a row, each with a short word under it: parts of dates and times. Sent as `name.KEY`.
    func row(_ control: Control, _ boxes: [RowBox]) -> HTML {
        let inputs = boxes.enumerated().map { index, box -> HTML in
            // The first box has the question's own id, so that errors and labels lead there.
            let id = index == 0 ? control.id : "\(control.id).\(box.key)"
            return """
                <div class="date-part"><input type="text" class="input width-\(box.width.rawValue)" id="\(id)" \
                name="\(control.name).\(box.key)" value="\(box.value)"\
                \(attribute: "inputmode", box.isDigits ? "numeric" : nil) autocomplete="off"\
                \(attribute: "aria-invalid", control.error == nil ? nil : "true")>\
                <label for="\(id)">\(box.word)</label></div>
                """
        }
        return group(control, "<div class=\"date\">\(inputs)</div>")
    }

    /// One of many in groups, each group under its name.
    func select(_ control: Control, groups: [(label: String, options: [Option])], value: String) -> HTML {
        question(control) { attributes in
            """
            <span class="select"><select class="input"\(attributes)><option value="">\(say(Words.choose))</option>\
            \(groups.map { group -> HTML in
                """
                <optgroup label="\(group.label)">\(group.options.map { option -> HTML in
                    let isChosen = option.value == value
                    return "<option value=\"\(option.value)\"\(attribute: "selected", if: isChosen)>\(option.label)</option>"
                })</optgroup>
                """
            })</select></span>
            """
        }
    }
}
