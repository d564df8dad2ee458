/// What the `type` cell of a survey row says.
enum TypeCell: Hashable, Sendable {
    enum Container: Hashable, Sendable { case group, `repeat`, loop }

    case begin(Container)
    case end(Container)
    /// A choice out of a list, or out of a file, with or without a further answer in words.
    case select(QuestionKind, list: String, isFile: Bool, orOther: Bool)
    case osm
    /// A setting of the form.
    case setting(String)
    /// Any other type.
    case named(String)

    init(_ text: String) {
        let text = QuestionType.aliases[text] ?? text
        if let alias = SheetHeadings.settingAliases[text] {
            self = .setting(alias[0])
        } else if let container = Self.container(after: "begin", in: text, allowsList: true) {
            self = .begin(container)
        } else if let container = Self.container(after: "end", in: text, allowsList: false) {
            self = .end(container)
        } else if let select = Self.select(text) {
            self = select
        } else if text.contains("osm "), text.hasPrefix("osm ") {
            self = .osm
        } else {
            self = .named(text)
        }
    }

    private static let containers: [(String, Container)] = [
        ("looped group", .repeat), ("lgroup", .repeat), ("repeat", .repeat), ("group", .group), ("loop", .loop),
    ]

    private static func container(after word: String, in text: String, allowsList: Bool) -> Container? {
        guard text.hasPrefix(word), let gap = text.dropFirst(word.count).first, gap == "_" || gap.isWhitespace else {
            return nil
        }
        let rest = text.dropFirst(word.count + 1)
        for (name, container) in containers where rest.hasPrefix(name) {
            var list = rest.dropFirst(name.count)
            if list.isEmpty { return container }
            guard allowsList, list.first == " " else { continue }
            list = list.dropFirst()
            if list.hasPrefix("over ") { list = list.dropFirst(5) }
            if !list.isEmpty, !list.contains(where: \.isWhitespace) { return container }
        }
        return nil
    }

    /// Longer commands before those they begin with.
    private static let selects: [(String, QuestionKind, Bool)] = [
        ("add select one prompt using", .selectOne, false),
        ("add select multiple prompt using", .selectMultiple, false),
        ("select all that apply from", .selectMultiple, false), ("select all that apply", .selectMultiple, false),
        ("select multiple from file", .selectMultiple, true), ("select one from file", .selectOne, true),
        ("select_multiple_from_file", .selectMultiple, true), ("select_one_from_file", .selectOne, true),
        ("select_one_external", .selectOneExternal, false), ("select one from", .selectOne, false),
        ("select_multiple", .selectMultiple, false), ("select_one", .selectOne, false),
        ("select one", .selectOne, false), ("select1", .selectOne, false), ("rank", .rank, false),
    ]

    private static func select(_ text: String) -> TypeCell? {
        for (command, kind, isFile) in selects where text.hasPrefix(command + " ") {
            let rest = text.dropFirst(command.count + 1)
            let list = rest.prefix { !$0.isWhitespace }
            let other = rest.dropFirst(list.count)
            guard !list.isEmpty else { continue }
            if other.isEmpty { return .select(kind, list: String(list), isFile: isFile, orOther: false) }
            if [" or specify other", " or_other", " or other"].contains(String(other)) {
                return .select(kind, list: String(list), isFile: isFile, orOther: true)
            }
        }
        return nil
    }
}
