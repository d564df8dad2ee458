/// The ordered procedures of a programme (手続きフロー).
public struct Flow: Sendable, Equatable {
    public var procedures: [Procedure]
    /// What becomes known of a case on its way: 交付決定額, 事業完了期限.
    public var values: [CaseValue]

    public init(procedures: [Procedure], values: [CaseValue] = []) {
        self.procedures = procedures
        self.values = values
    }

    public func procedure(_ id: String) -> Procedure? { procedures.first { $0.id == id } }
    public func value(_ name: String) -> CaseValue? { values.first { $0.name == name } }

    /// The one a case begins with.
    public var first: Procedure? { procedures.first }
}

/// Something outcomes set for a case; formulas, letters and pages know it by its name.
public struct CaseValue: Sendable, Equatable {
    /// A FEEL name, and what people read.
    public var name: String
    public var kind: Kind

    public init(name: String, kind: Kind) {
        self.name = name
        self.kind = kind
    }

    /// The field that would ask for it: how it is written, read and said.
    public var field: Field { Field(name: name, label: Text(name), type: kind.type) }

    public enum Kind: String, Sendable, CaseIterable {
        /// 円.
        case money
        case number, date, text
        case yesNo = "yes-no"

        public var type: FieldType {
            switch self {
            case .money: .money(MoneyLimits())
            case .number: .decimal(DecimalLimits())
            case .date: .date(DayLimits())
            case .text: .text(TextLimits())
            case .yesNo: .yesNo
            }
        }
    }
}

/// One procedure (手続き): who may start it when, what it asks, and the stages that judge it.
public struct Procedure: Sendable, Equatable {
    public var id: String
    public var name: Text
    /// The form it asks, by id.
    public var form: String
    public var start: Start
    /// FEEL over the case: it can be filed only while this holds. Nil for always; `start: case` has one.
    public var when: String?
    /// How many days after the outcome that opens it it can be filed first; nil for at once.
    public var after: Int?
    /// How many days an applicant has once it opens by an outcome; nil for no limit.
    public var days: Int?
    /// FEEL over the case: the last day to file, found when an outcome opens it. With `days` too, the earlier counts.
    public var until: String?
    /// The first moment at which it can be filed, the same for every case; nil for none. Not for `start: round`.
    public var opens: JapanTime?
    /// The first moment at which it is too late, the same for every case; nil for none. Not for `start: round`.
    public var closes: JapanTime?
    /// Whether it can be filed again once it ended; only for `start: case`.
    public var repeats: Bool
    /// Whether the applicant must file it once it is open.
    public var isMandatory: Bool
    /// 標準処理期間 (行政手続法 art. 6): days it should take in the office's hands.
    public var standard: Int?
    public var stages: [Stage]

    public init(
        id: String, name: Text, form: String, start: Start, when: String? = nil, after: Int? = nil, days: Int? = nil,
        until: String? = nil, opens: JapanTime? = nil, closes: JapanTime? = nil, repeats: Bool = false,
        isMandatory: Bool = false, standard: Int? = nil, stages: [Stage]
    ) {
        self.id = id
        self.name = name
        self.form = form
        self.start = start
        self.when = when
        self.after = after
        self.days = days
        self.until = until
        self.opens = opens
        self.closes = closes
        self.repeats = repeats
        self.isMandatory = isMandatory
        self.standard = standard
        self.stages = stages
    }

    public func stage(_ id: String) -> Stage? { stages.first { $0.id == id } }

    /// The stage after one, in the list's order.
    public func stage(after id: String) -> Stage? {
        guard let index = stages.firstIndex(where: { $0.id == id }), index + 1 < stages.count else { return nil }
        return stages[index + 1]
    }

    public enum Start: String, Sendable, CaseIterable {
        /// Anyone entitled, while the round accepts.
        case round
        /// An applicant whose case an outcome opened it for.
        case outcome
        /// 随時: the applicant of a case, whenever its condition holds.
        case `case`
    }
}
