import Grants
import Storage

extension Installation {
    /// The limits a file for a field of a draft must keep; asked before its bytes are read.
    public func fileLimits(
        of fieldName: String, in filing: ID<Filing>, for applicant: SignedApplicant
    ) async throws -> FileLimits {
        let open = try await openDraft(filing, for: applicant)
        guard let limits = open.fileLimits(at: fieldName) else { throw Refusal.noFiling }
        return limits
    }

    /// Attaches a file whose bytes are stored already: written, synced and renamed. Where files are scanned and nobody has
    /// looked at it yet (`scanArrived`), that is asked for in the same transaction.
    public func attachFile(
        _ file: StoredFile, to filing: ID<Filing>, by applicant: SignedApplicant
    ) async throws {
        let moment = now
        try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            guard let limits = open.fileLimits(at: file.field) else { throw Refusal.noFiling }
            if let refusal = limits.refusal(name: file.name, size: file.size) {
                throw Refusal(.invalid, refusal, field: file.field)
            }
            let present = open.files.filter { $0.field == file.field }
            if present.contains(where: { $0.sha256 == file.sha256 && $0.name == file.name }) { return }
            guard present.count < limits.maximumCount else {
                throw Refusal(
                    .invalid,
                    Text(
                        "添付できるのは\(limits.maximumCount)件までです。不要なファイルを解除してから追加してください",
                        en: "At most \(limits.maximumCount) files can be attached"), field: file.field)
            }
            if scanning != nil {
                if let harm = try Scans(connection).states(of: [file]).harm(in: file) {
                    throw Refusal.harmful(file.name, harm, field: file.field)
                }
                try Scans(connection).ask(for: file.stored, at: moment)
            }
            try Files(connection).attach(file, to: filing, at: moment)
        }
    }

    /// Attaches a file of an earlier filing of the same organisation once more: its bytes are stored already.
    public func attachAgain(
        _ file: ID<StoredFile>, as fieldName: String, to filing: ID<Filing>, by applicant: SignedApplicant
    ) async throws {
        let open = try await openDraft(filing, for: applicant)
        guard let earlier = try await earlierFiles(for: open, by: applicant).first(where: { $0.file.id == file }) else {
            throw Refusal(
                .invalid, Text("このファイルは選べません。一覧から選び直してください", en: "This file cannot be chosen"), field: fieldName)
        }
        let chosen = earlier.file
        try await attachFile(
            StoredFile(
                id: world.id(), field: fieldName, name: chosen.name, size: chosen.size, sha256: chosen.sha256),
            to: filing, by: applicant)
    }

    /// The files of the organisation's submitted filings, newest first, each content once: what can be chosen again.
    public func earlierFiles(for open: OpenDraft, by applicant: SignedApplicant) async throws -> [EarlierFile] {
        guard open.takesFiles else { return [] }
        return try await database.read { connection in
            let earlier = try Files(connection).submitted(by: applicant.organisation.id, except: open.draft.filing)
            let scans = try scans(of: earlier.map(\.file), on: connection)
            return earlier.filter { scans.harm(in: $0.file) == nil }
        }
    }

    /// Takes a file off a draft.
    public func detachFile(_ file: ID<StoredFile>, from filing: ID<Filing>, by applicant: SignedApplicant) async throws
    {
        let moment = now
        try await database.write { connection in
            _ = try loadDraft(filing, for: applicant, on: connection)
            try Files(connection).detach(file, from: filing, at: moment)
        }
    }
}
