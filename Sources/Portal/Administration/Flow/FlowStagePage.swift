import Grants
import Hummingbird
import Storage
import UseCases

/// One stage of a procedure: who does what until when, and how it can be left.
enum FlowStagePage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlowStage, scope: .programme) { visit, administrator in
            let design = try await visit.flowDesign(for: administrator)
            let people = try await visit.installation.doers(for: administrator)
            return .page(try page(design, FlowForm(visit, isRefused: false), people).html)
        },
        .officer([.administrator], .post, Site.adminFlowStage, scope: .programme) { visit, administrator in
            try await save(visit, administrator)
        },
    ]

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.programmeID()
        var form = FlowForm(visit, isRefused: true)
        let design = try await visit.flowDesign(for: administrator)
        let people = try await visit.installation.doers(for: administrator)
        let (procedure, before) = try place(design, visit)
        let typed = StageReader(design: design, procedure: procedure, before: before).read(&form)
        do {
            guard form.problems.isEmpty else {
                return .page(try page(design, form, people).html, status: .unprocessableContent)
            }
            try await visit.installation.editFlow(
                .setStage(typed, in: procedure.id, seen: visit.form["seen"] ?? ""), of: id, by: administrator)
        } catch let refusal as Refusal where refusal.kind == .conflict || refusal.kind == .invalid {
            let now = try await visit.flowDesign(for: administrator)
            let form = FlowForm(visit, isRefused: true, problems: [Problem(visit.say(refusal.message))])
            return .page(try page(now, form, people, isClash: refusal.isClash).html, status: refusal.kind.status)
        }
        if visit.form["act"] == "more" {
            return .seeOther(Site.adminFlowStage(id, procedure.id, typed.id) + "#outcomes")
        }
        return .seeOther(
            Pattern.address(Site.adminFlow(id), [("done", "saved")]) + "#stage-\(procedure.id)-\(typed.id)")
    }

    private static func place(_ design: FlowDesign, _ visit: Visit) throws -> (Procedure, Stage) {
        guard let procedure = design.flow.procedure(try visit.place("procedure")),
            let stage = procedure.stage(try visit.place("stage"))
        else { throw Refusal.absent }
        return (procedure, stage)
    }

    private static func page(
        _ design: FlowDesign, _ form: FlowForm, _ people: [AccountRow], isClash: Bool = false
    ) throws -> Page {
        let (visit, ui, id) = (form.visit, form.ui, design.programme.id)
        let (procedure, stage) = try place(design, visit)
        var page = visit.flowPage(
            design, visit.say(stage.name), under: .init(visit.say(Words.FlowEditor.title), Site.adminFlow(id)))
        page.context = visit.say(procedure.name)
        page.width = .reading
        page.hasErrors = !form.problems.isEmpty
        page.alerts =
            form.problems.isEmpty
            ? FlowFindings(design: design, findings: design.findings, visit: visit).of(
                procedure: procedure.id, stage: stage.id) : ui.errorSummary(form.problems)
        let words = FlowInWords(programme: design.next, visit: visit)
        let now = stage.outcomes.map {
            "<li>\(visit.say($0.label))：\(words.result(of: $0, at: stage, in: procedure))</li>" as HTML
        }
        let inputs = StageInputs(design: design, procedure: procedure, stage: stage, form: form, people: people)
        page.body = """
            \(if: isClash, visit.ui.banner(
                .info, visit.say(Words.FlowEditor.asItStands),
                "<p>\(words.work(of: stage))\(words.conditions(of: stage, in: procedure).joined())</p><ul>\(now)</ul>"))\
            \(ui.form(
                to: Site.adminFlowStage(id, procedure.id, stage.id),
                hidden: "\(visit.tokens)\(ui.hidden("seen", stage.mark))",
                """
                \(inputs.head)<h2 id="outcomes">\(visit.say(Words.FlowEditor.outcomes))</h2>\
                <p>\(visit.say(Words.FlowEditor.outcomesAbout))</p>\(inputs.outcomes)\
                \(ui.buttons(
                    ui.submit(visit.say(Words.FlowEditor.save)),
                    ui.submit(visit.say(Words.FlowEditor.saveAndAdd), .secondary, name: "act", value: "more")))
                """))\
            \(FlowNames.details(of: procedure, design, visit))\
            <p>\(ui.link(visit.say(Words.FlowEditor.back), Site.adminFlow(id)))</p>
            """
        return page
    }
}

/// The boxes of a stage's page.
private struct StageInputs {
    let design: FlowDesign
    let procedure: Procedure
    let stage: Stage
    let form: FlowForm
    /// Those who can be named.
    let people: [AccountRow]

    private var visit: Visit { form.visit }
    private var ui: Components { form.ui }
    private var programme: Programme { design.next }

