import Grants
import Storage
import UseCases

/// A filter of the work list, with everything it needs. The first ones are always there; the others an officer puts there
/// by カスタマイズ. Clearing one empties it, removing one takes it away.
enum WorkListFilter: String, Sendable, CaseIterable {
    case status, round, held, window, procedure, organisation, filed, returns, unread, due

    /// Whether it is there without being asked for.
    var isFirst: Bool { self == .status || self == .round || self == .held }

    var title: Phrase {
        switch self {
        case .status: Words.Office.status
        case .round: Words.Office.round
        case .held: Words.Hands.holder
        case .due: Words.Hands.due
        case .window: Words.Office.window
        case .procedure: Words.Office.procedure
        case .organisation: Words.WorkList.oneOrganisation
        case .filed: Words.Office.filedAt
        case .returns: Words.Office.returns
        case .unread: Words.WorkList.unread
        }
    }

    var group: WorkListColumn.Group {
        switch self {
        case .status, .round, .procedure, .filed: .case
        case .organisation: .organisation
        case .held, .window, .returns, .unread, .due: .office
        }
    }

    func isActive(in address: WorkListAddress) -> Bool {
        switch self {
        case .status: !address.statuses.isEmpty
        case .round: !address.rounds.isEmpty
        case .window: !address.windows.isEmpty
        case .procedure: !address.procedures.isEmpty
        case .organisation: address.organisation != nil
        case .filed: address.filedFrom != nil || address.filedTo != nil
        case .returns: address.leastReturns > 0
        case .unread: address.isUnread
        case .held: !address.held.isEmpty
        case .due: address.due != nil
        }
    }

    func clear(_ address: inout WorkListAddress) {
        switch self {
        case .status: address.statuses = []
        case .round: address.rounds = []
        case .window: address.windows = []
        case .procedure: address.procedures = []
        case .organisation: address.organisation = nil
        case .filed: (address.filedFrom, address.filedTo) = (nil, nil)
        case .returns: address.leastReturns = 0
        case .unread: address.isUnread = false
        case .held: address.held = ""
        case .due: address.due = nil
        }
    }

    /// The names of its inputs.
    var names: [String] { self == .filed ? ["from", "to"] : [rawValue] }

    /// What it is set to now, in words; nil where it leaves nothing out.
    func value(in address: WorkListAddress, _ offer: Offered) -> String? {
        guard isActive(in: address) else { return nil }
        let visit = offer.visit
        func chosen(_ values: [String]) -> String {
            let labels = Dictionary(
                offer.options(of: self).map { ($0.value, $0.label) }, uniquingKeysWith: { a, _ in a })
            let names = values.map { labels[$0] ?? $0 }
            return names.count > 2
                ? visit.say(Words.WorkList.chosen(names.count)) : names.joined(separator: visit.english ? ", " : "、")
        }
        switch self {
        case .status: return chosen(address.statuses.map(\.rawValue))
        case .round: return chosen(address.rounds)
        case .window: return chosen(address.windows)
        case .procedure: return chosen(address.procedures)
        case .organisation: return offer.organisation ?? visit.say(Words.WorkList.oneChosen)
        case .filed: return "\(address.filedFrom?.iso ?? "")〜\(address.filedTo?.iso ?? "")"
        case .returns: return visit.say(Words.WorkList.atLeast(address.leastReturns))
        case .unread: return visit.say(Words.WorkList.unreadOnly)
        case .held: return chosen([address.held])
        case .due: return chosen(address.due.map { [$0.rawValue] } ?? [])
        }
    }

    /// What is offered to an officer.
    struct Offered {
        let visit: Visit
        let officer: Officer
        /// The name of the organisation the list is limited to, when its rows show it.
        let organisation: String?
        /// Those who can have cases in hand.
        var people: [Colleague] = []

        func options(of filter: WorkListFilter) -> [Components.Option] {
            let offer = visit.installation.published.current
            switch filter {
            case .status: return CaseStatus.allCases.map { .init($0.rawValue, visit.say($0.title)) }
            case .round:
                return offer.rounds.filter { $0.agency.id == officer.agency }
                    .map { .init($0.id, visit.say($0.round.title)) }
            case .window:
                return visit.installation.windows(of: officer.agency)
                    .filter { officer.account.windows.contains($0.id) }.map { .init($0.id, visit.say($0.name)) }
            case .procedure:
                var seen: Set<String> = []
                return offer.programmes.filter { $0.agency.id == officer.agency }
                    .flatMap(\.newest.flow.procedures).filter { seen.insert($0.id).inserted }
                    .map { .init($0.id, visit.say($0.name)) }
            case .held:
                return [
                    .init(WorkListAddress.mine, visit.say(Words.Hands.mine)),
                    .init(WorkListAddress.nobody, visit.say(Words.Hands.nobody)),
                ] + people.map { .init($0.account.id.text, $0.account.name) }
            case .due: return DueWhen.allCases.map { .init($0.rawValue, visit.say(Words.Hands.when($0.rawValue))) }
            case .organisation, .filed, .returns, .unread: return []
            }
        }
    }

    /// Its inputs.
    func inputs(_ address: WorkListAddress, _ offered: Offered) -> HTML {
        let (visit, ui) = (offered.visit, offered.visit.ui)
        func boxes(_ values: [String]) -> HTML {
            var control = Control(rawValue, visit.say(title), .unmarked, scope: "filter")
            control.isBare = true
            return ui.checkboxes(control, options: offered.options(of: self), values: values)
        }
        switch self {
        case .status: return boxes(address.statuses.map(\.rawValue))
        case .round: return boxes(address.rounds)
        case .window: return boxes(address.windows)
        case .procedure: return boxes(address.procedures)
        case .held, .due:
            var control = Control(rawValue, visit.say(title), .unmarked, scope: "filter")
            control.isBare = true
            return ui.select(
                control, options: offered.options(of: self),
                value: self == .held ? address.held : address.due?.rawValue ?? "",
                prompt: Words.all)
        case .organisation:
            return """
                <p>\(value(in: address, offered) ?? visit.say(Words.WorkList.organisationHow))</p>\
                \(address.organisation.map { ui.hidden("organisation", $0.text) })
                """
        case .filed:
            func day(_ name: String, _ label: Phrase, _ value: Day?) -> HTML {
                """
                <div class="field"><label class="label" for="filter-\(name)">\(visit.say(label))</label>\
                <input type="date" class="input" id="filter-\(name)" name="\(name)" value="\(value?.iso ?? "")"></div>
                """
            }
            return """
                \(day("from", Words.WorkList.from, address.filedFrom))\(day("to", Words.WorkList.to, address.filedTo))
                """
        case .returns:
            return ui.number(
                Control("returns", visit.say(Words.WorkList.returnsAtLeast), .unmarked, scope: "filter"),
                value: address.leastReturns > 0 ? String(address.leastReturns) : "")
        case .unread:
            var control = Control("unread", visit.say(title), .unmarked, scope: "filter")
            control.isBare = true
            return ui.checkboxes(
                control, options: [.init("yes", visit.say(Words.WorkList.unreadOnly))],
                values: address.isUnread ? ["yes"] : [])
        }
    }
}
