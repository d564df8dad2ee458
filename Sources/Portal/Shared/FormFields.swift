import Grants
import Storage
import UseCases

/// A form's questions on a page. The same for applicants, reviewers and the office.
///
/// Every question stands in an element with `data-place`: what scripts show, hide and fill in as answers change. What is
/// not asked now is on the page, hidden, so that it can appear without losing what was typed into it.
final class FormFields {
    let judgement: Judgement
    let typed: Typed
    let visit: Visit
    /// What is shown as wrong: nothing until the page was sent.
    var errors: [FieldError] = []
    /// Fields that were filled in beforehand, and from where.
    var origins: [String: Origin] = [:]
    /// Who else changed a field lately, and when, by field.
    var changes: [String: String] = [:]
    /// What the office asks to be corrected, by field.
    var remarks: [String: String] = [:]
    /// Whose answers are asked for.
    var isOffice = false
    /// What registers know of a place that was looked up, to choose from.
    var found: (place: String, choices: [Found])?
    /// How files are shown and taken; nil where none are.
    var uploads: Uploads?
    /// Where a question is edited, while its form is being designed; nil where it is not.
    var edit: ((Field) -> String?)?

    init(
        judgement: Judgement, typed: Typed, visit: Visit, errors: [FieldError] = [], origins: [String: Origin] = [:],
        changes: [String: String] = [:], remarks: [String: String] = [:], isOffice: Bool = false,
        found: (place: String, choices: [Found])? = nil, uploads: Uploads? = nil, edit: ((Field) -> String?)? = nil
    ) {
        self.judgement = judgement
        self.typed = typed
        self.visit = visit
        self.errors = errors
        self.origins = origins
        self.changes = changes
        self.remarks = remarks
        self.isOffice = isOffice
        self.found = found
        self.uploads = uploads
        self.edit = edit
    }

    /// What a page needs for files.
    struct Uploads {
        var files: ShownFiles
        /// Where files for a field or cell are sent.
        var address: (String) -> String
        /// Files of earlier filings that may be chosen again for a field.
        var earlier: [EarlierFile] = []
        /// Where a template to fill in is downloaded.
        var template: (String) -> String?
        /// Where rows of a table are added from a file.
        var tableImport: ((String) -> String)?
        /// The form is only being tried: files are asked for, and none is kept.
        var isTrial = false

        /// For a form that is only tried.
        static var trial: Uploads {
            Uploads(files: .none, address: { _ in "" }, template: { _ in nil }, isTrial: true)
        }
    }

    var ui: Components { visit.ui }
    var form: Form { judgement.form }

    /// The questions of a section, in order.
    func inputs(_ section: Section) -> HTML { inputs(section.fields) }

    /// These questions.
    func inputs(_ fields: [Field]) -> HTML {
        fields.filter { $0.isInternal == isOffice }.map { field in
            placed(field.name, isShown: judgement.isShown(field.name), "\(editLink(field))\(question(field))")
        }.joined(separator: "\n")
    }

    /// A question in the element that shows and hides it.
    private func placed(_ place: String, isShown: Bool, _ html: HTML) -> HTML {
        "<div class=\"asked\" data-place=\"\(place)\"\(attribute: "hidden", if: !isShown)>\(html)\(changed(place))</div>"
    }

    private func changed(_ place: String) -> HTML? {
        changes[place].map { "<p class=\"support changed\">\($0)</p>" }
    }

    /// Leads to the question's editor, out of the frame it may stand in.
    private func editLink(_ field: Field) -> HTML? {
        edit?(field).map { ui.editLink($0, of: say(field.label)) }
    }

    private func question(_ field: Field) -> HTML {
        let control = control(field)
        if field.type.isNote { return note(field) }
        if field.calculation != nil { return computed(field, control, at: field.name) }
        if field.isLocked { return locked(field) }
        if case .table(let table) = field.type { return TableFields(fields: self, field: field, table: table).html }
        return input(field, control, at: field.name)
    }

    private func note(_ field: Field) -> HTML {
        let text = say(field.label)
        if field.type == .heading { return "<h3>\(text)</h3>\(field.help.map { ui.prose(say($0)) })" }
        return """
            <div class="note" id="\(Control.id(field.name))-note">\(ui.prose(text))\
            \(field.help.map { ui.prose(say($0)) })</div>
            """
    }

    /// A value that is computed: it changes while others are typed.
    func computed(_ field: Field, _ control: Control, at place: String) -> HTML {
        let answer = judgement.answers[field.name]
        return """
            <div class="field computed" id="\(control.id)" tabindex="-1"><p class="label" id="\(control.id)-label">\
            \(control.label)<span class="chip source">\(visit.say(Words.computed))</span></p>\
            \(control.support.map { "<p class=\"support\" id=\"\(control.id)-support\">\($0)</p>" as HTML })\
            <output class="fixed-value" data-value="\(place)" aria-labelledby="\(control.id)-label">\
            \(words(computed: answer, field, at: place))</output>\(ui.errorText(control))</div>
            """
    }

