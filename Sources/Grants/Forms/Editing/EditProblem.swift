/// Why an edit of a form cannot be made, in words that say what to do.
public enum EditProblem: Error, Hashable, Sendable {
    /// A field, column or section that is there no longer: someone else removed it.
    case gone(FormPart)
    case sectionGone(String)
    case nameTaken(String)
    /// A name formulas could not use, with one they can.
    case illegalName(String, suggestion: String)
    /// A name that formulas know something else by.
    case reservedName(String)
    /// With that name formulas in these places would mean something else.
    case changesMeaning(String, [Text])
    /// What is to be removed is used in these places.
    case used(Text, [Text])
    /// Properties someone else changed meanwhile.
    case clashes([Clash])
    /// It cannot be written as a document, for this reason.
    case unwritable(Text)
    /// A field of that type cannot be a column.
    case noColumn(Text)
    /// A property that a field of its type does not have.
    case noSuchProperty(Text)
    /// The id of a new section is no code, or taken.
    case sectionID(String)
    /// Nothing is there to be undone or done again.
    case nothingToUndo
    case nothingToRedo
    /// Later edits build on what was to be undone: the first of them, and why it could not be made.
    case builtUpon(Text, because: Text)

    /// A property that two people changed in different ways.
    public struct Clash: Hashable, Sendable {
        /// Whose property it is, in words.
        public let of: Text
        /// What it is called.
        public let property: Text
        /// What is stored now, in words.
        public let stored: Text
        /// What this edit would have set.
        public let sent: Text
    }

    /// What is wrong, and what to do.
    public var message: Text {
        switch self {
        case .gone:
            Text(
                "この項目は、ほかの人が取り除いたため、もうありません。画面を読み込み直してください。",
                en: "Someone else removed this field. Load the page again.")
        case .sectionGone:
            Text(
                "この区分は、ほかの人が取り除いたため、もうありません。画面を読み込み直してください。",
                en: "Someone else removed this section. Load the page again.")
        case .nameTaken(let name):
            Text("項目名「\(name)」は、すでに使われています。別の名前にしてください。", en: "The name “\(name)” is taken: choose another.")
        case .illegalName(let name, let suggestion):
            Text(
                "項目名「\(name)」は計算式で使えません。空白や記号（. / - ' + *）を含まず、数字で始まらない名前にしてください。「\(suggestion)」ではどうですか。",
                en: "Formulas cannot use the name “\(name)”. How about “\(suggestion)”?")
        case .reservedName(let name):
            Text("「\(name)」は計算式が別のものに使う名前です。別の名前にしてください。", en: "Formulas use the name “\(name)” for something else.")
        case .changesMeaning(let name, let places):
            Text(
                "名前を「\(name)」にすると、次の計算式の意味が変わってしまいます：\(EditProblem.list(places, english: false))。別の名前にしてください。",
                en:
                    "With the name “\(name)” formulas would mean something else: \(EditProblem.list(places, english: true))."
            )
        case .used(let what, let places):
            Text(
                "\(what.ja)は、次のところで使われています：\(EditProblem.list(places, english: false))。先にそちらを直すか、「それでも削除する」を選んでください。",
                en: "\(what.in(english: true)) is used in: \(EditProblem.list(places, english: true)).")
        case .clashes(let clashes): EditProblem.words(for: clashes)
        case .unwritable(let reason): reason
        case .noColumn(let type):
            Text(
                "「\(type.ja)」は表の列にできません。表の外に置いてください。", en: "A column cannot be of the type “\(type.in(english: true))”."
            )
        case .noSuchProperty(let property):
            Text(
                "この型の項目に「\(property.ja)」はありません。画面を読み込み直してください。",
                en: "A field of this type has no \(property.in(english: true)).")
        case .sectionID(let id):
            Text(
                "区分のid「\(id)」は使えません。ほかの区分と重ならない、半角の英小文字・数字・「-」にしてください。", en: "“\(id)” cannot be a section's id.")
        case .nothingToUndo: Text("元に戻す操作はありません。", en: "There is nothing to undo.")
        case .nothingToRedo: Text("やり直す操作はありません。", en: "There is nothing to do again.")
        case .builtUpon(let later, let reason):
            Text(
                "あとの変更（\(later.ja)）がこれに頼っているため、元に戻せません。\(reason.ja)",
                en: "A later edit builds on it (\(later.in(english: true))). \(reason.in(english: true))")
        }
    }

    private static func list(_ texts: [Text], english: Bool) -> String {
        let shown = texts.prefix(10).map { $0.in(english: english) }.joined(separator: english ? ", " : "、")
        return texts.count > 10 ? shown + (english ? " and others" : " ほか\(texts.count - 10)か所") : shown
    }

    private static func words(for clashes: [Clash]) -> Text {
        Text(
            "ほかの人が同じところを変えました。"
                + clashes.map {
                    "\($0.of.ja)の\($0.property.ja)：いまは「\($0.stored.ja)」、あなたの変更は「\($0.sent.ja)」。"
                }.joined() + "どちらにするか選んでください。",
            en: "Someone else changed the same thing. "
                + clashes.map {
                    """
                    \($0.property.in(english: true)) of \($0.of.in(english: true)): now \
                    “\($0.stored.in(english: true))”, yours “\($0.sent.in(english: true))”.
                    """
                }.joined(separator: " "))
    }
}
