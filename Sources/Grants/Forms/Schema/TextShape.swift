/// What a text of a JSON document must look like, said so that JSON Schema's readers (ECMA-262) and ours take it for the
/// same: the schema writes it, and the structural verdict uses it.
struct TextShape: Sendable {
    /// Regular expressions, each of which the whole text must match.
    let bodies: [String]
    /// The fewest and the most code points.
    let shortest: Int
    let longest: Int?
    /// What JSON Schema calls it, as an annotation.
    let format: String?
    private let patterns: [TextPattern]

    /// A shape of expressions that are known to be some.
    init(_ bodies: String..., shortest: Int = 0, longest: Int? = nil, format: String? = nil) {
        let patterns = bodies.compactMap { try? TextPattern($0) }
        precondition(patterns.count == bodies.count, "a regular expression is wrong: \(bodies)")
        self.bodies = bodies
        self.shortest = shortest
        self.longest = longest
        self.format = format
        self.patterns = patterns
    }

    /// A shape of an office's expression; without it where it says something only XPath knows, or nothing at all.
    init(portable pattern: String?, shortest: Int) {
        let body = pattern.flatMap(PortablePattern.text)
        let compiled = body.flatMap { try? TextPattern($0) }
        bodies = compiled == nil ? [] : [body].compactMap { $0 }
        self.shortest = shortest
        longest = nil
        format = nil
        patterns = [compiled].compactMap { $0 }
    }

    func fits(_ text: String) -> Bool {
        let count = text.unicodeScalars.count
        // Long texts are not searched in: the length is looked at first.
        return count >= shortest && longest.map { count <= $0 } ?? true && patterns.allSatisfy { $0.matches(text) }
    }

    /// Its keywords.
    var schema: [String: JSON] {
        let patterns = bodies.map { body in JSON.string(body.contains("|") ? "^(?:\(body))$" : "^\(body)$") }
        let rest = patterns.dropFirst().map { JSON.object(["pattern": $0]) }
        return [
            "type": "string", "pattern": patterns.first, "allOf": rest.isEmpty ? nil : .array(rest),
            "minLength": shortest > 0 ? .integer(Int64(shortest)) : nil,
            "maxLength": longest.map { .integer(Int64($0)) }, "format": format.map { .string($0) },
        ].compactMapValues { $0 }
    }
}

extension TextShape {
    static let any = TextShape()
    /// An answer left empty is absent, never an empty text.
    static let some = TextShape(shortest: 1)

    /// Exactly so many digits. Length is said too: Python's `$` matches before a line end.
    static func digits(_ count: Int) -> TextShape {
        TextShape("[0-9]{\(count)}", shortest: count, longest: count)
    }

    /// A number of at most 18 digits, with its point one of them, as forms read it.
    static func decimal(places: Int) -> TextShape {
        TextShape(#"-?[0-9]+(\.[0-9]{1,\#(places)})?"#, "-?[0-9.]{1,18}")
    }

    /// `2/3` or `0.125`: the parts of a fraction may be longer than a decimal, as `Rate.longestPart` says.
    static let rate = TextShape(
        #"-?[0-9]+(\.[0-9]+)?(/0*[1-9][0-9]*)?"#, "-?[0-9.]{1,18}|-?[0-9.]{1,40}/[0-9]{1,40}")
    /// What is computed may have more digits, and be far from one.
    static let computedDecimal = TextShape(#"-?[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?"#)
    static let computedRate = TextShape(#"-?[0-9]+(\.[0-9]+)?(E[+-][0-9]+)?|-?[0-9]+/[1-9][0-9]*"#)

    private static let years = "(000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})"
    /// Years with a 29 February: of the Gregorian calendar, 0001 to 9999.
    private static let leapYears =
        "([0-9]{2}(0[48]|[2468][048]|[13579][26])|(0[48]|[2468][048]|[13579][26])00)"
    private static let days =
        "(\(years)-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)"
        + "|02-(0[1-9]|1[0-9]|2[0-8]))|\(leapYears)-02-29)"

    /// Days that exist, as `Day.init(iso:)` has it.
    static let day = TextShape(days, shortest: 10, longest: 10, format: "date")
    static let month = TextShape("\(years)-(0[1-9]|1[0-2])", shortest: 7, longest: 7)
    static let dateTime = TextShape("\(days)T([01][0-9]|2[0-3]):[0-5][0-9]", shortest: 16, longest: 16)

    /// Looser than `EmailAddress`, which counts the parts' letters too. It is ASCII, so that letters are code points.
    static let email = TextShape(
        "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+([.][A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
            + "@([A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?[.])+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?",
        longest: 254, format: "email")
    /// Ten or eleven digits with hyphens anywhere.
    static let telephone = TextShape("-*0(-*[0-9]){9,10}-*")
    /// No format: JSON Schema's `uri` has no Japanese in it, and addresses have.
    static let url = TextShape(#"[Hh][Tt][Tt][Pp][Ss]?://[^<>"{}|\\^`]+"#, longest: 2_000)
    /// Its check digit cannot be said in an expression.
    static let corporateNumber = TextShape("[1-9][0-9]{12}", shortest: 13, longest: 13)
    /// A reading in full-width katakana, or Latin letters.
    static let kana = TextShape("[ァ-ヺーヽヾ・　A-Za-z]+")
    /// An account holder in the half-width letters of transfers.
    static let holder = TextShape("[ｱ-ﾟA-Z0-9()./,｢｣ -]+")
    static let rowID = TextShape("[a-z0-9-]{1,40}")
    static let uuid = TextShape(
        "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", shortest: 36, longest: 36, format: "uuid")
    static let sha256 = TextShape("[0-9a-f]{64}", shortest: 64, longest: 64)
}

extension Field {
    /// What its answers look like where they are one text; nil for other types.
    var textShape: TextShape? {
        switch type {
        case _ where isComputed: type.computedTextShape
        case .text(let limits), .longText(let limits):
            // People's characters (grapheme clusters) are counted, JSON Schema counts code points, which are never
            // fewer: the least can be said in the schema. The most cannot: it would refuse a text whose characters are
            // made of several code points (か゚, 👨‍👩‍👧, 葛󠄀) though we accept it.
            limits.digits.map(TextShape.digits)
                ?? TextShape(portable: limits.pattern, shortest: max(1, limits.minimum ?? 1))
        case .email: .email
        case .telephone: .telephone
        case .url: .url
        case .corporateNumber: .corporateNumber
        case .decimal(let limits): .decimal(places: limits.places)
        case .rate: .rate
        case .date: .day
        case .yearMonth: .month
        case .dateTime: .dateTime
        default: nil
        }
    }

    /// Whether its value is computed: the limits of its type are for what people type.
    var isComputed: Bool { calculation != nil && type.isComputable }
}

extension FieldType {
    fileprivate var computedTextShape: TextShape? {
        switch self {
        case .text, .longText, .corporateNumber: .some
        case .decimal: .computedDecimal
        case .rate: .computedRate
        case .date: .day
        case .yearMonth: .month
        default: nil
        }
    }

    /// The texts that answers of several parts are made of.
    var memberShapes: [String: TextShape] {
        switch self {
        case .address: ["postal": .digits(7), "city": .some, "street": .some, "building": .any]
        case .personName: ["family": .some, "given": .some, "familyKana": .kana, "givenKana": .kana]
        case .bankAccount:
            [
                "bank": .digits(4), "bankName": .some, "branch": .digits(3), "branchName": .some,
                "number": .digits(7), "holder": .holder,
            ]
        case .period: ["from": .day, "to": .day]
        default: [:]
        }
    }
}
