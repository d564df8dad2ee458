/// Which scalars differ only in case.
enum CaseVariants {
    /// The other scalars with the same lower case or the same upper case (XPath functions 3.1 §5.6.2, flag `i`): those
    /// of `k` are `K` and the Kelvin sign.
    static func of(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] { table[scalar] ?? [] }

    /// Whether they are the same or differ only in case.
    static func areAlike(_ one: Unicode.Scalar, _ other: Unicode.Scalar) -> Bool {
        one == other || of(one).contains(other)
    }

    /// Every scalar that has variants, with them.
    private static let table: [Unicode.Scalar: [Unicode.Scalar]] = {
        var families: [String: [Unicode.Scalar]] = [:]
        // No script with two cases lies beyond the second plane.
        for value in UInt32(0)..<0x20000 {
            guard let scalar = Unicode.Scalar(value), scalar.properties.changesWhenCaseMapped else { continue }
            // The prefix keeps those apart that share a lower case and those that share an upper case.
            families["l" + scalar.properties.lowercaseMapping, default: []].append(scalar)
            families["u" + scalar.properties.uppercaseMapping, default: []].append(scalar)
        }
        var table: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for family in families.values where family.count > 1 {
            for scalar in family {
                for other in family where other != scalar && table[scalar]?.contains(other) != true {
                    table[scalar, default: []].append(other)
                }
            }
        }
        return table
    }()
}
