import Grants
import Storage

/// A line of an errand that is being prepared, with what it would do.
public struct PlannedLine: Sendable {
    public let line: ErrandLine
    public let foresight: Foresight
}

/// An outcome that some of the chosen cases can leave their stage by.
public struct OfferedOutcome: Sendable {
    /// `PROCEDURE/STAGE/OUTCOME`.
    public let id: String
    public let label: Text
    public let procedure: Text
    public let stage: Text
    /// How many of the cases are at that stage.
    public let count: Int
}

/// What an errand's page shows while it is being prepared.
public struct ErrandPlan: Sendable {
    public let errand: ErrandRow
    public let lines: [PlannedLine]
    public let outcomes: [OfferedOutcome]

    public var possible: Int { lines.count(where: \.foresight.isPossible) }
}

extension Installation {
    /// Lines of an errand whose cases were chosen.
    public static let mostChosen = 500
    /// Lines of a file of decisions.
    public static let mostDecisions = 2_000

    // MARK: Finding

    /// An errand of the officer's own, while they have the windows they had when they began it.
    public func errand(_ id: ID<ErrandRow>, for officer: Officer) async throws -> ErrandRow {
        guard let errand = try await database.read({ try Errands($0).find(id) }), officer.owns(errand) else {
            throw Refusal.noErrand
        }
        return errand
    }

    /// The officer's errands, newest first.
    public func errands(for officer: Officer) async throws -> [ErrandRow] {
        try await database.read { try Errands($0).all(of: officer.account.id, size: 100) }.filter(officer.owns)
    }

    /// What became of an errand's lines, from after one on.
    public func errandLines(
        of errand: ErrandRow, after seq: Int, size: Int, onlyFailed: Bool
    ) async throws -> (lines: [ErrandLine], letters: Int) {
        try await database.read { connection in
            let errands = Errands(connection)
            return (
                try errands.lines(of: errand.id, after: seq, size: size, only: onlyFailed ? .failed : nil),
                try errands.letterCount(of: errand.id)
            )
        }
    }

    // MARK: Preparing

    /// Prepares an errand over cases that were chosen: of those named, the ones the officer has, in the order of their
    /// numbers. Pressing twice prepares one.
    public func planErrand(
        _ kind: ErrandRow.Kind, parameters: String, cases: [ID<Case>], by officer: Officer
    ) async throws -> ID<ErrandRow> {
        guard !cases.isEmpty else {
            throw Refusal(.invalid, Text("案件を選んでください", en: "Choose cases"), field: "case")
        }
        guard cases.count <= Installation.mostChosen else { throw Refusal.tooManyChosen(cases.count) }
        return try await plan(kind, parameters, by: officer) { connection in
            try CaseRow.all(cases, on: connection).filter(officer.handles)
        }
    }

    /// The same over everything a list finds.
    public func planErrand(
        _ kind: ErrandRow.Kind, parameters: String, found query: WorkListQuery, by officer: Officer
    ) async throws -> ID<ErrandRow> {
        let asked = query.limited(to: officer, on: JapanTime(now).day)
        return try await plan(kind, parameters, by: officer) { connection in
            let ids = try asked.ids(Installation.mostChosen + 1, on: connection)
            guard ids.count <= Installation.mostChosen else { throw Refusal.tooManyChosen(nil) }
            return try CaseRow.all(ids, on: connection)
        }
    }

    private func plan(
        _ kind: ErrandRow.Kind, _ parameters: String, by officer: Officer,
        _ choose: @escaping @Sendable (Connection) throws -> [CaseRow]
    ) async throws -> ID<ErrandRow> {
        let (errand, key) = (newErrand(kind, parameters, by: officer), Act.key)
        return try await database.write { connection in
            let errands = Errands(connection)
            if let key, let before = try errands.find(key: key) { return before.id }
            let rows = try choose(connection).sorted { ($0.number, $0.id) < ($1.number, $1.id) }
            guard !rows.isEmpty else {
                throw Refusal(.invalid, Text("担当窓口の案件が選ばれていません", en: "None of these cases is at your windows"))
            }
            let lines = rows.enumerated().map { index, row in
                ErrandLine(
                    seq: index + 1, case: row.id, number: row.number, title: row.organisationName, seen: row.seq)
            }
            try errands.insert(errand.counting(lines.count), lines: lines, key: key)
            return errand.id
        }
    }

    func newErrand(
        _ kind: ErrandRow.Kind, _ parameters: String, by officer: Officer, state: ErrandRow.State = .planned
    ) -> ErrandRow {
        ErrandRow(
            id: world.id(), agency: officer.agency, account: officer.account.id, windows: officer.account.windows,
            kind: kind, parameters: parameters, state: state, total: nil, madeAt: now)
    }

    /// Says what is wanted, and takes the cases as they are now.
    public func setAct(_ act: BulkAct, of errand: ErrandRow, by officer: Officer) async throws {
        guard act.kind == errand.act?.kind else { throw Refusal.noErrand }
        try await database.write { connection in
            try Errands(connection).set(act.encoded, of: errand.id)
            try Errands(connection).look(errand.id)
        }
    }

    /// Reads a file of decisions into an errand that is being prepared.
    public func readDecisions(_ bytes: [UInt8], into errand: ErrandRow, by officer: Officer) async throws {
        guard errand.kind == .decisions, errand.state == .planned else { throw Refusal.noErrand }
        let reader = try DecisionReader(bytes)
        try await database.write { connection in
            var rows: [String: CaseRow] = [:]
            for row in try CaseRow.numbered(
                reader.numbers, of: officer.agency, windows: officer.account.windows, on: connection)
            {
                rows[row.number] = row
            }
            let lines = try reader.lines { number in
                guard let row = rows[number], let state = try CaseLog(connection).load(row.id),
                    officer.handles(state), let programme = published.current.definition(of: state)
                else { return nil }
                return (row, state, programme)
            }
            try Errands(connection).replace(lines, of: errand.id)
            try Errands(connection).set(ErrandRow.isRead, of: errand.id)
        }
    }

