/// An office's regular expression in words that XPath's, JavaScript's and Python's readers take for the same.
///
/// XPath's `\d` is every digit of Unicode and JavaScript's ten of them; `\p{IsHiragana}` and subtractions have no
/// counterpart. An expression with such a thing is not translated: half a rule would refuse what we accept.
enum PortablePattern {
    /// The expression rewritten, for the whole text to match; nil where that cannot be done.
    static func text(_ pattern: String) -> String? {
        var reader = Reader(scalars: Array(pattern.unicodeScalars))
        return reader.read()
    }

    private struct Reader {
        let scalars: [Unicode.Scalar]
        var index = 0
        var output = String.UnicodeScalarView()

        private static let escapable = Set(#"\|.?*+(){}[]^$"#.unicodeScalars)

        mutating func read() -> String? {
            while index < scalars.count {
                let scalar = scalars[index]
                index += 1
                switch scalar {
                // Line ends are what differs: JavaScript's dot leaves out two more.
                case ".": output.append(contentsOf: #"[^\n\r]"#.unicodeScalars)
                case "[": guard readClass() else { return nil }
                case "\\": guard readEscape(inClass: false) else { return nil }
                // Where a text begins and ends is said around the expression.
                case "^", "$": return nil
                default: output.append(scalar)
                }
            }
            return String(output)
        }

        private mutating func readEscape(inClass: Bool) -> Bool {
            guard index < scalars.count else { return false }
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "n", "r", "t": break
            // Outside brackets a hyphen is itself, and JavaScript does not let it be escaped.
            case "-":
                if !inClass {
                    output.append(scalar)
                    return true
                }
            default: guard Self.escapable.contains(scalar) else { return false }
            }
            output.append("\\")
            output.append(scalar)
            return true
        }

        private mutating func readClass() -> Bool {
            output.append("[")
            if index < scalars.count, scalars[index] == "^" {
                output.append("^")
                index += 1
            }
            while index < scalars.count {
                let scalar = scalars[index]
                index += 1
                switch scalar {
                case "]":
                    output.append(scalar)
                    return true
                case "\\": guard readEscape(inClass: true) else { return false }
                // A subtraction.
                case "[": return false
                default: output.append(scalar)
                }
            }
            return false
        }
    }
}
