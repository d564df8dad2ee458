import Foundation
import Grants
import Outbound
import Storage
import Testing

@testable import Portal
@testable import UseCases

extension House {
    /// Publishes the colourful programme with its first form changed; its rounds call under what comes of it.
    @discardableResult
    func publish(_ change: (inout Form) throws -> Void) async throws -> Int {
        var folder = try House.colourful()
        let call = try #require(folder.programme.forms.firstIndex { $0.id == "call" })
        try change(&folder.programme.forms[call])
        for index in folder.rounds.indices {
            folder.rounds[index].opens = JapanTime(clock.now.adding(days: -10))
            folder.rounds[index].closes = JapanTime(clock.now.adding(days: 10))
        }
        return try await installation.importProgramme(folder, by: .system).version
    }

    /// A browser of another person of a company, whose other people are signed in already.
    func colleague(_ name: String, of company: String = "赤坂染物店") async throws -> Browser {
        var profile = Profile()
        profile.organisationName = company
        profile.corporateNumber = "7000012050002"
        profile.personName = name
        profile.email = "colleague@example.jp"
        let (now, filled, installation) = (clock.now, profile, installation)
        let ids = (installation.world.id(Applicant.self), installation.world.id(Organisation.self))
        let token = try await installation.database.write { connection in
            let id = try Applicants(connection).remember(
                issuer: "test", subject: "\(company) \(name)", account: .member, knownAs: company, profile: filled,
                language: "ja", newApplicant: ids.0, newOrganisation: ids.1, at: now)
            return try installation.openSession(for: .applicant(id), on: connection, at: now)
        }
        return Browser(house: self, cookies: ["kofu-applicant": token])
    }
}

/// 経費の内訳: a table to put into the plan.
enum Costs {
    static let field = Field(
        name: "経費", label: "経費の内訳",
        type: .table(
            Table(
                rows: .free(minimum: 0, maximum: 50),
                columns: [
                    Field(name: "費目", label: "費目", type: .text(TextLimits(maximum: 20)), required: true),
                    Field(name: "単価", label: "単価", type: .money(MoneyLimits(minimum: 0))),
                    Field(name: "数量", label: "数量", type: .integer(IntegerLimits(minimum: 1, maximum: 1000))),
                    Field(name: "金額", label: "金額", type: .money(MoneyLimits()), calculation: "単価 * 数量"),
                ], totals: ["金額"])))

    /// Puts the table at the end of the plan.
    static func add(to form: inout Form) throws {
        let plan = try #require(form.sections.firstIndex { $0.id == "plan" })
        form.sections[plan].fields.append(field)
    }
}

/// The text of a PDF page by page, without white space: where lines break does not matter.
func pdfPages(_ bytes: [UInt8]) throws -> [String] {
    let path = NSTemporaryDirectory() + "kofu-" + UUID().uuidString + ".pdf"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/pdftotext")
    process.arguments = ["-raw", path, "-"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self).split(separator: "\u{C}", omittingEmptySubsequences: true)
        .map { String($0.filter { !$0.isWhitespace }) }.filter { !$0.isEmpty }
}
