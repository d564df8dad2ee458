import Grants

/// What a seed is made of: who, where, when and how much.
struct SeedPlan: Sendable {
    let seed: UInt64
    let cases: Int
    let filings: Int
    let agency: ID<Agency>
    let programmeID: String
    let version: Int
    let programme: Programme
    let rounds: [Call]
    let organisations: [Organisation]
    let staff: Actor
    let approver: Actor
    let reviewers: [(id: ID<Account>, name: String)]

    /// A round as cases name it.
    struct Call: Sendable {
        let id: String
        let title: Text
        let grantsBegin: String?
    }

    /// The first case is filed five years before the last, which is always on the same day.
    let begins = Instant(milliseconds: 1_635_692_400_000)
    let seconds: Int64 = 5 * 365 * 86_400

    /// The organisation with very many cases: 10,000, or a hundredth where there are few.
    var largest: Int { min(10_000, cases / 100) }

    /// Whose a case is. The first organisation's cases lie evenly among the others'.
    func organisation(ofCase number: Int, chance: Int) -> Organisation {
        if largest > 0, number % max(1, cases / largest) == 0 { return organisations[0] }
        return organisations[1 + chance % (organisations.count - 1)]
    }

    /// A round of the call that is open then.
    func round(at call: Int64, chance: Int) -> Call {
        let colours = rounds.count / 6
        return rounds[Int(call) * colours + chance % colours]
    }

    /// The example programme with ten windows, four procedures and six calls of each round.
    static func programme(_ folder: ProgrammeFolder) -> ProgrammeFolder {
        var made = folder
        let regions = ["北海道", "東北", "関東", "信越", "東海", "北陸", "近畿", "中国", "四国", "九州"]
        let ids = [
            "hokkaido", "tohoku", "kanto", "shinetsu", "tokai", "hokuriku", "kinki", "chugoku", "shikoku", "kyushu",
        ]
        made.programme.windows = zip(ids, regions).map { Window(id: $0, name: Text("\($1)事務局")) }
        var procedures = made.programme.flow.procedures
        let later = [("report", "実績報告"), ("payment", "精算払請求")].map { id, name in
            var procedure = procedures[1]
            (procedure.id, procedure.name) = (id, Text(name))
            return procedure
        }
        procedures += later
        for index in procedures.indices.dropFirst() {
            let last = procedures[index].stages.count - 1
            procedures[index].stages[last].outcomes[0].opens =
                index + 1 < procedures.count ? [procedures[index + 1].id] : []
        }
        made.programme.flow.procedures = procedures
        let call = JapanTime(Instant(milliseconds: 1_635_692_400_000))
        made.rounds = (1...6).flatMap { number in
            folder.rounds.map { round in
                var copy = round
                copy.code = "\(round.code.prefix { $0 != "-" })-\(number)"
                copy.title = Text(round.title.ja.replacing("第1回", with: "第\(number)回"))
                copy.windows = ids
                copy.opens = call
                copy.closes = JapanTime(Instant(milliseconds: 1_900_000_000_000))
                return copy
            }
        }
        return made
    }
}
