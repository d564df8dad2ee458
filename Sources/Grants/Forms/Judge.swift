import FEEL

/// A form made ready to judge answers: its formulas are compiled and in the order in which values depend on each other.
///
/// Pure, and the only judge there is: typing, submitting, importing and the API all ask it. A published form is compiled
/// once and used by any number of threads.
///
///     let judge = Judge(form)
///     let judgement = judge.judge(typed, files: files, circumstances)
///     judgement.answers, judgement.errors, judgement.isShown("内訳")
public final class Judge: Sendable {
    public let form: Form
    /// Everything to be said of the form, in its order. A form with errors here is not published; it can be judged all the
    /// same, its broken formulas giving nothing.
    public let findings: [FormFinding]
    /// Every field with its formulas, in the form's order; the place of a field here is its slot.
    let fields: [JudgedField]
    let sections: [JudgedSection]
    let stops: [Bound?]
    let order: [FormNode]
    /// Slots whose requirement cannot be told while values are found.
    let late: Set<Int>
    let slots: [String: Int]
    /// Names that are no fields, from `firstGiven` on.
    let given: [Name]
    let constants: [Name: Value]
    let templates: [String: Template]

    /// Compiles a form.
    /// - Parameter tables: the programme's reference tables that its formulas may use.
    public init(_ form: Form, tables: [ReferenceTable] = []) {
        var compiler = JudgeCompiler(form, tables: tables)
        compiler.compile()
        self.form = form
        fields = compiler.fields
        sections = compiler.sections
        stops = compiler.stops
        order = compiler.order
        late = compiler.late
        slots = compiler.slots
        given = compiler.given
        constants = Dictionary(tables.map { (Name($0.name), $0.value) }, uniquingKeysWith: { first, _ in first })
        templates = compiler.templates
        findings = compiler.findings
    }

    /// Judges everything typed and stored so far.
    /// - Parameters:
    ///   - files: those stored for this draft.
    ///   - office: what is typed are the fields that are the office's own; the applicant's answers are given by the
    ///     circumstances.
    public func judge(
        _ typed: Typed, files: [StoredFile] = [], _ circumstances: Circumstances = Circumstances(),
        asOffice office: Bool = false
    ) -> Judgement {
        var reckoning = Reckoning(self, typed, files, circumstances, office)
        reckoning.run()
        return reckoning.judgement
    }
}

/// Something whose value or showing others may depend on.
enum FormNode: Hashable, Sendable {
    case section(Int)
    case field(Int)
}

final class JudgedSection: Sendable {
    let section: Section
    let relevant: Bound?
    /// The slots of its fields.
    let slots: Range<Int>

    init(section: Section, relevant: Bound?, slots: Range<Int>) {
        self.section = section
        self.relevant = relevant
        self.slots = slots
    }
}

/// A field with its formulas. Shared, not copied: judging reads thousands of them.
final class JudgedField: Sendable {
    let field: Field
    /// The place of its section in the form.
    let section: Int
    let relevant: Bound?
    let calculation: Bound?
    let required: Bound?
    let constraints: [(Bound, Text)]
    /// Conditions of choices, by code.
    let choices: [String: Bound]
    let pattern: TextPattern?
    let initial: Bound?
    let table: JudgedTable?

    init(
        field: Field, section: Int = 0, relevant: Bound? = nil, calculation: Bound? = nil, required: Bound? = nil,
        constraints: [(Bound, Text)] = [], choices: [String: Bound] = [:], pattern: TextPattern? = nil,
        initial: Bound? = nil, table: JudgedTable? = nil
    ) {
        self.field = field
        self.section = section
        self.relevant = relevant
        self.calculation = calculation
        self.required = required
        self.constraints = constraints
        self.choices = choices
        self.pattern = pattern
        self.initial = initial
        self.table = table
    }
}

/// A table's columns with their formulas.
final class JudgedTable: Sendable {
    let table: Table
    let columns: [JudgedField]
    /// Columns in the order in which their values depend on each other.
    let order: [Int]
    /// Columns whose requirement cannot be told while values are found.
    let late: Set<Int>
    /// The names of a row: its columns, then what a fixed row is called by.
    let shape: Context.Shape

    init(table: Table, columns: [JudgedField], order: [Int], late: Set<Int>, shape: Context.Shape) {
        self.table = table
        self.columns = columns
        self.order = order
        self.late = late
        self.shape = shape
    }
}
