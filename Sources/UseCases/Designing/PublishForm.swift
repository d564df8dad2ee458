import Grants
import Storage

/// What publishing a design would do.
public struct FormPublication: Sendable {
    public let design: FormDesign
    /// Everything to be said of the form.
    public let findings: [FormFinding]
    /// What is wrong elsewhere in the programme because of it: a letter that names a field which is no more.
    public let elsewhere: [Finding]
    public let difference: FormDifference
    /// The rounds that could call under the new version.
    public let rounds: [PublishedRound]

    /// Whether anything forbids it.
    public var isBlocked: Bool {
        findings.contains { $0.severity == .error } || elsewhere.contains { !$0.isWarning }
    }
}

extension Installation {
    /// What publishing a form's design would do: findings, and the difference in words.
    public func formPublication(
        _ form: String, of programme: String, for administrator: Officer
    ) async throws -> FormPublication {
        let design = try await formDesign(form, of: programme, for: administrator)
        return publication(of: design)
    }

    private func publication(of design: FormDesign) -> FormPublication {
        let next = Installation.programme(with: design)
        var elsewhere: [Finding] = []
        do throws(Refused) {
            _ = try Programme(reading: next.documents)
        } catch {
            let own = "\(design.isSheet ? "sheets" : "forms")/\(design.form.id).yaml"
            elsewhere = error.findings.filter { $0.path != own }
        }
        return FormPublication(
            design: design, findings: design.judge.findings, elsewhere: elsewhere,
            difference: FormDifference(from: design.published ?? design.history.base, to: design.form),
            rounds: published.current.rounds.filter { $0.row.programme == design.programme.id })
    }

    /// The newest version of the programme with the form as it was designed.
    private static func programme(with design: FormDesign) -> Programme {
        var next = design.programme.newest
        let before = next.form(design.form.id)
        next.set(designed: design.form)
        if let before { next.follow(Programme.renames(from: before, to: design.form), of: design.form.id) }
        return next
    }

    /// Publishes a design as the programme's next version; the chosen rounds call under it from now on. Cases and drafts
    /// stay on theirs. `seen` is the step the page showed: a change meanwhile is refused.
    public func publishForm(
        _ form: String, of programme: String, rounds chosen: Set<String>, seen version: Int, by administrator: Officer
    ) async throws -> Int {
        let key = Act.key
        if try await database.read({ try Act.isTaken(key, on: $0) }) {
            return try self.programme(programme, for: administrator).row.version
        }
        let publication = try await formPublication(form, of: programme, for: administrator)
        let design = publication.design
        guard design.version == version else {
            throw Refusal(
                .conflict,
                Text("ほかの人がフォームを変更しました。内容を確認して、もう一度公開してください", en: "The form was changed meanwhile; look again"))
        }
        if design.isOvertaken {
            throw Refusal(
                .conflict,
                Text(
                    "編集を始めたあとに、このフォームの新しい版が公開されています。編集を破棄して、新しい版から編集し直してください",
                    en: "A newer version of this form was published meanwhile; discard these changes and begin from it")
            )
        }
        guard !publication.isBlocked else {
            throw Refusal(.invalid, Text("直すところが残っているため、公開できません", en: "There is still something to mend"))
        }
        guard design.isChanged else {
            throw Refusal(.invalid, Text("公開中の版から変わっていません", en: "Nothing has changed"))
        }
        let documents = Installation.programme(with: design).documents
        let found = design.programme
        let summary = publication.difference.changes.prefix(200).map(\.sentence.ja)
        let moment = now
        let number = try await database.write { connection -> Int in
            let table = ProgrammeTable(connection)
            guard try Act.take(key, at: moment, on: connection) else {
                return try table.programme(agency: administrator.agency, code: found.newest.code)?.version
                    ?? found.row.version
            }
            guard
                try table.programme(agency: administrator.agency, code: found.newest.code)?.version
                    == found.row.version,
                try FormWorks(connection).find(found.id, form: form, tables: found.newest.tables)?.history.steps.count
                    == version
            else {
                throw Refusal(
                    .conflict, Text("ほかの人が先に変更しました。内容を確認して、もう一度公開してください", en: "Someone was quicker; look again"))
            }
            let number = try publish(
                documents, of: found, "form.published",
                ["form": .string(form), "changes": .strings(Array(summary))], moving: chosen, by: administrator,
                at: moment, on: connection)
            try FormWorks(connection).remove(found.id, form: form)
            return number
        }
        try await published.reload(from: database)
        return number
    }

    /// Writes a programme's documents as its next version, tells the agency's log of it, and moves the chosen rounds on.
    func publish(
        _ documents: [String: [UInt8]], of programme: PublishedProgramme, _ kind: String, _ told: [String: JSON],
        moving rounds: Set<String>, by administrator: Officer, at moment: Instant, on connection: Connection
    ) throws -> Int {
        let table = ProgrammeTable(connection)
        let next = try Programme(reading: documents)
        let number = try table.publish(
            programme.id, agency: administrator.agency, code: programme.newest.code, documents: documents)
        let members = told.merging(["programme": .string(programme.id), "version": .integer(Int64(number))]) { $1 }
        try AgencyLog(connection).append(
            kind, .object(members), agency: administrator.agency, by: administrator.actor, at: moment)
        for id in rounds.sorted() {
            guard let row = try table.round(id), row.programme == programme.id else { continue }
            let read = try Round(reading: row.document, path: "rounds/\(row.code).yaml")
            let round = programme.versions[row.version].map { read.following(from: $0, to: next) } ?? read
            if let finding = next.findings(of: round).first(where: { !$0.isWarning }) {
                throw Refusal(
                    .invalid,
                    Text(
                        "公募「\(round.title.ja)」：\(finding.message.ja)",
                        en: "Round \(round.code): \(finding.message.in(english: true))"))
            }
            try writeRound(
                round, of: programme.id, version: number, agency: administrator.agency, after: row,
                kind: "round.moved", by: administrator.actor, at: moment, on: connection)
        }
        return number
    }
}
