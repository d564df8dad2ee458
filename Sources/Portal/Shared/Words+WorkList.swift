/// What the work list's filters, columns and views say.
extension Words {
    enum WorkList {
        static let search = Phrase("番号・語で探す", "Search by number or words")
        static let searchAbout = Phrase(
            "申請番号・法人名・法人番号・事業名・申請内容から探します。",
            "Searches numbers, organisations, projects and everything that was answered.")
        static func chosen(_ count: Int) -> Phrase { Phrase("\(count)件を選択", "\(count) chosen") }
        static let oneChosen = Phrase("1件を選択", "1 chosen")
        static let oneOrganisation = Phrase("事業者", "Organisation")
        static let organisationHow = Phrase(
            "案件の画面の「この事業者の案件」から絞り込めます。", "Use “cases of this organisation” on a case’s page.")
        static let casesOfOrganisation = Phrase("この事業者の案件", "Cases of this organisation")
        static let from = Phrase("この日から", "From")
        static let to = Phrase("この日まで", "Until")
        static let returnsAtLeast = Phrase("この回数以上", "At least")
        static func atLeast(_ times: Int) -> Phrase { Phrase("\(times)回以上", "at least \(times)") }
        static let unread = Phrase("未読", "Unread")
        static let unreadOnly = Phrase("未読のものだけ", "Only unread")
        static let score = Phrase("審査点", "Score")
        static let toCSV = Phrase("この一覧をCSVで保存する（Excelで開けます）", "Save this list as CSV, for spreadsheets")
        static let organisationName = Phrase("法人名", "Organisation")
        static let corporateNumber = Phrase("法人番号", "Corporate number")
        static let due = Phrase("期限", "Due")
        static func overdue(_ day: String) -> Phrase { Phrase("\(day)（超過）", "\(day) (overdue)") }
        static let elapsed = Phrase("経過日数", "Days")
        static func days(_ days: Int64) -> Phrase { Phrase("\(days)日", days == 1 ? "1 day" : "\(days) days") }
        static let lastChanged = Phrase("最終更新", "Changed")
        static let clear = Phrase("条件を消す", "Clear")
        static func remove(_ filter: String) -> Phrase { Phrase("「\(filter)」の条件を外す", "Remove “\(filter)”") }
        static func shownOfMany(_ shown: Int) -> Phrase {
            Phrase("\(shown)件を表示しています（全体の件数は数えていません）", "Showing \(shown); not all were counted")
        }
        static let firstPage = Phrase("最初へ", "First")
        static let lastPage = Phrase("最後へ", "Last")

        static let groupCase = Phrase("案件", "Case")
        static let groupOrganisation = Phrase("申請者", "Applicant")
        static let groupForm = Phrase("フォーム", "Form")
        static let groupOffice = Phrase("内部", "Office")

        static let customise = Phrase("カスタマイズ", "Customise")
        static let customiseTitle = Phrase("案件一覧のカスタマイズ", "Customise the list")
        static let customiseLead = Phrase(
            "一覧に置く絞り込みと、表に出す列を選びます。選んだ内容は一覧のアドレスに含まれるので、表示として保存すると繰り返し使えます。",
            "Choose which filters the list has and which columns its table shows. Keep it as a view to use it again.")
        static let filters = Phrase("絞り込み", "Filters")
        static let filtersAbout = Phrase("番号・語、申請ステータス、公募の絞り込みはいつもあります。", "Words, status and round are always there.")
        static let columns = Phrase("列", "Columns")
        static let columnsAbout = Phrase(
            "列は24個まで選べます。選ばないときは標準の列になります。", "Up to 24; with none the usual ones are shown.")
        static let apply = Phrase("一覧に反映する", "Apply")

        static let views = Phrase("保存した表示", "Views")
        static let keepView = Phrase("この表示を保存・管理", "Keep or manage views")
        static let viewsLead = Phrase(
            "絞り込み・並び順・列の組合せに名前を付けて保存します。共有すると同じ実施機関の職員も使えますが、見える案件はそれぞれの担当窓口のものだけです。",
            "Keep filters, order and columns under a name. A shared view is found by everyone of the agency; each sees only their own cases."
        )
        static let keepThis = Phrase("いまの表示を保存する", "Keep the present view")
        static let viewName = Phrase("表示の名前", "Name")
        static let share = Phrase("共有", "Sharing")
        static let shareThis = Phrase("実施機関の職員と共有する", "Share it in the agency")
        static let keep = Phrase("保存する", "Keep")
        static let noViews = Phrase("保存した表示はありません", "No views yet")
        static func sharedBy(_ name: String) -> Phrase { Phrase("\(name)が共有", "shared by \(name)") }
        static let sharedByYou = Phrase("あなたが共有", "shared by you")
        static let onlyYours = Phrase("自分だけ", "only yours")
        static let delete = Phrase("削除する", "Delete")
        static let kept = Phrase("表示を保存しました。", "The view was kept.")
        static let deleted = Phrase("表示を削除しました。", "The view was deleted.")
        static let madeBy = Phrase("作成", "By")
        static let actions = Phrase("操作", "Actions")

        static let neighbours = Phrase("一覧の前後の案件", "Neighbours in the list")
        static let previousCase = Phrase("前の案件", "Previous case")
        static let nextCase = Phrase("次の案件", "Next case")
    }
}
