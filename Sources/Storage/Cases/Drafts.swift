import Grants

/// A draft as it is stored, with what it will be filed under.
public struct DraftRow: Sendable {
    public var draft: Draft
    public let agency: ID<Agency>
    public let round: String
    public let programme: String
    public let programmeVersion: Int
    public let organisation: ID<Organisation>
    /// Fields that were filled in for the applicant, and from where.
    public let sources: [String: Origin]

    public init(
        draft: Draft, agency: ID<Agency>, round: String, programme: String, programmeVersion: Int,
        organisation: ID<Organisation>, sources: [String: Origin]
    ) {
        self.draft = draft
        self.agency = agency
        self.round = round
        self.programme = programme
        self.programmeVersion = programmeVersion
        self.organisation = organisation
        self.sources = sources
    }
}

/// One box of a draft that somebody changed.
public struct DraftChange: Sendable {
    public let version: Int
    public let box: String
    /// What it held before.
    public let before: [String]
    public let at: Instant
    /// The person's name.
    public let by: String
}

/// That somebody changed a box of a draft.
public struct DraftTouch: Sendable {
    public let box: String
    public let at: Instant
    /// The person's name.
    public let by: String
}

/// Drafts and the changes made to them.
public struct Drafts {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func find(_ filing: ID<Filing>) throws -> DraftRow? {
        try connection.first(Drafts.question(filing)).map(DraftRow.init)
    }

    /// What `find` asks.
    public static func question(_ filing: ID<Filing>) -> SQL { "select * from draft where filing_id = \(filing.text)" }

    /// Whether a draft that was read before is still as it was: no other device saved or submitted it since.
    public func isUnchanged(_ draft: Draft) throws -> Bool {
        try connection.first(Drafts.question(whether: draft)) != nil
    }

    /// What `isUnchanged` asks.
    public static func question(whether draft: Draft) -> SQL {
        """
        select 1 as n from draft where filing_id = \(draft.filing.text) and version = \(draft.version)
            and window = \(draft.window)
        """
    }

    public func find(case id: ID<Case>, procedure: String) throws -> DraftRow? {
        try connection.first("select * from draft where case_id = \(id.text) and procedure = \(procedure)")
            .map(DraftRow.init)
    }

    /// An organisation's drafts, changed last first.
    public func all(of organisation: ID<Organisation>) throws -> [DraftRow] {
        try connection.rows(
            "select * from draft where organisation_id = \(organisation.text) order by changed_at desc limit 200"
        ).map(DraftRow.init)
    }

    /// Stores a new draft. One with the same filing stays as it is: beginning twice begins once.
    public func begin(_ row: DraftRow) throws {
        let draft = row.draft
        try connection.execute(
            """
            insert into draft (filing_id, case_id, agency_id, round_id, programme_id, programme_version,
                organisation_id, procedure, revision, version, window, typed, place, sources, changed_at)
            values (\(draft.filing.text), \(draft.case.text), \(row.agency.text), \(row.round), \(row.programme),
                \(row.programmeVersion), \(row.organisation.text), \(draft.procedure), \(draft.revision),
                \(draft.version), \(draft.window), \(draft.typed.json.canonical), \(draft.place),
                \(JSON.object(row.sources.mapValues { .string($0.text) }).canonical),
                \(draft.changedAt.milliseconds))
            on conflict do nothing
            """)
    }

    /// Writes changed boxes as the draft's next version, keeping what they held before for merging, and who changed
    /// them. A box that becomes empty is dropped.
    public func write(
        _ changes: [String: [String]], to draft: inout Draft, at now: Instant, by name: String
    ) throws {
        draft.version += 1
        for (box, value) in changes {
            try connection.execute(
                """
                insert into draft_change (filing_id, version, box, before, changed_at, changed_by)
                values (\(draft.filing.text), \(draft.version), \(box), \(JSON.strings(draft.typed.all(box)).canonical),
                    \(now.milliseconds), \(name))
                """)
            draft.typed.boxes[box] = value.isEmpty ? nil : value
        }
        draft.changedAt = now
        try save(draft)
    }

    /// Stores the draft's window, place and boxes as they stand.
    public func save(_ draft: Draft) throws {
        try connection.execute(
            """
            update draft set version = \(draft.version), window = \(draft.window),
                typed = \(draft.typed.json.canonical), place = \(draft.place),
                changed_at = \(draft.changedAt.milliseconds)
            where filing_id = \(draft.filing.text)
            """)
    }

    /// Puts a draft under another version of its programme, as it stands now.
    public func move(_ draft: Draft, to version: Int, sources: [String: Origin]) throws {
        try save(draft)
        try connection.execute(
            """
            update draft set programme_version = \(version),
                sources = \(JSON.object(sources.mapValues { .string($0.text) }).canonical)
            where filing_id = \(draft.filing.text)
            """)
    }

    /// Puts every draft of a case under another version that asks at least the same.
    public func move(of case: ID<Case>, to version: Int) throws {
        try connection.execute(
            "update draft set programme_version = \(version) where case_id = \(`case`.text)")
    }

    /// What a box held at a version a device had seen.
    public func value(of box: String, in draft: Draft, at version: Int) throws -> [String] {
        let change = try connection.first(
            """
            select before from draft_change where filing_id = \(draft.filing.text) and box = \(box)
                and version > \(version) order by version limit 1
            """)
        guard let change else { return draft.typed.all(box) }
        return try change.json("before").strings ?? []
    }

