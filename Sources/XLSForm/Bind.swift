/// What an XForm says of one node: its type, and the expressions that say whether it is asked for, needed and right.
///
/// The expressions are XPath; in place of `${name}` they have the path that pyxform writes, with the spaces it puts around
/// it.
public struct Bind: Hashable, Sendable, Encodable {
    /// The node's path, such as `/data/group/name`.
    public let nodeset: String
    /// All it says, by the names of the XForm's attributes: `type`, `required`, `jr:constraintMsg`, …
    public let attributes: [String: String]

    /// The type of the value: `string`, `int`, `decimal`, `date`, …
    public var type: String? { attributes["type"] }
    /// Whether there must be an answer.
    public var required: String? { attributes["required"] }
    /// Whether it is asked at all.
    public var relevant: String? { attributes["relevant"] }
    /// What holds for a right answer.
    public var constraint: String? { attributes["constraint"] }
    /// What it is computed with.
    public var calculate: String? { attributes["calculate"] }
    /// Whether it can be changed.
    public var readonly: String? { attributes["readonly"] }
}
