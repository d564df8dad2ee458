import Grants

extension Words {
    /// The flow's editor.
    enum FlowEditor {
        static let title = Phrase("手続きフローの編集", "The flow")
        static let edit = Phrase("手続きフローを編集する", "Edit the flow")
        static let about = Phrase(
            "上から順に進む手続きと、それぞれを審査する段階です。名前を押すと内容を変えられます。公開するまで、いまの案件にも申請者にも影響しません。",
            "The procedures in order, and the stages that judge each. Press a name to change it. Nothing changes for anyone until you publish."
        )
        static let saved = Phrase("保存しました。公開するまで反映されません", "Saved. It takes effect when published")
        static func changedBy(_ name: String, _ time: String) -> Phrase {
            Phrase("最後の変更：\(name)（\(time)）", "Changed last by \(name), \(time)")
        }
        static let newStage = Phrase("新しい審査段階の名前", "Name of a new stage")
        static let addStage = Phrase("審査段階を追加", "Add the stage")
        static let newProcedure = Phrase("新しい手続きの名前", "Name of a new procedure")
        static let addProcedure = Phrase("手続きを追加", "Add a procedure")
        static let newForm = Phrase("新しいフォームを作る", "A new form")
        static let asTable = Phrase("図を表で見る", "The drawing as a table")
        static let toMendHere = Phrase("ここで直すところがあります", "Something is to be mended here")
        static let asItStands = Phrase("いまの内容", "As it stands now")
        static let back = Phrase("手続きフローの編集に戻る", "Back to the flow")
        static let save = Phrase("保存する", "Save")
        static let saveAndAdd = Phrase("保存して結果をもう1つ追加する", "Save and add another outcome")
        static let also = Phrase("そのほか", "Besides")
        static func wantsNumber(_ least: Int, _ most: Int) -> Phrase {
            Phrase("\(least)〜\(most)の数字で入力してください", "Enter a number from \(least) to \(most)")
        }

        // A procedure.
        static let name = Phrase("名前", "Name")
        static let nameEnglish = Phrase("英語の名前", "Name in English")
        static let nameMissing = Phrase("名前を入力してください", "Enter a name")
        static let form = Phrase("申請フォーム", "Form")
        static let start = Phrase("だれが、いつ始めるか", "Who starts it, and when")
        static let when = Phrase("申請できる条件", "Only when")
        static let whenSupport = Phrase("例：交付申請.結果 = \"交付決定\" and 実績報告.件数 = 0", "Over the case, in FEEL.")
        static let whenMissing = Phrase("随時の手続きには、申請できる条件を入力してください", "Enter when it can be filed")
        static let ofOutcome = Phrase("前の手続きの結果で始める場合", "Where an outcome opens it")
        static let after = Phrase("結果が出てから申請できるようになるまで", "Opens after")
        static let daysLater = Phrase("日後", "days")
        static let days = Phrase("提出の期限", "Due within")
        static let daysWithin = Phrase("日以内", "days")
        static let until = Phrase("提出の期限（計算する場合）", "Last day, computed")
        static let untilSupport = Phrase(
            "例：事業完了期限 + duration(\"P30D\")。日数と両方あるときは、早いほう。", "In FEEL. The earlier of both counts.")
        static let period = Phrase("申請できる期間を日付で決める", "A period by dates")
        static let periodAbout = Phrase(
            "どの案件にも同じ期間です。ほかの条件や日数もあるときは、すべてに合う間だけ申請できます。",
            "The same for every case; other conditions and days hold as well.")
        static let opensAt = Phrase("申請できる最初のとき", "Opens")
        static let closesAt = Phrase("締め切るとき", "Closes")
        static let named = Phrase("担当者を決める", "Only by")
        static let namedAbout = Phrase(
            "選ぶと、その人だけがこの段階を進められます。だれも選ばなければ、窓口の全員です。",
            "Only those chosen can pass the stage on. Choose nobody for everyone of the window.")
        static let mandatory = Phrase("必ず提出してもらう", "It must be filed")
        static let repeats = Phrase("何度でも申請できる（随時の場合）", "It can be filed again (at any time)")
        static let standard = Phrase("標準処理期間", "Standard period")
        static let standardSupport = Phrase("差戻しで申請者の手元にある日数は数えません。", "Days with the applicant do not count.")
        static let dayUnit = Phrase("日", "days")

