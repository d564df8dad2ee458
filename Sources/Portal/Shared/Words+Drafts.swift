/// What is said around drafts: printing them, who changed what, where they begin.
extension Words {
    enum Drafts {
        // Printing.
        static let printDraft = Phrase("下書きを印刷する（PDF）", "Print this draft (PDF)")
        static let printFiling = Phrase("申請書（PDF）", "Filing (PDF)")
    }
}
