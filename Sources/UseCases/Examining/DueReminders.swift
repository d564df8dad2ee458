import Grants
import Storage

/// What is due, for the head of the work list.
public struct DueSummary: Sendable {
    /// The officer's own cases and those of whom they stand in for.
    public let mine: [DueWhen: Int]
    /// All of their windows'.
    public let all: [DueWhen: Int]

    public var isEmpty: Bool { all.values.allSatisfy { $0 == 0 } }
}

extension Installation {
    /// How many cases are overdue, due today and soon.
    public func dueSummary(for officer: Officer) async throws -> DueSummary {
        let today = JapanTime(now).day
        return try await database.read { connection in
            let cases = DueCases(officer.agency, windows: officer.account.windows, today: today, on: connection)
            let holders = try hands(of: officer.account, on: today, connection)
            var (mine, all): ([DueWhen: Int], [DueWhen: Int]) = ([:], [:])
            for when in DueWhen.allCases {
                all[when] = try cases.count(when)
                if all[when] != 0 { mine[when] = try cases.count(when, holders: holders) }
            }
            return DueSummary(mine: mine, all: all)
        }
    }

    /// A person, and those they stand in for.
    private func hands(of account: AccountRow, on day: Day, _ connection: Connection) throws -> [String] {
        [account.id.text] + (try Absences(connection).represented(by: account.id, on: day))
    }

    // MARK: By mail, each business morning

    /// The name of the job that tells of what is due.
    static let remindersJob = "due-reminders"
    /// When it runs: before offices open.
    private static let reminderTime = (hour: 8, minute: 0)
    /// How many cases a mail lists.
    static let mostListed = 20

    /// Queues the next morning's reminders. Each morning has one job, however often the program starts.
    public func scheduleReminders() async throws {
        let moment = now
        try await database.write { try scheduleReminders(after: moment, on: $0) }
    }

    private func scheduleReminders(after moment: Instant, on connection: Connection) throws {
        let time = JapanTime(moment)
        let (hour, minute) = Installation.reminderTime
        let isBefore = (time.hour, time.minute) < (hour, minute)
        let day = isBefore && time.day.isBusinessDay ? time.day : time.day.adding(businessDays: 1)
        guard let morning = JapanTime(day, hour: hour, minute: minute) else { return }
        try JobQueue.enqueue(
            NewJob(
                id: "\(Installation.remindersJob)-\(day.iso)", kind: Installation.remindersJob, payload: day.iso,
                runAt: morning.instant.milliseconds), on: connection)
    }

    /// Mails everybody what is due of their cases, and of those nobody has, once a day; then the next morning's is queued.
    /// A mail is named after its day and its reader, so that none is sent twice.
    func remind() async throws {
        let moment = now
        let today = JapanTime(moment).day
        for agency in published.current.agencies where today.isBusinessDay {
            let accounts = try await database.read { try Accounts($0).all(of: agency.id) }.filter(\.isOfOffice)
            for account in accounts {
                guard let notice = try await reminder(for: account, on: today) else { continue }
                try await database.write { connection in
                    try queue(
                        notice, id: "due-\(today.iso)-\(account.id.text)", to: account.email, english: false,
                        at: moment, on: connection)
                }
            }
        }
        try await database.write { try scheduleReminders(after: moment, on: $0) }
    }

    private func reminder(for account: AccountRow, on today: Day) async throws -> Notice? {
        try await database.read { connection in
            let cases = DueCases(account.agency, windows: account.windows, today: today, on: connection)
            func part(_ holders: [String]) throws -> DueDigest.Part {
                var counts: [DueWhen: Int] = [:]
                for when in DueWhen.allCases { counts[when] = try cases.count(when, holders: holders) }
                return DueDigest.Part(
                    counts: counts, first: try cases.first(Installation.mostListed, holders: holders))
            }
            let digest = DueDigest(
                own: try part(hands(of: account, on: today, connection)), untaken: try part([""]), reader: account.id,
                today: today)
            return digest.isEmpty ? nil : .due(digest, address: settings.address)
        }
    }
}

/// What a reminder says.
struct DueDigest {
    struct Part {
        let counts: [DueWhen: Int]
        let first: [CaseRow]
        var isEmpty: Bool { counts.values.allSatisfy { $0 == 0 } }
    }

    let own: Part
    let untaken: Part
    let reader: ID<Account>
    let today: Day

    var isEmpty: Bool { own.isEmpty && untaken.isEmpty }

    /// Both parts in words, with addresses.
    func body(_ address: String) -> String {
        let parts = [("あなたの担当（代理を含む）", own, "mine"), ("担当者のいない案件", untaken, "nobody")]
        return parts.filter { !$0.1.isEmpty }.map { title, part, held in
            let counts = [("期限超過", DueWhen.overdue), ("本日期限", .today), ("2営業日以内", .soon)]
                .map { "\($0)\(part.counts[$1] ?? 0)件" }.joined(separator: "・")
            let lines = part.first.map { row in
                let proxy = row.holder.map { $0.id == reader ? "" : "（\($0.name)の代理）" } ?? ""
                return "・\(row.due?.iso ?? "")　\(row.number)\(proxy)\n  \(address)/office/cases/\(row.id)"
            }
            return """
                ■ \(title)：\(counts)
                \(lines.joined(separator: "\n"))
                一覧：\(address)/office?held=\(held)&order=due&dir=asc
                """
        }.joined(separator: "\n\n")
    }
}
