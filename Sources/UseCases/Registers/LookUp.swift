import Grants
import Storage

/// Something registers know that would fill in boxes of a field.
public struct Found: Sendable {
    /// As one chooses between several: 東京都千代田区千代田.
    public let title: String
    /// Part of the field to what it would hold.
    public let parts: [String: String]
}

extension Installation {
    /// What registers know of the codes in a field's boxes; empty where they know nothing.
    public func found(at place: String, in open: OpenDraft) async throws -> [Found] {
        guard let field = open.field(at: place) else { return [] }
        let typed = open.draft.typed
        func box(_ part: String) -> String { typed.first("\(place).\(part)") }
        switch field.type {
        case .address:
            return try await areas(postal: box("postal")).map(\.found)
        case .bankAccount:
            let (bank, branch) = (Plain.digits(box("bank")) ?? "", Plain.digits(box("branch")) ?? "")
            return try await database.read { connection in
                let registers = Registers(connection)
                guard let found = try registers.bank(bank) else { return [] }
                let office = try registers.branch(bank, branch)
                var parts = ["bank-name": found.name]
                if let office { parts["branch-name"] = office.name }
                return [Found(title: found.name, parts: parts)]
            }
        default: return []
        }
    }

    /// Fills in what registers know: the only thing there is, or the one that was chosen.
    /// - Throws: `Refusal` where nothing is known.
    public func lookUp(
        _ place: String, choosing index: Int? = nil, in filing: ID<Filing>, by applicant: SignedApplicant
    ) async throws {
        let open = try await openDraft(filing, for: applicant)
        let all = try await found(at: place, in: open)
        guard let found = index.map({ all.indices.contains($0) ? all[$0] : nil }) ?? (all.count == 1 ? all[0] : nil)
        else { return }
        let boxes = Dictionary(uniqueKeysWithValues: found.parts.map { ("\(place).\($0)", [$1]) })
        _ = try await saveDraft(filing, boxes: boxes, seen: open.draft.version, place: open.draft.place, by: applicant)
    }

    /// The areas a postal code stands for, as it was typed.
    public func areas(postal: String) async throws -> [PostalArea] {
        guard let code = Plain.digits(postal.filter { $0 != "〒" }), code.utf8.count == 7 else { return [] }
        return try await database.read { try Registers($0).areas(postal: code) }
    }

    /// Banks whose code, name or reading begins like that.
    public func banks(matching text: String) async throws -> [Bank] {
        try await database.read { try Registers($0).banks(matching: text) }
    }

    /// Branches of a bank whose code, name or reading begins like that.
    public func branches(of bank: String, matching text: String) async throws -> [BankBranch] {
        try await database.read { try Registers($0).branches(of: bank, matching: text) }
    }
}

extension OpenDraft {
    /// The field or column of a box `FIELD` or `TABLE.ROW.COLUMN`.
    func field(at place: String) -> Field? {
        let parts = place.split(separator: ".").map(String.init)
        guard let name = parts.first, let field = form.field(named: name), field.isAsked else { return nil }
        guard parts.count == 3, case .table(let table) = field.type else { return parts.count == 1 ? field : nil }
        return table.column(named: parts[2])
    }
}

extension PostalArea {
    /// What it fills in of an address. A town stands in the box of town and number, which is gone on with by hand.
    public var found: Found {
        Found(
            title: "\(prefecture.name)\(city)\(town)",
            parts: ["prefecture": prefecture.name, "city": city, "street": town])
    }
}
