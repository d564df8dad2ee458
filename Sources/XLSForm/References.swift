/// The `${…}` of a text.
struct References: Sendable {
    /// One of them, well formed.
    struct Reference: Hashable, Sendable {
        let name: String
        /// `${last-saved#…}`: the answer in the record saved before.
        let isLastSaved: Bool
        /// Where it stands, in scalars.
        let range: Range<Int>
    }

    /// The text's scalars, in which the places are.
    let scalars: [Unicode.Scalar]
    let references: [Reference]
    /// Whether something begins like a reference and is none.
    let isMalformed: Bool

    init(_ text: String) {
        guard text.contains("${") else {
            scalars = []
            references = []
            isMalformed = false
            return
        }
        let scalars = Array(text.unicodeScalars)
        var found: [Reference] = []
        var malformed = false
        var index = 0
        while index + 1 < scalars.count {
            guard scalars[index] == "$", scalars[index + 1] == "{" else {
                index += 1
                continue
            }
            guard let end = scalars[(index + 2)...].firstIndex(of: "}") else {
                malformed = true
                break
            }
            if end == index + 2 {
                index = end
                continue
            }
            var inner = scalars[(index + 2)..<end]
            let prefix = Array("last-saved#".unicodeScalars)
            let isLastSaved = inner.starts(with: prefix)
            if isLastSaved { inner = inner.dropFirst(prefix.count) }
            if !inner.isEmpty, XMLName.length(of: inner) == inner.count {
                var name = String.UnicodeScalarView()
                name.append(contentsOf: inner)
                found.append(Reference(name: String(name), isLastSaved: isLastSaved, range: index..<(end + 1)))
            } else {
                malformed = true
            }
            index = end + 1
        }
        self.scalars = scalars
        references = found
        isMalformed = malformed
    }

    /// Whether the text has references, and all are well formed up to the first.
    static func contains(in text: String) -> Bool { !References(text).references.isEmpty }

    /// The name, if the text is one reference and nothing else.
    static func only(in text: String) -> String? {
        let read = References(text)
        guard read.references.count == 1, !read.isMalformed, read.references[0].range == 0..<read.scalars.count else {
            return nil
        }
        return read.references[0].name
    }

    /// The text with each reference replaced.
    func replaced(in text: String, by replacement: (Reference) -> String) -> String {
        guard !references.isEmpty else { return text }
        var result = String.UnicodeScalarView()
        var index = 0
        for reference in references {
            result.append(contentsOf: scalars[index..<reference.range.lowerBound])
            result.append(contentsOf: replacement(reference).unicodeScalars)
            index = reference.range.upperBound
        }
        result.append(contentsOf: scalars[index...])
        return String(result)
    }
}
