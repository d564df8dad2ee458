import BigInt

/// Powers of ten up to the largest that numbers need, with little work for any of them: a power out of a table, 64 apart,
/// times a small one.
enum PowersOfTen {
    private static let stride = 64
    /// 10^0, 10^64 … as far as the largest exponent goes.
    private static let large: [BigInt] = {
        var powers: [BigInt] = [1]
        for _ in 1...(6_208 / stride) { powers.append(powers[powers.count - 1] * small[stride]) }
        return powers
    }()
    /// 1, 10 … 10^64.
    private static let small: [BigInt] = {
        var powers: [BigInt] = [1]
        for _ in 1...stride { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// 10 to the power of an exponent that is not negative.
    static func power(_ exponent: Int) -> BigInt {
        if exponent <= stride { return small[max(0, exponent)] }
        let (whole, rest) = exponent.quotientAndRemainder(dividingBy: stride)
        if whole < large.count { return rest == 0 ? large[whole] : large[whole] * small[rest] }
        // Only literals with thousands of digits behind the point come here.
        return large[large.count - 1] * power(exponent - (large.count - 1) * stride)
    }
}
