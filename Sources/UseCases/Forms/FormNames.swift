import FEEL
import Grants
import XLSForm

/// The names that the questions of an XLSForm have in a form: their own where formulas can use them.
struct FormNames {
    /// The names of fields, columns and headings, by path.
    private(set) var byPath: [String: String] = [:]
    /// The names that are not those of the sheet.
    private(set) var renamed: [(node: FormNode, name: String)] = []
    private var codes: Set<String> = []

    /// Gives the form's own fields their names, then the columns of its tables, which may be called like those of another.
    init(_ outline: SurveyOutline) {
        let items = outline.parts.flatMap(\.items)
        var fields: Set<String> = []
        for item in items { byPath[item.node.nodeset] = name(item.node, besides: &fields) }
        for item in items {
            var taken = fields
            for column in item.columns { byPath[column.node.nodeset] = name(column.node, besides: &taken) }
        }
    }

    private mutating func name(_ node: FormNode, besides taken: inout Set<String>) -> String {
        var name = FormNames.legal(node.name)
        let base = String(name.prefix(55))
        var number = 1
        while !taken.insert(name).inserted {
            number += 1
            name = "\(base)_\(number)"
        }
        if name != node.name { renamed.append((node, name)) }
        return name
    }

    /// The name, or one near to it that formulas read as a name.
    private static func legal(_ name: String) -> String {
        let legal = FieldName.isLegal(name) ? name : FieldName.suggestion(for: name)
        return isPlain(legal) && !given.contains(legal) ? legal : String(legal.prefix(59)) + "_"
    }

    /// What every formula knows besides the form's fields.
    private static let given: Set<String> = ["公募", "事業者"]

    /// Whether a formula that is the name alone speaks of the field.
    private static func isPlain(_ name: String) -> Bool {
        let name = Name(name)
        return (try? Formula(name.text, in: Scope([name: .number])))?.dependencies == [name]
    }

    /// A section's id near to a group's name.
    mutating func section(_ name: String) -> String {
        let base = FormNames.code(name, or: "section")
        var code = base
        var number = 1
        while !codes.insert(code).inserted {
            number += 1
            code = "\(String(base.prefix(35)))-\(number)"
        }
        return code
    }

    /// A code of small letters, digits and hyphens near to a text.
    static func code(_ text: String, or other: String) -> String {
        var code = ""
        for scalar in text.lowercased().unicodeScalars {
            switch scalar {
            case "a"..."z", "0"..."9": code.unicodeScalars.append(scalar)
            case "_", "-", ".", " ": if code.last != "-", !code.isEmpty { code.append("-") }
            default: continue
            }
        }
        code = String(code.prefix(40))
        while code.last == "-" { code.removeLast() }
        return code.isEmpty ? other : code
    }
}
