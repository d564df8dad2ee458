import FEEL
import Foundation
import Testing

/// The shared cases of the DMN conformance kit, where they are found: in the file that `FEEL_CASES` names, or beside the
/// checkout. They are not ours to pass on.
@Suite("Conformance kit")
struct ConformanceTests {
    private static let file: URL? = {
        let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        let beside = here.appendingPathComponent("../../../shared/conformance/feel/cases.json").standardizedFileURL
        let named = ProcessInfo.processInfo.environment["FEEL_CASES"].map { URL(fileURLWithPath: $0) }
        return [named, beside].compactMap(\.self).first { FileManager.default.fileExists(atPath: $0.path) }
    }()

    /// Cases that fail, each with its reason. The list may only become shorter.
    private static let known: [String: String] = {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("conformance-failures.txt")
        let lines = (try? String(contentsOf: place, encoding: .utf8))?.split(separator: "\n") ?? []
        return Dictionary(
            lines.filter { !$0.hasPrefix("#") }.map { line in
                let parts = line.split(separator: ": ", maxSplits: 1)
                return (String(parts[0]), String(parts.last ?? ""))
            }, uniquingKeysWith: { first, _ in first })
    }()

    @Test(
        "the shared cases pass, but for those that are listed with a reason",
        .enabled(if: file != nil, "set FEEL_CASES to the cases of the DMN conformance kit to run them"))
    func cases() throws {
        let file = try #require(Self.file)
        let outcomes = try CaseFile(Data(contentsOf: file)).run(at: CaseFile.moment)
        let failed = outcomes.filter { !$0.isPassed }
        for outcome in failed { #expect(Self.known[outcome.name] != nil, "\(outcome)") }
        // What passes leaves the list.
        #expect(Set(Self.known.keys).subtracting(failed.map(\.name)).isEmpty)
        #expect(outcomes.count > 1_500)
        #expect(failed.count * 1000 <= outcomes.count * 5)
        print("conformance kit: \(outcomes.count - failed.count) of \(outcomes.count) cases pass")
    }

    @Test("every listed failure has a reason")
    func reasons() { for (name, reason) in Self.known { #expect(reason.count > 20, "\(name)") } }
}
