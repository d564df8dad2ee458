import Grants
import Storage

/// A person's times away, and who could stand in for them.
public struct AbsencePlan: Sendable {
    public let person: AccountRow
    public let absences: [(row: AbsenceRow, substitute: String)]
    public let candidates: [AccountRow]
    /// Those the person stands in for, now or later.
    public let represented: [(row: AbsenceRow, name: String)]
}

extension Installation {
    /// 不在・代理 of the officer, or of an account of the administrator's agency.
    public func absencePlan(of person: ID<Account>, for officer: Officer) async throws -> AbsencePlan {
        let today = JapanTime(now).day
        return try await database.read { connection in
            let account = try absentee(person, officer, on: connection)
            let accounts = try Accounts(connection).all(of: account.agency)
            func name(_ id: ID<Account>) -> String { accounts.first { $0.id == id }?.name ?? "" }
            let all = try Absences(connection).all(of: account.agency, from: today)
            return AbsencePlan(
                person: account,
                absences: all.filter { $0.account == person }.map { ($0, name($0.substitute)) },
                candidates: accounts.filter { $0.canStandIn(for: account) },
                represented: all.filter { $0.substitute == person }.map { ($0, name($0.account)) })
        }
    }

    /// Says that a person is away from one day to another, and who stands in. It gives no rights: the substitute acts in
    /// their own name, and needs every role and window the person has.
    public func setAbsence(
        of person: ID<Account>, from: Day, until: Day, substitute: ID<Account>, by officer: Officer
    ) async throws {
        let (moment, key, id) = (now, Act.key, world.id(AbsenceRow.self))
        let today = JapanTime(moment).day
        try await database.write { connection in
            let account = try absentee(person, officer, on: connection)
            guard from <= until else {
                throw Refusal(
                    .invalid, Text("最後の日は、最初の日以後にしてください", en: "The last day comes before the first"), field: "until")
            }
            guard until >= today else {
                throw Refusal(.invalid, Text("最後の日が過ぎています", en: "The last day is over"), field: "until")
            }
            guard let other = try Accounts(connection).find(substitute), other.canStandIn(for: account) else {
                throw Refusal(.invalid, Text("代理をする人を選択してください", en: "Choose a substitute"), field: "substitute")
            }
            guard try Act.take(key, at: moment, on: connection) else { return }
            let absences = Absences(connection)
            func meets(_ row: AbsenceRow) -> Bool { row.from <= until && from <= row.until }
            if try absences.of(person, from: today).contains(where: meets) {
                throw Refusal(
                    .invalid, Text("この期間には、すでに不在の予定があります", en: "There is an absence in this time already"),
                    field: "from")
            }
            if try absences.of(substitute, from: today).contains(where: meets) {
                throw Refusal(
                    .invalid, Text("\(other.name)も、この期間に不在です", en: "\(other.name) is away then as well"),
                    field: "substitute")
            }
            try absences.insert(
                AbsenceRow(
                    id: id, agency: account.agency, account: person, from: from, until: until, substitute: substitute,
                    madeAt: moment))
            try logAbsence("absence.set", account, from, until, other, by: officer, at: moment, on: connection)
        }
    }

    /// Takes an absence back.
    public func removeAbsence(_ id: ID<AbsenceRow>, of person: ID<Account>, by officer: Officer) async throws {
        let moment = now
        try await database.write { connection in
            let account = try absentee(person, officer, on: connection)
            guard let absence = try Absences(connection).find(id), absence.account == person else { return }
            try Absences(connection).remove(id)
            let other = try Accounts(connection).find(absence.substitute)
            try logAbsence(
                "absence.removed", account, absence.from, absence.until, other, by: officer, at: moment, on: connection)
        }
    }

    /// Oneself, or an account of one's agency for administrators; no other exists.
    private func absentee(_ person: ID<Account>, _ officer: Officer, on connection: Connection) throws -> AccountRow {
        guard person == officer.account.id || officer.has(.administrator),
            let account = try Accounts(connection).find(person), account.agency == officer.agency, account.isOfOffice
        else { throw Refusal(.notFound, Text("このアカウントは見つかりません", en: "No such account")) }
        return account
    }

    private func logAbsence(
        _ kind: String, _ account: AccountRow, _ from: Day, _ until: Day, _ substitute: AccountRow?,
        by officer: Officer, at moment: Instant, on connection: Connection
    ) throws {
        try AgencyLog(connection).append(
            kind,
            .members([
                "account": .string(account.id.text), "login": .string(account.login), "from": .string(from.iso),
                "until": .string(until.iso), "substitute": (substitute?.login).map(JSON.string),
            ]), agency: account.agency, by: officer.actor, at: moment)
    }
}

extension AccountRow {
    /// Whether this one may stand in for another: it sees all of the other's cases, and approves where the other does.
    func canStandIn(for other: AccountRow) -> Bool {
        id != other.id && agency == other.agency && isOfOffice && windows.isSuperset(of: other.windows)
            && (roles.contains(.approver) || !other.roles.contains(.approver))
    }
}
