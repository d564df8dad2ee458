import Crypto
import Foundation

/// A change to a flow, as an administrator makes it in the editor. It names ids, so that edits of two people hold in
/// whatever order they arrive.
public enum FlowEdit: Sendable, Equatable {
    /// A procedure at the end, with a check and a decision to begin with.
    case addProcedure(name: String, form: String)
    /// Everything of a procedure but its id and its stages; `seen` is what the page had shown of it.
    case setProcedure(Procedure, seen: String)
    case moveProcedure(String, Move)
    case removeProcedure(String)
    /// A stage before the last.
    case addStage(in: String, name: String, kind: Stage.Kind)
    /// Everything of a stage but its id; `seen` is what the page had shown of it.
    case setStage(Stage, in: String, seen: String)
    case moveStage(String, in: String, Move)
    case removeStage(String, in: String)
    /// The case's values, all of them; `seen` is what the page had shown.
    case setValues([CaseValue], seen: String)

    public enum Move: String, Sendable {
        case up, down
    }

    /// Why an edit cannot be made.
    public enum Problem: Error, Hashable, Sendable {
        /// A procedure or stage that is there no longer.
        case gone
        /// Someone else changed the same thing after the page was shown.
        case changedMeanwhile
        /// A procedure always has a stage, and a flow a procedure.
        case lastOne
        case nameless
        /// Others lead to it: their names.
        case used([String])
        /// It cannot be written as a document, for this reason.
        case unwritable(Text)

        public var message: Text {
            switch self {
            case .gone:
                Text("ほかの人が取り除いたため、変更できません。画面を開き直してください", en: "Someone else removed it; open the page again")
            case .changedMeanwhile:
                Text(
                    "この画面を開いたあとに、ほかの人が同じところを変更しました。下が今の内容です。確認して、入力し直してください",
                    en: "Someone else changed this after the page was opened. Below is how it stands now")
            case .lastOne: Text("最後の1つは取り除けません", en: "The last one cannot be removed")
            case .nameless: Text("名前を入力してください", en: "Enter a name")
            case .used(let names):
                Text(
                    "「\(names.joined(separator: "」「"))」から使われているため、取り除けません。先にそちらを変更してください",
                    en: "It is used by \(names.joined(separator: ", ")): change those first")
            case .unwritable(let reason): reason
            }
        }
    }
}

extension Flow {
    /// The flow after an edit, as its document gives it back: what an edit leaves is what will be read again.
    public func applying(_ edit: FlowEdit) throws(FlowEdit.Problem) -> Flow {
        var flow = self
        try flow.apply(edit)
        let findings = Findings()
        guard
            let reader = DocumentReader(bytes: Array(flow.document.utf8), path: "flow.yaml", findings: findings),
            let written = Flow(reader), written == flow
        else { throw .unwritable(findings.reason) }
        return written
    }

    private mutating func apply(_ edit: FlowEdit) throws(FlowEdit.Problem) {
        switch edit {
        case .addProcedure(let name, let form): try add(name, form)
        case .setProcedure(let new, let seen):
            let index = try place(new.id)
            guard procedures[index].mark == seen else { throw .changedMeanwhile }
            var next = new
            next.stages = procedures[index].stages
            if next.name.ja.isEmpty { throw .nameless }
            procedures[index] = next
        case .moveProcedure(let id, let move): try Flow.shift(&procedures, try place(id), move)
        case .removeProcedure(let id): try remove(id)
        case .addStage(let procedure, let name, let kind):
            let index = try place(procedure)
            if name.isEmpty { throw .nameless }
            let last = procedures[index].stages.count - 1
            let ids = Set(procedures[index].stages.map(\.id) + ["applicant", "end"])
            let stage = Stage(
                id: Flow.free(kind.rawValue, ids), name: Text(name), kind: kind,
                reviewers: kind == .review ? 2 : 0, sheet: kind == .review ? "score" : nil,
                outcomes: [
                    Outcome(
                        id: "forward", label: "次へ進める", target: .stage(procedures[index].stages.last?.id ?? ""))
                ])
            procedures[index].stages.insert(stage, at: max(0, last))
        case .setStage(let new, let procedure, let seen):
            let index = try place(procedure)
            guard let stage = procedures[index].stages.firstIndex(where: { $0.id == new.id }) else { throw .gone }
            guard procedures[index].stages[stage].mark == seen else { throw .changedMeanwhile }
            if new.name.ja.isEmpty || new.outcomes.contains(where: { $0.label.ja.isEmpty }) { throw .nameless }
            procedures[index].stages[stage] = new
        case .moveStage(let id, let procedure, let move):
            let index = try place(procedure)
            guard let stage = procedures[index].stages.firstIndex(where: { $0.id == id }) else { throw .gone }
            try Flow.shift(&procedures[index].stages, stage, move)
        case .removeStage(let id, let procedure):
            let index = try place(procedure)
            guard procedures[index].stages.contains(where: { $0.id == id }) else { throw .gone }
            if procedures[index].stages.count == 1 { throw .lastOne }
            let users = procedures[index].stages.filter { stage in
                stage.id != id && stage.outcomes.contains { $0.target == .stage(id) }
            }
            if !users.isEmpty { throw .used(users.map(\.name.ja)) }
            procedures[index].stages.removeAll { $0.id == id }
        case .setValues(let new, let seen):
            guard valuesMark == seen else { throw .changedMeanwhile }
            values = new
        }
    }

