extension LetterTemplate {
    /// The letter this template gives for a decision.
    func letter(
        _ number: LetterNumber, for filing: Filing, of case: Case, result: Text, reason: String, on day: Day,
        under programme: Programme
    ) -> Letter {
        let form = programme.form(of: filing.procedure)
        let answers = form?.known(of: filing) ?? [:]
        func value(_ place: String) -> String? {
            switch place {
            case "事業者名": return `case`.organisation.name
            case "法人番号": return `case`.organisation.corporateNumber ?? ""
            case "事業名": return `case`.title
            case "公募名": return `case`.opening.roundTitle.ja
            case "手続名": return programme.flow.procedure(filing.procedure)?.name.ja
            case "受付番号": return filing.current.receipt
            case "申請日": return JapanTime(filing.revisions.first?.at ?? filing.current.at).day.wareki
            case "結果": return result.ja
            case "理由": return reason
            case "窓口名": return programme.window(`case`.window)?.name.ja
            case "実施機関名": return programme.agency.name.ja
            case "通知日": return day.wareki
            default:
                if let value = programme.flow.value(place) { return `case`.value(of: value)?.words(as: value.field) }
                guard place.hasPrefix("回答:"), let field = form?.field(named: String(place.dropFirst(3))) else {
                    return nil
                }
                return answers[field.name]?.words(as: field)
            }
        }
        func filled(_ text: String) -> String { LetterTemplate.fill(text, value) }
        return Letter(
            id: number.id, filing: filing.id, template: id, number: "\(numberPrefix)第\(number.number)号", day: day,
            title: title.ja, addressee: `case`.organisation.name, agency: programme.agency.name.ja,
            signatory: programme.agency.signatory.ja, body: body.map(filled),
            items: items.map { Item(label: filled($0.label), text: filled($0.text)) }, notes: notes.map(filled))
    }
}
