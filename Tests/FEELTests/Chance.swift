import BigInt
import Testing

@testable import FEEL

/// What is given by chance, the same for the same seed.
struct Chance: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// At most 120 bits above and below, so that three of them together stay exact.
    mutating func number() -> Number {
        let bits = Int.random(in: 1...120, using: &self)
        let top = BigInt(BigUInt.randomInteger(withMaximumWidth: bits, using: &self))
        let bottom =
            BigInt(BigUInt.randomInteger(withMaximumWidth: Bool.random(using: &self) ? bits : 1, using: &self)) + 1
        return Number.big(Bool.random(using: &self) ? top : -top, bottom) ?? .zero
    }
}

/// A number as tests write it: `1.5`, `2/3`.
func number(_ text: String) throws -> Number {
    let parts = text.split(separator: "/")
    let top = try #require(Number(parts[0]))
    guard parts.count == 2 else { return top }
    let bottom = try #require(Number(parts[1]))
    return try #require(top.divided(by: bottom))
}
