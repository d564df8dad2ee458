/// Why a decision model cannot be read, written or evaluated.
public struct DMNError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        // In the file
        /// A file of more bytes than this limit, 5,000,000.
        case tooLarge(Int)
        /// Elements nested deeper than this limit, 64 levels, or types, 32 levels.
        case tooDeep(Int)
        /// More inputs and decisions than this limit, 1,000 together.
        case tooMany(Int)
        /// A file with a DOCTYPE: it could define entities, and none is ever read.
        case doctype
        /// An encoding that is not read, by its name: UTF-8, UTF-16 and ASCII are. `?` where the bytes are no UTF-8.
        case encoding(String)
        /// XML that is not well formed; lines are counted from 1.
        case malformed(line: Int)
        /// A root element that is not the `definitions` of DMN 1.1 to 1.5: its namespace, or its name where it has
        /// none.
        case notDMN(String)
        /// An element, the second name, without an attribute that it must have; also an `input` without its
        /// `inputExpression`.
        case missingAttribute(String, in: String)
        /// A value that the attribute cannot have, or an item definition that gives another meaning to a name of FEEL's
        /// types.
        case badValue(String, of: String)
        /// A name or an id that two things have which must be told apart.
        case duplicate(String)
        /// An `href` to an id that the file does not have.
        case unknownReference(String)
        /// A `typeRef` to a type that neither FEEL nor the file has.
        case unknownType(String)
        /// An item definition that contains itself.
        case circularType(String)
        /// A type made of more parts than this limit, 10,000.
        case typeTooLarge(Int)
        /// Parts that mean something and that a `DMNModel` cannot hold.
        case unsupported([DMNPart])
        // In the model
        /// A character that XML 1.0 cannot have, as `U+0001`, and the element or attribute it is in.
        case unwritableCharacter(String, in: String)
        /// A type that nothing in DMN stands for, such as a range or a function, and what has it.
        case unwritableType(Type, in: String)
        /// A decision is asked for that the model does not have.
        case unknownDecision(Name)
        /// A decision requires something that is neither an input nor a decision of the model.
        case unknownRequirement(Name, of: Name)
        /// Decisions that require one another in a circle; the first is also the last.
        case circle([Name])
        /// The formula of a decision is no FEEL, or breaks the policy.
        case formula(FormulaFindings, of: Name)
        /// The table of a decision cannot be used, or breaks the policy.
        case table([TableFinding], of: DecisionTable)
    }

    /// What was found in a formula, and its text.
    public struct FormulaFindings: Hashable, Sendable {
        /// The formula; the places of the findings are in it.
        public let text: String
        /// Errors first, as `FormulaError` has them.
        public let findings: [Finding]
    }

    /// What is wrong, with the names of what it is about.
    public let kind: Kind

    init(_ kind: Kind) { self.kind = kind }
}

/// A part of a DMN file that a `DMNModel` has no place for.
public struct DMNPart: Hashable, Sendable {
    /// The element or attribute: `businessKnowledgeModel`.
    public let element: String
    /// The name of it, or of the decision or type it is in; empty where there is none.
    public let owner: String
    /// Whether values may depend on it. Layouts and descriptions have no meaning.
    public let hasMeaning: Bool
}

