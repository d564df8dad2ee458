import Grants
import UseCases

/// What public registers know, for scripts that help filling in: postal codes, municipalities, banks.
enum LookUpPages {
    static let routes: [Route] = [
        .open(.get, Site.lookUpPostal) { visit in
            let areas = try await visit.installation.areas(postal: visit.query["code"] ?? "")
            return .json(
                JSON.array(
                    areas.map { found in
                        var members = found.found.parts.mapValues(JSON.string)
                        members["title"] = .string(found.found.title)
                        return .object(members)
                    }
                ).canonical)
        },
        .open(.get, Site.lookUpMunicipalities) { visit in
            let prefecture = Prefecture.named(visit.query["prefecture"] ?? "")
            let names = prefecture.map { Municipality.in($0).map(\.name) } ?? []
            return .json(JSON.strings(names).canonical)
        },
        .open(.get, Site.lookUpBanks) { visit in
            let banks = try await visit.installation.banks(matching: words(visit))
            return .json(entries(banks.map { ($0.code, $0.name) }))
        },
        .open(.get, Site.lookUpBranches) { visit in
            let bank = Plain.digits(visit.query["bank"] ?? "") ?? ""
            let branches = try await visit.installation.branches(of: bank, matching: words(visit))
            return .json(entries(branches.map { ($0.code, $0.name) }))
        },
    ]

    private static func words(_ visit: Visit) -> String { String((visit.query["q"] ?? "").prefix(40)) }

    private static func entries(_ entries: [(code: String, name: String)]) -> String {
        JSON.array(entries.map { .object(["code": .string($0.code), "name": .string($0.name)]) }).canonical
    }
}
