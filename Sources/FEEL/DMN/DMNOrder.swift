/// Puts decisions after those they require.
enum DMNOrder {
    /// - Throws: `DMNError` when decisions require one another in a circle.
    static func sorted(_ model: DMNModel) throws(DMNError) -> [DMNModel.Decision] {
        let decisions = Dictionary(model.decisions.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var done: Set<Name> = []
        var order: [DMNModel.Decision] = []
        for first in model.decisions where !done.contains(first.name) {
            // The decisions on the way, each with how many of its requirements have been looked at: no recursion, so that
            // a long chain is no danger.
            var path: [(decision: DMNModel.Decision, next: Int)] = [(first, 0)]
            var onPath: Set<Name> = [first.name]
            while let (decision, next) = path.last {
                guard next < decision.requires.count else {
                    path.removeLast()
                    onPath.remove(decision.name)
                    done.insert(decision.name)
                    order.append(decision)
                    continue
                }
                path[path.count - 1].next += 1
                let name = decision.requires[next]
                guard let required = decisions[name], !done.contains(name) else { continue }
                if !onPath.insert(name).inserted {
                    let circle = path.map(\.decision.name).drop { $0 != name }
                    throw DMNError(.circle(Array(circle) + [name]))
                }
                path.append((required, 0))
            }
        }
        return order
    }
}
