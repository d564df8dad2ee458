import Foundation

#if canImport(FoundationXML)
    import FoundationXML
#endif

/// The XML an S3-compatible store answers in: elements that hold texts, in their order.
final class ObjectAnswer: NSObject, XMLParserDelegate {
    private(set) var root = ""
    /// Each element that holds no other, by its names from below the root.
    private(set) var texts: [(path: String, text: String)] = []
    private var open: [String] = []
    private var text = ""
    /// Whether the element that is being read holds others.
    private var isParent = false

    /// Nil for what is no XML.
    init?(_ body: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(body))
        parser.shouldResolveExternalEntities = false
        parser.delegate = self
        guard parser.parse(), parser.parserError == nil, open.isEmpty, !root.isEmpty else { return nil }
    }

    /// The first of that path.
    subscript(path: String) -> String? { texts.first { $0.path == path }?.text }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        if open.isEmpty { root = name }
        open.append(name)
        (text, isParent) = ("", false)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if !isParent { texts.append((open.dropFirst().joined(separator: "/"), text)) }
        open.removeLast()
        isParent = true
    }
}
