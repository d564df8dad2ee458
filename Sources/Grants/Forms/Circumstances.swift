import FEEL

/// What a form's formulas know besides its answers: when, for which round, and who applies.
public struct Circumstances: Sendable {
    /// What `today()` and `now()` give, in Japan's time.
    public var moment: Instant?
    public var round: Round?
    public var organisation: Organisation?
    /// The answers of the other side as they are recorded: the office's to fields of its own (事務局のみ) while the
    /// applicant's are judged, the applicant's while the office's are.
    public var others: Answers

    /// What formulas may know of who applies.
    public struct Organisation: Sendable, Equatable {
        public var name: String
        public var corporateNumber: String?
        public var prefecture: String
        public var city: String

        public init(name: String, corporateNumber: String?, prefecture: String, city: String) {
            self.name = name
            self.corporateNumber = corporateNumber
            self.prefecture = prefecture
            self.city = city
        }
    }

    public init(
        moment: Instant? = nil, round: Round? = nil, organisation: Organisation? = nil, others: Answers = [:]
    ) {
        self.moment = moment
        self.round = round
        self.organisation = organisation
        self.others = others
    }
}

extension Circumstances {
    /// The names formulas find them under, with their types.
    static let names: [Name: Type] = [
        "公募": .context([
            "上限額": .amount, "予算額": .amount, "受付開始日": .date, "受付終了日": .date, "交付開始日": .date,
        ]),
        "事業者": .context(["名称": .string, "法人番号": .string, "都道府県": .string, "市区町村": .string]),
    ]

    private static let roundShape = Context.Shape(["上限額", "予算額", "受付開始日", "受付終了日", "交付開始日"])
    private static let organisationShape = Context.Shape(["名称", "法人番号", "都道府県", "市区町村"])

    func value(of name: Name) -> Value {
        switch name {
        case "公募":
            guard let round else { return .null }
            return .context(
                Context(
                    Circumstances.roundShape,
                    [
                        round.ceiling.map { .number(Number($0.amount)) } ?? .null,
                        round.budget.map { .number(Number($0.amount)) } ?? .null, Value(round.opens.day),
                        Value(round.closes.day), round.grantsBegin.map { Value($0.first) } ?? .null,
                    ]))
        case "事業者":
            guard let organisation else { return .null }
            return .context(
                Context(
                    Circumstances.organisationShape,
                    [
                        .string(organisation.name), organisation.corporateNumber.map(Value.string) ?? .null,
                        .string(organisation.prefecture), .string(organisation.city),
                    ]))
        default: return .null
        }
    }

    /// The moment in Japan's time.
    var formulaMoment: Moment? {
        guard let moment, let zone = Zone(seconds: 9 * 3600),
            let now = DateAndTime(instant: Int128(moment.milliseconds) * 1_000_000, zone: zone)
        else { return nil }
        return Moment(now: now)
    }
}
