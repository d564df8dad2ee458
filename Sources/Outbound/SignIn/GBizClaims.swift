import Foundation

/// What GビズID says about an account by the scopes `profile`, `user` and `email`. Texts are trimmed, without control
/// characters, and nil when absent or empty.
public struct GBizClaims: Sendable, Equatable {
    public enum AccountType: Int, Sendable, CaseIterable {
        /// エントリー: made by oneself, not checked.
        case entry = 1
        /// プライム: the representative of a corporation, or a sole proprietor, checked.
        case prime = 2
        /// メンバー: made by a プライム for its staff.
        case member = 3
    }

    public enum CorpType: Int, Sendable, CaseIterable {
        /// 法人
        case corporation = 1
        /// 個人事業主
        case soleProprietor = 2
    }

    /// A person's name in writing and in kana.
    public struct Name: Sendable, Equatable {
        public var last: String?
        public var first: String?
        public var lastKana: String?
        public var firstKana: String?
    }

    public var accountType: AccountType
    public var corpType: CorpType?
    /// The プライム account a メンバー belongs to.
    public var parentID: String?
    /// 法人番号; for a sole proprietor GビズID's own number (個人事業主管理番号).
    public var corporateNumber: String?
    /// 法人名 or 屋号.
    public var name: String?
    public var englishName: String?
    /// 都道府県, by name.
    public var prefecture: String?
    /// 市区町村
    public var address1: String?
    /// 町名番地
    public var address2: String?
    /// 代表者
    public var representative: Name
    /// 利用者, who signs in
    public var user: Name
    public var userPostCode: String?
    public var userPrefecture: String?
    public var userAddress1: String?
    public var userAddress2: String?
    public var userAddress3: String?
    public var userDepartment: String?
    public var userTelephone: String?
    public var email: String?

    /// Reads the answer of the userinfo endpoint; nil when it does not say which kind of account this is.
    init?(_ claims: [String: Any]) {
        func text(_ key: String) -> String? { Self.text(claims[key]) }
        func prefecture(_ key: String) -> String? { text(key).flatMap(Prefecture.name(code:)) }
        guard let accountType = text("account_type").flatMap({ Int($0) }).flatMap(AccountType.init(rawValue:)) else {
            return nil
        }
        self.accountType = accountType
        corpType = text("corp_type").flatMap { Int($0) }.flatMap(CorpType.init(rawValue:))
        parentID = text("parent_id")
        corporateNumber = text("corporate_number")
        name = text("name")
        englishName = text("en_name")
        self.prefecture = prefecture("prefecture_name")
        address1 = text("address1")
        address2 = text("address2")
        representative = Name(
            last: text("rep_last_nm"), first: text("rep_first_nm"), lastKana: text("rep_last_nm_kana"),
            firstKana: text("rep_first_nm_kana"))
        user = Name(
            last: text("user_last_nm"), first: text("user_first_nm"), lastKana: text("user_last_nm_kana"),
            firstKana: text("user_first_nm_kana"))
        userPostCode = text("user_post_code")
        userPrefecture = prefecture("user_prefecture_name")
        userAddress1 = text("user_address1")
        userAddress2 = text("user_address2")
        userAddress3 = text("user_address3")
        userDepartment = text("user_department")
        userTelephone = text("user_tel_no_contact")
        // `user_email` is the deprecated name.
        email = text("email") ?? text("user_email")
    }

    /// At most 500 characters: longer than any field of GビズID.
    private static func text(_ value: Any?) -> String? {
        let raw: String
        switch value {
        case let text as String: raw = text
        case let number as NSNumber: raw = number.stringValue
        default: return nil
        }
        let clean = HeaderText.clean(String(raw.unicodeScalars.prefix(500)))
        return clean.isEmpty ? nil : clean
    }
}

/// The 47 prefectures by their codes of JIS X 0401.
enum Prefecture {
    private static let names = [
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県",
        "東京都", "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県",
        "滋賀県", "京都府", "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県",
        "香川県", "愛媛県", "高知県", "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ]

    /// The name of a code `01` to `47`; nil for another text.
    static func name(code: String) -> String? {
        guard (1...2).contains(code.utf8.count), code.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int(code), (1...names.count).contains(number)
        else { return nil }
        return names[number - 1]
    }
}
