import FEEL

/// A form's verdict on what was typed.
public struct Judgement: Sendable {
    /// What was accepted and computed; a field with an error, or one that is not shown, is absent.
    public let answers: Answers
    /// Everything wrong or missing, in the form's order.
    public let errors: [FieldError]
    /// Why the applicant is not eligible; empty where nothing says so.
    public let stops: [Text]

    /// What was computed and breaks a constraint, by place: to be shown beside what is wrong with it.
    public let refused: Answers

    let judge: Judge
    let values: [Value]
    let moment: Moment?
    let shownFields: [Bool]
    let shownSections: [Bool]
    /// Fields and cells that are required by a condition which holds now.
    let requiredFields: Set<String>
    /// Cells that are not shown though their table is.
    let hiddenCells: Set<String>
    /// Codes of choices that are offered now, for fields and cells where some are not.
    let offered: [String: Set<String>]
    /// Rows of tables as they stand, filled or not.
    let rowIDs: [String: [String]]

    public var form: Form { judge.form }

    /// Whether everything is there and right, and the applicant eligible.
    public var isComplete: Bool { errors.isEmpty && stops.isEmpty }

    public func errors(in section: Section) -> [FieldError] {
        errors.filter { error in section.fields.contains { $0.name == error.field } }
    }

    public func isShown(_ section: Section) -> Bool {
        guard let index = judge.form.sections.firstIndex(where: { $0.id == section.id }), shownSections[index] else {
            return false
        }
        return judge.sections[index].slots.contains { shownFields[$0] }
    }

    /// The sections to fill in now: those that are shown and ask or say something.
    public var sections: [Section] { judge.form.sections.filter(isShown) }

    /// Whether a field is to be shown now.
    public func isShown(_ field: String) -> Bool { judge.slots[field].map { shownFields[$0] } ?? false }

    /// Whether a cell is to be shown now, by its box `TABLE.ROW.COLUMN`.
    public func isShown(cell: String) -> Bool { !hiddenCells.contains(cell) }

    /// Whether a field must be answered now.
    public func isRequired(_ field: String) -> Bool {
        judge.slots[field].map { shownFields[$0] && isRequired(judge.fields[$0].field, at: field) } ?? false
    }

    /// Whether a field, or a column in the cell of that box, must be answered now.
    public func isRequired(_ field: Field, at place: String) -> Bool {
        switch field.required {
        case .no: false
        case .yes: true
        case .when: requiredFields.contains(place)
        }
    }

    /// The choices a field or cell offers now.
    public func choices(of field: Field, at place: String? = nil) -> [Choice] {
        guard let codes = offered[place ?? field.name] else { return field.type.choices }
        return field.type.choices.filter { codes.contains($0.code) }
    }

    /// The rows of a table as they stand, filled or not.
    public func rows(of table: String) -> [String] { rowIDs[table] ?? [] }

    /// A table's accepted rows.
    public func filledRows(of table: String) -> [TableRow] {
        if case .table(let rows)? = answers[table] { rows } else { [] }
    }

    /// The total of a table's column over what is filled in; nil where it adds up to nothing that can be told.
    public func total(of column: String, in field: Field) -> Answer? {
        guard case .table(let table) = field.type else { return nil }
        return table.total(of: column, in: filledRows(of: field.name))
    }

    /// A text of the form with its formulas' values filled in.
    public func filled(_ text: Text) -> Text {
        TextFiller(judge: judge, values: values, row: [], moment: moment, answers: answers).filled(text)
    }
}
