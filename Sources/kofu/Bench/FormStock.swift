import Foundation
import Grants
import Logging
import Outbound
import Storage
import UseCases

/// What `BenchForms` measures on: a draft of the large form, and drafts of the 販路開拓 form ready to be submitted.
struct FormStock {
    let folder: String

    struct Prepared {
        let section: String
        let table: String
        let autosave: String
        let cookie: String
        let submissions: [BenchStock.Submission]
        /// Microseconds that reading the draft and judging it take, before any page of it is rendered.
        let opening: Int
        fileprivate let boxes: [(String, String)]
        fileprivate let token: String

        /// The whole page as its script sends it, one box changed.
        func body(_ number: Int) -> String {
            var parts = boxes.map { "\($0.0)=\($0.1)" }
            parts[0] = "\(boxes[0].0)=\(number)"
            return "csrf=\(token)&key=s\(number)&section=plan&version=\(number + 1)&" + parts.joined(separator: "&")
        }
    }

    func prepare(large: Form, typed: Typed, submissions count: Int, applicants: Int) async throws -> Prepared {
        let installation = try BenchStock.open(folder)
        let market = try await publish("./examples/programmes/market", in: installation) { $0 }
        let other = try await publish("./examples/programmes/energy", in: installation) { programme in
            var form = large
            form.id = programme.forms[0].id
            programme.forms = [form]
            for index in programme.letters.indices {
                programme.letters[index].items.removeAll { $0.text.contains("回答:") }
            }
            return programme
        }
        var people: [(applicant: SignedApplicant, cookie: String, token: String)] = []
        for number in 0..<applicants { people.append(try await installation.benchApplicant(number)) }
        let plan = try await installation.files.store(
            Array("%PDF-1.7\n".utf8) + [UInt8](repeating: 0x20, count: 20_000))
        let filing = installation.world.id(Filing.self)
        let ready = try marketDraft(market, in: installation)
        let all = people
        let filings = (0..<count).map { _ in (installation.world.id(Filing.self), installation.world.id(Case.self)) }
        try await installation.database.write { connection in
            try installation.benchDraft(
                filing, case: installation.world.id(), round: other, procedure: "grant", window: "centre", typed: typed,
                files: [], plan: plan, by: all[0].applicant, on: connection)
        }
        for group in stride(from: 0, to: count, by: 500) {
            try await installation.database.write { connection in
                for index in group..<min(group + 500, count) {
                    try installation.benchDraft(
                        filings[index].0, case: filings[index].1, round: market, procedure: "grant", window: "east",
                        typed: ready.typed, files: ready.files, plan: plan, by: all[index % all.count].applicant,
                        on: connection)
                }
            }
        }
        let opening = try await median {
            try await installation.openDraft(filing, for: all[0].applicant).judgement.answers.count
        }
        try installation.database.close()
        let boxes = large.sections[0].fields.flatMap { field in
            Typed.boxes(of: field).map { ($0.escaped, typed.first($0).escaped) }
        }
        return Prepared(
            section: "/filings/\(filing)/sections/plan", table: "/filings/\(filing)/sections/costs",
            autosave: "/filings/\(filing)/autosave", cookie: people[0].cookie,
            submissions: (0..<count).map { index in
                let person = all[index % all.count]
                return BenchStock.Submission(
                    path: "/filings/\(filings[index].0)/submit", cookie: person.cookie,
                    body: "csrf=\(person.token)&key=m\(index)&revision=1")
            }, opening: opening, boxes: boxes, token: people[0].token)
    }

    /// Publishes a programme's folder whose round accepts now, and gives the round.
    private func publish(
        _ path: String, in installation: Installation, _ change: (inout Programme) -> Programme
    ) async throws -> String {
        var folder = try DocumentFolder.read(path)
        folder.programme = change(&folder.programme)
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(installation.now.adding(days: -1))
            folder.rounds[index].closes = JapanTime(installation.now.adding(days: 30))
        }
        let report = try await installation.importProgramme(folder, by: .system)
        return report.rounds[0]
    }

    /// Answers the 販路開拓 form accepts, and the fields that want a file.
    private func marketDraft(
        _ round: String, in installation: Installation
    ) throws -> (typed: Typed, files: [String]) {
        guard let offered = installation.published.current.round(round),
            let judge = offered.programme.judge(of: "grant")
        else { throw BenchForms.Broken(what: round) }
        let circumstances = Circumstances(
            moment: installation.now, round: offered.round,
            organisation: .init(name: "赤坂染物店", corporateNumber: "7000012050002", prefecture: "東京都", city: "港区"))
        let given: [String: String] = [
            "業種": "56", "従業員数": "5", "大企業の子会社": "no", "高所得": "no", "報告書の未提出": "no", "申請枠": "wage",
            "赤字事業者": "yes", "現在の最低賃金": "1100", "引上げ後の最低賃金": "1150", "インボイス特例": "no", "消費税の扱い": "general",
            "経費": "a", "経費.a.費目": "machinery", "経費.a.内容": "焙煎機", "経費.a.数量": "1", "経費.a.単価": "330000",
            "経費.a.税率": "standard", "資金調達.own.調達額": "75000",
        ]
        var typed = SampleAnswers.filling(Typed(given.mapValues { [$0] }), of: judge, circumstances)
        // One row of costs, as it was given: the sample adds another.
        for (box, value) in given { typed.boxes[box] = [value] }
        for box in typed.boxes.keys where box.hasPrefix("経費.sample") || box.hasPrefix("資金調達.") && given[box] == nil {
            typed.boxes[box] = nil
        }
        var files: [String] = []
        for _ in 0..<4 {
            let stored = files.map {
                StoredFile(id: installation.world.id(), field: $0, name: "a.pdf", size: 20_009, sha256: "")
            }
            let judgement = judge.judge(typed, files: stored, circumstances)
            if judgement.isComplete { return (typed, files) }
            files += judgement.errors.filter { error in
                judge.form.field(named: error.field)?.type.isFile == true || error.cell != nil
            }.map(\.place)
        }
        let left = judge.judge(typed, circumstances).errors.map(\.message.ja)
        throw BenchForms.Broken(what: left.joined(separator: "; "))
    }
}

extension String {
    /// As a form's body has it.
    fileprivate var escaped: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
