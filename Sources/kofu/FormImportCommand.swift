import ArgumentParser
import Foundation
import Grants
import UseCases
import XLSForm

/// `kofu form import`: a form out of a spreadsheet.
struct FormImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Make a form of an XLSForm workbook (.xlsx).",
        discussion: """
            The form's YAML is printed, to be put into a programme's folder; what was left out or changed is said on
            standard error, by sheet and row.

              kofu form import 様式第1号.xlsx > forms/call.yaml

            What cannot be translated stands in the form as 要確認：… and is counted at the end. Such a form is
            not published until somebody has written it anew. Fails when the workbook or the form is wrong.
            """)

    @Argument(help: "The workbook.") var file: String
    @Option(help: "The form's id, of small letters, digits and hyphens.") var id: String?

    func validate() throws {
        if let id, !id.isRowID { throw ValidationError("An id is made of a-z, 0-9 and -, 40 at most.") }
    }

    func run() throws {
        guard let data = FileManager.default.contents(atPath: file) else {
            throw House.Closed(description: "\(file) cannot be read")
        }
        let imported: ImportedForm
        do {
            imported = try ImportedForm(readingXLSForm: [UInt8](data), id: id)
        } catch {
            for finding in error.findings { tell(finding) }
            throw ExitCode.failure
        }
        for finding in imported.findings { tell(finding) }
        for item in imported.review { complain("\(file):survey:\(item.row): \(item.formula.message.ja)") }
        FileHandle.standardOutput.write(Data(imported.form.document.utf8))
        if !imported.review.isEmpty { complain("要確認 \(imported.review.count)") }
        if imported.findings.contains(where: { $0.severity == .error }) { throw ExitCode.failure }
    }

    /// `FILE:SHEET:ROW: …`, as compilers say it.
    private func tell(_ finding: SheetFinding) {
        let place = [finding.sheet, finding.row.map(String.init) ?? ""].filter { !$0.isEmpty }.joined(separator: ":")
        let severity = finding.severity == .warning ? "注意：" : ""
        let column = finding.column.map { "\($0)：" } ?? ""
        complain("\(file)\(place.isEmpty ? "" : ":\(place)"): \(severity)\(column)\(finding.message.ja)")
    }
}

/// `kofu form xlsform-binds`: what the XForms of forms say of their nodes, for `script/xlsform-oracle`.
struct FormBindsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "xlsform-binds", abstract: "Print the binds of XLSForms as JSON.",
        discussion: "The file holds a JSON list of forms, each with its sheets as lists of rows.", shouldDisplay: false)

    @Argument(help: "The file.") var file: String

    func run() throws {
        let data = try Data(contentsOf: URL(fileURLWithPath: file))
        let forms = try JSONDecoder().decode([XLSFormSheets].self, from: data)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(forms.map { XLSForm($0).report }))
    }
}
