extension Builtin {
    static let lists: [Builtin] =
        [
            Builtin(
                "count", ["件数"], .lists, "(list: list) -> number", ja: "要素の数", en: "How many items there are.",
                example: ("count([1, [2, 3]])", "2")
            ) { arguments, _ throws(Overrun) in .number(Number(arguments.list(0).count)) }
        ] + aggregates + [
            Builtin(
                "list contains", ["要素あり"], .lists, "(list: list, element: Any?) -> boolean", ja: "要素として含むなら true",
                en: "Whether it is an item of the list.", example: ("list contains([1, 2, 3], 2)", "true")
            ) { arguments, machine throws(Overrun) in
                .boolean(try positions(of: arguments[1], in: arguments.list(0), &machine).isEmpty == false)
            },
            Builtin(
                "index of", ["位置"], .lists, "(list: list, match: Any?) -> list<number>", ja: "一致する要素の位置（1 から）の一覧",
                en: "The positions of the items that equal it.", example: ("index of([1, 2, 3, 2], 2)", "[2, 4]")
            ) { arguments, machine throws(Overrun) in
                let positions = try positions(of: arguments[1], in: arguments.list(0), &machine)
                return try machine.list(positions.map { .number(Number($0 + 1)) })
            },
            Builtin(
                "distinct values", ["重複除外"], .lists, "(list: list) -> list", ja: "重複を除く", en: "Without duplicates.",
                example: ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]")
            ) { arguments, machine throws(Overrun) in try distinct(arguments.list(0).items, &machine) },
            Builtin(
                "union", ["和集合"], .lists, "(list: list...) -> list", ja: "合わせて重複を除く",
                en: "All items of the lists, without duplicates.", example: ("union([1, 2], [2, 3])", "[1, 2, 3]")
            ) { arguments, machine throws(Overrun) in
                try distinct(arguments.values.indices.flatMap { arguments.list($0).items }, &machine)
            },
            Builtin(
                "concatenate", ["結合"], .lists, "(list: list...) -> list", ja: "つなげる",
                en: "The lists one after another.",
                example: ("concatenate([1, 2], [3])", "[1, 2, 3]")
            ) { arguments, machine throws(Overrun) in
                try machine.list(arguments.values.indices.flatMap { arguments.list($0).items })
            },
            Builtin(
                "append", ["追加"], .lists, "(list: list, item: Any?...) -> list", ja: "末尾に加える",
                en: "With items added at the end.", example: ("append([1], 2, 3)", "[1, 2, 3]")
            ) { arguments, machine throws(Overrun) in
                try machine.list(arguments.list(0).items + arguments.values.dropFirst())
            },
            Builtin(
                "sublist", ["部分リスト"], .lists, "(list: list, start position: number) -> list",
                "(list: list, start position: number, length: number) -> list", ja: "一部を取り出す（負の位置は末尾から）",
                en: "A part of the list; negative positions count from the end.",
                example: ("sublist([4, 5, 6], 1, 2)", "[4, 5]")
            ) { arguments, machine throws(Overrun) in
                let items = arguments.list(0).items
                guard let first = place(arguments, 1, of: items.count) else { return arguments.outside(&machine) }
                var last = items.count
                if arguments.form == 1 {
                    guard let length = arguments.integer(2), length > 0, length <= items.count - first else {
                        return arguments.outside(&machine)
                    }
                    last = first + length
                }
                return try machine.list(Array(items[first..<last]))
            },
            Builtin(
                "insert before", ["挿入"], .lists, "(list: list, position: number, newItem: Any?) -> list",
                ja: "位置の前に入れる",
                en: "With an item before the position.", example: ("insert before([1, 3], 1, 2)", "[2, 1, 3]")
            ) { arguments, machine throws(Overrun) in
                var items = arguments.list(0).items
                guard let place = place(arguments, 1, of: items.count) else { return arguments.outside(&machine) }
                items.insert(arguments[2], at: place)
                return try machine.list(items)
            },
            Builtin(
                "remove", ["削除"], .lists, "(list: list, position: number) -> list", ja: "位置の要素を除く",
                en: "Without the item at the position.", example: ("remove([1, 2, 3], 2)", "[1, 3]")
            ) { arguments, machine throws(Overrun) in
                var items = arguments.list(0).items
                guard let place = place(arguments, 1, of: items.count) else { return arguments.outside(&machine) }
                items.remove(at: place)
                return try machine.list(items)
            },
            Builtin(
                "list replace", ["差替え"], .lists, "(list: list, position: number, newItem: Any?) -> list",
                "(list: list, match: function, newItem: Any?) -> list", ja: "位置の要素、または条件に合う要素を差し替える",
                en: "With another item at the position, or wherever the function of item and new item is true.",
                example: ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]")
            ) { arguments, machine throws(Overrun) in try replaced(arguments, &machine) },
            Builtin(
                "reverse", ["逆順"], .lists, "(list: list) -> list", ja: "逆の順に並べる", en: "In reverse order.",
                example: ("reverse([1, 2, 3])", "[3, 2, 1]")
            ) { arguments, machine throws(Overrun) in try machine.list(arguments.list(0).reversed()) },
            Builtin(
                "flatten", ["平坦化"], .lists, "(list: list) -> list", ja: "入れ子のリストを一つにする", en: "Without lists in it.",
                example: ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]")
            ) { arguments, machine throws(Overrun) in
                try machine.spend(arguments.list(0).bulk.weight)
                var flat: [Value] = []
                arguments.list(0).flatten(into: &flat)
                return try machine.list(flat)
            },
            Builtin(
                "sort", ["並べ替え"], .lists, "(list: list) -> list", "(list: list, precedes: function) -> list",
                ja: "並べ替える。関数は前に来るなら true", en: "In ascending order, or in the order of the function.",
                example: ("sort([3, 1, 2], function(x, y) x > y)", "[3, 2, 1]")
            ) { arguments, machine throws(Overrun) in try sorted(arguments, &machine) },
        ]

    /// The place of a position that counts from 1, or from the end when it is negative.
    private static func place(_ arguments: Arguments, _ index: Int, of count: Int) -> Int? {
        guard let position = arguments.integer(index), position != 0, position.magnitude <= count else { return nil }
        return position > 0 ? position - 1 : count + position
    }

    private static func positions(
        of value: Value, in list: List, _ machine: inout Machine
    ) throws(Overrun) -> [Int] {
        var positions: [Int] = []
        for (index, item) in list.enumerated() {
            try machine.spend(min(value.weight, item.weight))
            if item.equals(value) == true { positions.append(index) }
        }
        return positions
    }

    private static func distinct(_ items: [Value], _ machine: inout Machine) throws(Overrun) -> Value {
        var distinct: [Value] = []
        for item in items {
            var isNew = true
            for other in distinct where isNew {
                try machine.spend(min(item.weight, other.weight))
                if item.equals(other) == true { isNew = false }
            }
            if isNew { distinct.append(item) }
        }
        return try machine.list(distinct)
    }

    private static func replaced(_ arguments: Arguments, _ machine: inout Machine) throws(Overrun) -> Value {
        var items = arguments.list(0).items
        if arguments.form == 0 {
            guard let place = place(arguments, 1, of: items.count) else { return arguments.outside(&machine) }
            items[place] = arguments[2]
            return try machine.list(items)
        }
        for index in items.indices {
            switch try arguments[1].called([items[index], arguments[2]], &machine, arguments.span) {
            case .boolean(true): items[index] = arguments[2]
            case .boolean(false): break
            default: return arguments.outside(&machine)
            }
        }
        return try machine.list(items)
    }

    /// Merge sort: stable, and it asks the function a bounded number of times whatever it answers.
    private static func sorted(_ arguments: Arguments, _ machine: inout Machine) throws(Overrun) -> Value {
        func precedes(_ one: Value, _ two: Value, _ machine: inout Machine) throws(Overrun) -> Bool? {
            if arguments.form == 0 {
                try machine.spend(min(one.weight, two.weight))
                return one.order(two).map { $0 < 0 }
            }
            guard case .boolean(let boolean) = try arguments[1].called([one, two], &machine, arguments.span) else {
                return nil
            }
            return boolean
        }
        var items = arguments.list(0).items
        var width = 1
        while width < items.count {
            var merged: [Value] = []
            merged.reserveCapacity(items.count)
            for start in stride(from: 0, to: items.count, by: 2 * width) {
                let middle = min(start + width, items.count)
                let end = min(start + 2 * width, items.count)
                var (left, right) = (start, middle)
                while left < middle, right < end {
                    guard let isBefore = try precedes(items[right], items[left], &machine) else {
                        return arguments.outside(&machine)
                    }
                    merged.append(items[isBefore ? right : left])
                    if isBefore { right += 1 } else { left += 1 }
                }
                merged += items[left..<middle]
                merged += items[right..<end]
            }
            items = merged
            width *= 2
        }
        return try machine.list(items)
    }
}

extension List {
    /// The depth is limited, and so is the recursion.
    fileprivate func flatten(into flat: inout [Value]) {
        for item in items {
            if case .list(let list) = item { list.flatten(into: &flat) } else { flat.append(item) }
        }
    }
}
