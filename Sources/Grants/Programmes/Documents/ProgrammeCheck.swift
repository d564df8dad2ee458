/// Checks across documents: names that must lead somewhere, stages that must be reached and left.
func check(_ programme: Programme, _ findings: Findings) {
    if findings.unread.contains("flow.yaml") { return }
    checkFlow(programme, findings)
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
                path, 0, "どの審査段階も使っていない審査票です。flow.yamlの審査段階の「sheet」に書くか、取り除いてください。", "No stage uses this score sheet.",
                isWarning: true)
        }
        for field in sheet.fields where field.prefill != nil || field.isInternal {
            findings.add(
                path, 0, "審査票の項目（\(field.name)）に「prefill」と「internal」は書けません。取り除いてください。",
                "A sheet's fields have no prefill and are not internal.")
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
            "No outcome issues this letter.", isWarning: true)
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
        for field in form.fields {
            checkSources(of: field, in: form, programme, findings)
            if let limits = field.criterion, limits.weight != nil || limits.commentBelow != nil {
                findings.add(
                    at: FormPlace(section: form.section(of: field.name)?.id, field: field.name)
                        .mark(in: "forms/\(form.id).yaml"),
                    "「\(field.name)」：「weight」と「comment below」は、審査票（sheets）の項目だけに書けます。",
                    "Only sheets have weights and comments.")
            }
        }
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

/// Checks a round against its programme.
func check(_ round: Round, of programme: Programme, _ findings: Findings) {
    for window in round.windows where programme.window(window) == nil {
        findings.add(
            at: "round \(round.code)",
            "受付窓口「\(window)」がprogramme.yamlにありません。\(hint(window, among: programme.windows.map(\.id)))",
            "There is no window “\(window)”.")
    }
    let offered = programme.windows.filter { round.windows.contains($0.id) }
    if programme.isRouted(round), offered.allSatisfy({ $0.when != nil }) {
        findings.add(
            at: "round \(round.code)", "どの条件（when）にも合わない申請の受付窓口がありません。条件のない窓口を1つ加えてください。",
            "Every window has a condition: add one for the rest.")
    }
    checkIntake(of: round, programme, findings)
    for download in round.downloads where !programme.attachments.contains(where: { $0.path == download.path }) {
        findings.add(
            at: "download \(round.code)/\(download.path)",
            "ファイル「\(download.path)」がありません。\(hint(download.path, among: programme.attachments.map(\.path)))",
            "There is no file “\(download.path)”.")
    }
}

/// The amounts that are summed up must be asked of everyone.
private func checkIntake(of round: Round, _ programme: Programme, _ findings: Findings) {
    guard let name = round.intake?.amount, let form = programme.flow.first.flatMap({ programme.form($0.form) }),
        !findings.unread.contains("forms/\(form.id).yaml")
    else { return }
    let place = "round \(round.code)"
    guard let field = form.field(named: name) else {
        findings.add(
            at: place,
            "申請額の項目「\(name)」がフォームにありません。\(hint(name, among: form.fields.filter(\.type.isMoney).map(\.name)))",
            "The form has no field “\(name)”.")
        return
    }
    guard field.type.isMoney else {
        findings.add(at: place, "「\(name)」は金額の項目ではありません。", "“\(name)” is no amount of money.")
        return
    }
    if field.calculation == nil, field.required != .yes || field.relevant != nil {
        findings.add(
            at: place, "「\(name)」は空のことがあります。先着・抽選で合計するには、必須の項目か自動計算の項目にしてください。",
            "“\(name)” may be empty: make it required or calculated.")
    }
}

extension Programme {
    /// What is wrong with a round of it.
    public func findings(of round: Round) -> [Finding] {
        let findings = Findings()
        check(round, of: self, findings)
        return findings.all
    }
}
