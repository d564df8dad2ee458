/// A text people read, Japanese first, with English beside it where someone wrote it.
public struct Text: Hashable, Sendable, ExpressibleByStringLiteral {
    public var ja: String
    public var en: String?

    public init(_ ja: String, en: String? = nil) {
        self.ja = ja
        self.en = en
    }

    public init(stringLiteral value: String) { self.init(value) }

    /// The English where it is asked for and there is one, else the Japanese.
    public func `in`(english: Bool) -> String { english ? en ?? ja : ja }
}

/// An amount of money in whole yen.
public struct Yen: Hashable, Comparable, Sendable {
    public let amount: Int64
    public init(_ amount: Int64) { self.amount = amount }

    public static func < (left: Yen, right: Yen) -> Bool { left.amount < right.amount }

    /// `1,234,567`.
    public var grouped: String { groupedDigits(amount) }

    /// 1億2,345万円 in the units people speak of; plain yen where it is not whole 万.
    public var spoken: String {
        let value = amount.magnitude
        guard value >= 10_000, value % 10_000 == 0 else { return "\(grouped)円" }
        let (oku, man) = (value / 100_000_000, value / 10_000 % 10_000)
        let text = (oku > 0 ? "\(groupedDigits(Int64(oku)))億" : "") + (man > 0 ? "\(groupedDigits(Int64(man)))万" : "")
        return (amount < 0 ? "-" : "") + text + "円"
    }
}

func groupedDigits(_ number: Int64) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
        if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
        text.append(digit)
    }
    return text
}
