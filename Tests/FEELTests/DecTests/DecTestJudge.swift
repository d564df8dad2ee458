import BigInt

@testable import FEEL

/// What became of a test case.
enum DecTestOutcome: Equatable {
    case passed
    case skipped(String)
    case failed(String)
}

/// A finite decimal as a test case writes it.
private struct Decimal {
    let coefficient: BigInt
    /// Digits behind the point; fewer than none for whole tens and hundreds.
    let scale: Int

    /// Nil for NaN, infinities, encodings, and exponents of more than five digits.
    init?(_ text: String) {
        var rest = Substring(text.lowercased())
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        let parts = rest.split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        let exponent = parts.count == 2 ? Int(parts[1]) : 0
        let point = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let exponent, abs(exponent) < 100_000, let value = BigInt(point.joined()),
            parts[0].allSatisfy({ $0.isNumber || $0 == "." })
        else { return nil }
        coefficient = isNegative ? -value : value
        scale = (point.count == 2 ? point[1].count : 0) - exponent
    }

    var fraction: (BigInt, BigInt) {
        scale > 0 ? (coefficient, BigInt(10).power(scale)) : (coefficient * BigInt(10).power(-scale), 1)
    }

    private static let limit = BigUInt(10).power(Number.digits)

    /// As a number, which is exact or nil.
    var number: Number? {
        guard abs(scale) <= 6_500 else { return coefficient == 0 ? .zero : nil }
        let (top, bottom) = fraction
        guard let number = Number.big(top, bottom) else { return nil }
        // 34 digits are always kept, as far as there are places for them.
        return (coefficient.magnitude < Decimal.limit && scale <= 6_176) || number.isExactly(top, bottom) ? number : nil
    }
}

extension Number {
    fileprivate func isExactly(_ top: BigInt, _ bottom: BigInt) -> Bool {
        fraction.numerator * bottom == top * fraction.denominator
    }
}

extension DecTestFile.Case {
    private static let roundings: [String: Number.Rounding] = [
        "half_even": .halfEven, "half_up": .halfUp, "half_down": .halfDown, "up": .up, "down": .down, "floor": .floor,
        "ceiling": .ceiling,
    ]

    /// Ways of rounding that give the same after another rounding to more digits, but for a few places.
    private static let halves: Set<Number.Rounding> = [.halfEven, .halfUp, .halfDown]

    /// Computes the case and compares.
    var outcome: DecTestOutcome {
        let decimals = operands.compactMap(Decimal.init)
        guard decimals.count == operands.count else { return .skipped("an operand is no finite decimal") }
        if !conditions.isDisjoint(with: ["overflow", "underflow"]) { return .skipped("beyond the case's own range") }
        guard let rounding = Self.roundings[rounding] else { return .skipped("rounding \(rounding)") }
        let isDivisionByZero = !conditions.isDisjoint(with: ["division_by_zero", "division_undefined"])
        let expected = Decimal(result)
        if expected == nil, !isDivisionByZero { return .skipped("the result is no finite decimal") }
        let numbers = decimals.compactMap(\.number)
        guard numbers.count == operands.count else {
            return .skipped("an operand is beyond a number's range or digits")
        }
        let value = compute(numbers, decimals, rounding)
        if isDivisionByZero { return value == nil ? .passed : .failed("divided by zero") }
        guard let expected = expected?.number else {
            return .skipped("the result is beyond a number's range or digits")
        }
        guard let value else {
            return operation == "quantize" ? .skipped("a scale beyond FEEL's") : .failed("nothing")
        }
        if !conditions.contains("inexact") {
            if value == expected { return .passed }
            // What is exact for a decimal of any size may be too large for an exact number of 512 bits.
            return isExact(value, decimals) ? .failed("\(value)") : .skipped("too large for an exact number")
        }
        if precision > Number.digits || !Self.halves.contains(rounding), !isExact(value, decimals) {
            return .skipped("rounded by the number itself before")
        }
        // A quantity is rounded to a place, everything else to digits.
        let scale = precision - 1 - value.exponent
        guard let rounded = operation == "quantize" ? value : value.rounded(to: scale, rounding) else {
            return .skipped("the result is beyond a number's range or digits")
        }
        return rounded == expected ? .passed : .failed("\(value) rounded to \(rounded)")
    }

    private func compute(_ numbers: [Number], _ decimals: [Decimal], _ rounding: Number.Rounding) -> Number? {
        let first = numbers[0]
        guard let second = numbers.last else { return nil }
        switch operation {
        case "apply": return first
        case "add": return first.plus(second)
        case "subtract": return first.minus(second)
        case "multiply": return first.times(second)
        case "divide": return first.divided(by: second)
        case "compare": return first < second ? -1 : first > second ? 1 : 0
        case "quantize": return first.rounded(to: decimals[1].scale, rounding)
        case "squareroot": return first.squareRoot()
        case "exp": return first.exponential()
        case "ln": return first.naturalLogarithm()
        case "power": return first.power(second)
        default: return nil
        }
    }

    /// Whether the number is the very result of the operation, found here without `Number`.
    private func isExact(_ value: Number, _ decimals: [Decimal]) -> Bool {
        guard let (a, b) = decimals.first?.fraction, let (c, d) = decimals.last?.fraction else { return false }
        switch operation {
        case "add": return value.isExactly(a * d + c * b, b * d)
        case "subtract": return value.isExactly(a * d - c * b, b * d)
        case "multiply": return value.isExactly(a * c, b * d)
        case "divide": return value.isExactly(a * d, b * c)
        case "apply", "compare", "quantize": return true
        default: return false
        }
    }
}
