extension Components {
    /// How a column is ordered now.
    enum SortState: String, Sendable {
        case none, ascending, descending
    }

    /// A column of a table.
    struct Column: Sendable {
        var title: HTML
        /// Numbers stand at the end.
        var isNumeric: Bool
        /// Where the list is ordered by this column, and how it is now.
        var sort: (href: String, state: SortState)?
        /// Lines of it are not broken: numbers, dates, short states.
        var isTight: Bool

        init(_ title: String, isNumeric: Bool = false, isTight: Bool = false) {
            self.init(html: "\(title)", isNumeric: isNumeric, isTight: isTight)
        }

        init(_ title: String, sortedBy href: String, _ state: SortState, isNumeric: Bool = false, isTight: Bool = false)
        {
            self.init(html: "\(title)", isNumeric: isNumeric, isTight: isTight)
            sort = (href, state)
        }

        /// A head that is not just words, such as `allRowsBox`.
        init(html: HTML, isNumeric: Bool = false, isTight: Bool = false) {
            title = html
            self.isNumeric = isNumeric
            self.isTight = isTight
        }

        /// The class of its cells, as an attribute.
        fileprivate var kind: HTML {
            let name: String? = isNumeric ? "numeric" : isTight ? "tight" : nil
            return "\(attribute: "class", name)"
        }
    }

    /// A table that scrolls sideways by itself where it is too wide.
    /// - Parameters:
    ///   - caption: what the table shows; also the name of the region that scrolls.
    ///   - rows: as many cells as there are columns.
    ///   - rowHeader: the column whose cell names the row.
    ///   - footer: totals, as many cells as columns.
    func table(
        _ caption: String, columns: [Column], rows: [[HTML]], rowHeader: Int? = 0, footer: [HTML]? = nil,
        isDense: Bool = true, isCaptionHidden: Bool = false
    ) -> HTML {
        """
        <div class="table-scroll" role="region" aria-label="\(caption)" tabindex="0">\
        <table\(attribute: "class", isDense ? "dense" : nil)>\
        <caption\(attribute: "class", isCaptionHidden ? "visually-hidden" : nil)>\(caption)</caption>\
        <thead><tr>\(columns.map(head))</tr></thead>\
        <tbody>\(body(rows, columns: columns, header: rowHeader))</tbody>\
        \(footer.map { "<tfoot>\(body([$0], columns: columns, header: rowHeader))</tfoot>" as HTML })</table></div>
        """
    }

    /// The rows in one piece: lists are long, and a piece for every cell would cost more than what is in it.
    private func body(_ rows: [[HTML]], columns: [Column], header: Int?) -> HTML {
        var body = HTML.empty
        let kinds = columns.map(\.kind)
        for cells in rows {
            body.append(markup: "<tr>")
            for index in columns.indices where index < cells.count {
                body.append(markup: index == header ? "<th scope=\"row\"" : "<td")
                body += kinds[index]
                body.append(markup: ">")
                body += cells[index]
                body.append(markup: index == header ? "</th>" : "</td>")
            }
            body.append(markup: "</tr>")
        }
        return body
    }

    private func head(_ column: Column) -> HTML {
        guard let sort = column.sort else {
            return "<th scope=\"col\"\(column.kind)>\(column.title)</th>"
        }
        let icon: Icon =
            switch sort.state {
            case .none: .sort
            case .ascending: .ascending
            case .descending: .descending
            }
        return """
            <th scope="col"\(column.kind)\
            \(attribute: "aria-sort", sort.state == .none ? nil : sort.state.rawValue)>\
            <a class="sort" href="\(href: sort.href)">\(column.title)\(icon.html)\
            <span class="visually-hidden">\(say(Words.sortBy(sort.state)))</span></a></th>
            """
    }
}
