import Grants
import Storage
import Synchronization

/// 閲覧中 of processes that share a database: what happens at one is a row for the others (`CaseLooks`). Nobody waits for it to
/// be written: what is new goes into the database all at once, at most once a second, however many look; until then this
/// process remembers it. Should it not be written, the page's script says it again within twenty seconds.
final class SharedViewing: Sendable {
    private struct Place: Hashable {
        let `case`: ID<Case>
        let account: ID<Account>
    }

    /// What the others have not been told of someone at a case.
    private enum News {
        case looks(CaseLooks.Look)
        /// They left the page that was loaded then, and those before it.
        case left(page: Instant)
    }

    private struct State {
        var fresh: [Place: News] = [:]
        /// What is being written now.
        var flying: [Place: News] = [:]
        var isTelling = false
    }

    private let database: Database
    private let state = Mutex(State())

    /// How long others may not hear of what is new while it is gathered.
    private static let pause = Duration.seconds(1)
    /// How much is gathered; what comes beyond is not told.
    private static let most = 10_000

    init(_ database: Database) { self.database = database }

    func look(_ look: CaseLooks.Look, now: Instant) async throws -> [Viewing.Other] {
        let place = Place(case: look.case, account: look.account)
        note(place, .looks(look))
        // What is about to be written is taken before the rows are read: it is in one of the two.
        let news = state.withLock { $0.flying.merging($0.fresh) { $1 } }.filter { $0.key.case == look.case }
        let rows = try await database.read { try CaseLooks($0).all(at: look.case, now: now) }
        var there = Dictionary(rows.map { ($0.account, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, news) in news {
            switch news {
            case .left(let page): if let known = there[place.account], known.page <= page { there[place.account] = nil }
            case .looks(let look) where look.until > now:
                let since = min(look.since, there[place.account]?.since ?? look.since)
                there[place.account] = CaseLooks.Look(
                    case: look.case, account: look.account, name: look.name, since: since, until: look.until,
                    page: look.page)
            case .looks: there[place.account] = nil
            }
        }
        there[look.account] = nil
        return Viewing.inOrder(there.values.map { Viewing.Other(name: $0.name, since: $0.since) })
    }

    func leave(_ id: ID<Case>, _ account: ID<Account>, page: Instant) {
        note(Place(case: id, account: account), .left(page: page))
    }

    private func note(_ place: Place, _ news: News) {
        let mustTell = state.withLock { state in
            switch (news, state.fresh[place] ?? state.flying[place]) {
            // A newer page was loaded meanwhile.
            case (.left(let page), .looks(let look)?) where look.page > page: return false
            case (.looks(let look), .looks(let before)?):
                state.fresh[place] = .looks(
                    CaseLooks.Look(
                        case: look.case, account: look.account, name: look.name,
                        since: before.until > look.since ? before.since : look.since, until: look.until,
                        page: max(look.page, before.page)))
            default:
                guard state.fresh.count < SharedViewing.most || state.fresh[place] != nil else { return false }
                state.fresh[place] = news
            }
            defer { state.isTelling = true }
            return !state.isTelling
        }
        // It belongs to nobody's request.
        if mustTell { Task.detached { await self.tell() } }
    }

    /// Writes what is new, until there is nothing more.
    private func tell() async {
        while true {
            let news = state.withLock { state -> [Place: News] in
                state.flying = state.fresh
                state.fresh = [:]
                state.isTelling = !state.flying.isEmpty
                return state.flying
            }
            if news.isEmpty { return }
            try? await database.write(seeing: .statements) { connection in
                let looks = CaseLooks(connection)
                try looks.note(news.values.compactMap { if case .looks(let look) = $0 { look } else { nil } })
                for (place, news) in news {
                    if case .left(let page) = news { try looks.leave(place.case, place.account, page: page) }
                }
            }
            state.withLock { $0.flying = [:] }
            try? await Task.sleep(for: SharedViewing.pause)
        }
    }
}
