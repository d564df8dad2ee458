import Grants

extension FieldType {
    /// The type with its limits, as 項目定義書 has it: `1行の文（20文字以内）`.
    var words: String {
        let limits = limits.joined(separator: "、")
        return limits.isEmpty ? title.ja : "\(title.ja)\n\(limits)"
    }

    private var limits: [String] {
        switch self {
        case .text(let limits), .longText(let limits):
            if let digits = limits.digits { return ["数字\(digits)桁"] }
            return [
                limits.minimum.map { "\($0)文字以上" }, limits.maximum.map { "\($0)文字以内" },
                limits.pattern.map { "正規表現 \($0)" },
            ].compactMap { $0 }
        case .integer(let limits):
            let unit = limits.unit?.ja ?? ""
            return range(limits.minimum.map { "\(grouped($0))\(unit)" }, limits.maximum.map { "\(grouped($0))\(unit)" })
                + (limits.minimum == nil && limits.maximum == nil && !unit.isEmpty ? ["単位 \(unit)"] : [])
        case .decimal(let limits):
            let unit = limits.unit?.ja ?? ""
            return range(limits.minimum.map { "\($0)\(unit)" }, limits.maximum.map { "\($0)\(unit)" })
                + ["小数点以下\(limits.places)桁まで"]
        case .money(let limits):
            return range(limits.minimum.map { "\(grouped($0))円" }, limits.maximum.map { "\(grouped($0))円" })
                + (limits.isInThousands ? ["千円未満の端数なし"] : [])
        case .rate(let limits): return range(limits.minimum.map(Rate.words), limits.maximum.map(Rate.words))
        case .date(let limits), .period(let limits): return range(limits.earliest?.iso, limits.latest?.iso)
        case .choices(_, let limits):
            return [limits.minimum.map { "\($0)つ以上" }, limits.maximum.map { "\($0)つまで" }].compactMap { $0 }
        case .pledge(let statement): return [statement.ja]
        case .file(let limits):
            return [
                limits.kinds.map(\.title.ja).joined(separator: "・"), "1件\(limits.maximumSize.megabytes)まで",
                "\(limits.maximumCount)件まで", limits.template.map { "様式 \($0)" },
            ].compactMap { $0 }
        case .table(let table):
            switch table.rows {
            case .free(let minimum, let maximum): return ["\(minimum)行以上\(maximum)行まで"]
            case .fixed(_, let label, let rows): return ["\(label.ja)ごとに\(rows.count)行"]
            }
        default: return []
        }
    }

    private func range(_ minimum: String?, _ maximum: String?) -> [String] {
        [minimum.map { "\($0)以上" }, maximum.map { "\($0)以下" }].compactMap { $0 }
    }

    private func grouped(_ number: Int64) -> String { Yen(number).grouped }

    /// The choices in one cell; many of them are left to their own sheet.
    var choiceWords: String? {
        switch self {
        case .yesNo: return "はい\nいいえ"
        case .prefecture: return "47都道府県"
        case .municipality: return "全国の市区町村"
        case .industry: return "日本標準産業分類の中分類"
        case .table(let table):
            return table.fixedRows.map { rows in "行：" + rows.map(\.label.ja).joined(separator: "、") }
        default:
            if choices.isEmpty { return nil }
            if choices.count > 20 { return "\(choices.count)個（選択肢一覧を参照）" }
            return choices.map { $0.code == $0.label.ja ? $0.code : "\($0.code)：\($0.label.ja)" }.joined(
                separator: "\n")
        }
    }
}

extension Field {
    /// What else is to be said of it.
    var remarks: String? {
        let totals: [String] = if case .table(let table) = type { table.totals } else { [] }
        let remarks = [
            isInternal ? "事務局だけが記入" : nil, isLocked ? "申請者は変更できない" : nil,
            prefill.map { "自動入力：\($0.source)" }, totals.isEmpty ? nil : "合計を出す列：\(totals.joined(separator: "、"))",
        ]
        return remarks.compactMap { $0 }.joined(separator: "\n")
    }
}

extension Prefill {
    /// Where it comes from, as offices say it.
    fileprivate var source: String {
        switch self {
        case .organisationName: "事業者の名称"
        case .corporateNumber: "事業者の法人番号"
        case .organisationAddress: "事業者の所在地"
        case .representative: "事業者の代表者"
        case .personName: "申請者の氏名"
        case .personDepartment: "申請者の部署"
        case .personTelephone: "申請者の電話番号"
        case .personEmail: "申請者のメールアドレス"
        case .earlier(let procedure, let field): "手続き「\(procedure)」の項目「\(field)」"
        }
    }
}

extension ReferenceTable.Kind {
    /// The kind as offices say it.
    var words: String {
        switch self {
        case .text: "文字"
        case .number: "数"
        case .money: "金額（円）"
        case .rate: "率"
        case .date: "日付"
        }
    }
}

extension Form {
    /// Every formula in it, those between braces of texts left out.
    var formulas: [String] {
        func of(_ field: Field) -> [String] {
            var formulas = [field.relevant, field.calculation, field.initial].compactMap { $0 }
            if case .when(let condition) = field.required { formulas.append(condition) }
            formulas += field.constraints.map(\.condition) + field.type.choices.compactMap(\.relevant)
            if case .table(let table) = field.type { formulas += table.columns.flatMap(of) }
            return formulas
        }
        return stops.map(\.condition) + sections.compactMap(\.relevant) + fields.flatMap(of)
    }
}
