import FEEL

/// What a form must fulfil besides formulas that can be computed, before it is published.
enum FormCheck {
    static func run(_ compiler: inout JudgeCompiler) {
        let form = compiler.form
        if !form.fields.contains(where: { $0.isAsked || $0.isInternal }) {
            add(&compiler, .error, FormPlace(), "質問する項目が1つもありません。項目を加えてください。", "The form asks nothing: add a field.")
        }
        checkNames(&compiler)
        checkReach(&compiler)
        checkTwice(&compiler)
        for section in form.sections {
            if section.fields.isEmpty {
                add(
                    &compiler, .error, FormPlace(section: section.id),
                    "区分「\(section.title.ja)」に項目がありません。項目を加えるか、区分を削除してください。",
                    "Section “\(section.title.in(english: true))” has no fields.")
            }
            for field in section.fields {
                let place = FormPlace(section: section.id, field: field.name)
                check(field, at: place, &compiler)
                if case .table(let table) = field.type { check(table, of: field, at: place, &compiler) }
            }
        }
    }

    private static func add(
        _ compiler: inout JudgeCompiler, _ severity: FormFinding.Severity, _ place: FormPlace, _ ja: String,
        _ en: String
    ) {
        compiler.findings.append(FormFinding(severity, at: place, Text(ja, en: en)))
    }

    /// Names and ids are unique, and none hides what every formula knows.
    private static func checkNames(_ compiler: inout JudgeCompiler) {
        var names: Set<String> = []
        var ids: Set<String> = []
        for section in compiler.form.sections {
            for field in section.fields {
                let place = FormPlace(section: section.id, field: field.name)
                if !names.insert(field.name).inserted {
                    add(
                        &compiler, .error, place, "項目名「\(field.name)」が2回あります。別の名前にしてください。",
                        "Field name “\(field.name)” is there twice.")
                }
                if !ids.insert(field.id).inserted {
                    add(
                        &compiler, .error, place.key("id"), "項目のid「\(field.id)」が2回あります。",
                        "Field id “\(field.id)” is there twice.")
                }
                checkLegal(field, at: place, &compiler)
                if case .table(let table) = field.type {
                    var columns: Set<String> = []
                    for column in table.columns {
                        var place = place
                        place.column = column.name
                        checkLegal(column, at: place, &compiler)
                        if !columns.insert(column.id).inserted {
                            add(
                                &compiler, .error, place.key("id"), "列のid「\(column.id)」が2回あります。",
                                "Column id “\(column.id)” is there twice.")
                        }
                    }
                }
                if compiler.given.contains(Name(field.name)) {
                    add(
                        &compiler, .error, place.key("name"), "「\(field.name)」は計算式が使う名前です。別の名前にしてください。",
                        "“\(field.name)” is a name formulas use for something else.")
                }
            }
        }
    }

    /// A word of FEEL itself can be no name: no formula could use it.
    private static func checkLegal(_ field: Field, at place: FormPlace, _ compiler: inout JudgeCompiler) {
        guard !FieldName.isLegal(field.name) else { return }
        add(
            &compiler, .error, place.key("name"),
            "「\(field.name)」は計算式の言葉なので、項目名にできません。「\(FieldName.suggestion(for: field.name))」などにしてください。",
            "“\(field.name)” is a word of formulas and cannot be a name.")
    }

    /// Conditions that can never hold together with their section's.
    private static func checkReach(_ compiler: inout JudgeCompiler) {
        for section in compiler.form.sections {
            guard let outer = section.relevant else { continue }
            for field in section.fields {
                guard let inner = field.relevant,
                    let both = try? Formula("(\(outer)) and (\(inner))", in: compiler.scope),
                    both.findings.contains(where: { if case .alwaysFalse = $0.kind { true } else { false } }),
                    let alone = try? Formula(inner, in: compiler.scope), alone.findings.isEmpty
                else { continue }
                add(
                    &compiler, .error, FormPlace(section: section.id, field: field.name, key: "relevant"),
                    "区分を表示する条件（\(outer)）と、この項目を表示する条件（\(inner)）が同時に成り立つことはありません。どちらかを直してください。",
                    "This field's condition can never hold together with its section's.")
            }
        }
    }

