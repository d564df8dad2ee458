/// 審査票 of the window's own staff: the sheet that a 形式審査 or 内容審査 names.
extension Procedure {
    /// The stages whose sheet staff fill in, each with it.
    func checklists(_ programme: Programme) -> [(stage: Stage, sheet: Form)] {
        stages.compactMap { stage in
            guard stage.hasChecklist, let sheet = stage.sheet.flatMap(programme.sheet) else { return nil }
            return (stage, sheet)
        }
    }
}

extension Filing {
    /// What the staff's sheet of a stage says now; nil before anyone filled it in.
    public func check(of stage: String) -> Check? { checks.last { $0.stage == stage } }

    /// Whether the staff's sheet of a stage is complete, for the revision that counts.
    public func isChecked(in stage: Stage) -> Bool {
        check(of: stage.id).map { $0.missing.isEmpty && $0.revision == current.number } ?? false
    }

    /// How often the staff's sheet of a stage was filled in: what a page says it has seen.
    public func checkCount(of stage: String) -> Int { checks.count { $0.stage == stage } }
}

extension Case {
    func decideCheck(
        _ id: ID<Filing>, stage name: String, _ typed: Typed, seen: Int, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, stage) = try standing(id, under: programme)
        guard stage.id == name else {
            throw Refusal(.conflict, Text("この審査段階は終わりました。画面を開き直してください", en: "This stage is over; open the page again"))
        }
        guard stage.hasChecklist, let judge = stage.sheet.flatMap(programme.judge(sheet:)) else {
            throw Refusal(.notFound, Text("この審査段階に審査票はありません", en: "This stage has no sheet"))
        }
        try checkNothingProposed(filing)
        guard seen == filing.checkCount(of: stage.id) else {
            let by = filing.check(of: stage.id)?.by.name ?? ""
            throw Refusal(
                .conflict,
                Text("この画面を開いたあとに、\(by)さんが審査票を変更しました", en: "\(by) has changed the sheet since this page was opened"))
        }
        let judgement = judge.judge(typed)
        if let error = judgement.mistakes(in: typed).first { throw Refusal(.invalid, error.message, field: error.box) }
        let answers = judge.form.json(of: judgement.answers)
        let last = filing.check(of: stage.id)
        if answers == last?.answers, last?.revision == filing.current.number { return [] }
        var missing: [String] = []
        for error in judgement.errors where !missing.contains(error.field) { missing.append(error.field) }
        return [
            .checked(
                .init(
                    filing: id, stage: stage.id, revision: filing.current.number, answers: answers, missing: missing))
        ]
    }

    /// An outcome may rest on the stage's sheet: filled in for the revision that counts, and nothing missing.
    func checkSheet(
        of filing: Filing, in stage: Stage, for outcome: Outcome, under programme: Programme
    ) throws(Refusal) {
        guard outcome.needsSheet, stage.hasChecklist, let sheet = stage.sheet.flatMap(programme.sheet) else { return }
        if filing.isChecked(in: stage) { return }
        let labels = (filing.check(of: stage.id)?.missing ?? []).compactMap { sheet.field(named: $0)?.label }
        let what = labels.isEmpty ? "" : "（残り：\(labels.prefix(5).map(\.ja).joined(separator: "、"))）"
        throw Refusal(
            .untimely,
            Text(
                "「\(outcome.label.ja)」を選ぶ前に、審査票をすべて記入してください\(what)",
                en: "Fill in the whole sheet before choosing “\(outcome.label.in(english: true))”"), field: "outcome")
    }
}
