import Grants

extension Words {
    /// What the form builder says.
    enum Builder {
        static func title(_ form: String) -> Phrase { Phrase("フォームの編集：\(form)", "Form builder: \(form)") }
        static func editing(_ label: String) -> Phrase { Phrase("「\(label)」の編集", "Edit “\(label)”") }
        static let about = Phrase(
            "変更は自動で保存されます。「公開の確認へ」から公開するまで、申請者には見えません。",
            "Changes are saved by themselves. Applicants do not see them until you publish.")
        static func live(_ version: Int) -> Phrase { Phrase("公開中：第\(version)版", "Live: version \(version)") }
        static let notPublished = Phrase("編集中の変更：まだ公開されていません", "Changes not yet published")
        static let saved = Phrase("保存しました", "Saved")
        static let notDone = Phrase("この操作はできませんでした", "This was not done")
        static let removeAnyway = Phrase("それでも削除する", "Remove all the same")

        // Tools.
        static let undo = Phrase("元に戻す", "Undo")
        static let redo = Phrase("やり直す", "Redo")
        static let tryIt = Phrase("申請者として試す", "Try as an applicant")
        static let toPublish = Phrase("公開の確認へ", "Check and publish")
        static let nothingToMend = Phrase("直すところはありません", "Nothing to mend")
        static func toMend(_ count: Int) -> Phrase { Phrase("直すところ：\(count)", "To mend: \(count)") }
        static let preview = Phrase("申請者の画面", "What applicants see")
        static let onComputers = Phrase("パソコン", "Computer")
        static let onPhones = Phrase("スマートフォン", "Phone")
        static let backToOutline = Phrase("項目の一覧に戻る", "Back to all fields")
        static func backToTable(_ label: Text) -> Phrase {
            Phrase("表「\(label.ja)」に戻る", "Back to the table “\(label.in(english: true))”")
        }

        // The outline.
        static let editHead = Phrase("題名・前書き・対象外の条件を編集", "Title, introduction, eligibility")
        static let edit = Phrase("編集", "Edit")
        static let up = Phrase("↑ 上へ", "↑ Up")
        static let down = Phrase("↓ 下へ", "↓ Down")
        static let copy = Phrase("複製", "Copy")
        static let remove = Phrase("削除", "Remove")
        static let add = Phrase("項目を追加", "Add field")
        static let addColumn = Phrase("列を追加", "Add column")
        static let newField = Phrase("新しい項目の見出し", "Heading of a new field")
        static let newColumn = Phrase("新しい列の見出し", "Heading of a new column")
        static let columns = Phrase("表の列", "Columns")
        static let type = Phrase("回答の種類", "Kind of answer")
        static let addSection = Phrase("区分を追加", "Add a section")
        static let newSection = Phrase("新しい区分の題名", "Title of a new section")
        static let addEmptySection = Phrase("空の区分を追加", "Add an empty section")
        static let template = Phrase("よく使う区分", "Common sections")
        static let addTemplate = Phrase("ひな形から追加", "Add from a template")
        static let copyFrom = Phrase("ほかのフォームの区分", "A section of another form")
        static let addCopy = Phrase("写して追加", "Add a copy")
        static let conditional = Phrase("条件つき", "Conditional")
        static let internalOnly = Phrase("事務局のみ（申請者には見せない）", "Office only")
        static let giveTitle = Phrase("区分の題名を入力してください", "Enter a title")
        static let giveLabel = Phrase("項目の見出しを入力してください", "Enter a heading")
        static let gone = Phrase(
            "この項目はもうありません。画面を開き直してください", "This field is no longer there: open the page again")
        static let chooseOne = Phrase("一覧から選んでください", "Choose one")

