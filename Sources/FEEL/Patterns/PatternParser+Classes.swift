extension PatternParser {
    /// What an escape stands for.
    enum Escaped {
        case scalar(Unicode.Scalar)
        case `class`(ScalarSet.Layer)
    }

    /// What stands behind a backslash, inside square brackets or outside (XML Schema part 2, appendix F.1.1; XPath adds
    /// `\$`).
    mutating func readEscaped(_ start: Int) throws(PatternError) -> Escaped {
        guard let scalar = peek else { throw error(.trailingBackslash, start) }
        index += 1
        var layer = ScalarSet.Layer()
        switch scalar {
        case "n": return .scalar("\n")
        case "r": return .scalar("\r")
        case "t": return .scalar("\t")
        case "\\", "|", ".", "-", "^", "?", "*", "+", "{", "}", "(", ")", "[", "]", "$": return .scalar(scalar)
        case "d": layer.categories = .digits
        case "D": layer.categories = ScalarCategories.digits.inverted
        case "w": layer.categories = .words
        case "W": layer.categories = ScalarCategories.words.inverted
        case "s": layer.others = .spaces
        case "S": layer.others = ScalarRanges.spaces.inverted
        case "i": layer.others = .nameStarts
        case "I": layer.others = ScalarRanges.nameStarts.inverted
        case "c": layer.others = .nameCharacters
        case "C": layer.others = ScalarRanges.nameCharacters.inverted
        case "p", "P": layer = try readProperty(start, isNegated: scalar == "P")
        default: throw error(.unknownEscape(scalar), start)
        }
        return .class(layer)
    }

    /// `{L}` or `{IsHiragana}`.
    private mutating func readProperty(_ start: Int, isNegated: Bool) throws(PatternError) -> ScalarSet.Layer {
        guard take("{") else { throw error(.unknownProperty(""), start) }
        var name = ""
        while let scalar = peek, scalar != "}" {
            name.unicodeScalars.append(scalar)
            index += 1
        }
        var layer = ScalarSet.Layer()
        guard take("}") else { throw error(.unknownProperty(name), start) }
        if name.hasPrefix("Is"), let block = UnicodeBlocks.block(name.dropFirst(2)) {
            layer.others = isNegated ? block.inverted : block
        } else if let categories = ScalarCategories(name: name) {
            layer.categories = isNegated ? categories.inverted : categories
        } else {
            throw error(.unknownProperty(name), start)
        }
        return layer
    }

    // MARK: Square brackets

    /// Reads behind a `[`: characters, ranges and escapes, and perhaps in the end `-[…]`, which is subtracted and may
    /// have its own subtraction.
    mutating func readClass(_ start: Int) throws(PatternError) -> [ScalarSet.Layer] {
        var layers: [ScalarSet.Layer] = []
        repeat {
            guard layers.count < Pattern.deepestNesting else { throw error(.tooDeep, index) }
            layers.append(try readLayer(start))
        } while take("[")
        // A subtraction ends the brackets around it.
        for _ in layers {
            guard take("]") else {
                throw peek == nil ? error(.unclosedClass, start) : error(.subtractionNotLast, index)
            }
        }
        return layers
    }

    /// Reads up to the closing bracket, or up to the bracket that opens what is subtracted.
    private mutating func readLayer(_ start: Int) throws(PatternError) -> ScalarSet.Layer {
        var layer = ScalarSet.Layer()
        layer.isNegated = take("^")
        var isAfterHyphen = false
        while true {
            guard let scalar = peek else { throw error(.unclosedClass, start) }
            switch scalar {
            case "]":
                if layer.isEmpty { throw error(.emptyClass, start) }
                return layer
            case "[":
                throw error(.misplacedCharacter(scalar), index)
            case "-" where peekSecond == "[" && !layer.isEmpty:
                index += 1
                return layer
            case "-":
                // It stands for itself at the ends, and behind a range or an escape such as `\d` (XML Schema 1.1 part
                // 2, appendix G.4.2.2): one behind a character was read as a range with it.
                guard !isAfterHyphen || peekSecond == "]" || isSubtraction(index + 1) else {
                    throw error(.misplacedHyphen, index)
                }
                index += 1
                isAfterHyphen = true
                layer.letters.insert(0x2D...0x2D)
            default:
                try readItem(scalar, into: &layer)
                isAfterHyphen = false
            }
        }
    }

    /// A character, a range or an escape.
    private mutating func readItem(_ first: Unicode.Scalar, into layer: inout ScalarSet.Layer) throws(PatternError) {
        let start = index
        index += 1
        var first = first
        if first == "\\" {
            switch try readEscaped(start) {
            case .scalar(let scalar): first = scalar
            case .class(let other):
                layer.others.insert(other.others)
                layer.categories.insert(other.categories)
                return
            }
        }
        // A hyphen after it makes a range, unless the brackets end behind it or a subtraction begins.
        guard peek == "-", let second = peekSecond, second != "]", second != "[", !isSubtraction(index + 1) else {
            layer.letters.insert(first.value...first.value)
            return
        }
        index += 1
        let place = index
        index += 1
        var last = second
        if second == "\\" {
            guard case .scalar(let scalar) = try readEscaped(place) else { throw error(.misplacedHyphen, place - 1) }
            last = scalar
        } else if second == "-" {
            throw error(.misplacedHyphen, place)
        }
        guard first <= last else { throw error(.reversedRange, start) }
        layer.letters.insert(first.value...last.value)
    }

    /// Whether `-[` stands there.
    private func isSubtraction(_ index: Int) -> Bool {
        index + 1 < source.scalars.count && source.scalars[index] == "-" && source.scalars[index + 1] == "["
    }
}

extension ScalarRanges {
    /// `\s`.
    static let spaces = ScalarRanges([0x9...0xA, 0xD...0xD, 0x20...0x20])

    /// `\i`: what an XML name may begin with (XML 1.0, fifth edition, rule 4, which counts the colon).
    static let nameStarts = ScalarRanges([
        0x3A...0x3A, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D,
        0x37F...0x1FFF, 0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF,
        0xFDF0...0xFFFD, 0x10000...0xEFFFF,
    ])

    /// `\c`: what an XML name may hold (rule 4a).
    static let nameCharacters = {
        var ranges = ScalarRanges([0x2D...0x2E, 0x30...0x39, 0xB7...0xB7, 0x300...0x36F, 0x203F...0x2040])
        ranges.insert(nameStarts)
        ranges.normalize()
        return ranges
    }()
}
