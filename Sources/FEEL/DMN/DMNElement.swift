/// An element of an XML file.
struct DMNElement {
    let name: String
    /// The URI of its namespace; empty when it has none.
    let namespace: String
    /// Attributes without a namespace.
    let attributes: [String: String]
    var children: [DMNElement] = []
    /// The characters directly in it.
    var text = ""

    subscript(attribute: String) -> String? { attributes[attribute] }

    func first(_ name: String) -> DMNElement? { children.first { $0.name == name } }

    func all(_ name: String) -> [DMNElement] { children.filter { $0.name == name } }
}
