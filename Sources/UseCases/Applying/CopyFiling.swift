import Grants
import Storage

extension Installation {
    /// 前回の申請: what the applicant's organisation filed in the first procedure of a round's programme, in whatever
    /// round and version, newest first.
    public func earlierFilings(
        for round: PublishedRound, by applicant: SignedApplicant
    ) async throws -> [FiledBefore] {
        let offer = published.current
        let programme = round.row.programme
        let filed = try await database.read {
            try FiledBefore.all(of: applicant.organisation.id, under: programme, on: $0)
        }
        return filed.filter { filed in
            offer.definition(programme, version: filed.version)?.flow.first?.id == filed.procedure
        }
    }

    /// What a new draft begins with when it starts from such a filing.
    func copying(
        _ filing: ID<Filing>, into form: Form, of round: PublishedRound, by applicant: SignedApplicant
    ) async throws -> Prefilling {
        guard try await earlierFilings(for: round, by: applicant).contains(where: { $0.filing == filing }) else {
            throw Refusal(
                .invalid, Text("この申請からは始められません。選び直してください", en: "You cannot start from that filing"), field: "copy")
        }
        let offer = published.current
        return try await database.read { connection in
            var prefilling = Prefilling()
            guard let place = try FilingPlace.find(filing, on: connection),
                let state = try CaseLog(connection).load(place.case), let filed = state.filing(filing)?.current,
                let earlier = state.filing(filing).flatMap({ offer.definition(of: state)?.form(of: $0.procedure) })
            else { return prefilling }
            for (name, boxes) in form.carrying(earlier.answers(from: filed.answers), from: earlier) {
                prefilling.typed.boxes.merge(boxes) { $1 }
                prefilling.origins[name] = .copied(receipt: filed.receipt)
            }
            return prefilling
        }
    }
}
