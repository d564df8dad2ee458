import Grants

/// A programme's form on a page: its fields as inputs, and its answers to read. The same for applicants, reviewers and
/// the office.
enum FormFields {
    /// The inputs of a section's fields, files aside.
    /// - Parameters:
    ///   - sources: fields that were filled in beforehand, and from where.
    ///   - remarks: what the office asks to be corrected, by field.
    static func inputs(
        section: Section, typed: Typed, errors: [FieldError], visit: Visit, sources: [String: Prefill] = [:],
        remarks: [String: String] = [:]
    ) -> HTML {
        section.fields.filter { !$0.type.isFile }.map { field in
            let control = control(
                field, errors: errors, visit: visit, source: sources[field.name], remark: remarks[field.name])
            return input(field, control, typed, errors, visit)
        }.joined(separator: "\n")
    }

    /// What is said around a field.
    static func control(
        _ field: Field, errors: [FieldError], visit: Visit, source: Prefill? = nil, remark: String? = nil
    ) -> Control {
        Control(
            field.name, visit.say(field.label), field.required ? .required : .optional,
            support: field.help.map(visit.say), example: field.example.map(visit.say),
            source: source == nil ? nil : visit.say(Words.fromSignIn), remark: remark,
            error: errors.first { $0.field == field.name }.map { visit.say($0.message) })
    }

    /// The lines of an error summary; each leads to the box that is wrong.
    static func problems(_ errors: [FieldError], form: Form, visit: Visit) -> [Problem] {
        errors.map { error in
            let isGroup =
                switch form.field(named: error.field)?.type {
                case .date, .address: error.part != nil
                default: false
                }
            return Problem(field: isGroup ? error.box : error.field, visit.say(error.message))
        }
    }

    private static func input(
        _ field: Field, _ control: Control, _ typed: Typed, _ errors: [FieldError], _ visit: Visit
    ) -> HTML {
        let ui = visit.ui
        let first = typed.first(field.name)
        switch field.type {
        case .text(let limits):
            return ui.text(
                control, value: first, width: width(limits), autocomplete: field.prefill?.autocomplete,
                digits: limits.digits != nil, maximum: limits.maximum)
        case .longText(let limits):
            return ui.textarea(
                control, value: first, rows: (limits.maximum ?? 400) > 200 ? 8 : 4, maximum: limits.maximum)
        case .integer(let limits):
            if let minimum = limits.minimum, let maximum = limits.maximum, (1...9).contains(maximum - minimum) {
                return ui.radios(
                    control, options: (minimum...maximum).map { .init(String($0), String($0)) }, value: first,
                    isInline: true)
            }
            return ui.number(control, value: first, unit: limits.unit.map(visit.say))
        case .money: return ui.money(control, value: first)
        case .date:
            return ui.date(
                control,
                value: .init(
                    year: typed.first("\(field.name).year"), month: typed.first("\(field.name).month"),
                    day: typed.first("\(field.name).day")))
        case .choice(let choices):
            let options = options(choices, visit)
            return choices.count > 7
                ? ui.select(control, options: options, value: first)
                : ui.radios(control, options: options, value: first)
        case .choices(let choices, _):
            return ui.checkboxes(control, options: options(choices, visit), values: typed.all(field.name))
        case .yesNo: return ui.yesNo(control, value: first.isEmpty ? nil : first == "yes")
        case .pledge(let statement):
            return ui.pledge(
                control, text: visit.say(statement), agreement: visit.say(Words.pledgeAgreement),
                isGiven: first == "yes")
        case .email: return ui.text(control, value: first, kind: .email, autocomplete: "email")
        case .telephone: return ui.text(control, value: first, kind: .tel, width: .medium, autocomplete: "tel")
        case .corporateNumber: return ui.text(control, value: first, width: .medium, autocomplete: "off", digits: true)
        case .address:
            let parts = Dictionary(
                errors.filter { $0.field == field.name }.compactMap { error in
                    error.part.map { ($0, visit.say(error.message)) }
                }, uniquingKeysWith: { $1 })
            return ui.address(
                control,
                value: .init(
                    postal: typed.first("\(field.name).postal"), prefecture: typed.first("\(field.name).prefecture"),
                    city: typed.first("\(field.name).city"), street: typed.first("\(field.name).street"),
                    building: typed.first("\(field.name).building"), errors: parts),
                prefectures: Prefecture.all.map { .init($0.name, $0.name) })
        case .file: return .empty
        }
    }

