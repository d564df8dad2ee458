import Grants

import struct FEEL.Number

/// What the office's pages say.
extension Words {
    enum Office {
        // The work list, with the names of the columns offices know.
        static let byStatus = Phrase("申請ステータス", "By status")
        static let round = Phrase("公募", "Round")
        static let window = Phrase("受付窓口", "Window")
        static let procedure = Phrase("事業種別", "Procedure")
        static let number = Phrase("申請番号", "Number")
        static let programme = Phrase("補助金名", "Subsidy")
        static let organisation = Phrase("法人名/番号", "Organisation and number")
        static let project = Phrase("事業名", "Project")
        static let grantsBegin = Phrase("補助金交付開始年度(月)", "Grants begin")
        static let status = Phrase("申請ステータス", "Status")
        static let returns = Phrase("差戻し回数", "Returns")
        static func listed(_ shown: Int, of all: Int) -> Phrase {
            Phrase("全\(all)件のうち\(shown)件を表示しています", "Showing \(shown) of \(all)")
        }
        static let noneFound = Phrase("条件に合う案件はありません", "No case matches")
        static let noneInStatus = Phrase("このステータスの案件はありません", "No case has this status")
        static let pageGone = Phrase("このページに案件はありません", "Nothing is on this page any more")
        static let toFirstPage = Phrase("最初のページへ", "To the first page")
        static let seeAllCases = Phrase("すべての案件を見る", "See all cases")
        static let noCases = Phrase("担当窓口の案件はまだありません", "There are no cases at your windows yet")
        static let noCasesAdvice = Phrase(
            "申請が提出されると、ここに並びます。担当窓口は、事務局管理者が設定します。",
            "Cases appear here when they are filed. An administrator sets which windows are yours.")

        // A case.
        static let toList = Phrase("案件一覧", "Cases")
        static let procedures = Phrase("手続きの流れ", "Procedures")
        static let toTasks = Phrase("いま行うことへ移動", "Go to what to do now")
        static let whatToDo = Phrase("いま行うこと", "What to do now")
        static let answers = Phrase("申請内容", "What was filed")
        static let receipt = Phrase("受付番号", "Receipt number")
        static let filedAt = Phrase("提出日時", "Filed")
        static let receiptPDF = Phrase("受付票（PDF）", "Receipt (PDF)")
        static let stage = Phrase("審査段階", "Stage")
        static let revision = Phrase("版", "Revision")
        static let revisions = Phrase("提出の履歴", "Revisions")
        static func revision(_ number: Int) -> Phrase {
            number == 1 ? Phrase("初回の提出", "First filing") : Phrase("再提出\(number - 1)回目", "Resubmission \(number - 1)")
        }
        static let differences = Phrase("前回の提出から変わったところ", "What changed since the revision before")
        static let noDifferences = Phrase("前回の提出から変わった項目はありません。", "No answer changed since the revision before.")
        static func earlierRevision(_ revision: String) -> Phrase {
            Phrase("\(revision)の内容を表示しています", "This is: \(revision)")
        }
        static let toCase = Phrase("案件の画面へ戻る", "Back to the case")
        static let yourRemark = Phrase("前回の指摘", "Your remark last time")

