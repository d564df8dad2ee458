import BigInt
import Testing

@testable import FEEL

@Suite("Numbers")
struct NumberTests {
    // MARK: Exactness

    @Test("one third of three million is a million, wherever the third was kept")
    func third() throws {
        let third = try #require(Number.one.divided(by: 3))
        #expect(third.times(3_000_000) == 1_000_000)
        #expect(try #require(third.times(3_000_000)).rounded(to: -3, .down) == 1_000_000)
        #expect(try number("0.1").plus(try number("0.2")) == number("0.3"))
    }

    @Test(
        "a subsidy is cut off exactly as whole numbers say",
        arguments: [(1, 3), (2, 3), (70, 100), (29, 100), (10, 11)], [0, -1, -3])
    func subsidy(rate: (Int, Int), scale: Int) throws {
        let share = try #require(Number(rate.0).divided(by: Number(rate.1)))
        let unit = scale == 0 ? 1 : scale == -1 ? 10 : 1000
        for cost in stride(from: 1, through: 1_000_000, by: 487) {
            let amount = Number(cost).times(share)?.rounded(to: scale, .down)
            #expect(amount == Number(cost * rate.0 / (rate.1 * unit) * unit), "\(cost)")
        }
    }

    @Test("the laws of arithmetic hold for any fractions", arguments: 0..<40)
    func laws(seed: UInt64) throws {
        var chance = Chance(seed)
        for _ in 0..<50 {
            let (a, b, c) = (chance.number(), chance.number(), chance.number())
            #expect(a.plus(b) == b.plus(a))
            #expect(a.times(b) == b.times(a))
            #expect(a.plus(b)?.minus(b) == a)
            #expect(a.plus(b)?.times(c) == a.times(c).flatMap { left in b.times(c).flatMap { left.plus($0) } })
            if b != 0 { #expect(a.divided(by: b)?.times(b) == a) }
            #expect((a < b) == ((a.minus(b)?.sign ?? 0) < 0))
            #expect(a.negated.negated == a)
            if b != 0, let rest = a.modulo(b) {
                #expect(rest == 0 || rest.sign == b.sign)
                #expect(rest.absolute < b.absolute)
            }
        }
    }

    @Test("equal numbers have one form, however they came about", arguments: 0..<20)
    func oneForm(seed: UInt64) throws {
        var chance = Chance(seed + 1000)
        for _ in 0..<50 {
            let (a, b) = (chance.number(), chance.number())
            guard b != 0, let there = a.times(b), let back = there.divided(by: b) else { continue }
            #expect(back.hashValue == a.hashValue)
            let (numerator, denominator) = there.fraction
            #expect(denominator > 0)
            #expect(numerator.greatestCommonDivisor(with: denominator) == 1)
            if case .big = there.form {
                #expect(max(numerator.magnitude.bitWidth, denominator.magnitude.bitWidth) > 127)
            }
        }
    }

    // MARK: Limits

    @Test("what grows too large is rounded to 34 digits, and ends at the largest number")
    func growth() throws {
        var sum = try number("1/3")
        for divisor in 5..<400 { sum = try #require(sum.plus(try number("1/\(divisor)"))) }
        #expect(sum.fraction.denominator.magnitude.bitWidth <= 20_000)
        #expect(sum.description.hasPrefix("4.8"))
        #expect(Number(10).raised(to: 6144)?.description == "1E+6144")
        #expect(Number(10).raised(to: 6145) == nil)
        #expect(Number(10).raised(to: -7000) == 0)
        #expect(Number(3).raised(to: 999_999_999) == nil)
        #expect(Number(1).raised(to: 999_999_999) == 1)
        #expect(Number(2).raised(to: try number("1/2")) == nil)
    }

    @Test("nothing is divided by zero")
    func zero() {
        #expect(Number.one.divided(by: 0) == nil)
        #expect(Number.zero.divided(by: 0) == nil)
        #expect(Number.one.modulo(0) == nil)
        #expect(Number.zero.raised(to: -1) == nil)
        #expect(Number.zero.raised(to: 0) == 1)
    }

    @Test("powers are exact", arguments: [("2", 10, "1024"), ("-2", 3, "-8"), ("2", -2, "0.25"), ("0.1", 3, "0.001")])
    func powers(base: String, exponent: Int, power: String) throws {
        #expect(try number(base).raised(to: Number(exponent)) == number(power))
    }

    @Test(
        "the rest of a division has the divisor's sign (DMN 1.5, table 76)",
        arguments: [
            ("12", "5", "2"), ("-12", "5", "3"), ("12", "-5", "-3"), ("-12", "-5", "-2"), ("10.1", "4.5", "1.1"),
            ("-10.1", "4.5", "3.4"),
        ])
    func modulo(dividend: String, divisor: String, rest: String) throws {
        #expect(try number(dividend).modulo(number(divisor)) == number(rest))
    }

    // MARK: Rounding

    @Test(
        "each way of rounding does what its name says",
        arguments: [
            // number, scale: up, down, half up, half down, half even, floor, ceiling
            ("5.5", 0, "6 5 6 5 6 5 6"), ("2.5", 0, "3 2 3 2 2 2 3"), ("1.6", 0, "2 1 2 2 2 1 2"),
            ("1.1", 0, "2 1 1 1 1 1 2"), ("1", 0, "1 1 1 1 1 1 1"), ("-1.1", 0, "-2 -1 -1 -1 -1 -2 -1"),
            ("-2.5", 0, "-3 -2 -3 -2 -2 -3 -2"), ("-5.5", 0, "-6 -5 -6 -5 -6 -6 -5"),
            ("1999", -3, "2000 1000 2000 2000 2000 1000 2000"), ("1/3", 2, "0.34 0.33 0.33 0.33 0.33 0.33 0.34"),
            ("0.125", 2, "0.13 0.12 0.13 0.12 0.12 0.12 0.13"),
            (
                "123456789012345678901234567890123456789.5", 0,
                """
                123456789012345678901234567890123456790 123456789012345678901234567890123456789 \
                123456789012345678901234567890123456790 123456789012345678901234567890123456789 \
                123456789012345678901234567890123456790 123456789012345678901234567890123456789 \
                123456789012345678901234567890123456790
                """
            ),
        ])
    func rounding(text: String, scale: Int, results: String) throws {
        let ways: [Number.Rounding] = [.up, .down, .halfUp, .halfDown, .halfEven, .floor, .ceiling]
        for (way, result) in zip(ways, results.split(separator: " ")) {
            #expect(try number(text).rounded(to: scale, way) == number(String(result)), "\(way)")
        }
    }

    @Test("a rounded number is near, and rounding it again changes nothing", arguments: 0..<20)
    func nearness(seed: UInt64) throws {
        var chance = Chance(seed + 2000)
        for _ in 0..<40 {
            let (number, scale) = (chance.number(), Int.random(in: -8...8, using: &chance))
            let unit = try #require(Number(10).raised(to: Number(-scale)))
            for way in Number.Rounding.allCases {
                let rounded = try #require(number.rounded(to: scale, way))
                #expect(try #require(rounded.minus(number)).absolute < unit)
                #expect(rounded.rounded(to: scale, way) == rounded)
            }
        }
    }

    @Test("scales beyond FEEL's give nothing", arguments: [-6112, 6177, Int.min, Int.max])
    func scales(scale: Int) {
        #expect(Number.one.rounded(to: scale, .halfEven) == nil)
    }

    // MARK: Text

    @Test(
        "a number is printed with 34 digits at the most, without needless zeros",
        arguments: [
            ("0", "0"), ("-0", "0"), ("1.50", "1.5"), (".5", "0.5"), ("1e3", "1000"), ("12E-3", "0.012"), ("007", "7"),
            ("1/3", "0.3333333333333333333333333333333333"), ("2/3", "0.6666666666666666666666666666666667"),
            ("-1000000", "-1000000"), ("1e39", "1000000000000000000000000000000000000000"), ("1.5e60", "1.5E+60"),
            ("-1e-60", "-1E-60"), ("0.000001", "0.000001"),
            ("12345678901234567890123456789012345678", "12345678901234567890123456789012350000"),
            ("9999999999999999999999999999999999.9", "10000000000000000000000000000000000"),
        ])
    func text(literal: String, printed: String) throws {
        #expect(try number(literal).description == printed)
    }

    @Test("what is printed is read as the same number, to 34 digits", arguments: 0..<20)
    func roundTrip(seed: UInt64) throws {
        var chance = Chance(seed + 3000)
        for _ in 0..<50 {
            let number = chance.number()
            let read = try #require(Number(number.description))
            #expect(read == number.significant)
            #expect(read.description == number.description)
        }
    }

    @Test(
        "what is no number is none",
        arguments: [
            "", "-", ".", "1.", "1.2.3", "1e", "1e+", "e5", "--1", "+1", "1,000", "０", "1 ", "0x10", "1e123456",
            "1e7000",
            "NaN", "∞", String(repeating: "9", count: 4001),
        ])
    func wrong(literal: String) {
        #expect(Number(literal) == nil)
    }
}
