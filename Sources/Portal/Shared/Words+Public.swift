import Grants

/// What the pages for everyone say.
extension Words {
    enum Home {
        static let title = Phrase("補助金を探して、オンラインで申請できます", "Find a subsidy and apply for it online")
        static let lead = Phrase(
            "公募を探すところから、申請、事務局とのやりとり、結果の通知まで、この画面で進められます。",
            "From finding a call to applying, talking with the office and receiving the result: all of it here.")
        static let entries = Phrase("できること", "What you can do")
        static let findAbout = Phrase(
            "地域、利用目的、業種などから、いま申請できる公募を探します。", "Search the calls you can apply to now, by area, purpose or industry.")
        static let follow = Phrase("申請の状況を見る（マイページ）", "See your applications (My page)")
        static let followAbout = Phrase(
            "入力の続き、提出した申請の状況、事務局からの連絡、通知書を確認します。",
            "Continue a draft, see where an application stands, read messages and letters.")
        static let manualsAbout = Phrase(
            "操作のしかたを、申請する方・事務局・審査員それぞれに向けて説明します。",
            "How to use this, for applicants, offices and reviewers.")
        static let closingSoon = Phrase("締切が近い公募", "Closing soon")
        static let noneOpen = Phrase("いま受け付けている公募はありません", "No calls are open now")
        static let noneOpenAdvice = Phrase(
            "「補助金を探す」では、これから始まる公募と終わった公募も見られます。",
            "Under “Find subsidies” you can also see calls to come and calls that have closed.")
        static func allOpen(_ count: Int) -> Phrase {
            Phrase("受付中の公募をすべて見る（\(count)件）", "See all open calls (\(count))")
        }
        static let steps = Phrase("使い方", "How it works")
        static let fourSteps: [(Phrase, Phrase)] = [
            (
                Phrase("公募を探す", "Find a call"),
                Phrase("公募のページで、対象、締切、提出するものを確認します。", "See who may apply, until when, and what has to be filed.")
            ),
            (
                Phrase("ログインして入力する", "Sign in and fill in"),
                Phrase(
                    "GビズIDでログインします。入力は途中で保存され、あとから続けられます。",
                    "Sign in with gBizID. What you type is saved, and you can continue later.")
            ),
            (
                Phrase("確認して提出する", "Check and submit"),
                Phrase(
                    "1画面で全体を確認して提出すると、受付番号と受付票が出ます。",
                    "Check everything on one page and submit: you get a receipt number and a receipt.")
            ),
            (
                Phrase("結果を受け取る", "Receive the result"),
                Phrase(
                    "修正の依頼や結果の通知は、メールとマイページでお知らせします。",
                    "Requests to correct something, and the result, reach you by mail and on My page.")
            ),
        ]
    }

