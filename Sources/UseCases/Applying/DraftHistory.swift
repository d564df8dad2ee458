import Grants
import Storage

/// One thing somebody changed in a draft.
public struct DraftEdit: Sendable, Equatable {
    public let version: Int
    /// What was changed: a field, or a table's cell by row and column.
    public let label: Text
    /// In words; empty where nothing stood or stands there.
    public private(set) var before: String
    public let after: String
    public let at: Instant
    /// The person's name.
    public let by: String
    /// The field or cell, as boxes are named.
    let place: String
    /// When the change began: what is typed is saved many times on the way.
    private var since: Instant

    /// Milliseconds between two saves of the same field by the same person that are one change.
    private static let pause: Int64 = 10 * 60 * 1000

    /// What was changed, newest first. The changes say what boxes held before; what they held afterwards is what the next
    /// change found, or what they hold now.
    static func all(_ changes: [DraftChange], of typed: Typed, in form: Form, english: Bool) -> [DraftEdit] {
        var after = typed
        var edits: [DraftEdit] = []
        // Where the last change of each place stands among them.
        var last: [String: Int] = [:]
        var rest = changes[...]
        while let version = rest.first?.version {
            let save = rest.prefix { $0.version == version }
            rest = rest.dropFirst(save.count)
            var before = after
            for change in save { before.boxes[change.box] = change.before.isEmpty ? nil : change.before }
            for edit in DraftEdit.edits(in: save, from: before, to: after, form, english) {
                if let index = last[edit.place], edits[index].goes(on: edit) {
                    edits[index].before = edit.before
                    edits[index].since = edit.since
                } else {
                    last[edit.place] = edits.count
                    edits.append(edit)
                }
            }
            after = before
        }
        return edits.filter { $0.before != $0.after }
    }

    /// Whether this is only more of what somebody was about to change.
    private func goes(on earlier: DraftEdit) -> Bool {
        by == earlier.by && since.milliseconds - earlier.at.milliseconds < DraftEdit.pause
    }

    private static func edits(
        in save: ArraySlice<DraftChange>, from before: Typed, to after: Typed, _ form: Form, _ english: Bool
    ) -> [DraftEdit] {
        var seen: Set<String> = []
        return save.compactMap { change -> DraftEdit? in
            let place = form.place(ofBox: change.box)
            guard seen.insert(place).inserted else { return nil }
            var (old, new) = (
                form.words(at: place, in: before, english: english), form.words(at: place, in: after, english: english)
            )
            if old == new {
                // Written differently, it means the same: 12 and １２.
                (old, new) = (form.raw(at: place, in: before), form.raw(at: place, in: after))
            }
            if old == new { return nil }
            let label = form.label(of: place) { name in
                let rows = after.all(name)
                return rows.contains { place.hasPrefix("\(name).\($0).") } ? rows : before.all(name)
            }
            return DraftEdit(
                version: change.version, label: label ?? Text(change.box), before: shortened(old),
                after: shortened(new), at: change.at, by: change.by, place: place, since: change.at)
        }
    }

    /// At most a hundred characters: the record tells what was changed, the form what stands there.
    private static func shortened(_ text: String) -> String {
        text.count > 100 ? text.prefix(100) + "…" : text
    }
}

extension Form {
    /// The field or cell a box belongs to.
    fileprivate func place(ofBox box: String) -> String {
        let parts = box.split(separator: ".", omittingEmptySubsequences: false)
        guard let name = parts.first, field(named: String(name))?.type.isTable == true, parts.count >= 3 else {
            return String(parts.first ?? "")
        }
        return parts.prefix(3).joined(separator: ".")
    }

    /// The question at a place, and the beginning of its boxes.
    private func question(at place: String) -> (field: Field, prefix: String)? {
        let parts = place.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, let field = field(named: name) else { return nil }
        guard parts.count == 3, case .table(let table) = field.type else { return (field, "") }
        return table.column(named: parts[2]).map { ($0, "\(parts[0]).\(parts[1]).") }
    }

    fileprivate func words(at place: String, in typed: Typed, english: Bool) -> String {
        guard let (field, prefix) = question(at: place) else { return raw(at: place, in: typed) }
        if case .table(let table) = field.type {
            let count = typed.rows(of: field.name, table).count
            return english ? "\(count) rows" : "\(count)行"
        }
        return typed.words(of: field, in: prefix, english: english)
    }

    fileprivate func raw(at place: String, in typed: Typed) -> String {
        let boxes = question(at: place).map { Typed.boxes(of: $0.field, in: $0.prefix) } ?? [place]
        return boxes.flatMap(typed.all).filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension Installation {
    /// 変更の記録: who changed what in a draft, newest first.
    public func draftHistory(of open: OpenDraft, english: Bool) async throws -> [DraftEdit] {
        let changes = try await database.read { try Drafts($0).changes(of: open.draft.filing) }
        let (draft, form) = (open.draft, open.form)
        // Saves newer than the draft that was read are for the next look.
        return DraftEdit.all(
            changes.filter { $0.version <= draft.version }, of: draft.typed, in: form, english: english)
    }

    /// The fields that somebody else changed last, within a day: who, and when.
    public func changedByOthers(
        in open: OpenDraft, than applicant: SignedApplicant
    ) async throws -> [String: DraftTouch] {
        let since = now.adding(days: -1)
        let touches = try await database.read { try Drafts($0).touches(of: open.draft.filing, since: since) }
        var last: [String: DraftTouch] = [:]
        for touch in touches {
            let field = String(touch.box.prefix { $0 != "." })
            if last[field] == nil { last[field] = touch }
        }
        return last.filter { $0.value.by != applicant.name }
    }
}