    /// What people changed, newest first: for each save its time, who, and the boxes with what they held before.
    public func changes(of filing: ID<Filing>) throws -> [DraftChange] {
        try connection.rows(
            """
            select version, box, before, changed_at, changed_by from draft_change
            where filing_id = \(filing.text) order by version desc, box limit 2000
            """
        ).map { row in
            DraftChange(
                version: Int(try row.integer("version")), box: try row.text("box"),
                before: try row.json("before").strings ?? [], at: try row.instant("changed_at"),
                by: try row.text("changed_by"))
        }
    }

    /// Which boxes people changed since a moment, newest first.
    public func touches(of filing: ID<Filing>, since moment: Instant) throws -> [DraftTouch] {
        try connection.rows(
            """
            select box, changed_at, changed_by from draft_change
            where filing_id = \(filing.text) and changed_at >= \(moment.milliseconds)
            order by version desc limit 2000
            """
        ).map { DraftTouch(box: try $0.text("box"), at: try $0.instant("changed_at"), by: try $0.text("changed_by")) }
    }

    public func remove(_ filing: ID<Filing>) throws {
        try connection.execute("delete from draft where filing_id = \(filing.text)")
    }
}

extension DraftRow {
    init(_ row: Row) throws {
        self.init(
            draft: Draft(
                filing: try row.id("filing_id"), case: try row.id("case_id"), procedure: try row.text("procedure"),
                revision: Int(try row.integer("revision")), version: Int(try row.integer("version")),
                window: try row.text("window"), typed: Typed(json: try row.json("typed")),
                place: try row.textOrNil("place"), changedAt: try row.instant("changed_at")),
            agency: try row.id("agency_id"), round: try row.text("round_id"), programme: try row.text("programme_id"),
            programmeVersion: Int(try row.integer("programme_version")), organisation: try row.id("organisation_id"),
            sources: try row.json("sources").object?.compactMapValues { $0.string.flatMap(Origin.init(text:)) } ?? [:])
    }
}

/// A file of an earlier filing of the organisation, to be chosen again.
public struct EarlierFile: Sendable {
    public let file: StoredFile
    /// Where it was filed: its receipt number.
    public let receipt: String
}

/// Files that answer fields: which are stored for a filing. Their bytes are in the file store, found by digest.
public struct Files {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    /// The files attached to a filing now, in the order they came.
    public func attached(to filing: ID<Filing>) throws -> [StoredFile] {
        try connection.rows(Files.question(filing)).map(StoredFile.init)
    }

    /// What `attached` asks.
    public static func question(_ filing: ID<Filing>) -> SQL {
        "select * from file where filing_id = \(filing.text) and removed_at is null order by stored_at, id"
    }

    /// The files of what an organisation submitted, newest first, each content and name once.
    public func submitted(by organisation: ID<Organisation>, except filing: ID<Filing>) throws -> [EarlierFile] {
        var seen: Set<String> = []
        return try connection.rows(
            """
            select file.*, filing.receipt from filing join file on file.filing_id = filing.id
            where filing.organisation_id = \(organisation.text) and filing.id <> \(filing.text)
                and file.removed_at is null
            order by file.stored_at desc, file.id limit 200
            """
        ).compactMap { row in
            let file = try StoredFile(row)
            guard seen.insert("\(file.sha256) \(file.name)").inserted else { return nil }
            return EarlierFile(file: file, receipt: try row.text("receipt"))
        }.prefix(50).map { $0 }
    }

    /// A file that is or was part of a filing.
    public func find(_ id: ID<StoredFile>) throws -> (file: StoredFile, filing: ID<Filing>)? {
        guard let row = try connection.first("select * from file where id = \(id.text)") else { return nil }
        return (try StoredFile(row), try row.id("filing_id"))
    }

    public func attach(_ file: StoredFile, to filing: ID<Filing>, at now: Instant) throws {
        try connection.execute(
            """
            insert into file (id, filing_id, field, name, size, sha256, stored_at)
            values (\(file.id.text), \(filing.text), \(file.field), \(file.name), \(file.size), \(file.sha256),
                \(now.milliseconds))
            on conflict (id) do nothing
            """)
        try touchDraft(filing, at: now)
    }

    /// A draft's row changes with its files, so that whoever submits it at the same moment, having read them before, reads
    /// them again.
    private func touchDraft(_ filing: ID<Filing>, at now: Instant) throws {
        try connection.execute(
            "update draft set changed_at = \(now.milliseconds) where filing_id = \(filing.text)")
    }

    /// Lets a draft's file answer another field, which asks for the same under another name.
    public func move(_ id: ID<StoredFile>, of filing: ID<Filing>, to field: String) throws {
        try connection.execute(
            "update file set field = \(field) where id = \(id.text) and filing_id = \(filing.text)")
    }

    /// Takes a file off a draft. Its row stays, since an earlier revision may list it.
    public func detach(_ id: ID<StoredFile>, from filing: ID<Filing>, at now: Instant) throws {
        try connection.execute(
            """
            update file set removed_at = \(now.milliseconds)
            where id = \(id.text) and filing_id = \(filing.text) and removed_at is null
            """)
        try touchDraft(filing, at: now)
    }
}

extension StoredFile {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), field: try row.text("field"), name: try row.text("name"),
            size: try row.integer("size"), sha256: try row.text("sha256"))
    }
}
