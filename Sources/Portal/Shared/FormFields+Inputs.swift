import Grants
import Storage

/// One question's boxes, by the type of its answer.
extension FormFields {
    func input(_ field: Field, _ control: Control, at place: String) -> HTML {
        let first = typed.first(place)
        func box(_ part: String) -> String { typed.first("\(place).\(part)") }
        switch field.type {
        case .text(let limits):
            return ui.text(
                control, value: first, width: width(limits), autocomplete: field.prefill?.autocomplete,
                digits: limits.digits != nil, maximum: limits.maximum)
        case .longText(let limits):
            return ui.textarea(
                control, value: first, rows: control.isBare ? 2 : (limits.maximum ?? 400) > 200 ? 8 : 4,
                maximum: limits.maximum)
        case .integer(let limits):
            if !limits.anchors.isEmpty, !control.isBare, let choices = limits.choices {
                return criterion(limits, choices, control, first)
            }
            if let minimum = limits.minimum, let maximum = limits.maximum, (1...9).contains(maximum - minimum) {
                return ui.radios(
                    control, options: (minimum...maximum).map { .init(String($0), String($0)) }, value: first,
                    isInline: true)
            }
            return ui.number(control, value: first, unit: limits.unit.map { visit.say($0) })
        case .decimal(let limits):
            return ui.text(
                control, value: first, width: .short, autocomplete: "off", unit: limits.unit.map { visit.say($0) })
        case .money(let limits):
            return ui.money(control, value: first, unit: limits.isInThousands ? visit.say(Words.thousandYen) : nil)
        case .rate:
            var control = control
            if control.support == nil, !control.isBare { control.support = visit.say(Words.rateSupport) }
            return ui.text(control, value: first, width: .short, autocomplete: "off")
        case .date: return date(control, dates(place))
        case .yearMonth:
            return date(control, Array(dates(place).dropLast()))
        case .period: return period(control, place)
        case .dateTime:
            return date(
                control,
                dates(place) + [
                    .init("hour", visit.say(Words.hour), box("hour"), .tiny),
                    .init("minute", visit.say(Words.minute), box("minute"), .tiny),
                ])
        case .choice: return choice(field, control, place)
        case .choices:
            return ui.checkboxes(control, options: options(field, place), values: typed.all(place))
                + other(field, place)
        case .linked(let groups):
            let offered = Set(judgement.choices(of: field, at: place).map(\.code))
            return ui.select(
                control,
                groups: groups.map { group in
                    (visit.say(group.label), options(group.choices.filter { offered.contains($0.code) }))
                }, value: first)
        case .yesNo: return ui.yesNo(control, value: first.isEmpty ? nil : first == "yes")
        case .pledge(let statement):
            return ui.pledge(
                control, text: say(statement), agreement: visit.say(Words.pledgeAgreement), isGiven: first == "yes")
        case .email: return ui.text(control, value: first, kind: .email, autocomplete: "email")
        case .telephone: return ui.text(control, value: first, kind: .tel, width: .medium, autocomplete: "tel")
        case .url: return ui.text(control, value: first, kind: .url, width: .full, autocomplete: "url")
        case .corporateNumber: return ui.text(control, value: first, width: .medium, autocomplete: "off", digits: true)
        case .prefecture:
            return ui.select(control, options: prefectures, value: first, autocomplete: "address-level1")
        case .industry:
            return ui.select(
                control,
                groups: Industry.divisions.map { division in
                    (
                        "\(division.code) \(visit.say(division.name))",
                        division.groups.map { .init($0.code, "\($0.code) \(visit.say($0.name))") }
                    )
                }, value: first)
        case .address, .municipality, .personName, .bankAccount: return labelled(field, control, place)
        case .file(let limits): return file(field, limits, control, place)
        case .table, .note, .heading: return .empty
        }
    }

    /// Points to choose from, each with what it means beside it.
    private func criterion(
        _ limits: IntegerLimits, _ choices: ClosedRange<Int64>, _ control: Control, _ chosen: String
    ) -> HTML {
        var control = control
        if let weight = limits.weight, weight != 1 {
            let words = visit.say(Words.Scoring.weight(weight))
            control.support = [control.support, words].compactMap { $0 }.joined(separator: " ")
        }
        let options = choices.map { point -> Components.Option in
            .init(String(point), limits.anchor(at: point).map { "\(point)　\(visit.say($0))" } ?? String(point))
        }
        return "<div class=\"criterion\">\(ui.radios(control, options: options, value: chosen))</div>"
    }

