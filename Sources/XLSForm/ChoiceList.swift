/// A choice of the choices sheet.
public struct Choice: Hashable, Sendable {
    /// What is kept when it is chosen.
    public let name: String
    /// What people see.
    public let label: Texts?
    /// The row of the sheet; nil for 「その他」 and the like, which XLSForm adds.
    public let row: Int?
    /// Pictures and sounds, by kind.
    public let media: [String: Texts]
    /// The other columns, which choice filters use.
    public let columns: [String: String]
}

/// A list of choices.
public struct ChoiceList: Hashable, Sendable {
    /// The list's name.
    public let name: String
    /// The choices in the sheet's order.
    public internal(set) var choices: [Choice]

    /// The names of the choices.
    public var names: [String] { choices.map(\.name) }
}

/// Where the choices of a question come from.
public enum ChoiceSource: Hashable, Sendable {
    /// A list of the choices sheet.
    case list(String)
    /// A file beside the form.
    case file(String)
    /// The answers of a question in a repeat, `select_one ${…}`.
    case answers(String)
    /// A list of the external_choices sheet.
    case external(String)
}