    enum Rounds {
        static let words = Phrase("補助金の名前やキーワード", "Name or keywords")
        static let wordsSupport = Phrase("空白で区切ると、すべての言葉を含む公募を探します。", "Words with spaces between must all be found.")
        static let status = Phrase("受付状況", "Status")
        static let moreFilters = Phrase("地域、利用目的、業種、実施機関で絞り込む", "Filter by area, purpose, industry or agency")
        static let area = Phrase("対象地域", "Area")
        static let purpose = Phrase("利用目的", "Purpose")
        static let industry = Phrase("業種", "Industry")
        static let agency = Phrase("実施機関", "Agency")
        static let programme = Phrase("補助金", "Programme")
        static let employees = Phrase("従業員数", "Employees")
        static func phase(_ phase: Round.Phase) -> Phrase {
            switch phase {
            case .accepting: Phrase("受付中", "Open")
            case .before: Phrase("受付前", "Not open yet")
            case .closed: Phrase("受付終了", "Closed")
            }
        }
        static func visibility(_ visibility: Round.Visibility) -> Phrase {
            switch visibility {
            case .draft: Phrase("下書き（非公開）", "Draft (not public)")
            case .invited: Phrase("招待された方のみ", "By invitation")
            case .unlisted: Phrase("限定公開（URLを知っている方のみ）", "Unlisted (by its address only)")
            case .published: Phrase("公開中", "Published")
            }
        }
        static func found(_ count: Int) -> Phrase {
            Phrase("公募 \(count)件", count == 1 ? "1 call" : "\(count) calls")
        }
        static func shown(_ first: Int, _ last: Int, _ all: Int) -> Phrase {
            Phrase("\(first)〜\(last)件（全\(all)件）", "\(first)–\(last) of \(all)")
        }
        static let nothing = Phrase("条件に合う公募は見つかりませんでした", "No calls match")
        static let nothingAdvice = Phrase(
            "言葉を短くする、別の言い方にする、条件を減らす、受付状況を「すべて」にする、などをお試しください。",
            "Try fewer or other words, fewer filters, or set the status to “All”.")
        static let allRounds = Phrase("すべての公募を見る", "See all calls")
        static let ceiling = Phrase("補助上限額", "Up to")
        static let rate = Phrase("補助率", "Rate")
        static let budget = Phrase("予算額", "Budget")
        static let forInvited = Phrase("招待された方の公募です", "For those who are invited")
        static let forInvitedAbout = Phrase(
            "この公募は、事務局から招待された事業者だけが見られます。招待を受けた事業者のアカウントでログインしてください。",
            "Only organisations the office invited see it. Sign in with the account of one.")
        static let signInToSee = Phrase("ログインして見る", "Sign in to see it")
        static let intake = Phrase("採択の方法", "Selection")
        static func rule(_ rule: Intake.Rule, _ limits: String) -> Phrase {
            switch rule {
            case .firstCome: Phrase("先着順（\(limits)まで）", "First come, first served (\(limits))")
            case .lottery: Phrase("抽選（\(limits)まで）", "By lot (\(limits))")
            }
        }
        static func places(_ count: String) -> Phrase { Phrase("\(count)件", "\(count) places") }
        static let withinBudget = Phrase("申請額の合計が予算額に達する", "as far as the budget goes")
        static func placesLeft(_ count: String) -> Phrase { Phrase("残り：\(count)件", "Places left: \(count)") }
        static func budgetLeft(_ yen: String) -> Phrase { Phrase("予算の残り：\(yen)", "Budget left: \(yen)") }
        static func takePart(_ count: String) -> Phrase {
            Phrase("これまでの申請：\(count)件（受付終了後に抽選します）", "Filed so far: \(count). Lots are drawn after it closes.")
        }
        static let inOrder = Phrase(
            "提出した順に受け付けます。下書きでは場所を確保できません。", "Places go to those who submit first; a draft holds none.")
        static let full = Phrase("上限に達しました", "Full")
        static let fullAlready = Phrase(
            "先着の上限に達したため、受付を終了しました。取下げなどで空きが出ると、受付期間中は再び申請できます。",
            "Every place is taken. Should one become free, it can be applied for while the call is open.")
        static let eligible = Phrase("対象となる方", "Who may apply")
        static let period = Phrase("受付期間", "Period")
        static let until = Phrase("〜", "–")
        static let opens = Phrase("受付開始", "Opens")
        static let closes = Phrase("受付終了", "Closes")
        static let grantsBegin = Phrase("補助金の交付開始", "Grants begin")
        static let accounts = Phrase("申請に使えるアカウント", "Accounts that can apply")
        static let inJapan = Phrase("（日本時間）", " (Japan time)")
        static let onThisPage = Phrase("このページの内容", "On this page")
        static let overview = Phrase("概要", "Overview")
        static let about = Phrase("公募の内容", "About this call")
        static let toFile = Phrase("申請で入力・提出するもの", "What has to be filed")
        static func firstProcedure(_ name: String) -> Phrase {
            Phrase(
                "最初の手続きは「\(name)」です。次の項目を画面で入力します。ファイルは事前に用意しておくと早く終わります。",
                "The first procedure is “\(name)”. You fill in these parts on screen. Have the files ready."
            )
        }
        static let laterProcedures = Phrase("採択などのあとの手続き", "Procedures after that")
        static let examination = Phrase("審査の流れ", "How it is examined")
        static let resultByLetter = Phrase(
            "結果は通知書で全員にお知らせします。マイページで読めるほか、届いたことをメールでお知らせします。",
            "Everyone is told the result by a letter, to be read on My page. A mail tells you when it is there.")
        static let windows = Phrase("受付窓口とお問合せ先", "Windows and contact")
        static let chooseWindow = Phrase(
            "申請するときに、次の窓口から1つを選びます。", "When you apply, you choose one of these windows.")
        static let routedWindow = Phrase(
            "申請の内容から、次の窓口のうち担当のところへ届きます。", "It goes to the window in charge, by what you answer.")
        static let serves = Phrase("担当する地域", "Serves")
        static let toApply = Phrase("申請する", "Apply")
        static let accepts = Phrase("この公募は申請を受け付けています。", "This call is open.")
        static let start = Phrase("申請を始める", "Start an application")
        static let startSupport = Phrase(
            "ログインが必要です。途中で保存して、あとから続けられます。", "You need to sign in. You can save and continue later.")
        static let opensLater = Phrase("まだ受付を始めていません。受付は次の日時に始まります。", "Not open yet. It opens at this time.")
        static let closedAlready = Phrase(
            "この公募の受付は終了しました。提出済みの申請の状況は、マイページで確認できます。",
            "This call has closed. Applications that were submitted can be followed on My page.")
        static let downloads = Phrase("公募要領などのダウンロード", "Downloads")
    }

