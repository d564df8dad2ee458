import struct FEEL.Number

/// What kind of answer a field takes, with its limits.
public enum FieldType: Sendable, Equatable {
    /// One line; length in characters as people count them (grapheme clusters).
    case text(TextLimits)
    /// Several lines; a line end counts as one character.
    case longText(TextLimits)
    case integer(IntegerLimits)
    /// A number with a fixed count of places after the point.
    case decimal(DecimalLimits)
    /// 金額: whole yen, typed in yen or in thousands.
    case money(MoneyLimits)
    /// 率: an exact fraction, typed as 2/3, 66.7% or 0.5.
    case rate(RateLimits)
    case date(DayLimits)
    /// 年月.
    case yearMonth
    /// 期間: a first and a last day.
    case period(DayLimits)
    /// 日時: a day with a time of day.
    case dateTime
    case choice([Choice])
    case choices([Choice], ChoiceLimits)
    /// A choice of two levels: what is chosen belongs to one of the groups.
    case linked([ChoiceGroup])
    case yesNo
    /// 誓約: only a tick is an answer.
    case pledge(statement: Text)
    case email
    case telephone
    case url
    /// 郵便番号 and 住所.
    case address
    case prefecture
    /// 都道府県・市区町村.
    case municipality
    /// 氏名 and フリガナ, in two parts each.
    case personName
    /// 法人番号, thirteen digits with a check digit.
    case corporateNumber
    /// 振込先口座.
    case bankAccount
    /// 業種: a 中分類 of 日本標準産業分類.
    case industry
    case file(FileLimits)
    case table(Table)
    /// 固定文: nothing is asked.
    case note
    /// 見出し within a section.
    case heading
}

/// Limits of texts.
public struct TextLimits: Sendable, Equatable {
    public var minimum: Int?
    public var maximum: Int?
    /// When set, the answer is exactly this many digits (as 9桁 in 認定番号).
    public var digits: Int?
    /// A regular expression (XPath 2.0's, as FEEL's `matches`) that the whole answer must match.
    public var pattern: String?

    public init(minimum: Int? = nil, maximum: Int? = nil, digits: Int? = nil, pattern: String? = nil) {
        self.minimum = minimum
        self.maximum = maximum
        self.digits = digits
        self.pattern = pattern
    }
}

/// Limits of whole numbers.
public struct IntegerLimits: Sendable, Equatable {
    public var minimum: Int64?
    public var maximum: Int64?
    /// 人, 件, 点: said after the box.
    public var unit: Text?
    /// 評価の目安 of a criterion, by rising points; not every point needs one.
    public var anchors: [Anchor]
    /// What its points count in a score sheet's total; nil for 1.
    public var weight: Number?
    /// Fewer points than these need a comment; nil where none is asked for.
    public var commentBelow: Int64?

    public init(
        minimum: Int64? = nil, maximum: Int64? = nil, unit: Text? = nil, anchors: [Anchor] = [],
        weight: Number? = nil, commentBelow: Int64? = nil
    ) {
        self.minimum = minimum
        self.maximum = maximum
        self.unit = unit
        self.anchors = anchors
        self.weight = weight
        self.commentBelow = commentBelow
    }
}

/// Limits of amounts, always in yen, whatever they are typed in.
public struct MoneyLimits: Sendable, Equatable {
    public var minimum: Int64?
    public var maximum: Int64?
    /// 千円: people type and read thousands; what is kept and computed with is yen.
    public var isInThousands: Bool

    public init(minimum: Int64? = nil, maximum: Int64? = nil, isInThousands: Bool = false) {
        self.minimum = minimum
        self.maximum = maximum
        self.isInThousands = isInThousands
    }
}

/// Limits of days.
public struct DayLimits: Sendable, Equatable {
    public var earliest: Day?
    public var latest: Day?

    public init(earliest: Day? = nil, latest: Day? = nil) {
        self.earliest = earliest
        self.latest = latest
    }
}

/// How many of several choices may be ticked.
public struct ChoiceLimits: Sendable, Equatable {
    public var minimum: Int?
    public var maximum: Int?

    public init(minimum: Int? = nil, maximum: Int? = nil) {
        self.minimum = minimum
        self.maximum = maximum
    }
}

/// One of the answers offered. The code is stored and stays when the label changes.
public struct Choice: Sendable, Equatable {
    /// What choosing it means besides itself.
    public enum Kind: String, Sendable, CaseIterable {
        /// その他: a text is asked beside it.
        case other
        /// 該当なし: nothing else may be ticked with it.
        case none
    }

    public var code: String
    public var label: Text
    public var kind: Kind?
    /// FEEL: it is offered only while this holds. Nil: always.
    public var relevant: String?

    public init(code: String, label: Text, kind: Kind? = nil, relevant: String? = nil) {
        self.code = code
        self.label = label
        self.kind = kind
        self.relevant = relevant
    }

    /// Choices a field may have: more belong into a search, not on a page.
    public static let most = 1_000
}

/// The first level of a linked choice.
public struct ChoiceGroup: Sendable, Equatable {
    public var code: String
    public var label: Text
    /// Codes are unique through all groups of a field.
    public var choices: [Choice]

    public init(code: String, label: Text, choices: [Choice]) {
        self.code = code
        self.label = label
        self.choices = choices
    }
}

/// Limits of uploaded files.
public struct FileLimits: Sendable, Equatable {
    public var kinds: [FileKind]
    /// Bytes of one file.
    public var maximumSize: Int64
    public var maximumCount: Int
    /// A file of the programme to fill in, by its path in the folder: `files/plan.xlsx`.
    public var template: String?

    /// 16 MB a file: what the national portal's users are used to.
    public static let defaultMaximumSize: Int64 = 16 * 1024 * 1024

    public init(
        kinds: [FileKind], maximumSize: Int64 = FileLimits.defaultMaximumSize, maximumCount: Int = 1,
        template: String? = nil
    ) {
        self.kinds = kinds
        self.maximumSize = maximumSize
        self.maximumCount = maximumCount
        self.template = template
    }
}

/// 表: rows of columns. Columns are fields of the simpler types.
public struct Table: Sendable, Equatable {
    /// Which rows there are.
    public enum Rows: Sendable, Equatable {
        /// As many as the applicant adds, within these counts.
        case free(minimum: Int, maximum: Int)
        /// These, each named by its label; formulas find the code under `name` (費目).
        case fixed(name: String, label: Text, [Choice])
    }

    public var rows: Rows
    public var columns: [Field]
    /// Names of columns whose total stands under the table.
    public var totals: [String]

    public init(rows: Rows, columns: [Field], totals: [String] = []) {
        self.rows = rows
        self.columns = columns
        self.totals = totals
    }

    /// Rows a table may have.
    public static let mostRows = 1_000

    public func column(named name: String) -> Field? { columns.first { $0.name == name } }

    public var fixedRows: [Choice]? { if case .fixed(_, _, let rows) = rows { rows } else { nil } }

    /// The fewest and the most rows that may be filled in.
    public var counts: ClosedRange<Int> {
        switch rows {
        case .free(let minimum, let maximum): minimum...max(minimum, maximum)
        case .fixed(_, _, let rows): 0...rows.count
        }
    }
}
