/// Makes the binds of the elements, with paths in place of the references.
struct BindMaker {
    let elements: [SurveyElement]
    /// The places by name; nil for a name that is there several times.
    private let places: [String: Int?]

    init(_ elements: [SurveyElement]) {
        self.elements = elements
        var places: [String: Int?] = [:]
        for (place, element) in elements.enumerated() where element.node.question != .externalInstance {
            places.updateValue(places[element.node.name] == nil ? place : nil, forKey: element.node.name)
        }
        self.places = places
    }

    /// The binds in the order of the sheet. Groups have one only where their row says something.
    func binds() -> [Bind] {
        elements.indices.compactMap { place in
            let element = elements[place]
            guard !element.typeBind.isEmpty || !element.rowBind.isEmpty else { return nil }
            var attributes = element.typeBind
            for (key, cell) in element.rowBind { attributes[key] = text(of: cell, key, element.node) }
            // A value that is computed when another changes is no part of the bind.
            if !element.node.triggers.isEmpty { attributes["calculate"] = nil }
            return Bind(
                nodeset: element.node.nodeset,
                attributes: attributes.mapValues { replaced(in: $0, at: place) })
        }
    }

    private func text(of cell: Cell, _ key: String, _ node: FormNode) -> String? {
        switch (key, cell) {
        case ("jr:constraintMsg", .named), ("jr:requiredMsg", .named), ("jr:noAppErrorString", .named):
            return "jr:itext('\(node.nodeset):\(key)')"
        case ("jr:constraintMsg", .text(let text)), ("jr:requiredMsg", .text(let text)):
            return References.contains(in: text) ? "jr:itext('\(node.nodeset):\(key)')" : text
        case ("readonly", .text(let text)), ("required", .text(let text)), ("relevant", .text(let text)),
            ("constraint", .text(let text)), ("calculate", .text(let text)):
            // `true()` itself is written so already; other spellings are brought to it.
            return SheetHeadings.isYes(text).map { $0 ? "true()" : "false()" } ?? text
        case (_, .text(let text)): return text
        case (_, .named): return nil
        }
    }

    /// The text with paths in place of its references.
    ///
    /// - Parameter place: the element whose expression it is. What stands in the same repeat is found from there, so that
    ///   each row sees its own values.
    func replaced(in text: String, at place: Int) -> String {
        let read = References(text)
        guard !read.references.isEmpty else { return text }
        let surroundings = ReferenceSurroundings(read.scalars)
        return read.replaced(in: text) { reference in
            guard case let target?? = places[reference.name] else {
                let range = reference.range
                return String(String.UnicodeScalarView(read.scalars[range]))
            }
            if reference.isLastSaved {
                return " instance('__last-saved')\(elements[target].node.nodeset) "
            }
            if surroundings.isRelative(reference), let path = relativePath(from: place, to: target) {
                return (surroundings.isInPredicate(reference) ? " current()/" : " ") + path + " "
            }
            return " \(elements[target].node.nodeset) "
        }
    }

    /// The path from one element to another within the same repeat; nil where they share none.
    private func relativePath(from place: Int, to target: Int) -> String? {
        let up = elements.ancestors(of: place)
        let targetUp = elements.ancestors(of: target)
        let common = Set(targetUp).intersection(up)
        guard common.contains(where: { elements[$0].node.isRepeat }),
            let steps = up.firstIndex(where: common.contains)
        else { return nil }
        let down = targetUp.prefix { $0 != up[steps] }.reversed().map { elements[$0].node.name }
        return ([String](repeating: "..", count: steps + 1) + down + [elements[target].node.name])
            .joined(separator: "/")
    }
}

/// What stands around the references of an expression, so far as it decides how they are written.
private struct ReferenceSurroundings {
    private let scalars: [Unicode.Scalar]
    private let hasInstance: Bool
    /// The parts in square brackets.
    private let predicates: [Range<Int>]
    /// The calls of `indexed-repeat`, up to the first closing parenthesis.
    private let calls: [Range<Int>]
    private let hasCall: Bool

    init(_ scalars: [Unicode.Scalar]) {
        self.scalars = scalars
        hasInstance = Self.calls(of: "instance(", in: scalars).contains { $0.upperBound < scalars.count }
        var predicates: [Range<Int>] = []
        var index = 0
        while let start = scalars[index...].firstIndex(of: "["),
            let end = scalars[(start + 1)...].firstIndex(of: "]")
        {
            if end > start + 1 { predicates.append(start..<(end + 1)) }
            index = end > start + 1 ? end + 1 : start + 1
        }
        self.predicates = predicates
        calls = Self.calls(of: "indexed-repeat(", in: scalars)
        hasCall = !calls.isEmpty
    }

    private static func calls(of name: String, in scalars: [Unicode.Scalar]) -> [Range<Int>] {
        let name = Array(name.unicodeScalars)
        var found: [Range<Int>] = []
        var index = 0
        while index + name.count < scalars.count {
            if scalars[index...].starts(with: name), let end = scalars[(index + name.count)...].firstIndex(of: ")"),
                end > index + name.count
            {
                found.append(index..<(end + 1))
                index = end + 1
            } else {
                index += 1
            }
        }
        return found
    }

    /// Whether the reference stands in the predicate of another table's path, where `..` would lead elsewhere.
    func isInPredicate(_ reference: References.Reference) -> Bool {
        hasInstance
            && predicates.contains {
                $0.contains(reference.range.lowerBound) && $0.upperBound >= reference.range.upperBound
            }
    }

    /// Whether the reference is looked for from where it stands. The names of fields and repeats in `indexed-repeat` are
    /// not: those say which node is meant in any row.
    func isRelative(_ reference: References.Reference) -> Bool {
        guard hasCall else { return true }
        var index = 0
        while index < calls.count {
            let call = calls[index]
            if reference.range.upperBound > call.upperBound {
                // pyxform looks at every second call from here.
                guard index + 1 < calls.count else { return true }
                index += 2
                continue
            }
            if reference.range.upperBound < call.lowerBound || reference.range.lowerBound > call.upperBound {
                return true
            }
            let inner = scalars[(call.lowerBound + "indexed-repeat(".count)..<(call.upperBound - 1)]
            let token = Array("${\(reference.name)}".unicodeScalars)
            let arguments = inner.split(separator: ",", omittingEmptySubsequences: false)
            let place = arguments.lastIndex { argument in
                argument.indices.contains { argument[$0...].starts(with: token) }
            }
            return place.map { ![0, 1, 3, 5].contains($0) } ?? false
        }
        return false
    }
}
