/// Writes XML, escaped and indented.
struct XMLText {
    private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var names: [String] = []

    /// Starts an element; attributes without a value are left out.
    mutating func open(_ name: String, _ attributes: [(String, String?)]) throws(DMNError) {
        try start(name, attributes)
        text += ">\n"
        names.append(name)
    }

    /// Ends the element that was opened last.
    mutating func close() {
        guard let name = names.popLast() else { return }
        indent()
        text += "</\(name)>\n"
    }

    /// An element with a text, or with nothing, in it.
    mutating func leaf(_ name: String, _ content: String?, _ attributes: [(String, String?)] = []) throws(DMNError) {
        try start(name, attributes)
        if let content {
            text += ">\(try XMLText.escaped(content, isAttribute: false, owner: name))</\(name)>\n"
        } else {
            text += "/>\n"
        }
    }

    private mutating func start(_ name: String, _ attributes: [(String, String?)]) throws(DMNError) {
        indent()
        text += "<\(name)"
        for (attribute, value) in attributes {
            guard let value else { continue }
            text += " \(attribute)=\"\(try XMLText.escaped(value, isAttribute: true, owner: attribute))\""
        }
    }

    private mutating func indent() { text += String(repeating: "  ", count: names.count) }

    private static func escaped(_ text: String, isAttribute: Bool, owner: String) throws(DMNError) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += isAttribute ? "&quot;" : "\""
            // A reader turns line breaks in attributes to spaces, and carriage returns anywhere to line feeds.
            case "\r": escaped += "&#13;"
            case "\n": escaped += isAttribute ? "&#10;" : "\n"
            case "\t": escaped += isAttribute ? "&#9;" : "\t"
            default:
                guard scalar.value >= 0x20, scalar.value != 0xFFFE, scalar.value != 0xFFFF else {
                    let code = String(scalar.value, radix: 16, uppercase: true)
                    throw DMNError(.unwritableCharacter("U+\(code)", in: owner))
                }
                escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}
