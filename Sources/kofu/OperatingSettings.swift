import Foundation
import Portal
import UseCases

/// How the portal works under load and watches over itself.
struct OperatingSettings: Sendable {
    let limits: AdmissionLimits
    /// Seconds between saying that it is not ready and accepting nothing more.
    let drain: Int
    /// Bytes of the disk below which it says so.
    let diskFree: Int64
    /// Nil where the record is not looked at.
    let audit: AuditPlan?
    /// Where traces are sent, and of how many requests one is recorded besides those that need it; nil where nobody wants any.
    let traces: (url: String, oneIn: Int)?

    /// Reads them, and says what is wrong.
    init(_ given: GivenSettings, isBench: Bool, _ problems: inout [String]) {
        func number(_ setting: Setting, _ range: ClosedRange<Int>) -> Int? {
            let text = given[setting]
            if text.isEmpty, setting.standard == "" { return nil }
            if let number = Int(text), range.contains(number) { return number }
            problems.append("\(setting.name): is not a number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        let workers = number(.workers, 4...100_000)
        let long = number(.longWorkers, 1...1_000)
        if let workers, let long, long > workers {
            problems.append("\(Setting.longWorkers.name): is more than \(Setting.workers.name)")
        }
        let sessionRate = number(.sessionRate, 0...100_000) ?? 0
        let clientRate = number(.clientRate, 0...1_000_000) ?? 0
        // A bench is one client with few sessions.
        limits = AdmissionLimits(
            workers: workers, long: long, sessionRate: isBench ? 0 : sessionRate, clientRate: isBench ? 0 : clientRate)
        drain = number(.drain, 0...20) ?? 0
        diskFree = Int64(number(.diskFree, 0...1_000_000_000) ?? 0) * 1_048_576
        let minutes = number(.auditMinutes, 0...1_440) ?? 0
        let days = number(.auditDays, 1...3_650) ?? 1
        let oneIn = number(.tracesOneIn, 0...1_000_000_000) ?? 0
        let url = given[.traces]
        if !url.isEmpty, !OperatingSettings.isCollector(url) {
            problems.append("\(Setting.traces.name): is not an address such as http://127.0.0.1:4318/v1/traces")
        }
        traces = url.isEmpty ? nil : (url, oneIn)
        audit = minutes == 0 || isBench ? nil : AuditPlan(minutes: minutes, days: days)
    }

    private static func isCollector(_ text: String) -> Bool {
        guard let url = URLComponents(string: text), let host = url.host, !host.isEmpty else { return false }
        return ["http", "https"].contains(url.scheme) && url.user == nil && url.password == nil && url.fragment == nil
    }
}
