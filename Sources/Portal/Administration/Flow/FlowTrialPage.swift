import FEEL
import Grants
import Hummingbird
import UseCases

/// 試しに流す: a sample application on its way through the flow as it is being designed. Nothing of it is stored.
enum FlowTrialPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminFlowTrial, scope: .programme) { visit, administrator in
            .page(page(try await visit.flowDesign(for: administrator), visit).html)
        }
    ]

    private static func page(_ design: FlowDesign, _ visit: Visit) -> Page {
        let (ui, id) = (visit.ui, design.programme.id)
        let programme = design.next
        var page = visit.flowPage(
            design, visit.say(Words.FlowEditor.trial),
            under: .init(visit.say(Words.FlowEditor.title), Site.adminFlow(id)))
        let deciding = fields(programme)
        var answers: [String: String] = [:]
        for field in deciding { answers[field.name] = visit.query["a.\(field.name)"].flatMap { $0.isEmpty ? nil : $0 } }
        let trial = FlowTrial(programme, answers: answers, from: JapanTime(visit.arrived).day)
        let inputs = deciding.map { field -> HTML in
            let control = Control("a.\(field.name)", visit.say(field.label), .unmarked, scope: "trial")
            let value = answers[field.name] ?? ""
            switch field.type {
            case .choice(let choices):
                return ui.select(control, options: choices.map { .init($0.code, visit.say($0.label)) }, value: value)
            case .yesNo:
                return ui.select(
                    control, options: [.init("yes", visit.say(Words.yes)), .init("no", visit.say(Words.no))],
                    value: value)
            default: return ui.text(control, value: value, autocomplete: "off")
            }
        }
        page.body = """
            <p>\(visit.say(Words.FlowEditor.trialAbout))</p>\
            \(if: !inputs.isEmpty, """
                <form method="get" action="\(href: Site.adminFlowTrial(id))"><div class="outline-add">\(inputs)\
                <button class="button secondary small">\(visit.say(Words.FlowEditor.tryAgain))</button></div></form>
                """)\
            \(table(trial, programme, visit))\(values(trial, programme, visit))\(anytime(trial, programme, visit))\
            <p>\(ui.link(visit.say(Words.FlowEditor.back), Site.adminFlow(id)))</p>
            """
        return page
    }

    /// The fields the way depends on, that can be typed into one box.
    private static func fields(_ programme: Programme) -> [Field] {
        var found: [Field] = []
        for procedure in programme.flow.procedures {
            let names = programme.rules.deciding(in: procedure.id)
            for field in programme.form(procedure.form)?.fields ?? []
            where names.contains(field.name) && !found.contains(where: { $0.name == field.name })
                && field.calculation == nil
            {
                switch field.type {
                case .money, .integer, .decimal, .choice, .yesNo, .text: found.append(field)
                default: break
                }
            }
        }
        return found
    }

    private static func table(_ trial: FlowTrial, _ programme: Programme, _ visit: Visit) -> HTML {
        visit.ui.table(
            visit.say(Words.FlowEditor.trial),
            columns: [
                .init(visit.say(Words.FlowEditor.day), isTight: true), .init(visit.say(Words.FlowEditor.who)),
                .init(visit.say(Words.FlowEditor.what)), .init(visit.say(Words.FlowEditor.lastDay), isTight: true),
                .init(visit.say(Words.FlowEditor.mails)),
            ],
            rows: trial.steps.map { step in
                [
                    "\(step.day.iso)", "\(who(step.who, visit))", "\(what(step, programme, visit))",
                    "\(step.due?.iso ?? "―")", "\(mail(step, visit).map { visit.say($0) } ?? "―")",
                ]
            }, isCaptionHidden: true)
    }

    private static func who(_ who: FlowTrial.Who, _ visit: Visit) -> String {
        switch who {
        case .applicant: visit.say(Words.Flow.applicant)
        case .office: visit.say(Stage.Doer.staff.title)
        case .approver: visit.say(Words.Flow.officeAndApprover)
        case .reviewers(let count): visit.say(Words.Flow.reviewers(count))
        }
    }

    private static func what(_ step: FlowTrial.Step, _ programme: Programme, _ visit: Visit) -> String {
        let procedure = programme.flow.procedure(step.procedure)
        let name = procedure.map { visit.say($0.name) } ?? step.procedure
        let stage = step.stage.flatMap { procedure?.stage($0) }
        let place = stage.map { "\(name)：\(visit.say($0.name))" } ?? name
        return switch step.what {
        case .files: visit.say(Words.FlowEditor.files(name))
        case .passes: visit.say(Words.FlowEditor.passes(place))
        case .scores: visit.say(Words.FlowEditor.scores(place))
        case .decides(let id):
            visit.say(Words.FlowEditor.decides(place, stage?.outcome(id).map { visit.say($0.label) } ?? id))
        case .letter(let title): visit.say(Words.FlowEditor.issues(title))
        case .unacceptable(let why): visit.say(Words.FlowEditor.unacceptable(visit.say(why)))
        case .stuck(let why): visit.say(Words.FlowEditor.stuck(place, visit.say(why)))
        }
    }

    /// The mail that goes out with it.
    private static func mail(_ step: FlowTrial.Step, _ visit: Visit) -> Phrase? {
        switch step.what {
        case .files: Words.FlowEditor.mailReceived
        case .scores: Words.FlowEditor.mailAssigned
        case .letter: Words.FlowEditor.mailLetter
        case .passes, .decides, .unacceptable, .stuck: nil
        }
    }

    private static func values(_ trial: FlowTrial, _ programme: Programme, _ visit: Visit) -> HTML {
        let entries = programme.flow.values.compactMap { value in
            trial.values[value.name].map { Components.Entry(value.name, text: $0.words(as: value.field)) }
        }
        guard !entries.isEmpty else { return .empty }
        return "<h2>\(visit.say(Words.FlowEditor.values))</h2>\(visit.ui.list(entries))"
    }

    private static func anytime(_ trial: FlowTrial, _ programme: Programme, _ visit: Visit) -> HTML {
        let names = trial.anytime.compactMap { programme.flow.procedure($0).map { visit.say($0.name) } }
        guard !names.isEmpty else { return .empty }
        return "<p>\(visit.say(Words.FlowEditor.anytime(visit.joined(names))))</p>"
    }
}
