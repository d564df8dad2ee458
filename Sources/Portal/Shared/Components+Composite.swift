extension Components {
    /// The three parts of a date as they were typed.
    struct DateParts: Sendable, Equatable {
        var year, month, day: String

        init(year: String = "", month: String = "", day: String = "") {
            self.year = year
            self.month = month
            self.day = day
        }
    }

    /// A date in three inputs, sent as `name.year`, `name.month`, `name.day`. The year may be 西暦 or 「令和8」.
    func date(_ control: Control, value: DateParts, autocomplete: String? = nil) -> HTML {
        var control = control
        if control.support == nil { control.support = say(Words.dateSupport) }
        let parts: [(key: String, label: Phrase, value: String)] = [
            ("year", Words.year, value.year), ("month", Words.month, value.month), ("day", Words.day, value.day),
        ]
        let inputs = parts.map { part -> HTML in
            // The year takes letters too (令和8, R8), so it keeps the full keyboard.
            let id = part.key == "year" ? control.id : "\(control.id).\(part.key)"
            return """
                <div class="date-part"><input type="text" class="input width-\(part.key == "year" ? "short" : "tiny")" \
                id="\(id)" name="\(control.name).\(part.key)" value="\(part.value)"\
                \(attribute: "inputmode", part.key == "year" ? nil : "numeric") \
                autocomplete="\(autocomplete.map { "\($0)-\(part.key)" } ?? "off")"\
                \(attribute: "aria-invalid", control.error == nil ? nil : "true")>\
                <label for="\(id)">\(say(part.label))</label></div>
                """
        }
        return group(control, "<div class=\"date\">\(inputs)</div>")
    }

    /// The parts of an address as they were typed, and what is wrong with each.
    struct AddressParts: Sendable, Equatable {
        var postal, prefecture, city, street, building: String
        /// By `postal`, `prefecture`, `city`, `street`, `building`.
        var errors: [String: String]

        init(
            postal: String = "", prefecture: String = "", city: String = "", street: String = "",
            building: String = "", errors: [String: String] = [:]
        ) {
            self.postal = postal
            self.prefecture = prefecture
            self.city = city
            self.street = street
            self.building = building
            self.errors = errors
        }
    }

    /// An address, sent as `name.postal`, `name.prefecture`, `name.city`, `name.street`, `name.building`. The id of the
    /// whole is the control's, of each part `Control.id("name.part")`.
    /// - Parameter prefectures: the choices, whatever is stored as their value.
    func address(_ control: Control, value: AddressParts, prefectures: [Option]) -> HTML {
        func part(_ key: String, _ label: Phrase, _ requirement: Control.Requirement, support: Phrase? = nil) -> Control
        {
            Control(
                "\(control.name).\(key)", say(label), control.requirement == .required ? requirement : .unmarked,
                support: support.map(say), error: value.errors[key], scope: control.scope)
        }
        return group(
            control, id: control.id, className: " composite",
            """
            \(text(part("postal", Words.postalCode, .required, support: Words.postalSupport), value: value.postal,
                   width: .short, autocomplete: "postal-code", digits: true))\
            \(select(part("prefecture", Words.prefecture, .required), options: prefectures, value: value.prefecture,
                     autocomplete: "address-level1"))\
            \(text(part("city", Words.city, .required), value: value.city, autocomplete: "address-level2"))\
            \(text(part("street", Words.street, .required), value: value.street, width: .full,
                   autocomplete: "address-line1"))\
            \(text(part("building", Words.building, .optional), value: value.building, width: .full,
                   autocomplete: "address-line2"))
            """)
    }
}
