extension ProgrammeTemplate {
    /// 給付申請→請求.
    static let benefit = ProgrammeTemplate(
        id: "benefit", title: Text("給付申請 → 請求", en: "Benefit: claim, then invoice"),
        about: Text(
            "申請を審査して支給を決め、決まった額を請求してもらいます。給付金・助成金に向きます。",
            en: "A claim is examined and decided, then the amount is invoiced."),
        documents: [
            "flow.yaml": """
            values:
            - {name: 支給決定額, type: money}
            procedures:
            - id: claim
              name: {ja: 給付申請, en: Claim}
              form: claim
              start: round
              standard: 30
              stages:
            \(examined(by: "支給の決定", english: "Decision"))
                outcomes:
                - id: pay
                  label: {ja: 支給を決定する, en: Pay}
                  to: end granted
                  letter: decision
                  opens: [invoice]
                  set:
                  - {value: 支給決定額, to: 給付申請額}
                - id: refuse
                  label: {ja: 支給しない, en: Refuse}
                  to: end rejected
                  letter: refusal
            - id: invoice
              name: {ja: 請求, en: Invoice}
              form: invoice
              start: outcome
              days: 30
              mandatory: true
              stages:
              - id: check
                name: {ja: 請求内容の確認, en: Check}
                kind: check
                due: 5
                outcomes:
                - {id: forward, label: {ja: 支払の決定へ進める, en: Pass on}, to: payment}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
              - id: payment
                name: {ja: 支払の決定, en: Payment}
                kind: decision
                due: 5
                outcomes:
                - {id: pay, label: {ja: 支払を決定する, en: Pay}, to: end completed}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
            """,
            "forms/claim.yaml": """
            title: {ja: 給付申請書, en: Claim}
            sections:
            \(organisationSection)
            - id: claim
              title: {ja: 申請の内容, en: Claim}
              fields:
              - {name: 事業名, label: {ja: 給付を受ける目的, en: Purpose}, type: text, maximum: 60, required: true}
              - {name: 給付申請額, label: {ja: 給付申請額, en: Amount claimed}, type: money, minimum: 1, required: true}
            """,
            "forms/invoice.yaml": """
            title: {ja: 請求書, en: Invoice}
            sections:
            - id: invoice
              title: {ja: 請求の内容, en: Invoice}
              fields:
              - name: 請求額
                label: {ja: 請求額, en: Amount}
                type: money
                required: true
                prefill: filing.claim.給付申請額
                locked: true
              - {name: 振込先, label: {ja: 振込先の口座, en: Account}, type: bank account, required: true}
            """,
            "letters/decision.yaml": """
            title: {ja: 支給決定通知書, en: Notice of payment}
            number: 給
            body:
            - '{申請日}付けで申請のありました{公募名}について、下記のとおり支給することに決定しましたので通知します。'
            items:
            - {label: 受付番号, text: '{受付番号}'}
            - {label: 支給決定額, text: '{支給決定額}'}
            notes:
            - 請求の手続きを期限までに行ってください。
            """,
            "letters/refusal.yaml": """
            title: {ja: 不支給決定通知書, en: Notice of refusal}
            number: 給
            body:
            - '{申請日}付けで申請のありました{公募名}については、次の理由により支給しないことに決定しましたので通知します。'
            items:
            - {label: 受付番号, text: '{受付番号}'}
            - {label: 理由, text: '{理由}'}
            """,
        ])
}
