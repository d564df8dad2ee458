/// Checks across documents: names that must lead somewhere, stages that must be reached and left.
func check(_ programme: Programme, _ findings: Findings) {
    if findings.unread.contains("flow.yaml") { return }
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
    let usedForms = Set(programme.flow.procedures.map(\.form))
    for form in programme.forms where !usedForms.contains(form.id) {
        findings.add(
            "forms/\(form.id).yaml", 0, "どの手続きも使っていないフォームです。flow.yamlの手続きで使うか、取り除いてください。",
            "No procedure uses this form.")
    }
    checkForms(programme, findings)
    let stages = programme.flow.procedures.flatMap(\.stages)
    let usedSheets = Set(stages.compactMap(\.sheet))
    for sheet in programme.sheets {
        let path = "sheets/\(sheet.id).yaml"
        if !usedSheets.contains(sheet.id) {
            findings.add(
                path, 0, "どの審査段階も使っていない審査票です。flow.yamlの審査段階の「sheet」に書くか、取り除いてください。", "No stage uses this score sheet.")
        }
        for field in sheet.fields where field.type.isFile || field.type.isTable {
            findings.add(
                path, 0, "審査票には、ファイルと表の項目（\(field.name)）を置けません。取り除いてください。",
                "A score sheet takes no files and no tables.")
        }
    }
    let usedLetters = Set(stages.flatMap(\.outcomes).compactMap(\.letter))
    for letter in programme.letters where !usedLetters.contains(letter.id) {
        findings.add(
            "letters/\(letter.id).yaml", 0, "どの結果も使っていない通知書です。flow.yamlの結果の「letter」に書くか、取り除いてください。",
            "No outcome issues this letter.")
    }
}

/// Formulas, names and pre-filled values of forms and score sheets.
private func checkForms(_ programme: Programme, _ findings: Findings) {
    var names: Set<String> = []
    for table in programme.tables where !names.insert(table.name).inserted {
        findings.add(
            "tables/\(table.id).yaml", 0, "参照表の名前「\(table.name)」が2回あります。", "Two tables are named “\(table.name)”.")
    }
    // A table that could not be read is missed by every formula that uses it: one slip is one finding.
    let isReadable = !findings.unread.contains { $0.hasPrefix("tables/") }
    for form in programme.forms where isReadable && !findings.unread.contains("forms/\(form.id).yaml") {
        if let judge = programme.judge(form: form.id) { tell(judge, in: "forms/\(form.id).yaml", findings) }
        for field in form.fields { checkSources(of: field, in: form, programme, findings) }
    }
    for sheet in programme.sheets where isReadable && !findings.unread.contains("sheets/\(sheet.id).yaml") {
        if let judge = programme.judge(sheet: sheet.id) { tell(judge, in: "sheets/\(sheet.id).yaml", findings) }
    }
}

/// What a field takes from elsewhere: an answer of an earlier procedure, a file to fill in.
private func checkSources(of field: Field, in form: Form, _ programme: Programme, _ findings: Findings) {
    let path = "forms/\(form.id).yaml"
    let place = FormPlace(section: form.section(of: field.name)?.id, field: field.name)
    if case .file(let limits) = field.type, let template = limits.template,
        !programme.attachments.contains(where: { $0.path == template })
    {
        findings.add(
            at: place.mark(in: path),
            "「\(field.name)」：ファイル「\(template)」がありません。\(hint(template, among: programme.attachments.map(\.path)))",
            "There is no file “\(template)”.")
    }
    guard case .earlier(let id, let name)? = field.prefill else { return }
    let order = programme.flow.procedures.map(\.id)
    let users = programme.flow.procedures.filter { $0.form == form.id }.compactMap { order.firstIndex(of: $0.id) }
    guard let source = order.firstIndex(of: id), let first = users.min(), source < first else {
        findings.add(
            at: place.key("prefill").mark(in: path),
            "「\(field.name)」：手続き「\(id)」は、このフォームより前の手続きではありません。\(hint(id, among: order))",
            "“\(id)” is no procedure before this form's.")
        return
    }
    guard let earlier = programme.form(of: id), !findings.unread.contains("forms/\(earlier.id).yaml") else { return }
    guard let other = earlier.field(named: name) else {
        findings.add(
            at: place.key("prefill").mark(in: path),
            "「\(field.name)」：手続き「\(id)」のフォームに項目「\(name)」がありません。\(hint(name, among: earlier.fields.map(\.name)))",
            "That procedure's form has no field “\(name)”.")
        return
    }
    if other.type.word != field.type.word {
        findings.add(
            at: place.key("prefill").mark(in: path),
            "「\(field.name)」は「\(field.type.title.ja)」ですが、「\(name)」は「\(other.type.title.ja)」です。同じ型にしてください。",
            "“\(name)” is of another type.")
        return
    }
    let strange = other.type.choices.map(\.code).filter { code in !field.type.choices.contains { $0.code == code } }
    if let first = strange.first {
        findings.add(
            at: place.key("prefill").mark(in: path),
            "「\(field.name)」の選択肢に、元の項目「\(name)」の「\(first)」がありません。同じ選択肢にしてください。",
            "The choice “\(first)” of “\(name)” is missing here.")
    }
    let isOptional = other.required != .yes || other.relevant != nil || earlier.section(of: name)?.relevant != nil
    if field.isLocked, field.required == .yes, isOptional, other.calculation == nil {
        findings.add(
            at: place.key("prefill").mark(in: path),
            "「\(field.name)」は必須で変更できませんが、元の項目「\(name)」は空のことがあります。必須を外すか、元の項目を必須にしてください。",
            "It is required and locked, but “\(name)” may be empty.")
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
                at: "procedure \(procedure.id)", "2つ目以降の手続きは「start: outcome」にしてください。",
                "Only the first procedure starts with the round.")
        }
        if procedure.start == .outcome, !opened.contains(procedure.id) {
            findings.add(
                at: "procedure \(procedure.id)", "この手続きを始められる結果がありません。どれかの結果の「opens」に「\(procedure.id)」を加えてください。",
                "No outcome opens this procedure.")
        }
    }
}

