import Grants
import Logging
import Outbound
import Storage

/// One running installation of Kofu: where everything a use case needs comes together. A use case is a method of it,
/// in a file named after what a person does.
public struct Installation: Sendable {
    public let database: Database
    public let files: FileStore
    public let world: World
    public let published: Published
    public let settings: Settings
    public let passwords: PasswordHashing
    /// Where applicants sign in.
    public let provider: OpenIDProvider?
    /// Hands a mail over; nil where there is no mail server, as in the demo, whose mailbox shows what was queued.
    public let sendMail: (@Sendable (Mail) async throws -> Void)?
    /// Looks for viruses in what applicants attach; nil where nobody does.
    public let scanning: Scanning?
    public let logger: Logger
    /// Who has which case open now.
    public let viewing: Viewing
    /// What was done since the start.
    public let tally = Tally()

    /// What differs between installations and is known when one starts.
    public struct Settings: Sendable {
        /// How people reach it, without a slash at the end: `https://kofu.example.jp`.
        public var address: String
        /// Whether this is a demonstration: said on every page, with its mailbox and accounts for all to see.
        public var isDemo: Bool
        /// The sender of mails.
        public var mailFrom: String

        public init(address: String, isDemo: Bool, mailFrom: String) {
            self.address = address
            self.isDemo = isDemo
            self.mailFrom = mailFrom
        }
    }

    public init(
        database: Database, files: FileStore, world: World, published: Published, settings: Settings,
        passwords: PasswordHashing, provider: OpenIDProvider?, sendMail: (@Sendable (Mail) async throws -> Void)?,
        scanning: Scanning? = nil, logger: Logger
    ) {
        self.database = database
        self.files = files
        self.world = world
        self.published = published
        self.settings = settings
        self.passwords = passwords
        self.provider = provider
        self.sendMail = sendMail
        self.scanning = scanning
        self.logger = logger
        viewing = Viewing(database)
    }

    public var now: Instant { world.now() }

    /// Random bytes for secrets.
    var randomness: Randomness { { world.bytes($0) } }
}
