import Grants

/// What applicants' pages say.
extension Words {
    // マイページ.
    static func myPageLead(_ organisation: String) -> Phrase {
        Phrase(
            "\(organisation)の申請の状況と、次にすることが分かります。",
            "Where the applications of \(organisation) stand, and what to do next.")
    }
    static let nothingFiled = Phrase("まだ申請はありません。", "You have not applied yet.")
    static let toCorrect = Phrase("修正が必要な申請", "To be corrected")
    static let needsCorrection = Phrase("要対応", "Action needed")
    static let correctNow = Phrase("内容を修正する", "Correct it")
    static func turnOffice(_ window: String) -> Phrase {
        Phrase(
            "いまは「\(window)」が審査しています。あなたが行うことはありません。修正のお願いや結果は、メールでお知らせします。",
            "“\(window)” is examining it. There is nothing for you to do; you are told by mail of corrections and of the result."
        )
    }
    static func standardDays(_ days: Int) -> Phrase {
        Phrase("審査にかかる標準の期間は\(days)日です（修正にかかる日数は除きます）。", "It should take \(days) days, those for corrections left out.")
    }
    static func turnYours(_ procedure: String) -> Phrase {
        Phrase("次はあなたの番です。下の「\(procedure)」を提出してください。", "It is your turn: file “\(procedure)” below.")
    }
    static let invitedRounds = Phrase("招待されている公募", "Calls you are invited to")
    static let nextProcedures = Phrase("次にできる手続き", "What you can file next")
    static let canBegin = Phrase("開始できます", "Can begin")
    static let drafts = Phrase("下書き", "Drafts")
    static let filedCases = Phrase("申請した案件", "Your applications")
    static let toCase = Phrase("案件の画面へ", "See the case")
    static let caseNumber = Phrase("申請番号", "Number")
    static let projectTitle = Phrase("事業名", "Project")
    static let roundTitle = Phrase("公募", "Round")
    static let procedure = Phrase("手続き", "Procedure")
    static let procedures = Phrase("手続きの流れ", "Procedures")
    static let status = Phrase("状況", "Status")
    static let changed = Phrase("更新日時", "Changed")
    static let window = Phrase("受付窓口", "Window")
    static let organisation = Phrase("事業者", "Organisation")
    static func progress(_ done: Int, _ all: Int) -> Phrase {
        Phrase("必須\(all)項目のうち\(done)項目を入力済み", "\(done) of \(all) required fields answered")
    }
    static func lastSaved(_ time: String) -> Phrase { Phrase("最終保存：\(time)", "Last saved: \(time)") }

    // Starting.
    static let startTitle = Phrase("申請を始める", "Start an application")
    static let alreadyHere = Phrase("この公募への申請がすでにあります", "You have applications in this round")
    static func resumeDraft(_ time: String) -> Phrase {
        Phrase("下書きの続きから（最終保存 \(time)）", "Continue the draft (saved \(time))")
    }
    static let whatIsAsked = Phrase("入力すること", "What will be asked")
    static func fieldCount(_ count: Int) -> Phrase { Phrase("\(count)項目", count == 1 ? "1 field" : "\(count) fields") }
    static let savedAsYouType = Phrase(
        "入力した内容は自動で保存されます。途中でやめて、別の端末から続けることもできます。",
        "What you type is saved by itself. You can stop and go on from another device.")
    static let windowQuestion = Phrase("受付窓口を選んでください", "Choose a window")
    static let windowSupport = Phrase(
        "本社・本店の所在地を担当する窓口を選んでください。", "Choose the one that serves the place of your head office.")
    static let startNow = Phrase("申請を始める", "Start")
    static let startNew = Phrase("新しく申請する", "Start a new application")

    static let notEligible = Phrase("この補助金の対象になりません", "You are not eligible")
    static func keptNotFiled(_ names: String) -> Phrase {
        Phrase(
            "\(names)は、いまの回答では質問の対象ではないため、申請に含まれません（下書きには残っています）。",
            "\(names) is not asked for with the present answers: it is kept in the draft and not filed.")
    }
    static func minutes(_ count: Int) -> Phrase { Phrase("入力の目安：約\(count)分", "About \(count) minutes to fill in") }
    static let earlierFile = Phrase("前に提出したファイル", "A file you filed before")
    static let chooseEarlier = Phrase("前に提出したファイルから選ぶ", "Choose one you filed before")
    static let useEarlier = Phrase("このファイルを使う", "Use this file")

    // Filling in.
    static let toCheck = Phrase("申請内容の確認へ進む", "Check your answers")
    static let backToList = Phrase("申請の一覧（目次）に戻る", "Back to the list of sections")
    static let discardDraft = Phrase("この下書きを破棄する", "Throw this draft away")
    static let discardWarning = Phrase("入力した内容は元に戻せません。", "What you typed cannot be brought back.")
    static let discardNow = Phrase("破棄する", "Throw away")
    static let pleaseCorrect = Phrase("事務局から修正の依頼があります", "The office asks you to correct this filing")
    static func savedAt(_ time: String) -> Phrase { Phrase("下書きを保存しました（\(time)）", "Draft saved (\(time))") }
    static let savedWithErrors = Phrase("入力した内容は下書きとして保存されています。", "What you typed is saved as a draft.")
    static let conflictTitleDraft = Phrase("どちらの内容を残しますか", "Which text do you want to keep?")
    static let conflictExplanation = Phrase(
        "別の端末や画面でも、同じ項目が変更されていました。どちらの内容も失われていません。残すほうを選んでください。",
        "The same fields were changed on another device. Neither text is lost: choose the one to keep.")
    static let keepStored = Phrase("保存されている内容", "What is stored")
    static let keepSent = Phrase("この画面で入力した内容", "What you typed here")
    static let settleNow = Phrase("選んだ内容で保存する", "Save what I chose")

