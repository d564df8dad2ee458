import Grants
import Storage

extension Installation {
    /// A file the applicant's organisation attached to a filing: to its draft, or to a revision that was submitted.
    public func applicantFile(
        _ id: ID<StoredFile>, of filing: ID<Filing>, for applicant: SignedApplicant
    ) async throws -> StoredFile {
        try await database.read { connection in
            guard let (file, owner) = try Files(connection).find(id), owner == filing else { throw Refusal.noFile }
            let draft = try Drafts(connection).find(filing)?.organisation
            let filed = try FilingPlace.find(filing, on: connection)?.organisation
            guard draft == applicant.organisation.id || filed == applicant.organisation.id else { throw Refusal.noFile }
            return file
        }
    }
}

extension Refusal {
    static let noFile = Refusal(.notFound, Text("このファイルは見つかりません", en: "No such file"))
}
