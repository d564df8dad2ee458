import FEEL

/// Regular expressions of ODK, which are Java's and match a whole text, as those of FEEL, which are XPath's and match a
/// part.
enum PatternTranslation {
    /// A pattern that a part of the text matches just when the other matches all of it.
    static func whole(_ pattern: String) throws(Review) -> String {
        let scalars = Array(pattern.unicodeScalars)
        var result = ""
        var index = 0
        var isInClass = false
        var hasAlternatives = false
        var depth = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            if scalar == "\\" {
                guard index < scalars.count else { throw refused("最後の「\\」", "a last backslash") }
                result += try escape(scalars[index], isInClass: isInClass)
                index += 1
                continue
            }
            switch scalar {
            case "[" where isInClass: throw refused("[ ] の中の「[」", "\"[\" within brackets")
            case "[": isInClass = true
            case "]": isInClass = false
            case "&" where isInClass && index < scalars.count && scalars[index] == "&":
                throw refused("「&&」", "\"&&\"")
            case "(" where !isInClass:
                depth += 1
                if scalars[index...].starts(with: "?".unicodeScalars),
                    !scalars[index...].starts(with: "?:".unicodeScalars)
                {
                    throw refused("「(?」", "\"(?\"")
                }
            case ")" where !isInClass: depth -= 1
            case "|" where !isInClass && depth == 0: hasAlternatives = true
            case "+" where !isInClass && index > 1 && "*+?}".unicodeScalars.contains(scalars[index - 2]):
                throw refused("「\(scalars[index - 2])+」", "a possessive \"+\"")
            default: break
            }
            result.unicodeScalars.append(scalar)
        }
        let isAnchored = !hasAlternatives && result.hasPrefix("^") && result.hasSuffix("$") && !result.hasSuffix("\\$")
        let whole = isAnchored ? result : "^(?:\(result))$"
        guard let formula = try? Formula("matches(\"\", \(Piece.quoted(whole)))"), formula.evaluate().value != .null
        else { throw refused("この正規表現", "this") }
        return whole
    }

    /// Whether an empty text matches.
    static func matchesNothing(_ pattern: String) -> Bool {
        (try? Formula("matches(\"\", \(Piece.quoted(pattern)))").evaluate().value) == .boolean(true)
    }

    /// A pattern for any one of these characters.
    static func anyOf(_ characters: String) -> String {
        var result = "["
        for scalar in characters.unicodeScalars {
            if "\\[]^-".unicodeScalars.contains(scalar) { result += "\\" }
            result.unicodeScalars.append(scalar)
        }
        return result + "]"
    }

    private static func escape(_ scalar: Unicode.Scalar, isInClass: Bool) throws(Review) -> String {
        switch scalar {
        // Java's are of ASCII only; XPath's have all digits and letters there are.
        case "d": return isInClass ? "0-9" : "[0-9]"
        case "w": return isInClass ? "a-zA-Z0-9_" : "[a-zA-Z0-9_]"
        case "D" where !isInClass: return "[^0-9]"
        case "W" where !isInClass: return "[^a-zA-Z0-9_]"
        case "s", "n", "r", "t", "\\", "|", ".", "?", "*", "+", "(", ")", "{", "}", "-", "[", "]", "^", "$":
            return "\\" + String(Character(scalar))
        case "S" where !isInClass: return "\\S"
        default:
            guard scalar.isASCII, !scalar.properties.isAlphabetic, !("0"..."9").contains(scalar) else {
                throw refused("「\\\(scalar)」", "\"\\\(scalar)\"")
            }
            return String(Character(scalar))
        }
    }

    private static func refused(_ ja: String, _ en: String) -> Review {
        Review("\(ja)は正規表現として直せません。", "There is no translation of \(en) in a regular expression.")
    }
}
