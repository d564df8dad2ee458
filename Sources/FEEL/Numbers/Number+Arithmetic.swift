import BigInt

extension Number {
    /// The sum; nil beyond the largest number.
    public func plus(_ other: Number) -> Number? {
        if case .small(let a, let b) = form, case .small(let c, let d) = other.form,
            let sum = Number.sum(a, b, c, d)
        {
            return sum
        }
        let (one, two) = (fraction, other.fraction)
        return .big(
            one.numerator * two.denominator + two.numerator * one.denominator, one.denominator * two.denominator)
    }

    /// The difference; nil beyond the largest number.
    public func minus(_ other: Number) -> Number? { plus(other.negated) }

    /// The product; nil beyond the largest number.
    public func times(_ other: Number) -> Number? {
        if case .small(let a, let b) = form, case .small(let c, let d) = other.form,
            let product = Number.product(a, b, c, d)
        {
            return product
        }
        let (one, two) = (fraction, other.fraction)
        return .big(one.numerator * two.numerator, one.denominator * two.denominator)
    }

    /// The quotient, exact; nil when the divisor is zero, or beyond the largest number.
    public func divided(by other: Number) -> Number? {
        switch other.form {
        case .small(0, _): return nil
        case .small(let c, let d):
            if case .small(let a, let b) = form, let quotient = Number.product(a, b, c < 0 ? -d : d, abs(c)) {
                return quotient
            }
        case .big: break
        }
        let (one, two) = (fraction, other.fraction)
        return .big(one.numerator * two.denominator, one.denominator * two.numerator)
    }

    /// What is left after taking the divisor as often as it goes: `dividend - divisor * floor(dividend / divisor)`,
    /// with the divisor's sign (DMN 1.5 table 76). Nil when the divisor is zero.
    public func modulo(_ divisor: Number) -> Number? {
        guard let times = divided(by: divisor)?.rounded(to: 0, .floor), let taken = divisor.times(times) else {
            return nil
        }
        return minus(taken)
    }

    /// A whole power. Nil for 0 to a negative power, for an exponent that is not a whole number of 64 bits, or beyond
    /// the largest number. It is exact where it fits, else rounded once, to 34 digits.
    public func raised(to exponent: Number) -> Number? {
        guard let exponent = exponent.integer else { return nil }
        if exponent == 0 { return .one }
        if sign == 0 { return exponent < 0 ? nil : .zero }
        var (top, bottom) = (fraction.numerator.magnitude, fraction.denominator.magnitude)
        if exponent < 0 { swap(&top, &bottom) }
        let isNegative = sign < 0 && exponent % 2 != 0
        let times = exponent.magnitude
        // A number of n bits to the power of m has more than (n - 1) × m.
        let (bits, over) = UInt64(max(top.bitWidth, bottom.bitWidth) - 1).multipliedReportingOverflow(by: times)
        if !over, bits <= Number.largestBits {
            // No more than largestBits times, unless both are 1.
            let times = Int(min(times, UInt64(Number.largestBits)))
            let power = Number.reduced(BigInt(top.power(times)), BigInt(bottom.power(times))).limited
            return isNegative ? power?.negated : power
        }
        let power = Approximation(top, bottom).raised(to: times)?.number
        return isNegative ? power?.negated : power
    }

    /// The number with the other sign.
    public var negated: Number {
        switch form {
        case .small(let numerator, let denominator): Number(form: .small(-numerator, denominator))
        case .big(let numerator, let denominator): Number(form: .big(-numerator, denominator))
        }
    }

    /// The number without its sign.
    public var absolute: Number { sign < 0 ? negated : self }

    // MARK: Small fractions

    /// a/b + c/d; nil when it does not fit (Knuth, The Art of Computer Programming, 4.5.1).
    private static func sum(_ a: Int128, _ b: Int128, _ c: Int128, _ d: Int128) -> Number? {
        if b == 1, d == 1 {
            let (sum, over) = a.addingReportingOverflow(c)
            return over ? nil : small(sum, 1)
        }
        let common = divisor(b, d)
        let (left, over) = a.multipliedReportingOverflow(by: d / common)
        let (right, overRight) = c.multipliedReportingOverflow(by: b / common)
        let (top, overTop) = left.addingReportingOverflow(right)
        if over || overRight || overTop || top == .min { return nil }
        let rest = divisor(top, common)
        let (bottom, overBottom) = (b / common).multipliedReportingOverflow(by: d / rest)
        return overBottom ? nil : small(top / rest, bottom)
    }

    /// a/b × c/d; nil when it does not fit. d may be what is divided by, and is positive.
    private static func product(_ a: Int128, _ b: Int128, _ c: Int128, _ d: Int128) -> Number? {
        let (first, second) = (divisor(a, d), divisor(c, b))
        let (top, over) = (a / first).multipliedReportingOverflow(by: c / second)
        let (bottom, overBottom) = (b / second).multipliedReportingOverflow(by: d / first)
        return over || overBottom ? nil : small(top, bottom)
    }

    /// The greatest common divisor, at least 1.
    private static func divisor(_ left: Int128, _ right: Int128) -> Int128 {
        if left == 1 || right == 1 { return 1 }
        var (a, b) = (left.magnitude, right.magnitude)
        while b != 0 {
            if a <= UInt128(UInt64.max), b <= UInt128(UInt64.max) {
                var (low, rest) = (UInt64(a), UInt64(b))
                while rest != 0 { (low, rest) = (rest, low % rest) }
                return low == 0 ? 1 : Int128(low)
            }
            (a, b) = (b, a % b)
        }
        return a == 0 ? 1 : Int128(a)
    }
}
