import Foundation

/// A server of this program in a process of its own, on a port of the loopback interface.
final class BenchServer {
    let port: Int
    let startMilliseconds: Int
    private let process: Process

    struct NoAnswer: Error, CustomStringConvertible {
        let description = "the server did not answer within 20 s"
    }

    init(folder: String, preload: String?) throws {
        port = Int.random(in: 20_000..<30_000)
        process = Process()
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = ["serve"]
        var environment = ProcessInfo.processInfo.environment
        environment["KOFU_ENVIRONMENT"] = "bench"
        environment["KOFU_DATA"] = folder
        environment["KOFU_LISTEN"] = "127.0.0.1:\(port)"
        environment["KOFU_ADDRESS"] = "http://127.0.0.1:\(port)"
        if let preload { environment["LD_PRELOAD"] = preload }
        process.environment = environment
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let start = ContinuousClock.now
        try process.run()
        while true {
            if (try? BenchConnection(port: port).get("/healthz", cookie: "")) == 200 { break }
            if ContinuousClock.now - start > .seconds(20) {
                process.terminate()
                throw NoAnswer()
            }
            usleep(2000)
        }
        let taken = ContinuousClock.now - start
        startMilliseconds = Int(
            taken.components.seconds * 1000 + taken.components.attoseconds / 1_000_000_000_000_000)
    }

    /// The most memory the process ever held (VmHWM).
    var peakMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        return (Int(line.filter(\.isNumber)) ?? 0) / 1024
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
