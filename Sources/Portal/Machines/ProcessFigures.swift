import Foundation

/// What the system says of this process and of its disk.
enum ProcessFigures {
    /// Bytes of memory in use.
    static var resident: Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8) else { return nil }
        let parts = text.split(separator: " ")
        return parts.count > 1 ? Double(parts[1]).map { $0 * Double(sysconf(Int32(_SC_PAGESIZE))) } : nil
    }

    /// Files and connections that are open.
    static var descriptors: Double? {
        (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")).map { Double($0.count) }
    }

    /// Bytes of the disk of a folder: free for this process, and all.
    static func disk(of folder: String) -> (free: Int64, size: Int64)? {
        var status = statvfs()
        guard statvfs(folder, &status) == 0 else { return nil }
        let block = Int64(status.f_frsize)
        return (Int64(status.f_bavail) * block, Int64(status.f_blocks) * block)
    }
}

/// Notices when the clock of the machine is set, by comparing it with one that only goes forward.
actor ClockWatch {
    private let begun = ContinuousClock.now
    private var offset: Int64?
    /// How often it was set by more than a second.
    private(set) var steps = 0

    /// Compares now.
    /// - Parameter wall: milliseconds since 1970.
    func look(_ wall: Int64, passed: Duration? = nil) {
        let now = wall - (passed ?? ContinuousClock.now - begun).milliseconds
        if let offset, abs(now - offset) > 1000 { steps += 1 }
        offset = now
    }
}
