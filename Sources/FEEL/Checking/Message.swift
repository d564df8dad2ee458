/// A text for people, in Japanese and English.
public struct Message: Hashable, Sendable {
    /// The text in Japanese.
    public let ja: String
    /// The text in English, which says the same.
    public let en: String

    /// A text in both languages.
    public init(ja: String, en: String) {
        self.ja = ja
        self.en = en
    }
}
