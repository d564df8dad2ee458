import struct FEEL.Number

/// Limits of decimal numbers.
public struct DecimalLimits: Sendable, Equatable {
    public var minimum: Number?
    public var maximum: Number?
    /// Places after the point, 1 to 10.
    public var places: Int
    /// kW, ㎡: said after the box.
    public var unit: Text?

    public init(minimum: Number? = nil, maximum: Number? = nil, places: Int = 2, unit: Text? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.places = places
        self.unit = unit
    }
}

/// Limits of rates.
public struct RateLimits: Sendable, Equatable {
    public var minimum: Number?
    public var maximum: Number?

    public init(minimum: Number? = nil, maximum: Number? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// 率: how exact fractions are read and written.
public enum Rate {
    /// Reads `2/3`, `3分の2`, `66.7%`, `5割` and `0.5`, full-width too; nil for anything else.
    public static func reading(_ text: String) -> Number? {
        let plain = Plain.code(text)
        if let slash = plain.firstIndex(of: "/") {
            return fraction(plain[..<slash], plain[plain.index(after: slash)...])
        }
        if let words = plain.range(of: "分の") { return fraction(plain[words.upperBound...], plain[..<words.lowerBound]) }
        for (suffix, divisor) in [("%", Number(100)), ("パーセント", Number(100)), ("割", Number(10))]
        where plain.hasSuffix(suffix) {
            return decimal(plain.dropLast(suffix.count))?.divided(by: divisor)
        }
        return decimal(Substring(plain))
    }

    /// Characters of a numerator or denominator: enough for whatever was typed with 18 digits, as a fraction.
    static let longestPart = 40

    private static func fraction(_ top: Substring, _ bottom: Substring) -> Number? {
        guard let numerator = decimal(top, longest: longestPart),
            let denominator = decimal(bottom, longest: longestPart),
            denominator.sign > 0
        else { return nil }
        return numerator.divided(by: denominator)
    }

    /// `12.5`: digits with at most one point, at most 18 of them unless more are allowed.
    static func decimal(_ text: Substring, longest: Int = 18) -> Number? {
        let digits = text.hasPrefix("-") ? text.dropFirst() : text
        guard (1...longest).contains(digits.utf8.count),
            digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2E }),
            digits.utf8.count(where: { $0 == 0x2E }) <= 1, digits.first != ".", digits.last != "."
        else { return nil }
        return Number(text)
    }

    /// As it is kept, and as people read it: `2/3`, `0.125`; a decimal where it has no more than four places.
    public static func text(_ rate: Number) -> String {
        if let short = rate.rounded(to: 4, .halfEven), short == rate { return rate.description }
        return rate.fractionText
    }

    /// What a person reads: `2/3`, or `12.5%`.
    public static func words(_ rate: Number) -> String {
        if let percent = rate.times(100), let short = percent.rounded(to: 2, .halfEven), short == percent {
            return "\(percent)%"
        }
        return rate.fractionText
    }
}

extension Number {
    /// Grouped digits before the point: `1,234.5`.
    var grouped: String {
        let text = description
        guard !text.contains("E"), let point = text.firstIndex(of: ".") else {
            return integer.map(groupedDigits) ?? text
        }
        guard let whole = Int64(text[..<point]) else { return text }
        let sign = whole == 0 && text.hasPrefix("-") ? "-" : ""
        return sign + groupedDigits(whole) + text[point...]
    }
}
