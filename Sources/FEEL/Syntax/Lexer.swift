/// Cuts a formula's text into tokens (DMN 1.5 §10.3.1.4).
struct Lexer {
    private let bytes: [UInt8]
    private var position = 0
    private(set) var tokens: [Token] = []

    /// Throws the first thing that is no token.
    static func tokens(of text: String) throws(Finding) -> [Token] {
        var lexer = Lexer(bytes: Array(text.utf8))
        try lexer.run()
        return lexer.tokens
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 4 + 2)
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        let at = position + offset
        return at < bytes.count ? bytes[at] : 0
    }

    private mutating func run() throws(Finding) {
        while position < bytes.count {
            let start = position
            let byte = bytes[position]
            switch byte {
            case 0x20, 0x09...0x0D: position += 1
            case 0x30...0x39: try number()
            case UInt8(ascii: "."):
                if (0x30...0x39).contains(self.byte(1)), !isAfterOperand {
                    try number()
                } else {
                    sign(self.byte(1) == byte ? .dots : .dot)
                }
            case UInt8(ascii: "\""): try string()
            case UInt8(ascii: "/"):
                switch self.byte(1) {
                case UInt8(ascii: "/"):
                    while position < bytes.count, !(0x0A...0x0D).contains(bytes[position]) { position += 1 }
                case UInt8(ascii: "*"): try comment()
                default: sign(.slash)
                }
            case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3F: word()
            default:
                if byte < 0x80 {
                    guard let found = Lexer.sign(byte, self.byte(1)) else { throw unexpected(start) }
                    sign(found)
                } else {
                    let scalar = self.scalar()
                    if Characters.isSpace(scalar) {
                        position += Lexer.length(byte)
                    } else if Characters.isNameStart(scalar) {
                        word()
                    } else if scalar == "’" {
                        // The typographic apostrophe that grammar rule 30 allows in names.
                        tokens.append(Token(kind: .sign(.quote), span: Span(start, start + 3), text: "'"))
                        position += 3
                    } else {
                        throw unexpected(start)
                    }
                }
            }
        }
        tokens.append(Token(kind: .end, span: Span(bytes.count, bytes.count), text: ""))
    }

    /// Whether the last token ends an operand, so that a point after it begins a path and not a number.
    private var isAfterOperand: Bool {
        switch tokens.last?.kind {
        case .word, .number, .string: true
        case .sign(let sign): sign == .close || sign == .closeBracket || sign == .closeBrace
        default: false
        }
    }

    private func unexpected(_ start: Int) -> Finding {
        let scalar = self.scalar()
        let span = Span(start, start + max(1, Lexer.length(bytes[start])))
        return Finding(
            .unexpectedCharacter(String(Character(scalar))), at: span,
            mend: Characters.meant(scalar).map { Mend(at: span, with: $0) })
    }

    private mutating func sign(_ sign: Token.Sign) {
        let length = sign.rawValue.utf8.count
        tokens.append(Token(kind: .sign(sign), span: Span(position, position + length), text: sign.rawValue))
        position += length
    }

    private static func sign(_ byte: UInt8, _ next: UInt8) -> Token.Sign? {
        switch (byte, next) {
        case (UInt8(ascii: "*"), UInt8(ascii: "*")): .power
        case (UInt8(ascii: "!"), UInt8(ascii: "=")): .unequal
        case (UInt8(ascii: "<"), UInt8(ascii: "=")): .lessOrEqual
        case (UInt8(ascii: ">"), UInt8(ascii: "=")): .greaterOrEqual
        case (UInt8(ascii: "-"), UInt8(ascii: ">")): .arrow
        default: byte == UInt8(ascii: "!") ? nil : Token.Sign(rawValue: String(Unicode.Scalar(byte)))
        }
    }

    // MARK: Words and numbers

    private mutating func word() {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte < 0x80 {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x3F: position += 1
                default: return finishWord(start)
                }
            } else {
                guard Characters.isNamePart(scalar()) else { return finishWord(start) }
                position += Lexer.length(byte)
            }
        }
        finishWord(start)
    }

    private mutating func finishWord(_ start: Int) {
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        let isShort = position - start <= 9 && bytes[start] < 0x80
        tokens.append(
            Token(
                kind: .word(isShort ? Token.Keyword(rawValue: text) : nil), span: Span(start, position), text: text))
    }

    private mutating func number() throws(Finding) {
        let start = position
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        while isDigit(byte()) { position += 1 }
        if byte() == UInt8(ascii: "."), isDigit(byte(1)) {
            position += 1
            while isDigit(byte()) { position += 1 }
        }
        if byte() | 0x20 == UInt8(ascii: "e") {
            let hasSign = byte(1) == UInt8(ascii: "+") || byte(1) == UInt8(ascii: "-")
            if isDigit(byte(hasSign ? 2 : 1)) {
                position += hasSign ? 2 : 1
                while isDigit(byte()) { position += 1 }
            }
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        tokens.append(Token(kind: .number, span: Span(start, position), text: text))
    }

    // MARK: Strings and comments

    private mutating func string() throws(Finding) {
        let start = position
        position += 1
        var characters: [UInt8] = []
        while position < bytes.count {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                let text = String(decoding: characters, as: UTF8.self)
                tokens.append(Token(kind: .string(text), span: Span(start, position), text: ""))
                return
            case UInt8(ascii: "\\"): try escape(into: &characters)
            default:
                characters.append(byte)
                position += 1
            }
        }
        throw Finding(.unterminatedString, at: Span(start, bytes.count))
    }

    /// Grammar rule 64; what is no escape sequence stands for itself, as patterns like `"\d"` need.
    private mutating func escape(into characters: inout [UInt8]) throws(Finding) {
        let start = position
        let kind = byte(1)
        position += 2
        switch kind {
        case UInt8(ascii: "n"): characters.append(0x0A)
        case UInt8(ascii: "r"): characters.append(0x0D)
        case UInt8(ascii: "t"): characters.append(0x09)
        case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"): characters.append(kind)
        case UInt8(ascii: "u"), UInt8(ascii: "U"):
            guard var code = hexadecimal(kind == UInt8(ascii: "u") ? 4 : 6) else {
                throw Finding(.badEscape, at: Span(start, min(position, bytes.count)))
            }
            // A character beyond U+FFFF may be written as a pair of surrogates.
            if (0xD800...0xDBFF).contains(code), byte() == UInt8(ascii: "\\"), byte(1) == UInt8(ascii: "u") {
                position += 2
                guard let low = hexadecimal(4), (0xDC00...0xDFFF).contains(low) else {
                    throw Finding(.badEscape, at: Span(start, min(position, bytes.count)))
                }
                code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
            }
            guard let scalar = Unicode.Scalar(code) else {
                throw Finding(.badEscape, at: Span(start, min(position, bytes.count)))
            }
            characters += Array(String(Character(scalar)).utf8)
        default:
            characters.append(UInt8(ascii: "\\"))
            position -= 1
        }
    }

    private mutating func hexadecimal(_ count: Int) -> UInt32? {
        guard position + count <= bytes.count else { return nil }
        let digits = String(decoding: bytes[position..<position + count], as: UTF8.self)
        guard digits.allSatisfy(\.isHexDigit), let code = UInt32(digits, radix: 16) else { return nil }
        position += count
        return code
    }

    private mutating func comment() throws(Finding) {
        let start = position
        position += 2
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "*"), byte(1) == UInt8(ascii: "/") {
                position += 2
                return
            }
            position += 1
        }
        throw Finding(.unterminatedComment, at: Span(start, bytes.count))
    }

    // MARK: UTF-8

    /// The character at the position. The bytes come from a `String`, and are well formed.
    private func scalar() -> Unicode.Scalar {
        let first = UInt32(byte())
        func next(_ offset: Int) -> UInt32 { UInt32(byte(offset)) & 0x3F }
        let value: UInt32 =
            switch Lexer.length(byte()) {
            case 1: first
            case 2: (first & 0x1F) << 6 | next(1)
            case 3: (first & 0x0F) << 12 | next(1) << 6 | next(2)
            default: (first & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3)
            }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    private static func length(_ byte: UInt8) -> Int { byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4 }
}
