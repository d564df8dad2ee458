extension ProgrammeTemplate {
    /// 白紙から: one procedure with the least it needs.
    static let blank = ProgrammeTemplate(
        id: "blank", title: Text("白紙から作る", en: "From scratch"),
        about: Text("申請を受け付けて、採否を決めます。", en: "Applications are taken and decided."),
        documents: [
            "flow.yaml": """
            procedures:
            - id: application
              name: {ja: 申請, en: Application}
              form: application
              start: round
              stages:
              - id: check
                name: {ja: 形式審査, en: Formal check}
                kind: check
                outcomes:
                - {id: forward, label: {ja: 採否の決定へ進める, en: Pass on}, to: decision}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
              - id: decision
                name: {ja: 採否の決定, en: Decision}
                kind: decision
                outcomes:
                - {id: adopt, label: {ja: 採択する, en: Adopt}, to: end adopted}
                - {id: reject, label: {ja: 採択しない, en: Reject}, to: end rejected}
            """,
            "forms/application.yaml": """
            title: {ja: 申請書, en: Application}
            sections:
            \(organisationSection)
            - id: plan
              title: {ja: 申請の内容, en: Plan}
              fields:
              - {name: 事業名, label: {ja: 事業の名称, en: Title}, type: text, maximum: 60, required: true}
              - {name: 事業の内容, label: {ja: 事業の内容, en: What you plan}, type: long text, maximum: 1000, required: true}
              - {name: 申請額, label: {ja: 申請額, en: Amount}, type: money, minimum: 1, required: true}
            """,
        ])
}
