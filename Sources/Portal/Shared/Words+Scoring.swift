import Grants

import struct FEEL.Number

/// What is said where scores are given, compared and ranked.
extension Words {
    enum Scoring {
        // Sheets.
        static func weight(_ weight: Number) -> Phrase { Phrase("（重み \(weight.points)）", "(weight \(weight.points))") }
        static let anchors = Phrase("評価の目安", "What points mean")
        static let anchorsSupport = Phrase(
            "1行に1つ、「5：全国でも例がない」のように書きます。最小と最大も入力してください。",
            "A line each, such as “5: nothing like it”. Give the least and the most, too.")
        static let weightBox = Phrase("重み（空欄は1。0は合計に入れない）", "Weight (empty: 1; 0 does not count)")
        static let commentBox = Phrase("この点数未満は理由が必要（空欄は求めない）", "A reason is needed below (empty: never)")
        static let anchorsUnread = Text(
            "評価の目安は、1行に1つ「5：全国でも例がない」のように、点数と「：」で書き始めてください",
            en: "Begin each line with the points and a colon")
        static let sheetSupport = Phrase(
            "外部審査では審査員が、形式審査と内容審査では事務局が記入します。", "Reviewers fill it in at a review, staff at a check.")
        static let noSheet = Phrase("審査票を使わない", "No sheet")
        static let shares = Phrase("採点を終えた審査員に、ほかの審査員の採点を見せる", "Those who have scored see the others’ scores")
        static let needsSheet = Phrase("審査票をすべて記入してから選べる", "Only once the sheet is complete")
        static let flowShares = Phrase(
            "採点を終えた審査員は、ほかの審査員の採点を見ることができます。", "Reviewers who have scored see the others’ scores.")
        static let flowChecklist = Phrase("事務局が審査票に記入します。", "The office fills in a sheet.")
        static let flowComplete = Phrase("審査票をすべて記入してから選べます。", "Only once the sheet is complete.")
        static func lacksSheet(_ outcome: String) -> Phrase {
            Phrase("「\(outcome)」は、審査票をすべて記入すると選べます。", "“\(outcome)” waits for the whole sheet.")
        }
        static func happenedChecked(_ stage: String, left: Int) -> Phrase {
            left == 0
                ? Phrase("「\(stage)」の審査票を記入しました", "Filled in the sheet of “\(stage)”")
                : Phrase("「\(stage)」の審査票を記入しました（残り\(left)項目）", "Filled in the sheet of “\(stage)” (\(left) left)")
        }
        static let happenedDiscussed = Phrase("審査会での意見を記録しました", "Wrote down what the meeting said")

        // The staff's own sheet.
        static let staffSheet = Phrase("審査票", "Sheet")
        static let staffSheetAbout = Phrase(
            "途中でも保存できます。保存した内容は、案件の記録に残ります。", "It can be saved unfinished. What is saved is in the case’s record.")
        static let change = Phrase("審査票を直す", "Change the sheet")
        static let read = Phrase("記入した内容を見る", "What was filled in")
        static let saveSheet = Phrase("審査票を保存する", "Save the sheet")
        static let closed = Phrase("いまは記入できません。", "It cannot be filled in now.")
        static let clash = Phrase(
            "入力した内容は下に残っています。いまの内容を確かめて、もう一度保存してください。",
            "What you typed is still below. Look at what stands there now, and save again.")
        static let allFilled = Phrase("すべて記入済み", "Complete")
        static func left(_ count: Int) -> Phrase { Phrase("残り\(count)項目", "\(count) left") }
        static let notFilled = Phrase("未記入", "Not filled in")
        static let forOlder = Phrase("前の版の申請について記入したものです。", "It was filled in for an earlier revision.")

        // The reviewer's own list.
        static func place(_ number: Int, of count: Int) -> Phrase {
            Phrase("\(count)件中\(number)件目", "\(number) of \(count)")
        }
        static let previous = Phrase("前の案件", "Previous")
        static let next = Phrase("次の案件", "Next")
        static let nearby = Phrase("ほかの案件", "Other cases")
        static let due = Phrase("期限", "Due")
        static func overdue(_ day: String) -> Phrase { Phrase("\(day)（期限を過ぎています）", "\(day) (overdue)") }
        static func done(_ done: Int, of count: Int) -> Phrase {
            Phrase("\(count)件のうち\(done)件の審査が終わりました。", "\(done) of \(count) are done.")
        }
        static let others = Phrase("ほかの審査員の採点", "What others found")
        static let noOthers = Phrase("まだだれも提出していません。", "Nobody else has submitted yet.")
        static let applicationPDF = Phrase("申請内容をPDFで開く", "The application as a PDF")

