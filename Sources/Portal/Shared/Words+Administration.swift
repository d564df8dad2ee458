import Grants

/// What the administrators' pages say.
extension Words {
    enum Admin {
        // Programmes and their documents.
        static let noProgrammes = Phrase("補助金がまだありません", "No programmes yet")
        static let noProgrammesAdvice = Phrase(
            "下のひな形から作れます。文書の一式がある補助金は、システムの運用担当者が取り込みます。",
            "Make one from a template below. Documents of a whole programme are imported by those who run this system.")
        static func programmeLine(_ id: String, version: Int, rounds: Int) -> Phrase {
            Phrase("コード：\(id)　版：第\(version)版　公募：\(rounds)件", "Code: \(id), version \(version), rounds: \(rounds)")
        }
        static let noRounds = Phrase("公募がまだありません", "No rounds yet")
        static let rounds = Phrase("公募", "Rounds")
        static func roundsOf(_ programme: String) -> Phrase { Phrase("「\(programme)」の公募", "Rounds of \(programme)") }
        static let round = Phrase("公募名", "Round")
        static let code = Phrase("コード", "Code")
        static let version = Phrase("版", "Version")
        static func versionNumber(_ number: Int) -> Phrase { Phrase("第\(number)版", "Version \(number)") }
        static func newestVersion(_ number: Int) -> Phrase { Phrase("第\(number)版（最新）", "Version \(number) (newest)") }
        static func olderVersion(_ number: Int) -> Phrase {
            Phrase("以前の版（第\(number)版）を表示しています", "This is an older version (\(number))")
        }
        static let toNewest = Phrase("最新の版を見る", "See the newest version")
        static let shownNow = Phrase("表示中", "shown here")
        static let versions = Phrase("版の履歴", "Versions")
        static let versionsAbout = Phrase(
            "公開した版は変更されません。受け付けた案件は、申請したときの版のまま審査します。",
            "A published version never changes. A case stays on the version it was opened under.")
        static let documents = Phrase("文書", "Documents")
        static let documentsAbout = Phrase(
            "この補助金を決めている文書です。内容を確認できます。フォームは「フォームを編集する」から変えられます。ほかの文書の変更は、新しい版の取り込みで行います。",
            "The documents that define this programme, to read. Forms are edited here; the others are changed by importing a new version."
        )
        static let flow = Phrase("手続きフロー", "Flow")
        static let forms = Phrase("申請フォーム", "Forms")
        static let sheets = Phrase("審査票", "Score sheets")
        static let letters = Phrase("通知書", "Letters")
        static let files = Phrase("添付資料", "Files")
        static let none = Phrase("ありません", "None")
        static let window = Phrase("受付窓口", "Window")
        static let contact = Phrase("連絡先", "Contact")
        static func asksForm(_ form: String) -> Phrase { Phrase("フォームは「\(form)」です。", "Its form is “\(form)”.") }
        static func usesSheet(_ sheet: String) -> Phrase {
            Phrase("審査票は「\(sheet)」です。", "The score sheet is “\(sheet)”.")
        }
        static let field = Phrase("項目", "Field")
        static let kind = Phrase("種類と制限", "Kind and limits")
        static let requirement = Phrase("必須・任意", "Required")
        static let explanation = Phrase("説明", "Explanation")
        static let statement = Phrase("誓約の文", "Statement")
        static let example = Phrase("記入例", "Example")
        static let message = Phrase("エラーの文", "Error message")
        static let prefill = Phrase("自動入力", "Filled in from")
        static func prefill(_ source: Prefill) -> Phrase {
            switch source {
            case .organisationName: Phrase("事業者名（ログイン情報から）", "Name of the organisation, from the sign-in")
            case .corporateNumber: Phrase("法人番号（ログイン情報から）", "Corporate number, from the sign-in")
            case .organisationAddress: Phrase("所在地（ログイン情報から）", "Address, from the sign-in")
            case .representative: Phrase("代表者名（ログイン情報から）", "Representative, from the sign-in")
            case .personName: Phrase("担当者名（ログイン情報から）", "Name of the person, from the sign-in")
            case .personDepartment: Phrase("部署名（ログイン情報から）", "Department, from the sign-in")
            case .personTelephone: Phrase("電話番号（ログイン情報から）", "Telephone number, from the sign-in")
            case .personEmail: Phrase("メールアドレス（ログイン情報から）", "E-mail address, from the sign-in")
            case .earlier(let procedure, let field):
                Phrase("前の手続き（\(procedure)）の「\(field)」", "“\(field)” of the earlier procedure \(procedure)")
            }
        }
        static let letterAbout = Phrase(
            "色のついたところに、案件ごとの内容が入ります。", "What is marked is filled in for each case.")
        static func asYAML(_ path: String) -> Phrase { Phrase("YAMLで見る（\(path)）", "As YAML (\(path))") }