    private func place(_ id: String) throws(FlowEdit.Problem) -> Int {
        guard let index = procedures.firstIndex(where: { $0.id == id }) else { throw .gone }
        return index
    }

    private static func shift<Item>(_ items: inout [Item], _ index: Int, _ move: FlowEdit.Move)
        throws(FlowEdit.Problem)
    {
        let target = move == .up ? index - 1 : index + 1
        if items.indices.contains(target) { items.swapAt(index, target) }
    }

    /// A code that is free: `check`, `check-2`.
    static func free(_ code: String, _ taken: Set<String>) -> String {
        if !taken.contains(code) { return code }
        var number = 2
        while taken.contains("\(code)-\(number)") { number += 1 }
        return "\(code)-\(number)"
    }

    private mutating func add(_ name: String, _ form: String) throws(FlowEdit.Problem) {
        if name.isEmpty { throw .nameless }
        let id = Flow.free("procedure", Set(procedures.map(\.id)))
        procedures.append(
            Procedure(
                id: id, name: Text(name), form: form, start: procedures.isEmpty ? .round : .outcome,
                stages: [
                    Stage(
                        id: "check", name: Text("形式審査", en: "Formal check"), kind: .check,
                        outcomes: [
                            Outcome(
                                id: "forward", label: Text("\(name)の決定へ進める", en: "Pass on"),
                                target: .stage("decision")),
                            Outcome(id: "return", label: Text("差し戻す", en: "Return"), target: .applicant),
                        ]),
                    Stage(
                        id: "decision", name: Text("\(name)の決定", en: "Decision"), kind: .decision,
                        outcomes: [
                            Outcome(id: "accept", label: Text("認める", en: "Accept"), target: .end(.completed)),
                            Outcome(id: "return", label: Text("差し戻す", en: "Return"), target: .applicant),
                        ]),
                ]))
    }

    private mutating func remove(_ id: String) throws(FlowEdit.Problem) {
        let index = try place(id)
        if procedures.count == 1 { throw .lastOne }
        let users = procedures.filter { procedure in
            procedure.id != id
                && procedure.stages.contains { stage in
                    stage.outcomes.contains { $0.opens.contains(id) || $0.closes.contains(id) }
                }
        }
        if !users.isEmpty { throw .used(users.map(\.name.ja)) }
        procedures.remove(at: index)
    }
}

extension Flow {
    /// The flow as its document holds it.
    public var document: String { node.document }

    /// Reads `flow.yaml`, as far as it can be read.
    public init?(document: String) {
        guard let reader = DocumentReader(bytes: Array(document.utf8), path: "flow.yaml", findings: Findings()) else {
            return nil
        }
        self.init(reader)
    }

    /// The procedure, and the stage where it is in one, that stands at a line of the document; nil before the first.
    public func place(ofLine line: Int) -> (procedure: String, stage: String?)? {
        var place: (procedure: String, stage: String?)?
        for text in document.split(separator: "\n", omittingEmptySubsequences: false).prefix(max(0, line)) {
            if text.hasPrefix("- id: ") { place = (String(text.dropFirst(6)), nil) }
            if text.hasPrefix("  - id: ") { place?.stage = String(text.dropFirst(8)) }
        }
        return place
    }

    /// Tells the values apart from any others: what a page says it has seen.
    public var valuesMark: String { digest(values.map { "\($0.name) \($0.kind.rawValue)" }.joined(separator: "\n")) }
}

extension Procedure {
    /// It without its stages.
    var head: Procedure {
        var head = self
        head.stages = []
        return head
    }

    /// Tells it apart from any other, its stages left aside: what a page says it has seen.
    public var mark: String { digest(head.node.document) }
}

extension Stage {
    /// Tells it apart from any other: what a page says it has seen.
    public var mark: String { digest(node.document) }
}

/// A short name for a text that no other text has. A form's hidden box may not hold the text itself: browsers change its
/// line ends.
private func digest(_ text: String) -> String {
    String(SHA256.hash(data: Data(text.utf8)).hexadecimalText.prefix(32))
}
