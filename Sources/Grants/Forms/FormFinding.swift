/// Where in a form something stands: what a finding links to.
public struct FormPlace: Hashable, Sendable {
    /// A section's id; nil for the form as a whole.
    public var section: String?
    /// A field's name.
    public var field: String?
    /// A column's name, in a table.
    public var column: String?
    /// The key of the document it is about, such as `relevant`; nil for the thing as a whole.
    public var key: String?
    /// Which of several, where the key holds a list.
    public var index: Int?

    public init(
        section: String? = nil, field: String? = nil, column: String? = nil, key: String? = nil, index: Int? = nil
    ) {
        self.section = section
        self.field = field
        self.column = column
        self.key = key
        self.index = index
    }

    /// The place of one of its keys.
    public func key(_ key: String, _ index: Int? = nil) -> FormPlace {
        var place = self
        place.key = key
        place.index = index
        return place
    }

    /// The thing that `Findings` knows the line of.
    var mark: String {
        [field ?? section.map { "#\($0)" } ?? "", column ?? "", key ?? "", index.map(String.init) ?? ""]
            .joined(separator: "\u{1}")
    }
}

/// Something to be said of a form before it is published.
public struct FormFinding: Hashable, Sendable {
    public enum Severity: Int, Sendable, Comparable {
        /// It works, but hardly as meant.
        case warning
        /// It must not be published so.
        case error

        public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
    }

    public let severity: Severity
    public let place: FormPlace
    /// What is wrong and what to do.
    public let message: Text

    public init(_ severity: Severity, at place: FormPlace, _ message: Text) {
        self.severity = severity
        self.place = place
        self.message = message
    }
}
