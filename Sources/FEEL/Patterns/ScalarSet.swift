/// A set of Unicode scalars, as square brackets and escapes such as `\d` describe it.
struct ScalarSet: Hashable, Sendable {
    /// What one pair of brackets holds, without what is subtracted from it.
    struct Layer: Hashable, Sendable {
        /// Characters and ranges, which the flag `i` widens.
        var letters = ScalarRanges()
        /// What escapes stand for, which `i` leaves alone.
        var others = ScalarRanges()
        /// General categories.
        var categories = ScalarCategories()
        var isNegated = false

        /// Whether nothing was put in.
        var isEmpty: Bool { letters.isEmpty && others.isEmpty && categories.isEmpty }

        func contains(_ scalar: Unicode.Scalar, isCaseBlind: Bool) -> Bool {
            let isIn =
                letters.contains(scalar.value) || others.contains(scalar.value)
                || (!categories.isEmpty && categories.contains(scalar))
                || (isCaseBlind && CaseVariants.of(scalar).contains { letters.contains($0.value) })
            return isIn != isNegated
        }
    }

    /// The set, what is subtracted from it, what is subtracted from that, and so on.
    private let layers: [Layer]
    private let isCaseBlind: Bool
    /// A bit for each of the first 64 scalars, and for the next 64: most of what is asked for.
    private let low: UInt64
    private let high: UInt64

    init(_ layers: [Layer], isCaseBlind: Bool) {
        var layers = layers
        for index in layers.indices {
            layers[index].letters.normalize()
            layers[index].others.normalize()
        }
        self.layers = layers
        self.isCaseBlind = isCaseBlind
        var (low, high): (UInt64, UInt64) = (0, 0)
        for bit in UInt8(0)..<128 where ScalarSet.contains(Unicode.Scalar(bit), layers, isCaseBlind: isCaseBlind) {
            if bit < 64 { low |= 1 << bit } else { high |= 1 << (bit - 64) }
        }
        (self.low, self.high) = (low, high)
    }

    func contains(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 64 { return low >> scalar.value & 1 == 1 }
        if scalar.value < 128 { return high >> (scalar.value - 64) & 1 == 1 }
        return ScalarSet.contains(scalar, layers, isCaseBlind: isCaseBlind)
    }

    private static func contains(_ scalar: Unicode.Scalar, _ layers: [Layer], isCaseBlind: Bool) -> Bool {
        // From the innermost outward: in a layer, but not in what is subtracted from it.
        var isIn = false
        for layer in layers.reversed() { isIn = !isIn && layer.contains(scalar, isCaseBlind: isCaseBlind) }
        return isIn
    }
}

/// Ranges of scalar values.
struct ScalarRanges: Hashable, Sendable {
    private var ranges: [ClosedRange<UInt32>] = []

    init(_ ranges: [ClosedRange<UInt32>] = []) { self.ranges = ranges }

    var isEmpty: Bool { ranges.isEmpty }

    mutating func insert(_ range: ClosedRange<UInt32>) { ranges.append(range) }

    mutating func insert(_ other: ScalarRanges) { ranges += other.ranges }

    /// Sorts the ranges and joins those that touch; before that `contains` must not be called.
    mutating func normalize() {
        var joined: [ClosedRange<UInt32>] = []
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                joined.append(range)
            }
        }
        ranges = joined
    }

    /// Everything else.
    ///
    /// Precondition: the ranges are sorted and do not touch.
    var inverted: ScalarRanges {
        var inverted = ScalarRanges()
        var next: UInt32 = 0
        for range in ranges {
            if range.lowerBound > next { inverted.insert(next...range.lowerBound - 1) }
            next = range.upperBound + 1
        }
        if next <= 0x10FFFF { inverted.insert(next...0x10FFFF) }
        return inverted
    }

    func contains(_ value: UInt32) -> Bool {
        var (low, high) = (0, ranges.count)
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < value { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].lowerBound <= value
    }
}
