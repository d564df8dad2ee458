import BigInt

/// An exact rational number.
///
/// FEEL's numbers are decimals of 34 digits (DMN 1.5 §10.3.2.3.1). Those are not exact enough for grants: a rate of 1/3
/// stored with 34 digits makes 3,000,000 × 1/3 a little less than 1,000,000, and cut off to thousands of yen 999,000. Here
/// `1/3` is one third, and only printing rounds to 34 digits.
///
///     let third = Number(1).divided(by: 3)
///     third?.times(3_000_000)        // 1000000
///
/// What an operation gives is nil where FEEL gives null: a division by zero, or a result beyond 10^6145. A number whose
/// fraction would need more than 512 bits is rounded to 34 significant digits, so that no formula grows without end.
public struct Number: Hashable, Sendable {
    /// Equal numbers have equal forms: both are reduced, denominators are positive, and a number is small if it can be.
    enum Form: Hashable, Sendable {
        /// Numerator and denominator of at most 127 bits.
        case small(Int128, Int128)
        indirect case big(BigInt, BigInt)
    }

    let form: Form

    init(form: Form) { self.form = form }

    /// A whole number.
    public init(_ integer: Int) { form = .small(Int128(integer), 1) }

    /// A whole number.
    public init(_ integer: Int64) { form = .small(Int128(integer), 1) }

    /// The number 0.
    public static let zero = Number(0)
    /// The number 1.
    public static let one = Number(1)

    /// Bits of a numerator or denominator beyond which a number is rounded to `digits`.
    static let largestBits = 512
    /// Significant digits of what is printed, and of what grew too large: those of IEEE 754 decimal128.
    public static let digits = 34
    /// The power of ten beyond which there is no number, and below which there is only zero: decimal128's.
    static let largestExponent = 6144
    static let smallestExponent = -6176

    /// The numerator and denominator as large numbers.
    var fraction: (numerator: BigInt, denominator: BigInt) {
        switch form {
        case .small(let numerator, let denominator): (BigInt(numerator), BigInt(denominator))
        case .big(let numerator, let denominator): (numerator, denominator)
        }
    }

    /// A reduced fraction whose numerator and denominator fit; nil when they do not.
    ///
    /// Precondition: the denominator is positive, and has no factor in common with the numerator.
    static func small(_ numerator: Int128, _ denominator: Int128) -> Number? {
        // The least number has no opposite; everything else can be negated.
        numerator == .min ? nil : Number(form: .small(numerator, denominator))
    }

    /// A fraction in its form, reduced and limited; nil when it is beyond the largest number.
    ///
    /// Precondition: the denominator is not zero.
    static func big(_ numerator: BigInt, _ denominator: BigInt) -> Number? {
        let sign: BigInt = denominator < 0 ? -1 : 1
        if denominator.magnitude == 1 { return reduced(numerator * sign, 1).limited }
        // Two fractions of `largestBits` never make this much. What does comes from the ends of the range, and
        // reducing it before it is rounded would take milliseconds.
        if max(numerator.magnitude.bitWidth, denominator.magnitude.bitWidth) > 4 * largestBits {
            return significant(numerator * sign, denominator * sign)
        }
        let common = numerator.greatestCommonDivisor(with: denominator)
        return reduced(numerator / common * sign, denominator / common * sign).limited
    }

    static func reduced(_ numerator: BigInt, _ denominator: BigInt) -> Number {
        if numerator.magnitude.bitWidth <= 127, denominator.magnitude.bitWidth <= 127 {
            // By way of its magnitude: BigInt 6.0.1 makes a wrong Int128 of some negative numbers.
            let top = Int128(numerator.magnitude)
            return Number(form: .small(numerator < 0 ? -top : top, Int128(denominator)))
        }
        return Number(form: .big(numerator, denominator))
    }

    /// The number itself while it is small enough, else rounded to 34 digits; nil beyond the largest number.
    var limited: Number? {
        guard case .big(let numerator, let denominator) = form else { return self }
        guard max(numerator.magnitude.bitWidth, denominator.magnitude.bitWidth) > Number.largestBits else {
            return self
        }
        return significant
    }

    /// What computing with it costs, in steps: nothing while it is small, and with the square of its words beyond.
    var cost: Int {
        guard case .big(let numerator, let denominator) = form else { return 0 }
        return Number.cost(bits: numerator.magnitude.bitWidth + denominator.magnitude.bitWidth)
    }

    /// What computing with so many bits costs, in steps.
    static func cost(bits: Int) -> Int { 8 + (bits / 64) * (bits / 64) / 16 }

    /// Whether it has no fraction.
    public var isInteger: Bool {
        switch form {
        case .small(_, let denominator): denominator == 1
        case .big(_, let denominator): denominator == 1
        }
    }

    /// As an integer of 64 bits; nil when it is none, or too large.
    public var integer: Int64? {
        guard case .small(let numerator, 1) = form else { return nil }
        return Int64(exactly: numerator)
    }

    /// -1, 0 or 1.
    public var sign: Int {
        switch form {
        case .small(let numerator, _): numerator == 0 ? 0 : numerator < 0 ? -1 : 1
        case .big(let numerator, _): numerator < 0 ? -1 : 1
        }
    }
}

extension Number: ExpressibleByIntegerLiteral {
    public init(integerLiteral value: Int) { self.init(value) }
}

extension Number: Comparable {
    public static func < (left: Number, right: Number) -> Bool {
        if case .small(let a, let b) = left.form, case .small(let c, let d) = right.form {
            if b == d { return a < c }
            let (ad, over) = a.multipliedReportingOverflow(by: d)
            let (cb, overOther) = c.multipliedReportingOverflow(by: b)
            if !over, !overOther { return ad < cb }
        }
        let (one, other) = (left.fraction, right.fraction)
        return one.numerator * other.denominator < other.numerator * one.denominator
    }
}
