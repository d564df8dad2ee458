/// What a letter (通知書) says, with places for what differs between cases.
public struct LetterTemplate: Sendable, Equatable {
    public var id: String
    /// 採択通知書.
    public var title: Text
    /// What stands before its number: 赤色局 in 赤色局第12号.
    public var numberPrefix: String
    /// Paragraphs between the addressee and 記.
    public var body: [String]
    /// Rows under 記: a label and a text.
    public var items: [Item]
    /// Paragraphs after 記, before 以上.
    public var notes: [String]

    public init(
        id: String, title: Text, numberPrefix: String, body: [String], items: [Item] = [], notes: [String] = []
    ) {
        self.id = id
        self.title = title
        self.numberPrefix = numberPrefix
        self.body = body
        self.items = items
        self.notes = notes
    }

    public struct Item: Sendable, Hashable {
        public var label: String
        public var text: String

        public init(label: String, text: String) {
            self.label = label
            self.text = text
        }
    }

    /// The names that may stand between braces: `{事業者名}`. `{回答:FIELD}` gives an answer of the filing.
    public static let places = [
        "事業者名", "法人番号", "事業名", "公募名", "手続名", "受付番号", "申請日", "結果", "理由", "窓口名", "実施機関名", "通知日",
    ]

    /// Every place its texts use, in order, as written between the braces.
    public var usedPlaces: [String] {
        (body + items.flatMap { [$0.label, $0.text] } + notes).flatMap(LetterTemplate.places(in:))
    }

    static func places(in text: String) -> [String] {
        var found: [String] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            found.append(String(rest[rest.index(after: open)..<close]))
            rest = rest[rest.index(after: close)...]
        }
        return found
    }

    /// The text with its places filled; a place without a value is left empty.
    static func fill(_ text: String, _ value: (String) -> String?) -> String {
        var filled = ""
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            filled += rest[..<open]
            filled += value(String(rest[rest.index(after: open)..<close])) ?? ""
            rest = rest[rest.index(after: close)...]
        }
        return filled + rest
    }
}