        // One round.
        static let visibility = Phrase("公開の範囲", "Visibility")
        static func visibility(_ visibility: Round.Visibility) -> Phrase {
            switch visibility {
            case .draft: Phrase("下書き", "Draft")
            case .published: Phrase("公開", "Published")
            case .unlisted: Phrase("限定公開", "Unlisted")
            case .invited: Phrase("招待のみ", "By invitation")
            }
        }
        static func visibilityMeans(_ visibility: Round.Visibility) -> Phrase {
            switch visibility {
            case .draft:
                Phrase(
                    "事務局管理者だけが見られます。公開していた公募を下書きに戻すと、公募のページは見られなくなり、新しい申請も始められなくなります。受け付けた案件の審査は続けられます。",
                    "Only administrators see it. Taking a round back stops new applications; cases already filed go on."
                )
            case .published:
                Phrase(
                    "「補助金を探す」に出て、誰でも見られます。受付期間中は申請できます。",
                    "Anyone finds it by search, and can apply while it is open.")
            case .unlisted:
                Phrase(
                    "「補助金を探す」には出ません。公募のページのURLを知っている方だけが見られて、受付期間中は申請できます。",
                    "It is not found by search. Those who know its address see it, and can apply while it is open.")
            case .invited:
                Phrase(
                    "招待した事業者だけが、ログインして見られます。採択された方だけの交付申請などに使います。",
                    "Only organisations that are invited see it, once they signed in: for those who were adopted, say.")
            }
        }
        static let whoSees = Phrase("だれに見せるか", "Who can see it")
        static let changeVisibility = Phrase("公開の範囲を変更する", "Change visibility")
        static let nowPublished = Phrase("公募を公開しました", "The round is published")
        static let nowUnlisted = Phrase("公募を限定公開にしました", "The round is unlisted")
        static let nowInvited = Phrase("公募を招待した方だけに公開しました", "The round is for those who are invited")
        static let invitations = Phrase("招待する事業者", "Invitations")
        static func invitedCount(_ count: String) -> Phrase { Phrase("招待済み：\(count)者", "Invited: \(count)") }
        static let inviteByRound = Phrase("ほかの公募回で採択・交付決定された事業者", "Those who succeeded in another round")
        static let inviteByNumber = Phrase("法人番号で招待する", "By corporate number")
        static let inviteByNumberSupport = Phrase("1行に1つ。13桁の数字。", "13 digits, one on each line.")
        static let invite = Phrase("招待する", "Invite")
        static let inviteAbout = Phrase(
            "招待した事業者のうち、ログインしたことのある方へ、公募のURLをメールで送ります。",
            "Those who have signed in before get the address by mail.")
        static func nowInvitedCount(_ count: String) -> Phrase {
            Phrase("\(count)者を新しく招待しました", "\(count) more are invited")
        }
        static let inviteNothing = Phrase("公募回を選ぶか、法人番号を入力してください", "Choose a round, or enter corporate numbers")
        static let invitedAt = Phrase("招待した日時", "Invited at")
        static let invitedBy = Phrase("招待した人", "By")
        static let organisation = Phrase("事業者", "Organisation")
        static let uninvite = Phrase("取り消す", "Take back")
        static let uninvited = Phrase(
            "招待を取り消しました。始めていた下書きは残ります", "The invitation is taken back; drafts that were begun stay")
        static let invitedShown = Phrase("はじめの500者を表示しています。", "The first 500 are shown.")
        static let nowDraft = Phrase("公募を下書きに戻しました", "The round is a draft again")
        static let titleAndDates = Phrase("公募名と受付期間", "Title and dates")
        static let roundTitle = Phrase("公募名", "Title (Japanese)")
        static func dayOf(_ what: String) -> Phrase { Phrase("\(what)の日付", "\(what): day") }
        static func timeOf(_ what: String) -> Phrase { Phrase("\(what)の時刻", "\(what): time") }
        static let timeSupport = Phrase("24時間で入力してください。例：10:00", "On the 24-hour clock, such as 10:00.")
        static let closingSupport = Phrase(
            "この時刻になったときから、受け付けません。例：17:00", "From this moment nothing is accepted. For example 17:00.")
        static let yen = Phrase("円", "yen")
        static let casesUnit = Phrase("件", "cases")
        static let noIntake = Phrase("審査で決める", "By examination")
        static let firstCome = Phrase("先着順", "First come, first served")
        static let firstComeMeans = Phrase(
            "提出した順に受け付け、上限に達したらその時点で受付を終えます。取下げや不採択で空いた分は、受付期間中なら次の申請に回ります。",
            "Filings are accepted in the order they come until no place is left. A place that becomes free is given out again."
        )
        static let lottery = Phrase("抽選", "By lot")
        static let lotteryMeans = Phrase(
            "受付期間中はすべて受け付け、終了後にこの画面で抽選します。結果は手続きフローの条件「抽選.当選」で使えます。",
            "Everything is accepted while it is open; lots are drawn here afterwards. Flows know the result as 抽選.当選.")
        static let places = Phrase("件数の上限", "Places")
        static let amountField = Phrase("合計が予算額までに収まるようにする申請額の項目", "Field whose amounts must fit in the budget")
        static let amountSupport = Phrase(
            "件数ではなく予算で打ち切るときに選びます。", "Choose one where the budget is the limit.")
        static let noAmount = Phrase("合計しない", "None")
        static let nowDrawn = Phrase("抽選を行いました", "Lots were drawn")
        static let drawAbout = Phrase(
            "受付を終了した申請のすべてが対象です。順位は、引いた乱数と受付番号から誰でも計算し直せる方法で決まり、引き直しはできません。",
            "All that was filed takes part. The order follows from a random seed and the receipt numbers, so that anyone can compute it again; it is drawn once."
        )
        static func drawAfter(_ time: String) -> Phrase {
            Phrase("受付が終了する\(time)より後に、ここで抽選します。", "Lots are drawn here after it closes at \(time).")
        }
        static let drawNow = Phrase("抽選を行う", "Draw lots")
        static func drawn(_ count: String, _ winners: String) -> Phrase {
            Phrase("\(count)件から\(winners)件が当選", "\(winners) of \(count) won")
        }
        static let drawnWhen = Phrase("抽選した日時と人", "Drawn")
        static let seed = Phrase("引いた乱数", "Seed")
        static let drawMethod = Phrase("順位の決め方", "Method")
        static let drawMethodText = Phrase(
            "「乱数:受付番号」のSHA-256が小さい順です。", "By SHA-256 of “seed:receipt number”, the smallest first.")
        static let lot = Phrase("順位", "Lot")
        static let receiptNumber = Phrase("受付番号", "Receipt number")
        static let lotResult = Phrase("結果", "Result")
        static let lotWon = Phrase("当選", "Won")
        static let lotLost = Phrase("落選", "Not won")
        static let lotsShown = Phrase("はじめの200件を表示しています。すべての順位は管理の記録から確かめられます。", "The first 200 are shown.")
        static let roundChanged = Phrase("公募を変更しました", "The round was changed")
        static let storedNow = Phrase("いま保存されている内容", "What is stored now")
        static let copy = Phrase("公募を複写する", "Copy this round")
        static let copyAbout = Phrase(
            "同じ内容の公募を、下書きとして作ります。最新の版の手続きとフォームを使います。",
            "Makes a draft with the same contents, under the programme’s newest version.")
        static let newCode = Phrase("新しい公募のコード", "Code of the new round")
        static let newCodeSupport = Phrase(
            "公募のページのURLに使います。半角の英小文字、数字、「-」で40文字まで。例：red-2",
            "Used in the address of its page: at most 40 of a-z, 0-9 and -, such as red-2.")
        static let copyRound = Phrase("複写する", "Copy")
        static let roundCopied = Phrase(
            "公募を複写しました。公募名と受付期間を直してから、公開してください", "The round was copied: set its title and dates, then publish it")
        static let aboutRound = Phrase("この公募について", "About this round")
        static let revision = Phrase("変更の回数", "Revision")
        static let changedAt = Phrase("最後の変更", "Last changed")
        static let preview = Phrase("プレビューを見る", "Preview")
        static let isPreview = Phrase("プレビューです。公開したときに見えるページを表示しています", "This is a preview of the public page")
        static let backToRound = Phrase("公募の管理に戻る", "Back to the round")
        static let seePublicPage = Phrase("公開中のページを見る", "See the public page")

