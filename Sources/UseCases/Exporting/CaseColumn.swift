import Documents
import Grants
import Storage

/// A column of the work list as files hold it.
public enum CaseColumn: Hashable, Sendable {
    /// One of the list's own, by its name in addresses.
    case own(Own)
    /// A question of a procedure's form, as it was last answered.
    case field(procedure: String, name: String)

    public enum Own: String, Sendable {
        case number, round, procedure, organisation, title, grants, status, stage, window, returns, score, due,
            holder, filed, elapsed, changed
    }

    /// Reads a column's key; what no file holds, such as 未読, is none.
    public init?(key: String) {
        if let own = Own(rawValue: key) {
            self = .own(own)
            return
        }
        let parts = key.split(separator: ":", maxSplits: 2).map(String.init)
        guard parts.count == 3, parts[0] == "field" else { return nil }
        self = .field(procedure: parts[1], name: parts[2])
    }
}

/// A cell of an export.
enum ExportCell: Sendable {
    case text(String)
    case number(Int64)
    /// An amount of money, with what it is in words.
    case amount(Int64, String)

    var words: String {
        switch self {
        case .text(let text), .amount(_, let text): text
        case .number(let number): String(number)
        }
    }

    var cell: WorkbookWriter.Cell {
        switch self {
        case .text(let text): text.isEmpty ? .blank : .text(text)
        case .number(let number): .number(number)
        case .amount(let number, _): .amount(number)
        }
    }

    init(_ answer: Answer, as field: Field, english: Bool) {
        self =
            switch answer {
            case .money(let yen): .amount(yen.amount, answer.words(as: field, english: english))
            case .integer(let number) where answer.words(as: field) == String(number): .number(number)
            default: .text(answer.words(as: field, english: english))
            }
    }
}

/// Makes cells of rows.
public struct CaseCells: Sendable {
    let offer: Offer
    let isEnglish: Bool
    let now: Instant

    public init(_ offer: Offer, isEnglish: Bool, now: Instant) {
        self.offer = offer
        self.isEnglish = isEnglish
        self.now = now
    }

    /// A row's cells in words. An organisation has its number beside its name.
    public func texts(_ column: CaseColumn, _ row: CaseRow, _ answers: [String: JSON]?) -> [String] {
        cells(column, row, answers).map(\.words)
    }

    func cells(_ column: CaseColumn, _ row: CaseRow, _ answers: [String: JSON]?) -> [ExportCell] {
        switch column {
        case .own(let own):
            own == .organisation ? [.text(row.organisationName), .text(row.corporateNumber)] : [cell(own, row)]
        case .field(let procedure, let name):
            [answer(procedure, name, row, answers) ?? .text("")]
        }
    }

    private func cell(_ column: CaseColumn.Own, _ row: CaseRow) -> ExportCell {
        let programme = offer.definition(row.programme, version: row.version)
        func say(_ text: Text?) -> String? { text?.in(english: isEnglish) }
        func time(_ instant: Instant) -> String {
            let time = JapanTime(instant)
            return "\(time.day.iso) \(time.hour):\(time.minute < 10 ? "0" : "")\(time.minute)"
        }
        switch column {
        case .number: return .text(row.number)
        case .round: return .text(say(offer.round(row.round)?.round.title) ?? row.roundTitle)
        case .procedure: return .text(say(programme?.flow.procedure(row.procedure)?.name) ?? row.procedure)
        case .organisation: return .text(row.organisationName)
        case .title: return .text(row.title)
        case .grants: return .text(row.grantsBegin)
        case .status: return .text(row.status.title.in(english: isEnglish))
        case .stage:
            return .text(say(programme?.flow.procedure(row.procedure)?.stage(row.stage)?.name) ?? row.stage)
        case .window: return .text(say(programme?.window(row.window)?.name) ?? row.window)
        case .returns: return .number(Int64(row.returns))
        case .score: return row.score.map { .number($0) } ?? .text("")
        case .due: return .text(row.due?.iso ?? "")
        case .holder: return .text(row.holder?.name ?? "")
        case .filed: return .text(time(row.filedAt))
        case .elapsed: return .number(max(0, (now.milliseconds - row.filedAt.milliseconds) / 86_400_000))
        case .changed: return .text(time(row.changedAt))
        }
    }

    private func answer(
        _ procedure: String, _ name: String, _ row: CaseRow, _ answers: [String: JSON]?
    ) -> ExportCell? {
        guard let json = answers?[procedure]?[name],
            let field = offer.definition(row.programme, version: row.version)?.form(of: procedure)?
                .field(named: name),
            let answer = Answer(json: json, type: field.type)
        else { return nil }
        return ExportCell(answer, as: field, english: isEnglish)
    }
}
