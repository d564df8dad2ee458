extension ProgrammeTemplate {
    /// While a grant is carried out (遂行中): granted, not stopped, and not reported yet.
    private static let underway =
        "交付申請.結果 = \"交付決定\" and 中止承認申請.結果 != \"中止\" and 実績報告及び精算払請求.件数 = 0"

    /// 計画申請→交付申請→遂行中（計画変更、中止、状況報告）→実績報告及び精算払請求.
    static let subsidy = ProgrammeTemplate(
        id: "subsidy",
        title: Text("計画申請 → 交付申請 → 遂行中 → 実績報告及び精算払請求", en: "Subsidy: plan, grant, changes, report and payment"),
        about: Text(
            "計画を採択してから交付を決め、計画変更・中止・状況報告を受け付け、実績報告で額を確定します。設備や事業への補助金に向きます。",
            en: "A plan is adopted, then granted; changes are approved on the way; the report fixes the amount."),
        documents: [
            "flow.yaml": """
            values:
            - {name: 交付決定額, type: money}
            - {name: 事業完了期限, type: date}
            - {name: 補助金確定額, type: money}
            procedures:
            - id: plan
              name: {ja: 計画申請, en: Plan}
              form: plan
              start: round
              standard: 30
              stages:
            \(examined(by: "計画の採否", english: "Selection"))
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
                  opens: [report]
                  set:
                  - {value: 交付決定額, to: 補助金交付申請額}
                  - {value: 事業完了期限, to: 事業完了予定日}
                - {id: refuse, label: {ja: 交付しない, en: Do not grant}, to: end rejected, letter: refusal}
            - id: change
              name: {ja: 計画変更承認申請, en: Change of plan}
              form: change
              start: case
              when: \(underway)
              repeats: true
              standard: 15
              stages:
            \(examined(by: "変更の承認", english: "Approval"))
                outcomes:
                - id: approve
                  label: {ja: 承認する, en: Approve}
                  to: end approved
                  letter: change
                  set:
                  - {value: 交付決定額, to: '最小(変更後の補助金額, 交付決定額)'}
                  - {value: 事業完了期限, to: 変更後の事業完了予定日}
                - {id: refuse, label: {ja: 承認しない, en: Refuse}, to: end refused, letter: change-refusal}
            - id: stop
              name: {ja: 中止承認申請, en: Stopping the project}
              form: stop
              start: case
              when: \(underway)
              repeats: true
              stages:
            \(examined(by: "中止の承認", english: "Approval"))
                outcomes:
                - {id: approve, label: {ja: 中止を承認する, en: Approve}, to: end stopped, letter: stop, closes: [report]}
                - {id: refuse, label: {ja: 承認しない, en: Refuse}, to: end refused, letter: change-refusal}
            - id: progress
              name: {ja: 遂行状況報告, en: Progress report}
              form: progress
              start: case
              when: \(underway)
              repeats: true
              stages:
              - id: check
                name: {ja: 報告の確認, en: Check}
                kind: check
                due: 5
                outcomes:
                - {id: accept, label: {ja: 受理する, en: Accept}, to: end completed}
                - {id: return, label: {ja: 差し戻す, en: Return}, to: applicant}
            - id: report
              name: {ja: 実績報告及び精算払請求, en: Report and payment}
              form: report
              start: outcome
              when: 中止承認申請.結果 != "中止"
              until: 事業完了期限 + duration("P30D")
              mandatory: true
              standard: 30
              stages:
            \(examined(by: "額の確定", english: "Fixing the amount"))
                outcomes:
                - id: fix
                  label: {ja: 補助金の額を確定し支払う, en: Fix and pay}
                  to: end completed
                  letter: fixing
                  set:
                  - {value: 補助金確定額, to: '最小(精算払請求額, 交付決定額)'}
                - {id: cancel, label: {ja: 交付決定を取り消す, en: Cancel the grant}, to: end rejected, letter: refusal}
            """,
            "forms/plan.yaml": """
            title: {ja: 計画申請書, en: Plan}
            sections:
            \(organisationSection)
            - id: plan
              title: {ja: 事業計画, en: Plan}
              fields:
              - {name: 事業名, label: {ja: 事業名, en: Project}, type: text, maximum: 60, required: true}
              - {name: 事業の内容, label: {ja: 事業の内容, en: Description}, type: long text, maximum: 2000, required: true}
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
                prefill: filing.plan.事業名
                locked: true
              - {name: 補助対象経費, label: {ja: 補助対象経費, en: Eligible costs}, type: money, minimum: 1, required: true}
              - name: 補助金交付申請額
                label: {ja: 補助金交付申請額, en: Grant applied for}
                type: money
                minimum: 1
                required: true
                prefill: filing.plan.補助希望額
                constraints:
                - condition: 補助金交付申請額 <= 補助対象経費
                  message: {ja: 補助金交付申請額は、補助対象経費以下にしてください, en: It is at most the eligible costs}
              - {name: 事業完了予定日, label: {ja: 事業完了予定日, en: Completion}, type: date, required: true}
            """,
            "forms/change.yaml": """
            title: {ja: 計画変更承認申請書, en: Change of plan}
            sections:
            - id: change
              title: {ja: 変更の内容, en: Change}
              fields:
              - {name: 変更の内容, label: {ja: 変更の内容, en: What changes}, type: long text, maximum: 2000, required: true}
              - {name: 変更の理由, label: {ja: 変更の理由, en: Why}, type: long text, maximum: 2000, required: true}
              - name: 変更後の補助金額
                label: {ja: 変更後の補助金の額, en: Grant after the change}
                type: money
                minimum: 1
                required: true
                help: 交付決定の額より多くすることはできません。
              - {name: 変更後の事業完了予定日, label: {ja: 変更後の事業完了予定日, en: Completion}, type: date, required: true}
            """,
            "forms/stop.yaml": """
            title: {ja: 中止承認申請書, en: Stopping the project}
            sections:
            - id: stop
              title: {ja: 中止の内容, en: Stopping}
              fields:
              - {name: 中止の理由, label: {ja: 中止の理由, en: Why}, type: long text, maximum: 2000, required: true}
              - {name: 中止の日, label: {ja: 中止する日, en: When}, type: date, required: true}
            """,
            "forms/progress.yaml": """
            title: {ja: 遂行状況報告書, en: Progress report}
            sections:
            - id: progress
              title: {ja: 遂行の状況, en: Progress}
              fields:
              - {name: 遂行の状況, label: {ja: 遂行の状況, en: Progress}, type: long text, maximum: 2000, required: true}
              - {name: 支出済額, label: {ja: これまでに支出した額, en: Spent so far}, type: money, minimum: 0, required: true}
            """,
            "forms/report.yaml": """
            title: {ja: 実績報告書及び精算払請求書, en: Report and invoice}
            sections:
            - id: report
              title: {ja: 実績, en: Results}
              fields:
              - {name: 事業の成果, label: {ja: 事業の成果, en: Results}, type: long text, maximum: 2000, required: true}
              - {name: 事業完了日, label: {ja: 事業完了日, en: Completed on}, type: date, required: true}
              - {name: 実支出額, label: {ja: 補助対象経費の実支出額, en: Costs paid}, type: money, minimum: 0, required: true}
            - id: claim
              title: {ja: 精算払の請求, en: Payment}
              fields:
              - name: 精算払請求額
                label: {ja: 精算払請求額, en: Amount}
                type: money
                minimum: 0
                required: true
                constraints:
                - condition: 精算払請求額 <= 実支出額
                  message: {ja: 精算払請求額は、実支出額以下にしてください, en: It is at most the costs paid}
              - {name: 振込先, label: {ja: 振込先の口座, en: Account}, type: bank account, required: true}
            """,
            "letters/adoption.yaml": letter("採択通知書", "Adoption", "採択することに決定しましたので通知します。交付申請の手続きを期限までに行ってください。"),
            "letters/rejection.yaml": letter("不採択通知書", "Not adopted", "次の理由により不採択としましたので通知します。", items: reason),
            "letters/grant.yaml": letter(
                "交付決定通知書", "Grant", "下記のとおり補助金を交付することに決定しましたので通知します。",
                items: ["交付決定額": "{交付決定額}", "事業完了期限": "{事業完了期限}"]),
            "letters/refusal.yaml": letter("不交付等決定通知書", "Refusal", "次の理由により補助金を交付しないことに決定しましたので通知します。", items: reason),
            "letters/change.yaml": letter(
                "計画変更承認通知書", "Change approved", "計画の変更を承認しましたので通知します。",
                items: ["変更後の交付決定額": "{交付決定額}", "変更後の事業完了期限": "{事業完了期限}"]),
            "letters/change-refusal.yaml": letter(
                "不承認通知書", "Not approved", "次の理由により承認しないことに決定しましたので通知します。", items: reason),
            "letters/stop.yaml": letter("中止承認通知書", "Stopping approved", "事業の中止を承認しましたので通知します。"),
            "letters/fixing.yaml": letter(
                "補助金の額の確定通知書", "Amount fixed", "補助金の額を下記のとおり確定しましたので通知します。",
                items: ["交付決定額": "{交付決定額}", "確定額": "{補助金確定額}"]),
        ])
}
