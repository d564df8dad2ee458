import Grants
import Storage

extension Installation {
    /// The limits a file for a field of a draft must keep; asked before its bytes are read.
    public func fileLimits(
        of fieldName: String, in filing: ID<Filing>, for applicant: SignedApplicant
    ) async throws -> FileLimits {
        let open = try await openDraft(filing, for: applicant)
        guard case .file(let limits)? = open.form.field(named: fieldName)?.type else { throw Refusal.noFiling }
        return limits
    }

    /// Attaches a file whose bytes are stored already: written, synced and renamed.
    public func attachFile(
        _ file: StoredFile, to filing: ID<Filing>, by applicant: SignedApplicant
    ) async throws {
        let moment = now
        try await database.write { connection in
            let open = try loadDraft(filing, for: applicant, on: connection)
            guard case .file(let limits)? = open.form.field(named: file.field)?.type else { throw Refusal.noFiling }
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
            try Files(connection).attach(file, to: filing, at: moment)
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
