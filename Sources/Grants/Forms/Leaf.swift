/// One page of a form as it is filled in: a section, the whole form, or one question, as the form's layout says.
public struct Leaf: Sendable {
    /// Part of the page's address: a section's id, `all`, or `SECTION.FIELD`.
    public let id: String
    /// The fields on it, by their sections.
    public let parts: [(section: Section, fields: [Field])]

    public var fields: [Field] { parts.flatMap(\.fields) }

    /// What the page is called.
    public func title(in form: Form) -> Text { parts.count == 1 ? parts[0].section.title : form.title }
}

extension Form {
    /// The pages of the form in order, whatever is shown on them. Those that only the office fills in are left out.
    public var leaves: [Leaf] {
        func asked(_ section: Section) -> [Field] { section.fields.filter { !$0.isInternal } }
        switch layout {
        case .sections:
            return sections.map { Leaf(id: $0.id, parts: [($0, asked($0))]) }
        case .page: return [Leaf(id: Leaf.whole, parts: sections.map { ($0, asked($0)) })]
        case .questions:
            return sections.flatMap { section -> [Leaf] in
                var leaves: [Leaf] = []
                // Notes stand with the question they come before; what is computed, with the one before it.
                var waiting: [Field] = []
                for field in asked(section) {
                    if field.type.isNote {
                        waiting.append(field)
                    } else if !field.isAsked, waiting.isEmpty, let last = leaves.popLast() {
                        leaves.append(Leaf(id: last.id, parts: [(section, last.fields + [field])]))
                    } else {
                        leaves.append(Leaf(id: "\(section.id).\(field.id)", parts: [(section, waiting + [field])]))
                        waiting = []
                    }
                }
                if !waiting.isEmpty, let last = leaves.popLast() {
                    leaves.append(Leaf(id: last.id, parts: [(section, last.fields + waiting)]))
                }
                return leaves
            }
        }
    }

    public func leaf(_ id: String) -> Leaf? { leaves.first { $0.id == id } }

    /// The page a field is on.
    public func leaf(of field: String) -> Leaf? { leaves.first { $0.fields.contains { $0.name == field } } }
}

extension Leaf {
    static let whole = "all"
}

extension Judgement {
    /// Whether anything of a page is shown now.
    public func isShown(_ leaf: Leaf) -> Bool {
        leaf.parts.contains { part in part.fields.contains { isShown($0.name) } }
    }

    public func errors(in leaf: Leaf) -> [FieldError] {
        let names = Set(leaf.fields.map(\.name))
        return errors.filter { names.contains($0.field) }
    }
}