        // A field.
        static let label = Phrase("見出し（質問）", "Heading")
        static let noteText = Phrase("固定文", "Text")
        static let example = Phrase("記入例", "Example")
        static let helpSupport = Phrase(
            "項目の下に表示されます。{項目名} と書くと、その値が入ります。", "Shown under the heading. {NAME} is replaced by that value.")
        static let english = Phrase("英語", "English")
        static func inEnglish(_ label: Phrase) -> Phrase { Phrase("\(label.ja)（英語）", "\(label.en) in English") }
        static let forFormulas = Phrase("計算式で使う名前", "Name in formulas")
        static let name = Phrase("項目名", "Name")
        static let nameSupport = Phrase(
            "計算式や通知書で使う名前です。変えると、このフォームの計算式も直されます。", "Used in formulas and letters. Formulas of this form follow.")
        static func stableID(_ id: String) -> Phrase { Phrase("変わらない番号：\(id)", "Stable id: \(id)") }
        static let answer = Phrase("回答の形と範囲", "The answer")
        static let minimum = Phrase("最小", "At least")
        static let maximum = Phrase("最大", "At most")
        static let digits = Phrase("数字の桁数", "Digits")
        static let pattern = Phrase("正規表現", "Regular expression")
        static let patternSupport = Phrase(
            "回答の全体がこの形に合うことを確かめます。エラーメッセージも書いてください。", "The whole answer must match. Write a message, too.")
        static let message = Phrase("エラーメッセージ", "Error message")
        static let messageSupport = Phrase("範囲に合わないときの文です。空なら自動の文になります。", "Said when a limit is broken.")
        static let unit = Phrase("単位", "Unit")
        static let places = Phrase("小数点以下の桁数", "Places after the point")
        static let inThousands = Phrase("千円単位で入力する", "Typed in thousands of yen")
        static let earliest = Phrase("この日以降", "From")
        static let latest = Phrase("この日以前", "To")
        static let choices = Phrase("選択肢（1行に1つ）", "Choices, one a line")
        static let choicesSupport = Phrase(
            "一覧を貼り付けられます。「その他」には記入欄が付きます。", "A list can be pasted. “その他” gets a text box.")
        static let groups = Phrase("選択肢（2段階）", "Choices of two levels")
        static let groupsSupport = Phrase(
            "分類を1行に、その項目を次の行に字下げして書きます。", "A group on a line, its choices indented below.")
        static let statement = Phrase("誓約の文", "Statement")
        static let kinds = Phrase("ファイルの種類", "Kinds of files")
        static let megabytes = Phrase("1件の大きさ（MBまで）", "Size of one, in MB")
        static let fileCount = Phrase("件数（まで）", "How many")
        static let fileTemplate = Phrase("記入する様式", "A form to fill in")
        static let noTemplate = Phrase("なし", "None")
        static let rows = Phrase("行", "Rows")
        static let freeRows = Phrase("申請者が行を増やす", "The applicant adds rows")
        static let fixedRows = Phrase("行は決まっている（費目の一覧など）", "Fixed rows")
        static let leastRows = Phrase("最小の行数", "Fewest rows")
        static let mostRows = Phrase("最大の行数", "Most rows")
        static let rowName = Phrase("行の名前の見出し", "What rows are called by")
        static let rowNameSupport = Phrase("計算式でも使います（例：費目）。", "Also used in formulas.")
        static let rowNames = Phrase("行の名前（1行に1つ）", "Rows, one a line")
        static let totals = Phrase("合計を出す列", "Columns with a total")
        static let noLimits = Phrase("この種類の回答に、設定することはありません。", "Nothing to set for this kind.")

        // Conditions.
        static let requirement = Phrase("必須・任意", "Must it be answered")
        static let mustAnswer = Phrase("回答", "Answer")
        static let requiredWhen = Phrase("条件により必須", "Sometimes")
        static let showIf = Phrase("この項目を表示する条件", "When this field is shown")
        static let showSectionIf = Phrase("この区分を表示する条件", "When this section is shown")
        static let always = Phrase("いつも表示する", "Always")
        static let alwaysSection = Phrase("いつも表示する", "Always")
        static let never = Phrase("条件なし", "No condition")
        static let conditionMode = Phrase("条件の書き方", "How to say it")
        static let bySentence = Phrase("文で組み立てる", "As a sentence")
        static let byFormula = Phrase("式で書く", "As a formula")
        static let join = Phrase("つなぎ方", "Joined by")
        static func join(_ join: ConditionSentence.Join) -> Phrase {
            join == .all ? Phrase("すべてに当てはまる（かつ）", "All hold") : Phrase("どれかに当てはまる（または）", "Any holds")
        }
        static func conditionField(_ number: Int) -> Phrase { Phrase("条件\(number)の項目", "Field \(number)") }
        static let noMore = Phrase("（条件を加えない）", "(no more)")
        static let sign = Phrase("比べ方", "Comparison")
        static let value = Phrase("値", "Value")
        static let whyNot = Phrase("使えない項目とその理由", "Fields that cannot be used, and why")
        static let conditionFormula = Phrase("条件の式", "Condition")
        static let formulaSupport = Phrase(
            "例：補助対象経費 >= 500000 and 区分 = \"新規\"。入力すると確かめます。", "Checked while you type.")
        static func reads(_ reading: String) -> Phrase { Phrase("読み方：\(reading)", "Reads: \(reading)") }
        static func badOperand(_ label: String) -> Phrase {
            Phrase("「\(label)」と比べる値を選び直してください", "Choose another value for “\(label)”")
        }
        static func tooLong(_ most: Int, _ count: Int) -> Phrase {
            Phrase("\(most)文字以内で入力してください（いま\(count)文字です）", "Enter at most \(most) characters (now \(count))")
        }
        static func unreadable(_ label: String) -> Phrase {
            Phrase("「\(label)」を読めません。数や日付で入力してください", "“\(label)” cannot be read")
        }

