/// 事務局の記入: the fields of a filing's form that are the office's own.
extension Form {
    /// The fields only the office fills in or sees.
    public var officeFields: [Field] { fields.filter { $0.isInternal && !$0.type.isNote } }

    /// What the office has entered on a filing so far.
    public func entered(in filing: Filing) -> Answers {
        filing.entries.last.map { answers(from: $0.answers) } ?? [:]
    }

    /// Everything that is known of a filing: what the applicant filed, and what the office entered. Letters and later
    /// procedures may tell the applicant of it.
    public func known(of filing: Filing) -> Answers {
        answers(from: filing.current.answers).merging(entered(in: filing)) { $1 }
    }
}

extension Judge {
    /// Judges what an officer typed into the office's own fields, beside what the applicant filed.
    public func judge(entry typed: Typed, on filing: Filing, _ circumstances: Circumstances) -> Judgement {
        var circumstances = circumstances
        circumstances.others = form.answers(from: filing.current.answers)
        return judge(typed, circumstances, asOffice: true)
    }

    /// What the office entered on a filing, as it was typed.
    public func typedEntry(on filing: Filing) -> Typed { form.typed(from: form.entered(in: filing)) }
}

extension Judgement {
    /// What is wrong with what was typed; what is only missing yet can be entered later.
    public func mistakes(in typed: Typed) -> [FieldError] {
        errors.filter { error in
            guard let field = form.field(named: error.field) else { return true }
            return field.calculation != nil
                || Typed.boxes(of: field).contains { typed.boxes[$0]?.contains { !Plain.line($0).isEmpty } ?? false }
        }
    }
}

extension Case {
    func decideEntry(
        _ id: ID<Filing>, _ typed: Typed, seen: Int, _ circumstances: Circumstances, under programme: Programme
    ) throws(Refusal) -> [CaseEvent] {
        let (filing, _) = try standing(id, under: programme)
        try checkNothingProposed(filing)
        guard let judge = programme.judge(of: filing.procedure),
            !judge.form.officeFields.isEmpty
        else { throw Refusal(.notFound, Text("事務局が記入する項目はありません", en: "There is nothing for the office to enter")) }
        guard seen == filing.entries.count else {
            let by = filing.entries.last?.by.name ?? ""
            throw Refusal(
                .conflict,
                Text("この画面を開いたあとに、\(by)さんが記入しました", en: "\(by) has entered something since this page was opened"))
        }
        let judgement = judge.judge(entry: typed, on: filing, circumstances)
        if let error = judgement.mistakes(in: typed).first { throw Refusal(.invalid, error.message, field: error.box) }
        let answers = judge.form.json(of: judgement.answers)
        if answers == filing.entries.last?.answers, filing.entries.last?.revision == filing.current.number { return [] }
        return [.entered(.init(filing: id, revision: filing.current.number, answers: answers))]
    }

    /// A favourable outcome rests on what the office must have entered.
    func checkEntry(of filing: Filing, under programme: Programme) throws(Refusal) {
        guard let judge = programme.judge(of: filing.procedure),
            !judge.form.officeFields.isEmpty
        else { return }
        let judgement = judge.judge(entry: judge.typedEntry(on: filing), on: filing, Circumstances())
        let labels = judgement.errors.compactMap { judge.form.field(named: $0.field)?.label }
        guard let first = labels.first else { return }
        throw Refusal(
            .untimely,
            Text(
                "「事務局の記入」の「\(labels.map(\.ja).joined(separator: "」「"))」を記入してから起案してください",
                en: "Enter “\(first.in(english: true))” first"))
    }
}
