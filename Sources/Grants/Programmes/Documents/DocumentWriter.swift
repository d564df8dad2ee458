import Yams

/// A mapping of the members that have a value, in the order given.
func mappingNode(_ members: [(String, Node?)]) -> Node {
    .mapping(
        Node.Mapping(
            members.compactMap { key, value in value.map { (Node.text(key), $0) } }, .implicit, .block))
}

extension Node {
    /// A text; one of several lines as a block that keeps them.
    static func text(_ text: String) -> Node {
        .scalar(Node.Scalar(text, Tag(.str), text.contains("\n") ? .literal : .any))
    }

    static func number(_ number: some BinaryInteger) -> Node { .text(String(number)) }

    static func list(_ items: [Node]) -> Node { .sequence(Node.Sequence(items, .implicit, .block)) }

    /// Short texts on one line.
    static func flow(_ items: [String]) -> Node { .sequence(Node.Sequence(items.map { .text($0) }, .implicit, .flow)) }

    /// The document this node is.
    var document: String {
        // Serialising a tree of texts, lists and mappings has nothing that can fail.
        (try? Yams.serialize(node: self, width: -1, allowUnicode: true)) ?? ""
    }
}

extension Text {
    var node: Node { en.map { mappingNode([("ja", .text(ja)), ("en", .text($0))]) } ?? .text(ja) }
}
