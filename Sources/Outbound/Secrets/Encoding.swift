import Foundation

/// Base64 for addresses and file names (RFC 4648 §5), without padding.
enum Base64URL {
    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(
            Base64.encode(bytes).compactMap { character -> Character? in
                switch character {
                case "+": "-"
                case "/": "_"
                case "=": nil
                default: character
                }
            })
    }

    /// Nil for anything but its alphabet, padding included.
    static func decode(_ text: String) -> [UInt8]? {
        guard text.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2d || $0 == 0x5f }) else { return nil }
        return Base64.decodeUnpadded(String(text.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 }))
    }
}

/// Base64 (RFC 4648 §4).
enum Base64 {
    static func encode(_ bytes: some Sequence<UInt8>) -> String { Data(bytes).base64EncodedString() }

    static func encodeUnpadded(_ bytes: some Sequence<UInt8>) -> String {
        String(encode(bytes).prefix { $0 != "=" })
    }

    static func decodeUnpadded(_ text: String) -> [UInt8]? {
        guard !text.utf8.contains(0x3d), text.utf8.count % 4 != 1 else { return nil }
        let padding = String(repeating: "=", count: (4 - text.utf8.count % 4) % 4)
        return Data(base64Encoded: text + padding).map { [UInt8]($0) }
    }
}

/// Base32 (RFC 4648 §6), the form authenticator apps take secrets in: unpadded, read in any case and with spaces.
public enum Base32 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    public static func encode(_ bytes: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for byte in bytes {
            (buffer, bits) = ((buffer << 8 | Int(byte)) & 0xfff, bits + 8)
            while bits >= 5 {
                bits -= 5
                text.append(alphabet[buffer >> bits & 31])
            }
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a character outside the alphabet.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (buffer, bits) = (0, 0)
        for character in text.uppercased().utf8 where character != 0x20 && character != 0x3d {
            guard let value = alphabet.firstIndex(of: character) else { return nil }
            (buffer, bits) = ((buffer << 5 | value) & 0xfff, bits + 5)
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(buffer >> bits & 0xff))
            }
        }
        return bytes
    }
}

func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
}
