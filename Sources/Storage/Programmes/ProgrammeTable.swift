import Grants

/// A programme's place in the installation.
public struct ProgrammeRow: Sendable, Equatable {
    public let id: String
    public let agency: ID<Agency>
    public let code: String
    /// The newest published version.
    public let version: Int
}

/// A round as stored: its document, and the programme version it calls under.
public struct RoundRow: Sendable, Equatable {
    public let id: String
    public let agency: ID<Agency>
    public let programme: String
    public let version: Int
    public let code: String
    /// Goes up with each change.
    public let revision: Int
    /// The round's YAML text.
    public let document: String
    public let changedAt: Instant

    public init(
        id: String, agency: ID<Agency>, programme: String, version: Int, code: String, revision: Int,
        document: String, changedAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.programme = programme
        self.version = version
        self.code = code
        self.revision = revision
        self.document = document
        self.changedAt = changedAt
    }
}

/// An agency's row.
public struct AgencyRow: Sendable, Equatable {
    public let id: ID<Agency>
    public let code: String
    public let name: Text
}

/// Agencies, programmes, their published documents and rounds.
public struct ProgrammeTable {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func agencies() throws -> [AgencyRow] {
        try connection.rows("select * from agency order by code").map {
            AgencyRow(
                id: try $0.id("id"), code: try $0.text("code"),
                name: Text(try $0.text("name_ja"), en: try $0.textOrNil("name_en")))
        }
    }

    /// The agency of that code, made under the given identifier where there is none; its name follows the documents.
    public func agency(_ name: AgencyName, new: ID<Agency>) throws -> ID<Agency> {
        let row = try connection.first(
            """
            insert into agency (id, code, name_ja, name_en)
            values (\(new.text), \(name.code), \(name.name.ja), \(name.name.en))
            on conflict (code) do update set name_ja = excluded.name_ja, name_en = excluded.name_en returning id
            """)
        return try row?.id("id") ?? new
    }

    public func programmes() throws -> [ProgrammeRow] {
        try connection.rows("select * from programme order by agency_id, code").map(ProgrammeRow.init)
    }

    public func programme(agency: ID<Agency>, code: String) throws -> ProgrammeRow? {
        try connection.first("select * from programme where agency_id = \(agency.text) and code = \(code)")
            .map(ProgrammeRow.init)
    }

    /// Publishes documents as the programme's next version and returns its number. Published documents never change.
    public func publish(
        _ id: String, agency: ID<Agency>, code: String, documents: [String: [UInt8]]
    ) throws -> Int {
        let row = try connection.first(
            """
            insert into programme (id, agency_id, code, version) values (\(id), \(agency.text), \(code), 1)
            on conflict (id) do update set version = programme.version + 1 returning version
            """)
        let version = Int(try row?.integer("version") ?? 1)
        for (path, content) in documents.sorted(by: { $0.key < $1.key }) {
            try connection.execute(
                """
                insert into document (programme_id, version, path, content)
                values (\(id), \(version), \(path), \(content))
                """)
        }
        return version
    }

    /// Every version that was published, oldest first.
    public func versions(of id: String) throws -> [Int] {
        try connection.rows("select distinct version from document where programme_id = \(id) order by version").map {
            Int(try $0.integer("version"))
        }
    }

    /// The documents of a version, by path.
    public func documents(of id: String, version: Int) throws -> [String: [UInt8]] {
        var documents: [String: [UInt8]] = [:]
        for row in try connection.rows(
            "select path, content from document where programme_id = \(id) and version = \(version)")
        {
            documents[try row.text("path")] = try row.blob("content")
        }
        return documents
    }

    public func rounds() throws -> [RoundRow] {
        try connection.rows("select * from round order by programme_id, code").map(RoundRow.init)
    }

    public func round(_ id: String) throws -> RoundRow? {
        try connection.first("select * from round where id = \(id)").map(RoundRow.init)
    }

    public func write(_ round: RoundRow) throws {
        try connection.execute(
            """
            insert into round (id, agency_id, programme_id, version, code, revision, document, changed_at)
            values (\(round.id), \(round.agency.text), \(round.programme), \(round.version), \(round.code),
                \(round.revision), \(round.document), \(round.changedAt.milliseconds))
            on conflict (id) do update set version = excluded.version, revision = excluded.revision,
                document = excluded.document, changed_at = excluded.changed_at
            """)
    }
}

extension ProgrammeRow {
    init(_ row: Row) throws {
        id = try row.text("id")
        agency = try row.id("agency_id")
        code = try row.text("code")
        version = Int(try row.integer("version"))
    }
}

extension RoundRow {
    init(_ row: Row) throws {
        self.init(
            id: try row.text("id"), agency: try row.id("agency_id"), programme: try row.text("programme_id"),
            version: Int(try row.integer("version")), code: try row.text("code"),
            revision: Int(try row.integer("revision")), document: try row.text("document"),
            changedAt: try row.instant("changed_at"))
    }
}
