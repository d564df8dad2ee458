import CZlib

/// Writes a ZIP file piece by piece (PKWARE APPNOTE 6.3). Contents are stored as they are: what goes in is mostly PDFs and
/// pictures, which no packing makes smaller; a part may pass through without being held. Names are UTF-8; beyond 4 GB or 65,535 parts it is a ZIP64 file.
public struct ZipWriter: Sendable {
    /// When a part was made, by the clock on the wall, as ZIP files say it.
    public struct Moment: Sendable {
        let date: UInt16
        let time: UInt16

        public init(year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
            date = UInt16(min(max(year - 1980, 0), 127) << 9 | month << 5 | day)
            time = UInt16(hour << 11 | minute << 5 | second / 2)
        }
    }

    /// A part is larger than 4 GB.
    public struct TooLarge: Error {}

    private struct Entry: Sendable {
        let name: [UInt8]
        let moment: Moment
        let checksum: UInt32
        let size: UInt32
        let start: UInt64
    }

    private var entries: [Entry] = []
    private var names: Set<String> = []
    private var offset: UInt64 = 0

    public init() {}

    /// How many parts there are.
    public var count: Int { entries.count }

    /// The CRC-32 of bytes, going on from that of what came before.
    public static func checksum(_ bytes: [UInt8], after previous: UInt32 = 0) -> UInt32 {
        UInt32(bytes.withUnsafeBufferPointer { crc32_z(UInt(previous), $0.baseAddress, $0.count) })
    }

    /// The bytes before a part's content; exactly `size` bytes with that checksum must follow. A name that is there already,
    /// in whatever case, gets a number.
    /// - Parameter path: folders and the name; each is made safe.
    public mutating func begin(
        _ path: [String], at moment: Moment, size: UInt64, checksum: UInt32
    ) throws(TooLarge) -> [UInt8] {
        guard size < 0xFFFF_FFFF else { throw TooLarge() }
        let entry = Entry(
            name: Array(free(path).utf8), moment: moment, checksum: checksum, size: UInt32(size), start: offset)
        entries.append(entry)
        let head = long(0x0403_4B50) + word(20) + common(entry) + word(UInt16(entry.name.count)) + word(0) + entry.name
        offset += UInt64(head.count) + size
        return head
    }

    /// A whole part of bytes that are at hand.
    public mutating func part(_ path: [String], at moment: Moment, _ bytes: [UInt8]) throws(TooLarge) -> [UInt8] {
        try begin(path, at: moment, size: UInt64(bytes.count), checksum: ZipWriter.checksum(bytes)) + bytes
    }

    /// The directory, which ends the file.
    public func finish() -> [UInt8] {
        var directory: [UInt8] = []
        for entry in entries {
            let isFar = entry.start >= 0xFFFF_FFFF
            let extra = isFar ? word(1) + word(8) + longer(entry.start) : []
            directory +=
                long(0x0201_4B50) + word(isFar ? 45 : 20) + word(isFar ? 45 : 20) + common(entry)
                + word(UInt16(entry.name.count)) + word(UInt16(extra.count)) + word(0) + word(0) + word(0) + long(0)
            directory += long(isFar ? 0xFFFF_FFFF : UInt32(entry.start)) + entry.name + extra
        }
        let (start, size) = (offset, UInt64(directory.count))
        let isLong = entries.count >= 0xFFFF || start >= 0xFFFF_FFFF
        if isLong {
            let count = longer(UInt64(entries.count))
            directory += long(0x0606_4B50) + longer(44) + word(45) + word(45) + long(0) + long(0) + count + count
            directory += longer(size) + longer(start)
            directory += long(0x0706_4B50) + long(0) + longer(start + size) + long(1)
        }
        let count = word(isLong ? 0xFFFF : UInt16(entries.count))
        return directory + long(0x0605_4B50) + word(0) + word(0) + count + count
            + long(isLong ? 0xFFFF_FFFF : UInt32(size)) + long(isLong ? 0xFFFF_FFFF : UInt32(start)) + word(0)
    }

    /// What a part's own header and the directory say alike: flags (UTF-8), method, time, sum and sizes.
    private func common(_ entry: Entry) -> [UInt8] {
        word(0x0800) + word(0) + word(entry.moment.time) + word(entry.moment.date) + long(entry.checksum)
            + long(entry.size) + long(entry.size)
    }

    private func word(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
    private func long(_ number: UInt32) -> [UInt8] {
        word(UInt16(truncatingIfNeeded: number)) + word(UInt16(number >> 16))
    }
    private func longer(_ number: UInt64) -> [UInt8] {
        long(UInt32(truncatingIfNeeded: number)) + long(UInt32(number >> 32))
    }

    // MARK: Names

    private mutating func free(_ path: [String]) -> String {
        let safe = path.map(ZipWriter.safe)
        let folder = safe.dropLast().map { $0 + "/" }.joined()
        let name = safe.last ?? "_"
        let dot = name.lastIndex(of: ".").flatMap { $0 == name.startIndex ? nil : $0 } ?? name.endIndex
        var (whole, number) = (folder + name, 1)
        while !names.insert(whole.lowercased()).inserted {
            number += 1
            whole = "\(folder)\(name[..<dot]) (\(number))\(name[dot...])"
        }
        return whole
    }

    /// A name that every system takes for a file or folder: without separators, control characters and what Windows
    /// forbids, not one of its devices, and of at most 120 bytes with its ending kept.
    static func safe(_ name: String) -> String {
        let forbidden: [Character: Character] = [
            "/": "／", "\\": "＼", ":": "：", "*": "＊", "?": "？", "\"": "”", "<": "＜", ">": "＞", "|": "｜",
        ]
        var plain = String(PlainText.line(name).map { forbidden[$0] ?? $0 })
        while let first = plain.first, first == "." || first == " " { plain.removeFirst() }
        while let last = plain.last, last == "." || last == " " { plain.removeLast() }
        if plain.isEmpty { return "_" }
        let stem = plain.prefix { $0 != "." }.uppercased()
        let devices = ["CON", "PRN", "AUX", "NUL"] + (1...9).flatMap { ["COM\($0)", "LPT\($0)"] }
        if devices.contains(stem) { plain = "_" + plain }
        guard plain.utf8.count > 120 else { return plain }
        let ending =
            plain.lastIndex(of: ".").map { String(plain[$0...]) }.flatMap { $0.utf8.count <= 12 ? $0 : nil } ?? ""
        var cut = String(plain.dropLast(ending.count))
        while cut.utf8.count + ending.utf8.count > 120 { cut.removeLast() }
        return cut + ending
    }
}