    enum Flow {
        static let startsInRound = Phrase("公募の受付期間中に、申請者が始めます。", "An applicant starts it while the call is open.")
        static let startsByOutcome = Phrase(
            "前の手続きの結果によって、始められるようになります。", "It opens by the result of a procedure before it.")
        static func startsByOutcome(days: Int) -> Phrase {
            Phrase(
                "前の手続きの結果によって、始められるようになります。期限は、そのときから\(days)日以内です。",
                "It opens by the result of a procedure before it, and is due within \(days) days of that.")
        }
        static let startsAnytime = Phrase("必要になったときに、申請者が始めます。", "An applicant starts it when it is needed.")
        static let startsAnytimeAgain = Phrase(
            "必要になったときに、何度でも申請者が始めます。", "An applicant starts it whenever it is needed, any number of times.")
        static let content = Phrase(
            "受付窓口の事務局が、申請の内容を審査します。", "The window’s staff examine what it says.")
        static let notice = Phrase("受付窓口の事務局が、通知や準備を行います。", "The window’s staff send notices and prepare.")
        static let check = Phrase(
            "受付窓口の事務局が、書類と記入内容を確認します。直していただくところがあれば、理由を添えて差し戻します。",
            "The window’s staff check the papers. If something has to be corrected, it is returned with the reasons.")
        static func review(reviewers: Int) -> Phrase {
            reviewers > 0
                ? Phrase(
                    "外部審査員\(reviewers)名以上が、利益相反がないことを申告したうえで、審査票で採点します。",
                    "At least \(reviewers) external reviewers score it, after declaring no conflict of interest."
                )
                : Phrase("外部審査員が審査票で採点します。", "External reviewers score it.")
        }
        static let decision = Phrase(
            "事務局が結果を起案し、別の決裁者が確認して決めます。", "Staff propose the result; an approver who is someone else confirms it.")
        static func goesOn(to stage: String) -> Phrase { Phrase("「\(stage)」へ進みます。", "Goes on to “\(stage)”.") }
        static let returns = Phrase("申請者に差し戻します。", "Goes back to the applicant.")
        static func ends(_ verdict: String) -> Phrase {
            Phrase("「\(verdict)」として手続きを終えます。", "The procedure ends: \(verdict).")
        }
        static let applicant = Phrase("申請者", "Applicant")
        static func reviewers(_ count: Int) -> Phrase { Phrase("外部審査員\(count)名", "\(count) reviewers") }
        static let officeAndApprover = Phrase("事務局と決裁者", "Office and approver")
        static func diagram(_ procedure: String) -> Phrase { Phrase("「\(procedure)」の流れ", "The way of “\(procedure)”") }
        static func onlyWhen(_ condition: String) -> Phrase {
            Phrase("「\(condition)」のときだけ。", "Only when: \(condition).")
        }
        static func opensAfter(days: Int) -> Phrase {
            Phrase("結果が出た日の\(days)日後から申請できます。", "It opens \(days) days after the result.")
        }
        static func dueOn(_ formula: String) -> Phrase { Phrase("期限：\(formula)。", "Due: \(formula).") }
        static let mandatory = Phrase("必ず提出する手続きです。", "It must be filed.")
        static func standard(days: Int) -> Phrase {
            Phrase("標準処理期間は\(days)日です。", "It should take \(days) days.")
        }
        static let anyone = Phrase("1名が採点すれば、次へ進めます。", "One score is enough.")
        static let everyone = Phrase("割り当てた全員の採点がそろうと、次へ進めます。", "Everyone assigned must have scored.")
        static func average(_ points: Int) -> Phrase {
            Phrase(
                "全員の採点がそろい、平均点が\(points)点以上のときに、次へ進めます。",
                "Everyone assigned must have scored, with a mean of at least \(points).")
        }
        static let blind = Phrase("審査員には、申請者がだれかを見せません。", "Reviewers do not see who applies.")
        static func opensAt(_ time: String) -> Phrase { Phrase("\(time)から申請できます。", "From \(time).") }
        static func closesAt(_ time: String) -> Phrase { Phrase("\(time)に締め切ります。", "Until \(time).") }
        static func byNamed(_ count: Int) -> Phrase {
            Phrase("決められた担当者（\(count)人）が行います。", "Those named for it (\(count)) do it.")
        }
        static let byApprover = Phrase("決裁者が行います。", "An approver does it.")
        static func stageWhen(_ condition: String, else next: String) -> Phrase {
            Phrase(
                "「\(condition)」のときだけ行い、それ以外は「\(next)」へ進みます。",
                "Only when: \(condition); others go on to “\(next)”.")
        }
        static func due(days: Int) -> Phrase {
            Phrase("\(days)営業日以内に行います。", "It is due within \(days) business days.")
        }
        static func returns(limit: Int) -> Phrase {
            Phrase("申請者に差し戻します（\(limit)回まで）。", "Goes back to the applicant, \(limit) times at most.")
        }
        static func closes(_ procedures: String) -> Phrase {
            Phrase("「\(procedures)」は申請できなくなります。", "\(procedures) can no longer be filed.")
        }
        static func sets(_ name: String, _ formula: String) -> Phrase {
            Phrase("「\(name)」を「\(formula)」とします。", "“\(name)” becomes \(formula).")
        }
        static func issues(_ letter: String) -> Phrase {
            Phrase("「\(letter)」を発行します。", "Issues the letter “\(letter)”.")
        }
        static func opens(_ procedures: String) -> Phrase {
            Phrase("「\(procedures)」を始められるようにします。", "Opens \(procedures).")
        }
    }

