/// What the pages of a demonstration say.
extension Words {
    enum Demo {
        static let title = Phrase("デモ用アカウント", "Demo accounts")
        static let lead = Phrase(
            "4つの立場（申請者・事務局・外部審査員・事務局管理者）で、申請から通知までを試せます。",
            "Try everything from application to letter as applicant, office, reviewer and administrator.")
        static let applicants = Phrase("申請者", "Applicants")
        static let applicantsAdvice = Phrase(
            "デモ用の認証画面で、見本のアカウントを選んでログインします。パスワードは要りません。",
            "Choose one of these at the demo’s identity provider. No password is needed.")
        static let officers = Phrase("事務局・外部審査員・事務局管理者", "Offices, reviewers, administrator")
        static let officersAdvice = Phrase(
            "ログインID、パスワード、確認コードでログインします。", "Sign in with login, password and one-time code.")
        static let name = Phrase("氏名", "Name")
        static let organisation = Phrase("事業者", "Organisation")
        static let kind = Phrase("アカウントの種類", "Kind of account")
        static let role = Phrase("役割", "Role")
        static let window = Phrase("所属と担当窓口", "Agency and windows")
        static func codeAdvice(_ seconds: Int) -> Phrase {
            Phrase(
                "確認コードは30秒ごとに変わります（あと\(seconds)秒）。同じコードは1回しか使えません。",
                "Codes change every 30 seconds (\(seconds) s left). Each works once.")
        }
        static let freshCodes = Phrase("新しいコードを表示する", "Show new codes")
        static let storyTitle = Phrase("試してみること", "What to try")
        static let story: [Phrase] = [
            Phrase(
                "「補助金を探す」で「赤色補助金第1回公募」を開き、公募要領をダウンロードする。",
                "Find “Red Subsidy, 1st call” and download its guidelines."),
            Phrase(
                "株式会社朱色工房の朱田 紅子としてログインし、申請を入力する。途中で閉じても、続きから入力できる。",
                "Sign in as 朱田 紅子 and fill in an application. Leave and come back to where you were."),
            Phrase(
                "内容を確認して提出し、受付票とデモ用メールボックスのメールを見る。",
                "Check and submit it; see the receipt and the mail in the demo mailbox."),
            Phrase(
                "staff-kantoでログインし、案件を開いて、項目に指摘を付けて差し戻す。",
                "As staff-kanto, open the case and return it with remarks on single fields."),
            Phrase("申請者として指摘を直し、再提出する。", "As the applicant, correct what was asked and submit again."),
            Phrase(
                "staff-kantoで差分を確認し、外部審査へ進め、審査員を2人割り当てる。",
                "As staff-kanto, look at what changed, pass it to external review and assign two reviewers."),
            Phrase(
                "reviewer-1とreviewer-2で、利益相反を申告してから採点し、提出する。",
                "As reviewer-1 and reviewer-2, declare your interests, then score and submit."),
            Phrase(
                "staff-kantoで採否決定へ進めて採択を起案し、approver-kantoで決裁する。",
                "As staff-kanto, pass it to the decision and propose to adopt; as approver-kanto, confirm."),
            Phrase(
                "申請者として採択通知書を見て、次の手続き（交付申請）を始める。",
                "As the applicant, read the letter and begin the next procedure."),
            Phrase(
                "office-adminで公募を複製し、日程を変えて公開する。アカウントを発行し、停止する。",
                "As office-admin, copy a round, set its dates and publish it; issue and suspend an account."),
        ]

        // The mailbox.
        static let mailboxLead = Phrase(
            "デモでは、メールを外部へ送りません。送るはずのメールを、新しい順に表示します。",
            "The demo sends no mail. What it would have sent is shown here, newest first.")
        static let noMails = Phrase("メールはまだありません", "No mails yet")
        static let subject = Phrase("件名", "Subject")
        static let recipient = Phrase("宛先", "To")
        static let queuedAt = Phrase("日時", "Time")
        static let text = Phrase("本文", "Text")
    }
}