    // MARK: Dates

    private func dates(_ place: String, prefix: String = "") -> [Components.RowBox] {
        func box(_ part: String) -> String { typed.first("\(place).\(prefix)\(part)") }
        return ui.dateBoxes(.init(year: box("year"), month: box("month"), day: box("day")), prefix: prefix)
    }

    private func date(_ control: Control, _ boxes: [Components.RowBox]) -> HTML {
        var control = control
        if control.support == nil, !control.isBare { control.support = visit.say(Words.dateSupport) }
        return ui.row(control, boxes)
    }

    private func period(_ control: Control, _ place: String) -> HTML {
        func end(_ prefix: String, _ label: Phrase) -> HTML {
            var own = Control("\(place).\(prefix)year", visit.say(label), .unmarked, scope: control.scope)
            own.error = errors.first { $0.place == place && $0.part?.hasPrefix(prefix) == true }.map {
                visit.say($0.message)
            }
            let boxes = dates(place, prefix: prefix)
            let inputs = boxes.map { box -> HTML in
                let id = Control.id("\(place).\(box.key)")
                return """
                    <div class="date-part"><input type="text" class="input width-\(box.width.rawValue)" id="\(id)" \
                    name="\(place).\(box.key)" value="\(box.value)"\
                    \(attribute: "inputmode", box.isDigits ? "numeric" : nil) autocomplete="off"\
                    \(attribute: "aria-invalid", own.error == nil ? nil : "true")><label for="\(id)">\(box.word)</label></div>
                    """
            }
            return ui.group(own, "<div class=\"date\">\(inputs)</div>")
        }
        var control = control
        control.error = nil
        if control.support == nil { control.support = visit.say(Words.dateSupport) }
        return ui.group(
            control, id: control.id, className: " composite",
            "\(end("from.", Words.firstDay))\(end("to.", Words.lastDay))")
    }

    // MARK: Choices

    private func choice(_ field: Field, _ control: Control, _ place: String) -> HTML {
        let options = options(field, place)
        let chosen = typed.first(place)
        let html =
            field.type.choices.count > 7 || control.isBare
            ? ui.select(control, options: options, value: chosen)
            : ui.radios(control, options: options, value: chosen)
        return html + other(field, place)
    }

    /// The text beside その他.
    private func other(_ field: Field, _ place: String) -> HTML {
        guard let choice = field.type.choices.first(where: { $0.kind == .other }) else { return .empty }
        let box = "\(place).other"
        let control = Control(
            box, visit.say(Words.otherText(visit.say(choice.label))), .unmarked,
            error: errors.first { $0.place == place && $0.part == "other" }.map { visit.say($0.message) })
        return
            "<div class=\"other\">\(ui.text(control, value: typed.first(box), width: .long, autocomplete: "off"))</div>"
    }

    private func options(_ field: Field, _ place: String) -> [Components.Option] {
        options(judgement.choices(of: field, at: place))
    }

    private func options(_ choices: [Choice]) -> [Components.Option] {
        choices.map { .init($0.code, visit.say($0.label), isOther: $0.kind == .other) }
    }

    private var prefectures: [Components.Option] { Prefecture.all.map { .init($0.name, $0.name) } }

    private func width(_ limits: TextLimits) -> Components.InputWidth {
        if limits.digits != nil { return .medium }
        guard let maximum = limits.maximum else { return .long }
        return maximum <= 8 ? .short : maximum <= 20 ? .medium : maximum <= 60 ? .long : .full
    }

    // MARK: Several boxes

