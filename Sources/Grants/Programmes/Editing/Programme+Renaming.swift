import FEEL

/// What follows when fields of a form get other names: whatever else in the programme names them says the new names.
extension Programme {
    /// The fields of a form that another version of it calls otherwise, old name to new.
    public static func renames(from old: Form, to new: Form) -> [String: String] {
        var renames: [String: String] = [:]
        for field in old.fields {
            if let same = new.fields.first(where: { $0.id == field.id }), same.name != field.name {
                renames[field.name] = same.name
            }
        }
        return renames
    }

    /// Says the new names in the flow's formulas, in conditions of windows, in letters, and where other forms are filled in
    /// from this one.
    public mutating func follow(_ renames: [String: String], of form: String) {
        if renames.isEmpty { return }
        let asking = flow.procedures.filter { $0.form == form }
        let names = Set(asking.map(\.name.ja))
        func follow(_ text: inout String?, own: Bool) {
            text = text.map { Programme.following(renames, in: $0, own: own, of: names) }
        }
        var letters: Set<String> = []
        for index in flow.procedures.indices {
            let own = flow.procedures[index].form == form
            follow(&flow.procedures[index].when, own: false)
            follow(&flow.procedures[index].until, own: false)
            for stage in flow.procedures[index].stages.indices {
                follow(&flow.procedures[index].stages[stage].when, own: own)
                for outcome in flow.procedures[index].stages[stage].outcomes.indices {
                    var changed = flow.procedures[index].stages[stage].outcomes[outcome]
                    follow(&changed.when, own: own)
                    changed.sets = changed.sets.map {
                        .init($0.name, Programme.following(renames, in: $0.formula, own: own, of: names))
                    }
                    if own, let letter = changed.letter { letters.insert(letter) }
                    flow.procedures[index].stages[stage].outcomes[outcome] = changed
                }
            }
        }
        if flow.first?.form == form {
            for index in windows.indices { follow(&windows[index].when, own: true) }
        }
        self.letters = self.letters.map { letters.contains($0.id) ? $0.following(renames) : $0 }
        let ids = Set(asking.map(\.id))
        for index in forms.indices {
            for section in forms[index].sections.indices {
                for field in forms[index].sections[section].fields.indices {
                    guard
                        case .earlier(let procedure, let name)? = forms[index].sections[section].fields[field].prefill,
                        ids.contains(procedure), let new = renames[name]
                    else { continue }
                    forms[index].sections[section].fields[field].prefill = .earlier(procedure: procedure, field: new)
                }
            }
        }
    }

    /// A formula with the new names: its own answers where it knows them, and 手続き.項目.
    private static func following(
        _ renames: [String: String], in text: String, own: Bool, of procedures: Set<String>
    ) -> String {
        guard let expression = Formulas.expression(text) else { return text }
        var places: [(start: Int, end: Int, name: String)] = []
        func visit(_ expression: Expression) {
            switch expression.form {
            case .name(let name):
                if own, let new = renames[name.text] {
                    places.append((expression.span.start, expression.span.end, new))
                }
            case .path(let base, let entry):
                if case .name(let procedure) = base.form, procedures.contains(procedure.text) {
                    let length = entry.text.utf8.count
                    if let new = renames[entry.text] {
                        places.append((expression.span.end - length, expression.span.end, new))
                    }
                    return
                }
                visit(base)
            default: expression.forEachChild(visit)
            }
        }
        visit(expression)
        var bytes = Array(text.utf8)
        for place in places.sorted(by: { $0.start > $1.start }) {
            bytes.replaceSubrange(place.start..<place.end, with: place.name.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension Round {
    /// The round as it calls under another version: amounts that are summed up may have got another name.
    public func following(from old: Programme, to new: Programme) -> Round {
        guard let amount = intake?.amount, let id = old.flow.first?.form, let before = old.form(id),
            let after = new.form(id), let name = Programme.renames(from: before, to: after)[amount]
        else { return self }
        var round = self
        round.intake?.amount = name
        return round
    }
}

extension LetterTemplate {
    fileprivate func following(_ renames: [String: String]) -> LetterTemplate {
        func text(_ text: String) -> String {
            renames.reduce(text) { $0.replacing("{回答:\($1.key)}", with: "{回答:\u{1}\($1.value)}") }
                .replacing("\u{1}", with: "")
        }
        var letter = self
        letter.body = body.map(text)
        letter.items = items.map { Item(label: text($0.label), text: text($0.text)) }
        letter.notes = notes.map(text)
        return letter
    }
}
