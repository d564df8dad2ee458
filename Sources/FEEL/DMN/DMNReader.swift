import Foundation

/// Reads decision models from DMN XML, versions 1.1 to 1.5.
public enum DMNReader {
    /// A model, provided that all that has meaning in the file can be in it.
    ///
    /// - Parameter data: the file, in UTF-8 or UTF-16, of at most 5,000,000 bytes.
    /// - Throws: `DMNError`; `unsupported` names the parts of the file that a `DMNModel` cannot hold.
    public static func read(_ data: Data) throws(DMNError) -> DMNModel {
        let found = try reading(data)
        let lost = found.omissions.filter(\.hasMeaning)
        if !lost.isEmpty { throw DMNError(.unsupported(lost)) }
        return found.model
    }

    /// A model with what can be in it, and a list of what cannot.
    ///
    /// - Parameter data: the file, in UTF-8 or UTF-16, of at most 5,000,000 bytes.
    /// - Throws: `DMNError` when the file is no DMN, or contradicts itself.
    public static func reading(_ data: Data) throws(DMNError) -> (model: DMNModel, omissions: [DMNPart]) {
        let root = try DMNParser.root(of: data)
        guard root.name == "definitions", namespaces.contains(root.namespace) else {
            throw DMNError(.notDMN(root.namespace.isEmpty ? root.name : root.namespace))
        }
        var document = DMNDocument(root)
        return try document.read()
    }

    /// Those of DMN 1.1, 1.2, 1.3, 1.4 and 1.5.
    static let namespaces = [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd", "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/", "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ]
}
