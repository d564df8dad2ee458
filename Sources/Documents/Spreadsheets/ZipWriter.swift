import CZlib

/// Writes a ZIP file piece by piece, so that large parts pass through without being held: parts are stored, not packed, since
/// what goes into them (PDF, pictures, Office files) is packed already.
///
///     var zip = ZipWriter(year: 2026, month: 11, day: 28)
///     send(try zip.begin("計画.pdf", size: size, checksum: checksum)); send(the content); send(zip.finish())
public struct ZipWriter: Sendable {
    /// A file of this kind has no room for more.
    public struct TooLarge: Error, Sendable {}

    private struct Entry {
        let name: [UInt8]
        let size: UInt32
        let checksum: UInt32
        let offset: UInt32
    }

    private var entries: [Entry] = []
    private var names: Set<String> = []
    private var offset: Int64 = 0
    private let date: UInt16

    /// Begins a file; its parts bear that day.
    public init(year: Int, month: Int, day: Int) {
        date = UInt16(min(max(year - 1980, 0), 127) << 9 | month << 5 | day)
    }

    /// The CRC-32 of bytes, going on from that of what came before.
    public static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(UInt(previous), bytes, UInt32(bytes.count)))
    }

    /// The bytes before a part's content; exactly `size` bytes with that checksum must follow. Folders in the name are parted
    /// by `/`; a name that is there already gets a number.
    public mutating func begin(_ name: String, size: Int64, checksum: UInt32) throws(TooLarge) -> [UInt8] {
        let name = Array(free(name).utf8)
        let head = Int64(30 + name.count)
        guard size >= 0, offset + head + size < 0xF000_0000, entries.count < 0xFFF0 else { throw TooLarge() }
        let entry = Entry(name: name, size: UInt32(size), checksum: checksum, offset: UInt32(offset))
        entries.append(entry)
        offset += head + size
        return Self.little(0x0403_4B50, 4) + common(entry) + name
    }

    /// The directory, which ends the file.
    public mutating func finish() -> [UInt8] {
        var directory: [UInt8] = []
        for entry in entries {
            directory += Self.little(0x0201_4B50, 4) + Self.little(20, 2) + common(entry)
            // No comment, on the first disk, with no attributes.
            directory += Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 2) + Self.little(0, 4)
            directory += Self.little(entry.offset, 4) + entry.name
        }
        let count = UInt32(entries.count)
        return directory + Self.little(0x0605_4B50, 4) + Self.little(0, 4) + Self.little(count, 2)
            + Self.little(count, 2) + Self.little(UInt32(directory.count), 4) + Self.little(UInt32(offset), 4)
            + Self.little(0, 2)
    }

    /// What a part's own head and its line in the directory both say: names are in UTF-8, contents stored.
    private func common(_ entry: Entry) -> [UInt8] {
        Self.little(20, 2) + Self.little(0x0800, 2) + Self.little(0, 2) + Self.little(0, 2)
            + Self.little(UInt32(date), 2) + Self.little(entry.checksum, 4) + Self.little(entry.size, 4)
            + Self.little(entry.size, 4) + Self.little(UInt32(entry.name.count), 2) + Self.little(0, 2)
    }

    /// A name as every system takes it.
    private mutating func free(_ name: String) -> String {
        let parts = name.split(separator: "/").map { part -> String in
            let plain = String(
                part.map { "\\:*?\"<>|".contains($0) || ($0.asciiValue ?? 0x20) < 0x20 ? "_" : $0 }.prefix(120))
            return plain.allSatisfy { $0 == "." } ? "_" : plain
        }
        let wanted = parts.isEmpty ? "_" : parts.joined(separator: "/")
        var free = wanted
        var number = 1
        while !names.insert(free.lowercased()).inserted {
            number += 1
            let slash = wanted.lastIndex(of: "/") ?? wanted.startIndex
            let dot = wanted[slash...].lastIndex(of: ".") ?? wanted.endIndex
            free = "\(wanted[..<dot])（\(number)）\(wanted[dot...])"
        }
        return free
    }

    private static func little(_ value: UInt32, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }
}