    var head: HTML {
        let isLast = procedure.stages.last?.id == stage.id
        let sheets = programme.sheets.map { Components.Option($0.id, visit.say($0.title)) }
        return """
            \(form.text("name.ja", Words.FlowEditor.name, stage.name.ja, .required))\
            \(form.text("name.en", Words.FlowEditor.nameEnglish, stage.name.en ?? ""))\
            \(ui.select(
                form.control("kind", Words.FlowEditor.kind),
                options: Stage.Kind.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                value: form.value("kind", stage.kind.rawValue), prompt: nil))\
            \(ui.radios(
                form.control("by", Words.FlowEditor.by),
                options: Stage.Doer.allCases.map { .init($0.rawValue, visit.say($0.title)) },
                value: form.value("by", stage.by.rawValue)))\
            \(ui.details(visit.say(Words.FlowEditor.named), isOpen: !form.values("people", stage.people).isEmpty, ui.checkboxes(
                form.control("people", Words.FlowEditor.named, support: Words.FlowEditor.namedAbout),
                options: people.map { .init($0.login, $0.name, support: $0.login) },
                values: form.values("people", stage.people))))\
            \(if: !isLast, form.formula("when", Words.FlowEditor.stageWhen, stage.when, support: Words.FlowEditor.stageWhenSupport))\
            \(form.count("due", Words.FlowEditor.due, stage.due, unit: Words.FlowEditor.businessDaysWithin))\
            \(ui.select(
                form.control("sheet", Words.FlowEditor.sheet, support: Words.Scoring.sheetSupport), options: sheets,
                value: form.value("sheet", stage.sheet ?? ""), prompt: Words.Scoring.noSheet))\
            \(ui.fieldset(visit.say(Words.FlowEditor.ofReview), """
                \(form.count("reviewers", Words.FlowEditor.reviewers, stage.reviewers == 0 ? nil : stage.reviewers, unit: Words.FlowEditor.people))\
                \(form.box("blind", Words.FlowEditor.blind, stage.isBlind))\
                \(form.box("shares", Words.Scoring.shares, stage.isShared))\
                \(ui.radios(
                    form.control("rule", Words.FlowEditor.rule),
                    options: [
                        .init("office", visit.say(Words.FlowEditor.ruleOffice)), .init("anyone", visit.say(Words.FlowEditor.ruleAnyone)),
                        .init("all", visit.say(Words.FlowEditor.ruleAll)), .init("average", visit.say(Words.FlowEditor.ruleAverage)),
                    ], value: form.value("rule", stage.rule.name)))\
                \(form.count("points", Words.FlowEditor.points, stage.rule.points, unit: Words.FlowEditor.pointUnit))
                """))
            """
    }

    /// Every outcome, and one more to be filled in.
    var outcomes: HTML {
        let blank = Outcome(id: "", label: "", target: .applicant)
        let known = form.isRefused ? Int(visit.form["outcomes"] ?? "").map { min($0, 30) } : nil
        let count = known ?? stage.outcomes.count + 1
        let list = (0..<count).map { index in
            outcome(stage.outcomes.indices.contains(index) ? stage.outcomes[index] : blank, index)
        }
        return "\(list)\(ui.hidden("outcomes", String(count)))"
    }

    private func outcome(_ outcome: Outcome, _ index: Int) -> HTML {
        let name = "o.\(index)"
        let stages = procedure.stages.filter { $0.id != stage.id }.map {
            Components.Option($0.id, visit.say(Words.FlowEditor.toStage(visit.say($0.name))))
        }
        let ends = Verdict.allCases.filter { $0 != .withdrawn }.map {
            Components.Option("end \($0.rawValue)", visit.say(Words.FlowEditor.toEnd(visit.say($0.title))))
        }
        let targets =
            [.init("", visit.say(outcome.id.isEmpty ? Words.FlowEditor.notUsed : Words.FlowEditor.takeAway))] + stages
            + [.init("applicant", visit.say(Words.FlowEditor.toApplicant))] + ends
        let others = design.flow.procedures.filter { $0.start == .outcome }.map {
            Components.Option($0.id, visit.say($0.name))
        }
        let hasMore =
            outcome.when != nil || outcome.limit != nil || outcome.needsSheet || !outcome.opens.isEmpty
            || !outcome.closes.isEmpty
            || !outcome.sets.isEmpty
        let title = outcome.label.ja.isEmpty ? visit.say(Words.FlowEditor.newOutcome) : visit.say(outcome.label)
        return ui.fieldset(
            title,
            """
            \(ui.hidden("\(name).id", form.value("\(name).id", outcome.id)))\
            \(form.text("\(name).label.ja", Words.FlowEditor.label, outcome.label.ja))\
            \(form.text("\(name).label.en", Words.FlowEditor.labelEnglish, outcome.label.en ?? ""))\
            \(ui.select(
                form.control("\(name).to", Words.FlowEditor.to), options: targets,
                value: form.value("\(name).to", outcome.id.isEmpty ? "" : outcome.target.text), prompt: nil))\
            \(ui.select(
                form.control("\(name).letter", Words.FlowEditor.letter),
                options: [.init("", visit.say(Words.FlowEditor.noLetter))]
                    + programme.letters.map { .init($0.id, visit.say($0.title)) },
                value: form.value("\(name).letter", outcome.letter ?? ""), prompt: nil))\
            \(ui.details(visit.say(Words.FlowEditor.more), isOpen: hasMore, """
                \(form.formula("\(name).when", Words.FlowEditor.outcomeWhen, outcome.when))\
                \(if: stage.kind == .check || stage.kind == .content, form.box(
                    "\(name).complete", Words.Scoring.needsSheet, outcome.needsSheet))\
                \(form.count("\(name).limit", Words.FlowEditor.limit, outcome.limit, unit: Words.FlowEditor.times))\
                \(if: !others.isEmpty, """
                    \(ui.checkboxes(form.control("\(name).opens", Words.FlowEditor.opens), options: others, values: form.values("\(name).opens", outcome.opens)))\
                    \(ui.checkboxes(form.control("\(name).closes", Words.FlowEditor.closes), options: others, values: form.values("\(name).closes", outcome.closes)))
                    """)\
                \(design.flow.values.map { value in
                    form.formula(
                        "\(name).set.\(value.name)", Words.FlowEditor.set(value.name),
                        outcome.sets.first { $0.name == value.name }?.formula)
                })
                """))
            """)
    }
}

