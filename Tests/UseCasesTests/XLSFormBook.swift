import Documents
import Foundation
import UseCases

/// A real workbook of sheets that are written as tables: a line for each row, cells between bars, a sheet's name before.
func book(_ text: String) throws -> [UInt8] {
    let writer = try WorkbookWriter(created: Date(timeIntervalSince1970: 1_800_000_000))
    for line in text.split(separator: "\n") {
        let cells = line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard let name = cells.first else { continue }
        if !name.isEmpty { try writer.addSheet(name) }
        if cells.count > 1 {
            try writer.add(
                cells.dropFirst().map { cell in
                    // Numbers as Excel keeps them, so that their reading is tried, too.
                    cell.isEmpty ? .blank : Int64(cell).map { .number($0) } ?? .text(cell)
                })
        }
    }
    return try writer.finish()
}

/// The form of such a workbook.
func imported(_ text: String) throws -> ImportedForm { try ImportedForm(readingXLSForm: try book(text)) }
