/// A form being edited: what it was, every step since, what it is now. Nothing is ever taken out of the steps: undoing is
/// a step as well, so that who did what when stays readable.
///
///     var history = FormHistory(form)
///     try history.apply(.duplicate(.field("補助率")), by: actor, at: now)
///     try history.undo(by: actor, at: now)
///
/// Each person undoes their own edits. One that others have built upon since is undone by making theirs again without
/// it, which edits by ids allow; where that cannot be done it is said why.
public struct FormHistory: Sendable, Equatable {
    /// One step.
    public struct Step: Sendable, Equatable {
        public let kind: Kind
        public let by: Actor
        public let at: Instant
        /// What was done, in one line.
        public let summary: Text
        /// The form's YAML after it.
        public let document: String
    }

    /// What a step was.
    public enum Kind: Sendable, Equatable {
        case edit(FormEdit)
        /// The edit of that step was undone.
        case undo(of: Int)
        /// The edit of that step, undone before, was made again.
        case redo(of: Int)
    }

    /// The form as it was before the first step.
    public let base: Form
    public private(set) var steps: [Step] = []
    /// The form now.
    public private(set) var form: Form
    /// The programme's reference tables.
    public var tables: [ReferenceTable] = []

    /// Begins with a form as it is.
    public init(_ form: Form, tables: [ReferenceTable] = []) {
        base = form
        self.form = form
        self.tables = tables
    }

    /// The document before a step.
    public func document(before step: Int) -> String { step == 0 ? base.document : steps[step - 1].document }

    /// Makes an edit.
    /// - Returns: where what was changed stands now.
    @discardableResult
    public mutating func apply(_ edit: FormEdit, by actor: Actor, at now: Instant) throws(EditProblem) -> FormPlace {
        var next = form
        let place = try edit.apply(to: &next, tables: tables)
        let summary = edit.summary(from: form, to: next)
        form = next
        steps.append(Step(kind: .edit(edit), by: actor, at: now, summary: summary, document: next.document))
        return place
    }

    /// Undoes the last edit of that person that still holds.
    public mutating func undo(by actor: Actor, at now: Instant) throws(EditProblem) {
        guard let step = undoable(by: actor) else { throw .nothingToUndo }
        var live = self.live
        live.remove(step)
        form = try replay(live, from: step)
        let summary = steps[step].summary
        steps.append(
            Step(
                kind: .undo(of: step), by: actor, at: now,
                summary: Text("元に戻す：\(summary.ja)", en: "Undid: \(summary.in(english: true))"), document: form.document)
        )
    }

    /// Makes again what that person undid last, if they have edited nothing since.
    public mutating func redo(by actor: Actor, at now: Instant) throws(EditProblem) {
        guard let step = redoable(by: actor) else { throw .nothingToRedo }
        var live = self.live
        live.insert(step)
        form = try replay(live, from: step)
        let summary = steps[step].summary
        steps.append(
            Step(
                kind: .redo(of: step), by: actor, at: now,
                summary: Text("やり直す：\(summary.ja)", en: "Made again: \(summary.in(english: true))"),
                document: form.document))
    }

    /// The step `undo` would undo; nil where there is none.
    public func undoable(by actor: Actor) -> Int? {
        let live = self.live
        return steps.indices.last {
            steps[$0].by.id == actor.id && steps[$0].by.kind == actor.kind && live.contains($0)
        }
    }

    /// The step `redo` would make again; nil where there is none.
    public func redoable(by actor: Actor) -> Int? {
        let live = self.live
        for step in steps.reversed() where step.by.id == actor.id && step.by.kind == actor.kind {
            switch step.kind {
            case .edit: return nil
            case .undo(let edit) where !live.contains(edit): return edit
            case .undo, .redo: continue
            }
        }
        return nil
    }

    /// The steps whose edits hold.
    private var live: Set<Int> {
        var live: Set<Int> = []
        for (index, step) in steps.enumerated() {
            switch step.kind {
            case .edit: live.insert(index)
            case .undo(let edit): live.remove(edit)
            case .redo(let edit): live.insert(edit)
            }
        }
        return live
    }

    /// The form with just these edits, the ones before `first` being as they were when it was made.
    private func replay(_ live: Set<Int>, from first: Int) throws(EditProblem) -> Form {
        // What was undone or done again since then stands before it, too: only then the kept document is no beginning.
        let isUntouched = steps.allSatisfy { step in
            switch step.kind {
            case .edit: true
            case .undo(let edit), .redo(let edit): edit >= first
            }
        }
        var form = base
        var begin = 0
        if isUntouched, first > 0, let kept = Form(document: document(before: first), id: base.id) {
            (form, begin) = (kept, first)
        }
        for index in live.sorted() where index >= begin {
            guard case .edit(let edit) = steps[index].kind else { continue }
            do throws(EditProblem) {
                try edit.apply(to: &form, tables: tables)
            } catch {
                throw .builtUpon(steps[index].summary, because: error.message)
            }
        }
        return form
    }
}

extension FormHistory {
    /// As storage keeps it: the base, then step by step. The form itself is the last step's document.
    public var json: JSON {
        .members(["base": .string(base.document), "form": .string(base.id), "steps": .array(steps.map(\.json))])
    }

    /// Reads what `json` gave.
    public init?(json: JSON, tables: [ReferenceTable] = []) {
        guard let id = json["form"]?.string, let base = json["base"]?.string.flatMap({ Form(document: $0, id: id) }),
            let items = json["steps"]?.array
        else { return nil }
        let steps = items.compactMap(Step.init(json:))
        guard steps.count == items.count else { return nil }
        self.init(base: base, steps: steps, tables: tables)
    }

    /// A history out of its rows; nil where the last of them holds no form.
    public init?(base: Form, steps: [Step], tables: [ReferenceTable] = []) {
        self.init(base, tables: tables)
        guard let last = steps.last else { return }
        guard let form = Form(document: last.document, id: base.id) else { return nil }
        self.form = form
        self.steps = steps
    }
}

extension FormHistory.Step {
    /// One row of the history.
    public var json: JSON {
        let kind: (String, JSON) =
            switch kind {
            case .edit(let edit): ("edit", edit.json)
            case .undo(let step): ("undo", .integer(Int64(step)))
            case .redo(let step): ("redo", .integer(Int64(step)))
            }
        return .members([
            kind.0: kind.1, "at": .integer(at.milliseconds),
            "by": .members(["kind": .string(by.kind.rawValue), "id": .string(by.id), "name": .string(by.name)]),
            "summary": summary.json, "document": .string(document),
        ])
    }

    /// Reads what `json` gave.
    public init?(json: JSON) {
        let kind: FormHistory.Kind
        if let edit = json["edit"].flatMap(FormEdit.init(json:)) {
            kind = .edit(edit)
        } else if let step = json["undo"]?.integer {
            kind = .undo(of: Int(step))
        } else if let step = json["redo"]?.integer {
            kind = .redo(of: Int(step))
        } else {
            return nil
        }
        guard let by = json["by"], let role = by["kind"]?.string.flatMap(Actor.Kind.init(rawValue:)),
            let at = json["at"]?.integer, let summary = json["summary"]?["ja"]?.string,
            let document = json["document"]?.string
        else { return nil }
        self.init(
            kind: kind, by: Actor(kind: role, id: by["id"]?.string ?? "", name: by["name"]?.string ?? ""),
            at: Instant(milliseconds: at), summary: Text(summary, en: json["summary"]?["en"]?.string),
            document: document)
    }
}
