import Foundation
import Grants
import Storage
import UseCases

/// A large form and a real one: 300 fields with 60 formulas and a table of 200 rows, judged, shown and saved; and the
/// 販路開拓 form, submitted.
struct BenchForms {
    let folder: String
    let clients: Int
    let seconds: Int

    func measure() async throws {
        let form = BenchForms.large
        let judge = Judge(form)
        guard judge.findings.allSatisfy({ $0.severity == .warning }) else { throw Broken(what: "\(judge.findings)") }
        let typed = BenchForms.typed(for: form)
        let judgement = judge.judge(typed)
        guard judgement.errors.isEmpty else { throw Broken(what: "\(judgement.errors.prefix(3))") }
        let floor = await median { Set(typed.boxes.values.map(\.first)).count }
        let judging = await median { judge.judge(typed).answers.count }
        line("judge 300 fields, 60 formulas, 200 rows", judging, asked: "< 2 ms")
        line("floor  looking at each of its \(typed.boxes.count) boxes", floor, asked: nil)

        let stock = try await FormStock(folder: folder).prepare(
            large: form, typed: typed, submissions: 800 * seconds, applicants: clients)
        let server = try BenchServer(folder: folder, preload: nil)
        defer { server.stop() }
        let one = BenchLoad(port: server.port, clients: 1, seconds: min(seconds, 4))
        let page = try one.get(stock.section, cookie: stock.cookie)
        line("reading and judging the draft, for each page", stock.opening, asked: nil)
        print(page.line("page of a 240-field section", asked: "rendered < 5 ms"))
        line("  of that rendering and the way", page.p50 - stock.opening, asked: "< 5 ms")
        let rows = try one.get(stock.table, cookie: stock.cookie)
        print(rows.line("page with all 200 rows as inputs", asked: "rendered < 5 ms"))
        line("  of that rendering and the way", rows.p50 - stock.opening, asked: "< 5 ms")
        let saved = try one.post { number in
            (stock.autosave, stock.cookie, stock.body(number))
        }
        print(saved.line("autosave of that section", asked: "p50 < 10 ms"))
        let many = BenchLoad(port: server.port, clients: clients, seconds: seconds)
        let submitted = try many.submit(stock.submissions[...])
        print(submitted.line("submit 販路開拓, \(clients) clients", asked: "≥ 400/s"))
    }

    struct Broken: Error, CustomStringConvertible {
        let what: String
        var description: String { "the bench's form cannot be measured: \(what)" }
    }

    private func line(_ name: String, _ microseconds: Int, asked: String?) {
        let text = String(microseconds % 1000 + 1000).dropFirst()
        print("\(name)   p50 \(microseconds / 1000).\(text) ms\(asked.map { "   (asked: \($0))" } ?? "")")
    }

    /// 300 fields: 239 that are typed, 60 formulas, and a table.
    static var large: Form {
        var fields: [Field] = []
        for index in 0..<239 {
            let name = "項目\(index)"
            let type: FieldType =
                switch index % 6 {
                case 0: .text(TextLimits(maximum: 100))
                case 1: .longText(TextLimits(maximum: 1_000))
                case 2: .integer(IntegerLimits(minimum: 0, maximum: 1_000_000))
                case 3: .choice(ChoiceList.choices(from: "新規\n拡大\n継続\nその他"))
                case 4: .date(DayLimits())
                default: .money(MoneyLimits(minimum: 0))
                }
            let relevant = index % 12 == 7 ? "項目2 >= 0" : nil
            fields.append(Field(name: name, label: Text(name), type: type, required: .yes, relevant: relevant))
        }
        let columns = [
            Field(name: "費目", label: "費目", type: .choice(ChoiceList.choices(from: "機械装置等費\n広報費\n旅費")), required: .yes),
            Field(name: "内容", label: "内容", type: .text(TextLimits(maximum: 60)), required: .yes),
            Field(name: "数量", label: "数量", type: .integer(IntegerLimits(minimum: 1)), required: .yes),
            Field(name: "単価", label: "単価", type: .money(MoneyLimits(minimum: 0)), required: .yes),
            Field(name: "金額", label: "金額", type: .money(MoneyLimits()), calculation: "数量 * 単価"),
            Field(name: "税抜", label: "税抜", type: .money(MoneyLimits()), calculation: "切捨て(金額 / 1.1, 0)"),
        ]
        let table = Field(
            name: "経費", label: "経費明細",
            type: .table(Table(rows: .free(minimum: 1, maximum: 300), columns: columns, totals: ["金額", "税抜"])),
            required: .yes)
        let formulas = (0..<58).map { index -> Field in
            let (a, b) = (5 + index * 6 % 234, 2 + index * 6 % 234)
            let text =
                switch index % 4 {
                case 0: "合計(経費.金額)"
                case 1: "合計(経費[費目 = \"旅費\"].金額)"
                case 2: "最小(切捨て(項目\(a) * 2/3, -3), 項目\(b) + 1000000)"
                default: "if 項目\(b) > 1000 then 項目\(a) + 項目\(b) else 項目\(a)"
                }
            return Field(name: "計算\(index)", label: Text("計算\(index)"), type: .money(MoneyLimits()), calculation: text)
        }
        return Form(
            id: "large", title: "大きな申請書",
            sections: [
                Section(id: "plan", title: "計画", fields: fields), Section(id: "costs", title: "経費", fields: [table]),
                Section(
                    id: "result", title: "計算",
                    fields: formulas + [
                        Field(name: "事業名", label: "事業名", type: .text(TextLimits(maximum: 50)), required: .yes)
                    ]),
            ])
    }

    static func typed(for form: Form) -> Typed {
        var boxes: [String: [String]] = ["事業名": ["大きな事業"]]
        for field in form.sections[0].fields {
            switch field.type {
            case .text: boxes[field.name] = ["本社工場の空調の更新"]
            case .longText: boxes[field.name] = ["地域で続く技術を使い、火に強い素材の防災頭巾を開発します。"]
            case .integer: boxes[field.name] = ["1,234"]
            case .choice: boxes[field.name] = ["拡大"]
            case .date:
                boxes["\(field.name).year"] = ["2027"]
                boxes["\(field.name).month"] = ["4"]
                boxes["\(field.name).day"] = ["1"]
            default: boxes[field.name] = ["１，２３４，５６７"]
            }
        }
        let rows = (0..<200).map { "r\($0)" }
        boxes["経費"] = rows
        for (index, row) in rows.enumerated() {
            boxes["経費.\(row).費目"] = [["機械装置等費", "広報費", "旅費"][index % 3]]
            boxes["経費.\(row).内容"] = ["明細の内容\(index)"]
            boxes["経費.\(row).数量"] = [String(index % 9 + 1)]
            boxes["経費.\(row).単価"] = [String(1_000 + index * 7)]
        }
        return Typed(boxes)
    }
}

/// The median duration of a piece of work, in microseconds.
func median(_ work: () async throws -> Int) async rethrows -> Int {
    var times: [Int] = []
    var sum = 0
    for _ in 0..<200 {
        let start = ContinuousClock.now
        sum &+= try await work()
        let taken = (ContinuousClock.now - start).components
        times.append(Int(taken.seconds) * 1_000_000 + Int(taken.attoseconds / 1_000_000_000_000))
    }
    return sum == .min ? 0 : times.sorted()[times.count / 2]
}
