import Grants

/// Long work a person starts and then watches (作業): an act on many cases, decisions out of a file, an export.
public struct ErrandRow: Sendable, Equatable {
    public let id: ID<ErrandRow>
    public let agency: ID<Agency>
    /// Who began it: nobody else sees it.
    public let account: ID<Account>
    /// The windows that person had then. Whoever has one of them no longer does not see the errand any more, either.
    public let windows: Set<String>
    public let kind: Kind
    /// What is wanted, as JSON; each kind has its own.
    public var parameters: String
    public var state: State
    /// How many lines or cases there are; nil until that is known.
    public var total: Int?
    public var done = 0
    public var failed = 0
    public let madeAt: Instant
    public var endedAt: Instant?
    /// Why it failed as a whole.
    public var failure: Text?
    public var file: File?

    public init(
        id: ID<ErrandRow>, agency: ID<Agency>, account: ID<Account>, windows: Set<String>, kind: Kind,
        parameters: String, state: State, total: Int?, madeAt: Instant
    ) {
        self.id = id
        self.agency = agency
        self.account = account
        self.windows = windows
        self.kind = kind
        self.parameters = parameters
        self.state = state
        self.total = total
        self.madeAt = madeAt
    }

    public enum Kind: String, Sendable {
        /// One act on many cases.
        case acts
        /// 結果 out of a CSV file, a line for each case.
        case decisions
        /// The found or chosen cases as a file.
        case export
        /// Every letter an errand issued, to be printed.
        case letters
    }

    public enum State: String, Sendable {
        /// It is being prepared: nothing happens before the person says so.
        case planned
        case waiting, running
        case done, failed, cancelled

        /// Whether it goes on by itself.
        public var isUnderWay: Bool { self == .waiting || self == .running }
    }

    /// What came of it. It is kept for some days, apart from the files of cases.
    public struct File: Sendable, Equatable {
        public let sha256: String
        public let size: Int64
        public let name: String
        public let mediaType: String
        public let until: Instant

        public init(sha256: String, size: Int64, name: String, mediaType: String, until: Instant) {
            self.sha256 = sha256
            self.size = size
            self.name = name
            self.mediaType = mediaType
            self.until = until
        }
    }
}

/// One line of an errand: a case, and what became of it.
public struct ErrandLine: Sendable, Equatable {
    /// From 1; for a file the number of its line.
    public let seq: Int
    /// Nil where a file's line names none that the person has.
    public let `case`: ID<Case>?
    /// 申請番号, as it was chosen or typed.
    public let number: String
    /// Whose case it is, for people to recognise it.
    public let title: String
    /// What is wanted of this line alone, as JSON; empty where all lines are alike.
    public let data: String
    /// How far the case had come when the person looked at it.
    public var seen: Int
    public var state: State
    /// What was done, or why not.
    public var message: Text?
    public var letter: ID<Letter>?

    public init(
        seq: Int, case: ID<Case>?, number: String, title: String, data: String = "", seen: Int,
        state: State = .waiting, message: Text? = nil
    ) {
        self.seq = seq
        self.case = `case`
        self.number = number
        self.title = title
        self.data = data
        self.seen = seen
        self.state = state
        self.message = message
    }

    public enum State: String, Sendable { case waiting, done, failed }
}

extension ErrandRow {
    init(_ row: Row) throws {
        self.init(
            id: try row.id("id"), agency: try row.id("agency_id"), account: try row.id("account_id"),
            windows: Set(try row.text("windows").split(separator: " ").map(String.init)), kind: try row.word("kind"),
            parameters: try row.text("parameters"), state: try row.word("state"),
            total: try row.integerOrNil("total").map { Int($0) }, madeAt: try row.instant("made_at"))
        done = Int(try row.integer("done"))
        failed = Int(try row.integer("failed"))
        endedAt = try row.integerOrNil("ended_at").map { Instant(milliseconds: $0) }
        failure = try row.textOrNil("failure_ja").map { Text($0, en: try row.textOrNil("failure_en")) }
        guard let sha256 = try row.textOrNil("file_sha256") else { return }
        file = File(
            sha256: sha256, size: try row.integer("file_size"), name: try row.text("file_name"),
            mediaType: try row.text("file_type"), until: try row.instant("file_until"))
    }
}

extension ErrandLine {
    init(_ row: Row) throws {
        self.init(
            seq: Int(try row.integer("seq")), case: try row.textOrNil("case_id").flatMap { ID<Case>($0) },
            number: try row.text("number"), title: try row.text("title"), data: try row.text("data"),
            seen: Int(try row.integer("seen")), state: try row.word("state"),
            message: try row.textOrNil("message_ja").map { Text($0, en: try row.textOrNil("message_en")) })
        letter = try row.textOrNil("letter_id").flatMap { ID<Letter>($0) }
    }
}
