import BigInt

extension Number: CustomStringConvertible {
    /// Reads a numeric literal: digits with or without a point, then perhaps an exponent, as in `1.5`, `.25` and `12e-3`
    /// (DMN 1.5 grammar rule 35). Nil for anything else, and for numbers of more than 4,000 digits or beyond 10^6145.
    public init?(_ literal: some StringProtocol) {
        var bytes = Substring(literal).utf8
        guard bytes.count <= 4_000 else { return nil }
        let isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative { bytes.removeFirst() }
        var digits: [UInt8] = []
        var scale = 0
        var hasPoint = false
        while let byte = bytes.first {
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
            } else if (0x30...0x39).contains(byte) {
                digits.append(byte)
                if hasPoint { scale += 1 }
            } else {
                break
            }
            bytes.removeFirst()
        }
        // At least one digit, and after a point one, too.
        guard !digits.isEmpty, !hasPoint || scale > 0 else { return nil }
        if let mark = bytes.first {
            guard mark | 0x20 == UInt8(ascii: "e"), let exponent = Number.exponent(bytes.dropFirst()) else {
                return nil
            }
            scale -= exponent
        }
        guard scale > -Number.largestExponent - 2, scale < 16_000,
            let coefficient = BigInt(String(decoding: digits, as: UTF8.self))
        else { return nil }
        let signed = isNegative ? -coefficient : coefficient
        if digits.count <= Number.digits, (0...(-Number.smallestExponent)).contains(scale) {
            self = Number.decimal(signed, scale)
            return
        }
        let power = PowersOfTen.power(abs(scale))
        guard let number: Number = scale >= 0 ? .big(signed, power) : .big(signed * power, 1) else { return nil }
        self = number
    }

    /// What reading the numbers in a text costs beyond its length, in steps: those with an exponent may have thousands of
    /// digits.
    static func costOfReading(_ text: String) -> Int {
        let exponents = zip(text.utf8, text.utf8.dropFirst()).count { digit, mark in
            (0x30...0x39).contains(digit) && mark | 0x20 == UInt8(ascii: "e")
        }
        return exponents * cost(bits: 20_000)
    }

    /// The exponent after `e`: an optional sign and one to five digits.
    private static func exponent(_ bytes: Substring.UTF8View) -> Int? {
        var digits = bytes
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative || digits.first == UInt8(ascii: "+") { digits.removeFirst() }
        guard (1...5).contains(digits.count), digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let exponent = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return isNegative ? -exponent : exponent
    }

    /// Exactly what it is: a whole number, or a reduced fraction such as `2/3`.
    public var fractionText: String {
        let (numerator, denominator) = fraction
        return denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }

    /// At most 34 significant digits, rounded half to even, without needless zeros. Plain as far as 40 places go, then with
    /// an exponent: `1000000`, `0.3333333333333333333333333333333333`, `1E+60`.
    public var description: String {
        if case .small(let numerator, 1) = form, abs(numerator) < 1_000_000_000_000_000_000 { return "\(numerator)" }
        let (numerator, denominator) = fraction
        guard let significant = Number.significantDigits(numerator, denominator) else { return "" }
        let rounded = significant.digits
        var scale = significant.scale
        var digits = String(rounded.magnitude)
        while digits.utf8.count > 1, digits.hasSuffix("0") {
            digits.removeLast()
            scale -= 1
        }
        let sign = rounded < 0 ? "-" : ""
        let first = digits.utf8.count - 1 - scale
        if first > 39 || first < -40 {
            let rest = digits.dropFirst()
            return "\(sign)\(digits.prefix(1))\(rest.isEmpty ? "" : ".")\(rest)E\(first < 0 ? "" : "+")\(first)"
        }
        if scale <= 0 { return sign + digits + String(repeating: "0", count: -scale) }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }
}
