import Grants

/// What is said about who has a case in hand, who is away, what is due, and who else is looking.
extension Words {
    enum Hands {
        // 担当.
        static let holder = Phrase("担当", "Assigned to")
        static let title = Phrase("担当の状況", "Who has what in hand")
        static let navigation = Phrase("担当", "Hands")
        static let nobody = Phrase("未担当", "Nobody")
        static let nobodyYet = Phrase("担当者はまだいません。", "Nobody has it in hand yet.")
        static let you = Phrase("あなた", "you")
        static let mine = Phrase("自分の担当", "Mine")
        static let mineAbout = Phrase("代理をしている人の担当を含みます", "with those of whom you stand in for")
        static let take = Phrase("担当する", "Take it")
        static let giveBack = Phrase("担当を外す", "Give it back")
        static let change = Phrase("担当を替える", "Give it to someone else")
        static let changeTo = Phrase("新しい担当者", "Who gets it")
        static let chooseHolder = Text("新しい担当者を選択してください", en: "Choose who gets it")
        static let changeNow = Phrase("替える", "Give")
        static let takeNext = Phrase("次の案件を担当する", "Take the next case")
        static let noneLeft = Phrase("担当者のいない案件はありません。", "Every case is in someone’s hands.")
        static func load(_ count: Int) -> Phrase { Phrase("\(count)件", "\(count)") }
        static func option(_ name: String, load: Int, isAway: Bool) -> Phrase {
            Phrase("\(name)（\(load)件\(isAway ? "・不在" : "")）", "\(name) (\(load)\(isAway ? ", away" : ""))")
        }
        static let proxy = Phrase("代理", "standing in")
        static func away(until day: String, substitute: String) -> Phrase {
            Phrase("\(day)まで不在（代理：\(substitute)）", "away until \(day); \(substitute) stands in")
        }
        static let awayShort = Phrase("不在", "away")
        static func untaken(_ count: Int) -> Phrase { Phrase("未担当の案件：\(count)件", "Cases nobody has: \(count)") }
        static let lead = Phrase(
            "終わっていない案件を、いま誰が持っているかです。あなたの担当窓口の案件だけを数えます。",
            "Who has the cases that have not ended, at your windows.")
        static let person = Phrase("担当者", "Person")
        static let inHand = Phrase("担当件数", "In hand")
        static let state = Phrase("不在・代理", "Absence")
        static let windows = Phrase("受付窓口", "Windows")
        static let suspended = Phrase("利用停止中", "suspended")

        // Handing over.
        static let handOver = Phrase("担当をまとめて替える", "Hand all over")
        static func handOverAbout(_ most: Int) -> Phrase {
            Phrase(
                "ある人が担当する案件をすべて、別の人に移します。案件ごとに記録が残ります。一度に移せるのは\(most)件までです。",
                "All cases of one person go to another. Each case’s history says so. At most \(most) at once.")
        }
        static let from = Phrase("いまの担当者", "From")
        static let to = Phrase("新しい担当者", "To")
        static let toNobody = Phrase("担当なしにする", "Nobody")
        static let handOverNow = Phrase("まとめて替える", "Hand over")
        static func handedOver(_ count: Int) -> Phrase {
            Phrase("\(count)件の担当を替えました。", count == 1 ? "1 case was handed over." : "\(count) cases were handed over.")
        }
        static let moreToHandOver = Phrase(
            "まだ残っています。続けるには、もう一度「まとめて替える」を押してください。", "There are more: press the button again to go on.")

        // Away.
        static let absence = Phrase("不在・代理", "Absence and substitute")
        static let absenceLead = Phrase(
            "不在の間、代理の人の「自分の担当」に、あなたの担当する案件も並びます。期限のお知らせは二人に届きます。代理の人が行ったことは、代理の人の名前で記録に残ります。",
            "While you are away your cases are among your substitute’s, reminders go to both, and the history names who really acted."
        )
        static let absenceLeadOf = Phrase(
            "不在の間、代理の人の「自分の担当」に、この人の担当する案件も並びます。",
            "While this person is away their cases are among the substitute’s.")
        static let setAbsence = Phrase("不在の期間を設定する", "Set an absence")
        static let fromDay = Phrase("最初の日", "First day")
        static let untilDay = Phrase("最後の日", "Last day")
        static let substitute = Phrase("代理をする人", "Substitute")
        static let substituteSupport = Phrase(
            "同じ受付窓口をすべて担当する人から選びます。決裁者の代理は決裁者です。",
            "Someone who works at all the same windows. An approver is substituted by an approver.")
        static let noCandidates = Phrase(
            "代理のできる人がいません。受付窓口をすべて担当する人（決裁者の代理は決裁者）が必要です。事務局管理者に相談してください。",
            "Nobody can stand in: it takes someone of all the same windows, and an approver for an approver.")
        static let set = Phrase("設定する", "Set")
        static let isSet = Phrase("不在の期間を設定しました。", "The absence was set.")
        static let isRemoved = Phrase("不在の期間を取り消しました。", "The absence was taken back.")
        static let noAbsences = Phrase("設定している不在はありません。", "No absence is set.")
        static let remove = Phrase("取り消す", "Take back")
        static let period = Phrase("期間", "Time")
        static let represented = Phrase("あなたが代理をする人", "Whom you stand in for")
        static let enterDay = Text("年・月・日を入力してください", en: "Enter year, month and day")
        static let chooseSubstitute = Text("代理をする人を選択してください", en: "Choose a substitute")

