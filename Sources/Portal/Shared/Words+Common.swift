/// What every audience's pages say.
extension Words {
    // The product and the frame of a page.
    static let productName = Phrase("交付", "Kofu")
    static let productLine = Phrase("補助金の電子申請", "Grants online")
    static let skipToContent = Phrase("本文へ移動", "Skip to content")
    static let mainNavigation = Phrase("メインメニュー", "Main menu")
    static let youAreHere = Phrase("現在の位置", "You are here")
    static let home = Phrase("トップ", "Home")
    static let help = Phrase("ヘルプ", "Help")
    static let helpAndContact = Phrase("ヘルプとお問合せ", "Help and contact")
    static let language = Phrase("言語", "Language")
    static let signIn = Phrase("ログイン", "Sign in")
    static let signOut = Phrase("ログアウト", "Sign out")
    static let signedInAs = Phrase("ログイン中", "Signed in as")
    static let errorPrefix = Phrase("エラー：", "Error: ")
    static let demoTitle = Phrase("デモ環境", "Demo")
    static let demoExplanation = Phrase(
        "見本のデータで動いています。本物の申請はできません。", "This runs on sample data. Nothing here is a real application.")
    static let designNotice = Phrase(
        "デジタル庁デザインシステムを参考に作成（デジタル庁が作成したものではありません）",
        "Made with reference to the Digital Agency Design System of Japan; not made by the Digital Agency")
    static let areaPublic = Phrase("公募情報", "Open calls")
    static let areaApplicant = Phrase("申請者", "Applicants")
    static let areaOffice = Phrase("事務局", "Office")
    static let areaReview = Phrase("外部審査", "External review")
    static let areaAdministration = Phrase("事務局管理", "Administration")
    static let areaDemo = Phrase("デモ", "Demo")

    // Buttons and links.
    static let save = Phrase("保存する", "Save")
    static let saveDraft = Phrase("一時保存する", "Save draft")
    static let saveAndContinue = Phrase("保存して次へ", "Save and continue")
    static let next = Phrase("次へ", "Next")
    static let back = Phrase("戻る", "Back")
    static let cancel = Phrase("キャンセル", "Cancel")
    static let change = Phrase("変更", "Change")
    static let delete = Phrase("削除する", "Delete")
    static let add = Phrase("追加する", "Add")
    static let confirm = Phrase("確認する", "Check")
    static let apply = Phrase("申請する", "Apply")
    static let submitThis = Phrase("この内容で申請する", "Submit this application")
    static let resume = Phrase("続きから入力する", "Continue where you left off")
    static let print = Phrase("印刷する", "Print")
    static let download = Phrase("ダウンロード", "Download")
    static let search = Phrase("検索", "Search")
    static let narrowDown = Phrase("絞り込む", "Filter")
    static let clearFilters = Phrase("条件をすべて外す", "Clear all filters")
    static let send = Phrase("送信する", "Send")
    static let close = Phrase("閉じる", "Close")

    // Words of forms.
    static let required = Phrase("必須", "Required")
    static let optional = Phrase("任意", "Optional")
    static let choose = Phrase("選択してください", "Choose one")
    static let all = Phrase("すべて", "All")
    static let yes = Phrase("はい", "Yes")
    static let no = Phrase("いいえ", "No")
    static let yen = Phrase("円", "yen")
    static let year = Phrase("年", "Year")
    static let month = Phrase("月", "Month")
    static let day = Phrase("日", "Day")
    static let dateSupport = Phrase(
        "西暦または和暦で入力してください。例：2026年5月31日、令和8年5月31日",
        "Use the Western or the Japanese calendar, for example 2026-5-31 or 令和8-5-31.")
    static let postalCode = Phrase("郵便番号", "Postal code")
    static let postalSupport = Phrase("ハイフンはあってもなくてもかまいません。", "With or without the hyphen.")
    static let prefecture = Phrase("都道府県", "Prefecture")
    static let city = Phrase("市区町村", "City, ward, town or village")
    static let street = Phrase("町名・番地", "Street and number")
    static let building = Phrase("建物名・部屋番号", "Building and room")
    static let guidance = Phrase("記入要領", "How to fill this in")
    static let officeRemark = Phrase("事務局からの指摘", "What the office asks you to correct")
    static let notFilledIn = Phrase("未入力", "Not filled in")
    static let before = Phrase("変更前", "Before")
    static let after = Phrase("変更後", "After")
    static let selectAllRows = Phrase("すべての行を選択する", "Select every row")

    static func example(_ text: String) -> Phrase { Phrase("記入例：\(text)", "Example: \(text)") }
    static func maximumCharacters(_ count: Int) -> Phrase {
        Phrase("\(count)文字まで", count == 1 ? "Up to 1 character" : "Up to \(count) characters")
    }

    /// `{n}` is put in by `counter.js`.
    static let charactersLeftTemplate = Phrase("あと{n}文字入力できます", "{n} characters left")
    /// `{n}` is put in by `counter.js`.
    static let charactersOverTemplate = Phrase("{n}文字超えています", "{n} characters too many")

