import CZlib

/// Unpacks gzip, piece by piece.
enum Gunzip {
    struct Failure: Error, Equatable, CustomStringConvertible {
        let description: String
        static let damaged = Failure(description: "the file is not gzip, or damaged")
        static func tooLarge(_ limit: Int) -> Failure {
            Failure(description: "the file unpacks to more than \(limit / 1_048_576) MB")
        }
    }

    /// Whether these bytes begin as gzip does.
    static func isPacked(_ bytes: [UInt8]) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

    /// The unpacked bytes. A small file may unpack to a very large one: it is given up at the limit.
    static func unpacked(_ packed: [UInt8], limit: Int) throws(Failure) -> [UInt8] {
        var stream = z_stream()
        // 15 bits of window, 16 for gzip's header and checksum.
        let version = zlibVersion()
        guard inflateInit2_(&stream, 15 + 16, version, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .damaged
        }
        defer { inflateEnd(&stream) }
        var unpacked: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 65_536)
        // zlib reads what `next_in` points to and does not write there.
        var input = packed
        let outcome: Failure? = input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(clamping: input.count)
            while true {
                let status = piece.withUnsafeMutableBufferPointer { output in
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    return inflate(&stream, Z_NO_FLUSH)
                }
                guard status == Z_OK || status == Z_STREAM_END else { return .damaged }
                let count = piece.count - Int(stream.avail_out)
                guard unpacked.count + count <= limit else { return .tooLarge(limit) }
                unpacked += piece[..<count]
                if status == Z_STREAM_END {
                    // Files put one behind the other are one file, as gzip has it.
                    guard stream.avail_in > 0 else { return nil }
                    guard inflateReset(&stream) == Z_OK else { return .damaged }
                }
            }
        }
        if let outcome { throw outcome }
        return unpacked
    }
}
