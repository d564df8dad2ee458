/// How much one evaluation may use. What goes beyond gives null and says so.
public struct Limits: Sendable {
    /// Expressions evaluated, items visited, and characters handled in eights.
    public var steps = 500_000
    /// Items of a list, and of a range that is gone through.
    public var items = 10_000
    /// Characters of a string.
    public var characters = 100_000
    /// Levels of lists in lists, and of contexts and functions.
    public var valueDepth = 100
    /// Levels of expressions inside function literals that call one another.
    public var callDepth = 256

    /// The standard limits; each can be changed afterwards.
    public init() {}

    /// The limits of an evaluation that is given no others.
    public static let standard = Limits()
}

/// The limit that an evaluation went beyond.
public enum Overrun: Error, Hashable, Sendable {
    /// Each is the limit that has its name in `Limits`.
    case steps, items, characters, valueDepth, callDepth
}

/// The instant that `now()` and `today()` give: a formula has no clock of its own.
public struct Moment: Sendable {
    /// What `now()` gives; its date is what `today()` gives.
    public let now: DateAndTime

    /// A moment with its zone, where it has one.
    public init(now: DateAndTime) { self.now = now }
}
