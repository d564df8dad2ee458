import Documents
import Grants
import XLSForm

/// A form made of a workbook that holds an XLSForm, the form standard of ODK (xlsform.org).
///
///     let imported = try ImportedForm(readingXLSForm: bytes, id: "call")
///     imported.review      // what somebody must write anew before the form can be published
///
/// Nothing is guessed: an expression that cannot be translated stands in the form as it was, marked as such
/// (`ForeignFormula`), and keeps the form from being published.
public struct ImportedForm: Sendable {
    /// The form, as its document gives it back.
    public let form: Form
    /// What was left out or changed, and what is wrong with the form besides what must be reviewed. By sheet and row.
    public let findings: [SheetFinding]
    /// 要確認: what could not be translated.
    public let review: [Item]

    /// Something of the form that somebody must write anew.
    public struct Item: Hashable, Sendable {
        /// Where it stands in the form.
        public let place: FormPlace
        /// The row of the survey sheet it comes from.
        public let row: Int
        /// What could not be translated, and why.
        public let formula: ForeignFormula
        /// Why, in both languages.
        public let reason: Text
    }

    /// Why a workbook is not imported: everything found at once, never empty.
    public struct Refused: Error, Sendable, CustomStringConvertible {
        /// What is wrong, by sheet and row.
        public let findings: [SheetFinding]
        public var description: String { findings.map(\.message.en).joined(separator: "\n") }
    }

    /// Fields and columns a form may have.
    public static let mostFields = 1_000
    /// Choices that all fields together may have: a list counts once for each field that uses it.
    static let mostChoices = 20_000
    /// Bytes of all expressions together.
    static let mostExpressions = 400_000

    /// Reads a workbook and makes a form of it. It is work for the processor, seconds for the largest, so keep it off an event
    /// loop.
    ///
    /// - Parameter id: what the form's document is called; nil for a name near to the form's own.
    /// - Throws: what is wrong, when no form can be made of it.
    public init(readingXLSForm bytes: [UInt8], id: String? = nil) throws(Refused) {
        let sheets = try XLSFormSheets(workbook: bytes)
        let source = XLSForm(sheets)
        let errors = source.findings.filter { $0.severity == .error }
        guard errors.isEmpty else { throw Refused(findings: errors) }
        try Self.checkSize(of: source)
        var maker = FormMaker(source, sheets)
        let made = maker.form(id: id ?? FormNames.code(source.identifier ?? source.title ?? "", or: "form"))
        guard let form = Form(document: made.document, id: made.id),
            form.fields.map(\.name) == made.fields.map(\.name), form.sections.map(\.id) == made.sections.map(\.id)
        else {
            throw Refused(
                findings: [
                    .survey(
                        .error, nil, nil, "様式を1つの文書にまとめられません。1MBを超えているか、使えない文字があります。様式を分けてください。",
                        "The form cannot be written as one document of at most 1 MB. Split it.")
                ])
        }
        self.form = form
        review = maker.review
        findings = source.findings + maker.findings + maker.judged(form)
    }

    /// A form that is too large is refused before it is translated.
    private static func checkSize(of form: XLSForm) throws(Refused) {
        let fields = form.allNodes.filter { $0.kind != .group }
        if fields.count > mostFields {
            throw Refused(
                findings: [
                    .survey(
                        .error, fields[mostFields].row, nil,
                        "項目が\(fields.count)個あります。\(mostFields)個までにしてください（この行からが超えた分です）。",
                        "There are \(fields.count) fields; at most \(mostFields), up to this row.")
                ])
        }
        var (choices, expressions) = (0, 0)
        for node in fields {
            if case .list(let list)? = node.choices { choices += form.choices[list]?.choices.count ?? 0 }
            let logic = node.logic
            for text in [
                logic.required, logic.relevant, logic.constraint, logic.calculation, logic.readOnly,
                node.choiceFilter, node.defaultValue,
            ] {
                expressions += text?.utf8.count ?? 0
            }
            if choices > mostChoices {
                throw Refused(
                    findings: [
                        .survey(
                            .error, node.row, "type", "選択肢がすべての項目を合わせて\(mostChoices)個を超えました。一覧を短くしてください。",
                            "All fields together have more than \(mostChoices) choices. Make the lists shorter.")
                    ])
            }
            if expressions > mostExpressions {
                throw Refused(
                    findings: [
                        .survey(
                            .error, node.row, nil, "式がすべて合わせて\(mostExpressions)バイトを超えました。様式を分けてください。",
                            "The expressions together are longer than \(mostExpressions) bytes. Split the form.")
                    ])
            }
        }
    }
}

extension SheetFinding {
    /// A finding of the survey sheet.
    static func survey(
        _ severity: Severity, _ row: Int?, _ column: String?, _ ja: String, _ en: String
    ) -> SheetFinding {
        SheetFinding(severity, sheet: "survey", row: row, column: column, message: .init(ja: ja, en: en))
    }
}
