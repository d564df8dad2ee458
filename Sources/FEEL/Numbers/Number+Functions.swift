import BigInt

extension Number {
    /// The square root: exact where it is a fraction, else rounded half to even to 34 digits. Nil for negative numbers
    /// (FEEL's `sqrt`; DMN 1.5 table 76).
    public func squareRoot() -> Number? {
        if sign < 0 { return nil }
        let (numerator, denominator) = fraction
        // Larger numbers were rounded to 34 digits, and their roots are if they have so few.
        if max(numerator.bitWidth, denominator.bitWidth) <= 2 * Number.largestBits {
            let (top, bottom) = (numerator.squareRoot(), denominator.squareRoot())
            if top * top == numerator, bottom * bottom == denominator { return .reduced(top, bottom) }
        }
        // Some digits more than are kept. The root has not so few digits that it could be in the middle between two
        // numbers it could be rounded to, so that one more digit, neither 0 nor 5, keeps it on its side.
        let places = Number.digits + 4 - exponent / 2
        let power = PowersOfTen.power(2 * abs(places))
        let square = places < 0 ? numerator / (denominator * power) : numerator * power / denominator
        let root = square.squareRoot() * 10 + 1
        let scale = PowersOfTen.power(abs(places + 1))
        return places + 1 < 0 ? Number.significant(root * scale, 1) : Number.significant(root, scale)
    }

    /// e to this power, to 34 digits; nil beyond the largest number, and 0 below the smallest (FEEL's `exp`).
    public func exponential() -> Number? {
        if sign == 0 { return .one }
        // Beyond this the result is beyond the range, however large: the logarithm of 10^6177 is 14,223.
        if absolute > 15_000 { return sign < 0 ? .zero : nil }
        let (numerator, denominator) = fraction
        return Approximation(exponentialOf: (numerator << Approximation.bits) / denominator, bits: Approximation.bits)
            .number
    }

    /// The natural logarithm, to 34 digits; nil for 0 and below (FEEL's `log`).
    public func naturalLogarithm() -> Number? {
        guard sign > 0 else { return nil }
        if self == 1 { return .zero }
        let (logarithm, bits) = fixedLogarithm
        return Number.significant(logarithm, BigInt(1) << bits)
    }

    /// The power with any exponent (FEEL's `**`). Whole powers are exact where they fit, and so are roots up to the
    /// 64th of fractions that have one: `4 ** 0.5` is 2. Everything else has 34 digits. Nil for a negative number to a
    /// power that is not whole, for 0 to a negative power, or beyond the largest number.
    public func power(_ exponent: Number) -> Number? {
        if exponent.integer != nil { return raised(to: exponent) }
        if sign == 0 { return exponent.sign < 0 ? nil : .zero }
        if sign < 0 {
            guard exponent.isInteger else { return nil }
            let power = negated.power(exponent)
            return exponent.fraction.numerator % 2 == 0 ? power : power?.negated
        }
        if self == 1 { return .one }
        if let root = root(exponent.fraction.denominator), let power = Number.whole(exponent.fraction.numerator) {
            return root.raised(to: power)
        }
        let (logarithm, bits) = fixedLogarithm
        let (numerator, denominator) = exponent.fraction
        let product = logarithm * numerator / denominator
        // As in `exponential`.
        if product.magnitude >> bits > 15_000 { return product < 0 ? .zero : nil }
        return Approximation(exponentialOf: product, bits: bits).number
    }

    /// The standard deviation of a sample: the square root of the sum of the squared differences from the mean divided
    /// by one less than the number of values. The variance is exact. Nil for fewer than two values (FEEL's `stddev`).
    public static func standardDeviation(of numbers: [Number]) -> Number? {
        guard numbers.count > 1 else { return nil }
        var sum = Number.zero
        for number in numbers {
            guard let next = sum.plus(number) else { return nil }
            sum = next
        }
        guard let mean = sum.divided(by: Number(numbers.count)) else { return nil }
        var squares = Number.zero
        for number in numbers {
            guard let difference = number.minus(mean), let square = difference.times(difference),
                let next = squares.plus(square)
            else { return nil }
            squares = next
        }
        return squares.divided(by: Number(numbers.count - 1))?.squareRoot()
    }

    // MARK: Helpers

    /// A whole number of 64 bits.
    private static func whole(_ value: BigInt) -> Number? {
        value.magnitude.bitWidth < 64 ? .reduced(value, 1) : nil
    }

    /// The root of that degree if it is a fraction; nil if not, and for degrees beyond 64 or numbers of many bits.
    ///
    /// Precondition: the number is positive.
    private func root(_ degree: BigInt) -> Number? {
        let (numerator, denominator) = fraction
        guard degree <= 64, max(numerator.bitWidth, denominator.bitWidth) <= 2 * Number.largestBits,
            let top = Number.root(numerator, Int(degree)), let bottom = Number.root(denominator, Int(degree))
        else { return nil }
        return .reduced(top, bottom)
    }

    /// The whole root of that degree, by Newton's way from above; nil if there is none.
    private static func root(_ value: BigInt, _ degree: Int) -> BigInt? {
        var root = BigInt(1) << (value.bitWidth / degree + 1)
        while true {
            let next = (root * BigInt(degree - 1) + value / root.power(degree - 1)) / BigInt(degree)
            if next >= root { break }
            root = next
        }
        return root.power(degree) == value ? root : nil
    }