    private func labelled(_ field: Field, _ control: Control, _ place: String) -> HTML {
        let errors = Dictionary(
            errors.filter { $0.place == place }.compactMap { error in error.part.map { ($0, visit.say(error.message)) }
            },
            uniquingKeysWith: { first, _ in first })
        func value(_ part: String) -> String { typed.first("\(place).\(part)") }
        switch field.type {
        case .address:
            return ui.parts(
                control,
                [
                    .init(
                        "postal", Words.postalCode, value("postal"), width: .short, isDigits: true,
                        autocomplete: "postal-code", support: Words.postalSupport),
                    .init(
                        "prefecture", Words.prefecture, value("prefecture"), autocomplete: "address-level1",
                        options: prefectures),
                    .init("city", Words.city, value("city"), autocomplete: "address-level2"),
                    .init("street", Words.street, value("street"), width: .full, autocomplete: "address-line1"),
                    .init(
                        "building", Words.building, value("building"), width: .full, isOptional: true,
                        autocomplete: "address-line2"),
                ], errors: errors, data: " data-lookup=\"address\"", after: lookup(place, Words.findAddress))
        case .municipality:
            return ui.parts(
                control,
                [
                    .init(
                        "prefecture", Words.prefecture, value("prefecture"), autocomplete: "address-level1",
                        options: prefectures),
                    .init("city", Words.city, value("city"), autocomplete: "address-level2"),
                ], errors: errors, data: " data-lookup=\"municipality\"")
        case .personName:
            return ui.parts(
                control,
                [
                    .init("family", Words.familyName, value("family"), width: .medium, autocomplete: "family-name"),
                    .init("given", Words.givenName, value("given"), width: .medium, autocomplete: "given-name"),
                    .init("family-kana", Words.familyKana, value("family-kana"), width: .medium, autocomplete: nil),
                    .init("given-kana", Words.givenKana, value("given-kana"), width: .medium, autocomplete: nil),
                ], errors: errors)
        default:
            return ui.parts(
                control,
                [
                    .init(
                        "bank", Words.bankCode, value("bank"), width: .tiny, isDigits: true, support: Words.bankSupport),
                    .init("bank-name", Words.bankName, value("bank-name")),
                    .init("branch", Words.branchCode, value("branch"), width: .tiny, isDigits: true),
                    .init("branch-name", Words.branchName, value("branch-name")),
                    .init(
                        "kind", Words.accountKind, value("kind"),
                        options: BankAccount.Kind.allCases.map { .init($0.rawValue, visit.say($0.title)) }),
                    .init("number", Words.accountNumber, value("number"), width: .short, isDigits: true),
                    .init("holder", Words.accountHolder, value("holder"), width: .full, support: Words.holderSupport),
                ], errors: errors, data: " data-lookup=\"bank\"", after: lookup(place, Words.findBank))
        }
    }

    /// A button that fills in what registers know; it saves the page on the way.
    private func lookup(_ place: String, _ label: Phrase) -> HTML {
        guard let uploads, !uploads.isTrial else { return .empty }
        let button: HTML =
            "<p>\(ui.submit(visit.say(label), .secondary, name: "act", value: "look:\(place)", isSmall: true))</p>"
        guard let found, found.place == place, found.choices.count != 1 else { return button }
        if found.choices.isEmpty { return button + "<p role=\"status\">\(visit.say(Words.nothingFound))</p>" }
        let choices = found.choices.enumerated().map { index, choice -> HTML in
            let pick = ui.submit(
                visit.say(Words.pickThis), .secondary, name: "act", value: "pick:\(place).\(index)",
                context: choice.title,
                isSmall: true)
            return "<li class=\"file\"><span class=\"file-text\">\(choice.title)</span>\(pick)</li>"
        }
        return button + "<p role=\"status\">\(visit.say(Words.severalFound))</p><ul class=\"files\">\(choices)</ul>"
    }

    // MARK: Files

    private func file(_ field: Field, _ limits: FileLimits, _ control: Control, _ place: String) -> HTML {
        guard let uploads else { return .empty }
        var control = control
        control.support = [control.support, control.isBare ? nil : limits.words(visit)].compactMap { $0 }
            .joined(separator: " ")
        if control.support?.isEmpty == true { control.support = nil }
        if uploads.isTrial { return untaken(limits, control) }
        let files = uploads.files.at(place)
        let template = limits.template.flatMap(uploads.template).map { address -> HTML in
            "<p>\(ui.action(visit.say(Words.downloadTemplate), address, isSmall: true, isDownload: true))</p>"
        }
        let earlier = uploads.earlier.filter { limits.refusal(name: $0.file.name, size: $0.file.size) == nil }
        return """
            \(template)\(ui.upload(
                control, files: files.map { uploads.files.row($0, visit) }, accept: limits.accept,
                takesMore: files.count < limits.maximumCount, uploadAction: uploads.address(place),
                earlier: control.isBare ? [] : earlier.map(\.option)))
            """
    }

