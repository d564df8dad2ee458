import FEEL

/// Checks that each `${…}` names exactly one row.
struct ReferenceCheck {
    /// How often each name is there.
    let names: [String: Int]

    /// What is wrong with the references of these rows.
    func findings(
        in rows: [SheetRow], sheet: SheetName, except: Set<String> = [], only: Set<String>? = nil
    ) -> [SheetFinding] {
        rows.flatMap { row in
            row.cells.sorted { $0.key < $1.key }.flatMap { heading, cell in
                except.contains(heading) || only?.contains(heading) == false
                    ? [] : findings(in: cell, row, heading, sheet)
            }
        }
    }

    private func findings(in cell: Cell, _ row: SheetRow, _ column: String, _ sheet: SheetName) -> [SheetFinding] {
        switch cell {
        case .named(let entries):
            return entries.sorted { $0.key < $1.key }.flatMap {
                findings(in: $0.value, row, column == "bind" || column == "control" ? $0.key : column, sheet)
            }
        case .text(let text):
            let read = References(text)
            func finding(_ ja: String, _ en: String) -> SheetFinding {
                SheetFinding(
                    .error, sheet: sheet.rawValue, row: row.number, column: column, message: Message(ja, en))
            }
            var found: [SheetFinding] = []
            if read.isMalformed {
                found.append(
                    finding("「${名前}」の形になっていないところがあります。", "Something is not written as ${name}."))
            }
            for name in read.references.map(\.name) {
                switch names[name] {
                case nil:
                    found.append(
                        finding("「${\(name)}」という質問はありません。", "There is no question for ${\(name)}."))
                case 1: continue
                default:
                    found.append(
                        finding(
                            "「${\(name)}」という名前が二つ以上あり、どれを指すか決まりません。",
                            "There are several questions ${\(name)} may mean."))
                }
            }
            return found
        }
    }
}
