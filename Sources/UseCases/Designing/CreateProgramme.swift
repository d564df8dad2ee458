import Grants
import Storage

/// What a new programme begins with.
public struct NewProgramme: Sendable {
    /// The programme it is copied from.
    public var source: String
    public var code: String
    public var name: String
    /// Whether its forms ask what the source's do, or begin with 事業者情報 alone.
    public var keepsForms: Bool

    public init(source: String, code: String, name: String, keepsForms: Bool) {
        self.source = source
        self.code = code
        self.name = name
        self.keepsForms = keepsForms
    }
}

extension Installation {
    /// Makes a programme of the administrator's agency out of another: its flow, letters, windows and tables, and one
    /// round as a draft in the future. It is checked as a whole, as an imported folder is.
    /// - Returns: the new programme's id.
    public func createProgramme(_ new: NewProgramme, by administrator: Officer) async throws -> String {
        if new.source.isEmpty {
            throw Refusal(
                .invalid, Text("もとにする補助金を選択してください", en: "Choose the programme to copy"), field: "source")
        }
        let source = try programme(new.source, for: administrator)
        let code = Plain.code(new.code).lowercased()
        let name = Plain.line(new.name)
        guard (1...40).contains(code.utf8.count),
            code.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D })
        else {
            throw Refusal(
                .invalid,
                Text("コードは、半角の英小文字・数字・「-」で40文字以内にしてください", en: "A code has at most 40 of a-z, 0-9 and -"),
                field: "code")
        }
        guard (1...100).contains(name.count) else {
            throw Refusal(
                .invalid, Text("補助金の名前を100文字以内で入力してください", en: "Enter a name of at most 100 characters"), field: "name")
        }
        let folder = try checked(copy(of: source, as: code, name: name, keepsForms: new.keepsForms))
        let id = "\(source.newest.agency.code)/\(code)"
        let moment = now
        let key = Act.key
        try await database.write { connection in
            guard try Act.take(key, at: moment, on: connection) else { return }
            let table = ProgrammeTable(connection)
            guard try table.programme(agency: administrator.agency, code: code) == nil else {
                throw Refusal(
                    .invalid, Text("このコードの補助金はすでにあります", en: "A programme of this code exists"), field: "code")
            }
            let version = try table.publish(
                id, agency: administrator.agency, code: code, documents: folder.programme.documents)
            try AgencyLog(connection).append(
                "programme.created",
                .object([
                    "programme": .string(id), "from": .string(source.id), "version": .integer(Int64(version)),
                ]), agency: administrator.agency, by: administrator.actor, at: moment)
            for round in folder.rounds {
                try writeRound(
                    round, of: id, version: version, agency: administrator.agency, after: nil, kind: "round.copied",
                    by: administrator.actor, at: moment, on: connection)
            }
        }
        try await published.reload(from: database)
        return id
    }

    /// The folder as its documents give it back.
    private func checked(_ folder: ProgrammeFolder) throws(Refusal) -> ProgrammeFolder {
        do throws(Refused) {
            return try ProgrammeFolder(reading: folder.documents)
        } catch {
            let first = error.findings.first { !$0.isWarning } ?? error.findings[0]
            throw Refusal(
                .invalid,
                Text(
                    "この補助金からは作成できません。\(first.path)：\(first.message.ja)",
                    en: "It cannot be made from this programme. \(first.path): \(first.message.in(english: true))"),
                field: "source")
        }
    }

    private func copy(
        of source: PublishedProgramme, as code: String, name: String, keepsForms: Bool
    ) -> ProgrammeFolder {
        var programme = source.newest
        programme.code = code
        programme.name = Text(name)
        if !keepsForms {
            programme.forms = programme.forms.map(\.begun)
            programme.letters = programme.letters.map { letter in
                let forms = programme.flow.procedures.filter { procedure in
                    procedure.stages.flatMap(\.outcomes).contains { $0.letter == letter.id }
                }.compactMap { programme.form($0.form) }
                return letter.naming { name in forms.allSatisfy { $0.field(named: name) != nil } }
            }
        }
        let newest = published.current.rounds.filter { $0.row.programme == source.id }
            .max { $0.round.closes < $1.round.closes }
        return ProgrammeFolder(programme: programme, rounds: newest.map { [$0.round.next(after: now)] } ?? [])
    }
}

extension Form {
    /// The same form with nothing asked but who applies.
    fileprivate var begun: Form {
        let template = SectionTemplate.named("organisation")?.section
        return Form(
            id: id, title: title, layout: layout,
            sections: [template ?? Section(id: "organisation", title: Text("事業者情報"), fields: [])])
    }
}

extension LetterTemplate {
    /// The same letter without answers that are asked no more: rows that show one are left out, elsewhere its name stays
    /// in its place.
    fileprivate func naming(_ isAsked: (String) -> Bool) -> LetterTemplate {
        var letter = self
        let gone = usedPlaces.filter { $0.hasPrefix("回答:") && !isAsked(String($0.dropFirst(3))) }
        func plain(_ text: String) -> String {
            gone.reduce(text) { $0.replacing("{\($1)}", with: "（\($1.dropFirst(3))）") }
        }
        letter.items = items.filter { item in !gone.contains { item.text.contains("{\($0)}") } }
        for index in letter.items.indices { letter.items[index].label = plain(letter.items[index].label) }
        letter.body = body.map(plain)
        letter.notes = notes.map(plain)
        return letter
    }
}

extension Round {
    /// The same call as a draft in the first year to come, on the same days of the week.
    fileprivate func next(after now: Instant) -> Round {
        var round = self
        var years = 0
        while round.opens.instant <= now {
            years += 1
            round.opens = JapanTime(opens.instant.adding(days: 364 * years))
        }
        round.closes = JapanTime(closes.instant.adding(days: 364 * years))
        round.grantsBegin = grantsBegin.flatMap { YearMonth(year: $0.year + years, month: $0.month) }
        round.visibility = .draft
        return round
    }
}