/// A stage as it was typed.
private struct StageReader {
    let design: FlowDesign
    let procedure: Procedure
    let before: Stage

    func read(_ form: inout FlowForm) -> Stage {
        let kind = form.visit.form["kind"].flatMap(Stage.Kind.init) ?? before.kind
        let isReview = kind == .review
        let hasSheet = isReview || kind == .check || kind == .content
        var rule = Stage.Rule.office
        let points = form.count("points", in: 0...1_000_000)
        switch form.visit.form["rule"] {
        case "anyone": rule = .anyone
        case "all": rule = .all
        case "average":
            rule = .average(points ?? 0)
            if isReview, points == nil { form.missing("points", Words.FlowEditor.pointsMissing) }
        default: break
        }
        let sheet = form.line("sheet")
        let stage = Stage(
            id: before.id, name: form.text("name"), kind: kind,
            by: form.visit.form["by"].flatMap(Stage.Doer.init) ?? .staff, people: form.visit.form.all("people"),
            when: form.formula("when"),
            due: form.count("due", in: 1...3650),
            reviewers: isReview ? form.count("reviewers", in: 1...100) ?? 0 : 0,
            sheet: hasSheet && !sheet.isEmpty ? sheet : nil, rule: isReview ? rule : .office,
            isBlind: isReview && form.visit.form["blind"] == "yes",
            isShared: isReview && form.visit.form["shares"] == "yes",
            outcomes: outcomes(&form))
        if stage.name.ja.isEmpty { form.missing("name.ja", Words.FlowEditor.nameMissing) }
        if stage.outcomes.isEmpty { form.missing("o.0.to", Words.FlowEditor.outcomeMissing) }
        return stage
    }

    private func outcomes(_ form: inout FlowForm) -> [Outcome] {
        let count = min(Int(form.visit.form["outcomes"] ?? "") ?? 0, 30)
        var outcomes: [Outcome] = []
        var taken = Set((0..<count).compactMap { form.visit.form["o.\($0).id"] })
        for index in 0..<count {
            let name = "o.\(index)"
            guard let target = Outcome.Target(text: form.line("\(name).to")) else { continue }
            let label = form.text("\(name).label")
            if label.ja.isEmpty { form.missing("\(name).label.ja", Words.FlowEditor.labelMissing) }
            var id = form.visit.form["\(name).id"] ?? ""
            if id.isEmpty {
                id = (1...).lazy.map { "outcome-\($0)" }.first { !taken.contains($0) } ?? "outcome"
                taken.insert(id)
            }
            let letter = form.line("\(name).letter")
            outcomes.append(
                Outcome(
                    id: id, label: label, target: target, when: form.formula("\(name).when"),
                    limit: form.count("\(name).limit", in: 1...100), letter: letter.isEmpty ? nil : letter,
                    opens: form.visit.form.all("\(name).opens"), closes: form.visit.form.all("\(name).closes"),
                    sets: design.flow.values.compactMap { value in
                        form.formula("\(name).set.\(value.name)").map { .init(value.name, $0) }
                    }, needsSheet: form.visit.form["\(name).complete"] == "yes"))
        }
        return outcomes
    }
}

extension Stage.Rule {
    fileprivate var name: String {
        switch self {
        case .office: "office"
        case .anyone: "anyone"
        case .all: "all"
        case .average: "average"
        }
    }

    fileprivate var points: Int? { if case .average(let points) = self { points } else { nil } }
}
