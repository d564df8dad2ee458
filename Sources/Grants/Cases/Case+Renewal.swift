/// 版の切替え: a running case goes on under a newer version of its programme.
extension Case {
    /// Why a case cannot go on under another version: each thing that was filed, decided or opened must be there again,
    /// with the same meaning. Empty where nothing is in the way.
    public func obstacles(to next: Programme, from programme: Programme) -> [Text] {
        var obstacles: [Text] = []
        func add(_ ja: String, _ en: String) {
            let text = Text(ja, en: en)
            if !obstacles.contains(text) { obstacles.append(text) }
        }
        if next.window(window) == nil { add("受付窓口「\(window)」がなくなります", "There is no window “\(window)”") }
        for filing in filings {
            let name = programme.flow.procedure(filing.procedure)?.name ?? Text(filing.procedure)
            guard let procedure = next.flow.procedure(filing.procedure), let form = next.form(procedure.form) else {
                add("手続き「\(name.ja)」がなくなります", "There is no procedure “\(name.in(english: true))”")
                continue
            }
            if let old = programme.form(of: filing.procedure) {
                for lost in old.fieldsLost(in: form) {
                    add("「\(name.ja)」の項目「\(lost)」が読めなくなります", "“\(lost)” could not be read any more")
                }
            }
            for obstacle in stageObstacles(filing, in: procedure, next, programme) {
                add(obstacle.ja, obstacle.en ?? "")
            }
        }
        for opened in open where next.flow.procedure(opened.procedure)?.start != .outcome {
            let name = programme.flow.procedure(opened.procedure)?.name ?? Text(opened.procedure)
            add("申請できるようになった手続き「\(name.ja)」がなくなります", "“\(name.in(english: true))”, which is open, is gone")
        }
        for name in values.keys.sorted() where next.flow.value(name)?.kind != programme.flow.value(name)?.kind {
            add("案件の値「\(name)」がなくなるか、型が変わります", "The value “\(name)” is gone or of another type")
        }
        return obstacles
    }

    private func stageObstacles(
        _ filing: Filing, in procedure: Procedure, _ next: Programme, _ programme: Programme
    ) -> [Text] {
        var obstacles: [Text] = []
        var needed = Set(filing.assignments.filter { $0.released == nil }.map(\.stage))
        let current = stage(of: filing, under: programme)
        if !filing.isEnded, let current { needed.insert(current.id) }
        for id in needed.sorted() {
            guard let before = programme.flow.procedure(filing.procedure)?.stage(id) else { continue }
            guard let after = procedure.stage(id), after.kind == before.kind else {
                obstacles.append(
                    Text(
                        "審査段階「\(before.name.ja)」がなくなるか、種類が変わります",
                        en: "The stage “\(before.name.in(english: true))” is gone"))
                continue
            }
            let sheets = (before.sheet.flatMap(programme.sheet), after.sheet.flatMap(next.sheet))
            if case (let old?, let new) = sheets, new.map({ !old.fieldsLost(in: $0).isEmpty }) ?? true,
                filing.assignments.contains(where: { $0.stage == id && $0.score != nil })
            {
                obstacles.append(Text("採点済みの審査票が変わります", en: "The score sheet that was filled in changes"))
            }
            if let proposal = filing.proposal, id == current?.id,
                after.outcome(proposal.outcome)?.target != before.outcome(proposal.outcome)?.target
            {
                obstacles.append(Text("起案中の結果がなくなります", en: "The outcome that is proposed is gone"))
            }
        }
        return obstacles
    }

    func decideRenewal(_ version: Int, from programme: Programme, to next: Programme) throws(Refusal) -> [CaseEvent] {
        guard version > self.version else {
            throw Refusal(.conflict, Text("この案件は、すでに新しい版になっています", en: "The case is under a newer version already"))
        }
        let obstacles = obstacles(to: next, from: programme)
        guard obstacles.isEmpty else {
            throw Refusal(
                .conflict,
                Text(
                    obstacles.map(\.ja).joined(separator: "。"),
                    en: obstacles.map { $0.in(english: true) }.joined(separator: ". ")))
        }
        return [.renewed(.init(from: self.version, to: version))]
    }
}

extension Form {
    /// The fields, and columns of tables, whose answers another form could not read.
    func fieldsLost(in other: Form) -> [String] {
        fields.filter { !$0.type.isNote }.filter { field in
            guard let same = other.field(named: field.name) else { return true }
            return !same.type.reads(field.type)
        }.map(\.name)
    }
}

extension FieldType {
    /// Whether answers of another type can be read as this one's: the same type with at least its choices and columns.
    func reads(_ other: FieldType) -> Bool {
        if case (.table(let mine), .table(let theirs)) = (self, other) {
            return theirs.columns.allSatisfy { column in
                mine.column(named: column.name).map { $0.type.reads(column.type) } ?? false
            }
        }
        let codes = Set(choices.map(\.code))
        return word == other.word && other.choices.allSatisfy { codes.contains($0.code) }
    }
}
