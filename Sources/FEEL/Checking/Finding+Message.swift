extension Finding {
    /// What is wrong and what to do, in both languages. Where a mend is known, it is told, too.
    public var message: Message {
        let whole = kind.message
        let said = Message(ja: whole.ja, en: whole.en.hasSuffix(" ") ? String(whole.en.dropLast()) : whole.en)
        guard let mend else { return said }
        if mend.text.isEmpty { return said }
        return Message(
            ja: "\(said.ja)「\(mend.text)」と書いてください。", en: "\(said.en) Write \"\(mend.text)\".")
    }

    /// Line and column of the text, then the message; of a text of one line the column alone.
    ///
    /// - Parameter text: the formula or tests that the finding is of.
    public func report(in text: String) -> Message {
        let (line, column) = span.position(in: text)
        let isOneLine = !text.contains(where: \.isNewline)
        return Message(
            ja: isOneLine ? "\(column)文字目：\(message.ja)" : "\(line)行\(column)文字目：\(message.ja)",
            en: isOneLine ? "Character \(column): \(message.en)" : "Line \(line), character \(column): \(message.en)")
    }
}

extension Finding.Kind {
    fileprivate var message: Message {
        switch self {
        case .unexpectedCharacter(let character):
            Message(ja: "「\(character)」は式では使えません。", en: "\"\(character)\" cannot be used in a formula.")
        case .unterminatedString:
            Message(ja: "文字列が閉じていません。終わりに「\"」を付けてください。", en: "The string does not end. Close it with a quotation mark.")
        case .unterminatedComment:
            Message(ja: "注釈が閉じていません。終わりに「*/」を付けてください。", en: "The comment does not end. Close it with */.")
        case .badEscape:
            Message(
                ja: "「\\」の後の文字番号が正しくありません。「\\u3042」のように 16 進 4 桁で書いてください。",
                en: "The character code after the backslash is wrong. Write four hexadecimal digits, as in \\u3042.")
        case .badNumber:
            Message(ja: "数が大きすぎます。6,145 桁より小さい数にしてください。", en: "The number is too large. Use fewer than 6,145 digits.")
        case .badTemporal(let text):
            Message(
                ja: "「\(text)」は日付・時刻・期間ではありません。「2026-04-01」「17:00:00」「P1Y6M」のように書いてください。",
                en: "\"\(text)\" is no date, time or duration. Write it like 2026-04-01, 17:00:00 or P1Y6M.")
        case .endsEarly(let expectation):
            Message(
                ja: "式が途中で終わっています。\(expectation.japanese)を続けてください。",
                en: "The formula ends too early. Add \(expectation.english).")
        case .expected(let expectation, let found):
            Message(
                ja: "「\(found)」の位置には\(expectation.japanese)が必要です。",
                en: "\(expectation.english.capitalizedFirst) is needed where \"\(found)\" stands.")
        case .adjacentNames(let first, let second):
            Message(
                ja: "「\(first)」と「\(second)」の間に演算子がありません。一つの項目名なら空白を除き、別の項目なら「+」などを入れてください。",
                en: "There is no operator between \"\(first)\" and \"\(second)\". Put one there, or write one name.")
        case .duplicateKey(let name):
            Message(ja: "「\(name)」が二度使われています。一方の名前を変えてください。", en: "\"\(name)\" is there twice. Rename one of them.")
        case .tooLong(let limit):
            Message(
                ja: "式が長すぎます（\(limit) 文字まで）。途中の計算を別の項目に分けてください。",
                en: "The formula is too long (at most \(limit) characters). Move a part of it to a field of its own.")
        case .tooDeep(let limit):
            Message(
                ja: "かっこや「if」の入れ子が深すぎます（\(limit) 段まで）。途中の計算を別の項目に分けてください。",
                en: "It is nested too deep (at most \(limit) levels). Move a part of it to a field of its own.")
        case .unknownName(let name, let nearest):
            Message(
                ja: "「\(name)」という項目はありません。" + (nearest.map { "「\($0)」ではありませんか。" } ?? "項目名を確かめてください。"),
                en: "There is no field \"\(name)\". "
                    + (nearest.map { "Do you mean \"\($0)\"?" } ?? "Look at the fields' names."))
        case .fullWidthInName(let name, let sign):
            Message(
                ja: "「\(name)」という項目はありません。全角の「\(sign)」は演算子になりません。",
                en: "There is no field \"\(name)\". The full-width \"\(sign)\" is no operator.")
        case .valueAsName(let name):
            Message(ja: "「\(name)」は項目名ではなく値です。", en: "\"\(name)\" is a value and no field.")
        case .unknownFunction(let name, let nearest):
            Message(
                ja: "「\(name)」という関数はありません。" + (nearest.map { "「\($0)」ではありませんか。" } ?? "関数の一覧を見てください。"),
                en: "There is no function \"\(name)\". "
                    + (nearest.map { "Do you mean \"\($0)\"?" } ?? "See the list of functions."))
        case .unknownEntry(let name, let type, let nearest):
            Message(
                ja: "\(type.japanese)に「\(name)」はありません。"
                    + (nearest.map { "「\($0)」ではありませんか。" } ?? type.entriesInJapanese),
                en: "\(type.one.capitalizedFirst) has no \"\(name)\". "
                    + (nearest.map { "Do you mean \"\($0)\"?" } ?? type.entriesInEnglish))
        case .unknownType(let name):
            Message(
                ja: "「\(name)」という型はありません。「number」「string」「date」などを書いてください。",
                en: "There is no type \"\(name)\". Write number, string, date or the like.")
        case .operands(let sign, let left, let right):
            Message(
                ja: "\(left.japanese)と\(right.japanese)の「\(sign)」はできません。両側を同じ種類の値にしてください。",
                en: "\"\(sign)\" cannot be used between \(left.one) and \(right.one). Make both of one kind.")
        case .operand(let sign, let type):
            Message(ja: "\(type.japanese)に「\(sign)」は使えません。", en: "\"\(sign)\" cannot be used with \(type.one).")
        case .notCallable(let type):
            Message(
                ja: "\(type.japanese)は関数ではありません。かっこの前に演算子を入れてください。",
                en: "\(type.one.capitalizedFirst) is no function. Put an operator before the parenthesis.")
        case .argumentCount(let name, let expected, let found):
            Message(
                ja: "「\(name)」のかっこの中は \(expected) 個必要ですが、\(found) 個あります。",
                en: "\"\(name)\" takes \(expected) arguments, but here are \(found).")
        case .argumentType(let name, let parameter, let expected, let found):
            Message(
                ja: "「\(name)」の \(parameter) には\(expected.japanese)が必要ですが、\(found.japanese)です。",
                en: "\"\(name)\" needs \(expected.one) as its \(parameter), but this is \(found.one).")
        case .unknownParameter(let name, let parameter, let nearest):
            Message(
                ja: "「\(name)」に「\(parameter)」という引数はありません。" + (nearest.map { "「\($0)」ではありませんか。" } ?? ""),
                en: "\"\(name)\" has no parameter \"\(parameter)\". " + (nearest.map { "Do you mean \"\($0)\"?" } ?? "")
            )
        case .condition(let type):
            Message(
                ja: "ここには条件（真か偽になる式）が必要ですが、\(type.japanese)です。比較（例：「> 0」）を加えてください。",
                en: "A condition is needed here, but this is \(type.one). Add a comparison, as in > 0.")
        case .elements(let type):
            Message(
                ja: "\(type.japanese)は一覧ではないので、順に取り出せません。",
                en: "\(type.one.capitalizedFirst) is no list, and cannot be gone through.")
        case .functionLiteral:
            Message(
                ja: "ここでは「function(…)」は使えません。用意された関数を使ってください。",
                en: "function(…) cannot be used here. Use the functions there are.")
        case .resultType(let expected, let found):
            Message(
                ja: "この式の結果は\(expected.japanese)でなければなりませんが、\(found.japanese)です。",
                en: "This formula must give \(expected.one), but gives \(found.one).")
        case .alwaysNull(let what):
            Message(ja: "「\(what)」は常に空欄になります。", en: "\"\(what)\" is always null.")
        case .alwaysFalse(let what):
            Message(ja: "「\(what)」は決して成り立ちません。", en: "\"\(what)\" can never hold.")
        case .alwaysTrue(let what):
            Message(ja: "「\(what)」は常に成り立ちます。条件になっていません。", en: "\"\(what)\" always holds, and decides nothing.")
        case .divisionByZero:
            Message(ja: "0 で割っています。結果は空欄になります。", en: "This divides by zero. The result is null.")
        case .mixedAmounts(let sign, let left, let right):
            Message(
                ja: "\(left.japanese)と\(right.japanese)の「\(sign)」です。金額には率を掛け、金額どうしは足し引きしてください。",
                en:
                    "This is \"\(sign)\" between \(left.one) and \(right.one). Multiply amounts by rates, and add amounts to amounts."
            )
        case .missing(let name):
            Message(ja: "「\(name)」がまだ入力されていません。", en: "\"\(name)\" has no value yet.")
        case .values(let sign, let left, let right):
            right == .null
                ? Message(
                    ja: "\(left.type.japanese)に「\(sign)」は使えません。",
                    en: "\"\(sign)\" cannot be used with \(left.type.one).")
                : Message(
                    ja: "\(left.type.japanese)と\(right.type.japanese)の「\(sign)」はできません。",
                    en: "\"\(sign)\" cannot be used between \(left.type.one) and \(right.type.one).")
        case .argument(let name, let parameter, let found):
            Message(
                ja: "「\(name)」の \(parameter) に\(found.type.japanese)は使えません。",
                en: "\"\(name)\" cannot take \(found.type.one) as its \(parameter).")
        case .domain(let name, let reason):
            Message(
                ja: "「\(name)」はこの値では計算できません。" + (reason?.ja ?? ""),
                en: "\"\(name)\" has no result for these values. " + (reason?.en ?? ""))
        case .outOfRange(let sign):
            Message(
                ja: "「\(sign)」の結果がありません（扱える範囲の外です）。", en: "\"\(sign)\" has no result within what there is.")
        case .reversed:
            Message(
                ja: "範囲の始まりが終わりより後になっています。小さい方を先に書いてください。",
                en: "The range begins after its end. Write the smaller end first.")
        case .overrun(let overrun): overrun.message
        }
    }
}

