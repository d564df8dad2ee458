import Grants
import Storage
import UseCases

/// What is asked of the work list, as its address says it, so that a view can be kept, shared and gone back to.
struct WorkListAddress: Sendable {
    var words = ""
    var statuses: [CaseStatus] = []
    var rounds: [String] = []
    var windows: [String] = []
    var procedures: [String] = []
    var organisation: ID<Organisation>?
    var filedFrom: Day?
    var filedTo: Day?
    var leastReturns = 0
    var isUnread = false
    /// In whose hands: `mine`, `nobody`, or an account's id.
    var held = ""
    var due: DueWhen?
    /// Filters that are shown although they are not among the first.
    var shown: Set<WorkListFilter> = []
    /// The columns that were chosen; nil for the usual ones.
    var columns: [WorkListColumn]?
    var order = WorkListQuery.Order.changed
    /// From the end of the alphabet, or the newest first.
    var descending = true
    var start = WorkListQuery.Start.first

    /// Characters of search words that are read.
    static let longestWords = 200
    /// Values of one filter that are read.
    static let mostValues = 30
    /// Columns that are read.
    static let mostColumns = 24

    /// Reads an address; a part that makes no sense is as if it were not there.
    init(_ query: URLEncodedForm) {
        words = String((query["q"] ?? "").prefix(WorkListAddress.longestWords))
        statuses = WorkListAddress.values(query, "status").compactMap(CaseStatus.init)
        rounds = WorkListAddress.values(query, "round")
        windows = WorkListAddress.values(query, "window")
        procedures = WorkListAddress.values(query, "procedure")
        organisation = query["organisation"].flatMap { ID<Organisation>($0) }
        filedFrom = query["from"].flatMap(Day.init(iso:))
        filedTo = query["to"].flatMap(Day.init(iso:))
        leastReturns = min(99, max(0, query["returns"].flatMap { Int(Plain.code($0)) } ?? 0))
        isUnread = query["unread"] == "yes"
        held = query["held"].flatMap(WorkListAddress.holder) ?? ""
        due = query["due"].flatMap(DueWhen.init)
        shown = Set(query.all("filter").compactMap(WorkListFilter.init)).filter { !$0.isFirst }
        let chosen = query.all("column").prefix(WorkListAddress.mostColumns).compactMap(WorkListColumn.init(key:))
        var fields: [WorkListColumn] = []
        for column in chosen where !WorkListColumn.all.contains(column) && !fields.contains(column) {
            fields.append(column)
        }
        // However they were named, they stand in their own order, those of forms at the end.
        columns = chosen.isEmpty ? nil : WorkListColumn.all.filter(chosen.contains) + fields
        order = query["order"].flatMap(WorkListQuery.Order.init) ?? .changed
        descending = query["dir"].map { $0 != "asc" } ?? WorkListAddress.beginsDescending(order)
        if let key = query["after"].flatMap(WorkListAddress.key) {
            start = .after(key)
        } else if let key = query["before"].flatMap(WorkListAddress.key) {
            start = .before(key)
        } else if query["at"] == "last" {
            start = .last
        }
    }

    /// Reads what `encoded` wrote, or anything else.
    init(encoded: String) { self.init((try? URLEncodedForm(query: encoded)) ?? URLEncodedForm()) }

    static let mine = "mine"
    static let nobody = "nobody"

    private static func holder(_ text: String) -> String? {
        text == mine || text == nobody ? text : ID<Account>(text)?.text
    }

    private static func values(_ query: URLEncodedForm, _ name: String) -> [String] {
        var seen: Set<String> = []
        return query.all(name).filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(mostValues).map { $0 }
    }

    /// The newest come first, words from their beginning.
    private static func beginsDescending(_ order: WorkListQuery.Order) -> Bool {
        switch order {
        case .changed, .filed, .number, .grants, .returns, .score: true
        case .title, .organisation, .round, .due, .holder: false
        }
    }

    /// `VALUE~ID`; identifiers hold no tilde, values may.
    static func key(_ text: String) -> WorkListQuery.Key? {
        guard let tilde = text.lastIndex(of: "~") else { return nil }
        return WorkListQuery.Key(value: String(text[..<tilde]), id: String(text[text.index(after: tilde)...]))
    }

    /// Its parts, for links and hidden inputs; where the page begins is not among them.
    var members: [(String, String)] {
        let isUsual = order == .changed && descending
        var members: [(String, String)] = [("q", words)]
        members += statuses.map { ("status", $0.rawValue) }
        members += rounds.map { ("round", $0) }
        members += windows.map { ("window", $0) }
        members += procedures.map { ("procedure", $0) }
        members += [
            ("organisation", organisation?.text ?? ""), ("from", filedFrom?.iso ?? ""), ("to", filedTo?.iso ?? ""),
            ("returns", leastReturns > 0 ? String(leastReturns) : ""), ("unread", isUnread ? "yes" : ""),
            ("held", held), ("due", due?.rawValue ?? ""),
        ]
        members += shown.sorted { $0.rawValue < $1.rawValue }.map { ("filter", $0.rawValue) }
        members += (columns ?? []).map { ("column", $0.key) }
        members += [("order", isUsual ? "" : order.rawValue), ("dir", isUsual ? "" : descending ? "desc" : "asc")]
        return members
    }

