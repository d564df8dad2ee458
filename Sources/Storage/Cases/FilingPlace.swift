import Grants

/// Where a submitted filing is found.
public struct FilingPlace: Sendable {
    public let `case`: ID<Case>
    public let agency: ID<Agency>
    public let organisation: ID<Organisation>
    public let revision: Int

    /// What `find` asks.
    public static func question(_ filing: ID<Filing>) -> SQL { "select * from filing where id = \(filing.text)" }

    public static func find(_ filing: ID<Filing>, on connection: Connection) throws -> FilingPlace? {
        try connection.first(question(filing)).map {
            FilingPlace(
                case: try $0.id("case_id"), agency: try $0.id("agency_id"),
                organisation: try $0.id("organisation_id"), revision: Int(try $0.integer("revision")))
        }
    }
}

/// A filing an organisation submitted, as a list to choose from shows it.
public struct FiledBefore: Sendable {
    public let filing: ID<Filing>
    public let `case`: ID<Case>
    public let procedure: String
    /// The programme's version its case is under.
    public let version: Int
    /// 受付番号 of its last revision.
    public let receipt: String
    /// 事業名.
    public let title: String
    public let roundTitle: String
    public let at: Instant

    /// What an organisation filed under a programme, newest first.
    public static func all(
        of organisation: ID<Organisation>, under programme: String, on connection: Connection
    ) throws -> [FiledBefore] {
        try connection.rows(
            """
            select filing.id, filing.case_id, filing.procedure, filing.receipt, filing.submitted_at, cases.version,
                cases.title, cases.round_title
            from cases join filing on filing.case_id = cases.id
            where cases.organisation_id = \(organisation.text) and cases.programme_id = \(programme)
            order by filing.submitted_at desc, filing.id limit 100
            """
        ).map { row in
            FiledBefore(
                filing: try row.id("id"), case: try row.id("case_id"), procedure: try row.text("procedure"),
                version: Int(try row.integer("version")), receipt: try row.text("receipt"),
                title: try row.text("title"), roundTitle: try row.text("round_title"),
                at: try row.instant("submitted_at"))
        }
    }
}
