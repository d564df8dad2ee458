import Grants
import Storage

/// What a new programme begins with.
public struct NewProgramme: Sendable {
    /// The programme it is copied from, or the id of a `ProgrammeTemplate`.
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
                .invalid, Text("ひな形か、もとにする補助金を選択してください", en: "Choose a template, or the programme to copy"),
                field: "source")
        }
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
        let folder: ProgrammeFolder
        if let template = ProgrammeTemplate.named(new.source) {
            folder = try begun(from: template, as: code, name: name, for: administrator)
        } else {
            let source = try programme(new.source, for: administrator)
            folder = try checked(copy(of: source, as: code, name: name, keepsForms: new.keepsForms))
        }
        let id = "\(folder.programme.agency.code)/\(code)"
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
                    "programme": .string(id), "from": .string(new.source), "version": .integer(Int64(version)),
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

    /// A template's programme for the administrator's agency, with one round as a draft a month from now. The agency is
    /// called what its other programmes call it.
    private func begun(
        from template: ProgrammeTemplate, as code: String, name: String, for administrator: Officer
    ) throws(Refusal) -> ProgrammeFolder {
        let known = programmes(for: administrator).first?.newest
        guard let agency = published.current.agency(administrator.agency) else {
            throw Refusal.noProgramme
        }
        do throws(Refused) {
            var programme = try template.programme(
                code: code, name: Text(name),
                agency: known?.agency ?? AgencyName(code: agency.code, name: agency.name, signatory: agency.name))
            if let known { programme.windows = known.windows }
            let first = JapanTime(now).day.adding(days: 30)
            let round = Round(
                code: "first", title: Text("\(name) 第1回公募"), catchphrase: template.title, description: template.about,
                visibility: .draft, opens: JapanTime(first, hour: 9, minute: 0, second: 0) ?? JapanTime(now),
                closes: JapanTime(first.adding(days: 60), hour: 17, minute: 0, second: 0) ?? JapanTime(now),
                windows: programme.windows.map(\.id), accounts: [.prime, .member])
            return try ProgrammeFolder(reading: ProgrammeFolder(programme: programme, rounds: [round]).documents)
        } catch {
            throw Refusal(
                .invalid,
                Text(
                    "この名前では作成できません。\(error.findings[0].message.ja)",
                    en: "It cannot be made under this name. \(error.findings[0].message.in(english: true))"),
                field: "name")
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
            // What is set by a formula that goes is no more, and takes along those that use it.
            while case let broken = Set(programme.rules.findings.filter { !$0.isWarning }.map(\.site)), !broken.isEmpty
            {
                programme.flow = programme.flow.without(broken)
            }
            programme.letters = programme.letters.map { letter in
                let forms = programme.flow.procedures.filter { procedure in
                    procedure.stages.flatMap(\.outcomes).contains { $0.letter == letter.id }
                }.compactMap { programme.form($0.form) }
                let values = programme.flow.values.map(\.name)
                return letter.naming { place in
                    guard place.hasPrefix("回答:") else {
                        return LetterTemplate.places.contains(place) || values.contains(place)
                    }
                    return forms.allSatisfy { $0.field(named: String(place.dropFirst(3))) != nil }
                }
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
    /// The same letter without what is known no more: rows that show it are left out, elsewhere its name stays in its
    /// place.
    fileprivate func naming(_ isKnown: (String) -> Bool) -> LetterTemplate {
        var letter = self
        let gone = usedPlaces.filter { !isKnown($0) }
        func plain(_ text: String) -> String {
            gone.reduce(text) { $0.replacing("{\($1)}", with: "（\($1.split(separator: ":").last ?? "")）") }
        }
        letter.items = items.filter { item in !gone.contains { item.text.contains("{\($0)}") } }
        for index in letter.items.indices { letter.items[index].label = plain(letter.items[index].label) }
        letter.body = body.map(plain)
        letter.notes = notes.map(plain)
        return letter
    }
}

extension Flow {
    /// The same flow without the formulas at these places, and without values that nothing sets any more.
    fileprivate func without(_ sites: Set<FlowRules.Site>) -> Flow {
        var flow = self
        for index in flow.procedures.indices {
            let id = flow.procedures[index].id
            if sites.contains(.when(procedure: id)) { flow.procedures[index].when = nil }
            if sites.contains(.until(procedure: id)) { flow.procedures[index].until = nil }
            for place in flow.procedures[index].stages.indices {
                let stage = flow.procedures[index].stages[place].id
                if sites.contains(.stage(stage, in: id)) { flow.procedures[index].stages[place].when = nil }
                for number in flow.procedures[index].stages[place].outcomes.indices {
                    var outcome = flow.procedures[index].stages[place].outcomes[number]
                    if sites.contains(.outcome(outcome.id, of: stage, in: id)) { outcome.when = nil }
                    outcome.sets.removeAll { sites.contains(.set($0.name, by: outcome.id, of: stage, in: id)) }
                    flow.procedures[index].stages[place].outcomes[number] = outcome
                }
            }
        }
        let set = Set(flow.procedures.flatMap(\.stages).flatMap(\.outcomes).flatMap { $0.sets.map(\.name) })
        flow.values.removeAll { !set.contains($0.name) }
        return flow
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
