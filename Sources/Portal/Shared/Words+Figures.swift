/// What is said about sums (集計).
extension Words {
    enum Figures {
        static let title = Phrase("集計", "Figures")
        static let lead = Phrase(
            "あなたが担当する窓口の案件の集計です。受付や決定のたびに更新されます。",
            "Sums over the cases of your windows, up to date with each filing and decision.")
        static let leadAll = Phrase(
            "実施機関のすべての窓口の案件の集計です。受付や決定のたびに更新されます。",
            "Sums over the cases of all windows of the agency, up to date with each filing and decision.")
        static let rounds = Phrase("公募ごとの集計", "By round")
        static let none = Phrase("担当する窓口の公募はまだありません", "There is no round at your windows yet")
        static let noCases = Phrase("まだ申請がありません", "Nothing has been filed yet")
        static let cases = Phrase("申請件数", "Applications")
        static let asked = Phrase("申請額", "Asked for")
        static let granted = Phrase("決定額", "Granted")
        static let grantedCases = Phrase("決定件数", "Grants")
        static let budget = Phrase("予算額", "Budget")
        static let remaining = Phrase("予算の残り", "Budget left")
        static let remainingAbout = Phrase(
            "予算の残りは、公募のすべての窓口を担当するときに表示します。", "What is left of the budget is shown to those who have all windows.")
        static let remainingHidden = Phrase("公募のすべての窓口を担当する人に表示します", "Shown to those who have all windows")
        static let total = Phrase("合計", "Total")
        static let yen = Phrase("（円）", " (yen)")
        static let amountsAbout = Phrase(
            "申請額は、名前が「申請額」で終わる金額の項目の、いちばん新しい申請の値です。決定額は、フローの「決定額」で終わる値か、それがないときは交付決定した申請の申請額です。",
            "The amount asked for is the newest answer to a field whose name ends in 申請額; the amount granted is the flow’s value that ends in 決定額, else what the granted filing asked for."
        )

        static let byDay = Phrase("日ごとの申請", "Applications by day")
        static let byMonth = Phrase("月ごとの申請", "Applications by month")
        static let day = Phrase("日", "Day")
        static let byWindow = Phrase("受付窓口ごと", "By window")
        static let byStatus = Phrase("申請ステータスごと", "By status")
        static let decisions = Phrase("決定までの日数", "Days to decide")
        static let decisionsAbout = Phrase(
            "申請の到着から決定までの日数です。差し戻して申請者の手元にある日数は数えません。",
            "Days from arrival to decision, without those with the applicant.")
        static let procedure = Phrase("手続き", "Procedure")
        static let decided = Phrase("決定した件数", "Decided")
        static let median = Phrase("中央値（日）", "Median (days)")
        static let p90 = Phrase("90%が収まる日数", "90% within (days)")
        static let longest = Phrase("最長（日）", "Longest (days)")
        static let standard = Phrase("標準処理期間（日）", "Standard (days)")
        static let remarks = Phrase("差戻しで指摘した項目", "Fields remarked on return")
        static let field = Phrase("項目", "Field")
        static let times = Phrase("指摘した回数", "Times")
        static let csv = Phrase("CSVで保存する", "Save as CSV")
        static let inNumbers = Phrase("数字で見る", "In numbers")
        static func chart(_ title: String) -> Phrase { Phrase("\(title)のグラフ", "Chart: \(title)") }
        static func chartSays(_ count: Int, _ most: String, _ value: String) -> Phrase {
            Phrase("\(count)本の棒。最も多いのは\(most)の\(value)。", "\(count) bars; the longest is \(most) with \(value).")
        }
    }
}
