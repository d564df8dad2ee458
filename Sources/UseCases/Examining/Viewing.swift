import Grants
import Storage
import Synchronization

/// Who has a case's page open now (閲覧中). One process holds that in memory, because it is forgotten within minutes; nothing
/// is written for it. Several that share a database tell each other (`SharedViewing`).
public final class Viewing: Sendable {
    /// Someone at a case, in the memory of this process.
    private struct Look {
        let name: String
        let since: Instant
        let until: Instant
        /// When the newest of their pages of it was loaded.
        let page: Instant
    }

    private let held = Mutex<[ID<Case>: [ID<Account>: Look]]>([:])
    private let shared: SharedViewing?

    public init(_ database: Database) { shared = database.isShared ? SharedViewing(database) : nil }

    /// Seconds for which someone is there after a page was loaded, whether or not its script speaks up.
    public static let afterLoading: Int64 = 120
    /// Seconds for which someone is there after the page's script spoke up.
    public static let afterBeat: Int64 = 50
    /// Cases that are looked at; beyond, the oldest are forgotten, whatever is asked.
    private static let most = 10_000

    /// Someone else at the same case.
    public struct Other: Sendable, Equatable {
        public let name: String
        public let since: Instant
    }

    /// Remembers that someone looks at a case for some seconds more, and says who else does.
    /// - Parameter page: when the page they look at was loaded.
    public func look(
        at id: ID<Case>, _ person: ID<Account>, _ name: String, page: Instant, for seconds: Int64, now: Instant
    ) async throws -> [Other] {
        let until = now.adding(seconds: seconds)
        if let shared {
            return try await shared.look(
                CaseLooks.Look(case: id, account: person, name: name, since: now, until: until, page: page), now: now)
        }
        return held.withLock { held in
            if held.count >= Viewing.most, held[id] == nil { Viewing.sweep(&held, now) }
            var looks = (held[id] ?? [:]).filter { $0.value.until > now }
            let before = looks[person]
            looks[person] = Look(
                name: name, since: before?.since ?? now, until: until, page: max(page, before?.page ?? page))
            held[id] = looks
            return Viewing.inOrder(
                looks.filter { $0.key != person }.map { Other(name: $0.value.name, since: $0.value.since) })
        }
    }

    /// Someone left a page. Going from a case to the same case, the word of the page that is left comes after the new one
    /// was loaded, and says nothing.
    public func leave(_ id: ID<Case>, _ person: ID<Account>, page: Instant) {
        if let shared { return shared.leave(id, person, page: page) }
        held.withLock { held in
            guard let look = held[id]?[person], look.page <= page else { return }
            held[id]?[person] = nil
            if held[id]?.isEmpty == true { held[id] = nil }
        }
    }

    /// Who has been there longest comes first.
    static func inOrder(_ others: [Other]) -> [Other] {
        others.sorted { ($0.since, $0.name) < ($1.since, $1.name) }
    }

    private static func sweep(_ held: inout [ID<Case>: [ID<Account>: Look]], _ now: Instant) {
        held = held.compactMapValues { looks in
            let live = looks.filter { $0.value.until > now }
            return live.isEmpty ? nil : live
        }
        if held.count >= most { held.removeAll() }
    }
}

extension Installation {
    /// Says that an officer looks at a case that was just read for them, and who else does.
    public func look(at state: Case, page: Instant, by officer: Officer) async throws -> [Viewing.Other] {
        try await viewing.look(
            at: state.id, officer.account.id, officer.name, page: page, for: Viewing.afterLoading, now: now)
    }

    /// The page's script says that it is still open, or no longer.
    public func beat(
        at id: ID<Case>, page: Instant, isLeaving: Bool, by officer: Officer
    ) async throws -> [Viewing.Other] {
        let row = try await database.read { try CaseRow.find(id, on: $0) }
        guard let row, officer.account.handles(row.window, of: row.agency) else { throw Refusal.noCase }
        if isLeaving {
            viewing.leave(id, officer.account.id, page: page)
            return []
        }
        return try await viewing.look(
            at: id, officer.account.id, officer.name, page: page, for: Viewing.afterBeat, now: now)
    }
}