    enum Outline {
        static let sometimes = Phrase("条件により必須", "Required in some cases")
        static func section(_ title: String, fields: Int) -> Phrase {
            Phrase("\(title)（\(fields)項目）", "\(title) (\(fields == 1 ? "1 field" : "\(fields) fields"))")
        }
        static func kind(_ type: String, _ limits: String) -> Phrase {
            Phrase("\(type)：\(limits)", "\(type): \(limits)")
        }
        static func characters(_ count: Int) -> Phrase { Phrase("\(count)文字", "\(count) characters") }
        static func digits(_ count: Int) -> Phrase { Phrase("数字\(count)桁", "\(count) digits") }
        static func choices(_ count: Int) -> Phrase { Phrase("\(count)つ", "\(count)") }
        static func atLeast(_ bound: String) -> Phrase { Phrase("\(bound)以上", "at least \(bound)") }
        static func atMost(_ bound: String) -> Phrase { Phrase("\(bound)まで", "up to \(bound)") }
        static func notBefore(_ day: String) -> Phrase { Phrase("\(day)以降", "from \(day)") }
        static func files(_ count: Int) -> Phrase {
            Phrase("\(count)個まで", count == 1 ? "1 file" : "up to \(count) files")
        }
    }

    enum Manuals {
        static let lead = Phrase(
            "画面で読むことも、PDFで保存して印刷することもできます。", "Read them here, or keep and print them as PDF.")
        static let applicantAbout = Phrase(
            "補助金に申請する方のためのマニュアルです。", "For those who apply for subsidies.")
        static let staffAbout = Phrase(
            "申請を受け付けて審査する、事務局と決裁者のためのマニュアルです。", "For the staff and approvers who receive and examine applications.")
        static let reviewerAbout = Phrase(
            "申請を採点する、外部審査員のためのマニュアルです。", "For the external reviewers who score applications.")
        static let administratorAbout = Phrase(
            "公募とアカウントを管理する、事務局管理者のためのマニュアルです。", "For the administrators of calls and accounts.")
        static let contents = Phrase("目次", "Contents")
        static let toPrint = Phrase("保存・印刷", "Keep and print")
        static let pdf = Phrase("PDFを開く", "Open as PDF")
    }

    enum About {
        static let accessibility = Phrase("ウェブアクセシビリティ", "Accessibility statement")
        static let related = Phrase("関連するページ", "See also")
    }
}
