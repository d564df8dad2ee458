import Grants
import Storage

/// What an administrator changes of a round without touching its documents by hand.
public struct RoundDetails: Sendable {
    public var title: String
    public var opens: JapanTime
    public var closes: JapanTime
    /// 予算額.
    public var budget: Yen?
    /// 先着 or 抽選.
    public var intake: Intake?

    public init(title: String, opens: JapanTime, closes: JapanTime, budget: Yen?, intake: Intake?) {
        self.title = title
        self.opens = opens
        self.closes = closes
        self.budget = budget
        self.intake = intake
    }
}

extension Installation {
    /// An agency's own programmes.
    public func programmes(for administrator: Officer) -> [PublishedProgramme] {
        published.current.programmes.filter { $0.agency.id == administrator.agency }
    }

    public func programme(_ id: String, for administrator: Officer) throws(Refusal) -> PublishedProgramme {
        guard let programme = published.current.programme(id), programme.agency.id == administrator.agency else {
            throw Refusal.noProgramme
        }
        return programme
    }

    /// A round of the agency, drafts included.
    public func round(_ id: String, for administrator: Officer) throws(Refusal) -> PublishedRound {
        guard let round = published.current.round(id), round.agency.id == administrator.agency else {
            throw .noRound
        }
        return round
    }

    /// Copies a round under a new code, as a draft that calls under the programme's newest version.
    public func copyRound(_ id: String, as code: String, by administrator: Officer) async throws -> String {
        let source = try round(id, for: administrator)
        let plain = Plain.code(code).lowercased()
        guard (1...40).contains(plain.utf8.count),
            plain.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else {
            throw Refusal(
                .invalid, Text("コードは、半角の英小文字・数字・「-」で40文字以内にしてください", en: "A code has at most 40 of a-z, 0-9 and -"),
                field: "code")
        }
        guard let programme = published.current.programme(source.row.programme) else { throw Refusal.noRound }
        var copy = source.round
        copy.code = plain
        copy.title.ja += "（写し）"
        copy.title.en = copy.title.en.map { $0 + " (copy)" }
        copy.visibility = .draft
        let newID = "\(source.row.programme)/\(plain)"
        let (moment, round) = (now, copy)
        try await database.write { connection in
            guard try ProgrammeTable(connection).round(newID) == nil else {
                throw Refusal(.conflict, Text("このコードの公募回はすでにあります", en: "A round of this code exists"), field: "code")
            }
            try writeRound(
                round, of: source.row.programme, version: programme.row.version, agency: administrator.agency,
                after: nil, kind: "round.copied", by: administrator.actor, at: moment, on: connection)
        }
        try await published.reload(from: database)
        return newID
    }

    /// Sets a round's title and dates. `revision` is the one the page showed: a change meanwhile is refused.
    public func changeRound(
        _ id: String, _ details: RoundDetails, seen revision: Int, by administrator: Officer
    ) async throws {
        let title = Plain.line(details.title)
        if title.isEmpty || title.count > 100 {
            throw Refusal(
                .invalid, Text("公募名を100文字以内で入力してください", en: "Enter a title of at most 100 characters"), field: "title")
        }
        if details.closes <= details.opens {
            throw Refusal(.invalid, Text("受付終了は、受付開始より後にしてください", en: "It must close after it opens"), field: "closes")
        }
        try await edit(id, seen: revision, kind: "round.changed", by: administrator) { round, connection in
            if round.intake?.rule != details.intake?.rule || round.intake?.amount != details.intake?.amount,
                try CaseRow.exists(in: id, on: connection)
            {
                throw Refusal(
                    .conflict,
                    Text(
                        "すでに申請があるため、先着・抽選の方式と申請額の項目は変更できません（件数と予算額は変更できます）",
                        en: "There are filings already: only the places and the budget can be changed"),
                    field: "intake")
            }
            round.title.ja = title
            round.opens = details.opens
            round.closes = details.closes
            round.budget = details.budget
            round.intake = details.intake
        }
    }

    /// Publishes a round, makes it reachable by its address only, or takes it back.
    public func setVisibility(
        _ visibility: Round.Visibility, of id: String, seen revision: Int, by administrator: Officer
    ) async throws {
        try await edit(id, seen: revision, kind: "round.\(visibility.rawValue)", by: administrator) { round, _ in
            round.visibility = visibility
        }
    }

    private func edit(
        _ id: String, seen revision: Int, kind: String, by administrator: Officer,
        _ change: @escaping @Sendable (inout Round, Connection) throws -> Void
    ) async throws {
        let source = try round(id, for: administrator)
        let moment = now
        try await database.write { connection in
            guard let row = try ProgrammeTable(connection).round(id) else { throw Refusal.noRound }
            guard row.revision == revision else {
                throw Refusal(
                    .conflict,
                    Text("ほかの人が先に変更しました。最新の内容を確認して、もう一度変更してください", en: "Someone changed it meanwhile; look again"))
            }
            var round = try Round(reading: row.document, path: "rounds/\(row.code).yaml")
            try change(&round, connection)
            if let finding = source.programme.findings(of: round).first(where: { !$0.isWarning }) {
                throw Refusal(.invalid, finding.message, field: "intake")
            }
            try writeRound(
                round, of: source.row.programme, version: row.version, agency: administrator.agency, after: row,
                kind: kind, by: administrator.actor, at: moment, on: connection)
        }
        try await published.reload(from: database)
    }

    /// What administrators of the agency did last.
    public func agencyHistory(for administrator: Officer) async throws -> [AgencyRecord] {
        try await database.read { try AgencyLog($0).newest(100, of: administrator.agency) }
    }
}

extension Refusal {
    static let noProgramme = Refusal(.notFound, Text("この補助金は見つかりません", en: "No such programme"))
}
