/// A finished PDF, to which something is to be added as an incremental update (ISO 32000-1, 7.5.6).
struct PDFFile {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// The file with its language said in the catalog, so that screen readers speak it rightly, and with the
    /// wish that readers show the title rather than the file name. Cairo 1.16 has no way to say either.
    ///
    /// A file that is not as Cairo writes it is returned as it is: it lacks the language, and nothing else.
    func declaring(language: String) -> [UInt8] {
        guard
            let trailerAt = last("trailer\n", from: bytes.count),
            let trailer = text(from: trailerAt, to: bytes.count),
            let root = Self.number(after: "/Root ", in: trailer),
            let size = Self.number(after: "/Size ", in: trailer),
            let table = Self.number(after: "startxref\n", in: trailer),
            let catalogAt = last("\n\(root) 0 obj\n", from: trailerAt),
            let catalogEnd = first("\nendobj", from: catalogAt),
            let catalog = text(from: catalogAt + 1, to: catalogEnd),
            catalog.contains("/Type /Catalog"), !catalog.contains("/Lang"), catalog.hasSuffix(">>")
        else { return bytes }

        let info = Self.number(after: "/Info ", in: trailer).map { "   /Info \($0) 0 R\n" } ?? ""
        let entries = "   /Lang (\(language))\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>"
        let object = String(catalog.dropLast(2)) + entries + "\nendobj\n"
        let newTable = bytes.count + object.utf8.count
        let offset = String(bytes.count)
        let padded = String(repeating: "0", count: max(0, 10 - offset.utf8.count)) + offset
        let update =
            object + "xref\n\(root) 1\n\(padded) 00000 n \n"
            + "trailer\n<< /Size \(size)\n   /Root \(root) 0 R\n\(info)   /Prev \(table)\n>>\n"
            + "startxref\n\(newTable)\n%%EOF\n"
        return bytes + update.utf8
    }

    // MARK: - Finding

    private func text(from start: Int, to end: Int) -> String? {
        String(validating: bytes[start..<end], as: UTF8.self)
    }

    private func last(_ word: String, from end: Int) -> Int? {
        let word = Array(word.utf8)
        return stride(from: end - word.count, through: 0, by: -1).first { matches(word, at: $0) }
    }

    private func first(_ word: String, from start: Int) -> Int? {
        let word = Array(word.utf8)
        guard start <= bytes.count - word.count else { return nil }
        return (start...bytes.count - word.count).first { matches(word, at: $0) }
    }

    private func matches(_ word: [UInt8], at start: Int) -> Bool {
        guard bytes[start] == word[0] else { return false }
        return bytes[start..<start + word.count].elementsEqual(word)
    }

    private static func number(after word: String, in text: String) -> Int? {
        guard let range = text.firstRange(of: word) else { return nil }
        return Int(text[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
