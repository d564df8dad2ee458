import Grants

/// Where a submitted filing is found.
public struct FilingPlace: Sendable {
    public let `case`: ID<Case>
    public let agency: ID<Agency>
    public let organisation: ID<Organisation>
    public let revision: Int

    public static func find(_ filing: ID<Filing>, on connection: Connection) throws -> FilingPlace? {
        try connection.first("select * from filing where id = \(filing.text)").map {
            FilingPlace(
                case: try $0.id("case_id"), agency: try $0.id("agency_id"),
                organisation: try $0.id("organisation_id"), revision: Int(try $0.integer("revision")))
        }
    }
}
