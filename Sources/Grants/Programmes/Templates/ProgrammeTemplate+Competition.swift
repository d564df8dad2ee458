extension ProgrammeTemplate {
    /// 公募→交付→その後.
    static let competition = ProgrammeTemplate(
        id: "competition", title: Text("公募 → 交付 → その後", en: "Competition: call, grant, follow-up"),
        about: Text(
            "公募した申請を外部審査員が採点して採否を決め、交付のあと、1年後に状況を報告してもらいます。提案を競う補助金に向きます。",
            en: "Reviewers score what is proposed; the adopted are granted, and report a year later."),
        documents: [
            "flow.yaml": """
            values:
            - {name: 交付決定額, type: money}
            procedures:
            - id: call
              name: {ja: 公募申請, en: Application}
              form: call
              start: round
              standard: 60
              stages:
              - id: check
                name: {ja: 形式審査, en: Formal check}
                kind: check
                due: 5
                outcomes:
                - {id: forward, label: {ja: 外部審査へ進める, en: Pass on}, to: review}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
                - {id: dismiss, label: {ja: 却下する, en: Dismiss}, to: end dismissed, letter: rejection}
              - id: review
                name: {ja: 外部審査, en: External review}
                kind: review
                due: 20
                reviewers: 2
                sheet: score
                rule: all
                outcomes:
                - {id: forward, label: {ja: 採否決定へ進める, en: Pass on}, to: decision}
              - id: decision
                name: {ja: 採否決定, en: Selection}
                kind: decision
                due: 10
                outcomes:
                - id: adopt
                  label: {ja: 採択する, en: Adopt}
                  to: end adopted
                  letter: adoption
                  opens: [grant]
                - {id: reject, label: {ja: 不採択とする, en: Do not adopt}, to: end rejected, letter: rejection}
            - id: grant
              name: {ja: 交付申請, en: Grant application}
              form: grant
              start: outcome
              days: 30
              mandatory: true
              standard: 30
              stages:
            \(examined(by: "交付決定", english: "Grant decision"))
                outcomes:
                - id: grant
                  label: {ja: 交付を決定する, en: Grant}
                  to: end granted
                  letter: grant
                  opens: [follow-up]
                  set:
                  - {value: 交付決定額, to: 補助金交付申請額}
                - {id: refuse, label: {ja: 交付しない, en: Do not grant}, to: end rejected, letter: rejection}
            - id: follow-up
              name: {ja: 事業化状況報告, en: Follow-up report}
              form: follow-up
              start: outcome
              after: 365
              days: 60
              mandatory: true
              stages:
              - id: check
                name: {ja: 報告の確認, en: Check}
                kind: check
                due: 10
                outcomes:
                - {id: accept, label: {ja: 受理する, en: Accept}, to: end completed}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
            """,
            "forms/call.yaml": """
            title: {ja: 公募申請書, en: Application}
            sections:
            \(organisationSection)
            - id: proposal
              title: {ja: 提案, en: Proposal}
              fields:
              - {name: 事業名, label: {ja: 事業名, en: Project}, type: text, maximum: 60, required: true}
              - {name: 提案の内容, label: {ja: 提案の内容, en: Proposal}, type: long text, maximum: 4000, required: true}
              - {name: 補助希望額, label: {ja: 補助を希望する額, en: Amount wished}, type: money, minimum: 1, required: true}
            """,
            "forms/grant.yaml": """
            title: {ja: 交付申請書, en: Grant application}
            sections:
            - id: grant
              title: {ja: 交付申請の内容, en: Application}
              fields:
              - name: 事業名
                label: {ja: 事業名, en: Project}
                type: text
                maximum: 60
                required: true
                prefill: filing.call.事業名
                locked: true
              - name: 補助金交付申請額
                label: {ja: 補助金交付申請額, en: Grant applied for}
                type: money
                minimum: 1
                required: true
                prefill: filing.call.補助希望額
              - {name: 事業完了予定日, label: {ja: 事業完了予定日, en: Completion}, type: date, required: true}
            """,
            "forms/follow-up.yaml": """
            title: {ja: 事業化状況報告書, en: Follow-up report}
            sections:
            - id: report
              title: {ja: その後の状況, en: Since then}
              fields:
              - {name: 事業化の状況, label: {ja: 事業化の状況, en: What became of it}, type: long text, maximum: 2000, required: true}
              - {name: 売上額, label: {ja: この事業による売上額, en: Turnover from it}, type: money, minimum: 0, required: true}
            """,
            "sheets/score.yaml": """
            title: {ja: 審査票, en: Score sheet}
            sections:
            - id: criteria
              title: {ja: 採点, en: Criteria}
              fields:
              - {name: 新規性, label: {ja: 新規性, en: Novelty}, type: integer, minimum: 1, maximum: 5, required: true}
              - {name: 実現性, label: {ja: 実現性, en: Feasibility}, type: integer, minimum: 1, maximum: 5, required: true}
              - {name: 効果, label: {ja: 効果, en: Effect}, type: integer, minimum: 1, maximum: 5, required: true}
              - {name: 総評, label: {ja: 総評, en: Comment}, type: long text, maximum: 2000, required: true}
            """,
            "letters/adoption.yaml": letter("採択通知書", "Adoption", "採択することに決定しましたので通知します。交付申請の手続きを期限までに行ってください。"),
            "letters/rejection.yaml": letter("不採択等通知書", "Not adopted", "次の理由により{結果}としましたので通知します。", items: reason),
            "letters/grant.yaml": letter(
                "交付決定通知書", "Grant", "下記のとおり補助金を交付することに決定しましたので通知します。", items: ["交付決定額": "{交付決定額}"]),
        ])
}
