/// What was typed into a form, box by box, exactly as it came. A draft keeps this, nonsense included.
///
/// A field's boxes are `NAME` or `NAME.PART`. A table has one box `NAME` with the ids of its rows, in order, and for each
/// row and column `NAME.ROW.COLUMN` or `NAME.ROW.COLUMN.PART`.
public struct Typed: Hashable, Sendable {
    /// Box to what it holds; several entries where several choices are ticked.
    public var boxes: [String: [String]]

    public init(_ boxes: [String: [String]] = [:]) { self.boxes = boxes }

    public func first(_ box: String) -> String { boxes[box]?.first ?? "" }
    public func all(_ box: String) -> [String] { boxes[box] ?? [] }

    /// The boxes of one field that is no table; `prefix` is the row's in a table.
    public static func boxes(of field: Field, in prefix: String = "") -> [String] {
        let name = prefix + field.name
        var boxes = field.type.parts.isEmpty ? [name] : field.type.parts.map { "\(name).\($0)" }
        if field.type.choices.contains(where: { $0.kind == .other }) { boxes.append("\(name).other") }
        return boxes
    }

    /// The rows of a table, in order, each once; a table of fixed rows has all of them whatever was typed.
    public func rows(of name: String, _ table: Table) -> [String] {
        if let fixed = table.fixedRows { return fixed.map(\.code) }
        var seen: Set<String> = []
        return all(name).filter { $0.isRowID && seen.insert($0).inserted }
    }

    /// Every box of a field that may hold something, with those of the rows there are.
    public func boxes(of field: Field) -> [String] {
        guard case .table(let table) = field.type else { return Typed.boxes(of: field) }
        let cells = rows(of: field.name, table).flatMap { row in
            table.columns.filter { !$0.type.isFile }.flatMap { Typed.boxes(of: $0, in: "\(field.name).\(row).") }
        }
        return (table.fixedRows == nil ? [field.name] : []) + cells
    }

    public var json: JSON { .object(boxes.mapValues(JSON.strings)) }

    public init(json: JSON) { boxes = json.object?.compactMapValues(\.strings) ?? [:] }
}

extension String {
    /// The id of a table's row: lower-case letters, digits and hyphens, 1 to 40.
    public var isRowID: Bool { isCode }
}

extension Form {
    /// Whether a draft of this form may hold the box: it is one of an asked field, with any row where it is a table's.
    public func accepts(box: String) -> Bool {
        let parts = box.split(separator: ".", omittingEmptySubsequences: false)
        guard let name = parts.first, let field = field(named: String(name)), field.isAsked, !field.type.isFile else {
            return false
        }
        guard case .table(let table) = field.type else { return Typed.boxes(of: field).contains(box) }
        if parts.count == 1 { return table.fixedRows == nil }
        guard parts.count >= 3, String(parts[1]).isRowID, let column = table.column(named: String(parts[2])),
            column.isAsked, !column.type.isFile
        else { return false }
        if let fixed = table.fixedRows, !fixed.contains(where: { $0.code == parts[1] }) { return false }
        return Typed.boxes(of: column, in: "\(parts[0]).\(parts[1]).").contains(box)
    }
}
