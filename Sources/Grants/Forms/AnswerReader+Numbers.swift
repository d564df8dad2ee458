import struct FEEL.Number

extension AnswerReader {
    func integer(_ limits: IntegerLimits) -> Reading {
        whole(Plain.code(first)) { number in
            let unit = limits.unit?.ja ?? ""
            return outside(number, limits.minimum, limits.maximum) { "\(groupedDigits($0))\(unit)" }
                ?? .answer(.integer(number))
        }
    }

    func money(_ limits: MoneyLimits) -> Reading {
        var plain = Plain.code(first)
        // What is written with its unit is meant in that unit, whatever the field asks for.
        var factor: Int64 = limits.isInThousands ? 1000 : 1
        if !plain.isDigits {
            if plain.hasSuffix("千円") {
                factor = 1000
                plain.removeLast(2)
            } else if plain.hasSuffix("万円") {
                factor = 10_000
                plain.removeLast(2)
            } else if plain.hasSuffix("円") {
                factor = 1
                plain.removeLast()
            }
            if plain.hasPrefix("¥") || plain.hasPrefix("\\") { plain.removeFirst() }
        }
        return whole(plain) { number in
            let (yen, isTooLarge) = number.multipliedReportingOverflow(by: factor)
            if isTooLarge { return wrong("18桁以内の数字で入力してください", "Enter at most 18 digits") }
            if limits.isInThousands, yen % 1000 != 0 {
                return wrong("千円単位で入力してください（千円未満の端数は入力できません）", "Enter whole thousands of yen")
            }
            return outside(yen, limits.minimum, limits.maximum) {
                limits.isInThousands && $0 % 1000 == 0 ? "\(groupedDigits($0 / 1000))千円" : "\(groupedDigits($0))円"
            } ?? .answer(.money(Yen(yen)))
        }
    }

    func decimal(_ limits: DecimalLimits) -> Reading {
        let plain = Plain.code(first).filter { $0 != "," && $0 != "，" }
        if plain.isEmpty { return .empty }
        guard let number = Rate.decimal(Substring(plain)) else {
            return wrong("数字で入力してください。例：12.5", "Enter a number, for example 12.5")
        }
        if let point = plain.firstIndex(of: "."), plain[point...].utf8.count - 1 > limits.places {
            return wrong("小数点以下は\(limits.places)桁までで入力してください", "Enter at most \(limits.places) places after the point")
        }
        let unit = limits.unit?.ja ?? ""
        return outside(number, limits.minimum, limits.maximum) { "\($0.grouped)\(unit)" } ?? .answer(.decimal(number))
    }

    func rate(_ limits: RateLimits) -> Reading {
        if Plain.code(first).isEmpty { return .empty }
        guard let rate = Rate.reading(first) else {
            return wrong("率は「2/3」「50%」「0.5」のように入力してください", "Enter a rate like 2/3, 50% or 0.5")
        }
        return outside(rate, limits.minimum, limits.maximum, Rate.words) ?? .answer(.rate(rate))
    }

    /// A whole number of at most 18 digits, with or without grouping.
    private func whole(_ code: String, _ then: (Int64) -> Reading) -> Reading {
        let plain =
            code.isDigits
            ? code : String(code.unicodeScalars.filter { $0 != "," && $0 != "、" && $0 != "，" })
        if plain.isEmpty { return .empty }
        let digits = plain.hasPrefix("-") ? plain.dropFirst() : Substring(plain)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            return wrong("数字（整数）で入力してください。例：1000000", "Enter a whole number, for example 1000000")
        }
        guard digits.utf8.count <= 18, let number = Int64(plain) else {
            return wrong("18桁以内の数字で入力してください", "Enter at most 18 digits")
        }
        return then(number)
    }

    private func outside<Amount: Comparable>(
        _ number: Amount, _ minimum: Amount?, _ maximum: Amount?, _ words: (Amount) -> String
    ) -> Reading? {
        if let minimum, number < minimum {
            return wrong("\(words(minimum))以上で入力してください", "Enter \(words(minimum)) or more")
        }
        if let maximum, number > maximum {
            return wrong("\(words(maximum))以下で入力してください", "Enter \(words(maximum)) or less")
        }
        return nil
    }
}

extension String {
    /// Whether it is nothing but digits 0 to 9, as most numbers are.
    fileprivate var isDigits: Bool { utf8.allSatisfy { (0x30...0x39).contains($0) } }
}
