import Grants
import Storage

/// A review stage of a round with its board (審査の一覧), as the office sees it.
public struct ReviewBoard: Sendable {
    public let round: PublishedRound
    public let procedure: Procedure
    public let stage: Stage
    public let sheet: Form
    public let board: ScoreBoard
    /// The fields of the form that could say what is asked for; the first is the likeliest.
    public let amounts: [Field]
    /// The one that was read.
    public let amount: Field?
    /// Whether the round has more cases than are read.
    public let isCut: Bool

    /// The criterion that is asked first where scores are the same: the heaviest, and the first of these.
    public var mainCriterion: Field? {
        sheet.criteria.reduce(nil) { best, field in
            guard let own = field.criterion?.factor, let other = best?.criterion?.factor else { return best ?? field }
            return own > other ? field : best
        }
    }

    /// The outcomes a ranking prepares: what the best get, and the others.
    public var selection: (granted: Outcome?, refused: Outcome?) {
        let outcomes = procedure.stages.flatMap(\.outcomes)
        func end(_ fits: (Verdict) -> Bool) -> Outcome? {
            outcomes.first { if case .end(let verdict) = $0.target { fits(verdict) } else { false } }
        }
        return (end(\.isFavourable), end { $0 == .rejected || $0 == .refused } ?? end(\.needsReason))
    }
}

/// A review stage that an officer can look at, and how many cases are in it.
public struct ReviewStageRow: Sendable {
    public let round: PublishedRound
    public let procedure: Procedure
    public let stage: Stage
    public let cases: Int
}

/// A remark made in the meeting about a case.
public struct MeetingNote: Sendable {
    public let `case`: ID<Case>
    public let at: Instant
    public let by: String
    public let text: String
}

extension Installation {
    /// The review stages of the rounds at the officer's windows, those with cases first.
    public func reviewStages(for officer: Officer) async throws -> [ReviewStageRow] {
        let windows = officer.account.windows.sorted()
        let agency = officer.agency
        let counts = try await database.readAnywhere { connection in
            var counts: [[String]: Int] = [:]
            for row in try connection.rows(
                """
                select round_id, procedure, stage, count(*) as number from cases
                where agency_id = \(agency.text) and window in \(in: windows)
                    and status = \(CaseStatus.reviewing.rawValue) group by round_id, procedure, stage
                """)
            {
                counts[[try row.text("round_id"), try row.text("procedure"), try row.text("stage")]] =
                    Int(try row.integer("number"))
            }
            return counts
        }
        let rows = published.current.rounds.filter { handles($0, officer) }.flatMap { round in
            round.programme.flow.procedures.flatMap { procedure in
                procedure.stages.filter { $0.kind == .review }.map { stage in
                    ReviewStageRow(
                        round: round, procedure: procedure, stage: stage,
                        cases: counts[[round.row.id, procedure.id, stage.id]] ?? 0)
                }
            }
        }
        return rows.filter { $0.cases > 0 } + rows.filter { $0.cases == 0 }
    }

    private func handles(_ round: PublishedRound, _ officer: Officer) -> Bool {
        round.agency.id == officer.agency && !officer.account.windows.isDisjoint(with: round.round.windows)
    }

    /// The board of a review stage. What is not of the officer's agency and windows does not exist.
    /// - Parameters:
    ///   - amount: the name of the field with what is asked for; nil for the likeliest.
    ///   - readsAmounts: whether amounts are needed: they are looked up case by case.
    public func reviewBoard(
        round id: String, procedure: String, stage: String, amount: String? = nil, readsAmounts: Bool = false,
        for officer: Officer
    ) async throws -> ReviewBoard {
        guard let round = published.current.round(id), handles(round, officer),
            let procedure = round.programme.flow.procedure(procedure), let stage = procedure.stage(stage),
            stage.kind == .review, let sheet = stage.sheet.flatMap(round.programme.sheet)
        else { throw Refusal.noBoard }
        let amounts = round.programme.form(procedure.form)?.amounts ?? []
        let field = amounts.first { $0.name == amount } ?? amounts.first
        let question = ScoreRows.Question(
            agency: officer.agency, windows: officer.account.windows, round: id, procedure: procedure.id,
            stage: stage.id, amount: readsAmounts ? field?.name : nil)
        let (read, names) = try await database.read { connection in
            (
                try ScoreRows(connection).lines(question),
                try Accounts(connection).all(of: question.agency).map { ($0.id, $0.name) }
            )
        }
        let (lines, isCut) = read
        let asked = Set(lines.flatMap(\.parts).map(\.reviewer))
        let reviewers = Dictionary(names.filter { asked.contains($0.0) }, uniquingKeysWith: { first, _ in first })
        return ReviewBoard(
            round: round, procedure: procedure, stage: stage, sheet: sheet,
            board: ScoreBoard(lines: lines, reviewers: reviewers, needed: stage.reviewers), amounts: amounts,
            amount: field, isCut: isCut)
    }

    /// What was said of its cases in the stage's meetings, by case, oldest first.
    public func meetingNotes(of board: ReviewBoard) async throws -> [ID<Case>: [MeetingNote]] {
        let (ids, stage) = (board.board.lines.map(\.id), board.stage.id)
        return try await database.read { connection in
            var notes: [ID<Case>: [MeetingNote]] = [:]
            for id in ids {
                for row in try connection.rows(
                    """
                    select at, actor_name, data from case_event where case_id = \(id.text) and kind = 'commented'
                        and \(SQL.data) ->> 'stage' = \(stage) order by seq
                    """)
                {
                    notes[id, default: []].append(
                        MeetingNote(
                            case: id, at: try row.instant("at"), by: try row.text("actor_name"),
                            text: try row.json("data")["text"]?.string ?? ""))
                }
            }
            return notes
        }
    }

    /// Writes down what was said of a case in the meeting of a review stage.
    public func discuss(_ text: String, stage: String, on id: ID<Case>, by officer: Officer) async throws {
        try await change(id, .discuss(text, stage: stage), by: officer.actor, scope: scope(officer))
    }
}

extension Form {
    /// Amounts of money the form asks for, what is called 申請額 first.
    fileprivate var amounts: [Field] {
        let all = fields.filter { if case .money = $0.type { !$0.isInternal } else { false } }
        let asked = all.filter { $0.name.hasSuffix("申請額") || $0.name.hasSuffix("交付申請額") }
        return asked + all.filter { field in !asked.contains { $0.name == field.name } }
    }
}

extension Refusal {
    static let noBoard = Refusal(.notFound, Text("この審査の一覧は見つかりません", en: "No such board"))
}
