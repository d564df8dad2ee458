import Grants
import Storage

extension Installation {
    /// A letter to the applicant's organisation, with its case.
    public func applicantLetter(
        _ id: ID<Letter>, for applicant: SignedApplicant
    ) async throws -> (letter: Letter, state: Case) {
        try await database.read { connection in
            guard let row = try connection.first("select case_id from letter where id = \(id.text)"),
                let state = try CaseLog(connection).load(row.id("case_id")),
                state.organisation.id == applicant.organisation.id,
                let letter = state.letters.first(where: { $0.id == id })
            else { throw Refusal.noLetter }
            return (letter, state)
        }
    }
}