        // Accounts.
        static let accountsLead = Phrase(
            "事務局、決裁者、外部審査員、事務局管理者のアカウントです。異動や退職のときは、その日に停止してください。",
            "Accounts of staff, approvers, reviewers and administrators. Suspend an account when its holder leaves."
        )
        static func accountsCount(_ count: Int) -> Phrase {
            Phrase("アカウント（\(count)件）", count == 1 ? "1 account" : "\(count) accounts")
        }
        static let newAccount = Phrase("アカウントを発行する", "Issue an account")
        static let issue = Phrase("発行する", "Issue")
        static let login = Phrase("ログインID", "Login")
        static let loginSupport = Phrase(
            "半角の英小文字、数字、「-」「.」「_」「@」で3〜64文字。あとから変更できません。",
            "3 to 64 of a-z, 0-9, - . _ @. It cannot be changed later.")
        static let holder = Phrase("氏名", "Name")
        static let email = Phrase("メールアドレス", "E-mail address")
        static let roles = Phrase("役割", "Roles")
        static func roleMeans(_ role: Role) -> Phrase {
            switch role {
            case .staff:
                Phrase(
                    "担当する窓口の申請を確認し、差戻し、審査の依頼、起案をします。",
                    "Checks the applications of its windows, returns them, assigns reviewers, proposes results.")
            case .approver: Phrase("ほかの人が起案した結果を確認して、決裁します。", "Confirms results that someone else proposed.")
            case .reviewer: Phrase("割り当てられた申請だけを見て、審査票で採点します。", "Sees only what is assigned, and scores it.")
            case .administrator: Phrase("公募とアカウントを管理します。", "Manages rounds and accounts.")
            }
        }
        static let windows = Phrase("担当する受付窓口", "Windows")
        static let windowsSupport = Phrase(
            "事務局と決裁者は、1つ以上選んでください。", "Staff and approvers need at least one.")
        static let oneTimeCode = Phrase("確認コード", "One-time codes")
        static let isSet = Phrase("設定済み", "Set up")
        static let notSet = Phrase("未設定", "Not yet")
        static let state = Phrase("状態", "State")
        static let active = Phrase("利用中", "Active")
        static let suspended = Phrase("停止中", "Suspended")
        static let locked = Phrase("一時ロック中", "Locked for a while")
        static let facts = Phrase("アカウントの状態", "State of the account")
        static let changeEndsSessions = Phrase(
            "保存すると、この方はいったんログアウトになり、次のログインから新しい内容になります。",
            "Saving signs this person out; the change holds from their next sign-in.")
        static let accountChanged = Phrase("アカウントを変更しました", "The account was changed")
        static let accountExists = Phrase(
            "このアカウントは発行済みです。初回パスワードが分からないときは、再発行してください",
            "This account was issued already; if its first password is lost, reset it")
        static let accountSuspended = Phrase("アカウントを停止しました", "The account is suspended")
        static let accountResumed = Phrase("アカウントの利用を再開しました", "The account is active again")
        static let suspend = Phrase("利用を停止する", "Suspend")
        static let suspendAbout = Phrase(
            "すぐにログアウトになり、ログインできなくなります。これまでの記録は残ります。あとで再開できます。",
            "It is signed out at once and cannot sign in. Its records stay. It can be resumed later.")
        static let suspendDo = Phrase("停止する", "Suspend")
        static let resume = Phrase("利用を再開する", "Resume")
        static let resumeAbout = Phrase(
            "停止する前と同じパスワードと確認コードで、ログインできるようになります。", "It can sign in again with its password and codes.")
        static let resumeDo = Phrase("再開する", "Resume")
        static let reset = Phrase("パスワードと確認コードの再発行", "New password and codes")
        static let resetAbout = Phrase(
            "パスワードを忘れたとき、認証アプリが使えなくなったときに行います。いまのパスワードと確認コードは使えなくなります。",
            "For a lost password or code app. The present password and codes stop working.")
        static let resetDo = Phrase("再発行する", "Reset")
        static let issued = Phrase("アカウントを発行しました", "The account was issued")
        static let wasReset = Phrase("パスワードを再発行しました", "The password was reset")
        static let shownOnce = Phrase("初回パスワードは、この画面でだけ表示します", "The first password is shown on this page only")
        static let shownOnceAbout = Phrase(
            "この画面を離れると、もう表示できません。本人に、安全な方法（対面、電話など）で伝えてください。",
            "It cannot be shown again. Give it to the holder in a safe way, such as in person or by telephone.")
        static let firstPassword = Phrase("初回パスワード", "First password")
        static let whatNext = Phrase("本人にお願いすること", "What the holder does next")
        static let firstSteps: [Phrase] = [
            Phrase(
                "ログインの画面を開き、ログインIDと初回パスワードを入力する。確認コードは空欄のままにする。",
                "Open the sign-in page and enter the login and the first password. Leave the code empty."),
            Phrase("画面に出るキーを、スマートフォンなどの認証アプリに登録する。", "Type the key shown into an authenticator app."),
            Phrase("認証アプリに出る6桁の数字を入力して、ログインする。", "Sign in with the six digits the app shows."),
            Phrase("右上の氏名を押し、自分だけが知るパスワードに変更する。", "Press your name at the top right, and choose your own password."),
        ]
        static let signInAt = Phrase("ログインの画面：", "Sign-in page: ")
        static let backToAccounts = Phrase("アカウントの一覧に戻る", "Back to the accounts")

