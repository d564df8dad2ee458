/// A language the portal speaks. Japanese comes first: it is the default and the one that decides.
enum Language: String, Sendable, CaseIterable {
    case ja, en

    /// The language's name in itself, for the switch between them.
    var ownName: String {
        switch self {
        case .ja: "日本語"
        case .en: "English"
        }
    }

    /// The language to switch to.
    var other: Language { self == .ja ? .en : .ja }

    /// Reads the value of `?lang=`; anything unknown is not a language.
    init?(tag: String) {
        switch tag.lowercased().prefix(2) {
        case "ja": self = .ja
        case "en": self = .en
        default: return nil
        }
    }
}

/// A string of the interface in each language, Japanese first: `Phrase("申請する", "Apply")`.
///
/// Phrases live in `Words`, grouped in files by audience. One with arguments is a function that returns a phrase:
/// the arguments are plain text, escaped like any other when shown. Markup is never part of a phrase.
struct Phrase: Sendable, Equatable {
    /// The Japanese text, the one that decides.
    let ja: String
    /// The English text beside it.
    let en: String

    init(_ ja: String, _ en: String) {
        self.ja = ja
        self.en = en
    }

    /// The text in a language: `Words.apply(language)`.
    func callAsFunction(_ language: Language) -> String {
        switch language {
        case .ja: ja
        case .en: en
        }
    }
}

/// Every string of the interface. Each audience adds its own in `Words+….swift`; what all share is in
/// `Words+Common.swift`.
enum Words {}
