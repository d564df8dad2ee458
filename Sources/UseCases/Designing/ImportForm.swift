import Grants
import XLSForm

/// What came of reading a workbook into a form that is being designed.
public struct FormImport: Sendable {
    public let design: FormDesign
    /// What was read, with what was left out and what somebody must write anew.
    public let imported: ImportedForm
    /// The sections it became, in order.
    public let sections: [Section]
}

extension Installation {
    /// Bytes of a workbook with an XLSForm.
    public static let largestWorkbook = 4_000_000

    /// Reads an XLSForm workbook into a form that is being designed: its sections come after those that are there, or
    /// instead of them. Undone like any other step.
    /// - Throws: `ImportedForm.Refused` with everything that is wrong with the workbook; then nothing is changed.
    public func importXLSForm(
        _ workbook: [UInt8], replacing: Bool, into form: String, of programme: String, by administrator: Officer
    ) async throws -> FormImport {
        _ = try self.programme(programme, for: administrator)
        let imported = try await offEventLoop { try ImportedForm(readingXLSForm: workbook, id: form) }
        let added = FormEdit.addSections(imported.form.sections, at: .last)
        let count = imported.form.sections.count
        let design = try await step(form, of: programme, key: nil, by: administrator) {
            history, actor, moment throws(EditProblem) in
            if replacing {
                for section in history.form.sections {
                    _ = try history.apply(.removeSection(section.id, evenIfUsed: true), by: actor, at: moment)
                }
            }
            _ = try history.apply(added, by: actor, at: moment)
        }
        return FormImport(design: design, imported: imported, sections: design.form.sections.suffix(count))
    }
}
