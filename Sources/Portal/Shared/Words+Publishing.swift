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
        static let editSection = Phrase("区分を編集", "Edit the section")
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

    enum Creating {
        static let title = Phrase("新しい補助金を作る", "A new programme")
        static let about = Phrase(
            "手続きの流れのひな形か、いまある補助金の複製から始めます。手続きフロー、フォーム、通知書がそろい、公募は下書きとして1つできます。公開の範囲を変えるまで、申請者には表示されません。",
            "It begins with a template's procedures, or as a copy of a programme: its flow, forms and letters, and one round as a draft that applicants do not see until you show it."
        )
        static let source = Phrase("もとにするもの", "Begin with")
        static let templates = Phrase("手続きの流れのひな形", "Templates")
        static let formsSupport = Phrase("補助金を複製するときに選びます。", "For a copy of a programme.")
        static let name = Phrase("新しい補助金の名前", "Name of the new programme")
        static let codeSupport = Phrase(
            "アドレスに使う名前です。半角の英小文字・数字・「-」で40文字以内。あとから変えられません。",
            "Used in addresses: at most 40 of a-z, 0-9 and -. It cannot be changed later.")
        static let forms = Phrase("フォーム", "Forms")
        static let keep = Phrase("フォームの内容も複製する", "Copy what the forms ask, too")
        static let begin = Phrase("フォームは事業者情報だけから始める", "Begin the forms with the organisation only")
        static let beginAbout = Phrase(
            "通知書のうち、なくなった項目の回答を差し込む行は取り除かれます。",
            "Rows of letters that show an answer which is asked no more are left out.")
        static let create = Phrase("補助金を作る", "Make the programme")
        static let created = Phrase("補助金を作りました。公募は下書きです", "The programme was made. Its round is a draft")
    }

    enum Publishing {
        static let title = Phrase("公開の確認", "Check and publish")
        static let edit = Phrase("フォームを編集する", "Edit the form")
        static let goToPublish = Phrase("公開の確認へ", "Check and publish")
        static let editing = Phrase("編集中（未公開の変更があります）", "Being edited (changes not published)")
        static let asPublished = Phrase("公開中の版と同じです", "As published")
        static func onlyPublished(_ version: Int) -> Phrase {
            Phrase("公開中：第\(version)版。編集中の変更はありません。", "Published: version \(version). No changes are being made.")
        }
        static func state(_ version: Int) -> Phrase {
            Phrase(
                "公開中：第\(version)版。編集中の変更：まだ公開されていません。申請者には、公開中の版が表示されています。",
                "Published: version \(version). The changes are not published yet; applicants see the published version."
            )
        }

        // What is to be mended.
        static func toMend(_ count: Int) -> Phrase {
            Phrase(
                "直すところが\(count)つあります。直すと公開できます。",
                count == 1
                    ? "One thing is to be mended before publishing."
                    : "\(count) things are to be mended before publishing.")
        }
        static func toWatch(_ count: Int) -> Phrase {
            Phrase(
                "公開できます。念のため確認するところが\(count)つあります。",
                count == 1
                    ? "It can be published. One thing is worth a look."
                    : "It can be published. \(count) things are worth a look.")
        }
        static let nothingToMend = Phrase("直すところはありません。", "There is nothing to mend.")
        static let checks = Phrase("点検の結果", "What was found")
        static func errors(_ count: Int) -> Phrase { Phrase("直すところ（\(count)件）", "To be mended (\(count))") }
        static func warnings(_ count: Int) -> Phrase { Phrase("確認するところ（\(count)件）", "Worth a look (\(count))") }
        static func elsewhere(_ count: Int) -> Phrase {
            Phrase("ほかの文書で直すところ（\(count)件）", "To be mended in other documents (\(count))")
        }
        static let elsewhereAbout = Phrase(
            "このフォームの変更によって、ほかの文書に合わないところができました。フォームを元に戻すか、先にその文書を直してください。",
            "Other documents do not fit the changed form: change it back, or mend them first.")
        static func letter(_ title: String) -> Phrase { Phrase("通知書「\(title)」", "Letter “\(title)”") }
        static func form(_ title: String) -> Phrase { Phrase("フォーム「\(title)」", "Form “\(title)”") }
        static func minutes(_ minutes: Int) -> Phrase {
            Phrase("申請者が入力にかかる時間の目安：約\(minutes)分", "Estimated time to fill in: about \(minutes) minutes")
        }

        // What changed.
        static let differences = Phrase("公開中の版との違い", "Differences from the published version")
        static func differencesAbout(_ count: Int) -> Phrase {
            Phrase("変更は\(count)件です。", count == 1 ? "One change." : "\(count) changes.")
        }
        static let noDifference = Phrase("公開中の版から変わっていません。", "Nothing differs from the published version.")
        static let breaking = Phrase("下書きに影響", "Affects drafts")
        static let breakingAbout = Phrase(
            "「下書きに影響」の変更は、新しい版に移る下書きで、回答がなくなったり、新たに必要になったりすることがあります。",
            "What affects drafts may take answers away from drafts that move to the new version, or ask for more.")
        static let whole = Phrase("フォーム全体", "The whole form")
        static func section(_ title: String) -> Phrase { Phrase("区分「\(title)」", "Section “\(title)”") }

        // Publishing.
        static let publish = Phrase("公開", "Publishing")
        static func publish(as version: Int) -> Phrase {
            Phrase("第\(version)版として公開する", "Publish as version \(version)")
        }
        static let publishAbout = Phrase(
            "公開すると、この補助金の新しい版になります。公開した版は変更できません（あとから次の版を公開できます）。",
            "Publishing makes a new version of the programme. A version never changes; the next one can follow.")
        static let rounds = Phrase("新しい版を使う公募", "Rounds that use the new version")
        static let roundsAbout = Phrase(
            "選んだ公募で、これから始まる申請に使われます。すでに受け付けた案件と、作成中の下書きは、いまの版のまま続けられます。",
            "New filings of these rounds use it. Cases and drafts that began go on with the version they are on.")
        static func round(_ phase: Round.Phase, version: Int) -> Phrase {
            switch phase {
            case .before: Phrase("受付前・いまは第\(version)版", "Not open yet, on version \(version)")
            case .accepting: Phrase("受付中・いまは第\(version)版", "Open, on version \(version)")
            case .closed: Phrase("受付終了・いまは第\(version)版", "Closed, on version \(version)")
            }
        }
        static let blocked = Phrase(
            "直すところが残っているため、まだ公開できません。", "There is still something to mend before it can be published.")
        static func published(_ version: Int) -> Phrase {
            Phrase("第\(version)版として公開しました", "Published as version \(version)")
        }
        static let overtaken = Phrase("編集を始めたあとに、新しい版が公開されました", "A newer version was published meanwhile")
        static func overtakenAbout(_ base: Int, _ newest: Int) -> Phrase {
            Phrase(
                "この編集は第\(base)版をもとにしていますが、いまは第\(newest)版が公開されていて、このフォームも変わっています。このまま公開すると、その変更が失われるため、公開できません。編集を破棄して、新しい版から編集し直してください。",
                "This began from version \(base); version \(newest) is published now and changed this form. Publishing would lose those changes: discard this and begin from the newest version."
            )
        }

        // What was done.
        static let history = Phrase("変更の記録", "What was done")
        static func steps(_ count: Int, shown: Int) -> Phrase {
            count == shown
                ? Phrase("公開中の版から\(count)回変更しました。", "Changed \(count) times since the published version.")
                : Phrase(
                    "公開中の版から\(count)回変更しました。新しい\(shown)件を表示します。",
                    "Changed \(count) times since the published version; the newest \(shown) are shown.")
        }
        static let showHistory = Phrase("だれが、いつ、何を変えたか", "Who changed what, and when")
        static let versionsAbout = Phrase(
            "以前の版の内容に戻すと、その内容が編集中の変更になります。確認してから公開できます。",
            "The contents of an older version become the changes being made; look at them, then publish.")
        static let firstHere = Phrase("このフォームの最初の版です", "the first version of this form")
        static let changedHere = Phrase("このフォームの変更があります", "this form changed")
        static let sameAsBefore = Phrase("このフォームは前の版と同じです", "this form is as before")
        static let restore = Phrase("この版の内容に戻す", "Go back to this version")
        static let restored = Phrase("以前の版の内容を、編集中の変更にしました", "The older version’s contents are the changes now")
        static let discard = Phrase("編集中の変更を破棄する", "Discard the changes")
        static func discardAbout(_ count: Int) -> Phrase {
            Phrase(
                "編集中の変更（\(count)回分）と変更の記録がなくなり、公開中の版に戻ります。元に戻せません。",
                "The changes (\(count) steps) and their record are lost and the form is as published. This cannot be undone."
            )
        }
        static let discardNow = Phrase("変更を破棄して公開中の版に戻す", "Discard and go back to the published version")
        // In the agency's log.
        static func programmeCreated(_ programme: String, from source: String) -> Phrase {
            Phrase("補助金「\(programme)」を「\(source)」から作成", "Made programme \(programme) from \(source)")
        }
        static func formPublished(_ form: String, _ programme: String, version: Int64) -> Phrase {
            Phrase(
                "「\(programme)」のフォーム「\(form)」を第\(version)版として公開",
                "Published form \(form) of \(programme) as version \(version)")
        }
        static func roundMoved(_ round: String, version: Int64) -> Phrase {
            Phrase("公募「\(round)」を第\(version)版に切り替え", "Moved round \(round) to version \(version)")
        }
        static let discarded = Phrase("編集中の変更を破棄しました", "The changes were discarded")
    }
}
