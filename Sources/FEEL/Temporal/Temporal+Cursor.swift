extension Temporal {
    /// Reads a short text from the left, byte by byte; it never goes back.
    struct Cursor {
        private let bytes: [UInt8]
        private var place = 0

        /// Nil for a text longer than any temporal literal.
        init?(_ text: some StringProtocol) {
            bytes = Array(text.utf8.prefix(Temporal.longestText + 1))
            if bytes.count > Temporal.longestText { return nil }
        }

        var isAtEnd: Bool { place == bytes.count }

        /// The byte that is next; nil at the end.
        var next: UInt8? { place < bytes.count ? bytes[place] : nil }

        /// Passes the character when it is next, and tells whether it was.
        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard let next, UInt32(next) == character.value, character.isASCII else { return false }
            place += 1
            return true
        }

        /// What is left, as text.
        mutating func rest() -> String {
            defer { place = bytes.count }
            return String(decoding: bytes[place...], as: UTF8.self)
        }

        /// A run of digits as a number, and how many they are. Nil where there is no digit, or too many for 64 bits.
        mutating func number() -> (value: Int64, count: Int)? {
            var value: Int64 = 0
            var count = 0
            while let digit = digit() {
                let (ten, over) = value.multipliedReportingOverflow(by: 10)
                let (sum, overSum) = ten.addingReportingOverflow(Int64(digit))
                if over || overSum { return nil }
                value = sum
                count += 1
            }
            return count == 0 ? nil : (value, count)
        }

        /// Exactly two digits; nil where fewer are next. A third stays where it is, for what follows to refuse it.
        mutating func twoDigits() -> Int? {
            guard let ten = digit(), let one = digit() else { return nil }
            return ten * 10 + one
        }

        /// The digits after a point as nanoseconds, and how many they are. What comes after the ninth is dropped.
        mutating func fraction() -> (nanoseconds: Int, count: Int) {
            var nanoseconds = 0
            var count = 0
            while let digit = digit() {
                if count < 9 { nanoseconds = nanoseconds * 10 + digit }
                count += 1
            }
            for _ in min(count, 9)..<9 { nanoseconds *= 10 }
            return (nanoseconds, count)
        }

        private mutating func digit() -> Int? {
            guard let next, (0x30...0x39).contains(next) else { return nil }
            place += 1
            return Int(next - 0x30)
        }
    }
}
