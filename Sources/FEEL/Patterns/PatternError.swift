/// Why a regular expression, its flags or its replacement text cannot be used, or why a search was given up.
public struct PatternError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Kind: Hashable, Sendable {
        /// A flag other than `s`, `m`, `i`, `x` and `q` (XPath functions 3.1 §5.6.2, FORX0001).
        case unknownFlag(Unicode.Scalar)
        /// A `(` without its `)`.
        case unclosedGroup
        /// A `)` without its `(`.
        case unopenedGroup
        /// A `(?` that is not `(?:`.
        case unknownGroup
        /// `*`, `+`, `?` or `{` with nothing before it.
        case nothingToRepeat
        /// Braces that hold no `n`, `n,` or `n,m`.
        case badQuantity
        /// `{n,m}` with n greater than m.
        case reversedQuantity
        /// A `[` without its `]`.
        case unclosedClass
        /// Square brackets with nothing in them.
        case emptyClass
        /// A range such as `z-a`.
        case reversedRange
        /// A hyphen inside square brackets that neither makes a range nor can stand for itself, as in `[a-\d]` and
        /// `[--z]`.
        case misplacedHyphen
        /// Something behind the subtraction in square brackets, as in `[a-z-[aeiou]0]`.
        case subtractionNotLast
        /// A character that has a meaning of its own and must be escaped where it stands.
        case misplacedCharacter(Unicode.Scalar)
        /// A backslash before a character that has no escaped meaning.
        case unknownEscape(Unicode.Scalar)
        /// A backslash at the very end.
        case trailingBackslash
        /// `\p{…}` or `\P{…}` with a name that is no category and no block.
        case unknownProperty(String)
        /// A back-reference to a group that is not there, or not closed yet.
        case badReference(Int)
        /// Groups or subtractions inside one another, more than `Pattern.deepestNesting`.
        case tooDeep
        /// More than `Pattern.largestProgram` instructions.
        case tooLarge
        /// More than `Pattern.mostGroups` capturing groups.
        case tooManyGroups
        /// A pattern that matches the empty text cannot replace or split (FORX0003).
        case matchesEmptyText
        /// A `$` without a digit in the replacement text (FORX0004).
        case badDollar
        /// A backslash before something other than `\` and `$` in the replacement text (FORX0004).
        case badBackslash
        /// The budget of steps ran out; nothing is said about the pattern or the text.
        case overBudget
    }

    /// What is wrong.
    public let kind: Kind
    /// Where, as a number of Unicode scalars from the start of the pattern; of the flags for `unknownFlag`, and of the
    /// replacement text for `badDollar` and `badBackslash`. 0 where no place is to blame.
    public let position: Int

    init(_ kind: Kind, at position: Int = 0) {
        self.kind = kind
        self.position = position
    }

    /// What is wrong and how to mend it, in Japanese.
    public var japanese: String {
        switch kind {
        case .unknownFlag(let flag): "フラグ「\(flag)」は使えません。s、m、i、x、q だけを書いてください。"
        case .unclosedGroup: "「(」に対応する「)」がありません。「)」を補うか、文字としての括弧なら「\\(」と書いてください。"
        case .unopenedGroup: "「)」に対応する「(」がありません。「)」を削るか、文字としての括弧なら「\\)」と書いてください。"
        case .unknownGroup: "「(?」の後には「:」だけが続けられます。「(?:…)」と書いてください。"
        case .nothingToRepeat: "繰返しの記号の前に、繰り返すものがありません。文字としての記号なら前に「\\」を付けてください。"
        case .badQuantity: "繰返しの回数が読めません。{2}、{2,}、{2,5} のように書いてください。"
        case .reversedQuantity: "繰返しの最小回数が最大回数より大きくなっています。{2,5} のように小さい方を先に書いてください。"
        case .unclosedClass: "「[」に対応する「]」がありません。「]」を補うか、文字としての括弧なら「\\[」と書いてください。"
        case .emptyClass: "角括弧の中が空です。少なくとも一つの文字を書いてください。"
        case .reversedRange: "文字の範囲が逆です。a-z のように、小さい方を先に書いてください。"
        case .misplacedHyphen: "角括弧の中のハイフンの位置が正しくありません。文字としてのハイフンは「\\-」と書いてください。"
        case .subtractionNotLast: "角括弧の中で文字を除く「-[…]」は、最後に書いてください。"
        case .misplacedCharacter(let scalar): "「\(scalar)」はここには書けません。文字としてなら「\\\(scalar)」と書いてください。"
        case .unknownEscape(let scalar): "「\\\(scalar)」という書き方はありません。「\\」という文字なら「\\\\」と書いてください。"
        case .trailingBackslash: "末尾の「\\」の後に文字がありません。「\\」という文字なら「\\\\」と書いてください。"
        case .unknownProperty(let name): "「\(name)」という文字の種類はありません。\\p{L} や \\p{IsHiragana} のように書いてください。"
        case .badReference(let number): "\(number) 番目の括弧は、この位置より前で閉じていません。\\1 から順に、閉じた括弧の番号を書いてください。"
        case .tooDeep: "括弧の入れ子が深すぎます。\(Pattern.deepestNesting) 重までにしてください。"
        case .tooLarge: "正規表現が大きすぎます。繰返しの回数を減らしてください。"
        case .tooManyGroups: "番号の付く括弧が多すぎます。\(Pattern.mostGroups) 個までにし、他は「(?:…)」と書いてください。"
        case .matchesEmptyText: "空の文字列に一致する正規表現では、置換や分割ができません。「*」を「+」に替えるなどしてください。"
        case .badDollar: "置換後の文字列の「$」の後に数字がありません。文字としての「$」は「\\$」と書いてください。"
        case .badBackslash: "置換後の文字列の「\\」の後に書けるのは「\\」と「$」だけです。「\\」という文字は「\\\\」と書いてください。"
        case .overBudget: "照合に手間がかかりすぎるため、途中で止めました。正規表現を簡単にするか、文字列を短くしてください。"
        }
    }

    /// What is wrong and how to mend it, in English.
    public var english: String {
        switch kind {
        case .unknownFlag(let flag): "There is no flag “\(flag)”. Use only s, m, i, x and q."
        case .unclosedGroup: "This “(” has no “)”. Close it, or write “\\(” for the character."
        case .unopenedGroup: "This “)” has no “(”. Remove it, or write “\\)” for the character."
        case .unknownGroup: "Only “:” may follow “(?”. Write “(?:…)”."
        case .nothingToRepeat: "There is nothing here to repeat. Put “\\” before the sign if you mean the character."
        case .badQuantity: "The number of repetitions cannot be read. Write {2}, {2,} or {2,5}."
        case .reversedQuantity: "The least number of repetitions is more than the most. Write the smaller first: {2,5}."
        case .unclosedClass: "This “[” has no “]”. Close it, or write “\\[” for the character."
        case .emptyClass: "There is nothing between the square brackets. Write at least one character."
        case .reversedRange: "The range is the wrong way round. Write the smaller character first: a-z."
        case .misplacedHyphen: "The hyphen cannot stand here inside square brackets. Write “\\-” for the character."
        case .subtractionNotLast: "Nothing may follow the subtraction “-[…]” in square brackets. Write it last."
        case .misplacedCharacter(let scalar): "“\(scalar)” cannot stand here. Write “\\\(scalar)” for the character."
        case .unknownEscape(let scalar): "“\\\(scalar)” has no meaning. Write “\\\\” for a backslash."
        case .trailingBackslash: "Nothing follows the last “\\”. Write “\\\\” for a backslash."
        case .unknownProperty(let name):
            "There is no kind of character named “\(name)”. Write for example \\p{L} or \\p{IsHiragana}."
        case .badReference(let number):
            "Group \(number) is not closed before this. Refer to an earlier group, from \\1 on."
        case .tooDeep: "The brackets are nested too deeply. Nest at most \(Pattern.deepestNesting) of them."
        case .tooLarge: "The regular expression is too large. Repeat fewer times."
        case .tooManyGroups:
            "There are too many numbered groups. Use at most \(Pattern.mostGroups), and “(?:…)” for the others."
        case .matchesEmptyText:
            "A regular expression that matches the empty text cannot replace or split. Try “+” in place of “*”."
        case .badDollar: "A digit must follow “$” in the replacement. Write “\\$” for the character."
        case .badBackslash: "Only “\\” or “$” may follow “\\” in the replacement. Write “\\\\” for a backslash."
        case .overBudget: "The search took too many steps and was stopped. Simplify the pattern or shorten the text."
        }
    }
}

extension PatternError: CustomStringConvertible {
    public var description: String { "\(position): \(english)" }
}
