extension Table {
    /// Lines of a spreadsheet's file brought into the order in which a paste fills the columns. A head is followed by
    /// its names, so that a file taken out of the table, computed columns and all, can be put in again; without one the
    /// lines stay as they are.
    /// - Returns: the lines, and what of the head names no column.
    public func aligned(_ lines: [[String]]) -> (lines: [[String]], unknown: [String]) {
        let filled = lines.filter { $0.contains { !Plain.line($0).isEmpty } }
        guard let head = filled.first?.map(Plain.searchable) else { return ([], []) }
        func place(_ field: Field) -> Int? {
            head.firstIndex { $0 == Plain.searchable(field.label.ja) || $0 == Plain.searchable(field.name) }
                ?? field.label.en.flatMap { head.firstIndex(of: Plain.searchable($0)) }
        }
        let known = columns.compactMap { column in place(column) }
        var rowPlace: Int?
        if case .fixed(let name, let label, _) = rows {
            rowPlace = head.firstIndex { $0 == Plain.searchable(label.ja) || $0 == Plain.searchable(name) } ?? 0
        }
        let named = head.filter { !$0.isEmpty }.count
        guard Set(known).count * 2 > named - (rowPlace == nil ? 0 : 1), !known.isEmpty else { return (filled, []) }
        let places = (rowPlace.map { [$0] } ?? []) + pasteColumns.map { place($0) ?? -1 }
        let unknown = head.indices.filter { !known.contains($0) && $0 != rowPlace && !head[$0].isEmpty }
        return (
            filled.dropFirst().map { line in places.map { line.indices.contains($0) ? line[$0] : "" } },
            unknown.map { Plain.line(filled[0][$0]) }
        )
    }
}
