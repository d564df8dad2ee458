import Grants

import struct FEEL.Number

/// What reviewers' pages say.
extension Words {
    enum Review {
        // The tasks.
        static let tasksLead = Phrase(
            "あなたに割り当てられた案件です。審査待ちのものが上に並びます。", "What is assigned to you; what waits for you comes first.")
        static func waiting(_ count: Int) -> Phrase { Phrase("審査待ち（\(count)件）", "Waiting for you (\(count))") }
        static func finished(_ count: Int) -> Phrase { Phrase("終わったもの（\(count)件）", "Finished (\(count))") }
        static let nothingAssigned = Phrase("割り当てられた案件はありません", "Nothing is assigned to you")
        static let nothingAssignedAdvice = Phrase(
            "割り当てられると、メールでお知らせします。", "You are told by mail when something is.")
        static let nothingWaiting = Phrase("審査待ちの案件はありません。", "Nothing waits for you.")
        static let toDeclaration = Phrase("申告して審査を始める", "Declare and begin")
        static let toSheet = Phrase("審査する", "Review")
        static let toLook = Phrase("内容を見る", "Look at it")
        static let number = Phrase("申請番号", "Number")
        static let round = Phrase("公募", "Round")
        static let organisation = Phrase("事業者", "Organisation")
        static let stage = Phrase("審査段階", "Stage")

        // The declaration.
        static let declaration = Phrase("利益相反の申告", "Declaration of interest")
        static let declarationAbout = Phrase(
            "審査を始める前に、この事業者との利害関係の有無を申告してください。申告するまで、申請の内容は表示されません。",
            "Before you review, say whether you have an interest in this organisation. Until then nothing else is shown."
        )
        static let declarationExamples = Phrase(
            "例：役員・社員・顧問である、出資している、共同研究や取引がある、親族が関わっている",
            "Such as: you work for it, advise it, hold its shares, do business with it, or a relative does.")
        static let hidden = Phrase("（匿名審査のため表示しません）", "(not shown: blind review)")
        static let declarationBlind = Phrase(
            "匿名審査のため、申請者の名前は表示されません。事業の内容から心当たりがあるときは、利益相反があるものとして申告してください。",
            "The applicant is not named. If you recognise the project, please declare a conflict.")
        static let conflict = Phrase("利益相反の有無", "Conflict of interest")
        static let conflictNone = Phrase("利益相反はありません", "I have no conflict of interest")
        static let conflictSome = Phrase("利益相反があります", "I have a conflict of interest")
        static let conflictSomeAbout = Phrase("この案件の審査は行いません。", "You will not review this case.")
        static let conflictReason = Phrase("利益相反の内容", "What the conflict is")
        static let conflictReasonAbout = Phrase("「あります」の場合に入力してください。事務局が読みます。", "If there is one; the office reads it.")
        static let declare = Phrase("申告する", "Declare")
        static let chooseConflict = Text("利益相反の有無を選択してください", en: "Say whether there is a conflict of interest")
        static let thanks = Phrase("申告を受け付けました", "Your declaration was received")
        static let thanksAbout = Phrase(
            "ご申告ありがとうございます。この案件の審査は不要です。申請の内容は表示されません。",
            "Thank you. You need not review this case, and its contents are not shown.")
        static let toTasks = Phrase("審査する案件の一覧へ戻る", "Back to your reviews")

        // The sheet.
        static let application = Phrase("申請内容", "The application")
        static let sheet = Phrase("審査票", "Score sheet")
        static let totalSoFar = Phrase("ここまでの合計", "Total so far")
        static let total = Phrase("合計", "Total")
        static func points(_ total: Number, of highest: Number?) -> Phrase {
            highest.map { Phrase("\(total.points)点（満点\($0.points)点）", "\(total.points) of \($0.points)") }
                ?? Phrase("\(total.points)点", total.points)
        }
        static let save = Phrase("一時保存", "Save")
        static let submit = Phrase("審査結果を提出する", "Submit the review")
        static let submitAbout = Phrase(
            "提出すると、審査結果は変更できません。提出するまで、事務局にも表示されません。",
            "A submitted review cannot be changed. Until then not even the office sees it.")
        static let saved = Phrase("審査票を保存しました", "Saved")
        static let toSheetBelow = Phrase("審査票へ移動", "Go to the score sheet")
        static func savedWithTotal(_ time: String, _ points: String) -> Phrase {
            Phrase("保存しました \(time)　合計 \(points)", "Saved \(time). Total \(points)")
        }
        static let savedWithErrors = Phrase("入力した内容は保存されています。", "What you typed is saved.")
        static let submitted = Phrase("審査結果を提出しました", "You have submitted your review")
        static func submittedAt(_ time: String) -> Phrase { Phrase("提出日時：\(time)", "Submitted: \(time)") }
        static let over = Phrase("この案件の外部審査は終わりました", "The external review of this case is over")
        static let overAbout = Phrase(
            "審査票は変更できません。保存されていた内容を表示しています。", "The sheet can no longer be changed. This is what was saved.")
    }
}