    /// What an errand that is being prepared would do, line by line.
    public func plan(of errand: ErrandRow, for officer: Officer) async throws -> ErrandPlan {
        let moment = now
        return try await database.read { connection in
            let lines = try Errands(connection).lines(of: errand.id)
            return ErrandPlan(
                errand: errand,
                lines: try lines.map { line in
                    PlannedLine(
                        line: line,
                        foresight: try foresee(line, of: errand, by: officer, at: moment, on: connection))
                },
                outcomes: errand.act?.kind.needsOutcome == true
                    ? try outcomes(for: lines, of: errand, on: connection) : [])
        }
    }

    func foresee(
        _ line: ErrandLine, of errand: ErrandRow, by officer: Officer, at moment: Instant, on connection: Connection
    ) throws -> Foresight {
        guard let id = line.case else { return .cannot(line.message ?? Refusal.noCase.message) }
        if errand.kind == .decisions {
            guard let order = DecisionOrder(encoded: line.data) else { return .cannot(Refusal.noCase.message) }
            return try foresee(order, on: id, seen: line.seen, by: officer, at: moment, on: connection)
        }
        guard let act = errand.act else { return .cannot(Refusal.noErrand.message) }
        return try foresee(act, on: id, seen: line.seen, by: officer, at: moment, on: connection)
    }

    /// The outcomes of the stages the cases are at that fit the act.
    private func outcomes(
        for lines: [ErrandLine], of errand: ErrandRow, on connection: Connection
    ) throws -> [OfferedOutcome] {
        var (order, offered): ([String], [String: OfferedOutcome]) = ([], [:])
        for line in lines {
            guard let id = line.case, let row = try CaseRow.find(id, on: connection),
                let programme = published.current.definition(row.programme, version: row.version),
                let procedure = programme.flow.procedure(row.procedure), let stage = procedure.stage(row.stage)
            else { continue }
            for outcome in stage.outcomes {
                switch (outcome.target, errand.act?.kind) {
                case (.stage, .move), (.end, .propose): break
                default: continue
                }
                let id = "\(procedure.id)/\(stage.id)/\(outcome.id)"
                if offered[id] == nil { order.append(id) }
                offered[id] = OfferedOutcome(
                    id: id, label: outcome.label, procedure: procedure.name, stage: stage.name,
                    count: (offered[id]?.count ?? 0) + 1)
            }
        }
        return order.compactMap { offered[$0] }
    }

    // MARK: Beginning and calling off

    /// Lets a prepared errand go on. Pressing twice starts it once.
    public func beginErrand(_ errand: ErrandRow, by officer: Officer) async throws {
        let moment = now
        let letters =
            errand.kind == .export
            ? 0
            : try await plan(of: errand, for: officer).lines.reduce(0) {
                $0 + $1.foresight.letters
            }
        let series = letterSeries(of: errand.agency, at: moment)
        try await database.write { connection in
            let errands = Errands(connection)
            guard try errands.begin(errand.id) else { return }
            // The numbers of its letters follow each other, whoever else issues letters meanwhile.
            try errands.reserve(letters, of: series, for: errand.id)
            try enqueue(errand.id, at: moment, on: connection)
        }
    }

    func enqueue(_ errand: ID<ErrandRow>, at moment: Instant, on connection: Connection) throws {
        try JobQueue.enqueue(
            NewJob(
                id: "errand-\(errand)", kind: Installation.errandJob, payload: errand.text, runAt: moment.milliseconds),
            on: connection)
    }

    /// Calls an errand off: what was done stays done, nothing more is. One that was never begun is forgotten.
    public func cancelErrand(_ errand: ErrandRow) async throws {
        let moment = now
        try await database.write { connection in
            if try Errands(connection).discard(errand.id) { return }
            try Errands(connection).finish(errand.id, .cancelled, at: moment)
        }
    }
}

extension Officer {
    /// Whether an errand is this person's, who may still see everything it concerns.
    func owns(_ errand: ErrandRow) -> Bool {
        errand.account == account.id && errand.agency == agency && account.windows.isSuperset(of: errand.windows)
            && (has(.staff) || has(.approver))
    }

    /// Whether a case of a list is among those this person works on.
    func handles(_ row: CaseRow) -> Bool { row.agency == agency && account.windows.contains(row.window) }
}

extension ErrandRow {
    /// What it does to each case, where it does one thing to all.
    public var act: BulkAct? { kind == .acts ? BulkAct(encoded: parameters) : nil }

    /// Whether a file of decisions was read already.
    public var hasFile: Bool { kind == .decisions && parameters == ErrandRow.isRead }

    static let isRead = "read"

    fileprivate func counting(_ lines: Int) -> ErrandRow {
        var counted = self
        counted.total = lines
        return counted
    }
}

extension Refusal {
    static let noErrand = Refusal(.notFound, Text("この作業は見つかりません", en: "No such errand"))

    static func tooManyChosen(_ count: Int?) -> Refusal {
        let found = count.map { "（\($0)件あります）" } ?? ""
        return Refusal(
            .invalid,
            Text(
                "一度に選べるのは\(Installation.mostChosen)件までです\(found)。条件を絞ってください",
                en: "At most \(Installation.mostChosen) cases at once: narrow the list down"))
    }
}
