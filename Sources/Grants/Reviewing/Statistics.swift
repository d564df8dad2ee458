import struct FEEL.Number

/// Means and spreads of scores, exact: nothing here is a binary fraction.
extension Number {
    /// The exact mean; nil of nothing.
    public static func mean(of numbers: some Collection<Number>) -> Number? {
        guard !numbers.isEmpty else { return nil }
        return numbers.reduce(Number.zero as Number?) { $0?.plus($1) }?.divided(by: Number(numbers.count))
    }

    /// The exact variance of a sample; nil for fewer than two.
    public static func variance(of numbers: some Collection<Number>) -> Number? {
        guard numbers.count > 1, let mean = mean(of: numbers) else { return nil }
        var squares = Number.zero
        for number in numbers {
            guard let difference = number.minus(mean), let square = difference.times(difference),
                let next = squares.plus(square)
            else { return nil }
            squares = next
        }
        return squares.divided(by: Number(numbers.count - 1))
    }

    /// The standard deviation of a sample, rounded half up to two places. The root is compared with the exact variance, so
    /// that it is never rounded twice. Nil for fewer than two.
    public static func spread(of numbers: some Collection<Number>) -> Number? {
        guard let variance = variance(of: numbers),
            let cut = variance.squareRoot()?.rounded(to: 2, .down), let half = Number("0.005"),
            let middle = cut.plus(half), let square = middle.times(middle)
        else { return nil }
        // The root of 34 digits may itself have been rounded up to a hundredth.
        if let own = cut.times(cut), own > variance { return Number("0.01").flatMap(cut.minus) }
        return variance >= square ? Number("0.01").flatMap(cut.plus) : cut
    }
}

/// 審査員ごとの調整: where a score stands among all that its reviewer gave, from 0 to 100.
///
/// A reviewer's scores are replaced by their mid-ranks: the share of the reviewer's scores that are below, and half of those
/// that are the same. So strict and generous reviewers count alike, whatever they mean by a point, and each reviewer's
/// adjusted scores have the mean 50 exactly. A z-score was not chosen: it takes a root, so that it is no exact number, and of
/// the few cases one reviewer has, a single very low score would lift all others.
public enum Adjusted {
    /// The adjusted score of each of one reviewer's scores, in their order.
    public static func scores(_ given: [Number]) -> [Number] {
        let sorted = given.sorted()
        var known: [Number: Number] = [:]
        var first = 0
        while first < sorted.count {
            var next = first
            while next < sorted.count, sorted[next] == sorted[first] { next += 1 }
            // Below, and half of the same: (first + next) / 2 of all.
            known[sorted[first]] =
                Number(50 * (first + next)).divided(by: Number(sorted.count)) ?? Number(50)
            first = next
        }
        return given.map { known[$0] ?? Number(50) }
    }
}
