import Grants
import Storage

extension Installation {
    /// Publishes a small change of a programme as its next version at once; rounds that call under the newest go over to it.
    /// Cases and drafts stay on theirs.
    /// - Parameters:
    ///   - seen: the version the page showed: a newer one meanwhile is a refusal.
    ///   - kind: what the agency's record says was done.
    func republish(
        _ programme: String, seen version: Int, _ kind: String, by administrator: Officer,
        _ change: (inout Programme) throws -> Void
    ) async throws {
        let key = Act.key
        if try await database.read({ try Act.isTaken(key, on: $0) }) { return }
        let found = try self.programme(programme, for: administrator)
        let changed = Refusal(
            .conflict,
            Text(
                "ほかの人が先に新しい版を公開しました。最新の内容を確認して、もう一度変更してください", en: "A newer version was published meanwhile; look again")
        )
        guard found.row.version == version else { throw changed }
        var next = found.newest
        try change(&next)
        if next == found.newest { return }
        let documents = next.documents
        do throws(Refused) {
            next = try Programme(reading: documents)
        } catch {
            let finding = error.findings.first { !$0.isWarning }
            throw Refusal(.invalid, finding?.message ?? Text("公開できません", en: "It cannot be published"))
        }
        let rounds = published.current.rounds.filter { $0.row.programme == found.id && $0.row.version == version }
        for round in rounds {
            if let finding = next.findings(of: round.round).first(where: { !$0.isWarning }) {
                throw Refusal(.invalid, finding.message)
            }
        }
        let (moment, moving) = (now, Set(rounds.map(\.id)))
        try await database.write { connection in
            guard try Act.take(key, at: moment, on: connection) else { return }
            guard
                try ProgrammeTable(connection).programme(agency: administrator.agency, code: found.newest.code)?.version
                    == version
            else { throw changed }
            _ = try publish(
                documents, of: found, kind, [:], moving: moving, by: administrator, at: moment, on: connection)
        }
        try await published.reload(from: database)
    }

    /// Sets a programme's windows: what they are called, whom they serve, and which cases come to them.
    public func setWindows(
        _ windows: [Window], of programme: String, seen version: Int, by administrator: Officer
    ) async throws {
        try await republish(programme, seen: version, "windows.published", by: administrator) { next in
            next.windows = windows
        }
    }

    /// Sets what a letter says; one without an identifier is a new one.
    public func setLetter(
        _ letter: LetterTemplate, of programme: String, seen version: Int, by administrator: Officer
    ) async throws {
        try await republish(programme, seen: version, "letter.published", by: administrator) { next in
            var letter = letter
            if letter.id.isEmpty {
                letter.id = (1...).lazy.map { "letter-\($0)" }.first { next.letter($0) == nil } ?? "letter"
                next.letters.append(letter)
            } else if let index = next.letters.firstIndex(where: { $0.id == letter.id }) {
                next.letters[index] = letter
            } else {
                throw Refusal(.notFound, Text("この通知書は見つかりません", en: "No such letter"))
            }
        }
    }
}
