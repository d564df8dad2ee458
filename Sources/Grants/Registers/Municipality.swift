/// A municipality of Japan (市区町村): cities, towns, villages, Tokyo's special wards, and the designated cities' wards.
public struct Municipality: Hashable, Sendable {
    /// 全国地方公共団体コード: five digits of JIS X 0402 and a check digit. 千代田区 is 131016.
    public let code: String
    public let prefecture: Prefecture
    /// As the municipality calls itself: 当別町. A designated city's ward has its city's name before it: 札幌市中央区.
    public let name: String
    /// The name's reading in katakana.
    public let kana: String
    /// What addresses have before a town's or village's name: 石狩郡, or one of Tokyo's islands; otherwise empty.
    public let district: String

    /// What a municipality is in law.
    public enum Kind: Sendable {
        case city, town, village
        /// 特別区, of Tokyo.
        case specialWard
        /// 政令指定都市. Its wards are listed too.
        case designatedCity
        /// 行政区 of a designated city: a part of it, not a body of its own.
        case ward
    }

    public var kind: Kind {
        switch (name.last, code.dropFirst(2).first) {
        case ("区", _): prefecture.code == 13 ? .specialWard : .ward
        case ("市", "1"): .designatedCity
        case ("町", _): .town
        case ("村", _): .village
        default: .city
        }
    }

    /// The name as addresses have it: 石狩郡当別町.
    public var addressName: String { district + name }

    /// All of them in the order of their codes. The six villages of the Northern Territories, which nobody can apply
    /// from, are not among them.
    public static let all: [Municipality] = table.split(separator: "\n").compactMap(Municipality.init(line:))

    /// Those of a prefecture, in the order of their codes.
    public static func `in`(_ prefecture: Prefecture) -> [Municipality] { byPrefecture[prefecture.code] ?? [] }

    /// The one with a code of six digits, or of five without the check digit.
    public static func withCode(_ code: String) -> Municipality? {
        guard code.utf8.count != 5 else { return byCode[checked(code)] }
        return byCode[code]
    }

    /// The one of a name in a prefecture, as it calls itself or as addresses have it. ヶ and ケ are one, spaces nothing.
    public init?(named name: String, in prefecture: Prefecture) {
        let wanted = Municipality.plain(name)
        guard
            let found = Municipality.in(prefecture).first(where: {
                Municipality.plain($0.name) == wanted || Municipality.plain($0.addressName) == wanted
            })
        else { return nil }
        self = found
    }

    /// A code's five digits with the check digit behind them: 11 - (Σ digit·weight mod 11), of which the last digit.
    static func checked(_ five: String) -> String {
        var (sum, weight) = (0, 6)
        for digit in five.utf8 {
            sum += (Int(digit) - 0x30) * weight
            weight -= 1
        }
        return "\(five)\((11 - sum % 11) % 10)"
    }

    private static let byCode = Dictionary(all.map { ($0.code, $0) }) { first, _ in first }
    private static let byPrefecture = Dictionary(grouping: all, by: \.prefecture.code)

    private static func plain(_ name: String) -> String {
        var plain = ""
        for scalar in name.unicodeScalars where !scalar.properties.isWhitespace {
            plain.unicodeScalars.append(scalar == "ヶ" ? "ケ" : scalar)
        }
        return plain
    }

    /// A line of the table: `01303,当別町,トウベツチョウ,石狩郡`.
    private init?(line: Substring) {
        let parts = line.split(separator: ",")
        guard parts.count >= 3, let prefecture = Int(parts[0].prefix(2)).flatMap(Prefecture.coded) else { return nil }
        code = Municipality.checked(String(parts[0]))
        self.prefecture = prefecture
        name = String(parts[1])
        kana = String(parts[2])
        district = parts.count > 3 ? String(parts[3]) : ""
    }
}
