extension Words {
    /// Moving running cases to a newer version of their programme.
    enum Renewal {
        static let title = Phrase("進行中の案件の版の切替え", "Moving running cases to the newest version")
        static func running(_ version: Int, _ count: String) -> Phrase {
            Phrase("\(version)版の進行中の案件（\(count)件）", "Version \(version): \(count) running cases")
        }
        static func fromTo(_ from: Int, _ to: Int) -> Phrase {
            Phrase("\(from)版の案件を\(to)版へ切り替える", "Move cases from version \(from) to \(to)")
        }
        static let about = Phrase(
            "案件は、申請したときの版で最後まで進みます。ここで切り替えた案件だけが、新しい版の手続き・審査・通知書で進みます。提出済みの内容は変わりません。",
            "A case stays on the version it was filed under. Those moved here go on under the newest; what was filed stays as it is."
        )
        static let changes = Phrase("新しい版で変わること", "What changes")
        static func formChanges(_ title: String) -> Phrase {
            Phrase("フォーム「\(title)」が変わります", "The form “\(title)” changes")
        }
        static let noChanges = Phrase(
            "手続きの流れとフォームは同じです。通知書、受付窓口などが変わります。", "Flow and forms are the same; letters or windows differ.")
        static func cases(_ count: String) -> Phrase { Phrase("進行中の案件：\(count)件", "Running cases: \(count)") }
        static let choose = Phrase("選択", "Choose")
        static let `case` = Phrase("案件", "Case")
        static let standing = Phrase("いまの段階", "Now at")
        static let obstacles = Phrase("切替えできるか", "Can it be moved?")
        static let possible = Phrase("できます", "Yes")
        static let moveChosen = Phrase("選んだ案件を切り替える", "Move those chosen")
        static func moveAll(_ count: String) -> Phrase {
            Phrase("切り替えられる案件をすべて切り替える（\(count)件のうち）", "Move all that can be (of \(count))")
        }
        static let noneChosen = Phrase("切り替える案件を選択してください", "Choose the cases to move")
        static let begun = Phrase(
            "切替えを始めました。切り替わった案件は、この一覧から消えます。", "It has begun. Cases that were moved leave this list.")
        static let underWay = Phrase(
            "切替え中です。しばらくしてから開き直してください。", "Cases are being moved; open the page again in a while.")
    }
}
