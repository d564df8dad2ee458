extension Components {
    /// How wide an input is: as wide as what is expected in it.
    enum InputWidth: String, Sendable {
        /// Two to four characters.
        case tiny
        /// Seven or eight: postal codes, short numbers.
        case short
        /// Thirteen to twenty: amounts, telephone, 法人番号.
        case medium
        /// A name or mail address.
        case long
        /// All there is.
        case full
    }

    /// What is typed, so that phones show the right keys. Nothing is refused by it.
    enum InputKind: String, Sendable {
        case text, email, tel, url, password, search
    }

    /// A line of text.
    /// - Parameters:
    ///   - autocomplete: an HTML autofill token such as `organization`; there is none for kana.
    ///   - digits: shows the number keys; the value is still text.
    ///   - unit: what follows the value: 「円」.
    ///   - maximum: counts characters and says when there are too many; cuts nothing off.
    func text(
        _ control: Control, value: String, kind: InputKind = .text, width: InputWidth = .long,
        autocomplete: String? = nil, digits: Bool = false, unit: String? = nil, maximum: Int? = nil,
        data: HTML = .empty
    ) -> HTML {
        question(control) { attributes in
            let input: HTML = """
                <input type="\(kind.rawValue)" class="input width-\(width.rawValue)\(if: digits, " digits")"\(attributes) \
                value="\(value)"\(attribute: "autocomplete", autocomplete)\
                \(attribute: "inputmode", digits ? "numeric" : nil)\(attribute: "spellcheck", kind == .text ? nil : "false")\
                \(counter(maximum, control))\(data)>
                """
            // In a table the unit stands in the head.
            let whole = (control.isBare ? nil : unit).map { unit -> HTML in
                "<div class=\"with-unit\">\(input)<span class=\"unit\">\(unit)</span></div>"
            }
            return (whole ?? input) + counterText(maximum, control)
        }
    }

    /// A whole number. Commas, spaces and full-width digits are welcome; the server reads them.
    func number(_ control: Control, value: String, unit: String? = nil, width: InputWidth = .short) -> HTML {
        text(control, value: value, width: width, autocomplete: "off", digits: true, unit: unit)
    }

    /// An amount of money, with the unit it is asked in.
    func money(_ control: Control, value: String, unit: String? = nil) -> HTML {
        text(
            control, value: value, width: .medium, autocomplete: "off", digits: true, unit: unit ?? say(Words.yen))
    }

    /// Text of several lines. With a `maximum` in characters (as a person counts them; a line end is one) it counts.
    func textarea(_ control: Control, value: String, rows: Int = 5, maximum: Int? = nil) -> HTML {
        question(control) { attributes in
            // A line end straight after the tag belongs to the tag, so one is given for it.
            """
            <textarea class="input width-full"\(attributes) rows="\(rows)"\(counter(maximum, control))>
            \(value)</textarea>\(counterText(maximum, control))
            """
        }
    }

    private func counter(_ maximum: Int?, _ control: Control) -> HTML {
        guard let maximum else { return .empty }
        return """
             data-maximum="\(maximum)" data-counter="\(control.id)-counter" \
            data-left="\(say(Words.charactersLeftTemplate))" data-over="\(say(Words.charactersOverTemplate))"
            """
    }

    private func counterText(_ maximum: Int?, _ control: Control) -> HTML {
        guard let maximum else { return .empty }
        return """
            <p class="counter" id="\(control.id)-counter"><span>\(say(Words.maximumCharacters(maximum)))</span>\
            <span class="visually-hidden" role="status"></span></p>
            """
    }
}
