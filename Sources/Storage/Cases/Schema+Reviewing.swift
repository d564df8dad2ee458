import Grants

extension Migration {
    /// What the chair's pages read: the stage of each assignment, the exact total, and what was answered.
    static let reviewing = Migration(
        number: 54, name: "reviewing",
        statements: [
            "alter table assignment add column stage text not null default ''",
            "alter table assignment add column points text",
            "alter table assignment add column answers text",
        ],
        fill: { connection in
            for row in try connection.rows("select data from case_event where kind = 'assigned'") {
                let data = try row.json("data")
                try connection.execute(
                    """
                    update assignment set stage = \(data["stage"]?.string ?? "") where id = \(data["id"]?.string ?? "")
                    """)
            }
            for row in try connection.rows("select data from case_event where kind = 'scored'") {
                let data = try row.json("data")
                guard case .scored(let scored)? = CaseEvent(kind: "scored", data: data) else { continue }
                try connection.execute(
                    """
                    update assignment set points = \(scored.total.fractionText), answers = \(scored.answers.canonical)
                    where id = \(scored.assignment.text)
                    """)
            }
        })
}
