@testable import XLSForm

/// Sheets written as tables: a line for each row, cells between bars, as pyxform's tests have them.
///
///     | survey |
///     |        | type | name | label |
///     |        | text | a    | A     |
func sheets(_ text: String) -> XLSFormSheets {
    var found: [(name: String, rows: [[String]])] = []
    for line in text.split(separator: "\n") {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
            SheetTable.trimmed($0)
        }
        guard let first = cells.first else { continue }
        if !first.isEmpty { found.append((first, [])) }
        if cells.count > 1, !found.isEmpty { found[found.count - 1].rows.append(Array(cells.dropFirst())) }
    }
    return XLSFormSheets(
        found.map { XLSFormSheets.Sheet(name: $0.name, header: $0.rows.first ?? [], rows: Array($0.rows.dropFirst())) })
}

/// The form of such tables.
func form(_ text: String) -> XLSForm { XLSForm(sheets(text)) }

extension XLSForm {
    /// What a bind says.
    func bind(_ nodeset: String) -> [String: String]? { binds.first { $0.nodeset == nodeset }?.attributes }

    /// The findings of a severity as `sheet:row:column`.
    func places(_ severity: SheetFinding.Severity = .error) -> [String] {
        findings.filter { $0.severity == severity }.map { "\($0.sheet):\($0.row ?? 0):\($0.column ?? "")" }
    }
}
