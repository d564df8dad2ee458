/// What a postal code stands for: an area, or an office that has a code of its own. A code may stand for several.
public struct PostalArea: Hashable, Sendable {
    /// Seven digits.
    public let postal: String
    public let prefecture: Prefecture
    /// The municipality's code, six digits.
    public let municipality: String
    /// The municipality as addresses have it, with its district: 石狩郡当別町.
    public let city: String
    /// The town, or empty where the code stands for all of a municipality that has no code of its own.
    public let town: String
    /// The town's reading in katakana; empty for offices.
    public let kana: String
    /// The office, where the code is one's own.
    public let office: Office?

    /// 大口事業所: an office with a postal code of its own.
    public struct Office: Hashable, Sendable {
        public let name: String
        /// 番地, after the town.
        public let street: String

        public init(name: String, street: String) {
            self.name = name
            self.street = street
        }
    }

    /// Nil when the code has not seven digits or the municipality's is no code.
    /// - Parameter municipality: Six digits, or five without the check digit.
    public init?(
        postal: String, municipality: String, city: String, town: String, kana: String = "", office: Office? = nil
    ) {
        guard PostalArea.areDigits(postal, 7), let prefecture = Int(municipality.prefix(2)).flatMap(Prefecture.coded)
        else { return nil }
        if PostalArea.areDigits(municipality, 5) {
            self.municipality = Municipality.checked(municipality)
        } else if PostalArea.areDigits(municipality, 6) {
            self.municipality = municipality
        } else {
            return nil
        }
        self.postal = postal
        self.prefecture = prefecture
        self.city = city
        self.town = town
        self.kana = kana
        self.office = office
    }

    private static func areDigits(_ text: String, _ count: Int) -> Bool {
        text.utf8.count == count && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    }
}
