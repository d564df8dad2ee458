/// What is said around drafts: printing them, who changed what, where they begin.
extension Words {
    enum Drafts {
        static func rowCount(_ count: Int) -> Phrase { Phrase("\(count)行", "\(count) rows") }
        static let filesNotKept = Phrase(
            "ファイルは保管していません。送り直したあとで、もう一度選んでください。", "Files are not kept: choose them again afterwards.")

        // Printing.
        static let printDraft = Phrase("下書きを印刷する（PDF）", "Print this draft (PDF)")
        static let printFiling = Phrase("申請書（PDF）", "Filing (PDF)")

        // Starting from an earlier filing.
        static let beginFrom = Phrase("どこから始めますか", "Where do you want to start?")
        static let copySupport = Phrase(
            "前回の申請から始めると、同じ項目の答えを引き継ぎます。誓約と添付ファイルは引き継ぎません（ファイルは、前に提出したものから選べます）。",
            "Starting from an earlier filing takes over its answers to the same questions, but no pledges and no files (which can be chosen again)."
        )
        static let beginEmpty = Phrase("はじめから入力する", "Start afresh")
        static func copy(_ receipt: String, _ title: String) -> Phrase {
            Phrase("前回の申請から始める：\(receipt)　\(title)", "Start from \(receipt) \(title)")
        }

        // Moving to a newer form.
        static func newerForm(_ version: Int) -> Phrase {
            Phrase("申請フォームが新しくなりました（v\(version)）", "There is a newer form (v\(version))")
        }
        static func newerFormChoice(_ version: Int) -> Phrase {
            Phrase(
                "このまま（v\(version)）提出することも、新しいフォームに移ることもできます。",
                "You can submit this one (v\(version)) as it is, or move to the newer form.")
        }
        static let seeNewerForm = Phrase("何が変わったかを見る", "See what changed")
        static func moveTitle(_ version: Int) -> Phrase {
            Phrase("新しいフォーム（v\(version)）に移る", "Move to the newer form (v\(version))")
        }
        static let whatChanged = Phrase("変わったこと", "What changed")
        static let nothingChanged = Phrase("質問の内容は変わっていません。", "The questions are the same.")
        static let whatIsLost = Phrase("引き継げない入力", "What would be lost")
        static let lostLead = Phrase(
            "次の入力は、新しいフォームに引き継げません。必要なら、移る前に控えてください。",
            "The newer form has no place for these. Copy them before you move if you need them.")
        static let nothingLost = Phrase("引き継げない入力はありません。", "Nothing would be lost.")
        static let answer = Phrase("いまの入力", "What stands there")
        static let reason = Phrase("理由", "Why")
        static let whatIsNew = Phrase("新しく入力する項目", "What is asked anew")
        static let nothingNew = Phrase("新しい項目はありません。", "Nothing.")
        static func carried(_ count: Int) -> Phrase {
            Phrase("ほかの\(count)項目の入力は、そのまま引き継ぎます。", "\(count) other answers are taken over as they are.")
        }
        static func moveNow(_ version: Int) -> Phrase {
            Phrase("新しいフォーム（v\(version)）に移る", "Move to the newer form (v\(version))")
        }
        static func stay(_ version: Int) -> Phrase {
            Phrase("このまま（v\(version)）続ける", "Stay with this one (v\(version))")
        }

        // Who changed what.
        static let changes = Phrase("変更の記録", "Changes")
        static let changesLead = Phrase(
            "この下書きは、同じ事業者の人がいっしょに編集できます。だれが、いつ、どの項目を変えたかを、新しい順に表示しています。",
            "Everyone of your organisation can edit this draft. This is who changed what, newest first.")
        static let noChanges = Phrase("まだ変更はありません。", "Nothing has been changed yet.")
        static let when = Phrase("日時", "Time")
        static let who = Phrase("変更した人", "Changed by")
        static let what = Phrase("項目", "Field")
        static let older = Phrase("これより前の変更を見る", "Earlier changes")
        static func changedBy(_ name: String, _ time: String) -> Phrase {
            Phrase("\(name)さんが \(time) に変更", "Changed by \(name) at \(time)")
        }
        static func yesterday(_ time: String) -> Phrase { Phrase("昨日 \(time)", "\(time) yesterday") }
    }
}