        // Due.
        static let due = Phrase("期限", "Due")
        static func when(_ when: String) -> Phrase {
            switch when {
            case "overdue": Phrase("超過", "overdue")
            case "today": Phrase("本日", "today")
            default: Phrase("2営業日以内", "within 2 business days")
            }
        }
        static let allOfWindows = Phrase("窓口全体", "All of your windows")
        static func count(_ number: String) -> Phrase { Phrase("\(number)件", number) }

        // Looking.
        static func alsoLooking(_ names: String) -> Phrase {
            Phrase("ほかに開いている人：\(names)", "Also open for: \(names)")
        }

        // Conflicts.
        static let notDone = Phrase(
            "あなたの操作は行われていません。いまの状態を確認して、必要ならもう一度操作してください。",
            "What you did was not carried out. See how things stand, and do it again if need be.")
        static let sinceThen = Phrase("この画面を開いたあとに行われたこと", "What happened since the page was opened")
        static let yourWords = Phrase("あなたが入力した内容", "What you had typed")

        // Comments at fields.
        static let write = Phrase("コメント", "Comment")
        static let writeAbout = Phrase("申請者・審査員には表示されません。", "Applicants and reviewers never see it.")
        static let add = Phrase("コメントを残す", "Add")
        static let resolve = Phrase("解決済みにする", "Settle")
        static let reopen = Phrase("もう一度開く", "Open again")
        static let toRemark = Phrase("差戻しの指摘にする", "Make it a remark")
        static let toRemarks = Phrase("未解決のコメントをすべて指摘に入れる", "Make all open comments remarks")
        static func resolved(_ count: Int) -> Phrase { Phrase("解決済みのコメント（\(count)件）", "Settled comments (\(count))") }
        static func resolvedBy(_ name: String, _ time: String) -> Phrase {
            Phrase("\(name)が\(time)に解決済みにしました。", "Settled by \(name), \(time).")
        }
        static func open(_ count: Int) -> Phrase { Phrase("未解決のコメント\(count)件：", "\(count) open comments: ") }

        // What changed.
        static let whichAnswers = Phrase("表示する項目", "Which answers")
        static let allAnswers = Phrase("すべての項目", "All answers")
        static let changedOnly = Phrase("変わった項目だけ", "Only what changed")
        static func comparedWith(_ revision: String) -> Phrase {
            Phrase("「\(revision)」との違い", "Compared with “\(revision)”")
        }
        static let compareWith = Phrase("比べる版", "Compare with")
        static let seeDifference = Phrase("前回との違い", "What changed")
        static let latest = Phrase("いまの内容", "the latest")
    }
}

/// What the history says of it.
extension Words.Hands {
    static func happenedTaken(_ name: String) -> Phrase { Phrase("\(name)の担当にしました", "Assigned to \(name)") }
    static let happenedGivenBack = Phrase("担当を外しました", "Given back")
    static func happenedAnnotated(_ field: String) -> Phrase {
        Phrase("「\(field)」にコメントを書きました", "Commented on “\(field)”")
    }
    static func happenedResolved(_ field: String, isOpen: Bool) -> Phrase {
        isOpen
            ? Phrase("「\(field)」のコメントをもう一度開きました", "Opened the comments on “\(field)” again")
            : Phrase("「\(field)」のコメントを解決済みにしました", "Settled the comments on “\(field)”")
    }

    static let done: [String: Phrase] = [
        "taken": Phrase("担当を変更しました。", "It is in other hands now."),
        "annotated": Phrase("項目にコメントを残しました。", "The comment was added."),
        "resolved": Phrase("コメントの状態を変更しました。", "The comments were changed."),
    ]
}

extension Words.History {
    static func absenceSet(_ login: String, _ from: String, _ until: String, _ substitute: String) -> Phrase {
        Phrase(
            "\(login)の不在（\(from)〜\(until)）を設定。代理：\(substitute)",
            "\(login) is away from \(from) to \(until); \(substitute) stands in")
    }
    static func absenceRemoved(_ login: String, _ from: String, _ until: String) -> Phrase {
        Phrase("\(login)の不在（\(from)〜\(until)）を取消し", "\(login) is not away from \(from) to \(until)")
    }
}
