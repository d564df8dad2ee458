import Grants

/// Titles, names and sentences as Japanese applicants write them, out of a few hundred words.
struct SeedWords {
    var chance: SplitMix64

    mutating func one(_ words: [String]) -> String { words[Int.random(in: 0..<words.count, using: &chance)] }
    mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &chance) }
    mutating func happens(_ percent: Int) -> Bool { number(0...99) < percent }

    mutating func title() -> String {
        switch number(0...3) {
        case 0: "\(one(Self.materials))を生かした\(one(Self.products))の\(one(Self.deeds))"
        case 1: "\(one(Self.places))の\(one(Self.materials))による\(one(Self.products))\(one(Self.deeds))事業"
        case 2: "\(one(Self.techniques))を用いた\(one(Self.products))の\(one(Self.deeds))"
        default: "\(one(Self.techniques))と\(one(Self.materials))で取り組む\(one(Self.aims))"
        }
    }

    mutating func summary() -> String {
        let sentences = [
            "\(one(Self.places))で育った\(one(Self.materials))に\(one(Self.techniques))を取り入れ、\(one(Self.products))を\(one(Self.deeds))します。",
            "\(one(Self.partners))と連携し、\(number(2...60))社への販売を目指します。",
            "\(one(Self.aims))につなげ、地域で\(number(1...12))人を新たに雇用します。",
            "\(one(Self.materials))の廃棄を\(number(10...90))％減らし、\(one(Self.aims))を進めます。",
        ]
        return sentences.shuffled(using: &chance).prefix(number(1...3)).joined()
    }

    mutating func organisation() -> String {
        let name = "\(one(Self.places))\(one(Self.surnames))\(one(Self.trades))"
        switch number(0...3) {
        case 0: return "株式会社\(name)"
        case 1: return "有限会社\(name)"
        case 2: return "\(name)株式会社"
        default: return "\(name)\(one(["組合", "協議会", "商店", "研究所"]))"
        }
    }

    mutating func person() -> String { "\(one(Self.surnames))　\(one(Self.givenNames))" }

    /// Thirteen digits.
    mutating func corporateNumber() -> String {
        String(number(1...9)) + (0..<12).map { _ in String(number(0...9)) }.joined()
    }

    static let materials = [
        "茜染め", "藍染め", "柿渋", "間伐材", "竹", "和紙", "麻", "絹", "綿", "羊毛", "漆", "陶土", "石灰", "真珠", "海藻", "昆布", "鮭", "鯛",
        "牡蠣", "米粉", "玄米", "大豆", "小麦", "蕎麦", "茶葉", "柚子", "梅", "桃", "りんご", "ぶどう", "いちご", "みかん", "菜種油", "蜂蜜", "酒粕", "味噌",
        "醤油", "生姜", "山葵", "薬草", "檜", "杉", "桐", "藁", "貝殻", "温泉水", "雪", "廃瓦", "廃ガラス", "古着", "革", "真鍮", "銅", "鉄", "チタン",
        "炭素繊維", "バイオ樹脂", "再生紙", "木質ペレット", "籾殻",
    ]
    static let products = [
        "防災頭巾", "食器", "おもちゃ", "家具", "文具", "菓子", "調味料", "飲料", "化粧品", "石けん", "鞄", "靴", "衣服", "寝具", "照明器具", "建材", "断熱材",
        "包装資材", "農業用ロボット", "予約システム", "在庫管理システム", "見守りサービス", "観光体験", "宿泊プラン", "学習教材", "介護用品", "医療機器部品", "自転車部品", "精密部品",
        "センサー", "半導体検査装置", "小型風車", "太陽熱温水器", "蓄電設備", "冷凍食品", "保存食", "ペット用品", "楽器", "工芸品", "土産品",
    ]
    static let deeds = [
        "開発", "改良", "試作", "販路開拓", "海外展開", "量産化", "実証", "省力化", "自動化", "ブランド化", "普及", "再生", "デジタル化", "共同配送", "輸出",
    ]
    static let techniques = [
        "ＩｏＴ", "AI", "ドローン", "３Ｄプリンター", "画像認識", "レーザー加工", "凍結乾燥", "超音波洗浄", "真空含浸", "低温焙煎", "発酵", "燻製", "手織り", "型染め",
        "蒔絵",
        "箔押し", "鋳造", "鍛造", "プレス加工", "表面処理", "クラウド", "電子商取引", "キャッシュレス決済", "遠隔操作", "データ分析",
    ]
    static let aims = [
        "木育", "食育", "観光客の誘致", "空き家の活用", "商店街の活性化", "若い担い手の育成", "高齢者の外出支援", "省エネルギー", "脱炭素", "資源の循環", "災害への備え", "技術の継承",
        "地産地消", "子育て支援", "働き方の改善", "生産性の向上",
    ]
    static let partners = [
        "農家", "漁協", "森林組合", "商工会", "町内の保育所", "県立高校", "大学の研究室", "福祉施設", "旅館組合", "道の駅", "地元の工務店", "金融機関", "市の図書館", "観光協会",
    ]
    static let places = [
        "札幌", "函館", "弘前", "盛岡", "仙台", "秋田", "山形", "会津", "水戸", "日光", "高崎", "川越", "銚子", "赤坂", "浅草", "横浜", "鎌倉", "長岡",
        "佐渡",
        "富山", "金沢", "福井", "甲府", "松本", "高山", "浜松", "瀬戸", "伊勢", "近江", "京都", "堺", "灘", "奈良", "紀州", "鳥取", "出雲", "備前", "広島",
        "萩", "鳴門", "讃岐", "今治", "土佐", "博多", "有田", "長崎", "熊本", "別府", "日向", "薩摩", "那覇", "石垣",
    ]
    static let surnames = [
        "佐藤", "鈴木", "高橋", "田中", "渡辺", "伊藤", "山本", "中村", "小林", "加藤", "吉田", "山田", "佐々木", "山口", "松本", "井上", "木村", "林",
        "斎藤",
        "清水", "山崎", "阿部", "森", "池田", "橋本", "石川", "前田", "藤田", "後藤", "岡田", "髙木", "神﨑",
    ]
    static let givenNames = [
        "太郎", "花子", "健一", "由美", "誠", "陽子", "大輔", "美咲", "翔太", "さくら", "直樹", "恵子", "学", "真理", "浩二", "久美子",
    ]
    static let trades = [
        "染物", "製作所", "食品", "工業", "農園", "水産", "建設", "運輸", "印刷", "木工", "陶芸", "酒造", "製茶", "電機", "商会", "観光", "デザイン", "精機",
    ]
}
