/// A draft moved from one version of a form to another: by ids, so that a renamed question keeps its answer.
///
/// Nothing is decided here. The page shows what would be lost and what is new, and the person decides.
public struct DraftMove: Sendable, Equatable {
    /// An answer that has found its place.
    public struct Carried: Sendable, Equatable {
        /// Where it stood and where it stands, as `Typed` names boxes: a field, or `TABLE.ROW.COLUMN`.
        public let from: String
        public let to: String
    }

    /// An answer that has none any more.
    public struct Lost: Sendable, Equatable {
        /// Where it stood, as `Typed` names boxes.
        public let from: String
        /// What was asked, in words.
        public let label: Text
        /// What was answered, in words.
        public let value: String
        public let reason: Reason
    }

    /// Why an answer is lost.
    public enum Reason: String, Sendable, CaseIterable {
        case removed, type, choice, row, pledge, notAsked

        /// In words.
        public var title: Text {
            switch self {
            case .removed: Text("この項目はなくなりました", en: "This is not asked any more")
            case .type: Text("答え方が変わりました", en: "It is answered in another way now")
            case .choice: Text("この選択肢はなくなりました", en: "This choice is no longer offered")
            case .row: Text("この行はなくなりました", en: "This row is gone")
            case .pledge: Text("誓約の文が変わりました。もう一度お読みください", en: "The pledge has changed: read it again")
            case .notAsked: Text("この項目は入力できなくなりました", en: "This cannot be filled in any more")
            }
        }
    }

    /// The boxes under the new version.
    public private(set) var typed = Typed()
    /// The files under the new version.
    public private(set) var files: [StoredFile] = []
    public private(set) var carried: [Carried] = []
    public private(set) var lost: [Lost] = []
    /// What the new version asks and the old one did not.
    public private(set) var new: [FormPlace] = []

    private let old: Typed
    private let oldFiles: [String: [StoredFile]]

    /// Moves what was typed and stored. What the office filled in is not a draft's.
    public init(_ typed: Typed, files: [StoredFile] = [], from old: Form, to new: Form) {
        self.old = typed
        oldFiles = Dictionary(grouping: files, by: \.field)
        for section in new.sections {
            for field in section.fields where old.field(id: field.id) == nil && field.isAsked {
                self.new.append(FormPlace(section: section.id, field: field.name))
            }
        }
        for field in old.fields where !field.isInternal && field.calculation == nil && !field.type.isNote {
            let target = new.field(id: field.id)
            if let table = field.table {
                move(table, of: field, to: target, in: new)
            } else {
                move(field, "", to: target, "", label: field.label)
            }
        }
    }

    /// Moves a field's answer, or a cell's with the beginnings of its boxes.
    private mutating func move(_ field: Field, _ prefix: String, to target: Field?, _ newPrefix: String, label: Text) {
        let from = prefix + field.name
        let boxes = Typed.boxes(of: field, in: prefix).filter { old.all($0).contains { !$0.isEmpty } }
        let files = oldFiles[from] ?? []
        if boxes.isEmpty, files.isEmpty { return }
        func lose(_ reason: Reason, _ value: String? = nil) {
            lost.append(Lost(from: from, label: label, value: value ?? words(field, from), reason: reason))
        }
        guard let target else { return lose(.removed) }
        if target.isInternal || target.calculation != nil || (target.isLocked && !field.isLocked) {
            return lose(.notAsked)
        }
        let to = newPrefix + target.name
        if field.type.isFile {
            guard target.type.isFile else { return lose(.type) }
            self.files += files.map {
                StoredFile(id: $0.id, field: to, name: $0.name, size: $0.size, sha256: $0.sha256)
            }
            carried.append(Carried(from: from, to: to))
            return
        }
        if case .pledge(let statement) = field.type, case .pledge(let now) = target.type, statement != now {
            return lose(.pledge)
        }
        let way = Conversion(from: field.type, to: target.type)
        switch way {
        case .none: return lose(.type)
        case .boxes(let parts):
            for part in parts {
                let suffix = part.isEmpty ? "" : ".\(part)"
                if let value = old.boxes[from + suffix] { typed.boxes[to + suffix] = value }
            }
        case .choices(let isSingle):
            let ticked = old.all(from).filter { !$0.isEmpty }
            let offered = target.type.choices
            for code in ticked where !offered.contains(where: { $0.code == code }) {
                lose(.choice, field.type.label(of: code, english: false))
            }
            let kept = ticked.filter { code in offered.contains { $0.code == code } }
            if kept.isEmpty { return }
            if isSingle, kept.count > 1 { return lose(.type) }
            typed.boxes[to] = kept
            if let other = old.boxes["\(from).other"],
                offered.contains(where: { $0.kind == .other && kept.contains($0.code) })
            {
                typed.boxes["\(to).other"] = other
            }
        case .answer:
            let reader = AnswerReader(field: field, name: from, typed: old, files: [])
            guard case .answer(.money(let yen)) = reader.read() else { return lose(.type) }
            if case .money(let limits) = target.type, limits.isInThousands, yen.amount % 1000 != 0 {
                return lose(.type)
            }
            typed.boxes.merge(Answer.money(yen).typed(as: target, in: newPrefix)) { $1 }
        }
        carried.append(Carried(from: from, to: to))
    }