        // A stage.
        static let stage = Phrase("審査段階", "Stage")
        static let kind = Phrase("種類", "Kind")
        static let by = Phrase("行う人", "Done by")
        static let stageWhen = Phrase("この段階を行う条件", "Only when")
        static let stageWhenSupport = Phrase(
            "例：補助金交付申請額 >= 10000000。当てはまらない申請は、次の段階へ進みます。空欄なら、すべての申請で行います。",
            "Over the filing, in FEEL. Others go on to the next stage.")
        static let due = Phrase("期限", "Due")
        static let businessDaysWithin = Phrase("営業日以内", "business days")
        static func businessDays(_ days: Int) -> Phrase { Phrase("\(days)営業日", "\(days) business days") }
        static let ofReview = Phrase("外部審査の場合", "For external review")
        static let reviewers = Phrase("必要な審査員の数", "Reviewers needed")
        static let people = Phrase("名", "people")
        static let sheet = Phrase("審査票", "Score sheet")
        static let blind = Phrase("申請者がだれかを審査員に見せない（匿名審査）", "Reviewers do not see who applies")
        static let rule = Phrase("次へ進める条件", "It can be left when")
        static let ruleOffice = Phrase("必要な数の採点がそろったら、事務局が判断する", "enough have scored; the office decides")
        static let ruleAnyone = Phrase("1名が採点したら", "one has scored")
        static let ruleAll = Phrase("割り当てた全員が採点したら", "everyone assigned has scored")
        static let ruleAverage = Phrase("全員が採点し、平均点が次の点数以上なら", "everyone has scored, with a mean of at least")
        static let points = Phrase("平均点", "Mean")
        static let pointUnit = Phrase("点以上", "points")
        static let pointsMissing = Phrase("平均点を入力してください", "Enter the mean")

        // Outcomes.
        static let outcomes = Phrase("結果", "Outcomes")
        static let outcomesAbout = Phrase(
            "この段階から出る道です。最後の1つは、使うときだけ入力します。", "The ways to leave the stage. The last is for another one.")
        static let newOutcome = Phrase("新しい結果", "A new outcome")
        static let label = Phrase("ボタンの言葉", "What its button says")
        static let labelEnglish = Phrase("英語の言葉", "In English")
        static let labelMissing = Phrase("ボタンの言葉を入力してください", "Enter what its button says")
        static let outcomeMissing = Phrase("結果を1つ以上入力してください", "Enter at least one outcome")
        static let to = Phrase("行き先", "Leads to")
        static let notUsed = Phrase("使わない", "Not used")
        static let takeAway = Phrase("この結果を取り除く", "Take this outcome away")
        static func toStage(_ name: String) -> Phrase { Phrase("「\(name)」へ進める", "On to “\(name)”") }
        static let toApplicant = Phrase("申請者に差し戻す", "Back to the applicant")
        static func toEnd(_ verdict: String) -> Phrase { Phrase("手続きを終える：\(verdict)", "The end: \(verdict)") }
        static let letter = Phrase("通知書", "Letter")
        static let noLetter = Phrase("出さない", "None")
        static let more = Phrase("条件、次の手続き、案件の値", "Conditions, next procedures, values")
        static let outcomeWhen = Phrase("選べる条件", "Only when")
        static let limit = Phrase("差し戻せる回数", "Returns at most")
        static let times = Phrase("回まで", "times")
        static let opens = Phrase("始められるようにする手続き", "Opens")
        static let closes = Phrase("申請できなくする手続き", "Closes")
        static func set(_ name: String) -> Phrase { Phrase("「\(name)」の値（式）", "“\(name)” becomes") }

        // Values.
        static let values = Phrase("案件の値", "Values of a case")
        static let valuesAbout = Phrase(
            "結果が出たときに決まる金額や日付です（交付決定額、事業完了期限など）。条件、期限、通知書で使えます。",
            "Amounts and dates that outcomes decide. Conditions, deadlines and letters can use them.")
        static let editValues = Phrase("案件の値を編集する", "Edit the values")
        static let newValue = Phrase("新しい値", "A new value")
        static let valueName = Phrase("名前（空欄なら取り除く）", "Name (empty to take it away)")
        static let valueKind = Phrase("種類", "Kind")
        static let twice = Phrase("同じ名前が2回あります", "This name is there twice")

        // Formulas.
        static let names = Phrase("条件や式で使える名前", "Names formulas can use")
        static let namesAbout = Phrase("書いてあるとおりに写して使えます。", "Copy them as they are.")

