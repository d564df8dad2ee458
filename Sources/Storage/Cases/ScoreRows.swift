import Grants

/// What the chair's pages read of a round's review stage.
public struct ScoreRows {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The stage that is asked for, and the field that says what is asked for.
    public struct Question: Sendable {
        public var agency: ID<Agency>
        public var windows: Set<String>
        /// The round's id.
        public var round: String
        public var procedure: String
        public var stage: String
        /// The form's field with the amount asked for, by name.
        public var amount: String?

        public init(
            agency: ID<Agency>, windows: Set<String>, round: String, procedure: String, stage: String, amount: String?
        ) {
            self.agency = agency
            self.windows = windows
            self.round = round
            self.procedure = procedure
            self.stage = stage
            self.amount = amount
        }
    }

    /// Cases of a round that are read at most; a page says when there are more.
    public static let most = 20_000

    /// The lines of a stage: every case that is in it, or that reviewers were asked about there; and whether the round has
    /// more cases than are read.
    public func lines(_ question: Question) throws -> (lines: [ScoreBoard.Line], isCut: Bool) {
        var parts: [String: [ScoreBoard.Part]] = [:]
        let windows = question.windows.sorted()
        for row in try connection.rows(
            """
            select a.case_id, a.reviewer_id, a.progress, a.points, a.answers from assignment a
            join filing f on f.id = a.filing_id join cases c on c.id = a.case_id
            where c.agency_id = \(question.agency.text) and c.window in \(in: windows)
                and c.round_id = \(question.round) and f.procedure = \(question.procedure)
                and a.stage = \(question.stage) and a.progress <> \(Assignment.Progress.released.rawValue)
            order by a.id
            """)
        {
            parts[try row.text("case_id"), default: []].append(try ScoreRows.part(row))
        }
        var lines: [ScoreBoard.Line] = []
        var read = 0
        for row in try connection.rows(
            """
            select id, number, title, organisation_name, window, procedure, stage, status from cases
            where agency_id = \(question.agency.text) and window in \(in: windows)
                and round_id = \(question.round) limit \(ScoreRows.most)
            """)
        {
            read += 1
            let id = try row.text("id")
            let status: CaseStatus = try row.word("status")
            let isHere =
                try row.text("procedure") == question.procedure && row.text("stage") == question.stage
                && status.verdict == nil && status != .returned
            guard isHere || parts[id] != nil else { continue }
            lines.append(
                ScoreBoard.Line(
                    id: try row.id("id"), number: try row.text("number"), title: try row.text("title"),
                    organisation: try row.text("organisation_name"), window: try row.text("window"), isHere: isHere,
                    parts: parts[id] ?? [], amount: try amount(of: id, question)))
        }
        return (lines, read == ScoreRows.most)
    }

    private static func part(_ row: Row) throws -> ScoreBoard.Part {
        let answers = try row.textOrNil("answers").map { try JSON(parsing: $0).object ?? [:] } ?? [:]
        return ScoreBoard.Part(
            reviewer: try row.id("reviewer_id"), progress: try row.word("progress"),
            total: try row.textOrNil("points").flatMap(Rate.reading), points: answers.compactMapValues(\.integer))
    }

    /// The amount as it was filed last.
    private func amount(of id: String, _ question: Question) throws -> Int64? {
        guard let name = question.amount else { return nil }
        return try connection.first(
            """
            select cast(\(SQL.data) -> 'answers' ->> \(name) as text) as amount from case_event
            where case_id = \(id) and kind = 'submitted' and \(SQL.data) ->> 'procedure' = \(question.procedure)
            order by seq desc limit 1
            """)?.textOrNil("amount").flatMap { Int64($0) }
    }
}
