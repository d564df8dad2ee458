/// Why a command was not carried out, in words for the person who gave it. Nothing was changed.
public struct Refusal: Error, Hashable, Sendable {
    public let kind: Kind
    public let message: Text
    /// The field or box at fault, where there is one.
    public let field: String?
    /// Two people changed the same thing in different ways: the message shows both, and one of them decides.
    public let isClash: Bool

    public init(_ kind: Kind, _ message: Text, field: String? = nil, isClash: Bool = false) {
        self.kind = kind
        self.message = message
        self.field = field
        self.isClash = isClash
    }

    public enum Kind: String, Sendable {
        /// No such thing, or none this person may know of.
        case notFound
        /// This person may not do that.
        case forbidden
        /// Things have changed since the page was shown.
        case conflict
        /// What was given is not enough or not right.
        case invalid
        /// The time for it is over, or has not come.
        case untimely
    }
}