        // The chair.
        static let boards = Phrase("審査の一覧", "Reviews")
        static let boardsAbout = Phrase("公募ごと、審査段階ごとの採点と順位です。", "Scores and ranking by round and stage.")
        static let noBoards = Phrase("外部審査のある公募はありません。", "No round has an external review.")
        static let round = Phrase("公募", "Round")
        static let stage = Phrase("審査段階", "Stage")
        static let underReview = Phrase("審査中", "Under review")
        static let scores = Phrase("採点", "Scores")
        static let ranking = Phrase("順位", "Ranking")
        static let caseColumn = Phrase("案件", "Case")
        static let mean = Phrase("平均点", "Mean")
        static let spread = Phrase("標準偏差", "Spread")
        static let adjusted = Phrase("調整点", "Adjusted")
        static let progress = Phrase("採点数", "Scored")
        static let explain = Phrase("平均点・標準偏差・調整点とは", "About these numbers")
        static let explanation = Phrase(
            """
            平均点は、提出された合計点の平均です。分数のまま計算し、小数第2位までに四捨五入して示します。

            標準偏差は、審査員の間で点数がどれだけ分かれたかです（標本標準偏差。2名以上が採点したとき）。大きい案件は、審査会で話し合うとよい案件です。

            調整点は、甘い審査員と辛い審査員の違いをならした点です。審査員ごとに、付けた点数の中での順位を0から100に換算し（同点は中間の順位）、平均します。どの審査員の調整点も、平均はちょうど50になります。1人が数件しか採点しないときに極端な1件に引かれるため、偏差値は使いません。
            """,
            """
            The mean is that of the totals submitted. It is computed with fractions and shown with two places.

            The spread is the sample standard deviation of the totals: the larger, the more there is to discuss.

            The adjusted score evens out strict and generous reviewers: each reviewer’s totals become their mid-ranks from 0 to 100, whose mean is exactly 50 for everyone. A z-score is not used, because of a few cases one extreme score would move all others.
            """)
        static func missing(_ count: Int) -> Phrase {
            count == 0
                ? Phrase("必要な採点はすべてそろいました。", "All scores that are needed are there.")
                : Phrase("必要な採点が、あと\(count)件足りません。", "\(count) scores are missing.")
        }
        static func range(_ from: Int, _ to: Int, of count: Int) -> Phrase {
            Phrase("\(count)件中 \(from)〜\(to)件", "\(from) to \(to) of \(count)")
        }
        static func cut(_ most: Int) -> Phrase {
            Phrase("案件が多いため、\(most)件までを表示しています。", "Only \(most) cases are shown.")
        }
        static let nothingYet = Phrase("この審査段階に案件はまだありません", "No case has come to this stage yet")
        static let notAssigned = Phrase("未割当", "Not assigned")
        static let conflicted = Phrase("利益相反", "Conflict")
        static let undeclared = Phrase("未申告", "Undeclared")
        static let scoring = Phrase("採点中", "Scoring")
        static let reviewers = Phrase("審査員の進み具合", "Reviewers")
        static let reviewer = Phrase("審査員", "Reviewer")
        static let scored = Phrase("採点済み", "Scored")
        static let waiting = Phrase("これから", "To do")
        static let conflicts = Phrase("利益相反", "Conflicts")

        // One case in the meeting.
        static let criteria = Phrase("項目ごとの採点", "Scores by criterion")
        static let total = Phrase("合計", "Total")
        static let notScored = Phrase("まだだれも採点していません。", "Nobody has scored it yet.")
        static let meeting = Phrase("審査会での意見", "What the meeting said")
        static let meetingAbout = Phrase(
            "案件の記録に残り、審査結果一覧に載ります。申請者と審査員には表示されません。",
            "It stays in the case’s record and is in the minutes. Neither applicants nor reviewers see it.")
        static let inMeeting = Text("審査会", en: "Meeting")
        static let meetingText = Phrase("意見", "Remark")
        static let write = Phrase("意見を記録する", "Write it down")
        static let nothingSaid = Phrase("まだ記録はありません。", "Nothing is written down yet.")
        static let written = Phrase("意見を記録しました", "It was written down")
        static let toCase = Phrase("案件の画面を開く", "Open the case")

