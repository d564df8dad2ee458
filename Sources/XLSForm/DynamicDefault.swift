/// Tells defaults that are values from those that are expressions.
enum DynamicDefault {
    /// Whether pyxform takes the text for an expression: an operator, a call or a reference in it. A hyphen in a date or
    /// a place is none.
    static func isDynamic(_ text: String, kind: QuestionKind?) -> Bool {
        let hyphensAreText =
            switch kind {
            case .date, .dateTime, .geopoint, .geotrace, .geoshape: true
            default: false
            }
        let scalars = Array(text.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if let length = numberLength(scalars[index...]) {
                index += length
            } else if scalar == "-" && hyphensAreText {
                return false
            } else if "*+-|".unicodeScalars.contains(scalar) {
                return true
            } else if scalar == " ",
                [" mod", " div "].contains(where: { scalars[index...].starts(with: $0.unicodeScalars) })
            {
                return true
            } else if scalar == "\"" || scalar == "'", let end = scalars[(index + 1)...].firstIndex(of: scalar) {
                index = end + 1
            } else if scalar == "$", let end = scalars[index...].firstIndex(of: "}"),
                References.only(in: String(String.UnicodeScalarView(scalars[index...end]))) != nil
            {
                return true
            } else if case let length = XMLName.length(of: scalars[index...]), length > 0 {
                index += length
                // A name with a prefix is one name.
                if index < scalars.count, scalars[index] == ":",
                    case let more = XMLName.length(of: scalars[(index + 1)...]), more > 0
                {
                    index += 1 + more
                }
                if index < scalars.count, scalars[index] == "(" { return true }
            } else {
                index += 1
            }
        }
        return false
    }

    /// The length of a number or of a date or time at the beginning.
    private static func numberLength(_ scalars: ArraySlice<Unicode.Scalar>) -> Int? {
        func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
        for pattern in ["-0000-00-00", "0000-00-00", "00:00:00"] {
            let shape = Array(pattern.unicodeScalars)
            if scalars.count >= shape.count,
                zip(scalars, shape).allSatisfy({ $1 == "0" ? isDigit($0) : $0 == $1 })
            {
                return shape.count
            }
        }
        let sign = scalars.first == "-" ? 1 : 0
        let rest = scalars.dropFirst(sign)
        let whole = rest.prefix(while: isDigit).count
        let afterWhole = rest.dropFirst(whole)
        if whole > 0 {
            guard afterWhole.first == "." else { return sign + whole }
            return sign + whole + 1 + afterWhole.dropFirst().prefix(while: isDigit).count
        }
        guard rest.first == ".", case let digits = rest.dropFirst().prefix(while: isDigit).count, digits > 0 else {
            return nil
        }
        return sign + 1 + digits
    }
}
