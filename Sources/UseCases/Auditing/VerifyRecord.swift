import Grants
import Storage

/// What an examination of the whole record found.
public struct AuditReport: Sendable, Equatable {
    public var cases = 0
    public var events = 0
    public var files = 0
    /// Everything that is not as it must be, in words.
    public var faults: [String] = []
    public var isSound: Bool { faults.isEmpty }

    public init() {}
}

extension Installation {
    /// Recomputes every case's chain and every agency's, folds the events again and compares the tables lists read,
    /// and looks at every file a submission listed. `contents` also reads each file and computes its digest.
    public func verifyRecord(contents: Bool = true) async throws -> AuditReport {
        var report = AuditReport()
        var seen: Set<String> = []
        var after = ""
        while true {
            let start = after
            let ids = try await database.read { connection in
                try connection.rows(
                    "select distinct case_id from case_event where case_id > \(start) order by case_id limit 500"
                ).map { try $0.text("case_id") }
            }
            guard let last = ids.last else { break }
            after = last
            for id in ids {
                let part = try await verifyCase(id, contents: contents, seen: seen)
                report.cases += 1
                report.events += part.events
                report.faults += part.faults
                seen.formUnion(part.digests)
            }
        }
        report.files = seen.count
        report.faults += try await database.read { connection in
            try connection.rows(
                "select id from cases where not exists (select 1 from case_event where case_id = cases.id)"
            )
            .map { "case \(try $0.text("id")): the tables know it, the log does not" }
        }
        report.faults += try await database.read { connection in
            try AuditMarks(connection).doubledReceipts().map { "the receipt number \($0) was given out twice" }
        }
        report.faults += try await database.read { try CaseCounts($0).differences() }
        report.faults += try await database.read { try Intakes($0).differences() }
        report.faults += try await database.read { try RoundFigures($0).differences() }
        report.faults += try await verifyAgencies()
        return report
    }

    private func verifyCase(
        _ id: String, contents: Bool, seen: Set<String>
    ) async throws -> (events: Int, faults: [String], digests: Set<String>) {
        let offer = published.current
        var found = try await database.read { try CaseExamination(id, under: offer, on: $0) }
        var digests: Set<String> = []
        for file in found.files.map(\.file) where !seen.contains(file.sha256) && !digests.contains(file.sha256) {
            digests.insert(file.sha256)
            let isThere = try await files.exists(file.sha256, size: file.size)
            if !isThere {
                found.faults.append("case \(id): the file \(file.sha256) (\(file.size) bytes) is missing")
            } else if contents {
                let isTrue = try await files.verify(file.sha256)
                if !isTrue { found.faults.append("case \(id): the file \(file.sha256) was changed") }
            }
        }
        return (found.events, found.faults, digests)
    }

    private func verifyAgencies() async throws -> [String] {
        let agencies = published.current.agencies
        return try await database.read { try Installation.brokenLogs(of: agencies, on: $0) }
    }

    /// Agencies whose log is broken, in words.
    static func brokenLogs(of agencies: [AgencyRow], on connection: Connection) throws -> [String] {
        try agencies.compactMap { agency in
            var previous = CaseRecord.origin
            for (index, record) in try AgencyLog(connection).records(of: agency.id).enumerated() {
                guard record.seq == index + 1, record.previous == previous, record.isIntact else {
                    return "agency \(agency.code), record \(index + 1): the chain is broken"
                }
                previous = record.hash
            }
            return nil
        }
    }
}
