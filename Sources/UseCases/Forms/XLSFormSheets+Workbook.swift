import Documents
import XLSForm

extension XLSFormSheets {
    /// Enough for a form and its lists of choices.
    private static let limits = {
        var limits = Workbook.Limits()
        limits.bytes = 10_000_000
        limits.unpackedBytes = 50_000_000
        limits.sheets = 50
        limits.rows = 20_000
        limits.columns = 300
        limits.cells = 500_000
        return limits
    }()

    /// The sheets of an .xlsx file.
    init(workbook bytes: [UInt8]) throws(ImportedForm.Refused) {
        let workbook: Workbook
        do {
            workbook = try Workbook(reading: bytes, limits: Self.limits)
        } catch {
            let message = error.message
            throw ImportedForm.Refused(
                findings: [
                    SheetFinding(
                        .error, sheet: error.sheet ?? "", row: error.row, column: nil,
                        message: .init(ja: message.ja, en: message.en))
                ])
        }
        var broken: [SheetFinding] = []
        for sheet in workbook.sheets {
            for (index, row) in sheet.rows.enumerated() {
                // `#REF!` in place of a label or a formula would be read as one.
                guard let column = row.firstIndex(where: { $0.kind == .error }) else { continue }
                let header = sheet.rows[0].indices.contains(column) ? sheet.rows[0][column].text : nil
                broken.append(
                    SheetFinding(
                        .error, sheet: sheet.name, row: index + 1, column: header,
                        message: .init(
                            ja: "セルの値がエラー（\(row[column].text)）です。入力し直してください。",
                            en: "The cell has the error \(row[column].text). Enter it again.")))
                if broken.count == 50 { break }
            }
        }
        guard broken.isEmpty else { throw ImportedForm.Refused(findings: broken) }
        self.init(
            workbook.sheets.map { sheet in
                Sheet(
                    name: sheet.name, header: sheet.rows.first?.map(\.text) ?? [],
                    rows: sheet.rows.dropFirst().map { $0.map(\.text) })
            })
    }
}
