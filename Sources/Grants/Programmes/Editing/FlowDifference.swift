/// What differs between two versions of a flow.
public struct FlowDifference: Sendable {
    public let changes: [Change]

    public struct Change: Hashable, Sendable {
        public let kind: Kind
        /// The procedure, and the stage where it is about one.
        public let procedure: Text
        public let stage: Text?
    }

    public enum Kind: String, Sendable {
        case added, removed, changed, moved
    }

    public init(from old: Flow, to new: Flow) {
        var changes: [Change] = []
        for procedure in old.procedures where new.procedure(procedure.id) == nil {
            changes.append(Change(kind: .removed, procedure: procedure.name, stage: nil))
        }
        for procedure in new.procedures {
            guard let before = old.procedure(procedure.id) else {
                changes.append(Change(kind: .added, procedure: procedure.name, stage: nil))
                continue
            }
            if before.head != procedure.head {
                changes.append(Change(kind: .changed, procedure: procedure.name, stage: nil))
            }
            for stage in before.stages where procedure.stage(stage.id) == nil {
                changes.append(Change(kind: .removed, procedure: procedure.name, stage: stage.name))
            }
            for stage in procedure.stages {
                guard let earlier = before.stage(stage.id) else {
                    changes.append(Change(kind: .added, procedure: procedure.name, stage: stage.name))
                    continue
                }
                if earlier != stage {
                    changes.append(Change(kind: .changed, procedure: procedure.name, stage: stage.name))
                }
            }
            if FlowDifference.order(before.stages.map(\.id), procedure.stages.map(\.id)) {
                changes.append(Change(kind: .moved, procedure: procedure.name, stage: nil))
            }
        }
        if FlowDifference.order(old.procedures.map(\.id), new.procedures.map(\.id)) {
            changes.append(Change(kind: .moved, procedure: Text("手続き", en: "Procedures"), stage: nil))
        }
        if old.values != new.values {
            changes.append(Change(kind: .changed, procedure: Text("案件の値", en: "Values of a case"), stage: nil))
        }
        self.changes = changes
    }

    /// Whether those that are in both stand in another order.
    private static func order(_ old: [String], _ new: [String]) -> Bool {
        old.filter(new.contains) != new.filter(old.contains)
    }
}

extension FlowDifference.Change {
    /// 「交付申請」の審査段階「内容審査」を変更.
    public var sentence: Text {
        let what = stage.map { "「\(procedure.ja)」の審査段階「\($0.ja)」" } ?? "「\(procedure.ja)」"
        let english = stage.map { "stage “\($0.in(english: true))” of " } ?? ""
        let name = "\(english)“\(procedure.in(english: true))”"
        return switch kind {
        case .added: Text("\(what)を追加", en: "Added \(name)")
        case .removed: Text("\(what)を削除", en: "Removed \(name)")
        case .changed: Text("\(what)を変更", en: "Changed \(name)")
        case .moved: Text("\(what)の順番を変更", en: "Reordered \(name)")
        }
    }
}