/// The procedures a case can come to from the first one.
private func openedProcedures(of flow: Flow) -> Set<String> {
    var opened: Set<String> = []
    var waiting = flow.first.map { [$0] } ?? []
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
                findings.add(at: place, "外部審査の段階には「reviewers」（必要な審査員の数）を書いてください。", "A review stage needs “reviewers”.")
            }
            if let id = stage.sheet, let sheet = programme.sheet(id) {
                if !findings.unread.contains("sheets/\(id).yaml"), sheet.highestTotal ?? 0 <= 0 {
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
        } else if stage.sheet != nil || stage.reviewers > 0 {
            findings.add(at: place, "「sheet」と「reviewers」は、kindがreviewの段階だけに書けます。", "Only review stages have reviewers.")
        }
        for outcome in stage.outcomes { checkOutcome(outcome, of: stage, in: procedure, programme, findings) }
    }
    checkReach(of: procedure, findings)
}

private func checkOutcome(
    _ outcome: Outcome, of stage: Stage, in procedure: Procedure, _ programme: Programme, _ findings: Findings
) {
    let place = "outcome \(procedure.id)/\(stage.id)/\(outcome.id)"
    if case .end = outcome.target {
        checkEnd(outcome, in: procedure, at: place, programme, findings)
    } else if outcome.letter != nil || !outcome.opens.isEmpty {
        findings.add(
            at: place, "「letter」と「opens」は、「to: end …」の結果だけに書けます。", "Only an end issues letters and opens procedures.")
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
    if let letter = outcome.letter, programme.letter(letter) == nil,
        !findings.unread.contains("letters/\(letter).yaml")
    {
        findings.add(
            at: place, "通知書「\(letter)」がありません。\(hint(letter, among: programme.letters.map(\.id)))",
            "There is no letter “\(letter)”.")
    }
    if verdict.needsReason, let letter = outcome.letter.flatMap(programme.letter),
        !letter.usedPlaces.contains("理由")
    {
        findings.add(
            at: "letter \(letter.id)", "不採択・却下の通知書には、理由（{理由}）を書いてください（行政手続法第8条）。",
            "A letter that refuses must give the reason.")
    }
    for id in outcome.opens {
        guard let opened = programme.flow.procedure(id) else {
            findings.add(
                at: place, "手続き「\(id)」がありません。\(hint(id, among: programme.flow.procedures.map(\.id)))",
                "There is no procedure “\(id)”.")
            continue
        }
        if opened.start == .round {
            findings.add(
                at: place, "手続き「\(id)」は公募期間中に始めるもの（start: round）なので、結果からは始められません。",
                "“\(id)” starts with the round; an outcome cannot open it.")
        }
    }
    if let letter = outcome.letter.flatMap(programme.letter) {
        checkPlaces(of: letter, form: programme.form(procedure.form), findings)
    }
}

private func checkPlaces(of letter: LetterTemplate, form: Form?, _ findings: Findings) {
    for place in letter.usedPlaces where !LetterTemplate.places.contains(place) {
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
                "「{\(place)}」には入れるものがありません。\(hint(place, among: LetterTemplate.places))",
                "There is nothing for “{\(place)}”.")
        }
    }
}

/// Every stage must be reached from the first, and an end from every stage.
private func checkReach(of procedure: Procedure, _ findings: Findings) {
    guard let first = procedure.stages.first else { return }
    func next(_ stage: Stage) -> [String] {
        stage.outcomes.compactMap { if case .stage(let id) = $0.target { id } else { nil } }
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
            at: "stage \(procedure.id)/\(stage.id)", "どの結果からも来ない審査段階です。前の段階の結果の「to」に「\(stage.id)」を書いてください。",
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
            at: "stage \(procedure.id)/\(stage.id)", "この審査段階からは終わりに着けません。「to: end …」に至る結果を加えてください。",
            "There is no way from this stage to an end.")
    }
}

/// Checks a round against its programme.
func check(_ round: Round, of programme: Programme, _ findings: Findings) {
    for window in round.windows where programme.window(window) == nil {
        findings.add(
            at: "round \(round.code)",
            "受付窓口「\(window)」がprogramme.yamlにありません。\(hint(window, among: programme.windows.map(\.id)))",
            "There is no window “\(window)”.")
    }
    for download in round.downloads where !programme.attachments.contains(where: { $0.path == download.path }) {
        findings.add(
            at: "download \(round.code)/\(download.path)",
            "ファイル「\(download.path)」がありません。\(hint(download.path, among: programme.attachments.map(\.path)))",
            "There is no file “\(download.path)”.")
    }
}
