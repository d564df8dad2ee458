/// One call of a programme (公募回): when it accepts filings, at which windows, and who may see it.
public struct Round: Sendable, Equatable {
    /// Unique in its programme: the file `rounds/CODE.yaml`, and part of the round's address.
    public var code: String
    public var title: Text
    /// One sentence for lists.
    public var catchphrase: Text
    /// What it is for; paragraphs and lists in Markdown.
    public var description: Text
    public var visibility: Visibility
    public var opens: JapanTime
    /// The first moment at which nothing is accepted any more.
    public var closes: JapanTime
    /// 補助金交付開始年度(月): the month in which grants begin, as `2027-04`.
    public var grantsBegin: YearMonth?
    /// Windows of the programme among which the applicant chooses.
    public var windows: [String]
    /// 上限額.
    public var ceiling: Yen?
    /// 補助率 in words: 2/3以内.
    public var rate: Text?
    /// 予算額.
    public var budget: Yen?
    /// How places are given out where there are fewer than may be asked for; nil where filings are judged on their own.
    public var intake: Intake?
    /// Who may apply, in words.
    public var eligible: Text?
    /// Kinds of accounts that may file.
    public var accounts: [AccountKind]
    /// Values of the national portal's lists, for filters.
    public var areas: [String]
    public var purposes: [String]
    public var industries: [String]
    public var employees: String?
    public var keywords: [String]
    /// What can be downloaded, such as 公募要領.
    public var downloads: [Download]

    public init(
        code: String, title: Text, catchphrase: Text, description: Text, visibility: Visibility, opens: JapanTime,
        closes: JapanTime, grantsBegin: YearMonth? = nil, windows: [String], ceiling: Yen? = nil, rate: Text? = nil,
        budget: Yen? = nil, intake: Intake? = nil, eligible: Text? = nil, accounts: [AccountKind], areas: [String] = [],
        purposes: [String] = [], industries: [String] = [], employees: String? = nil, keywords: [String] = [],
        downloads: [Download] = []
    ) {
        self.code = code
        self.title = title
        self.catchphrase = catchphrase
        self.description = description
        self.visibility = visibility
        self.opens = opens
        self.closes = closes
        self.grantsBegin = grantsBegin
        self.windows = windows
        self.ceiling = ceiling
        self.rate = rate
        self.budget = budget
        self.intake = intake
        self.eligible = eligible
        self.accounts = accounts
        self.areas = areas
        self.purposes = purposes
        self.industries = industries
        self.employees = employees
        self.keywords = keywords
        self.downloads = downloads
    }

    public enum Visibility: String, Sendable, CaseIterable {
        /// Only its office sees it.
        case draft
        /// Found by search.
        case published
        /// Reachable by whoever knows its address.
        case unlisted
        /// Reachable by organisations that are invited, once they signed in.
        case invited
    }

    /// Where the round stands at a moment, by the server's clock. It accepts from `opens` up to, not including, `closes`.
    public func phase(at now: Instant) -> Phase {
        if now < opens.instant { return .before }
        return now < closes.instant ? .accepting : .closed
    }

    public enum Phase: String, Sendable, CaseIterable { case before, accepting, closed }
}

/// Something to download from a round's page.
public struct Download: Sendable, Equatable {
    public var label: Text
    /// The attachment's path in the programme's folder.
    public var path: String

    public init(label: Text, path: String) {
        self.label = label
        self.path = path
    }
}

/// Kinds of GビズID accounts, by how surely the holder is known.
public enum AccountKind: String, Sendable, CaseIterable {
    case entry, prime, member

    public var title: Text {
        switch self {
        case .entry: Text("GビズIDエントリー", en: "gBizID Entry")
        case .prime: Text("GビズIDプライム", en: "gBizID Prime")
        case .member: Text("GビズIDメンバー", en: "gBizID Member")
        }
    }
}

/// The national portal's lists of values that rounds are filtered by.
public enum Catalogue {
    public static let areas =
        ["全国", "北海道地方", "東北地方", "関東・甲信越地方", "東海・北陸地方", "近畿地方", "中国地方", "四国地方", "九州・沖縄地方"] + Prefecture.all.map(\.name)

    /// The region of the list in which a prefecture lies; nil for anything but a prefecture.
    public static func region(of prefecture: String) -> String? {
        guard let code = Prefecture.named(prefecture)?.code else { return nil }
        return switch code {
        case 1: "北海道地方"
        case 2...7: "東北地方"
        case 8...15, 19, 20: "関東・甲信越地方"
        case 16...18, 21...24: "東海・北陸地方"
        case 25...30: "近畿地方"
        case 31...35: "中国地方"
        case 36...39: "四国地方"
        default: "九州・沖縄地方"
        }
    }

    /// Whether something for these areas is for an area too: the same, the whole country, the region of a prefecture,
    /// or a prefecture of a region.
    public static func covers(_ areas: [String], _ area: String) -> Bool {
        let region = region(of: area)
        return areas.contains { $0 == area || $0 == "全国" || $0 == region || self.region(of: $0) == area }
    }

    public static let purposes = [
        "新たな事業を行いたい", "販路拡大・海外展開をしたい", "イベント・事業運営支援がほしい", "事業を引き継ぎたい", "研究開発・実証事業を行いたい", "人材育成を行いたい",
        "資金繰りを改善したい", "設備整備・IT導入をしたい", "雇用・職場環境を改善したい", "エコ・SDGs活動支援がほしい", "災害（自然災害、感染症等）支援がほしい",
        "教育・子育て・少子化支援がほしい", "スポーツ・文化支援がほしい", "安全・防災対策支援がほしい", "まちづくり・地域振興支援がほしい",
    ]

    public static let industries = [
        "農業、林業", "漁業", "鉱業、採石業、砂利採取業", "建設業", "製造業", "電気・ガス・熱供給・水道業", "情報通信業", "運輸業、郵便業", "卸売業、小売業", "金融業、保険業",
        "不動産業、物品賃貸業", "学術研究、専門・技術サービス業", "宿泊業、飲食サービス業", "生活関連サービス業、娯楽業", "教育、学習支援業", "医療、福祉", "複合サービス事業",
        "サービス業（他に分類されないもの）", "公務（他に分類されるものを除く）", "分類不能の産業",
    ]

    public static let employees = [
        "従業員数の制約なし", "5名以下", "20名以下", "50名以下", "100名以下", "300名以下", "900名以下", "901名以上",
    ]
}
