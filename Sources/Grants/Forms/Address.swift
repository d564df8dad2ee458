/// An address in Japan as forms ask for it.
public struct Address: Hashable, Sendable {
    /// Seven digits, without the hyphen.
    public var postal: String
    public var prefecture: Prefecture
    /// 市区町村.
    public var city: String
    /// 町名・番地.
    public var street: String
    /// 建物名, or empty.
    public var building: String

    public init(postal: String, prefecture: Prefecture, city: String, street: String, building: String = "") {
        self.postal = postal
        self.prefecture = prefecture
        self.city = city
        self.street = street
        self.building = building
    }

    /// 〒100-0001 東京都千代田区千代田1-1 建物.
    public var line: String {
        let code = "〒\(postal.prefix(3))-\(postal.dropFirst(3))"
        return "\(code) \(prefecture.name)\(city)\(street)" + (building.isEmpty ? "" : " \(building)")
    }
}

/// One of the 47 prefectures, by its code in JIS X 0401.
public struct Prefecture: Hashable, Sendable {
    /// 1 (北海道) to 47 (沖縄県).
    public let code: Int
    public let name: String

    /// In the order of their codes.
    public static let all: [Prefecture] = [
        "北海道", "青森県", "岩手県", "宮城県", "秋田県", "山形県", "福島県", "茨城県", "栃木県", "群馬県", "埼玉県", "千葉県", "東京都",
        "神奈川県", "新潟県", "富山県", "石川県", "福井県", "山梨県", "長野県", "岐阜県", "静岡県", "愛知県", "三重県", "滋賀県", "京都府",
        "大阪府", "兵庫県", "奈良県", "和歌山県", "鳥取県", "島根県", "岡山県", "広島県", "山口県", "徳島県", "香川県", "愛媛県", "高知県",
        "福岡県", "佐賀県", "長崎県", "熊本県", "大分県", "宮崎県", "鹿児島県", "沖縄県",
    ].enumerated().map { Prefecture(code: $0.offset + 1, name: $0.element) }

    public static func named(_ name: String) -> Prefecture? { all.first { $0.name == name } }
    public static func coded(_ code: Int) -> Prefecture? { (1...47).contains(code) ? all[code - 1] : nil }
}

/// 法人番号: thirteen digits, the first of which checks the others (法人番号の指定等に関する省令, art. 2).
public enum CorporateNumber {
    /// Whether the digits are a number that can have been assigned.
    public static func isValid(_ digits: String) -> Bool {
        let values = digits.utf8.map { Int($0) - 0x30 }
        guard values.count == 13, values.allSatisfy({ (0...9).contains($0) }) else { return false }
        return values[0] == checkDigit(of: values.dropFirst())
    }

    /// `9 - (Σ Pn·Qn mod 9)`: Pn the n-th digit from the right, Qn 1 for odd n and 2 for even n.
    static func checkDigit(of twelve: ArraySlice<Int>) -> Int {
        var sum = 0
        for (position, digit) in twelve.reversed().enumerated() { sum += digit * (position % 2 == 0 ? 1 : 2) }
        return 9 - sum % 9
    }
}
