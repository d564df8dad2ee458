/// Copying all files from where they lie to another place. It may be stopped and begun again: what is there already is
/// read and compared, and not sent once more.
public struct FileCopy: Sendable {
    private let source: FileStore
    private let target: FileStore

    /// What was done.
    public struct Report: Sendable, Equatable {
        public var copied = 0
        /// Files that were there already, and whole.
        public var found = 0
        /// Of those copied.
        public var bytes: Int64 = 0
        /// Digests of files that are not what they must be where they come from, and were left behind.
        public var damaged: [String] = []
    }

    /// How many files are on their way at once.
    private static let lanes = 4

    private enum Outcome { case copied, found, damaged }

    public init(from source: FileStore, to target: FileStore) {
        self.source = source
        self.target = target
    }

    /// Copies everything, and keeps it there as files of cases are kept.
    public func run() async throws -> Report {
        var report = Report()
        var last = ""
        while true {
            let files = try await source.shelf.list(after: last)
            guard let end = files.last?.sha256 else { return report }
            last = end
            try await withThrowingTaskGroup(of: (FileStore.Stored, Outcome).self) { group in
                for (index, file) in files.enumerated() {
                    if index >= FileCopy.lanes, let (file, outcome) = try await group.next() {
                        FileCopy.note(file, outcome, in: &report)
                    }
                    group.addTask { (file, try await copy(file)) }
                }
                for try await (file, outcome) in group { FileCopy.note(file, outcome, in: &report) }
            }
        }
    }

    private func copy(_ file: FileStore.Stored) async throws -> Outcome {
        let isThere = try await target.exists(file.sha256, size: file.size)
        let isWhole = isThere ? try await target.verify(file.sha256) : false
        if !isWhole {
            let incoming = try target.receive(maximumBytes: .max)
            defer { incoming.abandon() }
            do {
                let reader = try await source.open(file.sha256)
                while let piece = try await reader.next() { try incoming.write(piece) }
                _ = try await incoming.finish(expecting: file.sha256)
            } catch FileStore.Failure.damaged {
                return .damaged
            }
        }
        return try await target.keep([file]).isEmpty ? (isWhole ? .found : .copied) : .damaged
    }

    private static func note(_ file: FileStore.Stored, _ outcome: Outcome, in report: inout Report) {
        switch outcome {
        case .copied:
            report.copied += 1
            report.bytes += file.size
        case .found: report.found += 1
        case .damaged: report.damaged.append(file.sha256)
        }
    }
}
