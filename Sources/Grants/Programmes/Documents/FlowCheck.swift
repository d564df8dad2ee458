/// Checks the flow of a programme: what its names lead to, how its stages are reached and left, and its formulas.
func checkFlow(_ programme: Programme, _ findings: Findings) {
    checkProcedures(programme, findings)
    for procedure in programme.flow.procedures {
        if programme.form(procedure.form) == nil, !findings.unread.contains("forms/\(procedure.form).yaml") {
            findings.add(
                at: "procedure \(procedure.id)",
                "フォーム「\(procedure.form)」がありません。\(hint(procedure.form, among: programme.forms.map(\.id)))",
                "There is no form “\(procedure.form)”.")
        }
        checkStages(of: procedure, programme, findings)
    }
    checkValues(programme, findings)
    // A form that could not be read is missed by every formula that uses it: one slip is one finding.
    guard !findings.unread.contains(where: { $0.hasPrefix("forms/") }) else { return }
    for finding in programme.rules.findings {
        findings.add(
            at: finding.site.mark, finding.message.ja, finding.message.in(english: true), isWarning: finding.isWarning)
    }
}

extension FlowRules.Site {
    /// The thing that `Findings` knows the line of.
    var mark: String {
        switch self {
        case .window(let window): "window \(window)"
        case .when(let procedure): "procedure \(procedure) when"
        case .until(let procedure): "procedure \(procedure) until"
        case .stage(let stage, let procedure): "stage \(procedure)/\(stage) when"
        case .outcome(let outcome, let stage, let procedure): "outcome \(procedure)/\(stage)/\(outcome) when"
        case .set(let name, let outcome, let stage, let procedure): "set \(procedure)/\(stage)/\(outcome)/\(name)"
        }
    }
}

/// What the flow's names stand for must be clear: values are set by someone, and no name is there twice.
private func checkValues(_ programme: Programme, _ findings: Findings) {
    let outcomes = programme.flow.procedures.flatMap(\.stages).flatMap(\.outcomes)
    let set = Set(outcomes.flatMap { $0.sets.map(\.name) })
    let names = programme.flow.procedures.map(\.name.ja)
    for value in programme.flow.values {
        if !set.contains(value.name) {
            findings.add(
                at: "value \(value.name)", "どの結果も「\(value.name)」を決めません。結果で値（set）を決めるか、取り除いてください。",
                "No outcome sets “\(value.name)”.")
        }
        if names.contains(value.name) || programme.forms.contains(where: { $0.field(named: value.name) != nil })
            || ["事業者", "窓口", "提出回数", "差戻し回数", "審査", "審査票", "抽選"].contains(value.name)
            || LetterTemplate.places.contains(value.name)
        {
            findings.add(
                at: "value \(value.name)", "「\(value.name)」は、項目や手続きの名前と重なっています。別の名前にしてください。",
                "“\(value.name)” is the name of something else.")
        }
    }
    for (index, procedure) in programme.flow.procedures.enumerated() where names[..<index].contains(procedure.name.ja) {
        findings.add(
            at: "procedure \(procedure.id)", "「\(procedure.name.ja)」という手続きが2つあります。名前を変えてください。",
            "Two procedures have this name.")
    }
}

private func checkProcedures(_ programme: Programme, _ findings: Findings) {
    let opened = openedProcedures(of: programme.flow)
    for (index, procedure) in programme.flow.procedures.enumerated() {
        if index == 0, procedure.start != .round {
            findings.add(
                at: "procedure \(procedure.id)", "最初の手続きは「start: round」にしてください。公募期間中に始められる手続きが必要です。",
                "The first procedure must start with the round.")
        }
        if index > 0, procedure.start == .round {
            findings.add(
                at: "procedure \(procedure.id)", "2つ目以降の手続きは「start: outcome」か「start: case」にしてください。",
                "Only the first procedure starts with the round.")
        }
        checkStart(of: procedure, findings)
        if procedure.start == .outcome, !opened.contains(procedure.id) {
            findings.add(
                at: "procedure \(procedure.id)",
                "この手続きを始められる結果がありません。どれかの結果の「始められるようにする手続き」（opens）に加えてください。",
                "No outcome opens this procedure.")
        }
    }
}

