import Grants
import Storage

/// A reviewer who could be given a filing.
public struct ReviewerCandidate: Sendable {
    public let account: AccountRow
    /// How many assignments wait for them already.
    public let waiting: Int
    /// Why they seem to be too close to the applicant; they may still be chosen by hand.
    public let conflict: Text?
}

extension Installation {
    /// The agency's active reviewers who were not given a filing in its stage yet: those without a conflict first, then
    /// those with the least to do.
    public func reviewerCandidates(
        for filing: ID<Filing>, of id: ID<Case>, for officer: Officer
    ) async throws -> [ReviewerCandidate] {
        try await database.read { connection in
            guard let state = try CaseLog(connection).load(id), officer.handles(state) else { throw Refusal.noCase }
            return try candidates(for: filing, of: state, on: connection)
        }
    }

    private func candidates(
        for filing: ID<Filing>, of state: Case, on connection: Connection
    ) throws -> [ReviewerCandidate] {
        guard let found = state.filing(filing), let programme = published.current.definition(of: state) else {
            throw Refusal.noFiling
        }
        let stage = state.stage(of: found, under: programme)?.id
        let given = Set(found.assignments.filter { $0.stage == stage && $0.progress != .released }.map(\.reviewer))
        var waiting: [String: Int] = [:]
        let progresses = Assignment.Progress.allCases.filter(\.waits).map(\.rawValue)
        for row in try connection.rows(
            """
            select reviewer_id, count(*) as number from assignment
            where agency_id = \(state.agency.text) and progress in \(in: progresses) group by reviewer_id
            """)
        {
            waiting[try row.text("reviewer_id")] = Int(try row.integer("number"))
        }
        let domains = Set(
            try Applicants(connection).all(of: state.organisation.id).compactMap { $0.email.ownDomain })
        let answers = Plain.searchable(found.current.answers.canonical)
        return try Accounts(connection).all(of: state.agency).filter {
            $0.roles.contains(.reviewer) && $0.state == .active && !given.contains($0.id)
        }.map { account in
            var conflict: Text?
            if let domain = account.email.ownDomain, domains.contains(domain) {
                conflict = Text("申請者と同じメールのドメイン", en: "same mail domain as the applicant")
            } else if account.name.count >= 3, answers.contains(Plain.searchable(account.name)) {
                conflict = Text("申請の中に同じ氏名", en: "the name is in the application")
            }
            return ReviewerCandidate(account: account, waiting: waiting[account.id.text] ?? 0, conflict: conflict)
        }.sorted {
            ($0.conflict == nil ? 0 : 1, $0.waiting, $0.account.login)
                < ($1.conflict == nil ? 0 : 1, $1.waiting, $1.account.login)
        }
    }

    /// Assigns a filing to an external reviewer.
    public func assignReviewer(
        _ reviewer: ID<Account>, to filing: ID<Filing>, of id: ID<Case>, by officer: Officer
    ) async throws {
        try await assign(to: filing, of: id, by: officer) { state, connection in
            guard let account = try Accounts(connection).find(reviewer), account.agency == officer.agency,
                account.roles.contains(.reviewer), account.state == .active
            else {
                throw Refusal(.invalid, Text("外部審査員を選択してください", en: "Choose a reviewer"), field: "reviewer")
            }
            return [account]
        }
    }

    /// Assigns as many reviewers as are still missing: those with the least to do, and none who seems too close to the
    /// applicant.
    public func assignReviewers(to filing: ID<Filing>, of id: ID<Case>, by officer: Officer) async throws {
        try await assign(to: filing, of: id, by: officer) { try reviewersMissing(for: filing, of: $0, on: $1) }
    }

    /// Who would be assigned by `assignReviewers`.
    func reviewersMissing(
        for filing: ID<Filing>, of state: Case, on connection: Connection
    ) throws -> [AccountRow] {
        guard let found = state.filing(filing), let programme = published.current.definition(of: state),
            let stage = state.stage(of: found, under: programme)
        else { throw Refusal.noFiling }
        guard stage.kind == .review else {
            throw Refusal(.untimely, Text("いまは外部審査の段階ではありません", en: "The filing is not under external review"))
        }
        let missing = stage.reviewers - found.ableReviewers(in: stage)
        let free = try candidates(for: filing, of: state, on: connection).filter { $0.conflict == nil }
        guard missing > 0 else {
            throw Refusal(
                .invalid, Text("必要な人数は、すでに割り当てています", en: "Enough reviewers are assigned"), field: "reviewer")
        }
        guard free.count >= missing else {
            throw Refusal(
                .invalid,
                Text(
                    "利益相反のおそれのない審査員が足りません（必要\(missing)名、候補\(free.count)名）",
                    en: "There are not enough reviewers without a conflict (\(free.count) of \(missing))"),
                field: "reviewer")
        }
        return free.prefix(missing).map(\.account)
    }

    /// Assigns a filing to accounts, and tells each of them.
    private func assign(
        to filing: ID<Filing>, of id: ID<Case>, by officer: Officer,
        _ choose: @escaping @Sendable (Case, Connection) throws -> [AccountRow]
    ) async throws {
        let (moment, ids, world) = (now, MailIDs(world), world)
        try await change(id, by: officer.actor, scope: scope(officer)) { state, events, connection in
            for (index, event) in events.enumerated() {
                guard case .assigned(let made) = event, let account = try Accounts(connection).find(made.reviewer)
                else {
                    continue
                }
                try queue(
                    .assigned(state, assignment: made.id, address: settings.address), id: ids.id(index),
                    to: account.email, english: false, at: moment, on: connection)
            }
        } command: { state, connection in
            let accounts = try choose(state, connection)
            guard let found = state.filing(filing), let programme = published.current.definition(of: state),
                let stage = state.stage(of: found, under: programme)
            else { throw Refusal.noFiling }
            return .assign(
                accounts.map { account in
                    CaseEvent.Assignment(
                        id: world.id(), filing: filing, stage: stage.id, reviewer: account.id,
                        reviewerName: account.name)
                })
        }
    }

    /// Takes an assignment back.
    public func releaseReviewer(
        _ assignment: ID<CaseEvent.Assignment>, of id: ID<Case>, reason: String, by officer: Officer
    ) async throws {
        try await change(id, .release(assignment, reason: reason), by: officer.actor, scope: scope(officer))
    }
}

extension String {
    /// The domain of a mail address that tells where someone works; nil for one that anybody can have an address of.
    fileprivate var ownDomain: String? {
        guard let at = lastIndex(of: "@") else { return nil }
        let domain = self[index(after: at)...].lowercased()
        return domain.isEmpty || freeDomains.contains(domain) ? nil : domain
    }
}

/// Domains anybody can have a mail address of.
private let freeDomains: Set<String> = [
    "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "outlook.com", "outlook.jp",
    "hotmail.com",
    "hotmail.co.jp", "live.jp", "icloud.com", "me.com", "docomo.ne.jp", "ezweb.ne.jp", "au.com", "softbank.ne.jp",
    "i.softbank.jp", "nifty.com", "biglobe.ne.jp", "so-net.ne.jp", "ocn.ne.jp", "plala.or.jp", "proton.me",
]
