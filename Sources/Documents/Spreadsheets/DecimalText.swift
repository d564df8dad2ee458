/// A number as a cell stores it, in decimal digits; never through binary fractions.
struct DecimalText {
    private let isNegative: Bool
    /// The digits without leading zeros; none for zero.
    private var digits: [UInt8]
    /// How many of the digits stand behind the point; negative where zeros follow.
    private var places: Int
    /// Whether it was written without point and exponent.
    private let isInteger: Bool

    /// Reads `-12`, `0.10000000000000001` or `1.5E-7`; nil where the text is no such number, or one beyond Excel's.
    init?(_ text: String) {
        var bytes = Substring(text).utf8
        isNegative = bytes.first == UInt8(ascii: "-")
        if isNegative || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
        let whole = Self.takeDigits(&bytes)
        var fraction: Substring.UTF8View.SubSequence?
        if bytes.first == UInt8(ascii: ".") {
            bytes.removeFirst()
            fraction = Self.takeDigits(&bytes)
        }
        var exponent: Int?
        if bytes.first == UInt8(ascii: "E") || bytes.first == UInt8(ascii: "e") {
            bytes.removeFirst()
            let isBelow = bytes.first == UInt8(ascii: "-")
            if isBelow || bytes.first == UInt8(ascii: "+") { bytes.removeFirst() }
            let digits = Self.takeDigits(&bytes)
            guard (1...4).contains(digits.count), let number = Int(Substring(digits)), number <= 400 else { return nil }
            exponent = isBelow ? -number : number
        }
        let count = whole.count + (fraction?.count ?? 0)
        guard bytes.isEmpty, count > 0, count <= 400 else { return nil }
        digits = Array(whole) + Array(fraction ?? Substring().utf8)
        places = (fraction?.count ?? 0) - (exponent ?? 0)
        isInteger = fraction == nil && exponent == nil
        digits.removeFirst(digits.prefix { $0 == 0x30 }.count)
        if !isInteger { round() }
    }

    private static func takeDigits(_ bytes: inout Substring.UTF8View) -> Substring.UTF8View {
        let digits = bytes.prefix { (0x30...0x39).contains($0) }
        bytes.removeFirst(digits.count)
        return digits
    }

    /// Rounds to the 15 digits that Excel shows and lets people enter.
    private mutating func round() {
        guard digits.count > 15 else { return }
        let isUp = digits[15] >= 0x35
        places -= digits.count - 15
        digits.removeSubrange(15...)
        guard isUp else { return }
        var index = 14
        while index >= 0, digits[index] == 0x39 {
            digits[index] = 0x30
            index -= 1
        }
        if index >= 0 { digits[index] += 1 } else { digits.insert(0x31, at: 0) }
    }

    /// The number in plain notation, with at least so many digits before the point.
    func text(wholeDigits: Int = 1) -> String {
        var text = digits
        if places < 0 {
            text.append(contentsOf: repeatElement(0x30, count: digits.isEmpty ? 0 : -places))
        }
        let behind = max(0, places)
        let missing = behind + wholeDigits - text.count
        if missing > 0 { text.insert(contentsOf: repeatElement(0x30, count: missing), at: 0) }
        var fraction = text.suffix(behind)
        while fraction.last == 0x30 { fraction.removeLast() }
        let sign = isNegative && !digits.isEmpty ? "-" : ""
        let whole = String(decoding: text.dropLast(behind), as: UTF8.self)
        return sign + whole + (fraction.isEmpty ? "" : "." + String(decoding: fraction, as: UTF8.self))
    }
}
