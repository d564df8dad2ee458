import FEEL

/// What formulas of a flow know of a case at a moment.
struct CaseFacts {
    let state: Case
    let programme: Programme
    /// The filing whose stage asks; nil for conditions of procedures.
    let filing: Filing?
    let now: Instant

    var formulaMoment: Moment? { Circumstances(moment: now).formulaMoment }

    /// The value of a name; the same names as `Programme.factNames(of:)`, looked up in the same order.
    func value(of name: Name) -> Value {
        if let filing {
            if let form = programme.form(of: filing.procedure),
                let field = form.factFields.first(where: { $0.name == name.text })
            {
                return form.known(of: filing)[field.name]?.value(as: field.type) ?? .null
            }
            switch name {
            case "提出回数": return .number(Number(Int64(filing.current.number)))
            case "差戻し回数": return .number(Number(Int64(filing.returns.count)))
            case "審査": return review(of: filing)
            case "審査票": return checklist(of: filing)
            default: break
            }
        }
        if let procedure = programme.flow.procedures.first(where: { $0.name.ja == name.text }) {
            return entries(of: procedure)
        }
        if let value = programme.flow.value(name.text) {
            return state.value(of: value)?.value(as: value.kind.type) ?? .null
        }
        switch name {
        case "事業者":
            return .context(
                Context([
                    ("名称", .string(state.organisation.name)),
                    ("法人番号", state.organisation.corporateNumber.map(Value.string) ?? .null),
                ]))
        case "抽選":
            return .context(
                Context([
                    ("順位", state.lot.map { .number(Number(Int64($0.rank))) } ?? .null),
                    ("当選", state.lot.map { .boolean($0.won) } ?? .null),
                ]))
        case "窓口": return programme.window(state.window).map { .string($0.name.ja) } ?? .null
        default: return .null
        }
    }

    /// What was filed last in a procedure. It always has its entries, so that 件数 is 0 before anything was filed.
    private func entries(of procedure: Procedure) -> Value {
        let filings = state.filings.filter { $0.procedure == procedure.id && $0.decision?.verdict != .withdrawn }
        let last = filings.last
        var entries: [(Name, Value)] = [
            ("件数", .number(Number(Int64(filings.count)))), ("提出日", day(last?.revisions.first?.at)),
            ("決定日", day(last?.decision?.at)), ("結果", last?.decision.map { .string($0.verdict.title.ja) } ?? .null),
        ]
        if let form = programme.form(procedure.form) {
            let answers = last.map(form.known(of:)) ?? [:]
            for field in form.factFields {
                entries.append((Name(field.name), answers[field.name]?.value(as: field.type) ?? .null))
            }
        }
        return .context(Context(entries))
    }

    private func day(_ instant: Instant?) -> Value { instant.map { Value(JapanTime($0).day) } ?? .null }

    /// What the staff's own sheets of the procedure say, each as it stands now.
    private func checklist(of filing: Filing) -> Value {
        guard let procedure = programme.flow.procedure(filing.procedure) else { return .null }
        let entries = procedure.checklists(programme).flatMap { stage, sheet -> [(Name, Value)] in
            let answers = filing.check(of: stage.id).map { sheet.answers(from: $0.answers) } ?? [:]
            return sheet.factFields.map { (Name($0.name), answers[$0.name]?.value(as: $0.type) ?? .null) }
        }
        return .context(Context(entries))
    }

    /// The totals of the review it is in, or was in last.
    private func review(of filing: Filing) -> Value {
        let stage = filing.assignments.last?.stage ?? ""
        let totals = filing.totals(of: stage)
        func number(_ total: Number?) -> Value { total.map(Value.number) ?? .null }
        return .context(
            Context([
                ("人数", .number(Number(Int64(totals.count)))),
                ("平均点", filing.mean(of: stage).map(Value.number) ?? .null),
                ("最高点", number(totals.max())), ("最低点", number(totals.min())),
            ]))
    }
}

extension Filing {
    /// The totals of the score sheets of a stage.
    public func totals(of stage: String) -> [Number] {
        assignments.filter { $0.stage == stage && $0.progress == .done }.compactMap(\.score?.total)
    }

    /// The sum of all its score sheets' totals, to the nearest whole number; nil before anyone has scored.
    public var scoreSum: Int64? {
        let totals = assignments.compactMap(\.score?.total)
        return totals.isEmpty ? nil : totals.reduce(Number.zero) { $0.plus($1) ?? $0 }.nearest
    }

    /// The exact mean of a stage's totals; nil before anyone has scored.
    public func mean(of stage: String) -> Number? {
        Number.mean(of: totals(of: stage))
    }
}
