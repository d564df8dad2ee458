import Grants

/// What trials of forms and their publishing say.
extension Words {
    enum Trial {
        static let title = Phrase("申請者として試す", "Try as an applicant")
        static let about = Phrase(
            "編集中のフォームを、申請者に見えるとおりに表示しています。入力した内容は、あなたの試しの回答としてだけ保存されます。申請にはなりません。",
            "The form being edited, as applicants will see it. What you type is kept as your trial only; nothing is filed."
        )
        static let back = Phrase("フォームの編集に戻る", "Back to editing the form")
        static let kept = Phrase("試しの回答を保存しました", "Trial answers kept")
        static let cleared = Phrase("試しの回答を消しました", "The trial answers were cleared")
        static let filled = Phrase("空いている項目に、見本の回答を入れました", "Empty questions were answered with samples")
        static let pages = Phrase("ほかのページを見る", "See other pages")
        static let notShown = Phrase("いまの回答では表示されません", "not shown with these answers")
        static let pageNotShown = Phrase(
            "このページの項目は、いまの試しの回答では表示されません。", "With these answers nothing of this page is shown.")
        static func page(_ number: Int, of count: Int) -> Phrase {
            Phrase("全\(count)ページの\(number)ページ目", "Page \(number) of \(count)")
        }
        static func lastPage(_ count: Int) -> Phrase {
            Phrase("全\(count)ページのあとの確認画面", "The check after \(count) pages")
        }
        static let previous = Phrase("前のページ", "Previous page")
        static let complete = Phrase("入力に問題はありません。", "Nothing is wrong with the answers.")
        static func incomplete(_ count: Int) -> Phrase {
            Phrase(
                "直すところのある項目が\(count)つあります。",
                count == 1 ? "One question needs attention." : "\(count) questions need attention.")
        }
        static let noSubmitting = Phrase(
            "試しのため、申請はできません。実際の画面では、ここに申請のボタンがあります。",
            "This is a trial: nothing can be submitted. The real page has its button here.")
        static let noFiles = Phrase("試しでは、ファイルは保存されません。", "No file is kept in a trial.")
        static let tools = Phrase("試しの回答", "Trial answers")
        static let toolsAbout = Phrase(
            "試しの回答は、あなたにだけ見えます。", "Only you see the trial answers.")
        static let fill = Phrase("見本の回答を入れる", "Fill in sample answers")
        static let clear = Phrase("試しの回答を消す", "Clear the trial answers")
    }
}
