import Yams

extension ReferenceTable {
    /// Reads `tables/ID.yaml`.
    init?(_ reader: DocumentReader, id: String) {
        guard let mapping = reader.mapping("参照表") else { return nil }
        let name = mapping.parsed("name", "計算式で使う名前（空白や記号を含まない）") { $0.isFieldName ? $0 : nil }
        var columns: [Column] = []
        for item in mapping.list("columns", required: true) {
            guard let members = item.mapping("列") else { continue }
            let name = members.parsed("name", "空白や記号を含まない名前") { $0.isFieldName ? $0 : nil }
            let kind = members.word("type", Dictionary(uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, $0) }))
            members.finish()
            guard let name, let kind else { continue }
            if columns.contains(where: { $0.name == name }) { item.twice(name, in: "columns") }
            columns.append(Column(name: name, kind: kind))
        }
        var rows: [[String]] = []
        for item in mapping.list("rows", required: true) {
            guard case .sequence(let cells) = item.node else {
                item.wrong("行は「- [a, b, c]」の形で書いてください。", "A row must be a list.")
                continue
            }
            let texts = cells.map { $0.scalar?.string ?? "" }
            if texts.count != columns.count {
                item.wrong("この行には\(texts.count)個の値があります。列は\(columns.count)個です。", "This row has \(texts.count) values.")
                continue
            }
            for (column, text) in zip(columns, texts) where column.kind.value(of: text) == nil {
                item.wrong(
                    "「\(column.name)」の値「\(text)」は、\(column.kind.rawValue)として読めません。", "“\(text)” is no \(column.kind).")
            }
            rows.append(texts)
            if rows.count > ReferenceTable.mostRows {
                mapping.wrong(
                    "rows", "参照表の行は\(ReferenceTable.mostRows)行までです。", "At most \(ReferenceTable.mostRows) rows.")
                break
            }
        }
        mapping.finish()
        guard let name else { return nil }
        self.init(id: id, name: name, columns: columns, rows: rows)
    }

    var node: Node {
        mappingNode([
            ("name", .text(name)),
            (
                "columns",
                .list(columns.map { mappingNode([("name", .text($0.name)), ("type", .text($0.kind.rawValue))]) })
            ),
            (
                "rows",
                .list(
                    rows.map { row in
                        .sequence(
                            Node.Sequence(
                                zip(columns, row).map { column, cell in
                                    // Codes with leading zeros stay texts for every reader.
                                    column.kind == .text
                                        ? .scalar(Node.Scalar(cell, Tag(.str), .doubleQuoted)) : .text(cell)
                                }, .implicit, .flow))
                    })
            ),
        ])
    }
}
