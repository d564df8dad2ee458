import FEEL

/// The formulas of a flow, read and checked once for a published version.
public struct FlowRules: Sendable {
    /// Where a formula stands.
    public enum Site: Hashable, Sendable {
        /// The condition under which a procedure can be filed.
        case when(procedure: String)
        /// A procedure's last day.
        case until(procedure: String)
        /// The condition of a stage.
        case stage(String, in: String)
        /// The condition of an outcome.
        case outcome(String, of: String, in: String)
        /// What an outcome sets a value to.
        case set(String, by: String, of: String, in: String)
        /// The condition of a window.
        case window(String)
    }

    /// Something wrong or doubtful with one of them.
    public struct Finding: Sendable {
        public let site: Site
        public let message: Text
        public let isWarning: Bool
    }

    private var formulas: [Site: Formula] = [:]
    public private(set) var findings: [Finding] = []

    /// Reads every formula of a programme's flow.
    public init(_ programme: Programme) {
        let routing = Scope(programme.routingNames)
        for window in programme.windows {
            if let text = window.when { read(text, .window(window.id), in: routing, expecting: .boolean) }
        }
        let whole = Scope(programme.factNames(of: nil))
        for procedure in programme.flow.procedures {
            if let text = procedure.when { read(text, .when(procedure: procedure.id), in: whole, expecting: .boolean) }
            if let text = procedure.until { read(text, .until(procedure: procedure.id), in: whole, expecting: .date) }
            let own = Scope(programme.factNames(of: procedure))
            for stage in procedure.stages {
                if let text = stage.when {
                    read(text, .stage(stage.id, in: procedure.id), in: own, expecting: .boolean)
                }
                for outcome in stage.outcomes {
                    if let text = outcome.when {
                        read(
                            text, .outcome(outcome.id, of: stage.id, in: procedure.id), in: own, expecting: .boolean)
                    }
                    for set in outcome.sets {
                        read(
                            set.formula, .set(set.name, by: outcome.id, of: stage.id, in: procedure.id), in: own,
                            expecting: programme.flow.value(set.name)?.kind.type.formulaType ?? .any)
                    }
                }
            }
        }
    }

    private mutating func read(_ text: String, _ site: Site, in scope: Scope, expecting type: Type) {
        do {
            let formula = try Formula(text, in: scope, policy: .forms, expecting: type)
            for finding in formula.findings { add(finding, in: text, site, isWarning: !finding.kind.isDead) }
            formulas[site] = formula
        } catch {
            for finding in error.findings.prefix(5) { add(finding, in: text, site, isWarning: false) }
        }
    }

    private mutating func add(_ finding: FEEL.Finding, in text: String, _ site: Site, isWarning: Bool) {
        let message = finding.report(in: text)
        findings.append(Finding(site: site, message: Text(message.ja, en: message.en), isWarning: isWarning))
    }

    /// A formula as one would read it aloud in Japanese; nil where there is none.
    public func reading(_ site: Site) -> String? { formulas[site]?.reading }

    /// The names that conditions of stages and outcomes use, by procedure: what a way through the flow depends on.
    public func deciding(in procedure: String) -> Set<String> {
        var names: Set<String> = []
        for (site, formula) in formulas {
            switch site {
            case .stage(_, let own) where own == procedure: break
            case .outcome(_, _, let own) where own == procedure: break
            default: continue
            }
            names.formUnion(formula.dependencies.map(\.text))
        }
        return names
    }

    /// The value of the formula at a place; null where there is none.
    func value(_ site: Site, _ facts: CaseFacts) -> Value {
        value(site, at: facts.formulaMoment, facts.value(of:))
    }

    func value(_ site: Site, at moment: Moment?, _ known: (Name) -> Value) -> Value {
        guard let formula = formulas[site] else { return .null }
        let names = formula.dependencies.sorted()
        return formula.evaluate(Context(Context.Shape(names), names.map(known)), at: moment).value
    }
}

extension FEEL.Finding.Kind {
    /// A condition that never holds closes a way for everyone.
    fileprivate var isDead: Bool { if case .alwaysFalse = self { true } else { false } }
}

extension Programme {
    /// The names formulas of the flow know: what was filed in each procedure, what the case is, and in a procedure's own
    /// stages the answers of its form, and what came of reviewing it.
    ///
    /// Tables are not known; a form's calculated fields are.
    public func factNames(of procedure: Procedure?) -> [Name: Type] {
        var names: [Name: Type] = [
            "事業者": .context(["名称": .string, "法人番号": .string]), "窓口": .choice(windows.map(\.name.ja)),
            "抽選": .context(["順位": .number, "当選": .boolean]),
        ]
        for value in flow.values { names[Name(value.name)] = value.kind.type.formulaType }
        for other in flow.procedures {
            var entries: [Name: Type] = [
                "件数": .number, "提出日": .date, "決定日": .date, "結果": .choice(Verdict.allCases.map(\.title.ja)),
            ]
            for field in form(other.form)?.factFields ?? [] { entries[Name(field.name)] = field.type.formulaType }
            names[Name(other.name.ja)] = .context(entries)
        }
        guard let procedure else { return names }
        names["提出回数"] = .number
        names["差戻し回数"] = .number
        names["審査"] = .context(["人数": .number, "平均点": .number, "最高点": .number, "最低点": .number])
        let checklists = procedure.checklists(self)
        if !checklists.isEmpty {
            let fields = checklists.flatMap { $0.sheet.factFields }
            names["審査票"] = .context(
                Dictionary(fields.map { (Name($0.name), $0.type.formulaType) }, uniquingKeysWith: { first, _ in first })
            )
        }
        for field in form(procedure.form)?.factFields ?? [] { names[Name(field.name)] = field.type.formulaType }
        return names
    }
}

extension Form {
    /// The fields whose answers formulas of the flow know.
    var factFields: [Field] { fields.filter { !$0.type.isNote && !$0.type.isTable } }
}
