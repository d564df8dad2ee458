import Grants
import Storage

/// A page of the work list with what its columns show besides the rows.
public struct WorkListView: Sendable {
    public let page: WorkListPage
    /// What changed since the officer last opened it.
    public let unread: Set<ID<Case>>
    /// The answers of the procedures that were asked for.
    public let answers: [ID<Case>: [String: JSON]]
    /// The accounts the officer stands in for now.
    public var represented: Set<String> = []

    /// No cases.
    public static let empty = WorkListView(page: WorkListPage(), unread: [], answers: [:])
}

extension WorkListView {
    fileprivate init(
        _ asked: WorkListQuery, _ procedures: Set<String>, for officer: Officer, on connection: Connection
    ) throws {
        page = try asked.page(on: connection)
        unread = try CaseSeen(connection).unread(by: officer.account.id, among: page.rows)
        answers =
            procedures.isEmpty
            ? [:] : try FiledAnswers(connection).read(page.rows.map(\.id), procedures: procedures)
        represented = Set(try Absences(connection).represented(by: officer.account.id, on: asked.today))
    }
}

extension Installation {
    /// A page of the officer's work list. `procedures` names those whose answers the page shows.
    public func workList(
        _ query: WorkListQuery, answersOf procedures: Set<String> = [], for officer: Officer
    ) async throws -> WorkListView {
        let asked = query.limited(to: officer, on: JapanTime(now).day)
        return try await database.read { try WorkListView(asked, procedures, for: officer, on: $0) }
    }

    /// The same for a part of a file that holds the whole list.
    /// - Parameter position: what it must have, wherever it is read.
    public func workListPart(
        _ query: WorkListQuery, answersOf procedures: Set<String>, for officer: Officer,
        notBefore position: Database.Position?
    ) async throws -> WorkListView {
        let asked = query.limited(to: officer, on: JapanTime(now).day)
        return try await database.readAnywhere(notBefore: position) {
            try WorkListView(asked, procedures, for: officer, on: $0)
        }
    }

    /// The cases before and after one of the officer's, in the list they came from.
    public func neighbours(
        of id: ID<Case>, in query: WorkListQuery, for officer: Officer
    ) async throws -> (previous: CaseRow?, next: CaseRow?) {
        let asked = query.limited(to: officer, on: JapanTime(now).day)
        return try await database.read { connection in
            guard let row = try CaseRow.find(id, on: connection) else { return (nil, nil) }
            return try asked.neighbours(of: row, on: connection)
        }
    }

    /// Remembers that the officer has seen a case as it is now.
    public func markSeen(_ state: Case, by officer: Officer) async throws {
        let (id, seq, person) = (state.id, state.seq, officer.account.id)
        if try await database.read({ try CaseSeen($0).hasSeen(id, upTo: seq, by: person) }) { return }
        try await database.write { try CaseSeen($0).mark(id, upTo: seq, by: person) }
    }

    // MARK: Views that are kept

    /// The officer's own views and those shared in the agency.
    public func caseViews(for officer: Officer) async throws -> [CaseViewRow] {
        try await database.read { try CaseViews($0).all(for: officer.account.id, of: officer.agency) }
    }

    /// Keeps a view under a name.
    public func keepCaseView(
        _ name: String, query: String, isShared: Bool, by officer: Officer
    ) async throws {
        let name = Plain.line(name)
        guard !name.isEmpty else {
            throw Refusal(.invalid, Text("名前を入力してください", en: "Enter a name"), field: "name")
        }
        guard name.count <= Installation.longestViewName else {
            throw Refusal(
                .invalid,
                Text(
                    "名前は\(Installation.longestViewName)字以内で入力してください",
                    en: "The name can have \(Installation.longestViewName) characters"), field: "name")
        }
        let view = CaseViewRow(
            id: world.id(CaseViewRow.self), agency: officer.agency, account: officer.account.id,
            accountName: officer.name, name: name, query: query, isShared: isShared, madeAt: now)
        let (key, moment) = (Act.key, now)
        try await database.write { connection in
            guard try Act.take(key, at: moment, on: connection) else { return }
            let views = CaseViews(connection)
            guard try views.count(of: officer.account.id) < Installation.mostViews else {
                throw Refusal(
                    .invalid,
                    Text(
                        "保存できる表示は1人\(Installation.mostViews)件までです。使わないものを削除してください",
                        en: "A person can keep \(Installation.mostViews) views; delete some first"), field: "name")
            }
            try views.insert(view)
        }
    }

    /// Deletes one of the officer's own views. Any other does not exist for them.
    public func removeCaseView(_ id: ID<CaseViewRow>, by officer: Officer) async throws {
        try await database.write { connection in
            let views = CaseViews(connection)
            guard let view = try views.find(id), view.account == officer.account.id else { throw Refusal.noCaseView }
            try views.remove(id)
        }
    }

    static let longestViewName = 40
    static let mostViews = 50
}

extension WorkListQuery {
    /// Whatever was asked, only the officer's windows are listed.
    func limited(to officer: Officer, on today: Day) -> WorkListQuery {
        var limited = self
        limited.today = today
        limited.agency = officer.agency
        limited.windows = officer.account.windows
        return limited
    }
}

extension Refusal {
    static let noCaseView = Refusal(.notFound, Text("この表示は見つかりません", en: "No such view"))
}
