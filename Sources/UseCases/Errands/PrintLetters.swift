import Documents
import Foundation
import Grants
import Storage

extension Installation {
    /// Begins to put every letter an errand issued into one PDF (一括印刷). Pressing twice begins once.
    public func beginPrinting(of errand: ErrandRow, by officer: Officer) async throws -> ID<ErrandRow> {
        let (printing, key, moment) = (
            newErrand(.letters, errand.id.text, by: officer, state: .waiting), Act.key, now
        )
        return try await database.write { connection in
            let errands = Errands(connection)
            if let key, let before = try errands.find(key: key) { return before.id }
            guard try errands.letterCount(of: errand.id) > 0 else {
                throw Refusal(.invalid, Text("この作業で発出した通知書はありません", en: "It issued no letters"))
            }
            try errands.insert(printing, key: key)
            try enqueue(printing.id, at: moment, on: connection)
            return printing.id
        }
    }

    /// Sets the letters in the order of their lines.
    func printLetters(_ errand: ErrandRow) async throws -> ErrandRow.File {
        guard let source = ID<ErrandRow>(errand.parameters) else { throw Refusal.noErrand }
        let issued = try await database.read { try Errands($0).lines(of: source, only: .done) }.compactMap { line in
            line.letter.flatMap { letter in line.case.map { ($0, letter) } }
        }
        let progress = ErrandProgress(self, errand.id, total: issued.count)
        try await progress.at(0)
        let made = Date(now)
        let binding = LetterBinding(
            Paper(title: "通知書（\(issued.count)件）", language: .ja, created: made, blocks: []))
        for (index, (id, letter)) in issued.enumerated() {
            let state = try await database.read { try CaseLog($0).load(id) }
            guard let found = state?.letters.first(where: { $0.id == letter }) else { throw Refusal.noLetter }
            try await binding.add(found.paper(created: found.day.midnight))
            try await progress.at(index + 1)
        }
        try await progress.at(issued.count, isLast: true)
        let stored = try await files.results().store(binding.finish())
        return result(stored, "通知書-\(JapanTime(now).day.iso).pdf", "application/pdf")
    }
}

/// The letters on their way into one file.
private actor LetterBinding {
    private let binder: Binder

    init(_ cover: Paper) { binder = Binder(cover) }

    func add(_ paper: Paper) throws { try binder.add(paper) }
    func finish() throws -> [UInt8] { try binder.finish() }
}
