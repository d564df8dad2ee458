import Grants
import Storage
import Synchronization

/// Everything agencies have published, read and compiled once and held in memory: what rounds offer, and the programme
/// versions that cases are under. Replaced as a whole when an administrator changes something.
public final class Published: Sendable {
    private struct Held {
        var offer: Offer
        /// How often something had been published when it was read.
        var number: Int64?
        /// Everything that was published up to here is in it.
        var checked: Database.Position?
    }

    private let held: Mutex<Held>

    public init(_ offer: Offer = Offer()) { held = Mutex(Held(offer: offer)) }

    public var current: Offer { held.withLock { $0.offer } }

    /// Reads everything again from the database. Where somebody has just published, they are to see it everywhere.
    public func reload(from database: Database) async throws {
        let (offer, number) = try await database.read { connection in
            (try Offer(reading: connection), try Publication(connection).number())
        }
        held.withLock { held in
            // One that was read before, and took longer, is older.
            if let known = held.number, known > number { return }
            (held.offer, held.number) = (offer, number)
        }
        Trail.current?.published()
    }

    /// Makes sure of having what somebody has published, maybe at another process, whose word has not come yet.
    fileprivate func catchUp(to position: Database.Position, from database: Database) async throws {
        if let checked = held.withLock({ $0.checked }), checked >= position { return }
        let (number, reached) = try await database.read { try Publication($0).numberAndPosition() }
        if number != held.withLock({ $0.number }) { try await reload(from: database) }
        // A position that has not been yet is made up.
        if let reached, reached >= position { held.withLock { $0.checked = max($0.checked ?? position, position) } }
    }
}

extension Installation {
    /// Whoever has just published something sees it, whichever process they come to.
    public func catchUp() async {
        guard let trail = Trail.current, trail.hasPublished, let position = trail.reached else { return }
        do {
            try await published.catchUp(to: position, from: database)
        } catch {
            // What was published before is better than no page.
            logger.warning("what is published could not be looked at", metadata: ["error": "\(error)"])
        }
    }
}

/// One state of what is published.
public struct Offer: Sendable {
    public private(set) var agencies: [AgencyRow] = []
    public private(set) var programmes: [PublishedProgramme] = []
    public private(set) var rounds: [PublishedRound] = []
    private var roundsByID: [String: Int] = [:]
    private var programmesByID: [String: Int] = [:]

    public init() {}

    /// Compiles every version's documents. They were checked when they were published.
    init(reading connection: Connection) throws {
        let table = ProgrammeTable(connection)
        agencies = try table.agencies()
        for row in try table.programmes() {
            var versions: [Int: Programme] = [:]
            for version in try table.versions(of: row.id) {
                versions[version] = try Programme(reading: table.documents(of: row.id, version: version))
            }
            guard let agency = agencies.first(where: { $0.id == row.agency }), let newest = versions[row.version]
            else { continue }
            programmesByID[row.id] = programmes.count
            programmes.append(PublishedProgramme(row: row, agency: agency, newest: newest, versions: versions))
        }
        for row in try table.rounds() {
            guard let programme = programme(row.programme), let definition = programme.versions[row.version] else {
                continue
            }
            let round = try Round(reading: row.document, path: "rounds/\(row.code).yaml")
            roundsByID[row.id] = rounds.count
            rounds.append(PublishedRound(row: row, round: round, agency: programme.agency, programme: definition))
        }
    }

    public func round(_ id: String) -> PublishedRound? { roundsByID[id].map { rounds[$0] } }
    public func programme(_ id: String) -> PublishedProgramme? { programmesByID[id].map { programmes[$0] } }
    public func agency(_ id: ID<Agency>) -> AgencyRow? { agencies.first { $0.id == id } }

    /// The programme version something is under.
    public func definition(_ programme: String, version: Int) -> Programme? {
        self.programme(programme)?.versions[version]
    }

    public func definition(of case: Case) -> Programme? {
        definition(`case`.opening.programme, version: `case`.version)
    }
}

/// A programme with all its published versions.
public struct PublishedProgramme: Sendable {
    public let row: ProgrammeRow
    public let agency: AgencyRow
    public let newest: Programme
    public let versions: [Int: Programme]
    public var id: String { row.id }
}

/// A round with the programme version it calls under.
public struct PublishedRound: Sendable {
    public let row: RoundRow
    public let round: Round
    public let agency: AgencyRow
    public let programme: Programme
    /// What it is for, read once for all visitors.
    public let description: Prose
    /// The same in English; the Japanese where there is none.
    public let descriptionInEnglish: Prose
    /// What its words are searched in.
    private let search: [UInt8]

    init(row: RoundRow, round: Round, agency: AgencyRow, programme: Programme) {
        self.row = row
        self.round = round
        self.agency = agency
        self.programme = programme
        description = Prose(round.description.ja)
        descriptionInEnglish = round.description.en.map { Prose($0) } ?? description
        let words =
            [
                round.title.ja, round.title.en, round.catchphrase.ja, round.catchphrase.en, programme.name.ja,
                programme.name.en, agency.name.ja, agency.name.en, round.description.ja, round.description.en,
            ].compactMap { $0 } + round.keywords
        search = Array(words.map(Plain.searchable).joined(separator: "\u{1}").utf8)
    }

    /// Whether it says a word, in any of its texts.
    /// - Parameter word: as `Plain.searchable` has it, in UTF-8.
    func says(_ word: [UInt8]) -> Bool { search.place(of: word) != nil }

    /// AGENCY/PROGRAMME/ROUND, by their codes: also the end of the round's address.
    public var id: String { row.id }

    /// The windows it offers, in the order the programme names them.
    public var windows: [Window] { programme.windows.filter { round.windows.contains($0.id) } }
}
