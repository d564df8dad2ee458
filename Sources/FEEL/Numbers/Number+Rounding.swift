import BigInt

extension Number {
    /// What becomes of the digits that are cut off. The names are those of FEEL's functions.
    public enum Rounding: Hashable, Sendable, CaseIterable {
        /// Away from zero: `round up`.
        case up
        /// Toward zero: `round down`, 切捨て.
        case down
        /// To the nearest, and from the middle away from zero: `round half up`, 四捨五入.
        case halfUp
        /// To the nearest, and from the middle toward zero: `round half down`.
        case halfDown
        /// To the nearest, and from the middle to the even one: `decimal`.
        case halfEven
        /// To the smaller: `floor`.
        case floor
        /// To the larger: `ceiling`.
        case ceiling
    }

    /// Rounds to that many digits after the point; a negative scale rounds to tens, hundreds, thousands. Nil for a scale
    /// outside -6111 to 6176 (DMN 1.5 §10.3.4.6), or where the result is beyond the largest number.
    public func rounded(to scale: Int, _ rounding: Rounding) -> Number? {
        guard (-6111...6176).contains(scale) else { return nil }
        if case .small(let numerator, let denominator) = form {
            if denominator == 1, scale >= 0 { return self }
            if let quick = Number.rounded(numerator, denominator, scale, rounding) { return quick }
        }
        let power = PowersOfTen.power(abs(scale))
        let (numerator, denominator) = fraction
        if scale >= 0 { return .big(Number.divide(numerator * power, denominator, rounding), power) }
        return .big(Number.divide(numerator, denominator * power, rounding) * power, 1)
    }

    /// Rounded to 34 significant digits, half to even, and to 6176 places behind the point: zero where it is too small, nil
    /// where it is beyond the largest.
    var significant: Number? {
        let (numerator, denominator) = fraction
        return Number.significant(numerator, denominator)
    }

    /// The power of ten of the first digit: 0 for 1 to 9, 3 for 1000, -1 for 0.5.
    var exponent: Int {
        let (numerator, denominator) = fraction
        return Number.exponent(numerator, denominator)
    }

    /// A fraction, reduced or not, rounded to 34 significant digits.
    ///
    /// Precondition: the denominator is positive.
    static func significant(_ numerator: BigInt, _ denominator: BigInt) -> Number? {
        guard let (digits, scale) = significantDigits(numerator, denominator) else { return nil }
        // Its own way to a number, since the result may need more bits than a fraction is allowed to grow to.
        return scale < 0 ? .reduced(digits * PowersOfTen.power(-scale), 1) : decimal(digits, scale)
    }

    /// The digits of a fraction rounded to 34 of them, and how many of these stand behind the point; negative where zeros
    /// follow before it. Nil beyond the largest number.
    ///
    /// Precondition: the denominator is positive.
    static func significantDigits(_ numerator: BigInt, _ denominator: BigInt) -> (digits: BigInt, scale: Int)? {
        let exponent = exponent(numerator, denominator)
        if exponent > largestExponent { return nil }
        // The smallest numbers have fewer digits, as those of decimal128 do.
        let scale = min(digits - 1 - exponent, -smallestExponent)
        if scale >= 0 { return (divide(numerator * PowersOfTen.power(scale), denominator, .halfEven), scale) }
        let rounded = divide(numerator, denominator * PowersOfTen.power(-scale), .halfEven)
        // Rounding up may take it past the largest number.
        let isBeyond = exponent == largestExponent && rounded.magnitude == PowersOfTen.power(digits).magnitude
        return isBeyond ? nil : (rounded, scale)
    }

    /// The digits with that many of them behind the point. They have few factors, so that those in common with a large
    /// power of ten are found sooner than by Euclid's way.
    static func decimal(_ digits: BigInt, _ scale: Int) -> Number {
        if digits == 0 { return .zero }
        var top = digits
        let twos = min(top.magnitude.trailingZeroBitCount, scale)
        top /= BigInt(1) << twos
        var fives = 0
        while fives < scale {
            let (fifth, rest) = top.quotientAndRemainder(dividingBy: 5)
            if rest != 0 { break }
            top = fifth
            fives += 1
        }
        return .reduced(top, BigInt(5).power(scale - fives) << (scale - twos))
    }

    private static func exponent(_ numerator: BigInt, _ denominator: BigInt) -> Int {
        let (top, bottom) = (BigInt(numerator.magnitude), denominator)
        if top == 0 { return 0 }
        // The number is more than this power of two. The logarithm of 2 is a little more than 0.3010299956 and a
        // little less than 0.3010299957, so that what is found is not too large; it is one or two too small at most.
        let bits = top.magnitude.bitWidth - bottom.magnitude.bitWidth - 1
        var exponent = bits < 0 ? -(-bits * 3_010_299_957 / 10_000_000_000) - 1 : bits * 3_010_299_956 / 10_000_000_000
        while !isLess(top, bottom, exponent + 1) { exponent += 1 }
        return exponent
    }

    /// Whether top/bottom < 10^exponent.
    private static func isLess(_ top: BigInt, _ bottom: BigInt, _ exponent: Int) -> Bool {
        exponent >= 0 ? top < bottom * PowersOfTen.power(exponent) : top * PowersOfTen.power(-exponent) < bottom
    }

    /// Rounds a small fraction; nil where that does not fit.
    private static func rounded(
        _ numerator: Int128, _ denominator: Int128, _ scale: Int, _ rounding: Rounding
    ) -> Number? {
        guard abs(scale) < powers.count else { return nil }
        let power = powers[abs(scale)]
        if scale <= 0 {
            let (bottom, over) = denominator.multipliedReportingOverflow(by: power)
            if over { return nil }
            let (result, overResult) = divide(numerator, bottom, rounding).multipliedReportingOverflow(by: power)
            return overResult ? nil : small(result, 1)
        }
        let (top, over) = numerator.multipliedReportingOverflow(by: power)
        if over { return nil }
        return Number(form: .small(divide(top, denominator, rounding), 1)).divided(by: Number(form: .small(power, 1)))
    }

    /// 1, 10, 100 … as far as 128 bits go.
    private static let powers: [Int128] = {
        var powers: [Int128] = [1]
        while let last = powers.last, !last.multipliedReportingOverflow(by: 10).overflow { powers.append(last * 10) }
        return powers
    }()

    /// The whole quotient, rounded.
    ///
    /// Precondition: the divisor is positive.
    private static func divide<Whole: SignedInteger>(_ dividend: Whole, _ divisor: Whole, _ rounding: Rounding) -> Whole
    {
        let (quotient, rest) = dividend.quotientAndRemainder(dividingBy: divisor)
        if rest == 0 { return quotient }
        let isNegative = dividend < 0
        // The part cut off, compared with a half; a rest of half the divisor or more cannot be doubled within its bits.
        let cut = isNegative ? -rest : rest
        let other = divisor - cut
        let isAway: Bool =
            switch rounding {
            case .up: true
            case .down: false
            case .floor: isNegative
            case .ceiling: !isNegative
            case .halfUp: cut >= other
            case .halfDown: cut > other
            case .halfEven: cut > other || (cut == other && quotient % 2 != 0)
            }
        return isAway ? quotient + (isNegative ? -1 : 1) : quotient
    }
}
