import BigInt
import Testing

@testable import FEEL

@Suite("Functions of numbers")
struct NumberFunctionTests {
    /// Whether they differ by no more than that part of the second.
    private func isNear(_ one: Number, _ other: Number, _ part: String) throws -> Bool {
        let difference = try #require(one.minus(other)).absolute
        let limit = try #require(other.absolute.times(try number(part)))
        return difference <= limit
    }

    // MARK: Square roots

    @Test(
        "a square root is exact where it can be, and else has 34 digits",
        arguments: [
            ("0", "0"), ("1", "1"), ("4", "2"), ("0.25", "0.5"), ("4/9", "2/3"), ("1e100", "1e50"),
            ("1e6144", "1e3072"),
            ("1e-6176", "1e-3088"), ("2", "1.414213562373095048801688724209698"),
            ("1/3", "0.5773502691896257645091487805019575"), ("1000", "31.62277660168379331998893544432719"),
            ("2e6140", "1.414213562373095048801688724209698e3070"),
            ("2e-6141", "4.472135954999579392818347337462552e-3071"),
        ])
    func squareRoot(text: String, root: String) throws {
        #expect(try number(text).squareRoot() == number(root))
        if text != "0" { #expect(try number("-" + text).squareRoot() == nil) }
    }

    @Test("a square has its root, and a root its square", arguments: 0..<20)
    func squares(seed: UInt64) throws {
        var chance = Chance(seed + 10_000)
        for _ in 0..<40 {
            let number = chance.number().absolute
            #expect(number.times(number)?.squareRoot() == number)
            let root = try #require(number.squareRoot())
            if number != 0 { #expect(try isNear(try #require(root.times(root)), number, "2e-33")) }
        }
    }

    // MARK: Exponentials and logarithms

    @Test(
        "a power of e has 34 digits",
        arguments: [
            ("0", "1"), ("1", "2.718281828459045235360287471352662"), ("-1", "0.3678794411714423215955237701614609"),
            ("10", "22026.46579480671651695790064528424"), ("4", "54.59815003314423907811026120286088"),
            ("14147", "9.205247828559938924953984345060262e6143"), ("1e-40", "1"), ("-1e-6000", "1"), ("-20000", "0"),
            ("-1e6000", "0"),
        ])
    func exponential(text: String, power: String) throws {
        #expect(try number(text).exponential() == number(power))
    }

    @Test("what is too large has no power of e, and what is not positive no logarithm")
    func outside() throws {
        #expect(try number("14149").exponential() != nil)
        for text in ["14150", "15001", "1e6000"] { #expect(try number(text).exponential() == nil) }
        for text in ["0", "-1", "-1e-6000"] { #expect(try number(text).naturalLogarithm() == nil) }
    }

    @Test(
        "a natural logarithm has 34 digits",
        arguments: [
            ("1", "0"), ("2", "0.6931471805599453094172321214581766"), ("10", "2.302585092994045684017991454684364"),
            ("0.5", "-0.6931471805599453094172321214581766"), ("1e6144", "14147.08281135541668260653949758073"),
            ("1e-6176", "-14220.76553433122614449511522413063"),
            ("1.000000000000000000000000000000001", "9.999999999999999999999999999999995e-34"),
            ("0.999999999999999999999999999999999", "-1.000000000000000000000000000000001e-33"),
        ])
    func logarithm(text: String, logarithm: String) throws {
        #expect(try number(text).naturalLogarithm() == number(logarithm))
    }

    @Test("logarithms undo powers of e", arguments: 0..<20)
    func inverse(seed: UInt64) throws {
        var chance = Chance(seed + 11_000)
        for _ in 0..<20 {
            let number = chance.number().absolute
            guard let logarithm = number.naturalLogarithm(), let back = logarithm.exponential() else { continue }
            // The logarithm has 34 digits, two of which may stand before the point.
            #expect(try isNear(back, number, "1e-31"))
        }
    }

    // MARK: Powers

    @Test(
        "whole powers are exact, and others have 34 digits",
        arguments: [
            ("2", "10", "1024"), ("2", "-2", "0.25"), ("-2", "3", "-8"), ("4", "0.5", "2"), ("8", "1/3", "2"),
            ("4/9", "-3/2", "27/8"), ("0", "0.5", "0"), ("0", "0", "1"), ("1", "1e30", "1"), ("-1", "1e30", "1"),
            ("-1", "99999999999999999999", "-1"), ("0.5", "1e30", "0"), ("2", "-1e6000", "0"),
            ("10", "0.5", "3.162277660168379331998893544432719"), ("2", "0.3", "1.231144413344916284499393069167743"),
            ("1.0000000000001", "100000000000000.5", "22026.46579479680460735024053218064"),
            ("10", "-0.001", "0.9977000638225533171944219428537623"),
        ])
    func powers(base: String, exponent: String, power: String) throws {
        #expect(try number(base).power(number(exponent)) == number(power))
    }

    @Test(
        "some powers are no numbers",
        arguments: [("-4", "0.5"), ("0", "-1"), ("0", "-0.5"), ("2", "1e6000"), ("-2", "1e30"), ("10", "6145.5")])
    func noPowers(base: String, exponent: String) throws {
        #expect(try number(base).power(number(exponent)) == nil)
    }

    @Test(
        "high powers are right to 34 digits, and soon there",
        arguments: [
            ("3", "999999999", nil), ("1.0000001", "999999999", "2.688103432454580565047543796723124e43"),
            ("1/3", "100000", "0"), ("1/3", "10000", "6.129891723952414599871152924084382e-4772"),
            ("10", "6144", "1e6144"),
            ("10", "6145", nil), ("10", "-6176", "1e-6176"), ("10", "-6177", "0"), ("2", "-9223372036854775808", "0"),
            ("1", "-9223372036854775808", "1"), ("-1", "-9223372036854775807", "-1"), ("-3", "999999999", nil),
            ("0.9999999999", "9223372036854775807", "0"),
        ] as [(String, String, String?)])
    func highPowers(base: String, exponent: String, power: String?) throws {
        let began = ContinuousClock.now
        #expect(try number(base).raised(to: number(exponent)) == power.map { try number($0) })
        // A bound that holds without optimisation, too, on a busy machine.
        #expect(ContinuousClock.now - began < .seconds(1))
    }

    @Test("powers multiply", arguments: 0..<20)
    func laws(seed: UInt64) throws {
        var chance = Chance(seed + 12_000)
        for _ in 0..<20 {
            let base = try #require(chance.number().absolute.plus(1))
            let (one, other) = (Int.random(in: -30...30, using: &chance), Int.random(in: -30...30, using: &chance))
            let right = try #require(base.raised(to: Number(other)))
            let product = try #require(base.raised(to: Number(one))?.times(right))
            let power = try #require(base.raised(to: Number(one + other)))
            #expect(try isNear(product, power, "1e-32"))
        }
    }

    // MARK: Standard deviations

    @Test("a standard deviation is that of a sample")
    func standardDeviation() throws {
        #expect(Number.standardDeviation(of: []) == nil)
        #expect(Number.standardDeviation(of: [1]) == nil)
        #expect(Number.standardDeviation(of: [5, 5, 5]) == 0)
        #expect(Number.standardDeviation(of: [2, 4, 7, 5]) == (try number("2.081665999466132735282297706979931")))
        #expect(Number.standardDeviation(of: [1, 3]) == (try number("1.414213562373095048801688724209698")))
        #expect(Number.standardDeviation(of: [47, 49, 51]) == 2)
    }

    // MARK: The ends of the range

    @Test("the smallest numbers have fewer digits, and then there is zero")
    func smallest() throws {
        #expect(try number("9.99e-6144").description == "9.99E-6144")
        #expect(try number("1e-6176").description == "1E-6176")
        #expect(try number("1.4e-6176") == number("1e-6176"))
        #expect(try number("1e-6177") == 0)
        #expect(try number("-6e-6177") == number("-1e-6176"))
    }

    @Test("what is rounded up past the largest number is none")
    func largest() throws {
        #expect(try number("9.999999999999999999999999999999999e6144").description.hasSuffix("E+6144"))
        #expect(Number("9.9999999999999999999999999999999999e6144") == nil)
        #expect(try number("9.9999999999999999999999999999999996e6143") == number("1e6144"))
    }

    @Test("negative numbers of more than 64 bits keep their value", arguments: 0..<20)
    func negative(seed: UInt64) {
        var chance = Chance(seed + 13_000)
        for _ in 0..<100 {
            let magnitude = BigInt(BigUInt.randomInteger(withMaximumWidth: 127, using: &chance))
            #expect(Number.reduced(-magnitude, 1).fraction.numerator == -magnitude)
        }
    }
}
