import Grants
import Outbound
import Storage

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
