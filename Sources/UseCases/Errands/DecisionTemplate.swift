import Grants
import Storage

/// A stage of chosen cases, with what can be written as its result.
public struct DecisionWords: Sendable {
    public let procedure: Text
    public let stage: Text
    public let labels: [Text]
}

extension Installation {
    /// The rows of a file of decisions to fill in: the chosen cases, and what the office has entered so far.
    public func decisionTemplate(of errand: ErrandRow, for officer: Officer) async throws -> [[String]] {
        try await database.read { connection in
            var (columns, lines): ([Field], [(row: CaseRow, state: Case, filing: Filing, form: Form)]) = ([], [])
            for (row, state, programme) in try chosen(errand, for: officer, on: connection) {
                guard let filing = state.pending, let form = programme.form(of: filing.procedure) else { continue }
                lines.append((row, state, filing, form))
                for field in DecisionColumns.fields(of: form)
                where !columns.contains(where: { $0.label == field.label }) {
                    columns.append(field)
                }
            }
            let head =
                [DecisionColumns.number] + DecisionColumns.ignored + [DecisionColumns.outcome, DecisionColumns.reason]
                + columns.map(\.label.ja)
            return try [head]
                + lines.map { row, state, filing, form in
                    guard let programme = published.current.definition(of: state) else { throw Refusal.noCase }
                    let entered = form.entered(in: filing)
                    let stage = state.stage(of: filing, under: programme)?.name.ja ?? ""
                    return [row.number, row.organisationName, row.title, stage, "", ""]
                        + columns.map { column in
                            form.officeFields.first { $0.label == column.label }.flatMap { field in
                                entered[field.name]?.plain(as: field)
                            } ?? ""
                        }
                }
        }
    }

    /// What can be written as the result of the chosen cases, stage by stage.
    public func decisionWords(of errand: ErrandRow, for officer: Officer) async throws -> [DecisionWords] {
        try await database.read { connection in
            var (order, words): ([String], [String: DecisionWords]) = ([], [:])
            for (_, state, programme) in try chosen(errand, for: officer, on: connection) {
                guard let filing = state.pending, let procedure = programme.flow.procedure(filing.procedure),
                    let stage = state.stage(of: filing, under: programme)
                else { continue }
                let key = "\(state.opening.programme)/\(procedure.id)/\(stage.id)"
                if words[key] == nil { order.append(key) }
                words[key] = DecisionWords(
                    procedure: procedure.name, stage: stage.name, labels: stage.outcomes.map(\.label))
            }
            return order.compactMap { words[$0] }
        }
    }

    private func chosen(
        _ errand: ErrandRow, for officer: Officer, on connection: Connection
    ) throws -> [(CaseRow, Case, Programme)] {
        guard errand.kind == .decisions else { throw Refusal.noErrand }
        let ids = try Errands(connection).lines(of: errand.id).compactMap(\.case)
        return try CaseRow.all(ids, on: connection).filter(officer.handles).compactMap { row in
            guard let state = try CaseLog(connection).load(row.id),
                let programme = published.current.definition(of: state)
            else { return nil }
            return (row, state, programme)
        }
    }
}
