import Grants
import Storage

/// What a new draft is filled with: each value with where it came from.
struct Prefilling {
    var typed = Typed()
    var origins: [String: Origin] = [:]
    /// Answers of earlier procedures of the case, by procedure.
    var earlier: [String: (form: Form, answers: Answers)] = [:]

    /// Fills in what the sign-in and earlier procedures tell, then first values the form computes.
    /// - Parameter only: the fields to fill in, by their names; nil for all.
    mutating func fill(
        _ judge: Judge, from profile: Profile, _ circumstances: Circumstances, world: World, only: Set<String>? = nil
    ) {
        for field in judge.form.fields where only?.contains(field.name) ?? true {
            guard let prefill = field.prefill, Typed.boxes(of: field).allSatisfy({ typed.first($0).isEmpty }) else {
                continue
            }
            for (box, value) in boxes(prefill, field, profile) where value.contains(where: { !$0.isEmpty }) {
                typed.boxes[box] = value
                origins[field.name] = .prefill(prefill)
            }
        }
        let initial = judge.initialBoxes(after: typed, circumstances) { world.rowID() }
        let wanted = initial.filter { box, _ in only?.contains(String(box.prefix { $0 != "." })) ?? true }
        typed.boxes.merge(wanted) { held, _ in held }
    }

    private func boxes(_ prefill: Prefill, _ field: Field, _ profile: Profile) -> [String: [String]] {
        func one(_ value: String?) -> [String: [String]] { [field.name: [value ?? ""]] }
        switch prefill {
        case .organisationName: return one(profile.organisationName)
        case .corporateNumber: return one(profile.corporateNumber)
        case .organisationAddress:
            return [
                "\(field.name).postal": [profile.postal], "\(field.name).prefecture": [profile.prefecture],
                "\(field.name).city": [profile.city], "\(field.name).street": [profile.street],
                "\(field.name).building": [profile.building],
            ]
        case .representative: return named(profile.representative, field)
        case .personName: return named(profile.personName, field)
        case .personDepartment: return one(profile.department)
        case .personTelephone: return one(profile.telephone)
        case .personEmail: return one(profile.email)
        case .earlier(let procedure, let name):
            guard let (form, answers) = earlier[procedure], let source = form.field(named: name),
                let answer = answers[name], source.type.word == field.type.word
            else { return [:] }
            return answer.typed(as: field)
        }
    }

    /// A name in one text, into one box or into those of family and given name.
    private func named(_ name: String, _ field: Field) -> [String: [String]] {
        guard case .personName = field.type else { return [field.name: [name]] }
        let parts = name.split(whereSeparator: \.isWhitespace).map(String.init)
        guard let family = parts.first else { return [:] }
        return [
            "\(field.name).family": [family], "\(field.name).given": [parts.dropFirst().joined(separator: "　")],
        ]
    }
}

extension World {
    /// The id of a new row of a table: unlike any that another device makes at the same moment.
    public func rowID() -> String { "r" + id(StoredFile.self).text.filter { $0 != "-" }.suffix(12) }
}
