import Documents
import Grants
import Outbound
import Storage

extension Installation {
    /// What is done after a commit, by the kind of job. Each may run twice and does its work once.
    public var jobHandlers: [String: @Sendable (Job) async throws -> Void] {
        [
            Notice.job: { try await sendQueuedMail($0.payload) },
            Installation.letterJob: { job in
                let data = try JSON(parsing: job.payload)
                guard let id = data["case"]?.string.flatMap({ ID<Case>($0) }),
                    let letter = data["letter"]?.string.flatMap({ ID<Letter>($0) })
                else { return }
                _ = try await letterPDF(letter, of: id)
            },
            SearchIndex.job: { _ in try await sealSearch() },
            Installation.renewalJob: { try await renew($0.payload) },
            Installation.lotteryJob: { try await writeLots(of: $0.payload) },
            Installation.errandJob: { job in
                guard let id = ID<ErrandRow>(job.payload) else { return }
                try await runErrand(id, attempts: job.attempts)
            },
            Installation.remindersJob: { _ in try await remind() },
            RoundFigures.job: { try await makeFigures(after: $0.payload) },
        ]
    }

    private func sendQueuedMail(_ id: String) async throws {
        guard let sendMail, let mail = try await database.read({ try Mails($0).find(id) }), mail.sentAt == nil else {
            return
        }
        do {
            try await sendMail(
                Mail(
                    from: settings.mailFrom, fromName: "交付（Kofu）", to: mail.recipient, subject: mail.subject,
                    text: mail.body, messageID: "\(mail.id)@\(settings.mailFrom.split(separator: "@").last ?? "kofu")",
                    date: mail.queuedAt.milliseconds))
        } catch MailFailure.permanent(let code, _) {
            // Trying again is useless; the address is the applicant's to mend, and the portal shows the same words.
            logger.warning("a mail was refused for good", metadata: ["mail": "\(id)", "code": "\(code)"])
        }
        let moment = now
        try await database.write { try Mails($0).sent(id, at: moment) }
    }

    /// A letter's PDF: made once, kept in the file store, the same bytes ever after.
    public func letterPDF(_ letter: ID<Letter>, of id: ID<Case>) async throws -> [UInt8] {
        let state = try await database.read { try CaseLog($0).load(id) }
        guard let found = state?.letters.first(where: { $0.id == letter }) else { throw Refusal.noLetter }
        let subject = "letter/\(letter)"
        if let made = try await database.read({ try Renditions($0).find(subject) }),
            try await files.exists(made.sha256, size: made.size)
        {
            return try await files.read(made.sha256)
        }
        let issued = found.day.midnight
        let bytes = try await offEventLoop { try typeset(found.paper(created: issued)) }
        let stored = try await files.store(bytes)
        let moment = now
        try await database.write {
            try Renditions($0).keep(subject, sha256: stored.sha256, size: stored.size, at: moment)
        }
        return bytes
    }

    /// The PDF of a receipt.
    public func receiptPDF(of filing: Filing, revision: Filing.Revision, in view: CaseView) async throws -> [UInt8] {
        try await offEventLoop { try typeset(view.receiptPaper(of: filing, revision: revision)) }
    }

    /// A paper of the program's own, such as a manual, as a PDF.
    public func pdf(_ paper: Paper) async throws -> [UInt8] { try await offEventLoop { try typeset(paper) } }

    /// A text among a programme's attachments as a PDF; other files as they are.
    public func download(_ path: String, titled title: Text, of round: PublishedRound) async throws -> [UInt8]? {
        guard let attachment = round.programme.attachments.first(where: { $0.path == path }) else { return nil }
        guard path.hasSuffix(".md") else { return attachment.bytes }
        let prose = Prose(String(decoding: attachment.bytes, as: UTF8.self))
        let (author, created) = (round.agency.name.ja, round.row.changedAt)
        return try await offEventLoop { try typeset(prose.paper(title: title.ja, author: author, created: created)) }
    }
}

extension Refusal {
    static let noLetter = Refusal(.notFound, Text("この通知書は見つかりません", en: "No such letter"))
}