    /// The same question twice, or the same value brought in twice.
    private static func checkTwice(_ compiler: inout JudgeCompiler) {
        var labels: [String: String] = [:]
        var prefills: [Prefill: String] = [:]
        for section in compiler.form.sections {
            for field in section.fields where field.isAsked {
                let place = FormPlace(section: section.id, field: field.name)
                let label = Plain.searchable(field.label.ja)
                // Two fields of which one is shown are one question asked in two ways.
                if let other = labels[label], field.relevant == nil, section.relevant == nil {
                    add(
                        &compiler, .warning, place, "「\(field.label.ja)」を2回聞いています（\(other)）。1回にできませんか。",
                        "“\(field.label.in(english: true))” is asked twice.")
                }
                labels[label] = labels[label] ?? field.name
                if let prefill = field.prefill {
                    if let other = prefills[prefill] {
                        add(
                            &compiler, .warning, place.key("prefill"), "「\(other)」と同じ内容が入る項目です。1回にできませんか。",
                            "It is filled with the same as “\(other)”.")
                    }
                    prefills[prefill] = prefills[prefill] ?? field.name
                }
            }
        }
    }

    private static func check(_ field: Field, at place: FormPlace, _ compiler: inout JudgeCompiler) {
        if field.calculation != nil {
            if !field.type.isComputable {
                add(
                    &compiler, .error, place.key("calculate"),
                    "「\(field.type.title.ja)」の項目は計算できません。金額・整数・率・日付・1行の文などにしてください。",
                    "A field of this type cannot be computed.")
            }
            if field.prefill != nil || field.initial != nil {
                add(
                    &compiler, .error, place.key("calculate"), "計算する項目に、はじめの値は要りません。「prefill」と「default」を取り除いてください。",
                    "A computed field needs no first value.")
            }
            if case .money = field.type, let text = field.calculation, mayBreakYen(text, compiler.scope) {
                add(
                    &compiler, .warning, place.key("calculate"),
                    "計算の結果に1円未満の端数が出ることがあります。「切捨て(…, 0)」で囲んで、端数の扱いを決めてください（何もしなければ切り捨てます）。",
                    "The result may have fractions of a yen: say how they are rounded (otherwise they are cut off).")
            }
        } else if field.initial != nil, !field.type.isComputable {
            add(
                &compiler, .error, place.key("default"), "「\(field.type.title.ja)」の項目には、式ではじめの値を入れられません。",
                "A field of this type takes no first value.")
        } else if field.type.isNote {
            if field.required != .no || !field.constraints.isEmpty || field.prefill != nil {
                add(&compiler, .error, place, "固定文と見出しには、必須・制約・はじめの値を付けられません。", "A note asks nothing.")
            }
        } else if field.isLocked, field.prefill == nil {
            add(
                &compiler, .error, place.key("locked"), "編集できない項目には「prefill」（はじめの値の出どころ）が必要です。",
                "A locked field needs a prefill.")
        }
        if field.isInternal, field.type.isFile || field.type.isTable {
            add(
                &compiler, .error, place.key("internal"),
                "事務局のみの項目に、添付ファイルと表は使えません。申請者の項目にするか、別の型にしてください。",
                "A field of the office's own is neither a file nor a table.")
        }
        if field.isInternal, field.prefill != nil || field.isLocked {
            add(
                &compiler, .error, place.key("internal"), "事務局のみの項目には、「prefill」と「locked」を使えません。",
                "A field of the office's own has no prefill and is not locked.")
        }
        if case .text(let limits) = field.type, limits.pattern != nil, field.message == nil {
            add(
                &compiler, .error, place.key("message"), "正規表現を使う項目には、形が違うときのエラーメッセージを書いてください。",
                "A field with a pattern needs a message.")
        }
        checkChoices(field, at: place, &compiler)
        if let limits = field.criterion, limits.isCriterion { check(limits, of: field, at: place, &compiler) }
    }

    /// A criterion's points are few, and what is said of them fits.
    private static func check(
        _ limits: IntegerLimits, of field: Field, at place: FormPlace, _ compiler: inout JudgeCompiler
    ) {
        if let threshold = limits.commentBelow {
            let range = (limits.minimum ?? .min)...max(limits.maximum ?? .max, limits.minimum ?? .min)
            if !range.contains(threshold) || threshold == range.lowerBound {
                add(
                    &compiler, .error, place.key("comment below"),
                    "「comment below」（\(threshold)）より低い点数は付けられません。minimumより大きく、maximum以下にしてください。",
                    "No points are below \(threshold).")
            }
        }
        guard !limits.anchors.isEmpty else { return }
        guard let choices = limits.choices else {
            add(
                &compiler, .error, place.key("anchors"),
                "評価の目安（anchors）のある項目には、minimumとmaximumを書き、点数を11段階以内にしてください。",
                "A field with anchors has a minimum and a maximum with at most 11 points.")
            return
        }
        var last: Int64?
        for (index, anchor) in limits.anchors.enumerated() {
            if !choices.contains(anchor.points) || anchor.points <= last ?? .min {
                add(
                    &compiler, .error, place.key("anchors", index),
                    "評価の目安の点数（\(anchor.points)）は、\(choices.lowerBound)から\(choices.upperBound)までを小さい順に1回ずつ書いてください。",
                    "Points of anchors rise from \(choices.lowerBound) to \(choices.upperBound).")
            }
            last = anchor.points
        }
    }

