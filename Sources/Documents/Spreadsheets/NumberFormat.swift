/// What a number format makes of a number, as far as it changes what the number is.
enum NumberFormat: Hashable {
    /// A number stays one, whatever signs, colours and words are around it.
    case plain
    /// A number with leading zeros to so many digits: `0000000`.
    case padded(Int)
    /// A day, or a day and a time, counted in days.
    case day(hasTime: Bool)
    /// A time of day.
    case time
    /// An amount of time: `[h]:mm`.
    case duration

    /// A format that files name by number only (ECMA-376, 18.8.30), with those of Japanese Excel.
    init(builtin id: Int) {
        switch id {
        case 14...17, 27...31, 34...36, 50...58: self = .day(hasTime: false)
        case 22: self = .day(hasTime: true)
        case 18...21, 32, 33, 45, 47: self = .time
        case 46: self = .duration
        default: self = .plain
        }
    }

    /// A format by its code. Its first section counts, which is the one for positive numbers.
    init(code: String) {
        let signs = Signs(code)
        let letters = signs.letters
        let hasClock = letters.contains("h") || letters.contains("s")
        if signs.isElapsed {
            self = .duration
        } else if letters.contains(where: { "ydega".contains($0) }) {
            self = .day(hasTime: hasClock)
        } else if hasClock {
            self = .time
        } else if letters.contains("m") {
            self = .day(hasTime: false)
        } else if (2...20).contains(code.utf8.count), code.utf8.allSatisfy({ $0 == 0x30 }) {
            self = .padded(code.utf8.count)
        } else {
            self = .plain
        }
    }

    /// What a cell of this format shows. A day that no calendar has stays a number.
    func shown(
        _ number: DecimalText, written: String, is1904: Bool
    ) -> (text: String, kind: Workbook.Kind) {
        let moment: SerialDay.Moment? =
            switch self {
            case .plain, .padded: nil
            case .day(let hasTime): SerialDay(written, is1904: is1904)?.moment(hasTime: hasTime)
            case .time: SerialDay(written, is1904: is1904)?.time
            case .duration: SerialDay(written, is1904: is1904)?.duration
            }
        if let moment { return moment }
        if case .padded(let count) = self { return (number.text(wholeDigits: count), .number) }
        return (number.text(), .number)
    }

    /// The letters of a format's first section that stand for something, in lower case.
    private struct Signs {
        var letters = ""
        var isElapsed = false

        init(_ code: String) {
            var rest = Substring(code)
            scan: while let sign = rest.popFirst() {
                switch sign {
                case ";": break scan
                case "\"":
                    rest = rest.drop { $0 != "\"" }.dropFirst()
                case "\\", "_", "*":
                    rest = rest.dropFirst()
                case "[":
                    let word = rest.prefix { $0 != "]" }.lowercased()
                    rest = rest.dropFirst(word.count + 1)
                    if let first = word.first, "hms".contains(first), word.allSatisfy({ $0 == first }) {
                        isElapsed = true
                    }
                case "G" where rest.hasPrefix("eneral"): rest = rest.dropFirst(6)
                case "G" where rest.hasPrefix("/標準"): rest = rest.dropFirst(3)
                case "E" where rest.hasPrefix("+") || rest.hasPrefix("-"): rest = rest.dropFirst()
                case "A" where rest.hasPrefix("M/PM"): rest = rest.dropFirst(4)
                case "A" where rest.hasPrefix("/P"): rest = rest.dropFirst(2)
                default:
                    if sign.isASCII, sign.isLetter { letters += sign.lowercased() }
                }
            }
        }
    }
}