    private static func options(_ choices: [Choice], _ visit: Visit) -> [Components.Option] {
        choices.map { .init($0.code, visit.say($0.label)) }
    }

    private static func width(_ limits: TextLimits) -> Components.InputWidth {
        if limits.digits != nil { return .medium }
        guard let maximum = limits.maximum else { return .long }
        return maximum <= 8 ? .short : maximum <= 20 ? .medium : maximum <= 60 ? .long : .full
    }

    /// A section's answers to read.
    /// - Parameters:
    ///   - change: where a field can be changed.
    ///   - marks: something under a field's answer.
    static func summary(
        form: Form, section: Section, answers: Answers, files: [StoredFile], fileURL: (StoredFile) -> String,
        visit: Visit, marks: [String: HTML] = [:], change: ((Field) -> String?)? = nil
    ) -> HTML {
        visit.ui.list(
            section.fields.map { field in
                .init(
                    visit.say(field.label), answer(field, answers, files, fileURL, visit), change: change?(field),
                    note: marks[field.name])
            })
    }

    private static func answer(
        _ field: Field, _ answers: Answers, _ files: [StoredFile], _ fileURL: (StoredFile) -> String, _ visit: Visit
    ) -> HTML {
        if field.type.isFile {
            let own = files.filter { $0.field == field.name }
            return own.isEmpty ? .empty : visit.ui.files(own.map { row($0, visit, href: fileURL($0)) })
        }
        guard let answer = answers[field.name] else { return .empty }
        let words = answer.words(as: field, english: visit.english)
        if case .longText = field.type { return visit.ui.prose(words) }
        return "\(words)"
    }

    /// A stored file with its size and digest.
    static func row(_ file: StoredFile, _ visit: Visit, href: String?) -> Components.FileRow {
        .init(
            id: file.id.text, name: file.name, size: Formats.size(file.size, visit.language), href: href,
            digest: file.sha256)
    }

    /// What changed between two revisions' answers, in the form's order.
    static func changes(
        form: Form, before: (answers: Answers, files: [StoredFile]), after: (answers: Answers, files: [StoredFile]),
        visit: Visit
    ) -> [Components.Change] {
        func words(_ field: Field, _ side: (answers: Answers, files: [StoredFile])) -> String? {
            if field.type.isFile {
                let own = side.files.filter { $0.field == field.name }
                return own.isEmpty ? nil : own.map { "\($0.name)（\($0.sha256.prefix(12))…）" }.joined(separator: "\n")
            }
            return side.answers[field.name]?.words(as: field, english: visit.english)
        }
        return form.fields.compactMap { field in
            let (old, new) = (words(field, before), words(field, after))
            return old == new ? nil : .init(visit.say(field.label), before: old, after: new)
        }
    }
}

extension Prefill {
    /// The HTML autofill token of the same thing, where there is one.
    fileprivate var autocomplete: String? {
        switch self {
        case .organisationName: "organization"
        case .personName: "name"
        case .personTelephone: "tel"
        case .personEmail: "email"
        default: nil
        }
    }
}

extension FileLimits {
    /// For the browser's file dialogue: `.pdf,.docx`.
    var accept: String { kinds.flatMap(\.endings).map { ".\($0)" }.joined(separator: ",") }

    /// PDF、Word（docx）、1件16MB（16,777,216バイト）まで、3件まで.
    func words(_ visit: Visit) -> String {
        let names = kinds.map { visit.say($0.title) }.joined(separator: visit.english ? ", " : "、")
        return visit.say(Words.fileLimits(names, Formats.size(maximumSize, visit.language), maximumCount))
    }
}

extension Words {
    static let fromSignIn = Phrase("GビズIDの登録内容", "From your gBizID account")
    static let pledgeAgreement = Phrase("上記のとおり誓約します", "I pledge the above")

    static func fileLimits(_ kinds: String, _ size: String, _ count: Int) -> Phrase {
        Phrase("添付できる種類：\(kinds)。1件\(size)まで、\(count)件まで。", "Kinds: \(kinds). Up to \(size) each, at most \(count).")
    }
}