    /// Whether anything is left out of the list, the status aside.
    var isFiltered: Bool {
        !words.isEmpty || WorkListFilter.allCases.contains { $0 != .status && $0.isActive(in: self) }
    }

    /// The same for an officer. Whatever window is named, only theirs are read.
    func query(for officer: Officer) -> WorkListQuery {
        var query = WorkListQuery(agency: officer.agency, windows: officer.account.windows)
        query.words = words
        query.statuses = Set(statuses)
        query.rounds = Set(rounds)
        query.onlyWindows = Set(windows)
        query.procedures = Set(procedures)
        query.organisation = organisation
        query.filedFrom = filedFrom
        query.filedTo = filedTo
        query.leastReturns = leastReturns
        query.unreadBy = isUnread ? officer.account.id : nil
        query.held =
            switch held {
            case "": nil
            case WorkListAddress.mine: .mine(officer.account.id)
            case WorkListAddress.nobody: .nobody
            default: ID<Account>(held).map(WorkListQuery.Held.by)
            }
        query.due = due
        query.order = order
        query.descending = descending
        query.start = start
        return query
    }

    /// The columns to show.
    var shownColumns: [WorkListColumn] { columns ?? WorkListColumn.usual }

    // MARK: Addresses near this one

    func address(_ more: [(String, String)] = []) -> String { Pattern.address(Site.workList(), members + more) }

    /// Its parts as one text: what views keep, and what the links to cases carry.
    var encoded: String {
        var form = URLEncodedForm()
        for member in members where !member.1.isEmpty { form.append(member.0, member.1) }
        return form.encoded
    }

    func after(_ key: WorkListQuery.Key) -> String { address([("after", "\(key.value)~\(key.id)")]) }
    func before(_ key: WorkListQuery.Key) -> String { address([("before", "\(key.value)~\(key.id)")]) }
    /// The whole list as a file.
    var csv: String { Pattern.address(Site.workListCSV(), members) }
    /// Where it is asked how to export it.
    var export: String { Pattern.address(Site.export(), [(OfficeDesk.listName, encodedOrUsual)]) }
    var last: String { address([("at", "last")]) }

    /// A case's page, which knows from it what comes next.
    func to(_ id: ID<Case>) -> String {
        Pattern.address(Site.officeCase(id.text), [(OfficeDesk.listName, encodedOrUsual)])
    }

    /// The usual list has nothing to say, and is still a list one comes from.
    private var encodedOrUsual: String { encoded.isEmpty ? "order=changed" : encoded }

    /// With some things otherwise.
    func with(_ change: (inout WorkListAddress) -> Void) -> WorkListAddress {
        var other = self
        change(&other)
        return other
    }

    /// What is due then, first things first; of one person's or of all.
    static func due(_ when: DueWhen, held: String = "") -> String {
        var address = WorkListAddress(URLEncodedForm())
        (address.due, address.held, address.order, address.descending) = (when, held, .due, false)
        return address.address()
    }

    /// The whole list in some hands, what is due first.
    static func inHands(_ held: String) -> WorkListAddress {
        var address = WorkListAddress(URLEncodedForm())
        (address.held, address.order, address.descending) = (held, .due, false)
        // Of what nobody has, what has ended needs nobody.
        if held == nobody { address.statuses = CaseStatus.allCases.filter(\.isUnderWay) }
        return address
    }

    func only(_ status: CaseStatus?) -> String { with { $0.statuses = status.map { [$0] } ?? [] }.address() }

    /// Ordered by a column; the other way round where it is already.
    func ordered(by column: WorkListQuery.Order) -> String {
        with {
            $0.descending = column == order ? !descending : WorkListAddress.beginsDescending(column)
            $0.order = column
        }.address()
    }

    func state(of column: WorkListQuery.Order) -> Components.SortState {
        column == order ? (descending ? .descending : .ascending) : .none
    }

    /// Without words and values: the filters stay where they are, and so do the order and the columns.
    var cleared: String {
        with {
            $0.words = ""
            for filter in WorkListFilter.allCases { filter.clear(&$0) }
            $0.shown = shown.union(WorkListFilter.allCases.filter { !$0.isFirst && $0.isActive(in: self) })
        }.address()
    }

    /// Without a filter at all.
    func without(_ filter: WorkListFilter) -> String {
        with {
            filter.clear(&$0)
            $0.shown.remove(filter)
        }.address()
    }

    /// Hidden inputs that keep all of it but some parts.
    func kept(but names: Set<String>, _ ui: Components) -> HTML {
        members.filter { !names.contains($0.0) && !$0.1.isEmpty }.map { ui.hidden($0.0, $0.1) }.joined(separator: "")
    }
}
