/// A set of Unicode general categories.
struct ScalarCategories: Hashable, Sendable {
    /// A bit for each category.
    private var bits: UInt32 = 0

    init() {}

    private init(bits: UInt32) { self.bits = bits }

    /// The category of that short name, or all that begin with that letter; nil for other names. There is no `Cs`, as
    /// no character is a surrogate (XML Schema part 2, appendix F.1.1).
    init?(name: String) {
        for (index, category) in ScalarCategories.names.enumerated()
        where category == name || (name.utf8.count == 1 && category.hasPrefix(name)) {
            bits |= 1 << UInt32(index)
        }
        if bits == 0 || name == "Cs" { return nil }
    }

    /// `\d`.
    static let digits = ScalarCategories(name: "Nd") ?? ScalarCategories()
    /// `\w`: everything but punctuation, separators and others.
    static let words = "PZC".reduce(into: ScalarCategories(bits: all)) { words, name in
        words.bits &= ~(ScalarCategories(name: String(name))?.bits ?? 0)
    }

    var isEmpty: Bool { bits == 0 }

    /// All the other categories.
    var inverted: ScalarCategories { ScalarCategories(bits: ScalarCategories.all & ~bits) }

    mutating func insert(_ other: ScalarCategories) { bits |= other.bits }

    func contains(_ scalar: Unicode.Scalar) -> Bool { bits >> ScalarCategories.index(scalar) & 1 == 1 }

    private static let all: UInt32 = (1 << 30) - 1

    /// The short names, in the order of the bits.
    private static let names = [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po",
        "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co", "Cn",
    ]

    private static func index(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter: 0
        case .lowercaseLetter: 1
        case .titlecaseLetter: 2
        case .modifierLetter: 3
        case .otherLetter: 4
        case .nonspacingMark: 5
        case .spacingMark: 6
        case .enclosingMark: 7
        case .decimalNumber: 8
        case .letterNumber: 9
        case .otherNumber: 10
        case .connectorPunctuation: 11
        case .dashPunctuation: 12
        case .openPunctuation: 13
        case .closePunctuation: 14
        case .initialPunctuation: 15
        case .finalPunctuation: 16
        case .otherPunctuation: 17
        case .mathSymbol: 18
        case .currencySymbol: 19
        case .modifierSymbol: 20
        case .otherSymbol: 21
        case .spaceSeparator: 22
        case .lineSeparator: 23
        case .paragraphSeparator: 24
        case .control: 25
        case .format: 26
        case .surrogate: 27
        case .privateUse: 28
        case .unassigned: 29
        @unknown default: 29
        }
    }
}
