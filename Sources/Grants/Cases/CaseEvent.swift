import struct FEEL.Number

/// One thing that happened to a case. What is written here is written for good.
public enum CaseEvent: Hashable, Sendable {
    case opened(Opening)
    case submitted(Submission)
    case commented(Comment)
    case entered(Entry)
    case returned(Return)
    case moved(Move)
    case assigned(Assignment)
    case released(Release)
    case declared(Declaration)
    case scored(Scoring)
    case proposed(Proposal)
    case declined(Declining)
    case decided(Decision)
    case lettered(Letter)
    case posted(Posting)
    case withdrawn(Withdrawal)
    case extended(Extension)
    case drawn(Drawing)
    case renewed(Renewal)
    case checked(Check)
    case taken(Taking)
    case annotated(Annotation)
    case resolved(Resolution)

    /// A case came to be with its first filing.
    public struct Opening: Hashable, Sendable {
        public let programme: String
        public let version: Int
        public let round: String
        public let roundTitle: Text
        public let window: String
        public let organisation: Organisation
        public let grantsBegin: String?

        public init(
            programme: String, version: Int, round: String, roundTitle: Text, window: String,
            organisation: Organisation, grantsBegin: String?
        ) {
            self.programme = programme
            self.version = version
            self.round = round
            self.roundTitle = roundTitle
            self.window = window
            self.organisation = organisation
            self.grantsBegin = grantsBegin
        }
    }

    /// A revision of a filing arrived, with all its files stored.
    public struct Submission: Hashable, Sendable {
        public let filing: ID<Filing>
        public let procedure: String
        /// 1, and one more after each return.
        public let revision: Int
        public let receipt: String
        public let title: String
        public let answers: JSON
        public let files: [StoredFile]
        /// Yen it asks for of a round that gives its places out in order or by lot; nil elsewhere.
        public let asks: Int64?

        public init(
            filing: ID<Filing>, procedure: String, revision: Int, receipt: String, title: String, answers: JSON,
            files: [StoredFile], asks: Int64? = nil
        ) {
            self.filing = filing
            self.procedure = procedure
            self.revision = revision
            self.receipt = receipt
            self.title = title
            self.answers = answers
            self.files = files
            self.asks = asks
        }
    }

    /// 事務局内コメント.
    public struct Comment: Hashable, Sendable {
        public let text: String
        /// The review stage whose meeting it was said in (審査会); nil for any other remark.
        public let stage: String?

        public init(text: String, stage: String? = nil) {
            self.text = text
            self.stage = stage
        }
    }

    /// 事務局の記入: the office's own fields of a filing, all of them as they stand now.
    public struct Entry: Hashable, Sendable {
        public let filing: ID<Filing>
        /// The revision that lay before the officer.
        public let revision: Int
        public let answers: JSON

        public init(filing: ID<Filing>, revision: Int, answers: JSON) {
            self.filing = filing
            self.revision = revision
            self.answers = answers
        }
    }

    /// 差戻し: what to correct, field by field.
    public struct Return: Hashable, Sendable {
        public let filing: ID<Filing>
        public let stage: String
        public let message: String
        /// Field name to remark.
        public let remarks: [String: String]

        public init(filing: ID<Filing>, stage: String, message: String, remarks: [String: String]) {
            self.filing = filing
            self.stage = stage
            self.message = message
            self.remarks = remarks
        }
    }

    public struct Move: Hashable, Sendable {
        public let filing: ID<Filing>
        public let from: String
        public let outcome: String
        public let to: String
        /// What became known of the case, by the names of the flow's values.
        public let values: [String: JSON]

        public init(filing: ID<Filing>, from: String, outcome: String, to: String, values: [String: JSON] = [:]) {
            self.filing = filing
            self.from = from
            self.outcome = outcome
            self.to = to
            self.values = values
        }

        /// What stands for the outcome where a stage was passed because it is not meant for the filing.
        public static let passing = "passing"
    }

    public struct Assignment: Hashable, Sendable {
        public let id: ID<Assignment>
        public let filing: ID<Filing>
        public let stage: String
        public let reviewer: ID<Account>
        public let reviewerName: String

        public init(
            id: ID<Assignment>, filing: ID<Filing>, stage: String, reviewer: ID<Account>, reviewerName: String
        ) {
            self.id = id
            self.filing = filing
            self.stage = stage
            self.reviewer = reviewer
            self.reviewerName = reviewerName
        }
    }

    /// 割当の取消し.
    public struct Release: Hashable, Sendable {
        public let assignment: ID<Assignment>
        public let reason: String

        public init(assignment: ID<Assignment>, reason: String) {
            self.assignment = assignment
            self.reason = reason
        }
    }

    /// 利益相反の有無の申告.
    public struct Declaration: Hashable, Sendable {
        public let assignment: ID<Assignment>
        public let conflict: Bool
        public let reason: String

        public init(assignment: ID<Assignment>, conflict: Bool, reason: String) {
            self.assignment = assignment
            self.conflict = conflict
            self.reason = reason
        }
    }

