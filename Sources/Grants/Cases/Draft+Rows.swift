extension Draft {
    /// A merge in which cells stand only where there are rows: those in their table's list as it is stored or was sent.
    /// Cells of rows that are gone are dropped.
    ///
    /// A row that was removed elsewhere while this device wrote into it is asked about as a whole: chosen, it comes back
    /// with everything that was in it.
    public func rows(_ merge: Merge, of save: Save, in form: Form) -> Merge {
        var lists: [String: [String]] = [:]
        for field in form.fields {
            guard case .table(let table) = field.type, table.fixedRows == nil else { continue }
            var list = merge.changes[field.name] ?? typed.all(field.name)
            // Sent again and again with other ids, lists would grow without end.
            if list.count > Table.mostRows { list = Array(list.prefix(Table.mostRows)) }
            lists[field.name] = list
        }
        if lists.isEmpty { return merge }
        var changes = merge.changes
        for (table, list) in lists where changes[table] != nil { changes[table] = list }
        let rows = lists.mapValues(Set.init)
        func lostRow(_ box: String) -> (table: String, row: String)? {
            guard let (table, row) = Typed.row(ofBox: box), rows[table]?.contains(row) == false else { return nil }
            return (table, row)
        }

        // What this device wrote into rows it still has and which are there no more.
        var lost: [String: Set<String>] = [:]
        let written = merge.changes.filter { $0.value.contains { !$0.isEmpty } }.map(\.key) + merge.clashes.map(\.box)
        for box in written {
            guard let (table, row) = lostRow(box), save.boxes[table]?.contains(row) == true, row.isRowID else {
                continue
            }
            lost[table, default: []].insert(row)
        }
        for box in merge.changes.keys where lostRow(box) != nil { changes[box] = nil }
        for box in typed.boxes.keys where lostRow(box) != nil { changes[box] = [] }
        var clashes = merge.clashes.filter { lostRow($0.box) == nil }
        for (table, ids) in lost {
            let stored = lists[table] ?? []
            let sent = Draft.restoring(ids, of: save.boxes[table] ?? [], to: stored)
            clashes.append(Clash(box: table, stored: stored, sent: Array(sent.prefix(Table.mostRows))))
            for (box, value) in save.boxes where value.contains(where: { !$0.isEmpty }) {
                guard let own = Typed.row(ofBox: box), own.table == table, ids.contains(own.row) else { continue }
                clashes.append(Clash(box: box, stored: [], sent: value))
            }
        }
        return Merge(changes: changes, clashes: clashes.sorted { $0.box < $1.box })
    }

    /// Rows put back into a list, each after the row it stood after.
    private static func restoring(_ rows: Set<String>, of sent: [String], to stored: [String]) -> [String] {
        var list = stored
        var place = 0
        for row in sent {
            if let index = list.firstIndex(of: row) {
                place = index + 1
            } else if rows.contains(row) {
                list.insert(row, at: min(place, list.count))
                place += 1
            }
        }
        return list
    }
}

extension Typed {
    /// The table and row of a cell's box; nil for a box of another kind.
    static func row(ofBox box: String) -> (table: String, row: String)? {
        let parts = box.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        return parts.count == 3 ? (String(parts[0]), String(parts[1])) : nil
    }
}
