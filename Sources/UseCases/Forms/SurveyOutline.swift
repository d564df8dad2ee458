import Grants
import XLSForm

/// The rows of a survey as the sections, fields and columns they become.
struct SurveyOutline {
    /// A row that becomes a field, a heading or a column.
    struct Item {
        let node: FormNode
        /// The groups around it within its section or table, the outermost first: their conditions are its own, too.
        let groups: [FormNode]
        /// The columns, where it is a table.
        var columns: [Item] = []

        var isHeading: Bool { node.kind == .group }
    }

    /// What becomes a section: a group, or questions that stand in none.
    struct Part {
        let group: FormNode?
        var items: [Item] = []
    }

    private(set) var parts: [Part] = []
    /// The paths of what becomes nothing.
    private(set) var omitted: Set<String> = []
    /// What is left out and must be said.
    private(set) var findings: [SheetFinding] = []
    /// The paths of the questions with an answer in words beside 「その他」.
    private(set) var withOther: Set<String> = []
    private let references: String

    init(_ form: XLSForm) {
        let nodes = form.allNodes
        let texts = nodes.flatMap { [$0.label, $0.hint, $0.guidanceHint, $0.logic.constraintMessage] }
        references =
            (form.binds.flatMap(\.attributes.values) + texts.flatMap { $0.map { Array($0.byLanguage.values) } ?? [] })
            .joined(separator: " ")
        for node in nodes where node.isGenerated && node.nodeset.hasSuffix("_other") {
            withOther.insert(String(node.nodeset.dropLast("_other".count)))
        }
        var computed: [Item] = []
        for node in form.nodes {
            if node.kind == .group {
                var part = Part(group: node)
                for child in node.children { add(child, to: &part.items, [], inTable: false) }
                if part.items.isEmpty {
                    omitted.insert(node.nodeset)
                    say(node, "中身のない区分なので取り込みませんでした。", "The group is empty and was left out.")
                } else {
                    parts.append(part)
                }
            } else if node.question == .calculate || node.question == .hidden {
                // Nobody is asked for it: a section of its own would be an empty page.
                add(node, to: &computed, [], inTable: false)
            } else {
                var items: [Item] = []
                add(node, to: &items, [], inTable: false)
                guard !items.isEmpty else { continue }
                if parts.last?.group != nil || parts.isEmpty { parts.append(Part(group: nil)) }
                parts[parts.count - 1].items += items
            }
        }
        guard !computed.isEmpty else { return }
        if let loose = parts.firstIndex(where: { $0.group == nil }) {
            parts[loose].items += computed
        } else {
            parts.append(Part(group: nil, items: computed))
        }
    }

    private mutating func say(_ node: FormNode, _ ja: String, _ en: String) {
        findings.append(.survey(.warning, node.row, "type", "「\(node.name)」：\(ja)", "\(node.name): \(en)"))
    }

    private mutating func add(_ node: FormNode, to items: inout [Item], _ groups: [FormNode], inTable: Bool) {
        switch node.kind {
        case .group:
            let place = items.count
            if !inTable, node.label != nil { items.append(Item(node: node, groups: groups + [node])) }
            let before = items.count
            for child in node.children { add(child, to: &items, groups + [node], inTable: inTable) }
            if items.count == before { items.removeSubrange(place...) }
        case .repeat:
            var item = Item(node: node, groups: groups)
            if !inTable {
                for child in node.children { add(child, to: &item.columns, [], inTable: true) }
            } else {
                for node in node.all.dropFirst() { omitted.insert(node.nodeset) }
            }
            items.append(item)
        case .question(let kind):
            if isLeftOut(node, kind, inTable) {
                omitted.insert(node.nodeset)
            } else {
                items.append(Item(node: node, groups: groups))
            }
        }
    }

    /// Whether a question becomes nothing, which is said where it is no addition of XLSForm.
    private mutating func isLeftOut(_ node: FormNode, _ kind: QuestionKind, _ inTable: Bool) -> Bool {
        if node.isGenerated { return true }
        switch kind {
        // In binds, where `${…}` is a path, a space is after it.
        case .today
        where !inTable && (references.contains("/\(node.name) ") || references.contains("${\(node.name)}")):
            return false
        case _ where kind.isMetadata:
            say(node, "端末が記録する情報は取り込みません。受付の日時と申請者は、Kofuが記録します。", "What a device records is left out.")
        case .externalInstance:
            say(node, "ファイルの表は取り込めません。", "Tables of files are left out.")
        case .hidden where node.defaultValue == nil && node.logic.calculation == nil:
            say(node, "値のない隠し項目なので取り込みませんでした。", "A hidden question without a value was left out.")
        case .note where node.label == nil && node.logic.calculation == nil:
            say(node, "文のない固定文なので取り込みませんでした。", "A note without a text was left out.")
        case .note where inTable && node.logic.calculation == nil:
            say(node, "表の中に固定文は置けないので取り込みませんでした。", "A note within a repeat was left out.")
        default: return false
        }
        return true
    }
}