/// What goes with the way a procedure starts.
private func checkStart(of procedure: Procedure, _ findings: Findings) {
    let place = "procedure \(procedure.id)"
    if procedure.start != .outcome, procedure.after != nil || procedure.days != nil || procedure.until != nil {
        findings.add(
            at: place, "「after」「days」「until」は、結果が始める手続き（start: outcome）だけに書けます。",
            "Only what an outcome opens has “after”, “days” and “until”.")
    }
    if let opens = procedure.opens, let closes = procedure.closes, closes <= opens {
        findings.add(at: place, "「closes」が「opens」より後になっていません。", "“closes” is not after “opens”.")
    }
    if procedure.start == .round, procedure.opens != nil || procedure.closes != nil {
        findings.add(
            at: place, "公募期間中に始める手続きの期間は、公募回の「opens」「closes」で決まります。", "The round says when the first procedure is open."
        )
    }
    if procedure.start == .case, procedure.when == nil {
        findings.add(
            at: place, "随時の手続き（start: case）には、申請できる条件「when」を書いてください。例：交付申請.結果 = \"交付決定\"",
            "A procedure with “start: case” needs “when”.")
    }
    if procedure.start == .round, procedure.when != nil {
        findings.add(at: place, "公募期間中に始める手続きには「when」を書けません。", "The first procedure has no “when”.")
    }
    if procedure.start != .case, procedure.repeats {
        findings.add(at: place, "「repeats」は、随時の手続き（start: case）だけに書けます。", "Only “start: case” repeats.")
    }
    if procedure.start == .case, procedure.isMandatory {
        findings.add(
            at: place, "随時の手続きには「mandatory」を書けません。必ず提出するものは、結果の「opens」で始めてください。",
            "What may be filed at any time is not mandatory.")
    }
    if procedure.stages.last?.when != nil {
        findings.add(
            at: "stage \(procedure.id)/\(procedure.stages.last?.id ?? "") when",
            "最後の審査段階には「when」を書けません。条件に合わない申請の行き先がなくなります。", "The last stage has no “when”.")
    }
}

/// The procedures a case can come to from the first one.
private func openedProcedures(of flow: Flow) -> Set<String> {
    var opened: Set<String> = []
    var waiting = (flow.first.map { [$0] } ?? []) + flow.procedures.filter { $0.start == .case }
    while let procedure = waiting.popLast() {
        for id in procedure.stages.flatMap({ $0.outcomes.flatMap(\.opens) }) where opened.insert(id).inserted {
            if let found = flow.procedure(id) { waiting.append(found) }
        }
    }
    return opened
}

private func checkStages(of procedure: Procedure, _ programme: Programme, _ findings: Findings) {
    for stage in procedure.stages {
        let place = "stage \(procedure.id)/\(stage.id)"
        if stage.kind == .review {
            if stage.reviewers < 1 {
                findings.add(at: place, "外部審査の段階には、必要な審査員の数（reviewers）を書いてください。", "A review stage needs “reviewers”.")
            }
            if let id = stage.sheet, let sheet = programme.sheet(id) {
                if !findings.unread.contains("sheets/\(id).yaml"), sheet.highestTotal?.sign ?? 0 <= 0 {
                    findings.add(
                        "sheets/\(id).yaml", 0, "審査票には、minimumとmaximumのある整数（integer）の項目が1つ以上必要です。",
                        "A score sheet needs whole-number fields with limits.")
                }
            } else if !findings.unread.contains("sheets/\(stage.sheet ?? "").yaml") {
                findings.add(
                    at: place,
                    "審査票「\(stage.sheet ?? "")」がありません。\(hint(stage.sheet ?? "", among: programme.sheets.map(\.id)))",
                    "There is no score sheet “\(stage.sheet ?? "")”.")
            }
        } else {
            if stage.reviewers > 0 || stage.rule != .office || stage.isBlind || stage.isShared {
                findings.add(
                    at: place, "「reviewers」「rule」「blind」「shares」は、kindがreviewの段階だけに書けます。",
                    "Only review stages have reviewers.")
            }
            checkChecklist(of: stage, at: place, programme, findings)
        }
        let leading = stage.outcomes.filter { $0.target != .applicant }
        if !leading.isEmpty, leading.allSatisfy({ $0.when != nil }) {
            findings.add(
                at: place, "すべての結果に条件（when）があります。どれも満たさない案件が止まらないよう、条件のない結果を1つ加えてください。",
                "Every outcome has a condition: a case could be stuck here.")
        }
        if case .average = stage.rule, leading.allSatisfy(\.isForward) {
            findings.add(
                at: place, "平均点が届かない案件の行き先がありません。「to: end rejected」などの結果を加えてください。",
                "There is no way for a case whose mean is too low.")
        }
        for outcome in stage.outcomes { checkOutcome(outcome, of: stage, in: procedure, programme, findings) }
    }
    checkReach(of: procedure, findings)
}

