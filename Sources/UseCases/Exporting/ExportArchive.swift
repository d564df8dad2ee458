import Documents
import Grants
import Storage

extension Installation {
    /// Writes a folder for each case, called by its number: the last revision of each filing as a PDF, the letters, and
    /// the files that were attached; of those that cannot be had because of viruses, a note.
    func writeArchive(_ source: ExportSource, to file: Incoming, _ progress: ErrandProgress) async throws {
        var archive = ZipWriter()
        for (index, id) in source.ids.enumerated() {
            try await progress.at(index)
            let view = try await database.readAnywhere(notBefore: source.began) { try caseView(id, on: $0) }
            let state = view.state
            for filing in state.filings {
                let revision = filing.current
                let procedure = view.programme.flow.procedure(filing.procedure)?.name.ja ?? filing.procedure
                let pdf = try await filingPDF(of: filing, revision: revision, in: view)
                try file.write(
                    archive.part(
                        [state.number, "申請書_\(procedure)_\(revision.receipt).pdf"], at: .init(revision.at), pdf))
                let form = view.programme.form(of: filing.procedure)
                let taken = view.scans.taken(revision.files)
                if let note = taken.note {
                    try file.write(
                        archive.part(
                            [state.number, "添付_\(procedure)", FileScans.noteName], at: .init(revision.at), note))
                }
                for attached in taken.files {
                    let field = attached.field.prefix { $0 != "." }
                    let label = form?.field(named: String(field))?.label.ja ?? String(field)
                    try await files.add(
                        attached, as: [state.number, "添付_\(procedure)", label, attached.name], at: .init(revision.at),
                        to: &archive
                    ) { try file.write($0) }
                }
            }
            for letter in state.letters {
                let pdf = try await letterPDF(letter.id, of: id)
                try file.write(
                    archive.part(
                        [state.number, "通知書_\(letter.title)_\(letter.number).pdf"], at: .init(letter.day.midnight),
                        pdf))
            }
        }
        try file.write(archive.finish())
    }
}

extension ZipWriter.Moment {
    /// The time in Japan.
    public init(_ instant: Instant) {
        let time = JapanTime(instant)
        self.init(
            year: time.day.year, month: time.day.month, day: time.day.day, hour: time.hour, minute: time.minute,
            second: time.second)
    }
}
