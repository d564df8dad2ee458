/// Names that XML allows, of which those of questions are.
enum XMLName {
    /// Whether it is a name, with a prefix before a colon or without.
    static func isValid(_ text: String) -> Bool {
        let parts = text.unicodeScalars.split(separator: ":", omittingEmptySubsequences: false)
        return parts.count <= 2 && parts.allSatisfy { length(of: $0) == $0.count && !$0.isEmpty }
    }

    /// How many scalars at the beginning are a name.
    static func length(of scalars: some Collection<Unicode.Scalar>) -> Int {
        guard let first = scalars.first, isStart(first) else { return 0 }
        return scalars.prefix(while: isPart).count
    }

    /// Whether a name may begin with it. Japanese letters are such.
    static func isStart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x41...0x5A, 0x5F, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x2FF, 0x370...0x37D, 0x37F...0x1FFF,
            0x200C...0x200D, 0x2070...0x218F, 0x2C00...0x2FEF, 0x3001...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFFFD,
            0x10000...0xEFFFF:
            true
        default: false
        }
    }

    /// Whether it may be within a name.
    static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x2D, 0x2E, 0x30...0x39, 0xB7, 0x300...0x36F, 0x203F...0x2040: true
        default: isStart(scalar)
        }
    }
}
