/// A program that looks for viruses in files.
public protocol VirusScanner: Sendable {
    /// Looks at a file, read piece by piece. What the reading itself throws is thrown on.
    /// - Parameters:
    ///   - limit: how long it may take.
    ///   - next: the next piece; nil at the end.
    /// - Throws: `ScannerFailure`.
    func scan(
        within limit: Duration, _ next: @escaping @Sendable () async throws -> [UInt8]?
    ) async throws -> ScanVerdict

    /// What it is, and which patterns it knows; also how one finds out whether it answers.
    /// - Throws: `ScannerFailure`.
    func version() async throws -> String
}

/// What a scanner says of a file.
public enum ScanVerdict: Sendable, Equatable {
    case clean
    /// There is something in it, by the scanner's name for that.
    case harmful(String)
}

/// Why there is no verdict. Nothing of it means that a file is clean.
public enum ScannerFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// It cannot be reached; each file waits.
    case away(String)
    /// It did not come to an end with this file; others may fare better.
    case undecided(String)

    public var description: String {
        switch self {
        case .away(let reason): "the virus scanner cannot be reached: \(reason)"
        case .undecided(let reason): "the virus scanner did not decide: \(reason)"
        }
    }
}
