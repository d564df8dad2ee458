import Grants
import UseCases

/// One of the flow editor's pages as it is shown, or as it came back: what was typed stays, right or wrong.
struct FlowForm {
    let visit: Visit
    /// Whether the page shows what was typed and refused.
    let isRefused: Bool
    private(set) var problems: [Problem] = []

    var ui: Components { visit.ui }

    init(_ visit: Visit, isRefused: Bool, problems: [Problem] = []) {
        self.visit = visit
        self.isRefused = isRefused
        self.problems = problems
    }

    func value(_ name: String, _ stored: String) -> String { isRefused ? visit.form[name] ?? "" : stored }

    func values(_ name: String, _ stored: [String]) -> [String] { isRefused ? visit.form.all(name) : stored }

    func control(
        _ name: String, _ label: Phrase, _ requirement: Control.Requirement = .unmarked, support: Phrase? = nil
    ) -> Control {
        Control(
            name, visit.say(label), requirement, support: support.map(visit.say),
            error: problems.first(where: { $0.target == Control.id(name) })?.message)
    }

    func text(
        _ name: String, _ label: Phrase, _ stored: String, _ requirement: Control.Requirement = .unmarked,
        support: Phrase? = nil
    ) -> HTML {
        ui.text(
            control(name, label, requirement, support: support), value: value(name, stored), width: .full,
            autocomplete: "off")
    }

    func formula(_ name: String, _ label: Phrase, _ stored: String?, support: Phrase? = nil) -> HTML {
        ui.textarea(control(name, label, support: support), value: value(name, stored ?? ""), rows: 2)
    }

    func count(_ name: String, _ label: Phrase, _ stored: Int?, unit: Phrase, support: Phrase? = nil) -> HTML {
        ui.number(
            control(name, label, support: support), value: value(name, stored.map(String.init) ?? ""),
            unit: visit.say(unit))
    }

    /// A day and a time, or nothing.
    func moment(_ name: String, _ label: Phrase, _ stored: JapanTime?) -> HTML {
        let typed = isRefused ? RoundForm.Typed(visit.form, name) : stored.map { RoundForm.Typed($0) }
        let time = Control(
            "\(name).time", visit.say(Words.Admin.timeOf(visit.say(label))), .unmarked,
            support: visit.say(Words.Admin.timeSupport),
            error: problems.first(where: { $0.target == Control.id("\(name).time") })?.message)
        return ui.date(
            control(name, Words.Admin.dayOf(visit.say(label))),
            value: typed?.day ?? .init(year: "", month: "", day: ""))
            + ui.text(time, value: typed?.time ?? "", width: .short, autocomplete: "off")
    }

    /// Whether a moment is given.
    func has(_ name: String, _ stored: JapanTime?) -> Bool {
        isRefused ? !(visit.form["\(name).year"] ?? "").isEmpty : stored != nil
    }

    func box(_ name: String, _ label: Phrase, _ isOn: Bool) -> HTML {
        ui.checkboxes(
            control(name, Words.FlowEditor.also), options: [.init("yes", visit.say(label))],
            values: values(name, isOn ? ["yes"] : []))
    }

    // MARK: Reading

    func line(_ name: String) -> String { Plain.line(visit.form[name] ?? "") }

    func formula(_ name: String) -> String? {
        let text = Plain.lines(visit.form[name] ?? "").replacing("\n", with: " ")
        return text.isEmpty ? nil : text
    }

    /// A text in both languages; English is left out where it is empty.
    func text(_ name: String) -> Text {
        let english = line("\(name).en")
        return Text(line("\(name).ja"), en: english.isEmpty ? nil : english)
    }

    /// A whole number in a range, or nothing; anything else is a problem.
    mutating func count(_ name: String, in range: ClosedRange<Int>) -> Int? {
        let typed = Plain.code(visit.form[name] ?? "")
        if typed.isEmpty { return nil }
        if let number = Int(typed), range.contains(number) { return number }
        problems.append(
            Problem(field: name, visit.say(Words.FlowEditor.wantsNumber(range.lowerBound, range.upperBound))))
        return nil
    }

    /// A day and a time, or nothing; anything else is a problem.
    mutating func moment(_ name: String) -> JapanTime? {
        let typed = RoundForm.Typed(visit.form, name)
        if [typed.day.year, typed.day.month, typed.day.day, typed.time].allSatisfy({ Plain.code($0).isEmpty }) {
            return nil
        }
        var errors: RoundForm.Errors = []
        let label = name == "opens" ? Words.FlowEditor.opensAt : Words.FlowEditor.closesAt
        let time = RoundForm.read(typed, name, Text(label.ja, en: label.en), into: &errors)
        problems += errors.map { Problem(field: $0.field, visit.say($0.message)) }
        return time
    }

    mutating func missing(_ name: String, _ phrase: Phrase) {
        problems.append(Problem(field: name, visit.say(phrase)))
    }
}