        // The log.
        static let historyLead = Phrase(
            "公募とアカウントについて行われた操作を、新しい順に100件まで表示します。この記録は変更できません。",
            "What was done with rounds and accounts, the newest 100 first. This log cannot be changed.")
        static let noHistory = Phrase("記録はまだありません", "Nothing yet")
        static let at = Phrase("日時", "When")
        static let who = Phrase("操作した人", "Who")
        static let what = Phrase("内容", "What")
        static let number = Phrase("番号", "No.")
    }

    enum History {
        static func programmePublished(_ programme: String, version: Int64) -> Phrase {
            Phrase("補助金「\(programme)」の第\(version)版を公開しました", "Published version \(version) of \(programme)")
        }
        static func roundImported(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を取り込みました", "Imported round \(round)")
        }
        static func roundCopied(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を複写して作りました", "Made round \(round) as a copy")
        }
        static func roundChanged(_ round: String) -> Phrase {
            Phrase("公募「\(round)」の公募名と受付期間を変更しました", "Changed title and dates of round \(round)")
        }
        static func roundPublished(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を公開しました", "Published round \(round)")
        }
        static func roundUnlisted(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を限定公開にしました", "Made round \(round) unlisted")
        }
        static func roundForInvited(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を招待した方だけに公開しました", "Made round \(round) one by invitation")
        }
        static func roundInvited(_ round: String, _ count: Int64) -> Phrase {
            Phrase("公募「\(round)」に\(count)者を招待しました", "Invited \(count) to round \(round)")
        }
        static func roundUninvited(_ round: String) -> Phrase {
            Phrase("公募「\(round)」への招待を取り消しました", "Took back an invitation to round \(round)")
        }
        static func roundDrawn(_ round: String, _ count: Int64, winners: Int64) -> Phrase {
            Phrase(
                "公募「\(round)」の抽選を行いました（\(count)件から\(winners)件）", "Drew lots of round \(round): \(winners) of \(count)")
        }
        static func casesRenewed(_ programme: String, _ from: Int64, _ to: Int64) -> Phrase {
            Phrase(
                "「\(programme)」の進行中の案件を第\(from)版から第\(to)版へ切り替えました",
                "Moved cases of \(programme) from version \(from) to \(to)")
        }
        static func letterPublished(_ programme: String, version: Int64) -> Phrase {
            Phrase(
                "「\(programme)」の通知書を変更し、第\(version)版として公開しました",
                "Published letters of \(programme) as version \(version)")
        }
        static func windowsPublished(_ programme: String, version: Int64) -> Phrase {
            Phrase(
                "「\(programme)」の受付窓口を変更し、第\(version)版として公開しました",
                "Published windows of \(programme) as version \(version)")
        }
        static func roundTakenBack(_ round: String) -> Phrase {
            Phrase("公募「\(round)」を下書きに戻しました", "Took round \(round) back")
        }
        static func accountIssued(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」を発行しました", "Issued account \(login)")
        }
        static func accountChanged(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」を変更しました", "Changed account \(login)")
        }
        static func accountSuspended(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」を停止しました", "Suspended account \(login)")
        }
        static func accountResumed(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」の利用を再開しました", "Resumed account \(login)")
        }
        static func accountReset(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」のパスワードと確認コードを再発行しました", "Reset password and codes of account \(login)")
        }
        static func passwordChanged(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」のパスワードが本人によって変更されました", "The holder of \(login) changed the password")
        }
        static func codesSetUp(_ login: String) -> Phrase {
            Phrase("アカウント「\(login)」の確認コードが設定されました", "The holder of \(login) set up one-time codes")
        }
    }
}
