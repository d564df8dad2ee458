import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// Reads XML into elements. No entity is ever loaded or expanded: a file with a DOCTYPE is refused, and so is what is too
/// large or nested too deep.
final class DMNParser: NSObject, XMLParserDelegate {
    static let mostBytes = 5_000_000
    static let deepest = 64

    /// The elements that are open, outermost first.
    private var open: [DMNElement] = []
    private var root: DMNElement?
    private var isTooDeep = false

    static func root(of data: Data) throws(DMNError) -> DMNElement {
        guard data.count <= mostBytes else { throw DMNError(.tooLarge(mostBytes)) }
        let text = try text(of: data)
        let body = try withoutDeclaration(text)
        let parser = XMLParser(data: Data(body.utf8))
        parser.shouldProcessNamespaces = true
        parser.shouldResolveExternalEntities = false
        let reader = DMNParser()
        parser.delegate = reader
        let isWellFormed = parser.parse()
        if reader.isTooDeep { throw DMNError(.tooDeep(deepest)) }
        guard isWellFormed, reader.open.isEmpty, let root = reader.root else {
            // The declaration was cut off together with the line breaks in it.
            let cut = text.utf8.count - body.utf8.count
            let lines = text.utf8.prefix(cut).count { $0 == 0x0A }
            throw DMNError(.malformed(line: max(1, parser.lineNumber + lines)))
        }
        return root
    }

    private static func text(of data: Data) throws(DMNError) -> String {
        if data.starts(with: [0xFE, 0xFF]) || data.starts(with: [0xFF, 0xFE]) {
            guard let text = String(data: data, encoding: .utf16) else { throw DMNError(.encoding("UTF-16")) }
            return text
        }
        let bytes = data.starts(with: [0xEF, 0xBB, 0xBF]) ? data.dropFirst(3) : data
        guard let text = String(validating: bytes, as: UTF8.self) else { throw DMNError(.encoding("?")) }
        return text
    }

    /// The text without its XML declaration: the parser is always given UTF-8. Only before the root element there can be a
    /// DOCTYPE, and there it is refused.
    private static func withoutDeclaration(_ text: String) throws(DMNError) -> String {
        var body = Substring(text)
        if body.hasPrefix("<?xml"), let end = body.range(of: "?>") {
            let declaration = body[..<end.lowerBound]
            if let encoding = encoding(in: declaration),
                !["utf-8", "utf8", "utf-16", "us-ascii"].contains(encoding.lowercased())
            {
                throw DMNError(.encoding(encoding))
            }
            body = body[end.upperBound...]
        }
        var prolog = body
        while true {
            prolog = prolog.drop { $0.isWhitespace }
            let end: String
            if prolog.hasPrefix("<?") {
                end = "?>"
            } else if prolog.hasPrefix("<!--") {
                end = "-->"
            } else {
                break
            }
            guard let found = prolog.range(of: end) else { break }
            prolog = prolog[found.upperBound...]
        }
        if prolog.hasPrefix("<!") { throw DMNError(.doctype) }
        return String(body)
    }

    private static func encoding(in declaration: Substring) -> String? {
        guard let name = declaration.range(of: "encoding") else { return nil }
        let value = declaration[name.upperBound...].drop { $0.isWhitespace || $0 == "=" }
        guard let quote = value.first, quote == "\"" || quote == "'" else { return nil }
        return String(value.dropFirst().prefix { $0 != quote })
    }

    // MARK: XMLParserDelegate

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        guard open.count < DMNParser.deepest else {
            isTooDeep = true
            parser.abortParsing()
            return
        }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        open.append(
            DMNElement(
                name: local, namespace: namespaceURI ?? "", attributes: attributes.filter { !$0.key.contains(":") }))
    }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        guard let element = open.popLast() else { return }
        if open.isEmpty {
            root = element
        } else {
            open[open.count - 1].children.append(element)
        }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        if !open.isEmpty { open[open.count - 1].text += string }
    }

    func parser(_ parser: XMLParser, foundCDATA block: Data) {
        if !open.isEmpty { open[open.count - 1].text += String(decoding: block, as: UTF8.self) }
    }
}