    // Files.
    static let uploadFile = Phrase("このファイルを追加", "Add this file")
    static let removeFile = Phrase("解除", "Remove")
    static let noMoreFiles = Phrase("これ以上は追加できません。", "No more files can be added.")
    /// `{percent}` is put in by `upload.js`.
    static let uploading = Phrase("送信しています… {percent}%", "Sending… {percent}%")
    static let cancelUpload = Phrase("送信をやめる", "Stop sending")
    static let uploadCancelled = Phrase("送信をやめました。", "Sending was stopped.")
    static let uploadFailed = Phrase(
        "送信できませんでした。通信を確認して、もう一度お試しください。", "Sending failed. Check your connection and try again.")

    // Saving while typing.
    static let saving = Phrase("保存しています…", "Saving…")
    /// `{time}` is put in by `autosave.js`.
    static let draftSaved = Phrase("下書きを保存しました {time}", "Draft saved {time}")
    static let draftNotSaved = Phrase("保存できません。もう一度試しています。", "Could not save. Trying again.")
    static let offline = Phrase(
        "通信が切れています。入力した内容は、つながったときに保存します。", "You are offline. What you type is saved when you are back.")
    static let draftConflict = Phrase(
        "ほかの画面でも変更されたため、保存していません。", "Not saved: the draft was also changed elsewhere.")
    static let showBoth = Phrase("両方の内容を確認する", "Compare both versions")
    static let signedOutWhileTyping = Phrase(
        "ログインの有効期限が切れたため、保存していません。入力した内容はこの画面に残っています。",
        "Not saved: your session has ended. What you typed is still on this page.")
    static let signInAgain = Phrase("ログインして続ける", "Sign in and continue")
    static let clashRestored = Phrase(
        "あなたの入力を戻しました。まだ保存していません。「保存する」を押すと、あなたの入力になります。",
        "Your input was put back and is not saved yet: press “Save” to keep yours.")
    static let discardTyped = Phrase("自分の入力を取り消す", "Discard my input")
    static let savingPaused = Phrase(
        "「保存する」を押すまで、保存されません。", "Nothing is saved until you press “Save”.")
    static let draftRestored = Phrase("保存されていなかった入力を戻しました。", "Unsaved input was put back.")

    // Time.
    /// For `countdown.js`, one piece after another with `|` between: days and hours, hours and minutes, minutes, over.
    static let countdownTemplates = Phrase(
        "あと{d}日{h}時間|あと{h}時間{m}分|あと{m}分|まもなく締切|締め切りました",
        "{d} days {h} hours left|{h} hours {m} minutes left|{m} minutes left|closing now|closed")
    static let sessionEndingTitle = Phrase("まもなくログアウトします", "You will be signed out soon")
    static let sessionEnding = Phrase(
        "操作がないため、約5分後にログアウトします。続ける場合は「続ける」を押してください。",
        "For lack of activity you will be signed out in about 5 minutes. Choose “Continue” to stay signed in.")
    static let sessionOver = Phrase("ログアウトしました。もう一度ログインしてください。", "You were signed out. Please sign in again.")
    static let staySignedIn = Phrase("続ける", "Continue")

    // Messages.
    static let errorSummary = Phrase("入力内容に問題があります", "There is a problem")
    static func tone(_ tone: Components.Tone) -> Phrase {
        switch tone {
        case .neutral, .info: Phrase("お知らせ", "Information")
        case .success: Phrase("完了", "Done")
        case .warning: Phrase("注意", "Warning")
        case .error: Phrase("エラー", "Error")
        }
    }

    // How far something has come.
    static let notStarted = Phrase("未着手", "Not started")
    static let inProgress = Phrase("入力中", "In progress")
    static let filledIn = Phrase("入力済み", "Filled in")
    static let needsAttention = Phrase("確認が必要", "Needs attention")
    static let cannotStartYet = Phrase("まだ開始できません", "Cannot start yet")
    static func step(_ state: Components.StepState) -> Phrase {
        switch state {
        case .done: Phrase("完了", "Done")
        case .current: Phrase("現在の手続き", "Now")
        case .waiting: Phrase("これから", "To come")
        case .returned: Phrase("差戻し（要対応）", "Returned to you")
        }
    }

    // Lists.
    static let pages = Phrase("ページの移動", "Pages")
    static let previousPage = Phrase("前へ", "Previous")
    static let nextPage = Phrase("次へ", "Next")
    static func items(_ count: Int) -> Phrase { Phrase("\(count)件", count == 1 ? "1 item" : "\(count) items") }
    static func sortBy(_ state: Components.SortState) -> Phrase {
        switch state {
        case .none: Phrase("並べ替える", "sort")
        case .ascending: Phrase("昇順。降順にする", "ascending; sort descending")
        case .descending: Phrase("降順。昇順にする", "descending; sort ascending")
        }
    }
}
