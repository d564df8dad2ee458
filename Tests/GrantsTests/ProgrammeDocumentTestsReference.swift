import Foundation
import Testing

@testable import Grants

@Suite("docs/programmes.md")
struct ProgrammeDocumentReferenceTests {
    private func reference() throws -> String {
        let place = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("docs/programmes.md")
        return String(decoding: try Data(contentsOf: place), as: UTF8.self)
    }

    @Test("Its complete example is a folder with nothing wrong")
    func example() throws {
        let block = try #require(try reference().firstMatch(of: /```yaml\n([\s\S]*?)\n```/)?.1)
        var files: [String: [UInt8]] = [:]
        var path = ""
        for line in block.split(separator: "\n", omittingEmptySubsequences: false) {
            if let name = line.wholeMatch(of: /# (\S+\.yaml)/)?.1 {
                path = String(name)
                files[path] = []
            } else {
                files[path, default: []] += Array(line.utf8) + [UInt8(ascii: "\n")]
            }
        }
        #expect(files.count > 4)
        #expect(files.findings.map(\.description) == [])
    }

    @Test("It names every type, prefill, place, kind of file, verdict and filter value there is")
    func words() throws {
        let text = try reference()
        let quoted =
            FieldType.words + Prefill.account.map(\.word) + LetterTemplate.places.map { "{\($0)}" }
            + FileKind.allCases.map(\.rawValue) + AccountKind.allCases.map(\.rawValue)
            + Round.Visibility.allCases.map(\.rawValue) + Procedure.Start.allCases.map(\.rawValue)
            + Stage.Kind.allCases.map(\.rawValue)
            + Verdict.allCases.filter { $0 != .withdrawn }.map { "end \($0.rawValue)" }
            + Catalogue.areas.filter { Prefecture.named($0) == nil } + Catalogue.purposes + Catalogue.industries
            + Catalogue.employees
        for word in quoted { #expect(text.contains("`\(word)`"), "\(word)") }
    }
}