        // Returning and passing on.
        static let withApplicant = Phrase("申請者の修正を待っています", "It is with the applicant")
        static func withApplicantSince(_ time: String, _ who: String) -> Phrase {
            Phrase(
                "\(time)に\(who)が差し戻しました。再提出されると、ここから審査を続けられます。",
                "Returned by \(who), \(time). The examination goes on when it is filed again.")
        }
        static let ended = Phrase("この手続きは終わっています", "This procedure has ended")
        static func endedBy(_ verdict: String, _ time: String, _ who: String) -> Phrase {
            Phrase("\(verdict)（\(time)　\(who)）", "\(verdict) (\(time), \(who))")
        }
        static let passOn = Phrase("次の段階へ進める", "Pass on")
        static func passOnTo(_ stage: String) -> Phrase {
            Phrase("「\(stage)」の段階に移ります。", "It goes to the stage “\(stage)”.")
        }
        static func reviewsMissing(_ needed: Int, _ done: Int) -> Phrase {
            Phrase(
                "審査員\(needed)名の審査が終わると進められます（いま\(done)名）。",
                "It can go on when \(needed) reviewers have scored (now \(done)).")
        }
        static let giveBack = Phrase("申請者へ差し戻す", "Return to the applicant")
        static let giveBackAbout = Phrase(
            "修正してほしい項目に指摘を書くか、全体への連絡を書いてください。申請者にメールで知らせます。",
            "Remark on the fields to correct, or write a message. The applicant is told by mail.")
        static let giveBackMessage = Phrase("全体への連絡", "Message")
        static func remarksOn(_ section: String) -> Phrase { Phrase("「\(section)」への指摘", "Remarks on “\(section)”") }
        static let giveBackNow = Phrase("差し戻す", "Return")

        // What the office enters itself.
        static let entry = Phrase("事務局の記入", "Entered by the office")
        static let entryAbout = Phrase(
            "ここに書いたことは申請者に表示されません。未記入の項目は、あとから書けます。",
            "Applicants never see what is written here. What is left empty can follow later.")
        static let entrySave = Phrase("保存する", "Save")
        static let entryLink = Phrase("事務局の項目に記入する", "Fill in the office’s fields")
        static let entryClosed = Phrase(
            "いまは記入できません（差戻し中、決裁待ち、または手続きの終了後です）。",
            "Nothing can be entered now: it is with the applicant, awaits approval, or has ended.")
        static let entryClash = Phrase(
            "下の欄には、あなたが入力した内容が残っています。次の内容と見比べて、よければもう一度保存してください。",
            "What you typed is still below. Compare it with this, then save again.")
        static func enteredBy(_ name: String, _ time: String) -> Phrase {
            Phrase("\(name)が\(time)に記入", "Entered by \(name), \(time)")
        }
        static func enteredBefore(_ revision: Int) -> Phrase {
            Phrase(
                "第\(revision)版を見て書かれた内容です。そのあとに再提出されています。",
                "Written on revision \(revision); the applicant has filed again since.")
        }
        static let happenedEntered = Phrase("事務局の項目に記入", "The office’s fields were filled in")

        // Reviewers.
        static let reviewers = Phrase("外部審査員", "External reviewers")
        static let noReviewers = Phrase("まだ割り当てていません。", "None assigned yet.")
        static func progress(_ done: Int, of needed: Int) -> Phrase {
            Phrase("必要な審査員\(needed)名のうち\(done)名が審査済みです。", "\(done) of the \(needed) reviewers needed have scored.")
        }
        static let reviewer = Phrase("割り当てる審査員", "Reviewer to assign")
        static let noReviewerAccounts = Phrase(
            "割り当てられる審査員がいません。事務局管理者がアカウントを発行します。",
            "There is no reviewer left to assign. An administrator issues their accounts.")
        static let assign = Phrase("割り当てる", "Assign")
        static let release = Phrase("割当てを取り消す", "Release")
        static let releaseReason = Phrase("取り消す理由", "Reason")
        static func forRevision(_ revision: String) -> Phrase { Phrase("\(revision)の内容を審査", "reviews: \(revision)") }
        static let conflict = Phrase("申告の内容", "Declared")
        static let scores = Phrase("審査結果", "Scores")
        static let criterion = Phrase("項目", "Criterion")
        static let total = Phrase("合計", "Total")
        static func totalOf(_ highest: Number) -> Phrase {
            Phrase("合計（満点\(highest.points)点）", "Total (at most \(highest.points))")
        }
        static func remarksBy(_ reviewer: String) -> Phrase { Phrase("\(reviewer)のコメント", "Comments by \(reviewer)") }

