// Values written in Swift as plain literals: `["経費": [["金額": 1_000]], "対象": true]`. Null is `.null`: `nil` would be
// taken for the absence of a value wherever a value is optional.

extension Value: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(integerLiteral value: Int) { self = .number(Number(value)) }
    public init(stringLiteral value: String) { self = .string(value) }
    public init(booleanLiteral value: Bool) { self = .boolean(value) }
    public init(arrayLiteral elements: Value...) { self = .list(List(elements)) }
    public init(dictionaryLiteral elements: (Name, Value)...) { self = .context(Context(elements)) }
}
