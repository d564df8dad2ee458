import CZlib
import Testing

@testable import UseCases

@Suite("Gunzip")
struct GunzipTests {
    @Test("unpacks what gzip packed, whatever its length")
    func unpacks() throws {
        for count in [0, 1, 65_535, 65_536, 65_537, 1_000_000] {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 7)) }
            let packed = gzip(bytes)
            #expect(Gunzip.isPacked(packed))
            #expect(try Gunzip.unpacked(packed, limit: 1_000_000) == bytes)
        }
        #expect(!Gunzip.isPacked(Array("#kofu\tpostal".utf8)))
        #expect(!Gunzip.isPacked([]))
        #expect(!Gunzip.isPacked([0x1F]))
    }

    @Test("files put one behind the other are one file")
    func members() throws {
        let packed = gzip(Array("霞が".utf8)) + gzip([]) + gzip(Array("関".utf8))
        #expect(try Gunzip.unpacked(packed, limit: 100) == Array("霞が関".utf8))
    }

    @Test("is given up where a small file unpacks to a large one, to the byte")
    func limit() throws {
        let bytes = [UInt8](repeating: 0, count: 10_000_000)
        let packed = gzip(bytes)
        #expect(packed.count < 20_000)
        #expect(throws: Gunzip.Failure.tooLarge(1_048_576)) { try Gunzip.unpacked(packed, limit: 1_048_576) }
        #expect(throws: Gunzip.Failure.tooLarge(9_999_999)) { try Gunzip.unpacked(packed, limit: 9_999_999) }
        #expect(try Gunzip.unpacked(packed, limit: 10_000_000).count == 10_000_000)
        // The second of two files counts, too.
        #expect(throws: Gunzip.Failure.tooLarge(15_000_000)) {
            try Gunzip.unpacked(packed + packed, limit: 15_000_000)
        }
    }

    @Test("says that a file is damaged: cut off, changed, followed by something else, or none")
    func damage() throws {
        let packed = gzip(Array("交付 交付 交付 公募 公募".utf8))
        for length in 0..<packed.count {
            #expect(throws: Gunzip.Failure.damaged) { try Gunzip.unpacked(Array(packed[..<length]), limit: 1_000) }
        }
        for place in 10..<packed.count {
            var changed = packed
            changed[place] ^= 0x55
            #expect(throws: Gunzip.Failure.self) { try Gunzip.unpacked(changed, limit: 1_000) }
        }
        #expect(throws: Gunzip.Failure.damaged) { try Gunzip.unpacked(packed + [1, 2, 3], limit: 1_000) }
        #expect(throws: Gunzip.Failure.damaged) { try Gunzip.unpacked(Array("郵便番号".utf8), limit: 1_000) }
    }
}

/// Packs as gzip does.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    let status = deflateInit2_(
        &stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK)
    defer { deflateEnd(&stream) }
    var input = bytes
    var packed = [UInt8](repeating: 0, count: bytes.count + bytes.count / 1_000 + 100)
    let count = input.withUnsafeMutableBufferPointer { input in
        packed.withUnsafeMutableBufferPointer { output in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            precondition(deflate(&stream, Z_FINISH) == Z_STREAM_END)
            return output.count - Int(stream.avail_out)
        }
    }
    return Array(packed[..<count])
}