        // Deciding.
        static let propose = Phrase("結果を起案する", "Propose the outcome")
        static let proposeAbout = Phrase(
            "起案すると、別の決裁者の承認を待ちます。承認されるまで、申請者には知らされません。",
            "Another person, an approver, has to confirm. Until then the applicant is told nothing.")
        static let outcome = Phrase("結果", "Outcome")
        static let reason = Phrase("理由", "Reason")
        static func reasonNeeded(_ outcomes: String) -> Phrase {
            Phrase(
                "\(outcomes)の場合は必ず入力してください。通知書に記載され、申請者が読みます。",
                "Needed for: \(outcomes). The applicant reads it in the letter.")
        }
        static let reasonForApplicant = Phrase("通知書に記載され、申請者が読むことがあります。", "The applicant may read it in the letter.")
        static let proposeNow = Phrase("起案する", "Propose")
        static let chooseOutcome = Text("結果を選択してください", en: "Choose the outcome")
        static let chooseReviewer = Text("外部審査員を選択してください", en: "Choose a reviewer")
        static let awaiting = Phrase("決裁を待っています", "Awaiting approval")
        static let proposed = Phrase("起案された結果", "Proposed outcome")
        static let proposer = Phrase("起案者", "Proposed by")
        static let proposedAt = Phrase("起案日時", "Proposed")
        static let confirmTitle = Phrase("承認する", "Approve")
        static let willHappen = Phrase(
            "承認すると、すぐに次のことが行われます。元に戻せません。", "Approving does this at once; it cannot be undone.")
        static func willEnd(_ procedure: String, _ verdict: String) -> Phrase {
            Phrase("「\(procedure)」が「\(verdict)」で終わります。", "“\(procedure)” ends: \(verdict).")
        }
        static func willIssue(_ letter: String) -> Phrase {
            Phrase("「\(letter)」を、文書番号と今日の日付を付けて発出します。", "“\(letter)” is issued with a number and today’s date.")
        }
        static func willMail(_ organisation: String) -> Phrase {
            Phrase("\(organisation)にメールで知らせます。", "\(organisation) is told by mail.")
        }
        static func willOpen(_ procedure: String, days: Int?) -> Phrase {
            days.map {
                Phrase("「\(procedure)」を申請できるようになります（\($0)日以内）。", "“\(procedure)” opens for \($0) days.")
            } ?? Phrase("「\(procedure)」を申請できるようになります。", "“\(procedure)” opens.")
        }
        static let confirmNow = Phrase("承認して決定する", "Approve and decide")
        static let decline = Phrase("起案者へ戻す", "Send back to the proposer")
        static let declineReason = Phrase("戻す理由", "Reason")
        static let waitsForOther = Phrase(
            "あなたが起案したため、承認は別の決裁者が行います。", "You proposed this, so another approver has to confirm it.")
        static let waitsForApprover = Phrase("承認できるのは決裁者だけです。", "Only an approver can confirm it.")

        // Threads and history.
        static let comments = Phrase("事務局内コメント", "Office comments")
        static let commentsAbout = Phrase("申請者・審査員には表示されません。", "Applicants and reviewers never see these.")
        static let noComments = Phrase("コメントはありません。", "No comments yet.")
        static let writeComment = Phrase("コメントを書く", "Write a comment")
        static let addComment = Phrase("コメントを残す", "Add the comment")
        static let messages = Phrase("申請者とのメッセージ", "Messages with the applicant")
        static let messagesAbout = Phrase("申請者に表示され、メールで知らせます。", "The applicant sees these and is told by mail.")
        static let noMessages = Phrase("メッセージはありません。", "No messages yet.")
        static let writeMessage = Phrase("申請者へのメッセージ", "Message to the applicant")
        static let letters = Phrase("通知書", "Letters")
        static let letterPDF = Phrase("PDF", "PDF")
        static let history = Phrase("記録", "History")

