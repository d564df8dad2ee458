/// What is said around drafts: printing them, who changed what, where they begin.
extension Words {
    enum Drafts {
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
    }
}
