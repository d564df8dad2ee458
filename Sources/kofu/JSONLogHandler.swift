import Foundation
import Grants
import Logging

/// One line of JSON for each event, on standard output (RFC 3339 times, in Japan's). What is logged names routes,
/// numbers and failures, never what people typed.
struct JSONLogHandler: LogHandler {
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    private let label: String

    init(label: String, level: Logger.Level) {
        self.label = label
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var members: [String: JSON] = [:]
        for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) {
            members[key] = .string("\(value)")
        }
        members["time"] = .string(JSONLogHandler.time(World.system.now()))
        members["level"] = .string(event.level.rawValue)
        members["label"] = .string(label)
        members["message"] = .string("\(event.message)")
        let line = Array((JSON.object(members).canonical + "\n").utf8)
        // One call for a line, so that lines of several threads do not mix.
        _ = line.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    /// `2026-12-25T17:00:00.123+09:00`.
    private static func time(_ instant: Instant) -> String {
        let time = JapanTime(instant)
        func digits(_ number: Int, _ count: Int) -> String {
            let text = String(number)
            return String(repeating: "0", count: max(0, count - text.count)) + text
        }
        let clock = [time.hour, time.minute, time.second].map { digits($0, 2) }.joined(separator: ":")
        return "\(time.day.iso)T\(clock).\(digits(Int(instant.milliseconds % 1000), 3))+09:00"
    }
}