    public struct Scoring: Hashable, Sendable {
        public let assignment: ID<Assignment>
        public let answers: JSON
        /// The weighted sum of the sheet's whole-number fields, exact.
        public let total: Number

        public init(assignment: ID<Assignment>, answers: JSON, total: Number) {
            self.assignment = assignment
            self.answers = answers
            self.total = total
        }
    }

    /// The staff's own sheet of a stage (形式審査・内容審査), all of it as it stands now.
    public struct Check: Hashable, Sendable {
        public let filing: ID<Filing>
        public let stage: String
        /// The revision that lay before the officer.
        public let revision: Int
        public let answers: JSON
        /// What is still to be filled in, by field; empty where the sheet is complete.
        public let missing: [String]

        public init(filing: ID<Filing>, stage: String, revision: Int, answers: JSON, missing: [String]) {
            self.filing = filing
            self.stage = stage
            self.revision = revision
            self.answers = answers
            self.missing = missing
        }
    }

    public struct Proposal: Hashable, Sendable {
        public let filing: ID<Filing>
        public let stage: String
        public let outcome: String
        /// What the applicant will read where the outcome needs a reason.
        public let reason: String

        public init(filing: ID<Filing>, stage: String, outcome: String, reason: String) {
            self.filing = filing
            self.stage = stage
            self.outcome = outcome
            self.reason = reason
        }
    }

    /// An approver sent a proposal back to the staff.
    public struct Declining: Hashable, Sendable {
        public let filing: ID<Filing>
        public let reason: String

        public init(filing: ID<Filing>, reason: String) {
            self.filing = filing
            self.reason = reason
        }
    }

    public struct Decision: Hashable, Sendable {
        public let filing: ID<Filing>
        public let stage: String
        public let outcome: String
        public let verdict: Verdict
        public let reason: String
        /// Procedures now open, with the last day to file each where there is one.
        public let opens: [Opened]
        /// Procedures that can no longer be filed.
        public let closes: [String]
        /// What became known of the case, by the names of the flow's values.
        public let values: [String: JSON]

        public init(
            filing: ID<Filing>, stage: String, outcome: String, verdict: Verdict, reason: String, opens: [Opened],
            closes: [String] = [], values: [String: JSON] = [:]
        ) {
            self.filing = filing
            self.stage = stage
            self.outcome = outcome
            self.verdict = verdict
            self.reason = reason
            self.opens = opens
            self.closes = closes
            self.values = values
        }
    }

    public struct Opened: Hashable, Sendable {
        public let procedure: String
        /// The first moment at which it can be filed; nil for at once.
        public let from: Instant?
        /// The first moment at which it is too late.
        public let until: Instant?

        public init(procedure: String, from: Instant? = nil, until: Instant?) {
            self.procedure = procedure
            self.from = from
            self.until = until
        }
    }

    /// A line of the inquiry thread between applicant and office.
    public struct Posting: Hashable, Sendable {
        public let text: String
        public init(text: String) { self.text = text }
    }

    /// 期限の延長: a procedure's last day was put off.
    public struct Extension: Hashable, Sendable {
        public let procedure: String
        public let until: Instant
        /// Shown to everyone who sees the case.
        public let reason: String

        public init(procedure: String, until: Instant, reason: String) {
            self.procedure = procedure
            self.until = until
            self.reason = reason
        }
    }

    /// 抽選: its lot was drawn.
    public struct Drawing: Hashable, Sendable {
        /// 1 for the first lot.
        public let rank: Int
        /// How many lots there were.
        public let of: Int
        public let won: Bool

        public init(rank: Int, of: Int, won: Bool) {
            self.rank = rank
            self.of = of
            self.won = won
        }
    }

    /// 版の切替え: it goes on under a newer version of its programme.
    public struct Renewal: Hashable, Sendable {
        public let from: Int
        public let to: Int

        public init(from: Int, to: Int) {
            self.from = from
            self.to = to
        }
    }

    public struct Withdrawal: Hashable, Sendable {
        public let filing: ID<Filing>
        public let reason: String

        public init(filing: ID<Filing>, reason: String) {
            self.filing = filing
            self.reason = reason
        }
    }
}

/// A letter as it was issued; its words never change afterwards.
public struct Letter: Hashable, Sendable {
    public let id: ID<Letter>
    public let filing: ID<Filing>
    public let template: String
    /// カラ振第12号.
    public let number: String
    public let day: Day
    public let title: String
    public let addressee: String
    public let agency: String
    public let signatory: String
    public let body: [String]
    public let items: [LetterTemplate.Item]
    public let notes: [String]

    public init(
        id: ID<Letter>, filing: ID<Filing>, template: String, number: String, day: Day, title: String,
        addressee: String, agency: String, signatory: String, body: [String], items: [LetterTemplate.Item],
        notes: [String]
    ) {
        self.id = id
        self.filing = filing
        self.template = template
        self.number = number
        self.day = day
        self.title = title
        self.addressee = addressee
        self.agency = agency
        self.signatory = signatory
        self.body = body
        self.items = items
        self.notes = notes
    }
}
