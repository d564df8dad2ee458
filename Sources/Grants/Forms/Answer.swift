/// What was typed into a form, box by box, exactly as it came. A draft keeps this, nonsense included.
public struct Typed: Hashable, Sendable {
    /// Box (`NAME` or `NAME.PART`) to what it holds; several entries where several choices are ticked.
    public var boxes: [String: [String]]

    public init(_ boxes: [String: [String]] = [:]) { self.boxes = boxes }

    public func first(_ box: String) -> String { boxes[box]?.first ?? "" }
    public func all(_ box: String) -> [String] { boxes[box] ?? [] }

    /// The boxes of one field.
    public static func boxes(of field: Field) -> [String] {
        field.type.parts.isEmpty ? [field.name] : field.type.parts.map { "\(field.name).\($0)" }
    }

    public var json: JSON { .object(boxes.mapValues(JSON.strings)) }

    public init(json: JSON) { boxes = json.object?.compactMapValues(\.strings) ?? [:] }
}

/// One answer a form accepted, in its own type.
public enum Answer: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case money(Yen)
    case date(Day)
    case choice(String)
    case choices([String])
    case yesNo(Bool)
    case pledged
    case address(Address)
    case files([StoredFile])
}

/// A form's accepted answers, by field name. A field left empty is absent.
public typealias Answers = [String: Answer]

extension Answer {
    /// As the record keeps it. Money is a whole number of yen, a day is ISO 8601.
    public var json: JSON {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .integer(number)
        case .money(let yen): .integer(yen.amount)
        case .date(let day): .string(day.iso)
        case .choice(let code): .string(code)
        case .choices(let codes): .strings(codes)
        case .yesNo(let yes): .bool(yes)
        case .pledged: .bool(true)
        case .address(let address):
            .object([
                "postal": .string(address.postal), "prefecture": .string(address.prefecture.name),
                "city": .string(address.city), "street": .string(address.street),
                "building": .string(address.building),
            ])
        case .files(let files): .array(files.map(\.json))
        }
    }

    /// Reads what `json` wrote, for a field of that type; nil where it does not fit.
    public init?(json: JSON, type: FieldType) {
        switch type {
        case .text, .longText, .email, .telephone, .corporateNumber:
            guard let text = json.string else { return nil }
            self = .text(text)
        case .integer:
            guard let number = json.integer else { return nil }
            self = .integer(number)
        case .money:
            guard let amount = json.integer else { return nil }
            self = .money(Yen(amount))
        case .date:
            guard let text = json.string, let day = Day(iso: text) else { return nil }
            self = .date(day)
        case .choice:
            guard let code = json.string else { return nil }
            self = .choice(code)
        case .choices:
            guard let codes = json.strings else { return nil }
            self = .choices(codes)
        case .yesNo:
            guard let yes = json.bool else { return nil }
            self = .yesNo(yes)
        case .pledge:
            guard json.bool == true else { return nil }
            self = .pledged
        case .address:
            guard let postal = json["postal"]?.string, let name = json["prefecture"]?.string,
                let prefecture = Prefecture.named(name), let city = json["city"]?.string,
                let street = json["street"]?.string
            else { return nil }
            self = .address(
                Address(
                    postal: postal, prefecture: prefecture, city: city, street: street,
                    building: json["building"]?.string ?? ""))
        case .file:
            guard let files = json.array else { return nil }
            self = .files(files.compactMap(StoredFile.init(json:)))
        }
    }

    /// The boxes that would give this answer again: a returned filing opens with what was filed.
    public func typed(as field: Field) -> [String: [String]] {
        switch self {
        case .text(let text): [field.name: [text]]
        case .integer(let number): [field.name: [String(number)]]
        case .money(let yen): [field.name: [String(yen.amount)]]
        case .date(let day):
            [
                "\(field.name).year": [String(day.year)], "\(field.name).month": [String(day.month)],
                "\(field.name).day": [String(day.day)],
            ]
        case .choice(let code): [field.name: [code]]
        case .choices(let codes): [field.name: codes]
        case .yesNo(let yes): [field.name: [yes ? "yes" : "no"]]
        case .pledged: [field.name: ["yes"]]
        case .address(let address):
            [
                "\(field.name).postal": [address.postal], "\(field.name).prefecture": [address.prefecture.name],
                "\(field.name).city": [address.city], "\(field.name).street": [address.street],
                "\(field.name).building": [address.building],
            ]
        case .files: [:]
        }
    }

    /// The answer in words, as check pages, receipts and letters show it.
    public func words(as field: Field, english: Bool = false) -> String {
        switch self {
        case .text(let text): return text
        case .integer(let number):
            if case .integer(let limits) = field.type, let unit = limits.unit {
                return groupedDigits(number) + unit.in(english: english)
            }
            return groupedDigits(number)
        case .money(let yen): return english ? "¥\(yen.grouped)" : "\(yen.grouped)円"
        case .date(let day): return english ? day.iso : "\(day.year)年\(day.month)月\(day.day)日（\(day.eraYear)）"
        case .choice(let code): return field.type.label(of: code, english: english)
        case .choices(let codes):
            return codes.map { field.type.label(of: $0, english: english) }.joined(separator: english ? ", " : "、")
        case .yesNo(let yes): return yes ? (english ? "Yes" : "はい") : (english ? "No" : "いいえ")
        case .pledged: return english ? "Pledged" : "誓約する"
        case .address(let address): return address.line
        case .files(let files):
            return files.map { "\($0.name)（\(groupedDigits($0.size)) バイト）" }.joined(separator: "\n")
        }
    }
}

extension FieldType {
    func label(of code: String, english: Bool) -> String {
        switch self {
        case .choice(let choices), .choices(let choices, _):
            choices.first { $0.code == code }?.label.in(english: english) ?? code
        default: code
        }
    }
}

extension StoredFile {
    public var json: JSON {
        .object([
            "id": .string(id.text), "field": .string(field), "name": .string(name), "size": .integer(size),
            "sha256": .string(sha256),
        ])
    }

    public init?(json: JSON) {
        guard let id = json["id"]?.string.flatMap({ ID<StoredFile>($0) }), let field = json["field"]?.string,
            let name = json["name"]?.string, let size = json["size"]?.integer, let sha256 = json["sha256"]?.string
        else { return nil }
        self.init(id: id, field: field, name: name, size: size, sha256: sha256)
    }
}

/// The accepted answers as one JSON object, and back under the form they were given to.
extension Form {
    public func json(of answers: Answers) -> JSON { .object(answers.mapValues(\.json)) }

    public func answers(from json: JSON) -> Answers {
        var answers: Answers = [:]
        for field in fields {
            if let value = json[field.name], let answer = Answer(json: value, type: field.type) {
                answers[field.name] = answer
            }
        }
        return answers
    }

    /// What the boxes would hold for these answers.
    public func typed(from answers: Answers) -> Typed {
        var boxes: [String: [String]] = [:]
        for field in fields {
            guard let answer = answers[field.name] else { continue }
            boxes.merge(answer.typed(as: field)) { $1 }
        }
        return Typed(boxes)
    }
}
