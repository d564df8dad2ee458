/// In which order a form's values can be found: each after those it depends on, otherwise as the form has them.
struct FormOrder {
    let order: [FormNode]
    /// The first circle where there is one, as names.
    let circle: [String]
    /// Slots whose requirement cannot be told before their value is used, since what its condition names depends on
    /// them. The same ones wherever fields stand.
    let late: Set<Int>

    init(sections: [JudgedSection], fields: [JudgedField]) {
        var nodes: [FormNode] = []
        for (index, section) in sections.enumerated() {
            nodes.append(.section(index))
            nodes += section.slots.map(FormNode.field)
        }
        func named(_ formulas: [Bound]) -> [FormNode] {
            formulas.flatMap(\.slots).filter { $0 < fields.count }.map(FormNode.field)
        }
        let sorting = Sorting(nodes) { node in
            switch node {
            case .section(let index): named([sections[index].relevant].compactMap { $0 })
            case .field(let slot): [.section(fields[slot].section)] + named(fields[slot].decisive)
            }
        } wishes: { node in
            if case .field(let slot) = node { named(fields[slot].requirements) } else { [] }
        }
        order = sorting.order
        circle = sorting.circle.map { node in
            switch node {
            case .section(let index): sections[index].section.title.ja
            case .field(let slot): fields[slot].field.name
            }
        }
        late = Set(sorting.late.compactMap { if case .field(let slot) = $0 { slot } else { nil } })
    }
}

/// The same for the columns of a table, by their places.
struct ColumnOrder {
    let order: [Int]
    let circle: [String]
    let late: Set<Int>

    init(_ columns: [JudgedField]) {
        func named(_ formulas: [Bound]) -> [Int] {
            formulas.flatMap(\.places).compactMap {
                if case .row(let place) = $0, place < columns.count { place } else { nil }
            }
        }
        let sorting = Sorting(Array(columns.indices)) {
            named(columns[$0].decisive)
        } wishes: {
            named(columns[$0].requirements)
        }
        order = sorting.order
        circle = sorting.circle.map { columns[$0].field.name }
        late = sorting.late
    }
}

extension JudgedField {
    /// The formulas its showing and its value depend on.
    fileprivate var decisive: [Bound] {
        [relevant, calculation].compactMap { $0 } + choices.values + (table?.columns.flatMap(\.decisive) ?? [])
    }

    /// The formulas that tell whether what depends on it has to wait for an answer.
    fileprivate var requirements: [Bound] {
        [required].compactMap { $0 } + (table?.columns.flatMap(\.requirements) ?? [])
    }
}

/// Nodes, each after those it needs and, where that makes no circle, after those it wishes for.
private struct Sorting<Node: Hashable> {
    private(set) var order: [Node] = []
    /// The first circle of needs; what is in one stands where it was met.
    private(set) var circle: [Node] = []
    /// Nodes with a wish that would close a circle.
    private(set) var late: Set<Node> = []

    init(_ nodes: [Node], needs: (Node) -> [Node], wishes: (Node) -> [Node]) {
        var edges = Dictionary(uniqueKeysWithValues: nodes.map { ($0, needs($0)) })
        let wished = Dictionary(uniqueKeysWithValues: nodes.map { ($0, wishes($0)) }).filter { !$0.value.isEmpty }
        if !wished.isEmpty {
            // A wish within a group whose nodes all lead to each other is none that can be granted. Asking for the group,
            // not for one circle after another, gives the same in whatever order the nodes come.
            let group = Sorting.groups(nodes, edges.merging(wished) { $0 + $1 })
            for (node, wishes) in wished {
                edges[node, default: []] += wishes.filter { group[$0] != group[node] }
                if wishes.contains(where: { group[$0] == group[node] }) { late.insert(node) }
            }
        }
        (order, circle) = Sorting.sorted(nodes, edges)
    }

    /// Nodes that lead to each other have the same number (Kosaraju and Sharir).
    private static func groups(_ nodes: [Node], _ edges: [Node: [Node]]) -> [Node: Int] {
        var users: [Node: [Node]] = [:]
        for node in nodes { for need in edges[node] ?? [] { users[need, default: []].append(node) } }
        var group: [Node: Int] = [:]
        for (number, start) in sorted(nodes, edges).order.reversed().enumerated() {
            var rest = [start]
            while let node = rest.popLast() {
                if group[node] != nil { continue }
                group[node] = number
                rest += users[node] ?? []
            }
        }
        return group
    }

    /// Depth first, with a stack of its own: forms may be long.
    private static func sorted(_ nodes: [Node], _ edges: [Node: [Node]]) -> (order: [Node], circle: [Node]) {
        var done: Set<Node> = []
        var order: [Node] = []
        var circle: [Node] = []
        func waiting(_ node: Node) -> [Node] { (edges[node] ?? []).reversed() }
        for start in nodes where !done.contains(start) {
            var path: [(node: Node, waiting: [Node])] = [(start, waiting(start))]
            var open: Set<Node> = [start]
            while let last = path.last {
                if let next = last.waiting.last {
                    path[path.count - 1].waiting.removeLast()
                    if done.contains(next) { continue }
                    if open.contains(next) {
                        if circle.isEmpty, let first = path.firstIndex(where: { $0.node == next }) {
                            circle = path[first...].map(\.node) + [next]
                        }
                        continue
                    }
                    open.insert(next)
                    path.append((next, waiting(next)))
                } else {
                    path.removeLast()
                    open.remove(last.node)
                    done.insert(last.node)
                    order.append(last.node)
                }
            }
        }
        return (order, circle)
    }
}
