import Grants
import Outbound
import Storage
import Synchronization

/// The virus scanner of this process: whoever asks it shares what is known of it being away.
public final class Scanning: Sendable {
    let scanner: any VirusScanner

    private struct State {
        /// Files that are being looked at while somebody waits.
        var urgent = 0
        /// Why it cannot be reached; nil while it can.
        var absence: String?
        var absentUntil = ContinuousClock.now
        /// What it said it is, and when it said so.
        var version: (text: String, at: ContinuousClock.Instant)?
    }

    private let state = Mutex(State())

    /// Files that people wait for at once; of others is heard later.
    private static let mostUrgent = 4
    /// How long people wait for a verdict; two seconds more where it has to be found out whether the scanner is there.
    static let patience = Duration.seconds(3)
    /// How long a scanner that could not be reached is not asked for people.
    private static let pause = Duration.seconds(5)

    public init(_ scanner: any VirusScanner) { self.scanner = scanner }

    /// Why it cannot be reached; nil as far as is known.
    public var absence: String? { state.withLock(\.absence) }

    /// Looks at a file while somebody waits; nil where that takes too long, or cannot be done now.
    func glance(at file: FileStore.Stored, in files: FileStore) async throws -> (verdict: ScanVerdict, by: String)? {
        let isFree = state.withLock { state in
            guard state.urgent < Scanning.mostUrgent, state.absence == nil || state.absentUntil < .now else {
                return false
            }
            state.urgent += 1
            return true
        }
        guard isFree else { return nil }
        defer { state.withLock { $0.urgent -= 1 } }
        do {
            return try await look(at: file, in: files, within: Scanning.patience)
        } catch is ScannerFailure {
            return nil
        }
    }

    /// Looks at a stored file.
    /// - Throws: `ScannerFailure`; `away` only where it does not even say what it is. `FileStore.Failure`.
    func look(
        at file: FileStore.Stored, in files: FileStore, within limit: Duration
    ) async throws -> (verdict: ScanVerdict, by: String) {
        let version = try await knownVersion()
        let reader = try await files.open(file.sha256)
        do {
            return (try await scanner.scan(within: limit) { try await reader.next() }, version)
        } catch let failure as ScannerFailure {
            // Whether it was this file, or all of it.
            try await probe()
            throw failure
        }
    }

    /// What it is; asked again each minute, since it takes in new patterns.
    private func knownVersion() async throws -> String {
        if let (text, at) = state.withLock({ $0.absence == nil ? $0.version : nil }), .now - at < .seconds(60) {
            return text
        }
        return try await probe()
    }

    /// Finds out whether it answers.
    /// - Throws: `ScannerFailure.away`.
    @discardableResult
    func probe() async throws -> String {
        do {
            let version = try await scanner.version()
            state.withLock { state in
                state.version = (version, .now)
                state.absence = nil
            }
            return version
        } catch let failure as ScannerFailure {
            state.withLock { state in
                state.absence = failure.description
                state.absentUntil = .now + Scanning.pause
            }
            throw failure
        }
    }
}

extension Installation {
    /// Looks at files that just arrived, before they are attached, as far as that takes a few seconds. What is found is
    /// kept with the contents, where `attachFile` reads it; any other file waits to be looked at.
    public func scanArrived(_ files: [StoredFile]) async throws {
        guard let scanning else { return }
        for file in files {
            let known = try await database.read { try Scans($0).states(of: [file]).state(of: file) }
            guard known == .waiting else { continue }
            guard let (verdict, scanner) = try await scanning.glance(at: file.stored, in: self.files) else { continue }
            try await settle(file.stored, verdict, by: scanner)
        }
    }

    /// Whether a file may be handed out: to its own people unless a virus was found, to all others once it was looked at.
    /// - Parameter isOwner: whether who asks is of the organisation that attached it.
    public func checkReleased(_ file: StoredFile, isOwner: Bool) async throws {
        switch try await scans(of: [file]).state(of: file) {
        case nil, .clean: return
        case .harmful(let name): throw Refusal.harmful(file.name, name)
        case .waiting where isOwner: return
        case .waiting: throw Refusal.unscanned(file.name)
        }
    }

    /// What is known of files.
    public func scans(of files: [StoredFile]) async throws -> FileScans {
        guard scanning != nil else { return .none }
        return try await database.read { try Scans($0).states(of: files) }
    }

    func scans(of files: [StoredFile], on connection: Connection) throws -> FileScans {
        scanning == nil ? .none : try Scans(connection).states(of: files)
    }