/// The sheet that a window's staff fill in themselves.
private func checkChecklist(of stage: Stage, at place: String, _ programme: Programme, _ findings: Findings) {
    guard let id = stage.sheet else { return }
    if !stage.hasChecklist {
        findings.add(
            at: place, "「sheet」は、kindがcheck・content・reviewの段階だけに書けます。",
            "Only “check”, “content” and “review” have a sheet.")
    } else if programme.sheet(id) == nil, !findings.unread.contains("sheets/\(id).yaml") {
        findings.add(
            at: place, "審査票「\(id)」がありません。\(hint(id, among: programme.sheets.map(\.id)))",
            "There is no sheet “\(id)”.")
    }
}

private func checkOutcome(
    _ outcome: Outcome, of stage: Stage, in procedure: Procedure, _ programme: Programme, _ findings: Findings
) {
    let place = "outcome \(procedure.id)/\(stage.id)/\(outcome.id)"
    if case .end = outcome.target {
        checkEnd(outcome, in: procedure, at: place, programme, findings)
    } else {
        if !outcome.opens.isEmpty || !outcome.closes.isEmpty {
            findings.add(
                at: place, "「opens」と「closes」は、「to: end …」の結果だけに書けます。", "Only an end opens and closes procedures.")
        }
        checkLetter(of: outcome, in: procedure, at: place, programme, findings)
    }
    if outcome.target == .applicant, outcome.letter != nil || outcome.when != nil || !outcome.sets.isEmpty {
        findings.add(
            at: place, "差戻しの結果には「letter」「when」「set」を書けません。", "A return has no “letter”, “when” or “set”.")
    }
    if outcome.target != .applicant, outcome.limit != nil {
        findings.add(at: place, "「limit」は、差戻しの結果（to: applicant）だけに書けます。", "Only a return has a limit.")
    }
    if outcome.needsSheet, !stage.hasChecklist {
        findings.add(
            at: place, "「complete」は、審査票（sheet）のある形式審査・内容審査の結果だけに書けます。",
            "“complete” needs a stage with a sheet that staff fill in.")
    }
    for set in outcome.sets where programme.flow.value(set.name) == nil {
        findings.add(
            at: "set \(procedure.id)/\(stage.id)/\(outcome.id)/\(set.name)",
            "案件の値「\(set.name)」が「values」にありません。\(hint(set.name, among: programme.flow.values.map(\.name)))",
            "“\(set.name)” is not among the flow's values.")
    }
    switch outcome.target {
    case .stage(let id):
        if procedure.stage(id) == nil {
            findings.add(
                at: place, "審査段階「\(id)」がありません。\(hint(id, among: procedure.stages.map(\.id)))",
                "There is no stage “\(id)”.")
        }
        if stage.kind == .decision {
            findings.add(at: place, "採否を決める段階（decision）の結果は「end …」か「applicant」にしてください。", "A decision ends, or returns.")
        }
    case .applicant:
        if stage.kind == .review {
            findings.add(at: place, "外部審査の段階から申請者へは差し戻せません。", "A review stage does not return filings.")
        }
    case .end: break
    }
}

