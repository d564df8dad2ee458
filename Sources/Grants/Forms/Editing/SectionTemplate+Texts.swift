extension SectionTemplate {
    /// By id, as documents write them.
    static let texts: [(String, String)] = [
        ("organisation", organisation), ("officers", officers), ("contact", contact), ("expenses", expenses),
        ("account", account), ("pledge", pledge), ("antisocial", antisocial),
    ]

    private static let organisation = """
        id: organisation
        title: {ja: 事業者情報, en: About the organisation}
        guidance: 登記または届出のとおりに入力してください。
        fields:
          - name: 事業者区分
            label: {ja: 事業者の区分, en: Kind of organisation}
            type: choice
            required: true
            choices:
              - {code: corporation, label: {ja: 法人, en: Corporation}}
              - {code: individual, label: {ja: 個人事業主, en: Sole proprietor}}
          - name: 事業者名
            label: {ja: 法人名・屋号, en: Name}
            type: text
            maximum: 100
            required: true
            prefill: organisation.name
            example: 株式会社見本商店
          - name: 法人番号
            label: {ja: 法人番号, en: Corporate number}
            type: corporate number
            relevant: 事業者区分 = "corporation"
            required: true
            prefill: organisation.corporateNumber
            help: 国税庁の法人番号公表サイトで確認できる13桁の番号です。
          - name: 代表者
            label: {ja: 代表者の氏名, en: Representative}
            type: person name
            required: true
            prefill: organisation.representative
          - name: 代表者役職
            label: {ja: 代表者の役職, en: Position of the representative}
            type: text
            maximum: 50
            relevant: 事業者区分 = "corporation"
            example: 代表取締役
          - name: 所在地
            label: {ja: 本社・主たる事業所の所在地, en: Address}
            type: address
            required: true
            prefill: organisation.address
          - name: 業種
            label: {ja: 主な業種, en: Industry}
            type: industry
            required: true
          - name: 資本金
            label: {ja: 資本金または出資の総額, en: Capital}
            type: money
            minimum: 0
            relevant: 事業者区分 = "corporation"
            required: true
          - name: 従業員数
            label: {ja: 常時使用する従業員の数, en: Employees}
            type: integer
            minimum: 0
            maximum: 100000
            unit: {ja: 人, en: people}
            required: true
            help: 役員、日雇いの方、2か月以内の期間を定めて使用する方は含みません。
          - name: ウェブサイト
            label: {ja: ウェブサイト, en: Web site}
            type: url
        """

    private static let officers = """
        id: officers
        title: {ja: 役員名簿, en: Officers}
        guidance: 監査役を含むすべての役員を入力してください。個人事業主の方は、ご本人を入力してください。
        fields:
          - name: 役員名簿
            label: {ja: 役員名簿, en: List of officers}
            type: table
            minimum rows: 1
            maximum rows: 100
            columns:
              - name: 役職
                label: {ja: 役職, en: Position}
                type: text
                maximum: 50
                required: true
                example: 代表取締役
              - name: 役員氏名
                label: {ja: 氏名, en: Name}
                type: person name
                required: true
              - name: 生年月日
                label: {ja: 生年月日, en: Date of birth}
                type: date
                required: true
              - name: 性別
                label: {ja: 性別, en: Sex}
                type: choice
                choices:
                  - {code: male, label: {ja: 男, en: Male}}
                  - {code: female, label: {ja: 女, en: Female}}
                  - {code: none, label: {ja: 回答しない, en: No answer}}
            required: true
          - name: 役員名簿の確認
            label: {ja: 記載内容の確認, en: Confirmation}
            type: pledge
            statement: 上記の役員名簿に記載漏れや誤りはありません。暴力団員等に該当しないかの照会に使われることに、記載した全員が同意しています。
            required: true
        """

    private static let contact = """
        id: contact
        title: {ja: 申請担当者, en: Contact person}
        guidance: この申請について、事務局からの連絡を受ける方を入力してください。
        fields:
          - name: 担当者氏名
            label: {ja: 担当者の氏名, en: Name}
            type: person name
            required: true
            prefill: person.name
          - name: 担当者部署
            label: {ja: 部署・役職, en: Department}
            type: text
            maximum: 100
            prefill: person.department
            example: 総務部 総務課長
          - name: 担当者電話番号
            label: {ja: 日中に連絡のとれる電話番号, en: Telephone number}
            type: telephone
            required: true
            prefill: person.telephone
          - name: 担当者メール
            label: {ja: メールアドレス, en: E-mail address}
            type: email
            required: true
            prefill: person.email
          - name: 連絡先住所の有無
            label: {ja: 書類の送付先は所在地と異なりますか, en: Is the postal address another one?}
            type: yes/no
            required: true
          - name: 送付先
            label: {ja: 書類の送付先, en: Postal address}
            type: address
            relevant: 連絡先住所の有無 = true
            required: true
        """

    private static let expenses = """
        id: expenses
        title: {ja: 経費明細, en: Expenses}
        guidance: 補助事業に使う経費を、1件ずつ入力してください。金額は税込で入力すると、税抜の金額が計算されます。
        fields:
          - name: 経費明細
            label: {ja: 経費の内訳, en: Expenses}
            type: table
            minimum rows: 1
            maximum rows: 100
            columns:
              - name: 費目
                label: {ja: 費目, en: Category}
                type: choice
                choices:
                  - {code: equipment, label: {ja: 機械装置費, en: Equipment}}
                  - {code: outsourcing, label: {ja: 外注費・委託費, en: Outsourcing}}
                  - {code: experts, label: {ja: 専門家経費, en: Experts}}
                  - {code: advertising, label: {ja: 広報費, en: Advertising}}
                  - {code: travel, label: {ja: 旅費, en: Travel}}
                  - {code: other, label: {ja: その他, en: Other}, kind: other}
                required: true
              - name: 内容
                label: {ja: 内容, en: What for}
                type: text
                maximum: 100
                required: true
                example: 加工機 1台
              - name: 数量
                label: {ja: 数量, en: Quantity}
                type: integer
                minimum: 1
                maximum: 100000
                required: true
              - name: 単価
                label: {ja: 単価（税込）, en: Unit price (with tax)}
                type: money
                minimum: 0
                required: true
              - name: 金額税込
                label: {ja: 金額（税込）, en: Amount (with tax)}
                type: money
                calculate: 数量 * 単価
              - name: 税率
                label: {ja: 消費税率, en: Tax rate}
                type: choice
                choices:
                  - {code: standard, label: 10%}
                  - {code: reduced, label: 8%}
                  - {code: none, label: {ja: 対象外, en: None}}
                required: true
              - name: 金額税抜
                label: {ja: 金額（税抜）, en: Amount (without tax)}
                type: money
                calculate: 切捨て(if 税率 = "standard" then 金額税込 * 100 / 110 else if 税率 = "reduced" then 金額税込 * 100 / 108 else 金額税込, 0)
            totals: [金額税込, 金額税抜]
            required: true
          - name: 補助対象経費
            label: {ja: 補助対象経費（税抜の合計）, en: Eligible expenses}
            type: money
            calculate: 合計(経費明細.金額税抜)
          - name: 補助率
            label: {ja: 補助率, en: Rate of the grant}
            type: rate
            calculate: 1/2
            help: 補助率は公募要領で決まっています。
          - name: 補助上限額
            label: {ja: 補助上限額, en: Ceiling}
            type: money
            calculate: '1000000'
          - name: 補助金額
            label: {ja: 補助金額, en: Grant}
            type: money
            calculate: 最小(切捨て(補助対象経費 * 補助率, -3), 補助上限額)
            help: 補助対象経費に補助率をかけ、千円未満を切り捨てた額です。補助上限額を超えません。
        """

    private static let account = """
        id: account
        title: {ja: 振込先口座, en: Bank account}
        guidance: 申請者と同じ名義の口座を入力してください。
        fields:
          - name: 振込先口座
            label: {ja: 振込先口座, en: Bank account}
            type: bank account
            required: true
            help: 通帳の表紙と、口座番号・名義のカナが載っているページをご覧ください。
          - name: 通帳の写し
            label: {ja: 通帳の写し, en: Copy of the bank book}
            type: file
            kinds: [pdf, png, jpeg]
            maximum size: 10MB
            maximum count: 2
            required: true
            help: 金融機関名・支店名・種別・口座番号・名義のカナが読み取れるもの
        """

    private static let pledge = """
        id: pledge
        title: {ja: 誓約, en: Pledge}
        fields:
          - name: 内容の誓約
            label: {ja: 申請内容についての誓約, en: What was filled in}
            type: pledge
            statement: この申請の内容は事実と相違ありません。虚偽の申請をしたときは、交付決定の取消しと補助金の返還に応じます。
            required: true
          - name: 重複受給の誓約
            label: {ja: ほかの補助金についての誓約, en: Other grants}
            type: pledge
            statement: 同じ経費について、国または地方公共団体のほかの補助金・助成金を受けていません。また、受ける予定もありません。
            required: true
          - name: 調査協力の誓約
            label: {ja: 調査についての誓約, en: Inspections}
            type: pledge
            statement: 関係書類を事業の完了した年度の翌年度から5年間保管し、求めに応じて提出し、検査に協力します。
            required: true
        """

    private static let antisocial = """
        id: antisocial
        title: {ja: 反社会的勢力の排除, en: Exclusion of organised crime}
        fields:
          - name: 反社会的勢力でないことの誓約
            label: {ja: 反社会的勢力でないことの誓約, en: No part in organised crime}
            type: pledge
            statement: |-
              当社（個人である場合は私）とその役員等は、次のいずれにも該当せず、将来も該当しません。
              1. 暴力団、暴力団員、または暴力団員でなくなった日から5年を経過しない者
              2. 自己もしくは第三者の利益を図る目的、または第三者に損害を加える目的で、暴力団または暴力団員を利用している者
              3. 暴力団または暴力団員に資金等を供給し、または便宜を供与するなど、その維持・運営に協力している者
              4. 暴力団または暴力団員であることを知りながら、これと社会的に非難されるべき関係を有している者
            required: true
          - name: 照会への同意
            label: {ja: 警察への照会についての同意, en: Consent to inquiries}
            type: pledge
            statement: 上記を確認するため、申請書に記載した個人情報が警察に照会されることに同意します。
            required: true
        """
}
