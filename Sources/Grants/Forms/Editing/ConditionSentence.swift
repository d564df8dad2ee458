import struct FEEL.Number

/// A condition as people put it together: rows of field, operator and value, joined by かつ and または.
///
///     let sentence = ConditionSentence([.init("課税", .isYes)])
///     sentence.formula                          // 課税 = true
///     ConditionSentence(formula: "課税 = true")   // the same sentence
///
/// A formula of another shape gives no sentence: the page shows it as a formula, and nothing of it is lost.
public struct ConditionSentence: Hashable, Sendable {
    /// How conditions are joined.
    public enum Join: String, Sendable, CaseIterable {
        /// かつ
        case all
        /// または
        case any

        /// The word between two rows.
        public var title: Text {
            switch self {
            case .all: Text("かつ", en: "and")
            case .any: Text("または", en: "or")
            }
        }
    }

    /// One comparison.
    public struct Row: Hashable, Sendable {
        /// The field's name.
        public var field: String
        /// An entry of its value, such as 都道府県 of an address.
        public var part: String?
        /// Not the value is compared but how many rows or files there are.
        public var isCount: Bool
        public var sign: Sign
        /// Nil where the sign takes none.
        public var value: Operand?

        public init(_ field: String, part: String? = nil, isCount: Bool = false, _ sign: Sign, _ value: Operand? = nil)
        {
            self.field = field
            self.part = part
            self.isCount = isCount
            self.sign = sign
            self.value = value
        }
    }

    /// What a field is compared with.
    public enum Operand: Hashable, Sendable {
        case text(String)
        case number(Number)
        case day(Day)
        case today
        /// Another field, by its name.
        case field(String)
    }

    /// How a field is compared.
    public enum Sign: String, Sendable, CaseIterable {
        case equal, unequal, less, lessOrEqual, greater, greaterOrEqual
        /// A text has another text in it.
        case contains, containsNot
        /// A choice is among those ticked. While nothing is ticked neither holds.
        case includes, includesNot
        case isEmpty, isFilled
        case isYes, isNo

        /// As a list of operators shows it.
        public var title: Text {
            switch self {
            case .equal: Text("＝ 等しい", en: "= is")
            case .unequal: Text("≠ 等しくない", en: "≠ is not")
            case .less: Text("＜ より小さい（前）", en: "< is less than")
            case .lessOrEqual: Text("≦ 以下（以前）", en: "≤ is at most")
            case .greater: Text("＞ より大きい（後）", en: "> is more than")
            case .greaterOrEqual: Text("≧ 以上（以後）", en: "≥ is at least")
            case .contains, .includes: Text("含む", en: "contains")
            case .containsNot, .includesNot: Text("含まない", en: "does not contain")
            case .isEmpty: Text("空である", en: "is empty")
            case .isFilled: Text("空でない", en: "is filled in")
            case .isYes: Text("はい", en: "is yes")
            case .isNo: Text("いいえ", en: "is no")
            }
        }

        /// Whether a value is to be given.
        public var takesValue: Bool {
            switch self {
            case .isEmpty, .isFilled, .isYes, .isNo: false
            default: true
            }
        }
    }

    /// Rows with one word between them.
    public struct Group: Hashable, Sendable {
        public var join: Join
        public var rows: [Row]

        public init(_ join: Join = .all, _ rows: [Row]) {
            self.join = join
            self.rows = rows
        }
    }

    /// The word between groups.
    public var join: Join
    public var groups: [Group]

    /// A sentence of several groups.
    public init(_ join: Join, groups: [Group]) {
        self.join = join
        self.groups = groups
    }

    /// A sentence of one group.
    public init(_ rows: [Row], join: Join = .all) { self.init(.all, groups: [Group(join, rows)]) }

    /// Without groups that hold nothing and words that join nothing: two sentences that say the same in the same order
    /// are equal then.
    public var plain: ConditionSentence {
        var groups = self.groups.filter { !$0.rows.isEmpty }
        for index in groups.indices where groups[index].rows.count == 1 { groups[index].join = .all }
        if groups.count > 1, groups.allSatisfy({ $0.rows.count == 1 }) {
            groups = [Group(join, groups.flatMap(\.rows))]
        }
        return ConditionSentence(groups.count > 1 ? join : .all, groups: groups)
    }
}