        // What was just done.
        static func due(_ day: String, isOver: Bool) -> Phrase {
            isOver
                ? Phrase("期限：\(day)（過ぎています）", "Due: \(day) (overdue)") : Phrase("期限：\(day)まで", "Due: \(day)")
        }
        static func inHand(_ days: Int, of standard: Int) -> Phrase {
            Phrase(
                "標準処理期間：\(standard)日のうち\(days)日（差戻し中は数えません）",
                "Standard period: \(days) of \(standard) days (without those with the applicant)")
        }
        /// Who acts next, as the office says it.
        static func turn(_ turn: Case.Turn) -> Phrase {
            let (who, english): (String, String) =
                switch turn {
                case .correction, .filing: ("申請者", "the applicant")
                case .office(.staff): ("事務局", "the office")
                case .office(.approver): ("決裁者", "an approver")
                case .reviewers(let done, let count):
                    ("外部審査員（\(count)人のうち\(done)人が審査済み）", "reviewers (\(done) of \(count) have scored)")
                case .approval: ("起案者とは別の決裁者", "an approver other than the proposer")
                case .nobody: ("なし", "nobody")
                }
            return Phrase("次に動く人：\(who)", "Next to act: \(english)")
        }
        static let onlyNamedHere = Phrase("この段階は、決められた担当者が行います。", "Those named for this stage do this.")
        static let onlyApproversHere = Phrase("この段階は、決裁者が行います。", "An approver does this.")
        static func notOffered(_ label: String, _ condition: String) -> Phrase {
            Phrase("「\(label)」は、条件（\(condition)）を満たすときに選べます。", "“\(label)” needs: \(condition).")
        }
        static let nextFilings = Phrase("申請者が次に行う手続き", "What the applicant files next")
        static func opensOn(_ day: String) -> Phrase { Phrase("\(day)から", "from \(day)") }
        static func lastDay(_ day: String) -> Phrase { Phrase("\(day)まで", "until \(day)") }
        static let lateSince = Phrase("期限を過ぎています", "overdue")
        static let begun = Phrase("下書きあり", "draft begun")
        static let mandatory = Phrase("必須", "mandatory")
        static let anytime = Phrase("随時", "any time")
        static let extend = Phrase("期限を延長する", "Extend the deadline")
        static let extendProcedure = Phrase("手続き", "Procedure")
        static let extendUntil = Phrase("新しい期限（この日の終わりまで）", "New last day (until its end)")
        static let extendReason = Phrase("延長の理由", "Reason")
        static func waiting(_ count: Int) -> Phrase { Phrase("審査待ち\(count)件", "\(count) waiting") }
        static let assignAutomatically = Phrase("足りない人数を自動で割り当てる", "Assign those missing")
        static let assignAutomaticallyAbout = Phrase(
            "審査待ちの少ない順に選びます。申請者と同じメールのドメインの人、申請の中に氏名がある人は選びません。",
            "Those with the least to do, none of the applicant’s mail domain, and none named in the application.")
        static let chooseDay = Text("新しい期限を、年・月・日で入力してください", en: "Enter the new last day")
        static let extendReasonSupport = Phrase("申請者のページとメールに表示されます。", "Shown to the applicant, and mailed.")
        static let values = Phrase("この案件で決まったこと", "What was decided of this case")

