import Grants
import UseCases

/// The form of a round's title and dates, as it was typed.
struct RoundForm: Sendable {
    var title: String
    var opens: Typed
    var closes: Typed
    /// 予算額, 先着・抽選, 件数 and the field of the amounts, as typed.
    var budget: String
    var rule: String
    var places: String
    var amount: String
    /// The revision the page showed.
    var revision: Int

    /// A day and a time of day as typed.
    struct Typed: Sendable {
        var day: Components.DateParts
        var time: String

        init(_ time: JapanTime) {
            day = .init(year: String(time.day.year), month: String(time.day.month), day: String(time.day.day))
            self.time = String(time.iso.suffix(from: time.iso.firstIndex(of: "T") ?? time.iso.startIndex).dropFirst())
        }

        init(_ form: URLEncodedForm, _ name: String) {
            day = .init(
                year: form["\(name).year"] ?? "", month: form["\(name).month"] ?? "", day: form["\(name).day"] ?? "")
            time = form["\(name).time"] ?? ""
        }
    }

    /// What is stored.
    init(_ round: PublishedRound) {
        title = round.round.title.ja
        opens = Typed(round.round.opens)
        closes = Typed(round.round.closes)
        budget = round.round.budget.map { String($0.amount) } ?? ""
        rule = round.round.intake?.rule.rawValue ?? ""
        places = round.round.intake?.places.map(String.init) ?? ""
        amount = round.round.intake?.amount ?? ""
        revision = round.row.revision
    }

    /// What was posted.
    init(_ form: URLEncodedForm) {
        title = form["title"] ?? ""
        opens = Typed(form, "opens")
        closes = Typed(form, "closes")
        budget = form["budget"] ?? ""
        rule = form["intake"] ?? ""
        places = form["places"] ?? ""
        amount = form["amount"] ?? ""
        revision = form["revision"].flatMap { Int($0) } ?? 0
    }

    /// What is wrong with it, by the names of its boxes.
    typealias Errors = [(field: String, message: Text)]

    /// The details it asks for, or everything that keeps it from being read. The use case judges the rest.
    func details() -> (RoundDetails?, Errors) {
        var errors: Errors = []
        if Plain.line(title).isEmpty { errors.append(("title", Text("公募名を入力してください", en: "Enter a title"))) }
        let opening = RoundForm.read(opens, "opens", Text("受付開始", en: "opening"), into: &errors)
        let closing = RoundForm.read(closes, "closes", Text("受付終了", en: "closing"), into: &errors)
        let money = RoundForm.read(budget, "budget", Text("予算額", en: "budget"), into: &errors)
        let count = RoundForm.read(places, "places", Text("件数", en: "places"), into: &errors)
        var intake: Intake?
        if let rule = Intake.Rule(rawValue: rule) {
            intake = Intake(rule: rule, places: count.map { Int($0) }, amount: amount.isEmpty ? nil : amount)
            if count == nil, amount.isEmpty {
                errors.append(
                    ("places", Text("件数か、合計する申請額の項目を指定してください", en: "Give the places, or the field to sum up")))
            }
            if !amount.isEmpty, money == nil {
                errors.append(("budget", Text("申請額の合計で打ち切るには、予算額を入力してください", en: "Enter the budget to sum up to")))
            }
        }
        guard errors.isEmpty, let opening, let closing else { return (nil, errors) }
        return (
            RoundDetails(
                title: title, opens: opening, closes: closing, budget: money.map { Yen($0) }, intake: intake), []
        )
    }

    /// A whole number as typed; nil for nothing.
    private static func read(_ typed: String, _ name: String, _ label: Text, into errors: inout Errors) -> Int64? {
        let digits = Plain.code(typed).filter { $0 != "," && $0 != "、" && $0 != "円" && $0 != "件" }
        if digits.isEmpty { return nil }
        guard let number = Int64(digits), number > 0, number < 1_000_000_000_000_000 else {
            errors.append(
                (
                    name,
                    Text("\(label.ja)を1以上の整数で入力してください", en: "Enter the \(label.in(english: true)) as a whole number")
                )
            )
            return nil
        }
        return number
    }

    /// A day and a time as typed; what is wrong with them is added to the errors.
    static func read(_ typed: Typed, _ name: String, _ label: Text, into errors: inout Errors) -> JapanTime? {
        let day = Day(typedYear: typed.day.year, month: typed.day.month, day: typed.day.day)
        if day == nil {
            errors.append(
                (
                    name,
                    Text(
                        "\(label.ja)の日付を、実在する年月日で入力してください",
                        en: "Enter the \(label.in(english: true)) day as a date that exists")
                ))
        }
        // 17:00, 17：00 and 1700 are all written.
        var clock = Plain.code(typed.time)
        if clock.utf8.count == 4, clock.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            clock.insert(":", at: clock.index(clock.startIndex, offsetBy: 2))
        }
        let time = JapanTime(iso: "2000-01-01T\(clock)")
        if time == nil {
            errors.append(
                (
                    "\(name).time",
                    Text(
                        "\(label.ja)の時刻を、0:00から23:59までで入力してください。例：17:00",
                        en: "Enter the \(label.in(english: true)) time between 0:00 and 23:59, such as 17:00")
                ))
        }
        guard let day, let time else { return nil }
        return JapanTime(day, hour: time.hour, minute: time.minute, second: time.second)
    }
}