    // Checking and submitting.
    static let checkTitle = Phrase("申請内容の確認", "Check your answers")
    static let beforeSubmitting = Phrase("申請する", "Submit")
    static let submitExplanation = Phrase(
        "提出すると、事務局が審査を始めます。提出したあとは、事務局から差し戻されたときだけ修正できます。",
        "Once submitted, the office examines it. You can change it again only if the office returns it.")
    static let resubmitThis = Phrase("この内容で再提出する", "Submit again")
    static let receiptTitle = Phrase("申請受付票", "Receipt")
    static let received = Phrase("申請を受け付けました", "We received your application")
    static let receiptNumber = Phrase("受付番号", "Receipt number")
    static func receivedAt(_ time: String) -> Phrase { Phrase("受付日時：\(time)（日本時間）", "Received: \(time) (Japan time)") }
    static let receiptPDF = Phrase("受付票（PDF）", "Receipt (PDF)")
    static let whatNext = Phrase("このあとの流れ", "What happens next")
    static func nextExamined(_ window: String) -> Phrase {
        Phrase("\(window)が内容を確認し、審査を行います。", "\(window) checks and examines it.")
    }
    static let nextReturned = Phrase(
        "修正が必要なときは、メールとマイページでお知らせします。", "If something needs correction, you are told by mail and on your page.")
    static func mailSent(_ email: String) -> Phrase {
        Phrase("\(email) に受付のお知らせを送ります。", "A notice is sent to \(email).")
    }
    static let whatWasReceived = Phrase("受け付けた内容", "What was received")
    static let fileCount = Phrase("添付ファイル", "Files")

    // A case.
    static func standing(_ status: CaseStatus) -> Phrase {
        switch status {
        case .checking, .examining, .reviewing, .deciding, .confirming, .notifying:
            Phrase("審査中です。結果が出るまでお待ちください。", "Under examination. Please wait for the result.")
        case .returned: Phrase("修正が必要です。内容を確認して、再提出してください。", "Please correct it and submit it again.")
        case .adopted: Phrase("採択されました。次の手続きに進んでください。", "Adopted. Please go on with the next procedure.")
        case .granted: Phrase("交付が決定しました。", "The grant was decided.")
        case .rejected: Phrase("不採択となりました。", "Not adopted.")
        case .approved: Phrase("承認されました。", "Approved.")
        case .refused: Phrase("承認されませんでした。", "Not approved.")
        case .dismissed: Phrase("却下となりました。", "Dismissed.")
        case .stopped: Phrase("事業の中止が承認されました。", "The project was stopped.")
        case .completed: Phrase("手続きは完了しました。", "Completed.")
        case .withdrawn: Phrase("取り下げました。", "Withdrawn.")
        }
    }
    static let reasonGiven = Phrase("理由", "Reason")
    static func beginProcedure(_ name: String) -> Phrase { Phrase("\(name)を始める", "Begin: \(name)") }
    static let anytimeProcedures = Phrase("必要になったときに行う手続き", "If you need it")
    static let mandatory = Phrase("必ず提出してください。", "This must be filed.")
    static func opensOn(_ day: String) -> Phrase { Phrase("\(day)から申請できます。", "Opens on \(day).") }
    static let askForTime = Phrase(
        "提出期限を過ぎました。事情があるときは、下の「事務局とのメッセージ」でご相談ください。",
        "The deadline has passed. If there is a reason, write to the office below.")
    static func extendedBecause(_ reason: String) -> Phrase {
        Phrase("期限が延長されました。理由：\(reason)", "The deadline was extended: \(reason)")
    }
    static func happenedExtended(_ procedure: String, _ day: String, _ reason: String) -> Phrase {
        Phrase(
            "\(procedure)の提出期限が\(day)まで延長されました（\(reason)）", "“\(procedure)” can now be filed until \(day): \(reason)")
    }
    static let letters = Phrase("通知書", "Letters")
    static let letterPDF = Phrase("通知書（PDF）", "Letter (PDF)")
    static let filings = Phrase("提出した申請", "Filings")
    static func resubmission(_ number: Int) -> Phrase { Phrase("（再提出\(number)回目）", " (resubmission \(number))") }
    static let messages = Phrase("事務局とのメッセージ", "Messages with the office")
    static let noMessages = Phrase("メッセージはありません。お問合せは、ここから送れます。", "No messages yet. You can ask the office here.")
    static let writeMessage = Phrase("事務局に問い合わせる", "Ask the office")
    static let office = Phrase("事務局", "Office")
    static let history = Phrase("これまでの経過", "History")
    static func happenedSubmitted(_ procedure: String, _ receipt: String, again: Bool) -> Phrase {
        again
            ? Phrase("\(procedure)を再提出しました（\(receipt)）", "Resubmitted: \(procedure) (\(receipt))")
            : Phrase("\(procedure)を提出しました（\(receipt)）", "Submitted: \(procedure) (\(receipt))")
    }
    static let happenedReturned = Phrase("事務局から差し戻されました", "Returned by the office")
    static func happenedLetter(_ title: String, _ number: String) -> Phrase {
        Phrase("\(title)（\(number)）が発出されました", "Letter issued: \(title) (\(number))")
    }
    static let withdraw = Phrase("申請を取り下げる", "Withdraw")
    static let withdrawWarning = Phrase(
        "取り下げると、この手続きは終わります。元に戻せません。", "Withdrawing ends this procedure; it cannot be undone.")
    static let withdrawReason = Phrase("取下げの理由", "Reason")
    static let withdrawNow = Phrase("取り下げる", "Withdraw")
}