        // A trial.
        static let trial = Phrase("試しに流す", "Try it")
        static let trialAbout = Phrase(
            "見本の申請を、いまの編集内容の流れに沿って進めた結果です。だれもが進める結果を選び、期限の日に行うものとしています。記録には残りません。",
            "A sample application on its way through the flow as it stands. Everyone does what leads on, on the day it is due. Nothing is stored."
        )
        static let tryAgain = Phrase("この値で試す", "Try with these")
        static let day = Phrase("日付", "Day")
        static let who = Phrase("だれが", "Who")
        static let what = Phrase("何をする", "What")
        static let lastDay = Phrase("期限", "Due")
        static let mails = Phrase("届くメール", "Mail")
        static func files(_ name: String) -> Phrase { Phrase("「\(name)」を提出する", "Files “\(name)”") }
        static func passes(_ place: String) -> Phrase {
            Phrase("「\(place)」は条件に当たらないため、次の段階へ進む", "“\(place)” does not apply: on to the next")
        }
        static func scores(_ place: String) -> Phrase {
            Phrase("「\(place)」で、利益相反を申告して採点する", "Declare and score in “\(place)”")
        }
        static func decides(_ place: String, _ outcome: String) -> Phrase {
            Phrase("「\(place)」で「\(outcome)」", "“\(outcome)” in “\(place)”")
        }
        static func issues(_ title: String) -> Phrase { Phrase("「\(title)」を発出する", "Issue “\(title)”") }
        static func unacceptable(_ why: String) -> Phrase {
            Phrase("注意：この値のままでは提出できません（\(why)）", "Note: it could not be filed so (\(why))")
        }
        static func stuck(_ place: String, _ why: String) -> Phrase {
            Phrase("「\(place)」で、選べる結果がありません（\(why)）", "No outcome can be chosen in “\(place)” (\(why))")
        }
        static let mailReceived = Phrase("申請者へ：受付のお知らせ", "Applicant: received")
        static let mailAssigned = Phrase("審査員へ：審査のご依頼", "Reviewers: a case to review")
        static let mailLetter = Phrase("申請者へ：通知書のお知らせ", "Applicant: a letter")
        static func anytime(_ names: String) -> Phrase {
            Phrase("このほか、条件を満たすあいだは「\(names)」を随時始められます。", "Besides, while their conditions hold: \(names).")
        }

        // Publishing.
        static let publishAbout = Phrase(
            "新しい版として公開します。すでにある案件は、いまの版のまま進みます。",
            "It becomes the next version. Cases that exist go on under theirs.")
        static let roundsAbout = Phrase(
            "選んだ公募では、これから始まる案件が新しい版で進みます。", "Cases that begin in the chosen rounds go by the new version.")
        static let discardAbout = Phrase("編集した内容をすべて捨て、公開中の版に戻します。", "All changes are thrown away.")
        static let published = Phrase("手続きフローを公開しました", "The flow was published")
        static let discarded = Phrase("手続きフローの編集を破棄しました", "The changes to the flow were thrown away")
        static func publishedInHistory(_ programme: String, version: Int64) -> Phrase {
            Phrase(
                "「\(programme)」の手続きフローを第\(version)版として公開", "Published the flow of \(programme) as version \(version)")
        }
    }
}

extension Stage.Kind {
    var title: Phrase {
        switch self {
        case .check: Phrase("形式審査", "Formal check")
        case .content: Phrase("内容審査", "Examination")
        case .review: Phrase("外部審査", "External review")
        case .decision: Phrase("決裁", "Decision")
        case .notice: Phrase("通知", "Notice")
        }
    }
}

extension Procedure.Start {
    var title: Phrase {
        switch self {
        case .round: Phrase("公募の受付期間中に、申請者が始める", "An applicant, while the call is open")
        case .outcome: Phrase("前の手続きの結果によって始められる", "Opened by an outcome before it")
        case .case: Phrase("随時：条件を満たすあいだ、申請者が始める", "At any time while its condition holds")
        }
    }
}

extension CaseValue.Kind {
    var title: Phrase {
        switch self {
        case .money: Phrase("金額", "Amount")
        case .number: Phrase("数", "Number")
        case .date: Phrase("日付", "Date")
        case .text: Phrase("文字", "Text")
        case .yesNo: Phrase("はい・いいえ", "Yes or no")
        }
    }
}