        // Ranking.
        static let rank = Phrase("順位", "Rank")
        static let basis = Phrase("並べる点数", "Order by")
        static let tieBreak = Phrase("同じ点数のときに比べる項目", "Between the same scores")
        static let tieBreakNone = Phrase("比べない（申請番号の順）", "None: by number")
        static let budget = Phrase("予算額（円）", "Budget (yen)")
        static let amountField = Phrase("申請額の項目", "Amount asked for")
        static let rankAgain = Phrase("この条件で並べる", "Rank")
        static let amount = Phrase("申請額", "Asked for")
        static let cumulative = Phrase("累計", "Cumulative")
        static func within(_ count: Int, _ sum: String) -> Phrase {
            Phrase("上位\(count)件、合計\(sum)までが予算に収まります。", "The first \(count) fit the budget: \(sum) in all.")
        }
        static func line(_ budget: String) -> Phrase {
            Phrase("ここまでが予算（\(budget)）に収まります", "The budget (\(budget)) ends here")
        }
        static let toLine = Phrase("予算の線がある所へ", "Where the budget ends")
        static let noBudget = Phrase("予算額を入力すると、収まる範囲に線を引きます。", "Enter a budget to draw the line.")
        static let budgetUnread = Phrase("予算額は、円の整数で入力してください（例：50,000,000）", "Enter the budget in whole yen")
        static let tiedAtLine = Phrase(
            "予算の線の前後が同じ点数です。審査会で確かめてください。",
            "Cases on both sides of the line have the same score: settle it in the meeting.")
        static let tied = Phrase("同点", "Tied")
        static let noAmount = Phrase("申請額なし", "No amount")
        static let unranked = Phrase("採点のない案件", "Not scored")
        static let results = Phrase("この順位を使う", "Use this ranking")
        static let minutesPDF = Phrase("審査結果一覧（PDF）", "Minutes (PDF)")
        static let minutesWorkbook = Phrase("審査結果一覧（Excel）", "Minutes (Excel)")
        static let selection = Phrase("採否の案（CSV）", "Prepared results (CSV)")
        static let selectionAbout = Phrase(
            "申請番号・結果・理由の一覧です。予算内を採択、予算外を不採択として書き出します。内容を確かめてから、起案に使ってください。",
            "Number, result and reason of each: what fits the budget and what does not. Check it before proposing.")
        static let workList = Phrase("審査中の案件を案件一覧で開く", "The cases in the list")
        static let refusedReason = Text("審査の結果、予算の範囲内で採択できる順位に至らなかったため")

        // Scoring away from the portal.
        static let offline = Phrase("オフラインで審査する", "Score offline")
        static let offlineAbout = Phrase(
            "利益相反の申告を済ませた案件の資料を、まとめてダウンロードできます。Excelの審査票に記入して、ここに戻してください。",
            "Download everything of the cases you have declared for, fill in the workbook, and send it back here.")
        static let download = Phrase("1. 資料をダウンロードする", "1. Download")
        static let package = Phrase("申請書・添付ファイル・審査票（ZIP）", "Applications, files and sheets (ZIP)")
        static let workbook = Phrase("審査票だけ（Excel）", "Only the sheets (Excel)")
        static func packageSize(_ cases: Int, _ size: String) -> Phrase {
            Phrase("\(cases)件、添付ファイルは合わせて\(size)です。", "\(cases) cases, with files of \(size).")
        }
        static let careful = Phrase(
            "資料は審査以外に使わず、審査が終わったら削除してください。", "Use them for the review only, and delete them afterwards.")
        static let upload = Phrase("2. 記入した審査票を戻す", "2. Send the workbook back")
        static let file = Phrase("記入した審査票（Excel）", "The workbook")
        static let fileSupport = Phrase(
            ".xlsx、10MBまで。保存する前に、読み取った内容を確かめられます。", ".xlsx, up to 10 MB. You see what was read before it is saved.")
        static let look = Phrase("読み取って内容を確かめる", "Read it and check")
        static let noFile = Phrase("審査票のファイルを選択してください", "Choose the workbook")
        static let tooLarge = Phrase("ファイルが大きすぎます（10MBまで）", "The file is too large (at most 10 MB)")
        static let notRead = Phrase("ファイルを受け取れませんでした。もう一度選んでください", "The file did not arrive whole; choose it again")
        static let preview = Phrase("読み取った内容", "What was read")
        static func previewLead(_ cases: Int, _ complete: Int) -> Phrase {
            Phrase(
                "\(cases)件を読み取りました。そのまま提出できるのは\(complete)件です。まだ保存していません。",
                "\(cases) cases were read, of which \(complete) are complete. Nothing is saved yet.")
        }
        static let ready = Phrase("提出できます", "Complete")
        static let incomplete = Phrase("未記入があります", "Incomplete")
        static let wrong = Phrase("誤りがあります", "Has errors")
        static func inCell(_ cell: String) -> Phrase { Phrase("セル\(cell)：", "Cell \(cell): ") }
        static let saveDrafts = Phrase("下書きとして保存する", "Save as drafts")
        static func submitComplete(_ count: Int) -> Phrase {
            Phrase("記入のそろった\(count)件を提出し、残りを下書きとして保存する", "Submit the \(count) complete ones, save the rest")
        }
        static let submitAbout = Phrase("提出した審査結果は変更できません。", "A submitted review cannot be changed.")
        static let another = Phrase("ほかのファイルを選ぶ", "Choose another file")
        static func taken(_ saved: Int, _ submitted: Int) -> Phrase {
            Phrase("\(submitted)件を提出し、\(saved)件を下書きとして保存しました", "\(submitted) submitted, \(saved) saved as drafts")
        }
        static func skipped(_ numbers: [String]) -> Phrase {
            Phrase(
                "次の案件は、ほかで変更または提出されていたため、保存していません：\(numbers.joined(separator: "、"))",
                "Left alone, because they were changed or submitted elsewhere: \(numbers.joined(separator: ", "))")
        }
        static let back = Phrase("審査する案件へ戻る", "Back to your reviews")
    }
}
