import Foundation

/// A bank or another institution one can pay to (金融機関).
public struct Bank: Hashable, Sendable {
    /// Four digits.
    public let code: String
    /// As in transfers, short: みずほ, 北海道信金.
    public let name: String
    /// In full-width katakana, as in transfers without small letters.
    public let kana: String

    public init(code: String, name: String, kana: String) {
        self.code = code
        self.name = name
        self.kana = kana
    }
}

/// One of a bank's branches (支店).
public struct BankBranch: Hashable, Sendable {
    /// Three digits.
    public let code: String
    public let name: String
    /// In full-width katakana, as in transfers without small letters.
    public let kana: String

    public init(code: String, name: String, kana: String) {
        self.code = code
        self.name = name
        self.kana = kana
    }
}

/// A bank with its branches, as registers list them.
public struct BankEntry: Hashable, Sendable {
    public let bank: Bank
    public let branches: [BankBranch]

    public init(bank: Bank, branches: [BankBranch]) {
        self.bank = bank
        self.branches = branches
    }
}

extension Bank {
    /// A name or reading in the form names are looked for in: width, case, hiragana or katakana, small or large kana,
    /// long vowels, dots and hyphens make no difference.
    public static func findable(_ name: String) -> String {
        var findable = ""
        // Foundation's compatibility mapping leaves ﾋﾞ as ヒ and a combining mark; the canonical one joins them.
        for scalar in Plain.searchable(name).precomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar {
            case "ー", "-", "・", ".", "\u{2010}"..."\u{2015}", "\u{2212}": continue
            default: findable.unicodeScalars.append(large[scalar] ?? scalar)
            }
        }
        return findable
    }

    /// The forms words may mean: as typed, and as registers shorten names (みずほ銀行 is みずほ, 北海道信用金庫 北海道信金).
    public static func findable(words: String) -> [String] {
        let plain = findable(words)
        for (long, short) in shortened where plain.hasSuffix(long) && plain.count > long.count {
            return [plain, plain.dropLast(long.count) + short]
        }
        return [plain]
    }

    /// Ends of names, and what registers have for them, the longer before those they end in.
    private static let shortened = [
        ("信用農業協同組合連合会", "信連"), ("信用漁業協同組合連合会", "信漁連"), ("農業協同組合", "農協"), ("漁業協同組合", "漁協"),
        ("信用金庫", "信金"), ("信用組合", "信組"), ("労働金庫", "労金"), ("銀行", ""), ("支店", ""), ("シンヨウキンコ", "シンキン"),
        ("シンヨウクミアイ", "シンクミ"), ("ロウドウキンコ", "ロウキン"), ("ノウギヨウキヨウドウクミアイ", "ノウキヨウ"),
        ("ギンコウ", ""), ("シテン", ""),
    ]

    private static let large = Dictionary(
        uniqueKeysWithValues: zip("ァィゥェォッャュョヮヵヶ".unicodeScalars, "アイウエオツヤユヨワカケ".unicodeScalars))
}
