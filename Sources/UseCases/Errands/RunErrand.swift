import Foundation
import Grants
import Storage

/// Why an errand ended before its end.
enum ErrandEnd: Error {
    case cancelled
    /// It cannot be done, and why.
    case failed(Text)
}

extension Installation {
    /// The name of the job that carries an errand out. It has a lane of its own.
    public static let errandJob = "errand"

    /// Days a result can be fetched.
    static let resultDays = 7

    /// Carries an errand out from where it stands. May run again after the program was stopped: lines that were done
    /// stay done, a file is begun anew.
    func runErrand(_ id: ID<ErrandRow>, attempts: Int) async throws {
        guard
            let errand = try await database.write({ connection -> ErrandRow? in
                try Errands(connection).take(id) ? Errands(connection).find(id) : nil
            })
        else { return }
        do {
            let officer = try await doer(of: errand)
            var file: ErrandRow.File?
            switch errand.kind {
            case .acts, .decisions: try await runLines(of: errand, by: officer)
            case .export: file = try await runExport(errand, by: officer)
            case .letters: file = try await printLetters(errand)
            }
            let (made, moment) = (file, now)
            try await database.write { try Errands($0).finish(id, .done, at: moment, file: made) }
        } catch ErrandEnd.cancelled, is ErrandStep.Over {
            return
        } catch ErrandEnd.failed(let why) {
            try await fail(id, why)
        } catch let refusal as Refusal {
            try await fail(id, refusal.message)
        } catch let error where attempts >= 3 && !(error is CancellationError) {
            logger.error("an errand failed", metadata: ["errand": "\(id)", "error": "\(error)"])
            try await fail(
                id,
                Text(
                    "予期しない問題のため中止しました。システムの管理者に連絡してください", en: "It was stopped by an unexpected problem"))
        }
    }

    private func fail(_ id: ID<ErrandRow>, _ why: Text) async throws {
        let moment = now
        try await database.write { try Errands($0).finish(id, .failed, at: moment, failure: why) }
    }

    /// The person an errand is for, as their account is now.
    func doer(of errand: ErrandRow) async throws -> Officer {
        guard let account = try await database.read({ try Accounts($0).find(errand.account) }),
            account.state == .active, case let officer = Officer(account: account), officer.owns(errand)
        else {
            throw ErrandEnd.failed(
                Text("この作業に必要な権限がなくなったため、中止しました", en: "It was stopped: its person has lost the right to do it"))
        }
        return officer
    }

    // MARK: Lines

    /// Does line after line, in their order; each is one transaction.
    private func runLines(of errand: ErrandRow, by first: Officer) async throws {
        let lines = try await database.read { try Errands($0).lines(of: errand.id, only: .waiting) }
        var officer = first
        for (index, line) in lines.enumerated() {
            try Task.checkCancellation()
            // Rights may be taken away while it runs.
            if index % 20 == 19 { officer = try await doer(of: errand) }
            do {
                try await run(line, of: errand, by: officer)
            } catch let refusal as Refusal {
                try await end(line, of: errand, refusal.message)
            } catch let wrong as IncompleteFiling {
                try await end(line, of: errand, wrong.errors.first?.message ?? Refusal.noFiling.message)
            }
        }
    }

    private func end(_ line: ErrandLine, of errand: ErrandRow, _ why: Text) async throws {
        try await database.write { connection in
            guard try Errands(connection).find(errand.id)?.state == .running else { throw ErrandStep.Over() }
            try Errands(connection).end(line.seq, of: errand.id, .failed, why)
        }
    }

    private func run(_ line: ErrandLine, of errand: ErrandRow, by officer: Officer) async throws {
        let moment = now
        // What the line will say is what the same decision says beforehand.
        let foresight = try await database.read {
            try foresee(line, of: errand, by: officer, at: moment, on: $0)
        }
        guard let id = line.case, case .will(let events, let state, let programme) = foresight,
            let filing = state.pending?.id
        else {
            if case .cannot(let why) = foresight { throw Refusal(.conflict, why) }
            throw Refusal.noFiling
        }
        let message = events.words(of: state, under: programme)
        func step(_ goesOn: Bool) -> ErrandStep {
            ErrandStep(errand: errand.id, seq: line.seq, message: message, goesOn: goesOn)
        }
        guard errand.kind == .decisions, let order = DecisionOrder(encoded: line.data) else {
            guard let act = errand.act else { throw Refusal.noErrand }
            return try await ErrandStep.$current.withValue(step(false)) {
                try await carryOut(act, on: filing, of: id, by: officer)
            }
        }
        if !order.entry.isEmpty {
            try await ErrandStep.$current.withValue(step(order.act != nil)) {
                let entry = try await officeEntry(on: filing, of: id, for: officer)
                let typed = try order.typed(with: entry.judge, on: entry.filing)
                try await enter(typed.boxes, seen: entry.count, on: filing, of: id, by: officer)
            }
        }
        if let act = order.act {
            try await ErrandStep.$current.withValue(step(false)) {
                try await carryOut(act, on: filing, of: id, by: officer)
            }
        }
    }

    /// One act on one case, by the use case that does it for a single one.
    private func carryOut(_ act: BulkAct, on filing: ID<Filing>, of id: ID<Case>, by officer: Officer) async throws {
        let outcome = act.outcome.split(separator: "/").last.map(String.init) ?? ""
        switch act.kind {
        case .move: try await passOn(filing, of: id, outcome: outcome, by: officer)
        case .propose: try await proposeDecision(filing, of: id, outcome: outcome, reason: act.text, by: officer)
        case .confirm: try await confirmDecision(filing, of: id, by: officer)
        case .decline: try await declineProposal(filing, of: id, reason: act.text, by: officer)
        case .giveBack: try await returnFiling(filing, of: id, message: act.text, remarks: [:], by: officer)
        case .assign: try await assignReviewers(to: filing, of: id, by: officer)
        case .comment: try await comment(act.text, on: id, by: officer)
        }
    }

    // MARK: Forgetting

    /// Forgets errands that are long over, and results whose time is over.
    public func sweepErrands() async throws {
        let (moment, before) = (now, now.adding(days: -90))
        let files = try await database.write { try Errands($0).sweep(at: moment, before: before) }
        let results = try self.files.results()
        for file in files { try await results.forget(file) }
    }
}