    /// Keeps a verdict, and tells of a virus, in one transaction, everyone who has to do with the file.
    func settle(_ file: FileStore.Stored, _ verdict: ScanVerdict, by scanner: String) async throws {
        let moment = now
        var harm: String?
        if case .harmful(let name) = verdict { harm = name }
        let found = harm
        let isNews = try await database.write { connection in
            guard try Scans(connection).settle(file, harm: found, by: scanner, at: moment) else { return false }
            if let found { try tell(of: found, in: file.sha256, at: moment, on: connection) }
            return true
        }
        guard isNews else { return }
        tally.add { counts in
            if found == nil { counts.filesClean += 1 } else { counts.filesHarmful += 1 }
        }
        if let found {
            logger.warning("a virus was found in a file", metadata: ["sha256": "\(file.sha256)", "virus": "\(found)"])
        }
    }

    private func tell(of harm: String, in sha256: String, at moment: Instant, on connection: Connection) throws {
        for place in try Scans(connection).places(of: sha256) {
            let id = "virus-\(place.filing)-\(sha256.prefix(16))"
            for applicant in try Applicants(connection).all(of: place.organisation) {
                try queue(
                    Notice.harmful(place, harm, address: settings.address), id: "\(id)-\(applicant.id)",
                    to: applicant.email, english: applicant.language == "en", at: moment, on: connection)
            }
            guard let receipt = place.receipt, let row = try CaseRow.find(place.case, on: connection) else { continue }
            let office = try Accounts(connection).all(of: row.agency).filter { account in
                account.isOfOffice && (row.holder.map { $0.id == account.id } ?? account.windows.contains(row.window))
            }
            for account in office {
                try queue(
                    Notice.harmful(place, harm, receipt: receipt, address: settings.address),
                    id: "\(id)-\(account.id)", to: account.email, english: false, at: moment, on: connection)
            }
        }
    }
}

extension FileScans {
    /// The name of a note on files that are not among those taken along.
    static let noteName = "含まれていないファイル.txt"

    /// Of files that somebody of the office takes along, those there are, and a note on the others; nil where there are none.
    func taken(_ files: [StoredFile]) -> (files: [StoredFile], note: [UInt8]?) {
        var (taken, lines): ([StoredFile], [String]) = ([], [])
        for file in files {
            switch state(of: file) {
            case nil, .clean: taken.append(file)
            case .waiting: lines.append("\(file.name)：ウイルスチェックが終わっていません。数分後に取り出してください。")
            case .harmful(let harm): lines.append("\(file.name)：ウイルス（\(harm)）が見つかったため、取り出せません。")
            }
        }
        let text = lines.map { "\($0)\r\n" }.joined()
        return (taken, lines.isEmpty ? nil : Array(text.utf8))
    }
}

extension Notice {
    /// To the applicant.
    fileprivate static func harmful(_ place: Scans.Place, _ harm: String, address: String) -> Notice {
        let link = "\(address)/filings/\(place.filing)" + (place.receipt == nil ? "" : "/receipt")
        let next =
            place.receipt == nil
            ? Text(
                "このままでは提出できません。ファイルを解除し、別のファイルを添付してください。",
                en: "It cannot be submitted like this. Remove the file, and attach another.")
            : Text(
                "提出は受け付けられたままですが、このファイルは事務局でも開けません。事務局からの連絡をお待ちください。",
                en: "Your filing stands, but the office cannot open this file. Please wait until they contact you.")
        return Notice(
            Text("【重要】添付ファイルからウイルスが見つかりました", en: "A virus was found in a file of yours"),
            Text(
                """
                添付された「\(place.name)」からウイルス（\(harm)）が見つかりました。
                \(next.ja)お使いの端末のウイルスチェックもお願いします。

                \(link)
                """,
                en: """
                    A virus (\(harm)) was found in “\(place.name)”.
                    \(next.in(english: true)) Please check your device as well.

                    \(link)
                    """), address)
    }

    /// To the office.
    fileprivate static func harmful(
        _ place: Scans.Place, _ harm: String, receipt: String, address: String
    ) -> Notice {
        Notice(
            Text("【\(receipt)】提出されたファイルからウイルスが見つかりました", en: "[\(receipt)] A virus was found in a file"),
            Text(
                """
                提出された「\(place.name)」からウイルス（\(harm)）が見つかりました。ファイルは開けないようにしてあります。
                差戻しなどにより、別のファイルの提出を求めてください。

                \(address)/office/cases/\(place.case)
                """), address)
    }
}

extension Refusal {
    static func harmful(_ file: String, _ harm: String, field: String? = nil) -> Refusal {
        Refusal(
            .invalid,
            Text(
                "「\(file)」からウイルス（\(harm)）が見つかりました。このファイルは添付も取り出しもできません。別のファイルを使ってください",
                en: "A virus (\(harm)) was found in “\(file)”: it can be neither attached nor fetched. Use another file"
            ),
            field: field)
    }

    static func unscanned(_ file: String) -> Refusal {
        Refusal(
            .untimely,
            Text(
                "「\(file)」はウイルスチェックが終わっていないため、まだ取り出せません。数分後にもう一度お試しください",
                en: "“\(file)” has not been checked for viruses yet. Try again in a few minutes"))
    }
}
