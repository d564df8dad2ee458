import FEEL

/// What the expressions of a form speak of: its fields with their names and types in FEEL, and where the expression stands.
public struct TranslationContext: Sendable {
    /// A question as formulas see it.
    public struct Field: Hashable, Sendable {
        /// The name in the XLSForm, as in `${name}`.
        public var name: String
        /// The path in the XForm.
        public var nodeset: String
        /// The name in FEEL.
        public var formulaName: String
        /// The type in FEEL; `any` where nothing is known, as of what is computed.
        public var type: FEEL.`Type`
        /// The FEEL names of the tables (repeats) around it, the outermost first.
        public var tables: [String]
        /// Whether its numbers are whole.
        public var isWhole: Bool
        /// Whether there always is an answer.
        public var isRequired: Bool
        /// Whether it is computed: then it may be an empty string, where an answer would be null.
        public var isCalculated: Bool

        /// A field.
        public init(
            name: String, nodeset: String, formulaName: String? = nil, type: FEEL.`Type`, tables: [String] = [],
            isWhole: Bool = false, isRequired: Bool = false, isCalculated: Bool = false
        ) {
            self.name = name
            self.nodeset = nodeset
            self.formulaName = formulaName ?? name
            self.type = type
            self.tables = tables
            self.isWhole = isWhole
            self.isRequired = isRequired
            self.isCalculated = isCalculated
        }
    }

    /// A repeat as formulas see it.
    public struct Table: Hashable, Sendable {
        /// The name in the XLSForm.
        public var name: String
        /// The path in the XForm.
        public var nodeset: String
        /// The name in FEEL.
        public var formulaName: String
        /// The FEEL names of the tables around it.
        public var tables: [String]

        /// A table.
        public init(name: String, nodeset: String, formulaName: String? = nil, tables: [String] = []) {
            self.name = name
            self.nodeset = nodeset
            self.formulaName = formulaName ?? name
            self.tables = tables
        }
    }

    /// The fields of the form.
    public var fields: [Field]
    /// The repeats of the form.
    public var tables: [Table]
    /// The path of the node whose expression it is: `.` and `..` are seen from there.
    public var place: String
    /// The tables around that node, the outermost first. Fields of the same row are spoken of by their bare names.
    public var placeTables: [String]
    /// Whether `.` is never empty: a constraint is looked at only when there is an answer.
    public var isAnswered: Bool

    /// A context of these fields, seen from the form itself.
    public init(fields: [Field], tables: [Table] = [], place: String = "/data", placeTables: [String] = []) {
        self.fields = fields
        self.tables = tables
        self.place = place
        self.placeTables = placeTables
        isAnswered = false
    }

    /// The context seen from a field.
    public func at(_ nodeset: String, isAnswered: Bool = false) -> TranslationContext {
        var context = self
        context.place = nodeset
        context.isAnswered = isAnswered
        context.placeTables =
            fields.first { $0.nodeset == nodeset }?.tables
            // What a repeat's own expressions say is said outside of its rows.
            ?? tables.first { $0.nodeset == nodeset }?.tables ?? enclosingTables(of: nodeset)
        return context
    }

    /// The tables around a node that is neither field nor table, such as a group within a repeat.
    func enclosingTables(of nodeset: String) -> [String] {
        let around = tables.filter { nodeset.hasPrefix($0.nodeset + "/") }.max { $0.tables.count < $1.tables.count }
        return around.map { $0.tables + [$0.formulaName] } ?? []
    }

    /// The names a formula at this place may use: bare ones for the fields of its row and outside of tables, and lists
    /// of rows for tables.
    public var scope: Scope {
        var names: [Name: FEEL.`Type`] = [:]
        for field in fields where isInReach(field.tables) { names[Name(field.formulaName)] = field.type }
        for table in tables where isInReach(table.tables) {
            names[Name(table.formulaName)] = .list(rowType(table.tables + [table.formulaName]))
        }
        return Scope(names)
    }

    /// Whether what stands in these tables can be spoken of by its bare name.
    func isInReach(_ tables: [String]) -> Bool { placeTables.starts(with: tables) }

    private func rowType(_ path: [String]) -> FEEL.`Type` {
        var entries: [Name: FEEL.`Type`] = [:]
        for field in fields where field.tables == path { entries[Name(field.formulaName)] = field.type }
        for table in tables where table.tables == path {
            entries[Name(table.formulaName)] = .list(rowType(path + [table.formulaName]))
        }
        return .context(entries)
    }
}

extension TranslationContext {
    /// What the fields of a form are in the form that is made of it, where that differs. By path.
    public struct Changes: Hashable, Sendable {
        /// Other types than those of the questions: amounts of money, or what is computed.
        public var types: [String: FEEL.`Type`]
        /// Other names in FEEL than those in the XLSForm, of fields and repeats.
        public var names: [String: String]
        /// What is left out, so that no formula may speak of it.
        public var omitted: Set<String>
        /// Fields whose numbers are whole although their type does not say so.
        public var whole: Set<String> = []

        /// Changes of these kinds.
        public init(
            types: [String: FEEL.`Type`] = [:], names: [String: String] = [:], omitted: Set<String> = []
        ) {
            self.types = types
            self.names = names
            self.omitted = omitted
        }
    }

    /// The fields and repeats of a form, under the names they have there.
    ///
    /// - Parameter types: other types than those of the questions, by path: amounts of money, or what is computed.
    public init(_ form: XLSForm, types: [String: FEEL.`Type`] = [:]) { self.init(form, fields: Changes(types: types)) }

    /// The fields and repeats of a form with those changes.
    public init(_ form: XLSForm, fields changes: Changes) {
        self.init(fields: [], place: "/" + form.root)
        func add(_ nodes: [FormNode], _ path: [String]) {
            for node in nodes where !changes.omitted.contains(node.nodeset) {
                let name = changes.names[node.nodeset] ?? node.name
                switch node.kind {
                case .group: add(node.children, path)
                case .repeat:
                    tables.append(Table(name: node.name, nodeset: node.nodeset, formulaName: name, tables: path))
                    add(node.children, path + [name])
                case .question(let kind):
                    let type = changes.types[node.nodeset] ?? Self.type(of: node, kind, form)
                    fields.append(
                        Field(
                            name: node.name, nodeset: node.nodeset, formulaName: name, type: type, tables: path,
                            isWhole: kind == .integer || type == .amount || changes.whole.contains(node.nodeset),
                            isRequired: node.logic.required.flatMap(SheetHeadings.isYes) == true
                                && node.logic.relevant == nil,
                            isCalculated: node.logic.calculation != nil))
                }
            }
        }
        add(form.nodes, [])
    }

    private static func type(of node: FormNode, _ kind: QuestionKind, _ form: XLSForm) -> FEEL.`Type` {
        var choices: FEEL.`Type` {
            if case .list(let list)? = node.choices, let list = form.choices[list] {
                .choice(list.names)
            } else {
                .string
            }
        }
        return switch kind {
        case .text, .note, .image, .audio, .video, .file, .osm, .barcode, .property, .acknowledge, .hidden:
            node.logic.calculation == nil ? .string : .any
        case .integer, .decimal, .range: .number
        case .selectOne: choices
        case .selectMultiple, .rank: .list(choices)
        case .selectOneExternal: .string
        case .date, .today: .date
        case .time: .time
        case .dateTime, .start, .end: .dateAndTime
        default: .any
        }
    }
}
