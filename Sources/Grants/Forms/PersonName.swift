/// 氏名 with its reading, as it was written: 髙 stays 髙.
public struct PersonName: Hashable, Sendable {
    public var family: String
    public var given: String
    /// Full-width katakana.
    public var familyKana: String
    public var givenKana: String

    public init(family: String, given: String, familyKana: String, givenKana: String) {
        self.family = family
        self.given = given
        self.familyKana = familyKana
        self.givenKana = givenKana
    }

    /// 見本　太郎.
    public var full: String { [family, given].filter { !$0.isEmpty }.joined(separator: "　") }
    /// ミホン　タロウ.
    public var kana: String { [familyKana, givenKana].filter { !$0.isEmpty }.joined(separator: "　") }
}

/// An account at a Japanese bank, as transfers need it.
public struct BankAccount: Hashable, Sendable {
    /// 預金種目, by the codes of 全銀協's transfer format.
    public enum Kind: String, Sendable, CaseIterable {
        case ordinary = "1"
        case current = "2"
        case savings = "4"

        public var title: Text {
            switch self {
            case .ordinary: Text("普通", en: "Ordinary")
            case .current: Text("当座", en: "Current")
            case .savings: Text("貯蓄", en: "Savings")
            }
        }
    }

    /// Four digits.
    public var bank: String
    public var bankName: String
    /// Three digits.
    public var branch: String
    public var branchName: String
    public var kind: Kind
    /// Seven digits.
    public var number: String
    /// 名義カナ in the character set of transfers, half-width.
    public var holder: String

    public init(
        bank: String, bankName: String, branch: String, branchName: String, kind: Kind, number: String, holder: String
    ) {
        self.bank = bank
        self.bankName = bankName
        self.branch = branch
        self.branchName = branchName
        self.kind = kind
        self.number = number
        self.holder = holder
    }
}
