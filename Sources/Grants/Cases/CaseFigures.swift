/// What one case adds to the sums over many (集計). It follows from the case's events and its programme, and from nothing
/// else.
public struct CaseFigures: Hashable, Sendable {
    /// What is asked for: of the last filing that has such a field.
    public var asked: Yen?
    /// What was granted, unless it was given up again.
    public var granted: Yen?
    /// How many days the office had a filing until it was decided, by procedure.
    public var days: [String: Int] = [:]
    /// How often a field was remarked when a filing was returned, by `PROCEDURE/FIELD`.
    public var remarks: [String: Int] = [:]

    public init() {}

    /// Amounts beyond this are no amounts: sums over a million cases stay whole numbers of 64 bits.
    static let largest: Int64 = 10_000_000_000_000

    public init(of state: Case, under programme: Programme) {
        func asks(_ filing: Filing) -> Yen? {
            guard let field = programme.form(of: filing.procedure)?.askedField else { return nil }
            return filing.current.answers[field.name].flatMap { Answer(json: $0, type: field.type) }
                .flatMap(CaseFigures.amount)
        }
        let standing = state.filings.filter { $0.decision?.verdict != .withdrawn }
        asked = standing.reversed().lazy.compactMap(asks).first
        if ![.withdrawn, .stopped].contains(state.status(under: programme)) {
            granted =
                programme.flow.grantedValue.flatMap(state.value).flatMap(CaseFigures.amount)
                ?? standing.last { $0.decision?.verdict == .granted }.flatMap(asks)
        }
        for filing in standing {
            if let decision = filing.decision { days[filing.procedure] = filing.daysInHand(at: decision.at) }
            for returned in filing.returns {
                for field in returned.remarks.keys { remarks["\(filing.procedure)/\(field)", default: 0] += 1 }
            }
        }
    }

    private static func amount(_ answer: Answer) -> Yen? {
        guard case .money(let yen) = answer, (0...largest).contains(yen.amount) else { return nil }
        return yen
    }

    /// As it is stored.
    public var json: JSON {
        .members([
            "asked": (asked?.amount).map(JSON.integer), "granted": (granted?.amount).map(JSON.integer),
            "days": days.isEmpty ? nil : .object(days.mapValues { .integer(Int64($0)) }),
            "remarks": remarks.isEmpty ? nil : .object(remarks.mapValues { .integer(Int64($0)) }),
        ])
    }

    public init(json: JSON) {
        func numbers(_ key: String) -> [String: Int] {
            (json[key]?.object ?? [:]).compactMapValues { $0.integer.map { Int($0) } }
        }
        asked = json["asked"]?.integer.map(Yen.init)
        granted = json["granted"]?.integer.map(Yen.init)
        days = numbers("days")
        remarks = numbers("remarks")
    }
}

extension Form {
    /// The amount the applicant asks for: by its name, 補助金申請額, 交付申請額, 給付申請額 …
    public var askedField: Field? {
        sections.lazy.flatMap(\.fields).first { field in
            guard case .money = field.type, !field.isInternal else { return false }
            return field.name.hasSuffix("申請額") || field.name.hasSuffix("要望額")
        }
    }
}

extension Flow {
    /// The value that holds what is granted: by its name, 交付決定額, 支給決定額 …
    public var grantedValue: CaseValue? {
        values.first { value in
            guard case .money = value.kind.type else { return false }
            return value.name.hasSuffix("決定額")
        }
    }
}
