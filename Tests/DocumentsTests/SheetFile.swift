import CZlib

/// An .xlsx file made by hand, with whatever is wrong in it.
struct SheetFile {
    /// A part of the ZIP file; what is said of it may be untrue.
    struct Part {
        var name: String
        var contents: [UInt8]
        var isStored = false
        var flags: UInt16 = 0
        var method: UInt16?
        var checksum: UInt32?
        /// The size said in the directory.
        var unpacked: UInt32?
        /// The size said in the part's own header.
        var headerUnpacked: UInt32?
        /// The name in the part's own header.
        var headerName: String?
        /// Where the directory says that the part begins.
        var offset: UInt32?

        init(_ name: String, _ contents: String) {
            self.name = name
            self.contents = Array(contents.utf8)
        }
    }

    var parts: [Part]

    /// A workbook with these sheets: the children of `worksheet`.
    init(
        _ sheets: (name: String, body: String)..., texts: String? = nil, styles: String? = nil, book: String = ""
    ) {
        let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
        var tabs = ""
        var relations = ""
        parts = []
        for (index, sheet) in sheets.enumerated() {
            tabs += "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\" r:id=\"r\(index)\"/>"
            relations += "<Relationship Id=\"r\(index)\" Type=\"\(office)/worksheet\" Target=\"sheets/s\(index).xml\"/>"
            parts.append(Part("xl/sheets/s\(index).xml", "<worksheet \(main)>\(sheet.body)</worksheet>"))
        }
        for (kind, root, body) in [("sharedStrings", "sst", texts), ("styles", "styleSheet", styles)] {
            guard let body else { continue }
            relations += "<Relationship Id=\"\(kind)\" Type=\"\(office)/\(kind)\" Target=\"/xl/\(kind).xml\"/>"
            parts.append(Part("xl/\(kind).xml", "<\(root) \(main)>\(body)</\(root)>"))
        }
        parts.append(Part("xl/_rels/workbook.xml.rels", "<Relationships>\(relations)</Relationships>"))
        parts.append(
            Part(
                "xl/workbook.xml",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                    + "<workbook \(main) xmlns:r=\"\(office)\">\(book)<sheets>\(tabs)</sheets></workbook>"))
        parts.append(
            Part(
                "_rels/.rels",
                "<Relationships><Relationship Id=\"a\" Type=\"\(office)/officeDocument\" Target=\"xl/workbook.xml\"/>"
                    + "</Relationships>"))
    }

    /// One sheet of these rows.
    init(rows: String, after: String = "", texts: String? = nil, styles: String? = nil, book: String = "") {
        self.init(("表", "<sheetData>\(rows)</sheetData>\(after)"), texts: texts, styles: styles, book: book)
    }

    /// The file with one part changed.
    func changing(_ name: String = "xl/sheets/s0.xml", _ change: (inout Part) -> Void) -> SheetFile {
        var file = self
        for index in file.parts.indices where file.parts[index].name == name { change(&file.parts[index]) }
        return file
    }

    /// The bytes of the ZIP file.
    func bytes(comment: String = "") -> [UInt8] {
        var file: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let packed = part.isStored ? part.contents : Self.deflate(part.contents)
            let checksum = part.checksum ?? UInt32(crc32(0, part.contents, UInt32(part.contents.count)))
            let size = UInt32(part.contents.count)
            let start = UInt32(file.count)
            let method = part.method ?? (part.isStored ? 0 : 8)
            func description(unpacked: UInt32, name: String) -> [UInt8] {
                Self.words(20, part.flags, method, 0, 0) + Self.longs(checksum, UInt32(packed.count), unpacked)
                    + Self.words(UInt16(name.utf8.count), 0)
            }
            let headerName = part.headerName ?? part.name
            file += Self.longs(0x0403_4B50)
            file += description(unpacked: part.headerUnpacked ?? size, name: headerName)
            file += Array(headerName.utf8) + packed
            directory += Self.longs(0x0201_4B50) + Self.words(20)
            directory += description(unpacked: part.unpacked ?? size, name: part.name)
            directory += Self.words(0, 0, 0) + Self.longs(0, part.offset ?? start) + Array(part.name.utf8)
        }
        let start = UInt32(file.count)
        let count = UInt16(parts.count)
        return file + directory + Self.longs(0x0605_4B50) + Self.words(0, 0, count, count)
            + Self.longs(UInt32(directory.count), start) + Self.words(UInt16(comment.utf8.count)) + Array(comment.utf8)
    }

    private static func words(_ words: UInt16...) -> [UInt8] {
        words.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
    }

    private static func longs(_ longs: UInt32...) -> [UInt8] {
        longs.flatMap { long in (0..<4).map { UInt8(truncatingIfNeeded: long >> (8 * $0)) } }
    }

    private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: bytes.count + bytes.count / 1000 + 64) { output, count in
            var stream = z_stream()
            var input = bytes
            input.withUnsafeMutableBufferPointer { input in
                let size = Int32(MemoryLayout<z_stream>.size)
                deflateInit2_(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
                stream.next_in = input.baseAddress
                stream.avail_in = UInt32(input.count)
                stream.next_out = output.baseAddress
                stream.avail_out = UInt32(output.count)
                CZlib.deflate(&stream, Z_FINISH)
                count = Int(stream.total_out)
                deflateEnd(&stream)
            }
        }
    }
}

/// Random numbers that are the same in each run (SplitMix64).
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

    /// A text of pieces that are awkward in files.
    mutating func text() -> String {
        let pieces = [
            "a", "漢", "𠮷", "㈱", "髙﨑", " ", "　", "\n", "\t", ",", "\"", "\"\"", "'", "=", "+", "-", "@", "<", "&amp;",
            "]]>",
            "_x0041_", "_x", "_", "\u{1}", "\u{FFFE}", "1", "0.5", "か\u{3099}", "👨‍👩‍👧", ";", "\u{2028}", "é", "－",
        ]
        return (0..<Int.random(in: 0...6, using: &self)).map { _ in pieces.randomElement(using: &self) ?? "" }.joined()
    }
}
