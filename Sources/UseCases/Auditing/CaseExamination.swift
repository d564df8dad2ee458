import Grants
import Storage

/// What one case must be: its chain unbroken, its tables the fold of its events, its receipts its own, its files stored.
struct CaseExamination: Sendable {
    /// A file that a submission listed.
    struct Listed: Sendable {
        let file: StoredFile
        /// When it was filed.
        let at: Instant
    }

    var events = 0
    var faults: [String] = []
    var files: [Listed] = []

    /// Looks at a case in one snapshot; the files remain to be looked at.
    init(_ text: String, under offer: Offer, on connection: Connection) throws {
        guard let id = ID<Case>(text) else {
            faults = ["case \(text): not an identifier"]
            return
        }
        do {
            let records = try CaseLog(connection).records(id)
            events = records.count
            guard let state = try Case.verified(records) else {
                if try CaseRow.find(id, on: connection) != nil {
                    faults.append("case \(id): the tables know it, the log does not")
                }
                return
            }
            guard let programme = offer.definition(of: state) else {
                faults.append("case \(id): its programme \(state.opening.programme) version \(state.version) is gone")
                return
            }
            if let fault = try CaseLog(connection).differs(state, under: programme) {
                faults.append("case \(id): \(fault)")
            }
            for other in try AuditMarks(connection).sameNumber(as: state) {
                faults.append("case \(id): its number \(state.number) is also that of case \(other)")
            }
            let last = try AuditMarks(connection).lastReceipt()
            for revision in state.filings.flatMap(\.revisions) {
                if let number = drawnNumber(of: revision.receipt), number > last {
                    faults.append("case \(id): the receipt number \(revision.receipt) was never drawn")
                }
                files += revision.files.map { Listed(file: $0, at: revision.at) }
            }
        } catch let broken as BrokenChain {
            faults.append(broken.description)
        } catch let unreadable as UnreadableRow {
            faults.append("case \(id): \(unreadable)")
        }
    }
}

/// The number a receipt number was made of; nil for one that `receiptNumber` does not make.
func drawnNumber(of receipt: String) -> Int64? {
    guard receipt.hasPrefix("K"), let number = Int64(receipt.dropFirst().dropLast()), receiptNumber(number) == receipt
    else { return nil }
    return number
}

extension Round {
    /// What goes beyond what a round has to give; nil where nothing does.
    func excess(taken: Intake.Taken, granted: Int64) -> String? {
        guard let intake else { return nil }
        // With lots more may be asked for than there is; who has none gives the place back.
        if intake.rule == .firstCome {
            if let places = intake.places, taken.cases > places {
                return "holds \(taken.cases) cases and has \(places) places"
            }
            if intake.amount != nil, let budget, taken.amount > budget.amount {
                return "holds cases that ask for \(taken.amount) yen and has \(budget.amount) yen"
            }
        }
        if intake.amount != nil, let budget, granted > budget.amount {
            return "granted \(granted) yen and has \(budget.amount) yen"
        }
        return nil
    }
}