    /// What stands where a value is computed; one that breaks a constraint is shown beside its error.
    func words(computed answer: Answer?, _ field: Field, at place: String) -> String {
        words(answer ?? judgement.refused[place], field)
    }

    /// What stands where a value is computed.
    func words(_ answer: Answer?, _ field: Field) -> String {
        answer?.words(as: field, english: visit.english) ?? visit.say(Words.notComputed)
    }

    private func locked(_ field: Field) -> HTML {
        let answer = judgement.answers[field.name]?.words(as: field, english: visit.english) ?? ""
        return ui.readOnly(
            say(field.label), answer.isEmpty ? visit.say(Words.notAnswered) : answer,
            source: origins[field.name].map(source), support: field.help.map(say))
    }

    /// A text of the form, its formulas filled in.
    func say(_ text: Text) -> String { visit.say(judgement.filled(text)) }

    /// What is said around a field.
    func control(_ field: Field, at place: String? = nil) -> Control {
        let place = place ?? field.name
        return Control(
            place, say(field.label), judgement.isRequired(field, at: place) ? .required : .optional,
            support: field.help.map(say), example: field.example.map(say),
            source: origins[place].map(source), remark: remarks[place],
            error: errors.first { $0.place == place && isWhole($0, field) }.map { visit.say($0.message) })
    }

    /// Whether an error belongs to the question as a whole rather than to one of its labelled boxes.
    private func isWhole(_ error: FieldError, _ field: Field) -> Bool {
        error.part == nil || !field.type.hasLabelledParts
    }

    /// The badge of a value's origin.
    func source(_ origin: Origin) -> String {
        switch origin {
        case .prefill(.earlier(let procedure, _)): visit.say(Words.fromEarlier(procedure))
        case .prefill: visit.say(Words.fromSignIn)
        case .copied(let receipt): visit.say(Words.fromCopy(receipt))
        }
    }

    /// The lines of an error summary; each leads to the box that is wrong.
    static func problems(_ errors: [FieldError], form: Form, visit: Visit) -> [Problem] {
        errors.map { Problem(field: $0.target(in: form), visit.say($0.message)) }
    }

    /// Why the applicant is not eligible; nothing where nothing says so.
    var stops: HTML { visit.stops(judgement) }

    /// Where a page says so, also while it is filled in.
    var stopsRegion: HTML { "<div role=\"status\" data-stops>\(stops)</div>" }
}

extension FieldError {
    /// The name of the control it stands at: a question's, or that of one of its labelled boxes.
    func target(in form: Form) -> String {
        var type = form.field(named: field)?.type
        if let cell, case .table(let table)? = type { type = table.column(named: cell.column)?.type }
        // The ends of a period are labelled, each with its boxes in a row.
        if case .period? = type, let end = part?.split(separator: ".").first { return "\(place).\(end).year" }
        return type?.hasLabelledParts == true || part == "other" ? box : place
    }
}

extension Visit {
    /// Why the applicant is not eligible; nothing where nothing says so.
    func stops(_ judgement: Judgement) -> HTML {
        "\(judgement.stops.map { ui.banner(.error, say(Words.notEligible), ui.prose(say($0))) })"
    }
}

extension FieldType {
    /// Whether its boxes are questions of their own, each with a label and an error.
    var hasLabelledParts: Bool {
        switch self {
        case .address, .municipality, .personName, .bankAccount: true
        default: false
        }
    }
}

extension Words {
    static let fromSignIn = Phrase("GビズIDの登録内容", "From your gBizID account")
    static func fromEarlier(_ procedure: String) -> Phrase { Phrase("前の手続きの内容", "From your earlier filing") }
    static func fromCopy(_ receipt: String) -> Phrase { Phrase("前回の申請（\(receipt)）から", "From \(receipt)") }
    static let pledgeAgreement = Phrase("上記のとおり誓約します", "I pledge the above")
    static let computed = Phrase("自動計算", "Computed")
    static let notComputed = Phrase("未計算", "Not yet computed")
    static let notAnswered = Phrase("未入力", "Not answered")
    static let edit = Phrase("編集", "Edit")
}

extension Components {
    /// Leads to where something of a form is edited, out of the frame it may stand in.
    func editLink(_ href: String, _ label: Phrase = Words.edit, of name: String) -> HTML {
        """
        <p class="edit-link"><a href="\(href: href)" target="_top">\(say(label))\(hiddenText(name))</a></p>
        """
    }
}