/// Checks a result that ends the procedure: its letter, and what it opens.
private func checkEnd(
    _ outcome: Outcome, in procedure: Procedure, at place: String, _ programme: Programme, _ findings: Findings
) {
    guard case .end(let verdict) = outcome.target else { return }
    checkLetter(of: outcome, in: procedure, at: place, programme, findings)
    if verdict.needsReason, let letter = outcome.letter.flatMap(programme.letter),
        !letter.usedPlaces.contains("理由")
    {
        findings.add(
            at: "letter \(letter.id)", "不採択・却下の通知書には、理由（{理由}）を書いてください（行政手続法第8条）。",
            "A letter that refuses must give the reason.")
    }
    for id in outcome.closes where programme.flow.procedure(id) == nil {
        findings.add(
            at: place, "手続き「\(id)」がありません。\(hint(id, among: programme.flow.procedures.map(\.id)))",
            "There is no procedure “\(id)”.")
    }
    for id in outcome.opens {
        guard let opened = programme.flow.procedure(id) else {
            findings.add(
                at: place, "手続き「\(id)」がありません。\(hint(id, among: programme.flow.procedures.map(\.id)))",
                "There is no procedure “\(id)”.")
            continue
        }
        if opened.start != .outcome {
            findings.add(
                at: place, "手続き「\(id)」は、結果から始めるもの（start: outcome）ではありません。",
                "“\(id)” is not a procedure that an outcome opens.")
        }
    }
}

/// The letter an outcome issues, and what stands in it.
private func checkLetter(
    of outcome: Outcome, in procedure: Procedure, at place: String, _ programme: Programme, _ findings: Findings
) {
    guard let id = outcome.letter else { return }
    guard let letter = programme.letter(id) else {
        if !findings.unread.contains("letters/\(id).yaml") {
            findings.add(
                at: place, "通知書「\(id)」がありません。\(hint(id, among: programme.letters.map(\.id)))",
                "There is no letter “\(id)”.")
        }
        return
    }
    checkPlaces(of: letter, form: programme.form(procedure.form), programme, findings)
}

private func checkPlaces(of letter: LetterTemplate, form: Form?, _ programme: Programme, _ findings: Findings) {
    let known = LetterTemplate.places + programme.flow.values.map(\.name)
    for place in letter.usedPlaces where !known.contains(place) {
        if place.hasPrefix("回答:") {
            let name = String(place.dropFirst(3))
            guard let form, form.field(named: name) == nil, !findings.unread.contains("forms/\(form.id).yaml") else {
                continue
            }
            findings.add(
                at: "letter \(letter.id) \(place)",
                "「{\(place)}」の項目「\(name)」がフォームにありません。\(hint(name, among: form.fields.map(\.name)))",
                "The form has no field “\(name)”.")
        } else {
            findings.add(
                at: "letter \(letter.id) \(place)",
                "「{\(place)}」には入れるものがありません。\(hint(place, among: known))",
                "There is nothing for “{\(place)}”.")
        }
    }
}

/// Every stage must be reached from the first, and an end from every stage.
private func checkReach(of procedure: Procedure, _ findings: Findings) {
    guard let first = procedure.stages.first else { return }
    // A stage with a condition is passed by some, to the next in the list.
    func next(_ stage: Stage) -> [String] {
        stage.outcomes.compactMap { if case .stage(let id) = $0.target { id } else { nil } }
            + (stage.when == nil ? [] : [procedure.stage(after: stage.id)?.id].compactMap { $0 })
    }
    var reached: Set<String> = [first.id]
    var waiting = [first]
    while let stage = waiting.popLast() {
        for id in next(stage) where reached.insert(id).inserted {
            if let found = procedure.stage(id) { waiting.append(found) }
        }
    }
    for stage in procedure.stages where !reached.contains(stage.id) {
        findings.add(
            at: "stage \(procedure.id)/\(stage.id)", "どの結果からも来ない審査段階です。前の段階の結果の行き先（to）を、この段階（\(stage.id)）にしてください。",
            "No outcome leads to this stage.")
    }
    var ending: Set<String> = []
    var changed = true
    while changed {
        changed = false
        for stage in procedure.stages where !ending.contains(stage.id) {
            let ends = stage.outcomes.contains { if case .end = $0.target { true } else { false } }
            if ends || next(stage).contains(where: ending.contains) {
                ending.insert(stage.id)
                changed = true
            }
        }
    }
    for stage in procedure.stages where !ending.contains(stage.id) && reached.contains(stage.id) {
        findings.add(
            at: "stage \(procedure.id)/\(stage.id)", "この審査段階からは終わりに着けません。手続きを終える結果（to: end …）に至る道を加えてください。",
            "There is no way from this stage to an end.")
    }
}
