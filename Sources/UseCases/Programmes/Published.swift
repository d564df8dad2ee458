import Grants
import Storage
import Synchronization

/// Everything agencies have published, read and compiled once and held in memory: what rounds offer, and the programme
/// versions that cases are under. Replaced as a whole when an administrator changes something.
public final class Published: Sendable {
    private let held: Mutex<Offer>

    public init(_ offer: Offer = Offer()) { held = Mutex(offer) }

    public var current: Offer { held.withLock { $0 } }

    /// Reads everything again from the database.
    public func reload(from database: Database) async throws {
        let offer = try await database.read { try Offer(reading: $0) }
        held.withLock { $0 = offer }
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
    let search: String

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
        search = words.map(Plain.searchable).joined(separator: "\u{1}")
    }

    /// AGENCY/PROGRAMME/ROUND, by their codes: also the end of the round's address.
    public var id: String { row.id }

    /// The windows it offers, in the order the programme names them.
    public var windows: [Window] { programme.windows.filter { round.windows.contains($0.id) } }
}
