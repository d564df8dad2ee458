import Outbound

/// What the pages for signing in and out say.
extension Words {
    enum SignIn {
        // Applicants.
        static let title = Phrase("ログイン", "Sign in")
        static let lead = Phrase(
            "申請する方は、GビズIDでログインします。このシステムに、IDやパスワードを登録する必要はありません。",
            "Applicants sign in with gBizID. There is nothing to register here.")
        static let start = Phrase("GビズIDでログインする", "Sign in with gBizID")
        static let whichAccount = Phrase("使えるアカウント", "Which account")
        static let whichAccountAnswer = Phrase(
            "申請できるアカウントの種類は公募によって異なります。公募のページで確認してください。取得には日数がかかることがあります。",
            "Which kinds of account may apply differs by call: see the call’s page. Getting an account can take days.")
        static let officersTitle = Phrase("事務局・審査員の方", "Offices and reviewers")
        static let officersLink = Phrase("事務局・審査員用のログインへ進む", "Sign in with an account of an office")
        static func already(_ name: String) -> Phrase { Phrase("\(name)さんでログイン中です", "You are signed in as \(name)") }
        static let goOn = Phrase("このまま続ける", "Go on as you are")
        static let expired = Phrase("時間がたったため、ログアウトしました", "Your session has ended")
        static let expiredAdvice = Phrase(
            "入力していた内容は保管しています。ログインすると、続きから操作できます。",
            "What you typed is kept. Sign in and you can go on where you were.")
        static let signedOut = Phrase("ログアウトしました", "You are signed out")
        static let again = Phrase("もう一度ログインする", "Sign in again")
        static let failed = Phrase("ログインできませんでした", "You could not be signed in")
        static let failedAdvice = Phrase(
            "ログインの途中で時間がかかったか、別の画面でログインを始めた可能性があります。もう一度お試しください。",
            "It may have taken too long, or a sign-in was begun in another tab. Please try again.")
        static let unavailable = Phrase("GビズIDに接続できません", "gBizID cannot be reached")
        static let unavailableAdvice = Phrase(
            "しばらくしてから、もう一度お試しください。すでにログインしている方は、そのまま入力・提出できます。",
            "Please try again in a while. Those already signed in can go on and submit.")
        static func wrongAccount(_ type: GBizClaims.AccountType) -> Phrase {
            let (ja, en) =
                switch type {
                case .entry: ("エントリー", "Entry")
                case .prime: ("プライム", "Prime")
                case .member: ("メンバー", "Member")
                }
            return Phrase("GビズID\(ja)では、ログインできません", "A gBizID \(en) account cannot sign in here")
        }
        static let wrongAccountAdvice = Phrase(
            "別の種類のアカウントでログインし直してください。", "Please sign in with an account of another kind.")

        // Officers.
        static let officerTitle = Phrase("事務局・審査員ログイン", "Office and reviewer sign-in")
        static let officerLead = Phrase(
            "実施機関から発行されたアカウントでログインします。", "Sign in with the account your agency issued.")
        static let login = Phrase("ログインID", "Login")
        static let password = Phrase("パスワード", "Password")
        static let passwordAgain = Phrase("もう一度入力してください。", "Please type it again.")
        static let code = Phrase("確認コード", "One-time code")
        static let codeSupport = Phrase(
            "認証アプリに表示される6桁の数字です。はじめてログインする方は、空欄のまま進んでください。",
            "The six digits your authenticator app shows. Leave it empty at your first sign-in.")
        static let firstCodeSupport = Phrase("認証アプリに表示された6桁の数字です。", "The six digits the app shows.")
        static let enter = Phrase("ログインする", "Sign in")
        static let lost = Phrase(
            "パスワードや認証アプリが使えなくなったときは、事務局管理者に再発行を依頼してください。",
            "If you lost your password or your app, ask your administrator for new ones.")
        static let wrongCode = Phrase("確認コードが正しくありません", "The code is not right")
        static let busy = Phrase(
            "ただいま混み合っています。少し待ってから、もう一度お試しください", "Too busy just now: please try again in a moment")
        static let enrolTitle = Phrase("確認コードを使えるようにする", "Set up one-time codes")
        static let enrolApp = Phrase(
            "スマートフォンなどの認証アプリ（TOTPに対応したもの）を開き、アカウントを追加します。",
            "Open an authenticator app (any that knows TOTP) and add an account.")
        static let enrolSecret = Phrase(
            "次のキーを入力します（この画面を閉じると、二度と表示されません）。",
            "Type in this key. It is never shown again once you leave this page.")
        static let enrolCode = Phrase(
            "アプリに表示された6桁の数字を、パスワードとともに下に入力します。", "Type the six digits it shows below, with your password.")
        static let enrolAddress = Phrase("認証アプリ用のアドレス", "Address for authenticator apps")

        // Passwords.
        static let changePassword = Phrase("パスワードを変更する", "Change password")
        static let oldPassword = Phrase("現在のパスワード", "Current password")
        static let newPassword = Phrase("新しいパスワード", "New password")
        static let newPasswordAgain = Phrase("新しいパスワード（確認）", "New password again")
        static func passwordRule(_ shortest: Int, _ longest: Int) -> Phrase {
            Phrase(
                "\(shortest)〜\(longest)文字。記号や大文字は必須ではありません。貼り付けもできます。",
                "\(shortest) to \(longest) characters of any kind. Pasting is fine.")
        }
        static let notTheSame = Phrase("新しいパスワードと同じものを入力してください", "This is not the same as the new password")
        static let passwordChanged = Phrase("パスワードを変更しました", "Your password is changed")

        // What an expired session had sent.
        static let resumeTitle = Phrase("入力していた内容を送り直す", "Send again what you typed")
        static let resumeLead = Phrase(
            "前のログインの有効時間が過ぎたあとに送られた内容を、保管しています。まだ受け付けていません。送り直すと、続きから操作できます。",
            "What you sent after your session had ended is kept. It was not accepted yet. Send it again to go on.")
        static let resumeSend = Phrase("この内容を送り直す", "Send it again")
        static let resumeLeave = Phrase("送らずに戻る", "Leave it")
        static func resumeBoxes(_ count: Int) -> Phrase { Phrase("保管している項目（\(count)件）", "What is kept (\(count))") }
        static func characters(_ count: Int) -> Phrase { Phrase("\(count)文字", "\(count) characters") }
        static let resumeGone = Phrase("保管している内容がありません", "Nothing is kept here")
        static let resumeGoneAdvice = Phrase(
            "保管は1日間で、送った本人だけが見られます。", "It is kept for a day, and only for the person who sent it.")
    }
}
