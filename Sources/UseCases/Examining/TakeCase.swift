import Grants
import Storage

/// Someone of the office who can have a case in hand.
public struct Colleague: Sendable {
    public let account: AccountRow
    /// How many undecided cases they have in hand, at the windows of who asks.
    public let load: Int
    /// They are away now, and who stands in for them.
    public let absence: Absence?

    /// 不在 as others see it.
    public struct Absence: Sendable {
        public let row: AbsenceRow
        public let substitute: String
    }
}

/// What came of asking for the next case.
public enum TakenNext: Sendable, Equatable {
    case taken(ID<Case>)
    /// The same button was pressed before.
    case already
    case noneLeft
}

/// How the hands of an officer's windows are filled.
public struct Hands: Sendable {
    public let colleagues: [Colleague]
    /// Undecided cases nobody has in hand.
    public let untaken: Int
}

extension Installation {
    /// 担当: takes a case in hand, gives it to a colleague, or gives it back.
    /// - Parameter seen: who had it on the page this was asked on.
    public func take(
        _ id: ID<Case>, for person: ID<Account>?, seen: ID<Account>?, by officer: Officer
    ) async throws {
        try await change(id, by: officer.actor, scope: scope(officer)) { state, connection in
            guard let person else { return .take(nil, seen: seen) }
            guard let account = try Accounts(connection).find(person), account.handles(state.window, of: state.agency)
            else {
                throw Refusal(
                    .invalid, Text("この窓口の担当者を選択してください", en: "Choose someone of this window"), field: "holder")
            }
            return .take(Holder(id: account.id, name: account.name), seen: seen)
        }
    }

    /// 次の案件を担当する: takes what is due first of what nobody has. Writers come one after another, so that two officers who
    /// press at once get a case each.
    public func takeNext(by officer: Officer) async throws -> TakenNext {
        let (moment, key) = (now, Act.key)
        return try await database.write { connection in
            let cases = DueCases(
                officer.agency, windows: officer.account.windows, today: JapanTime(moment).day, on: connection)
            if try Act.isTaken(key, on: connection) { return .already }
            guard let id = try cases.next(confirming: officer.has(.approver)) else { return .noneLeft }
            _ = try Act.take(key, at: moment, on: connection)
            try take(id, Holder(id: officer.account.id, name: officer.name), seen: nil, officer, moment, connection)
            return .taken(id)
        }
    }

    private func take(
        _ id: ID<Case>, _ holder: Holder?, seen: ID<Account>?, _ officer: Officer, _ moment: Instant,
        _ connection: Connection
    ) throws {
        let log = CaseLog(connection)
        guard var state = try log.load(id), let programme = published.current.definition(of: state) else {
            throw Refusal.noCase
        }
        let events = try state.decide(.take(holder, seen: seen), by: officer.actor, at: moment, under: programme)
        try log.append(events, to: &state, by: officer.actor, at: moment, under: programme)
    }

    /// How many cases are handed over by one press.
    public static let mostHandedOver = 500
    /// And by one transaction: others wait for no longer than that.
    private static let handedOverAtOnce = 25

    /// まとめて担当を替える: everything a person has in hand at the officer's windows goes to another, or to nobody; an event
    /// each.
    /// - Returns: how many were handed over, and whether there are more.
    public func handOver(
        from person: ID<Account>, to other: ID<Account>?, by officer: Officer
    ) async throws -> (moved: Int, hasMore: Bool) {
        guard person != other else {
            throw Refusal(.invalid, Text("別の人を選択してください", en: "Choose someone else"), field: "to")
        }
        let windows = handled(by: officer)
        let (moment, key) = (now, Act.key)
        let receiver = try await database.read { connection -> AccountRow? in
            guard let from = try Accounts(connection).find(person), from.agency == officer.agency else {
                throw Refusal(.invalid, Text("いまの担当者を選択してください", en: "Choose who has them now"), field: "from")
            }
            guard let other else { return nil }
            guard let account = try Accounts(connection).find(other), account.agency == officer.agency,
                account.isOfOffice
            else { throw Refusal(.invalid, Text("新しい担当者を選択してください", en: "Choose who gets them"), field: "to") }
            return account
        }
        // What the receiver may not see stays where it is.
        let shared = receiver.map { windows.intersection($0.windows) } ?? windows
        var moved = 0
        while moved < Installation.mostHandedOver {
            let isFirst = moved == 0
            let part = try await database.write { connection -> Int in
                if isFirst { guard try Act.take(key, at: moment, on: connection) else { return 0 } }
                let ids = try DueCases(
                    officer.agency, windows: shared, today: JapanTime(moment).day, on: connection
                ).held(by: person, limit: Installation.handedOverAtOnce)
                for id in ids {
                    try take(
                        id, receiver.map { Holder(id: $0.id, name: $0.name) }, seen: person, officer, moment, connection
                    )
                }
                return ids.count
            }
            moved += part
            if part < Installation.handedOverAtOnce { return (moved, false) }
        }
        let rest = try await database.read { connection in
            try DueCases(officer.agency, windows: shared, today: JapanTime(moment).day, on: connection)
                .held(by: person, limit: 1)
        }
        return (moved, !rest.isEmpty)
    }

    /// The windows whose cases someone may hand over: their own, or all of the agency's for an administrator.
    func handled(by officer: Officer) -> Set<String> {
        officer.has(.administrator)
            ? Set(windows(of: officer.agency).map(\.id)).union(officer.account.windows) : officer.account.windows
    }

    /// Who works at an officer's windows, and how much they have in hand there.
    public func hands(for officer: Officer) async throws -> Hands {
        let (windows, today) = (handled(by: officer), JapanTime(now).day)
        return try await database.read { connection in
            let loads = try CaseCounts(connection).loads(officer.agency, windows: windows.sorted())
            let accounts = try Accounts(connection).all(of: officer.agency)
            let absences = try Absences(connection).all(of: officer.agency, from: today).filter { $0.covers(today) }
            let colleagues = accounts.filter { account in
                (account.isOfOffice && !account.windows.isDisjoint(with: windows)) || loads[account.id.text] != nil
            }
            .map { account in
                let absence = absences.first { $0.account == account.id }
                return Colleague(
                    account: account, load: loads[account.id.text] ?? 0,
                    absence: absence.map { row in
                        .init(row: row, substitute: accounts.first { $0.id == row.substitute }?.name ?? "")
                    })
            }
            return Hands(colleagues: colleagues, untaken: loads[""] ?? 0)
        }
    }
}

extension AccountRow {
    /// Whether it may work on cases: active, and staff or approver.
    var isOfOffice: Bool { state == .active && !roles.isDisjoint(with: [.staff, .approver]) }

    /// Whether it may work on the cases of a window.
    func handles(_ window: String, of agency: ID<Agency>) -> Bool {
        isOfOffice && self.agency == agency && windows.contains(window)
    }
}