extension Type {
    /// The entries that a context has instead, a few of them.
    private var someEntries: [Name] {
        if case .context(let entries) = self { Array(entries.keys.sorted().prefix(6)) } else { [] }
    }

    fileprivate var entriesInJapanese: String {
        let names = someEntries
        return names.isEmpty ? "" : names.map { "「\($0)」" }.joined() + "などがあります。"
    }

    fileprivate var entriesInEnglish: String {
        let names = someEntries
        return names.isEmpty ? "" : "It has " + names.map { "\"\($0)\"" }.joined(separator: ", ") + "."
    }
}

extension Overrun {
    /// What was too much.
    public var message: Message {
        switch self {
        case .steps:
            Message(
                ja: "計算が長すぎるので打ち切りました。一覧を短くするか、式を分けてください。",
                en: "It takes too long, and was given up. Shorten the lists, or split the formula.")
        case .items: Message(ja: "一覧が長すぎます。", en: "A list is too long.")
        case .characters: Message(ja: "文字列が長すぎます。", en: "A string is too long.")
        case .valueDepth: Message(ja: "値の入れ子が深すぎます。", en: "A value is nested too deep.")
        case .callDepth: Message(ja: "関数の呼び出しが深すぎます。", en: "Functions call one another too deep.")
        }
    }
}

extension Expectation {
    fileprivate var japanese: String {
        switch self {
        case .operand: "項目名・数・かっこなどの値"
        case .operatorOrEnd: "「+」などの演算子か式の終わり"
        case .name: "名前"
        case .parameterName: "引数の名前"
        case .type: "型の名前"
        case .quotedDate: "「\"」で囲んだ日付"
        case .intervalEnd: "範囲を閉じる「]」か「)」"
        case .sign(let sign): "「\(sign)」"
        case .word(let word): "「\(word)」"
        case .commaOr(let sign): "「,」か「\(sign)」"
        }
    }

    fileprivate var english: String {
        switch self {
        case .operand: "a value (a field, a number, a parenthesis)"
        case .operatorOrEnd: "an operator or the end"
        case .name: "a name"
        case .parameterName: "a parameter's name"
        case .type: "a type"
        case .quotedDate: "a date in quotation marks"
        case .intervalEnd: "the range's closing ] or )"
        case .sign(let sign): "\"\(sign)\""
        case .word(let word): "\"\(word)\""
        case .commaOr(let sign): "\",\" or \"\(sign)\""
        }
    }
}

extension String {
    fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
