import Glibc

/// A change from one character encoding to another by the system's iconv.
final class Charset {
    /// Windows-31J, which Excel in Japan calls Shift_JIS: with ①, ㈱, 髙 and 﨑, which Foundation's `shiftJIS` lacks.
    static let windows31J = "CP932"
    static let utf8 = "UTF-8"

    private let handle: iconv_t

    /// Nil where the system does not know the encodings.
    init?(from: String, to: String) {
        handle = iconv_open(to, from)
        if Int(bitPattern: handle) == -1 { return nil }
    }

    deinit { iconv_close(handle) }

    /// The bytes in the other encoding, and how many of them could be read: all, unless one is wrong or has no counterpart.
    func convert(_ bytes: ArraySlice<UInt8>) -> (output: [UInt8], read: Int) {
        var read = 0
        // A byte makes at most three: a half-width katakana in UTF-8. The other way there is less.
        let output = [UInt8](unsafeUninitializedCapacity: bytes.count * 3 + 8) { buffer, count in
            bytes.withUnsafeBufferPointer { input in
                iconv(handle, nil, nil, nil, nil)  // from the beginning
                var from = UnsafeMutableRawPointer(mutating: input.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var to = UnsafeMutableRawPointer(buffer.baseAddress)?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (input.count, buffer.count)
                _ = iconv(handle, &from, &left, &to, &room)
                read = input.count - left
                count = buffer.count - room
            }
        }
        return (output, read)
    }
}