    private mutating func move(_ table: Table, of field: Field, to target: Field?, in new: Form) {
        let rows = old.rows(of: field.name, table)
        let other = target.flatMap { $0.isInternal ? nil : $0.table }
        for column in other?.columns ?? []
        where column.isAsked && !table.columns.contains(where: { $0.id == column.id }) {
            guard let target, let place = new.place(of: .column(table: target.id, column.id)) else { continue }
            self.new.append(place)
        }
        var kept: [String] = []
        for (index, row) in rows.enumerated() {
            let prefix = "\(field.name).\(row)."
            let name =
                table.fixedRows?.first { $0.code == row }?.label ?? Text("\(index + 1)行目", en: "row \(index + 1)")
            let isGone = other.map { $0.fixedRows.map { !$0.contains { $0.code == row } } ?? false } ?? true
            var isFilled = false
            for column in table.columns where column.calculation == nil {
                let label = Text(
                    "\(field.label.ja) \(name.ja) \(column.label.ja)",
                    en: "\(field.label.in(english: true)), \(name.in(english: true)), \(column.label.in(english: true))"
                )
                let count = carried.count
                if let target, let other, !isGone {
                    move(
                        column, prefix, to: other.columns.first { $0.id == column.id }, "\(target.name).\(row).",
                        label: label)
                } else {
                    let hasBoxes = Typed.boxes(of: column, in: prefix).contains { old.all($0).contains { !$0.isEmpty } }
                    let place = prefix + column.name
                    guard hasBoxes || oldFiles[place] != nil else { continue }
                    let reason: Reason = target == nil ? .removed : other == nil ? .type : .row
                    lost.append(Lost(from: place, label: label, value: words(column, place), reason: reason))
                }
                if carried.count > count { isFilled = true }
            }
            // Rows an applicant has added stay, empty ones too; of a fixed table only those with something in them.
            if !isGone, table.fixedRows == nil || isFilled { kept.append(row) }
        }
        if let target, let other, other.fixedRows == nil, !kept.isEmpty { typed.boxes[target.name] = kept }
    }

    /// What was answered in words; as it was typed where it was no answer.
    private func words(_ field: Field, _ name: String) -> String {
        let reader = AnswerReader(field: field, name: name, typed: old, files: oldFiles[name] ?? [])
        if case .answer(let answer) = reader.read() { return answer.words(as: field) }
        let prefix = String(name.dropLast(field.name.count))
        return Typed.boxes(of: field, in: prefix).flatMap { old.all($0) }.filter { !$0.isEmpty }
            .map { field.type.label(of: $0, english: false) }.joined(separator: " ")
    }
}

/// How an answer goes from one type to another.
private enum Conversion {
    case none
    /// Boxes of these parts as they are; an empty part is the box of the field itself.
    case boxes([String])
    /// Codes that the other type offers.
    case choices(isSingle: Bool)
    /// By what the answer means, since the boxes mean something else.
    case answer

    init(from old: FieldType, to new: FieldType) {
        switch (old, new) {
        case (.money(let old), .money(let new)) where old.isInThousands != new.isInThousands: self = .answer
        case (.money(let old), .integer) where old.isInThousands: self = .answer
        case (.choice, .choice), (.choices, .choice), (.linked, .choice), (.choice, .linked), (.choices, .linked),
            (.linked, .linked):
            self = .choices(isSingle: true)
        case (.choice, .choices), (.choices, .choices), (.linked, .choices): self = .choices(isSingle: false)
        case _ where old.word == new.word: self = .boxes(new.parts.isEmpty ? [""] : new.parts)
        case _ where old.isTyped && new.isTyped: self = .boxes([""])
        case _ where !old.parts.isEmpty && !new.parts.isEmpty:
            // A date in a month, an address in a municipality: what both have. A period's days are two.
            let parts = new.parts.filter(old.parts.contains)
            self = parts.count == min(old.parts.count, new.parts.count) ? .boxes(parts) : .none
        default: self = .none
        }
    }
}

extension FieldType {
    /// One box of free text, in which everything may stand until it is judged. Thousands are not: there a number means
    /// another amount.
    fileprivate var isTyped: Bool {
        switch self {
        case .text, .longText, .integer, .decimal, .rate, .email, .telephone, .url, .corporateNumber: true
        case .money(let limits): !limits.isInThousands
        default: false
        }
    }
}
