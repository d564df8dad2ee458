/// What is said of acts on many cases, exports and other long work.
extension Words {
    enum Errands {
        static let title = Phrase("作業", "Work")
        static let lead = Phrase(
            "まとめて行った操作と書き出しです。ほかの人には見えません。書き出したファイルは7日で消えます。",
            "What you did to many cases at once, and your exports. Nobody else sees them. Files are kept for 7 days.")
        static let none = Phrase("作業はまだありません", "Nothing yet")
        static let noneAdvice = Phrase(
            "案件一覧で案件を選ぶと、まとめて操作したり書き出したりできます。", "Choose cases in the list to act on them together or to export them.")
        static let what = Phrase("内容", "What")
        static let state = Phrase("状態", "State")
        static let result = Phrase("結果", "Result")
        static let madeAt = Phrase("作成", "Begun")
        static func count(_ done: Int, of total: Int?) -> Phrase {
            guard let total else { return Phrase("\(done)件", "\(done)") }
            return Phrase("\(total)件中\(done)件", "\(done) of \(total)")
        }
        static func ended(_ done: Int, failed: Int) -> Phrase {
            failed == 0
                ? Phrase("\(done)件を行いました", "\(done) done")
                : Phrase("\(done)件を行い、\(failed)件は行えませんでした", "\(done) done, \(failed) not")
        }
        static func exported(_ count: Int) -> Phrase { Phrase("\(count)件を書き出しました", "\(count) cases exported") }
        static func printed(_ count: Int) -> Phrase { Phrase("通知書\(count)件", "\(count) letters") }

        // Kinds and states.
        static let export = Phrase("書き出し", "Export")
        static func export(as format: String) -> Phrase { Phrase("書き出し（\(format)）", "Export (\(format))") }
        static let decisions = Phrase("結果をCSVで登録", "Results from a CSV file")
        static let letters = Phrase("通知書の一括印刷", "Letters to print")
        static let planned = Phrase("準備中", "Being prepared")
        static let waiting = Phrase("待機中", "Waiting")
        static let running = Phrase("実行中", "Under way")
        static let done = Phrase("完了", "Done")
        static let failed = Phrase("中止（失敗）", "Failed")
        static let cancelled = Phrase("取消し", "Cancelled")

        // In the list.
        static let choose = Phrase("選ぶ", "Choose")
        static func chooseRow(_ number: String) -> Phrase { Phrase("\(number)を選ぶ", "Choose \(number)") }
        static let together = Phrase("まとめて操作する", "Act on many")
        static let scope = Phrase("対象", "Which cases")
        static let scopeChosen = Phrase("チェックした案件", "Those checked")
        static let scopePage = Phrase("このページの全件", "All of this page")
        static func scopeFound(_ most: Int) -> Phrase { Phrase("見つかった全件（\(most)件まで）", "All found, up to \(most)") }
        static let act = Phrase("操作", "What to do")
        static let go = Phrase("確認へ進む", "Continue")
        static let chooseAct = Phrase("操作を選んでください", "Choose what to do")
        static let chooseCases = Phrase("案件をチェックするか、対象を選び直してください", "Check some cases, or choose which")
        static let exportFound = Phrase("この一覧を書き出す（CSV・Excel・ZIP）", "Export this list (CSV, Excel, ZIP)")

        // Preparing.
        static let outcome = Phrase("選ぶ結果", "Outcome")
        static func offered(_ procedure: String, _ stage: String, _ label: String, _ count: Int) -> Phrase {
            Phrase(
                "\(procedure)・\(stage)：\(label)（この段階の案件\(count)件）",
                "\(procedure), \(stage): \(label) (\(count) cases there)")
        }
        static let noOutcomes = Phrase(
            "選んだ案件の段階には、この操作で選べる結果がありません。", "The stages of these cases have no such outcome.")
        static let reason = Phrase("理由", "Reason")
        static let reasonAbout = Phrase(
            "不採択・却下などのときは必須です。通知書に載り、申請者が読みます。", "Required for refusals; the applicant reads it in the letter.")
        static let message = Phrase("申請者への連絡", "Message to the applicants")
        static let comment = Phrase("コメント", "Comment")
        static let declineReason = Phrase("戻す理由", "Reason")
        static let look = Phrase("内容を確かめる", "See what will happen")
        static let lookAgain = Phrase("確かめ直す", "Look again")
        static func plan(_ possible: Int, _ impossible: Int) -> Phrase {
            impossible == 0
                ? Phrase("\(possible)件すべてに行えます。まだ何も行っていません。", "All \(possible) are possible. Nothing was done yet.")
                : Phrase(
                    "\(possible)件に行えます。\(impossible)件には行えません（理由は表にあります）。まだ何も行っていません。",
                    "\(possible) are possible, \(impossible) are not; the table says why. Nothing was done yet.")
        }
        static let nothingPossible = Phrase("行える案件がありません。", "None of them is possible.")
        static let line = Phrase("行", "Line")
        static let will = Phrase("行うこと・行えない理由", "What will happen, or why not")
        static let can = Phrase("可否", "Possible")
        static let possible = Phrase("行える", "Yes")
        static let impossible = Phrase("行えない", "No")
        static func start(_ count: Int) -> Phrase { Phrase("\(count)件に行う", "Do it to \(count)") }
        static let discard = Phrase("やめる", "Discard")
        static let backToList = Phrase("案件一覧へ戻る", "Back to the list")

