import Grants

/// Someone who can sign in at the demonstration's identity provider. Companies, people and numbers are invented; the
/// corporate numbers have right check digits and belong to no registry office.
public struct DemoPerson: Sendable {
    /// The subject its tokens name.
    public let subject: String
    public let kind: AccountKind
    /// The subject of the プライム account a メンバー belongs to.
    let parent: String?
    /// Claims of the scope `profile`, by their keys at GビズID.
    let profile: [String: String]
    /// Claims of the scope `user`.
    let user: [String: String]
    let email: String

    var name: String { "\(user["user_last_nm"] ?? "") \(user["user_first_nm"] ?? "")" }
    var organisation: String { profile["name"] ?? "" }

    public static let all: [DemoPerson] = [vermilion, madder, member, entry]

    /// The representative of a company in Tokyo.
    public static let vermilion = DemoPerson(
        subject: "demo-prime-1", kind: .prime, parent: nil,
        profile: vermilionCompany,
        user: [
            "user_last_nm": "朱田", "user_first_nm": "紅子", "user_last_nm_kana": "シュダ", "user_first_nm_kana": "ベニコ",
            "user_post_code": "1500001", "user_prefecture_name": "13", "user_address1": "渋谷区",
            "user_address2": "神宮前0-0-1", "user_address3": "朱色ビル3階", "user_department": "代表取締役室",
            "user_tel_no_contact": "0300001001", "user_birthday_ymd": "1975-05-15",
        ], email: "beniko@shuiro.example.jp")

    /// The representative of a company in Osaka.
    public static let madder = DemoPerson(
        subject: "demo-prime-2", kind: .prime, parent: nil,
        profile: [
            "corp_type": "1", "corporate_number": "6990001000002", "name": "有限会社あかね染織",
            "en_name": "Akane Textile Ltd.", "prefecture_name": "27", "address1": "大阪市北区", "address2": "梅田0-0-2",
            "rep_last_nm": "茜屋", "rep_first_nm": "織江", "rep_last_nm_kana": "アカネヤ", "rep_first_nm_kana": "オリエ",
            "birthday_ymd": "1968-11-03",
        ],
        user: [
            "user_last_nm": "茜屋", "user_first_nm": "織江", "user_last_nm_kana": "アカネヤ", "user_first_nm_kana": "オリエ",
            "user_post_code": "5300001", "user_prefecture_name": "27", "user_address1": "大阪市北区",
            "user_address2": "梅田0-0-2", "user_address3": "", "user_department": "総務部",
            "user_tel_no_contact": "0600001002", "user_birthday_ymd": "1968-11-03",
        ], email: "orie@akane.example.jp")

    /// An employee of the first company.
    public static let member = DemoPerson(
        subject: "demo-member-1", kind: .member, parent: "demo-prime-1",
        profile: vermilionCompany,
        user: [
            "user_last_nm": "丹野", "user_first_nm": "実", "user_last_nm_kana": "タンノ", "user_first_nm_kana": "ミノル",
            "user_post_code": "1500001", "user_prefecture_name": "13", "user_address1": "渋谷区",
            "user_address2": "神宮前0-0-1", "user_address3": "朱色ビル2階", "user_department": "企画部",
            "user_tel_no_contact": "0300001003", "user_birthday_ymd": "1990-02-20",
        ], email: "minoru@shuiro.example.jp")

    /// A sole proprietor whose account nobody checked.
    public static let entry = DemoPerson(
        subject: "demo-entry-1", kind: .entry, parent: nil,
        profile: [
            "corp_type": "2", "name": "べんがら工房", "en_name": "", "prefecture_name": "33", "address1": "高梁市",
            "address2": "成羽町0-0-3", "rep_last_nm": "弁柄", "rep_first_nm": "守", "rep_last_nm_kana": "ベンガラ",
            "rep_first_nm_kana": "マモル", "birthday_ymd": "1982-08-08",
        ],
        user: [
            "user_last_nm": "弁柄", "user_first_nm": "守", "user_last_nm_kana": "ベンガラ", "user_first_nm_kana": "マモル",
            "user_post_code": "7160000", "user_prefecture_name": "33", "user_address1": "高梁市",
            "user_address2": "成羽町0-0-3", "user_address3": "", "user_department": "",
            "user_tel_no_contact": "0860001004", "user_birthday_ymd": "1982-08-08",
        ], email: "mamoru@bengara.example.jp")

    private static let vermilionCompany = [
        "corp_type": "1", "corporate_number": "7990001000001", "name": "株式会社朱色工房",
        "en_name": "Shuiro Works Inc.", "prefecture_name": "13", "address1": "渋谷区", "address2": "神宮前0-0-1",
        "rep_last_nm": "朱田", "rep_first_nm": "紅子", "rep_last_nm_kana": "シュダ", "rep_first_nm_kana": "ベニコ",
        "birthday_ymd": "1975-05-15",
    ]
}

extension DemoPerson {
    /// What the userinfo endpoint says, by scope (GビズID developer guideline; `email` beside the deprecated key).
    func claims(_ scopes: Set<String>) -> [String: String] {
        var claims = ["sub": subject]
        if scopes.contains("profile") {
            claims.merge(profile) { $1 }
            claims["account_type"] =
                switch kind {
                case .entry: "1"
                case .prime: "2"
                case .member: "3"
                }
            if let parent { claims["parent_id"] = parent }
        }
        if scopes.contains("user") { claims.merge(user) { $1 } }
        if scopes.contains("email") { claims.merge(["email": email, "user_email": email]) { $1 } }
        return claims
    }
}
