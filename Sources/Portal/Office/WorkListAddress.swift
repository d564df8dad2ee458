import Grants
import Storage
import UseCases

/// What is asked of the work list, as its address says it, so that a view can be kept, shared and gone back to.
struct WorkListAddress: Sendable {
    var words = ""
    var round = ""
    var window = ""
    var procedure = ""
    var status: CaseStatus?
    var order = WorkListQuery.Order.changed
    /// From the end of the alphabet, or the newest first.
    var descending = true
    var start = WorkListQuery.Start.first

    /// Characters of search words that are read.
    static let longestWords = 200

    /// Reads an address; a part that makes no sense is as if it were not there.
    init(_ query: URLEncodedForm) {
        words = String((query["q"] ?? "").prefix(WorkListAddress.longestWords))
        round = query["round"] ?? ""
        window = query["window"] ?? ""
        procedure = query["procedure"] ?? ""
        status = query["status"].flatMap(CaseStatus.init)
        order = query["order"].flatMap(WorkListQuery.Order.init) ?? .changed
        descending = query["dir"].map { $0 != "asc" } ?? WorkListAddress.beginsDescending(order)
        if let key = query["after"].flatMap(WorkListAddress.key) {
            start = .after(key)
        } else if let key = query["before"].flatMap(WorkListAddress.key) {
            start = .before(key)
        }
    }

    /// The newest come first, words from their beginning.
    private static func beginsDescending(_ order: WorkListQuery.Order) -> Bool {
        order == .changed || order == .number || order == .grants
    }

    /// `VALUE~ID`; identifiers hold no tilde, values may.
    private static func key(_ text: String) -> WorkListQuery.Key? {
        guard let tilde = text.lastIndex(of: "~") else { return nil }
        return WorkListQuery.Key(value: String(text[..<tilde]), id: String(text[text.index(after: tilde)...]))
    }

    /// Its parts, for links and hidden inputs.
    private var members: [(String, String)] {
        let isUsual = order == .changed && descending
        return [
            ("q", words), ("round", round), ("window", window), ("procedure", procedure),
            ("status", status?.rawValue ?? ""), ("order", isUsual ? "" : order.rawValue),
            ("dir", isUsual ? "" : descending ? "desc" : "asc"),
        ]
    }

    /// Whether anything is left out of the list, the status aside.
    var isFiltered: Bool { !(words.isEmpty && round.isEmpty && window.isEmpty && procedure.isEmpty) }

    /// The same for an officer. Whatever window is named, only theirs are read.
    func query(for officer: Officer) -> WorkListQuery {
        var query = WorkListQuery(agency: officer.agency, windows: officer.account.windows)
        query.words = words
        query.round = round.isEmpty ? nil : round
        query.window = window.isEmpty ? nil : window
        query.procedure = procedure.isEmpty ? nil : procedure
        query.status = status
        query.order = order
        query.descending = descending
        query.start = start
        return query
    }

    // MARK: Addresses near this one

    private func address(_ more: [(String, String)] = []) -> String {
        Pattern.address(Site.workList(), members + more)
    }

    func after(_ key: WorkListQuery.Key) -> String { address([("after", "\(key.value)~\(key.id)")]) }
    func before(_ key: WorkListQuery.Key) -> String { address([("before", "\(key.value)~\(key.id)")]) }

    func only(_ status: CaseStatus?) -> String {
        var other = self
        other.status = status
        return other.address()
    }

    /// Ordered by a column; the other way round where it is already.
    func ordered(by column: WorkListQuery.Order) -> String {
        var other = self
        other.descending = column == order ? !descending : WorkListAddress.beginsDescending(column)
        other.order = column
        return other.address()
    }

    func state(of column: WorkListQuery.Order) -> Components.SortState {
        column == order ? (descending ? .descending : .ascending) : .none
    }

    /// Without words and filters; the status and the order stay.
    var cleared: String {
        var other = self
        (other.words, other.round, other.window, other.procedure) = ("", "", "", "")
        return other.address()
    }

    /// Hidden inputs that keep all of it but some parts.
    func kept(but names: Set<String>, _ ui: Components) -> HTML {
        members.filter { !names.contains($0.0) && !$0.1.isEmpty }.map { ui.hidden($0.0, $0.1) }.joined(separator: "")
    }
}
