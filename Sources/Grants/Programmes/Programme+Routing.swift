import FEEL

/// Which window receives a case: the applicant's choice, or the first whose condition holds.
extension Programme {
    /// Whether windows of a round are found by their conditions.
    public func isRouted(_ round: Round) -> Bool {
        windows.contains { $0.when != nil && round.windows.contains($0.id) }
    }

    /// The window a filing goes to: in the order of `programme.yaml` the first whose condition holds, else the first
    /// without one. Nil where the applicant chooses, or none is meant for it.
    public func route(
        _ answers: Answers, of organisation: Circumstances.Organisation?, in round: Round, at now: Instant
    ) -> String? {
        guard isRouted(round) else { return nil }
        let offered = windows.filter { round.windows.contains($0.id) }
        let circumstances = Circumstances(moment: now, round: round, organisation: organisation)
        let fields = flow.first.flatMap { form($0.form) }?.factFields ?? []
        let found = offered.first { window in
            window.when != nil
                && rules.value(.window(window.id), at: circumstances.formulaMoment) { name in
                    if let field = fields.first(where: { $0.name == name.text }) {
                        return answers[field.name]?.value(as: field.type) ?? .null
                    }
                    return circumstances.value(of: name)
                }.isTrue
        }
        return (found ?? offered.first { $0.when == nil })?.id
    }

    /// What the conditions of windows know: the answers of the first procedure's form, the round, and who applies.
    var routingNames: [Name: Type] {
        var names = Circumstances.names
        for field in flow.first.flatMap({ form($0.form) })?.factFields ?? [] {
            names[Name(field.name)] = field.type.formulaType
        }
        return names
    }
}
