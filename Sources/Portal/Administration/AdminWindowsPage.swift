import Grants
import Hummingbird
import UseCases

/// 受付窓口 of a programme: what they are called, whom they serve, and which cases come to them.
enum AdminWindowsPage {
    static let routes: [Route] = [
        .officer([.administrator], .get, Site.adminWindows, scope: .programme) { visit, administrator in
            let programme = try visit.installation.programme(visit.programmeID(), for: administrator)
            return .page(view(programme, FlowForm(visit, isRefused: false)).html)
        },
        .officer([.administrator], .post, Site.adminWindows, scope: .programme) { visit, administrator in
            try await save(visit, administrator)
        },
    ]

    private static func save(_ visit: Visit, _ administrator: Officer) async throws -> Response {
        let id = try visit.programmeID()
        var form = FlowForm(visit, isRefused: true)
        let windows = read(&form)
        if form.problems.isEmpty {
            do {
                try await visit.installation.setWindows(
                    windows, of: id, seen: visit.form["seen"].flatMap { Int($0) } ?? 0, by: administrator)
                return .seeOther(Pattern.address(Site.adminProgramme(id), [("done", "windows")]))
            } catch let refusal as Refusal where refusal.kind == .invalid || refusal.kind == .conflict {
                form = FlowForm(visit, isRefused: true, problems: [Problem(visit.say(refusal.message))])
            }
        }
        let programme = try visit.installation.programme(id, for: administrator)
        return .page(view(programme, form).html, status: .unprocessableContent)
    }

    private static func read(_ form: inout FlowForm) -> [Window] {
        let count = min(Int(form.visit.form["windows"] ?? "") ?? 0, 100)
        var windows: [Window] = []
        for index in 0..<count {
            let name = "w.\(index)"
            let code = Plain.code(form.visit.form["\(name).id"] ?? "").lowercased()
            let title = form.text("\(name).name")
            if form.visit.form["\(name).remove"] == "yes" || (code.isEmpty && title.ja.isEmpty) { continue }
            if title.ja.isEmpty { form.missing("\(name).name.ja", Words.FlowEditor.nameMissing) }
            if code.isEmpty { form.missing("\(name).id", Words.Windows.codeMissing) }
            let (area, contact) = (form.line("\(name).area"), Plain.lines(form.visit.form["\(name).contact"] ?? ""))
            windows.append(
                Window(
                    id: code, name: title, area: area.isEmpty ? nil : Text(area),
                    contact: contact.isEmpty ? nil : Text(contact), when: form.formula("\(name).when")))
        }
        return windows
    }

    private static func view(_ programme: PublishedProgramme, _ form: FlowForm) -> Page {
        let (visit, ui) = (form.visit, form.ui)
        let windows = programme.newest.windows
        var page = visit.administrationPage(
            visit.say(Words.Windows.title),
            under: [
                .init(visit.say(Words.programmes), Site.administration()),
                .init(visit.say(programme.newest.name), Site.adminProgramme(programme.id)),
            ])
        page.context = visit.say(programme.newest.name)
        page.width = .reading
        page.hasErrors = !form.problems.isEmpty
        if page.hasErrors { page.alerts = ui.errorSummary(form.problems) }
        let count = form.isRefused ? Int(visit.form["windows"] ?? "").map { min($0, 100) } ?? 0 : windows.count + 1
        let inputs = (0..<count).map { index -> HTML in
            input(windows.indices.contains(index) ? windows[index] : nil, index, form)
        }
        page.body = """
            <p>\(visit.say(Words.Windows.about))</p>\
            \(ui.form(
                to: Site.adminWindows(programme.id),
                hidden: """
                    \(visit.tokens)\(ui.hidden("seen", String(programme.row.version)))\
                    \(ui.hidden("windows", String(count)))
                    """,
                "\(inputs)\(ui.buttons(ui.submit(visit.say(Words.Windows.save(programme.row.version + 1)))))"))
            """
        return page
    }

    private static func input(_ window: Window?, _ index: Int, _ form: FlowForm) -> HTML {
        let (visit, ui, name) = (form.visit, form.ui, "w.\(index)")
        let code: HTML =
            window.map { "\(ui.hidden("\(name).id", $0.id))<p><code>\($0.id)</code></p>" }
            ?? form.text("\(name).id", Words.Windows.code, "", support: Words.Windows.codeSupport)
        let body: HTML = """
            \(code)\(form.text("\(name).name.ja", Words.FlowEditor.name, window?.name.ja ?? ""))\
            \(form.text("\(name).name.en", Words.FlowEditor.nameEnglish, window?.name.en ?? ""))\
            \(form.text("\(name).area", Words.Rounds.serves, window?.area?.ja ?? ""))\
            \(ui.textarea(
                form.control("\(name).contact", Words.Admin.contact),
                value: form.value("\(name).contact", window?.contact?.ja ?? ""), rows: 3))\
            \(form.formula("\(name).when", Words.Windows.when, window?.when, support: Words.Windows.whenSupport))\
            \(window == nil ? .empty : form.box("\(name).remove", Words.Windows.remove, false))
            """
        guard let window else { return ui.details(visit.say(Words.Windows.add), isOpen: form.isRefused, body) }
        return ui.fieldset(visit.say(window.name), body)
    }
}

extension Words {
    enum Windows {
        static let title = Phrase("受付窓口を編集する", "Edit the windows")
        static let about = Phrase(
            "保存すると、補助金の新しい版としてすぐに公開され、いま使われている公募に反映されます。提出済みの案件の窓口は変わりません。",
            "Saving publishes a new version at once, for the rounds in use. Cases that were filed stay at their window."
        )
        static let code = Phrase("コード", "Code")
        static let codeSupport = Phrase("半角の英小文字・数字・「-」。あとから変えられません。", "a-z, 0-9 and -; it stays as it is.")
        static let codeMissing = Phrase("コードを入力してください", "Enter a code")
        static let when = Phrase("この窓口に届く条件", "Cases that come here")
        static let whenSupport = Phrase(
            "条件を1つでも書くと、申請者は窓口を選ばず、上から順に最初に合った窓口へ届きます。条件のない窓口には、どれにも合わない申請が届きます。例：事業者.都道府県 in (\"東京都\", \"神奈川県\")",
            "With a condition at any window applicants do not choose: a case goes to the first whose condition holds, else to one without."
        )
        static let remove = Phrase("この窓口を取り除く", "Take this window away")
        static let add = Phrase("窓口を加える", "Add a window")
        static let edit = Phrase("窓口を編集する", "Edit the windows")
        static let saved = Phrase("受付窓口を保存し、新しい版を公開しました", "The windows were saved as a new version")
        static func save(_ version: Int) -> Phrase {
            Phrase("保存して第\(version)版を公開する", "Save and publish version \(version)")
        }
    }
}
