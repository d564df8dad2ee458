import Grants
import Storage

extension Installation {
    /// Begins an export of a list. Pressing twice begins once.
    public func beginExport(_ order: ExportOrder, by officer: Officer) async throws -> ID<ErrandRow> {
        let (errand, key, moment) = (
            newErrand(.export, order.encoded, by: officer, state: .waiting), Act.key, now
        )
        return try await database.write { connection in
            let errands = Errands(connection)
            if let key, let before = try errands.find(key: key) { return before.id }
            try errands.insert(errand, key: key)
            try enqueue(errand.id, at: moment, on: connection)
            return errand.id
        }
    }

    /// Begins an export of cases that were chosen.
    public func beginExport(_ order: ExportOrder, of errand: ErrandRow, by officer: Officer) async throws {
        let parameters = order.encoded
        try await database.write { try Errands($0).set(parameters, of: errand.id) }
        try await beginErrand(errand, by: officer)
    }
}