    private static func checkChoices(_ field: Field, at place: FormPlace, _ compiler: inout JudgeCompiler) {
        let choices = field.type.choices
        switch field.type {
        case .choice, .choices, .linked:
            if choices.isEmpty {
                add(&compiler, .error, place.key("choices"), "選択肢がありません。1つ以上加えてください。", "There are no choices.")
            }
        default: return
        }
        if choices.count > Choice.most {
            add(
                &compiler, .error, place.key("choices"), "選択肢が\(choices.count)個あります。\(Choice.most)個までにしてください。",
                "There are \(choices.count) choices; at most \(Choice.most).")
        }
        var seen: Set<String> = []
        for (index, choice) in choices.enumerated() where choice.code.isEmpty || !seen.insert(choice.code).inserted {
            add(
                &compiler, .error, place.key("choices", index), "選択肢「\(choice.code)」が2回あるか、空です。",
                "Choice “\(choice.code)” is there twice, or empty.")
        }
        if case .linked(let groups) = field.type {
            if choices.contains(where: { $0.kind != nil }) {
                add(
                    &compiler, .error, place.key("choices"), "2段階の選択には「その他」「該当なし」の指定を付けられません。取り除いてください。",
                    "A linked choice has no “other” and no “none”.")
            }
            var codes: Set<String> = []
            for group in groups where group.code.isEmpty || !codes.insert(group.code).inserted {
                add(
                    &compiler, .error, place.key("groups"), "分類「\(group.code)」が2回あるか、空です。",
                    "Group “\(group.code)” is there twice, or empty.")
            }
        }
        if choices.count(where: { $0.kind == .other }) > 1 {
            add(&compiler, .error, place.key("choices"), "「その他」の選択肢は1つだけにしてください。", "Only one choice can be “other”.")
        }
    }

    private static func check(_ table: Table, of field: Field, at place: FormPlace, _ compiler: inout JudgeCompiler) {
        if table.columns.isEmpty {
            add(&compiler, .error, place.key("columns"), "表に列がありません。1つ以上加えてください。", "The table has no columns.")
        }
        if table.counts.upperBound > Table.mostRows {
            add(
                &compiler, .error, place.key("maximum rows"), "行は\(Table.mostRows)行までにしてください。",
                "At most \(Table.mostRows) rows.")
        }
        var names: Set<String> = []
        if case .fixed(let name, _, _) = table.rows { names.insert(name) }
        for column in table.columns {
            var place = place
            place.column = column.name
            if column.name == "row" {
                add(&compiler, .error, place, "列の名前「row」は使えません。別の名前にしてください。", "A column cannot be named “row”.")
            }
            if !names.insert(column.name).inserted {
                add(&compiler, .error, place, "列の名前「\(column.name)」が2回あります。", "Column “\(column.name)” is there twice.")
            }
            if !column.type.fitsColumn {
                add(
                    &compiler, .error, place.key("type"), "「\(column.type.title.ja)」は表の列にできません。表の外に置いてください。",
                    "A column cannot be of this type.")
            }
            if column.isInternal || column.isLocked || column.prefill != nil {
                add(
                    &compiler, .error, place, "表の列には「prefill」「locked」「internal」を使えません。",
                    "A column has no prefill and is neither locked nor internal.")
            }
            check(column, at: place, &compiler)
        }
        for total in table.totals {
            switch table.column(named: total)?.type {
            case .money, .integer, .decimal: break
            case nil:
                add(
                    &compiler, .error, place.key("totals"),
                    "合計する列「\(total)」がありません。\(hint(total, among: table.columns.map(\.name)))",
                    "There is no column “\(total)”.")
            default:
                add(
                    &compiler, .error, place.key("totals"), "「\(total)」は数の列ではないので、合計できません。",
                    "“\(total)” is no column of numbers.")
            }
        }
    }

    /// Whether a formula may give fractions of a yen: it divides or takes a rate, and its last step does not round.
    private static func mayBreakYen(_ text: String, _ scope: Scope) -> Bool {
        guard let formula = try? Formula(text, in: scope) else { return false }
        return formula.expression.mayGiveFractions(scope)
    }
}
