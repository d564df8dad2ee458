import Foundation

/// 匿名審査: a filing as a reviewer sees it who must not know whose it is.
///
/// What names the applicant is not shown at all: names, addresses, numbers and accounts, and whatever was filled in from
/// the account. Wherever those words stand in other answers, in titles and in files' names, they are covered. What stands
/// inside of attached files is the applicant's own: calls for blind review say that they must not name themselves.
public struct Blind: Sendable {
    /// What stands for a covered word.
    public static let cover = "●●●"

    private let words: [String]
    private let programme: Programme

    /// - Parameter form: the form of the filing.
    public init(_ state: Case, _ filing: Filing, _ form: Form, under programme: Programme) {
        self.programme = programme
        var words = [state.organisation.name, Blind.core(of: state.organisation.name)]
        if let number = state.organisation.corporateNumber { words.append(number) }
        for revision in filing.revisions {
            words += Blind.parts(of: revision.by.name)
            let answers = form.answers(from: revision.answers)
            for field in form.fields {
                guard let answer = answers[field.name] else { continue }
                if case .table(let rows) = answer, case .table(let table) = field.type {
                    for column in table.columns where programme.names(column) {
                        words += rows.compactMap { $0.cells[column.name] }.flatMap { Blind.words(in: $0, column) }
                    }
                } else if programme.names(field) {
                    words += Blind.words(in: answer, field)
                }
            }
        }
        // Longer words first, so that a part of one is not covered alone; one letter is no name.
        self.words = Set(words.map(Plain.line)).filter { $0.count >= 2 }.sorted { ($0.count, $0) > ($1.count, $1) }
    }

    /// The words by which an answer gives its applicant away.
    private static func words(in answer: Answer, _ field: Field) -> [String] {
        switch answer {
        case .text(let text):
            let lines = text.split(whereSeparator: \.isNewline).map(String.init)
            return lines.flatMap { [$0, core(of: $0)] } + (lines.count == 1 ? parts(of: text) : [])
        case .personName(let name):
            return [
                name.family + name.given, "\(name.family) \(name.given)", "\(name.family)　\(name.given)", name.family,
                name.familyKana + name.givenKana, "\(name.familyKana) \(name.givenKana)",
            ]
        case .address(let address): return [address.street, address.building, address.postal]
        case .bankAccount(let account): return [account.number, account.holder]
        default: return []
        }
    }

    /// A person's name with and without the space in it, and the family name.
    private static func parts(of name: String) -> [String] {
        let parts = name.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 2 else { return [name] }
        return [name, parts.joined(), parts.joined(separator: " "), parts.joined(separator: "　"), parts[0]]
    }

    /// An organisation's name without its legal form: 赤坂染物店 of 株式会社赤坂染物店.
    private static func core(of name: String) -> String {
        var core = name
        for form in legalForms { core = core.replacingOccurrences(of: form, with: "") }
        return core.trimmingCharacters(in: .whitespaces)
    }

    private static let legalForms = [
        "特定非営利活動法人", "一般社団法人", "公益社団法人", "一般財団法人", "公益財団法人", "社会福祉法人", "医療法人", "学校法人", "宗教法人", "農事組合法人",
        "株式会社", "有限会社", "合同会社", "合資会社", "合名会社", "協同組合", "NPO法人", "（株）", "(株)", "㈱", "（有）", "(有)", "㈲",
    ]

    /// A text with every word that names the applicant covered, in whatever width or case it is written.
    public func covered(_ text: String) -> String {
        var text = text
        for word in words {
            var start = text.startIndex
            while let found = text.range(
                of: word, options: [.caseInsensitive, .widthInsensitive], range: start..<text.endIndex)
            {
                let offset = text.distance(from: text.startIndex, to: found.lowerBound)
                text.replaceSubrange(found, with: Blind.cover)
                start = text.index(text.startIndex, offsetBy: offset + Blind.cover.count)
            }
        }
        return text
    }

    /// The form without the fields that name the applicant.
    public func form(_ form: Form) -> Form {
        var form = form
        for section in form.sections.indices {
            form.sections[section].fields.removeAll(where: programme.names)
            for field in form.sections[section].fields.indices {
                guard case .table(var table) = form.sections[section].fields[field].type else { continue }
                table.columns.removeAll(where: programme.names)
                form.sections[section].fields[field].type = .table(table)
            }
        }
        return form
    }

    /// A revision with its answers covered, and its files named by their place: 添付1.pdf.
    public func revision(_ revision: Filing.Revision) -> Filing.Revision {
        let files = revision.files.enumerated().map { index, file in
            let ending = file.name.split(separator: ".").last.map { ".\($0)" } ?? ""
            return StoredFile(
                id: file.id, field: file.field, name: "添付\(index + 1)\(ending)", size: file.size, sha256: file.sha256)
        }
        return Filing.Revision(
            number: revision.number, receipt: revision.receipt, title: covered(revision.title),
            answers: covered(revision.answers, files), files: files, asks: revision.asks, at: revision.at,
            by: Actor(kind: revision.by.kind, id: "", name: Blind.cover))
    }

    private func covered(_ json: JSON, _ files: [StoredFile]) -> JSON {
        switch json {
        case .string(let text): return .string(covered(text))
        case .array(let items): return .array(items.map { covered($0, files) })
        case .object(let members):
            // A file among the answers has the name it has in the list.
            if let id = members["id"]?.string, let file = files.first(where: { $0.id.text == id }) { return file.json }
            return .object(members.mapValues { covered($0, files) })
        default: return json
        }
    }
}

extension Programme {
    /// Whether a field's answer says who applies: it came from the account, from such a field of an earlier procedure, or
    /// is of a kind that names people and places.
    fileprivate func names(_ field: Field) -> Bool {
        switch field.prefill {
        case nil: break
        case .earlier(let procedure, let name):
            if let source = form(of: procedure)?.field(named: name), names(source) { return true }
        default: return true
        }
        switch field.type {
        case .address, .personName, .corporateNumber, .bankAccount, .email, .telephone: return true
        default: return false
        }
    }
}