        // Decisions from a file.
        static let template = Phrase("1　ひな形を保存して書き込む", "1. Save the template and fill it in")
        static func templateAbout(_ count: Int) -> Phrase {
            Phrase(
                "選んだ\(count)件の申請番号が入っています。「結果」に下の言葉を、要るときは「理由」を書いてください。事務局の項目は、空のままにすると今の内容が残ります。",
                "It has the \(count) chosen cases. Write a result (see below) and a reason where needed. The office’s fields stay as they are where cells are empty."
            )
        }
        static let saveTemplate = Phrase("ひな形（CSV）を保存する", "Save the template (CSV)")
        static let resultWords = Phrase("「結果」に書ける言葉", "What can be written as a result")
        static let upload = Phrase("2　書き込んだファイルを読み取る", "2. Read the file")
        static let file = Phrase("CSVファイル", "CSV file")
        static func fileAbout(_ rows: Int) -> Phrase {
            Phrase(
                "\(rows)行まで。文字コードはUTF-8とShift_JISのどちらでもかまいません。", "Up to \(rows) lines, UTF-8 or Shift_JIS.")
        }
        static let read = Phrase("読み取って確かめる", "Read it and check")
        static let readAnother = Phrase("ほかのファイルを読み取る", "Read another file")
        static let noFile = Phrase("CSVファイルを選択してください", "Choose a CSV file")
        static let tooLarge = Phrase("ファイルが大きすぎます（2MBまで）", "The file is too large (at most 2 MB)")

        // Exporting.
        static let exportTitle = Phrase("一覧の書き出し", "Export the list")
        static func exportLead(_ count: Int?) -> Phrase {
            guard let count else { return Phrase("見つかった案件をファイルにします。", "Makes a file of the cases found.") }
            return Phrase("\(count)件をファイルにします。", "Makes a file of \(count) cases.")
        }
        static let format = Phrase("形式", "Format")
        static let content = Phrase("入れる内容", "Contents")
        static let contentAbout = Phrase(
            "ZIPでは選ぶ必要はありません。列は「カスタマイズ」で変えられます。", "Not needed for ZIP. Columns are chosen under “Customise”.")
        static let exportNow = Phrase("書き出す", "Export")

        // Under way and after.
        static let progress = Phrase("進み具合", "Progress")
        static let refresh = Phrase("最新の状態にする", "Refresh")
        static let cancel = Phrase("取り消す", "Cancel")
        static let cancelAbout = Phrase("ここまでに行ったことは、そのまま残ります。", "What was done so far stays.")
        static let download = Phrase("ファイルを保存する", "Save the file")
        static func keptUntil(_ time: String) -> Phrase { Phrase("\(time)まで保存できます。", "It is kept until \(time).") }
        static let fileGone = Phrase("ファイルの保存期間が終わりました。もう一度書き出してください。", "The file is gone; export again.")
        static let print = Phrase("通知書を1つのPDFにする（一括印刷）", "Letters as one PDF, to print")
        static func issued(_ count: Int) -> Phrase { Phrase("発出した通知書：\(count)件", "Letters issued: \(count)") }
        static let results = Phrase("1件ごとの結果", "Case by case")
        static let all = Phrase("すべて", "All")
        static let onlyFailed = Phrase("行えなかったもの", "Not done")
        static let lineDone = Phrase("行った", "Done")
        static let lineFailed = Phrase("行えなかった", "Not done")
        static let lineWaiting = Phrase("まだ", "Not yet")
        static let more = Phrase("続きを見る", "More")
        static let noLines = Phrase("ありません", "None")
        static let whatHappened = Phrase("行ったこと・行えなかった理由", "What was done, or why not")
    }
}
