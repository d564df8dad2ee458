import Grants

/// What lists read of a case: rows that follow from its events and the programme it is under, and from nothing else.
/// `kofu audit verify` makes them again and compares.
struct CaseTables: Equatable {
    var row: CaseRow
    var filings: [FilingRow]
    var assignments: [AssignmentRow]
    var letters: [LetterRow]

    struct FilingRow: Equatable {
        let id: String
        let procedure: String
        let revision: Int64
        let receipt: String
        let status: String
        let submittedAt: Int64
    }

    struct AssignmentRow: Equatable {
        let id: String
        let filing: String
        let reviewer: String
        let stage: String
        let progress: String
        /// The total to the nearest whole number.
        let total: Int64?
        /// The exact total, and what was answered, as text.
        let points: String?
        let answers: String?
    }

    struct LetterRow: Equatable {
        let id: String
        let filing: String
        let number: String
        let title: String
        let day: String
    }

    init(of state: Case, under programme: Programme) {
        row = CaseRow(of: state, under: programme)
        filings = state.filings.map {
            FilingRow(
                id: $0.id.text, procedure: $0.procedure, revision: Int64($0.current.number),
                receipt: $0.current.receipt, status: state.status(of: $0, under: programme).rawValue,
                submittedAt: $0.current.at.milliseconds)
        }
        assignments = state.filings.flatMap { filing in
            filing.assignments.map {
                AssignmentRow(
                    id: $0.id.text, filing: filing.id.text, reviewer: $0.reviewer.text, stage: $0.stage,
                    progress: $0.progress.rawValue, total: $0.score?.total.nearest,
                    points: $0.score?.total.fractionText, answers: $0.score?.answers.canonical)
            }
        }
        letters = state.letters.map {
            LetterRow(
                id: $0.id.text, filing: $0.filing.text, number: $0.number, title: $0.title, day: $0.day.iso)
        }
    }

    /// - Parameter doc: the document its words are in from now on; nil where they stay.
    func write(doc: Int64?, on connection: Connection) throws {
        try row.write(doc: doc, on: connection)
        for filing in filings {
            try connection.execute(
                """
                insert into filing (id, agency_id, case_id, organisation_id, procedure, revision, receipt, status,
                    submitted_at)
                values (\(filing.id), \(row.agency.text), \(row.id.text), \(row.organisation.text),
                    \(filing.procedure), \(filing.revision), \(filing.receipt), \(filing.status),
                    \(filing.submittedAt))
                on conflict (id) do update set revision = excluded.revision, receipt = excluded.receipt,
                    status = excluded.status, submitted_at = excluded.submitted_at
                """)
        }
        for assignment in assignments {
            try connection.execute(
                """
                insert into assignment (id, agency_id, case_id, filing_id, reviewer_id, stage, progress, total, points,
                    answers)
                values (\(assignment.id), \(row.agency.text), \(row.id.text), \(assignment.filing),
                    \(assignment.reviewer), \(assignment.stage), \(assignment.progress), \(assignment.total),
                    \(assignment.points), \(assignment.answers))
                on conflict (id) do update set progress = excluded.progress, total = excluded.total,
                    points = excluded.points, answers = excluded.answers
                """)
        }
        for letter in letters {
            try connection.execute(
                """
                insert into letter (id, agency_id, case_id, filing_id, number, title, day)
                values (\(letter.id), \(row.agency.text), \(row.id.text), \(letter.filing), \(letter.number),
                    \(letter.title), \(letter.day))
                on conflict (id) do nothing
                """)
        }
    }

    /// The rows as they are stored.
    init?(_ id: ID<Case>, on connection: Connection) throws {
        guard let row = try CaseRow.find(id, on: connection) else { return nil }
        self.row = row
        filings = try connection.rows("select * from filing where case_id = \(id.text) order by id").map {
            FilingRow(
                id: try $0.text("id"), procedure: try $0.text("procedure"), revision: try $0.integer("revision"),
                receipt: try $0.text("receipt"), status: try $0.text("status"),
                submittedAt: try $0.integer("submitted_at"))
        }
        assignments = try connection.rows("select * from assignment where case_id = \(id.text) order by id").map {
            AssignmentRow(
                id: try $0.text("id"), filing: try $0.text("filing_id"), reviewer: try $0.text("reviewer_id"),
                stage: try $0.text("stage"), progress: try $0.text("progress"),
                total: try $0.integerOrNil("total"), points: try $0.textOrNil("points"),
                answers: try $0.textOrNil("answers"))
        }
        letters = try connection.rows("select * from letter where case_id = \(id.text) order by id").map {
            LetterRow(
                id: try $0.text("id"), filing: try $0.text("filing_id"), number: try $0.text("number"),
                title: try $0.text("title"), day: try $0.text("day"))
        }
    }

    /// The same rows in the order the stored ones are read.
    var ordered: CaseTables {
        var copy = self
        copy.filings.sort { $0.id < $1.id }
        copy.assignments.sort { $0.id < $1.id }
        copy.letters.sort { $0.id < $1.id }
        return copy
    }
}

extension CaseLog {
    /// What of the tables does not follow from a case's events; nil when all does.
    public func differs(_ state: Case, under programme: Programme) throws -> String? {
        guard let stored = try CaseTables(state.id, on: connection) else { return "the tables do not know it" }
        var folded = CaseTables(of: state, under: programme).ordered
        // A row that a program before figures wrote has none until its job has been.
        if stored.row.sums.isEmpty { folded.row.sums = "" }
        if stored.row != folded.row { return "its row in the work list does not follow from its events" }
        if stored.filings != folded.filings { return "its filings' rows do not follow from its events" }
        if stored.assignments != folded.assignments { return "its assignments' rows do not follow from its events" }
        if stored.letters != folded.letters { return "its letters' rows do not follow from its events" }
        if try SearchIndex(connection).text(of: state.id) != state.searchText {
            return "the words it is found by do not follow from its events"
        }
        return nil
    }
}
