import CPostgres
import Foundation

/// The parameters of a statement in the form libpq takes: one piece of memory, and where in it each stands.
struct PostgresParameters {
    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    private var places: [Int?] = []
    private var lengths: [Int32] = []

    init(_ values: [SQL.Value]) {
        types.reserveCapacity(values.count)
        for value in values {
            let start = bytes.count
            switch value {
            case .null:
                // Left to the statement: a null is of any type.
                types.append(0)
                places.append(nil)
                lengths.append(0)
                continue
            case .integer(let number):
                types.append(PostgresType.int8)
                bytes.appendBigEndian(number)
            case .text(let text):
                types.append(PostgresType.text)
                bytes.appendText(text)
            case .blob(let blob):
                types.append(PostgresType.bytea)
                bytes.append(contentsOf: blob)
            }
            places.append(start)
            lengths.append(Int32(bytes.count - start))
        }
        // So that an empty value at the end points somewhere too.
        bytes.append(0)
    }

    typealias Values = UnsafePointer<UnsafePointer<CChar>?>?

    /// Hands everything to a function of libpq: how many, the values, their lengths, and that they are binary.
    func send(_ body: (Int32, Values, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Int32) -> Int32 {
        bytes.withUnsafeBytes { memory in
            let values = places.map { place -> UnsafePointer<CChar>? in
                place.flatMap { memory.baseAddress?.advanced(by: $0).assumingMemoryBound(to: CChar.self) }
            }
            let formats = [Int32](repeating: 1, count: places.count)
            return values.withUnsafeBufferPointer { values in
                body(Int32(places.count), values.baseAddress, lengths, formats)
            }
        }
    }
}

/// Rows in the binary form of COPY.
struct PostgresPacket {
    var bytes: [UInt8] = []

    mutating func begin() {
        bytes += Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0x00]
        bytes.appendBigEndian(Int32(0))
        bytes.appendBigEndian(Int32(0))
    }

    mutating func add(_ row: [SQL.Value]) {
        bytes.appendBigEndian(Int16(row.count))
        for value in row {
            switch value {
            case .null: bytes.appendBigEndian(Int32(-1))
            case .integer(let number):
                bytes.appendBigEndian(Int32(8))
                bytes.appendBigEndian(number)
            case .text(let text):
                let start = bytes.count
                bytes.appendBigEndian(Int32(0))
                bytes.appendText(text)
                let length = Int32(bytes.count - start - 4)
                withUnsafeBytes(of: length.bigEndian) { bytes.replaceSubrange(start..<start + 4, with: $0) }
            case .blob(let blob):
                bytes.appendBigEndian(Int32(blob.count))
                bytes.append(contentsOf: blob)
            }
        }
    }

    mutating func end() { bytes.appendBigEndian(Int16(-1)) }
}

extension [UInt8] {
    /// PostgreSQL keeps no U+0000, which nobody can type: the replacement character stands for it.
    fileprivate mutating func appendText(_ text: String) {
        let isPlain = text.utf8.withContiguousStorageIfAvailable { bytes in
            guard let start = bytes.baseAddress, memchr(start, 0, bytes.count) == nil else { return bytes.isEmpty }
            append(contentsOf: bytes)
            return true
        }
        if isPlain != true { append(contentsOf: text.replacing("\u{0}", with: "\u{FFFD}").utf8) }
    }

    fileprivate mutating func appendBigEndian(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
    }
}
