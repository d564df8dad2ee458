import CZlib

/// The parts of a ZIP file, as Office files are (PKWARE APPNOTE 6.3). Nothing is unpacked before it is asked for.
///
/// The directory at the end of the file is what counts. What the parts say of themselves must agree with it, so that no two
/// programs can see different contents, and no two parts may share bytes, which is how small files become huge.
struct ZipArchive {
    private struct Entry {
        let name: String
        let isDeflated: Bool
        let isLocked: Bool
        let checksum: UInt32
        let packed: Int
        let unpacked: Int
        /// Where its own header begins.
        let header: Int
        /// Where its packed bytes begin.
        var start = 0
    }

    private let bytes: [UInt8]
    private let limits: Workbook.Limits
    /// By lower-case name: names of parts do not differ by case alone.
    private var entries: [String: Entry] = [:]
    /// How many bytes may still be unpacked.
    private var allowance: Int

    /// Reads the directory. Every part's header is checked, also of those that are never asked for.
    init(_ bytes: [UInt8], limits: Workbook.Limits) throws(WorkbookError) {
        guard bytes.count <= limits.bytes else { throw WorkbookError(.tooLarge(limits.bytes)) }
        self.bytes = bytes
        self.limits = limits
        allowance = limits.unpackedBytes
        var ordered: [Entry] = []
        let directory = try readDirectory(into: &ordered)
        ordered.sort { $0.header < $1.header }
        var free = 0
        for var entry in ordered {
            guard entry.header >= free else { throw WorkbookError(.overlapping, in: entry.name) }
            entry.start = try checkHeader(of: entry)
            free = entry.start + entry.packed
            guard free <= directory else { throw WorkbookError(.truncated, in: entry.name) }
            guard entries.updateValue(entry, forKey: entry.name.lowercased()) == nil else {
                throw WorkbookError(.duplicateName, in: entry.name)
            }
        }
    }

    /// Whether there is a part of this name.
    func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

    /// The bytes of a part, or nil if there is none of this name.
    mutating func contents(of name: String) throws(WorkbookError) -> [UInt8]? {
        guard let entry = entries[name.lowercased()] else { return nil }
        guard !entry.isLocked else { throw WorkbookError(.locked) }
        guard entry.unpacked <= allowance else { throw WorkbookError(.tooLargeUnpacked(limits.unpackedBytes)) }
        guard entry.unpacked < 1_000_000 || entry.unpacked / max(1, entry.packed) <= limits.density else {
            throw WorkbookError(.tooDense(String(entry.name.prefix(100))))
        }
        allowance -= entry.unpacked
        let contents = try unpack(entry)
        guard contents.withUnsafeBufferPointer({ crc32_z(0, $0.baseAddress, $0.count) }) == UInt(entry.checksum) else {
            throw WorkbookError(.wrongChecksum, in: entry.name)
        }
        return contents
    }

    // MARK: - Directory

    /// Reads the directory and returns where it begins.
    private func readDirectory(into entries: inout [Entry]) throws(WorkbookError) -> Int {
        guard let end = endRecord() else { throw WorkbookError(.truncated) }
        let (count, size, start) = (word(end + 10), long(end + 12), long(end + 16))
        guard count != 0xFFFF, size != 0xFFFF_FFFF, start != 0xFFFF_FFFF else { throw WorkbookError(.zip64) }
        guard long(end + 4) == 0, word(end + 8) == count, start + size == end else { throw WorkbookError(.truncated) }
        guard count <= limits.parts else { throw WorkbookError(.tooManyParts(limits.parts)) }
        var at = start
        for _ in 0..<count {
            guard at + 46 <= end, long(at) == 0x0201_4B50 else { throw WorkbookError(.truncated) }
            let nameEnd = at + 46 + word(at + 28)
            let next = nameEnd + word(at + 30) + word(at + 32)
            guard next <= end else { throw WorkbookError(.truncated) }
            let name = try Self.name(bytes[at + 46..<nameEnd])
            let (flags, method) = (word(at + 8), word(at + 10))
            let entry = Entry(
                name: name, isDeflated: method == 8, isLocked: flags & 0x2041 != 0,
                checksum: UInt32(long(at + 16)), packed: long(at + 20), unpacked: long(at + 24), header: long(at + 42))
            guard entry.packed != 0xFFFF_FFFF, entry.unpacked != 0xFFFF_FFFF, entry.header != 0xFFFF_FFFF else {
                throw WorkbookError(.zip64, in: name)
            }
            guard method == 8 || method == 0 && (entry.packed == entry.unpacked || entry.isLocked) else {
                throw WorkbookError(method == 0 ? .wrongSize : .compression, in: name)
            }
            entries.append(entry)
            at = next
        }
        guard at == end else { throw WorkbookError(.truncated) }
        return start
    }

