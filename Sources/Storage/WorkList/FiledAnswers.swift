import Grants

/// The answers of filings, for columns that show them: read for the rows of one page only.
public struct FiledAnswers {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The answers each case last filed in some procedures, by procedure.
    public func read(_ cases: [ID<Case>], procedures: Set<String>) throws -> [ID<Case>: [String: JSON]] {
        var answers: [ID<Case>: [String: JSON]] = [:]
        for id in cases {
            for row in try connection.rows(
                "select data from case_event where case_id = \(id.text) and kind = 'submitted' order by seq")
            {
                let data = try row.json("data")
                guard let procedure = data["procedure"]?.string, procedures.contains(procedure) else { continue }
                answers[id, default: [:]][procedure] = data["answers"]
            }
        }
        return answers
    }
}
