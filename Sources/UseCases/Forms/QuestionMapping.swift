import FEEL
import Grants
import XLSForm

/// The type of field that a question becomes.
struct QuestionMapping {
    /// The type; that of a computed value is known when its formula is.
    var type: FieldType
    /// Why somebody must look at it before the form is published: Kofu asks for nothing of that kind.
    var blocker: Message?
    /// What differs a little.
    var remark: Message?
    /// In which steps a number goes, counted from its least.
    var step: (start: String, width: String)?

    /// Where a field's value comes from when nobody is asked for it.
    enum Computation: Hashable {
        case calculation, defaultValue, today
    }

    /// How the value is computed; nil where it is asked for.
    func computation(of node: FormNode) -> Computation? {
        if node.logic.calculation != nil { return .calculation }
        switch node.question {
        case .today: return .today
        case .calculate, .hidden: return .defaultValue
        default: return nil
        }
    }

    init(_ node: FormNode, in form: XLSForm, hasOther: Bool, isColumn: Bool) {
        type = .text(TextLimits())
        guard let kind = node.question else {
            type = .table(Table(rows: .free(minimum: 0, maximum: 100), columns: []))
            if isColumn {
                block("表の中に表は置けません。別の表にしてください。", "A table has no tables in it.")
            }
            return
        }
        if kind == .note, node.logic.calculation == nil {
            type = .note
            return
        }
        switch kind {
        case .text where QuestionMapping.isLong(node): type = .longText(TextLimits())
        case .text, .barcode, .calculate, .hidden, .note: break
        case .integer: type = .integer(IntegerLimits())
        case .decimal: type = .decimal(DecimalLimits(places: QuestionMapping.places))
        case .range: setRange(node.parameters)
        case .selectOne: setChoices(node, form, hasOther: hasOther) { .choice($0) }
        case .selectMultiple: setChoices(node, form, hasOther: hasOther) { .choices($0, ChoiceLimits()) }
        case .rank:
            setChoices(node, form, hasOther: false) { .choices($0, ChoiceLimits()) }
            block("順位を付ける項目はありません。順位ごとの選択などにしてください。", "There are no questions that put choices in order.")
        case .date, .today: type = .date(DayLimits())
        case .dateTime:
            type = .dateTime
            if isColumn {
                type = .date(DayLimits())
                block("表の中に日時の項目は置けません。", "A column cannot be a date with a time.")
            }
        case .time:
            type = .text(TextLimits(pattern: "([01]?[0-9]|2[0-3]):[0-5][0-9]"))
            remark = Message(ja: "時刻は「9:30」の形の文にしました。", en: "A time of day became a text such as 9:30.")
        case .acknowledge:
            type = .pledge(statement: Text("確認し、同意します。", en: "I have read this and agree."))
            if isColumn {
                type = .yesNo
                block("表の中に誓約の項目は置けません。", "A column cannot be a pledge.")
            }
        case .image: type = .file(FileLimits(kinds: [.jpeg, .png]))
        case .file: type = .file(FileLimits(kinds: [.pdf, .docx, .xlsx, .pptx, .jpeg, .png, .csv, .text, .zip]))
        case .audio, .video:
            type = .file(FileLimits(kinds: [.zip]))
            remark = Message(ja: "音声と動画は、ZIPにまとめて添付する項目にしました。", en: "Sounds and films are attached as ZIP files.")
        case .selectOneExternal: block("外部の一覧の選択肢は取り込めません。", "Choices of an external list are not imported.")
        case .geopoint, .geotrace, .geoshape, .osm:
            block("地図の位置を答える項目はありません。住所の項目などにしてください。", "There are no questions for places on a map.")
        default:
            block("この型の項目はありません。", "There are no questions of this type.")
        }
    }

    /// Places of decimal numbers: as many as a field can have, since XLSForm does not limit them.
    static let places = 10

    private mutating func block(_ ja: String, _ en: String) { blocker = Message(ja: ja, en: en) }

    private static func isLong(_ node: FormNode) -> Bool {
        let words = (node.appearance ?? "").split(separator: " ")
        return words.contains("multiline") || words.contains("multi-line")
            || node.parameters["rows"].flatMap { Int($0) }.map { $0 > 1 } ?? false
    }

    private mutating func setRange(_ parameters: [String: String]) {
        let (start, end, step) = (parameters["start"] ?? "1", parameters["end"] ?? "10", parameters["step"] ?? "1")
        if let from = Int64(start), let to = Int64(end), let width = Int64(step) {
            type = .integer(IntegerLimits(minimum: min(from, to), maximum: max(from, to)))
            if width.magnitude != 1 { self.step = (start, String(width.magnitude)) }
        } else if let from = Number(start), let to = Number(end), Number(step) != nil {
            type = .decimal(
                DecimalLimits(minimum: min(from, to), maximum: max(from, to), places: QuestionMapping.places))
            self.step = (start, step.hasPrefix("-") ? String(step.dropFirst()) : step)
        } else {
            type = .decimal(DecimalLimits(places: QuestionMapping.places))
            block("範囲の始まり・終わり・きざみを数として読めません。", "The ends or the step of the range are no plain numbers.")
        }
    }

    private mutating func setChoices(
        _ node: FormNode, _ form: XLSForm, hasOther: Bool, _ make: ([Grants.Choice]) -> FieldType
    ) {
        switch node.choices {
        case .list(let list):
            type = make(
                (form.choices[list]?.choices ?? []).map { choice in
                    let isOther = hasOther && choice.name == "other"
                    let isNone = choice.row == nil && choice.name == "none"
                    let added: Text? =
                        choice.row != nil
                        ? nil : choice.name == "other" ? Text("その他", en: "Other") : Text("該当なし", en: "None")
                    return Grants.Choice(
                        code: choice.name,
                        label: added ?? choice.label?.text(default: form.defaultLanguage) ?? Text(choice.name),
                        kind: isOther ? .other : isNone ? Grants.Choice.Kind.none : nil)
                })
        case .file: block("ファイルにある選択肢は取り込めません。選択肢を書いてください。", "Choices of a file are not imported.")
        case .answers: block("ほかの項目の回答を選択肢にすることはできません。", "Answers of another question cannot be choices.")
        case .external, nil: block("選択肢の一覧がありません。", "There is no list of choices.")
        }
    }
}