        static let done: [String: Phrase] = [
            "extended": Phrase("期限を延長しました。申請者にメールで知らせます。", "Extended. The applicant is told by mail."),
            "entered": Phrase("事務局の項目を保存しました。", "The office’s fields were saved."),
            "checked": Phrase("審査票を保存しました。", "The sheet was saved."),
            "returned": Phrase("差し戻しました。申請者にメールで知らせます。", "Returned. The applicant is told by mail."),
            "moved": Phrase("次の段階へ進めました。", "Passed on."),
            "assigned": Phrase("審査員を割り当てました。審査員にメールで知らせます。", "Assigned. The reviewer is told by mail."),
            "released": Phrase("割当てを取り消しました。", "Released."),
            "proposed": Phrase("起案しました。別の決裁者の承認を待っています。", "Proposed. Another approver has to confirm."),
            "declined": Phrase("起案者へ戻しました。", "Sent back to the proposer."),
            "confirmed": Phrase("承認しました。申請者にメールで知らせます。", "Approved. The applicant is told by mail."),
            "commented": Phrase("コメントを残しました。", "Comment added."),
            "sent": Phrase("申請者にメッセージを送りました。", "Message sent to the applicant."),
        ]
    }
}

/// What the history of a case says, event by event.
extension Words.Office {
    static let happenedOpened = Phrase("案件を登録しました", "Case opened")
    static func happenedSubmitted(_ procedure: String, _ revision: String, _ receipt: String) -> Phrase {
        Phrase("\(procedure)：\(revision)（\(receipt)）", "\(procedure): \(revision) (\(receipt))")
    }
    static let happenedCommented = Phrase("事務局内コメントを書きました", "Wrote an office comment")
    static let happenedPosted = Phrase("メッセージを送りました", "Sent a message")
    static let happenedReturned = Phrase("申請者へ差し戻しました", "Returned to the applicant")
    static func happenedMoved(_ from: String, _ to: String) -> Phrase {
        Phrase("「\(from)」から「\(to)」へ進めました", "Passed on from “\(from)” to “\(to)”")
    }
    static func happenedPassed(_ stage: String, _ to: String) -> Phrase {
        Phrase("「\(stage)」は条件に当たらないため、「\(to)」へ進みました", "“\(stage)” does not apply: on to “\(to)”")
    }
    static func happenedExtended(_ procedure: String, _ day: String) -> Phrase {
        Phrase("\(procedure)の提出期限を\(day)まで延長しました", "Extended “\(procedure)” until \(day)")
    }
    static func happenedRenewed(_ from: Int, _ to: Int) -> Phrase {
        Phrase("手続きの版を\(from)版から\(to)版へ切り替えました", "Went over from version \(from) to version \(to)")
    }
    static func happenedDrawn(_ rank: Int, of count: Int, won: Bool) -> Phrase {
        Phrase(
            "抽選：\(count)件中\(rank)番目（\(won ? "当選" : "落選")）", "Lot \(rank) of \(count): \(won ? "won" : "not won")")
    }
    static func happenedAssigned(_ reviewer: String) -> Phrase {
        Phrase("外部審査員 \(reviewer) に割り当てました", "Assigned reviewer \(reviewer)")
    }
    static func happenedReleased(_ reviewer: String) -> Phrase {
        Phrase("外部審査員 \(reviewer) の割当てを取り消しました", "Released reviewer \(reviewer)")
    }
    static let happenedDeclaredNone = Phrase("利益相反がないことを申告しました", "Declared no conflict of interest")
    static let happenedDeclared = Phrase("利益相反を申告しました", "Declared a conflict of interest")
    static func happenedScored(_ total: Number) -> Phrase {
        Phrase("審査結果を提出しました（\(total.points)点）", "Submitted a score of \(total.points)")
    }
    static func happenedProposed(_ outcome: String) -> Phrase { Phrase("「\(outcome)」を起案しました", "Proposed: \(outcome)") }
    static let happenedDeclined = Phrase("起案者へ戻しました", "Sent the proposal back")
    static func happenedDecided(_ verdict: String) -> Phrase { Phrase("決裁しました：\(verdict)", "Decided: \(verdict)") }
    static func happenedLettered(_ title: String, _ number: String) -> Phrase {
        Phrase("\(title)（\(number)）を発出しました", "Issued \(title) (\(number))")
    }
    static let happenedWithdrawn = Phrase("取り下げました", "Withdrew")
}