    /// A box for a file that says it is not kept.
    private func untaken(_ limits: FileLimits, _ control: Control) -> HTML {
        ui.question(control) { attributes in
            """
            <input type="file"\(attributes) accept="\(limits.accept)">\
            <p class="support">\(visit.say(Words.Trial.noFiles))</p>
            """
        }
    }
}

extension EarlierFile {
    fileprivate var option: Components.Option { .init(file.id.text, "\(file.name)（\(receipt)）") }
}

extension Prefill {
    /// The HTML autofill token of the same thing, where there is one.
    fileprivate var autocomplete: String? {
        switch self {
        case .organisationName: "organization"
        case .personName: "name"
        case .personTelephone: "tel"
        case .personEmail: "email"
        default: nil
        }
    }
}

extension FileLimits {
    /// For the browser's file dialogue: `.pdf,.docx`.
    var accept: String { kinds.flatMap(\.endings).map { ".\($0)" }.joined(separator: ",") }

    /// PDF、Word（docx）、1件16MB（16,777,216バイト）まで、3件まで.
    func words(_ visit: Visit) -> String {
        let names = kinds.map { visit.say($0.title) }.joined(separator: visit.english ? ", " : "、")
        return visit.say(Words.fileLimits(names, Formats.size(maximumSize, visit.language), maximumCount))
    }
}

extension Words {
    static func fileLimits(_ kinds: String, _ size: String, _ count: Int) -> Phrase {
        Phrase("添付できる種類：\(kinds)。1件\(size)まで、\(count)件まで。", "Kinds: \(kinds). Up to \(size) each, at most \(count).")
    }
    static let downloadTemplate = Phrase("様式をダウンロード", "Download the form to fill in")
    static let thousandYen = Phrase("千円", "thousand yen")
    static let rateSupport = Phrase("2/3、50%、0.5 のように入力してください。", "Like 2/3, 50% or 0.5.")
    static let hour = Phrase("時", "Hour")
    static let minute = Phrase("分", "Minute")
    static let firstDay = Phrase("開始日", "First day")
    static let lastDay = Phrase("終了日", "Last day")
    static func otherText(_ label: String) -> Phrase { Phrase("「\(label)」の内容", "What “\(label)” is") }
    static let findAddress = Phrase("郵便番号から住所を入力する", "Fill in from the postal code")
    static let nothingFound = Phrase(
        "見つかりませんでした。番号を確かめるか、続けて手で入力してください。", "Nothing was found: check the number, or go on by hand.")
    static let severalFound = Phrase("いくつか見つかりました。1つ選んでください。", "Several were found; choose one.")
    static let pickThis = Phrase("これを入力する", "Fill this in")
    static let findBank = Phrase("コードから銀行名・支店名を入力する", "Fill in the names from the codes")
    static let familyName = Phrase("姓", "Family name")
    static let givenName = Phrase("名", "Given name")
    static let familyKana = Phrase("姓（フリガナ）", "Family name in katakana")
    static let givenKana = Phrase("名（フリガナ）", "Given name in katakana")
    static let bankCode = Phrase("銀行コード", "Bank code")
    static let bankSupport = Phrase("4桁の数字です。通帳で確認できます。", "4 digits, as in your bank book.")
    static let bankName = Phrase("銀行名", "Bank")
    static let branchCode = Phrase("支店コード", "Branch code")
    static let branchName = Phrase("支店名", "Branch")
    static let accountKind = Phrase("預金種目", "Kind of account")
    static let accountNumber = Phrase("口座番号", "Account number")
    static let accountHolder = Phrase("口座名義（カナ）", "Account holder in kana")
    static let holderSupport = Phrase("通帳の表紙の裏にあるカナ表記どおりに入力してください。", "As written in kana in your bank book.")
}
