/// A node while the survey is read: flat, with the place of what it stands in.
struct SurveyElement: Sendable {
    var node: FormNode
    /// The place of the group or repeat around it; nil for what stands in the form itself.
    let parent: Int?
    /// What its type says in the bind.
    var typeBind: [String: String]
    /// What its row says in the bind.
    var rowBind: [String: Cell]

    init(_ node: FormNode, in parent: Int?, typeBind: [String: String] = [:], rowBind: [String: Cell] = [:]) {
        self.node = node
        self.parent = parent
        self.typeBind = typeBind
        self.rowBind = rowBind
    }
}

extension [SurveyElement] {
    /// The places of what stands around an element, the nearest first.
    func ancestors(of place: Int) -> [Int] {
        var places: [Int] = []
        var next = self[place].parent
        while let ancestor = next {
            places.append(ancestor)
            next = self[ancestor].parent
        }
        return places
    }

    /// The elements as a tree.
    func tree() -> [FormNode] {
        var nodes = map(\.node)
        var roots: [FormNode] = []
        // Children come after what they stand in, so that the last is finished first.
        for place in indices.reversed() {
            nodes[place].children.reverse()
            if let parent = self[place].parent {
                nodes[parent].children.append(nodes[place])
            } else {
                roots.append(nodes[place])
            }
        }
        return roots.reversed()
    }
}
