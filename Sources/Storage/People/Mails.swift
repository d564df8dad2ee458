import Grants

/// A mail to be sent, or sent.
public struct MailRow: Sendable, Equatable {
    public let id: String
    public let recipient: String
    public let subject: String
    public let body: String
    public let queuedAt: Instant
    public let sentAt: Instant?

    public init(id: String, recipient: String, subject: String, body: String, queuedAt: Instant, sentAt: Instant? = nil)
    {
        self.id = id
        self.recipient = recipient
        self.subject = subject
        self.body = body
        self.queuedAt = queuedAt
        self.sentAt = sentAt
    }
}

public struct Mails {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func queue(_ mail: MailRow) throws {
        try connection.execute(
            """
            insert into mail (id, recipient, subject, body, queued_at)
            values (\(mail.id), \(mail.recipient), \(mail.subject), \(mail.body), \(mail.queuedAt.milliseconds))
            on conflict (id) do nothing
            """)
    }

    public func find(_ id: String) throws -> MailRow? {
        try connection.first("select * from mail where id = \(id)").map(MailRow.init)
    }

    public func sent(_ id: String, at now: Instant) throws {
        try connection.execute("update mail set sent_at = \(now.milliseconds) where id = \(id)")
    }

    /// The newest mails, for the demo's mailbox.
    public func newest(_ count: Int) throws -> [MailRow] {
        try connection.rows("select * from mail order by queued_at desc, id desc limit \(count)").map(MailRow.init)
    }
}

extension MailRow {
    init(_ row: Row) throws {
        self.init(
            id: try row.text("id"), recipient: try row.text("recipient"), subject: try row.text("subject"),
            body: try row.text("body"), queuedAt: try row.instant("queued_at"),
            sentAt: try row.integerOrNil("sent_at").map(Instant.init(milliseconds:)))
    }
}

/// A PDF made of a letter or receipt, by what it shows.
public struct Renditions {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func find(_ subject: String) throws -> (sha256: String, size: Int64)? {
        try connection.first("select * from rendition where subject = \(subject)").map {
            (try $0.text("sha256"), try $0.integer("size"))
        }
    }

    public func keep(_ subject: String, sha256: String, size: Int64, at now: Instant) throws {
        try connection.execute(
            """
            insert into rendition (subject, sha256, size, made_at)
            values (\(subject), \(sha256), \(size), \(now.milliseconds))
            on conflict (subject) do nothing
            """)
    }
}

/// A reviewer's score sheet before it is submitted.
public struct SheetDrafts {
    let connection: Connection

    public init(_ connection: Connection) { self.connection = connection }

    public func find(_ assignment: ID<CaseEvent.Assignment>) throws -> (typed: Typed, version: Int)? {
        try connection.first("select * from sheet_draft where assignment_id = \(assignment.text)").map {
            (Typed(json: try $0.json("typed")), Int(try $0.integer("version")))
        }
    }

    /// Writes the sheet as it stands and returns its version.
    public func save(_ typed: Typed, of assignment: ID<CaseEvent.Assignment>, at now: Instant) throws -> Int {
        let row = try connection.first(
            """
            insert into sheet_draft (assignment_id, version, typed, changed_at)
            values (\(assignment.text), 1, \(typed.json.canonical), \(now.milliseconds))
            on conflict (assignment_id) do update set version = sheet_draft.version + 1, typed = excluded.typed,
                changed_at = excluded.changed_at returning version
            """)
        return Int(try row?.integer("version") ?? 1)
    }

    public func remove(_ assignment: ID<CaseEvent.Assignment>) throws {
        try connection.execute("delete from sheet_draft where assignment_id = \(assignment.text)")
    }
}