extension DMNError {
    /// What is wrong and what to do, in both languages.
    public var message: Message {
        switch kind {
        case .tooLarge(let limit):
            Message(
                ja: "ファイルが大きすぎます（\(limit) バイトまで）。モデルを分けてください。",
                en: "The file is too large (at most \(limit) bytes). Split the model.")
        case .tooDeep(let limit):
            Message(ja: "要素の入れ子が深すぎます（\(limit) 段まで）。", en: "Elements are nested too deep (at most \(limit) levels).")
        case .tooMany(let limit):
            Message(
                ja: "入力と決定が多すぎます（合わせて \(limit) 個まで）。モデルを分けてください。",
                en: "There are too many inputs and decisions (at most \(limit)). Split the model.")
        case .doctype:
            Message(ja: "DOCTYPE 宣言のあるファイルは読み込めません。宣言を除いてください。", en: "A file with a DOCTYPE is not read. Remove it.")
        case .encoding(let name):
            Message(
                ja: "文字コード「\(name)」は読み込めません。UTF-8 で保存してください。",
                en: "The encoding \"\(name)\" is not read. Save it as UTF-8.")
        case .malformed(let line):
            Message(ja: "\(line) 行目：XML として正しくありません。", en: "Line \(line): this is no well-formed XML.")
        case .notDMN(let found):
            Message(
                ja: "DMN のファイルではありません（「\(found)」）。DMN 1.1〜1.5 のモデルを選んでください。",
                en: "This is no DMN file (\"\(found)\"). Choose a model of DMN 1.1 to 1.5.")
        case .missingAttribute(let attribute, let element):
            Message(
                ja: "「\(element)」に属性「\(attribute)」がありません。", en: "\"\(element)\" lacks the attribute \"\(attribute)\".")
        case .badValue(let value, let attribute):
            Message(ja: "「\(attribute)」の値「\(value)」は使えません。", en: "\"\(value)\" is no value of \"\(attribute)\".")
        case .duplicate(let name):
            Message(ja: "「\(name)」が二つあります。一方を変えてください。", en: "\"\(name)\" is there twice. Change one of them.")
        case .unknownReference(let reference):
            Message(ja: "参照先「\(reference)」がモデルにありません。", en: "\"\(reference)\" refers to nothing in the model.")
        case .unknownType(let name):
            Message(ja: "型「\(name)」がモデルにありません。", en: "There is no type \"\(name)\" in the model.")
        case .circularType(let name):
            Message(ja: "型「\(name)」の定義が自分自身を含んでいます。", en: "The type \"\(name)\" contains itself.")
        case .typeTooLarge(let limit):
            Message(ja: "型の定義が大きすぎます（部分の数は \(limit) まで）。", en: "A type is too large (at most \(limit) parts).")
        case .unsupported(let parts):
            Message(
                ja: "次の内容は扱えません：\(Self.list(parts))。式か決定表に書き直してください。",
                en: "This cannot be used: \(Self.list(parts)). Write it as a formula or a decision table.")
        case .unwritableCharacter(let code, let owner):
            Message(
                ja: "「\(owner)」に XML で書けない文字（\(code)）があります。除いてください。",
                en: "\"\(owner)\" has a character that XML cannot have (\(code)). Remove it.")
        case .unwritableType(let type, let owner):
            Message(
                ja: "「\(owner)」の型（\(type.japanese)）は DMN に書けません。",
                en: "The type of \"\(owner)\" (\(type.english)) cannot be written in DMN.")
        case .unknownDecision(let name):
            Message(ja: "「\(name)」という決定はありません。", en: "There is no decision \"\(name)\".")
        case .unknownRequirement(let name, let decision):
            Message(
                ja: "「\(decision)」に必要な「\(name)」がモデルにありません。",
                en: "\"\(decision)\" requires \"\(name)\", which the model lacks.")
        case .circle(let names):
            Message(
                ja: "決定が互いに必要とし合っています：\(names.map(\.text).joined(separator: " → "))。どれか一つを断ち切ってください。",
                en: "Decisions require one another: \(names.map(\.text).joined(separator: " → ")). Break the circle.")
        case .formula(let found, let decision):
            Self.first(found.findings.first?.report(in: found.text), of: decision.text)
        case .table(let findings, let table): Self.first(findings.first?.report(in: table), of: table.name)
        }
    }

    private static func list(_ parts: [DMNPart]) -> String {
        parts.map { $0.owner.isEmpty ? $0.element : "\($0.element) (\($0.owner))" }.joined(separator: ", ")
    }

    private static func first(_ message: Message?, of owner: String) -> Message {
        Message(ja: "決定「\(owner)」：\(message?.ja ?? "")", en: "Decision \"\(owner)\": \(message?.en ?? "")")
    }
}