        // Calculations.
        static let calculation = Phrase("自動計算", "Calculation")
        static let calculationMode = Phrase("値の決まり方", "Where the value comes from")
        static let typedByApplicant = Phrase("申請者が入力する", "Typed by the applicant")
        static let whatToCompute = Phrase("計算", "Calculation")
        static let addUp = Phrase("足し合わせる", "Add up")
        static let takeAway = Phrase("1つ目から引く", "Take away from the first")
        static let timesRate = Phrase("率をかける", "Times a rate")
        static func operand(_ number: Int) -> Phrase { Phrase("\(number)つ目", "Number \(number)") }
        static let rate = Phrase("率（率をかけるとき）", "Rate")
        static let orNumber = Phrase("（右の数を使う）", "(the number beside)")
        static let number = Phrase("数", "Number")
        static func totalOf(_ table: Text, _ column: Text) -> Phrase {
            Phrase(
                "「\(table.ja)」の「\(column.ja)」の合計", "Total of \(column.in(english: true)) in \(table.in(english: true))")
        }
        static let rounding = Phrase("端数", "Rounding")
        static let noRounding = Phrase("そのまま", "As it is")
        static let roundingPlaces = Phrase("どこまで", "To")
        static let toYen = Phrase("1円未満（整数に）", "Whole yen")
        static let toThousands = Phrase("千円未満", "Thousands")
        static let toTenThousands = Phrase("万円未満", "Ten thousands")
        static let toHundredths = Phrase("小数第2位まで", "Hundredths")
        static let ceiling = Phrase("上限", "Ceiling")
        static let chooseOperands = Phrase("計算に使う項目か数を選んでください", "Choose what to compute with")

        // Constraints and first values.
        static let constraints = Phrase("入力の制約", "Constraints")
        static func constraint(_ number: Int) -> Phrase { Phrase("制約\(number)：成り立つべき条件", "Constraint \(number)") }
        static let constraintSupport = Phrase(
            "例：自己負担額 + 補助金額 = 総額。成り立たないとき、下の文が表示されます。", "When it does not hold, the message below is said.")
        static func constraintMessage(_ number: Int) -> Phrase {
            Phrase("制約\(number)に合わないときの文", "Message of constraint \(number)")
        }
        static let firstValue = Phrase("はじめの値・見せ方", "First value")
        static let noPrefill = Phrase("自動入力しない", "Not filled in")
        static let locked = Phrase("自動入力した値を変えられなくする", "It cannot be changed")
        static let initial = Phrase("はじめの値（式）", "First value as a formula")
        static let initialSupport = Phrase("例：2/3、\"新規\"、today()", "Like 2/3 or today()")

        // Files.
        static let exchange = Phrase("Excelとのやりとり", "Excel and other files")
        static let asBook = Phrase("項目定義書（Excel）を取り出す", "Data dictionary (Excel)")
        static let asSchema = Phrase("JSON Schemaを取り出す", "JSON Schema")

        // The form.
        static let formTitle = Phrase("フォームの題名", "Title of the form")
        static let sectionTitle = Phrase("区分の題名", "Title of the section")
        static let introduction = Phrase("前書き", "Introduction")
        static let layout = Phrase("ページの分け方", "Pages")
        static let stops = Phrase("対象外の条件", "Who is not eligible")
        static func stop(_ number: Int) -> Phrase { Phrase("対象外の条件\(number)", "Condition \(number)") }
        static let stopSupport = Phrase("成り立つと申請できません。例：従業員数 > 20", "Whoever fulfils it cannot apply.")
        static func stopMessage(_ number: Int) -> Phrase {
            Phrase("対象外の条件\(number)の説明", "What is said for condition \(number)")
        }
    }
}