    /// The natural logarithm as a whole number of 2^-bits, with at least `Approximation.bits` of them that count.
    ///
    /// Precondition: the number is positive, and not 1.
    private var fixedLogarithm: (value: BigInt, bits: Int) {
        // The number is m × 2^shift with m between 2/3 and 3/2, and its logarithm that of m and as many times that of
        // 2.
        var (top, bottom) = fraction
        var shift = top.bitWidth - bottom.bitWidth
        if shift > 0 { bottom <<= shift } else { top <<= -shift }
        if top * 2 > bottom * 3 {
            bottom <<= 1
            shift += 1
        } else if top * 3 < bottom * 2 {
            top <<= 1
            shift -= 1
        }
        // Near 1 the logarithm is small, and needs as many bits more.
        let lost = shift == 0 ? max(0, bottom.bitWidth - (top - bottom).bitWidth) : 0
        let bits = Approximation.bits + min(lost, Approximation.mostBits - Approximation.bits)
        let ratio = ((top - bottom) << bits) / (top + bottom)
        let logarithm = 2 * Approximation.areaTangent(ratio, bits: bits)
        return (logarithm + BigInt(shift) * Approximation.logarithmOfTwo(bits: bits), bits)
    }
}

/// A positive number as a binary fraction of many more bits than 34 digits need, for results that cannot be exact.
struct Approximation {
    private let mantissa: BigUInt
    /// The number is the mantissa times 2 to this power.
    private let exponent: Int

    /// The bits that are kept. 34 digits are 113 bits; 63 squarings lose as many.
    static let bits = 320
    /// The most bits of a number behind the point: a fraction of `Number.largestBits` can be as near to 1 as 2^-512.
    static let mostBits = 1024

    /// Numbers outside 2^±this are outside the range of numbers.
    private static let largestExponent = 25_000

    private init(_ mantissa: BigUInt, _ exponent: Int) {
        let extra = max(0, mantissa.bitWidth - Approximation.bits)
        self.mantissa = mantissa >> extra
        self.exponent = exponent + extra
    }

    /// The quotient.
    ///
    /// Precondition: both are positive.
    init(_ top: BigUInt, _ bottom: BigUInt) {
        let shift = max(0, Approximation.bits + 1 + bottom.bitWidth - top.bitWidth)
        self.init((top << shift) / bottom, -shift)
    }

    /// e to the power of value × 2^-bits.
    init(exponentialOf value: BigInt, bits: Int) {
        // e^value is 2^whole × e^rest with a rest from 0 to the logarithm of 2.
        let two = Approximation.logarithmOfTwo(bits: bits)
        var (whole, rest) = value.quotientAndRemainder(dividingBy: two)
        if rest < 0 {
            whole -= 1
            rest += two
        }
        // The series of e^(rest / 2^halvings), which is soon at its end, and squared as often.
        let halvings = 12
        rest >>= halvings
        let one = BigInt(1) << bits
        var (sum, term, count) = (one, one, 1)
        while term > 0 {
            term = ((term * rest) >> bits) / BigInt(count)
            sum += term
            count += 1
        }
        for _ in 0..<halvings { sum = (sum * sum) >> bits }
        self.init(sum.magnitude, Int(clamping: whole) - bits)
    }

    /// A power; nil where that is far beyond the range of numbers.
    func raised(to power: UInt64) -> Approximation? {
        var (result, square, rest) = (Approximation(1, 0), self, power)
        while true {
            if rest & 1 == 1 { result = result.times(square) }
            rest >>= 1
            if rest == 0 { return result }
            square = square.times(square)
            // What is left multiplies by at least this square.
            if square.size > Approximation.largestExponent { return nil }
            if square.size < -Approximation.largestExponent { return Approximation(0, 0) }
        }
    }

    /// Rounded to 34 digits; nil beyond the largest number.
    var number: Number? {
        if mantissa.isZero { return .zero }
        guard abs(size) <= 2 * Approximation.largestExponent else { return size < 0 ? .zero : nil }
        let mantissa = BigInt(mantissa)
        return exponent < 0
            ? Number.significant(mantissa, BigInt(1) << -exponent) : Number.significant(mantissa << exponent, 1)
    }

    private var size: Int { mantissa.bitWidth + exponent }

    private func times(_ other: Approximation) -> Approximation {
        Approximation(mantissa * other.mantissa, exponent + other.exponent)
    }

    // MARK: Logarithms

    /// The natural logarithm of 2 as a whole number of 2^-bits, for at most `mostBits`.
    static func logarithmOfTwo(bits: Int) -> BigInt { two >> (mostBits + guardBits - bits) }

    private static let guardBits = 16

    /// ln 2 = 2 artanh(1/3).
    private static let two =
        2
        * areaTangent(
            (BigInt(1) << (mostBits + guardBits)) / 3, bits: mostBits + guardBits)

    /// The inverse hyperbolic tangent of value × 2^-bits, in the same unit: half the logarithm of (1 + x)/(1 - x).
    ///
    /// Precondition: it is between -1/3 and 1/3, so that every term of the series is a ninth of the one before.
    static func areaTangent(_ value: BigInt, bits: Int) -> BigInt {
        let square = (value * value) >> bits
        var (sum, power, count) = (value, value.magnitude, BigUInt(1))
        var rest = BigInt(0)
        while power > 0 {
            power = (power * square.magnitude) >> bits
            count += 2
            rest += BigInt(power / count)
        }
        sum += value < 0 ? -rest : rest
        return sum
    }
}
