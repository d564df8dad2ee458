/// What several templates have in common.
extension ProgrammeTemplate {
    /// 事業者情報 as a form's first section.
    static let organisationSection = """
        - id: organisation
          title: {ja: 事業者情報, en: About the organisation}
          fields:
          - name: 事業者名
            label: {ja: 法人名・屋号, en: Name}
            type: text
            maximum: 100
            required: true
            prefill: organisation.name
          - {name: 所在地, label: {ja: 所在地, en: Address}, type: address, required: true, prefill: organisation.address}
          - {name: 担当者, label: {ja: 担当者の氏名, en: Contact}, type: text, maximum: 60, required: true}
          - {name: 担当者電話, label: {ja: 担当者の電話番号, en: Telephone}, type: telephone, required: true}
        """

    /// The stages 形式審査 and 内容審査, and the head of a decision whose outcomes follow.
    static func examined(by decision: String, english: String) -> String {
        """
          - id: check
            name: {ja: 形式審査, en: Formal check}
            kind: check
            due: 5
            outcomes:
            - {id: forward, label: {ja: 内容審査へ進める, en: Pass on}, to: examination}
            - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
          - id: examination
            name: {ja: 内容審査, en: Examination}
            kind: content
            due: 10
            outcomes:
            - {id: forward, label: {ja: \(decision)へ進める, en: Pass on}, to: decision}
            - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
          - id: decision
            name: {ja: \(decision), en: \(english)}
            kind: decision
            due: 5
        """
    }

    static let reason: KeyValuePairs = ["理由": "{理由}"]

    /// A letter that says one thing of a filing.
    static func letter(
        _ title: String, _ english: String, _ says: String, items: KeyValuePairs<String, String> = [:]
    ) -> String {
        let lines = items.map { "- {label: \($0.key), text: '\($0.value)'}" }
        return """
            title: {ja: \(title), en: \(english)}
            number: 補
            body:
            - '{申請日}付けで提出のありました{公募名}の{手続名}について、\(says)'
            items:
            - {label: 受付番号, text: '{受付番号}'}
            - {label: 事業名, text: '{事業名}'}
            \(lines.joined(separator: "\n"))
            """
    }
}