    /// Where the record that ends the file begins; a comment may follow it.
    private func endRecord() -> Int? {
        let latest = bytes.count - 22
        guard latest >= 0 else { return nil }
        return stride(from: latest, through: max(0, latest - 0xFFFF), by: -1).first { at in
            bytes[at] == 0x50 && long(at) == 0x0605_4B50 && at + 22 + word(at + 20) == bytes.count
        }
    }

    /// The name of a part, with slashes also where an old program wrote backslashes.
    private static func name(_ bytes: ArraySlice<UInt8>) throws(WorkbookError) -> String {
        let slashed = bytes.map { $0 == 0x5C ? 0x2F : $0 }
        // Names in an old encoding are never asked for; as Latin-1 they stay different from each other.
        let name =
            String(validating: slashed, as: UTF8.self)
            ?? String(String.UnicodeScalarView(slashed.map { Unicode.Scalar($0) }))
        let steps = name.split(separator: "/", omittingEmptySubsequences: false)
        guard !name.isEmpty, !name.hasPrefix("/"), !name.contains("\0"), !name.contains(":"),
            !steps.contains(".."), !steps.contains(".")
        else { throw WorkbookError(.unsafeName, in: name) }
        return name
    }

    /// Checks a part's own header against the directory and returns where its bytes begin. A part written in one go has
    /// its sizes behind it (bit 3), and zeros in the header.
    private func checkHeader(of entry: Entry) throws(WorkbookError) -> Int {
        let at = entry.header
        guard at + 30 <= bytes.count, long(at) == 0x0403_4B50 else { throw WorkbookError(.truncated, in: entry.name) }
        let nameEnd = at + 30 + word(at + 26)
        let start = nameEnd + word(at + 28)
        guard start <= bytes.count else { throw WorkbookError(.truncated, in: entry.name) }
        guard try Self.name(bytes[at + 30..<nameEnd]) == entry.name else {
            throw WorkbookError(.unsafeName, in: entry.name)
        }
        guard (word(at + 8) == 8) == entry.isDeflated else { throw WorkbookError(.compression, in: entry.name) }
        let (packed, unpacked) = (long(at + 18), long(at + 22))
        let comesLater = word(at + 6) & 8 != 0 && (packed == 0 || packed == 0xFFFF_FFFF)
        let isZip64 = packed == 0xFFFF_FFFF && unpacked == 0xFFFF_FFFF
        guard comesLater || isZip64 || packed == entry.packed && unpacked == entry.unpacked else {
            throw WorkbookError(.wrongSize, in: entry.name)
        }
        return start
    }

    private func word(_ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

    private func long(_ at: Int) -> Int { word(at) | word(at + 2) << 16 }

    // MARK: - Unpacking

    private func unpack(_ entry: Entry) throws(WorkbookError) -> [UInt8] {
        let packed = bytes[entry.start..<entry.start + entry.packed]
        guard entry.isDeflated else { return Array(packed) }
        // One byte more than is said, so that a part that goes on is noticed.
        let room = entry.unpacked + 1
        var isWhole = false
        let contents = [UInt8](unsafeUninitializedCapacity: room) { output, count in
            packed.withUnsafeBufferPointer { input in
                var stream = z_stream()
                let size = Int32(MemoryLayout<z_stream>.size)
                // A negative window: bare deflate, without zlib's own header.
                guard inflateInit2_(&stream, -MAX_WBITS, ZLIB_VERSION, size) == Z_OK else { return }
                defer { inflateEnd(&stream) }
                stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(room)
                let status = inflate(&stream, Z_FINISH)
                count = Int(stream.total_out)
                isWhole = status == Z_STREAM_END && stream.avail_in == 0 && count == entry.unpacked
            }
        }
        guard isWhole else { throw WorkbookError(.wrongSize, in: entry.name) }
        return contents
    }
}
