import Documents
import Foundation
import Grants

extension CaseView {
    /// A submitted revision to print: every answer and every file.
    public func filingPaper(of filing: Filing, revision: Filing.Revision) -> Paper {
        let title = programme.form(of: filing.procedure)?.title.ja ?? "申請書"
        let at = JapanTime(revision.at)
        let head: [Block] = [
            .heading(level: 1, title),
            .pairs([Pair("受付番号", revision.receipt), Pair("提出日時", "\(at.spoken)（日本時間）")] + facts(filing, revision)),
        ]
        return Paper(
            title: "\(title) \(revision.receipt)", language: .ja, author: state.organisation.name,
            subject: state.opening.roundTitle.ja, created: Date(revision.at),
            footer: "受付番号 \(revision.receipt)　\(title)", blocks: head + blocks(filing, revision))
    }

    /// What a revision is about.
    func facts(_ filing: Filing, _ revision: Filing.Revision) -> [Pair] {
        let procedure = programme.flow.procedure(filing.procedure)?.name.ja ?? filing.procedure
        return [
            Pair("実施機関", agency.name.ja),
            Pair("受付窓口", window?.name.ja ?? state.window),
            Pair("公募", state.opening.roundTitle.ja),
            Pair("手続き", revision.number > 1 ? "\(procedure)（再提出 \(revision.number - 1)回目）" : procedure),
            Pair("事業者", state.organisation.name),
            Pair("法人番号", state.organisation.corporateNumber ?? "―"),
            Pair("事業名", revision.title),
        ]
    }

    /// What a revision says.
    func blocks(_ filing: Filing, _ revision: Filing.Revision) -> [Block] {
        guard let form = programme.form(of: filing.procedure) else { return [] }
        let blocks = FilingBlocks(
            form: form, answers: form.answers(from: revision.answers), files: revision.files)
        return blocks.sections + blocks.fileList
    }
}

extension OpenDraft {
    /// The draft as it stands, to read or to have read before it is submitted. Every page says that it is no filing.
    public func paper(for applicant: SignedApplicant, printed: Instant) -> Paper {
        let judgement = judgement
        let title = judgement.filled(form.title).ja
        let mark = "下書き（未提出）　\(JapanTime(printed).spoken) 印刷"
        let blocks = FilingBlocks(
            form: form, answers: judgement.answers, files: files, draft: (judgement, draft.typed))
        let again = isResubmission ? "（再提出 \(draft.revision - 1)回目の準備中）" : ""
        let head: [Block] = [
            .heading(level: 1, title),
            .paragraph("この書類は下書きです。まだ提出されていません。内容は変わることがあります。"),
            .space(3),
            .pairs([
                Pair("公募", round?.round.title.ja ?? self.case?.opening.roundTitle.ja ?? ""),
                Pair("手続き", "\(procedure.name.ja)\(again)"),
                Pair("受付窓口", programme.window(window(by: judgement))?.name.ja ?? "―"),
                Pair("提出期限", until.map { "\(JapanTime($0).spoken)（日本時間）" } ?? "―"),
                Pair("事業者", applicant.organisation.name),
                Pair("法人番号", applicant.organisation.corporateNumber ?? "―"),
                Pair("最終保存", "\(JapanTime(draft.changedAt).spoken)（日本時間）"),
            ]),
        ]
        return Paper(
            title: "\(title)（下書き）", language: .ja, author: applicant.organisation.name,
            subject: round?.round.title.ja ?? "", created: Date(printed), footer: title, header: mark,
            blocks: head + blocks.sections + blocks.fileList)
    }
}

extension Installation {
    /// The PDF of a submitted revision.
    public func filingPDF(of filing: Filing, revision: Filing.Revision, in view: CaseView) async throws -> [UInt8] {
        try await pdf(view.filingPaper(of: filing, revision: revision))
    }

    /// The PDF of a draft as it stands.
    public func draftPDF(_ open: OpenDraft, for applicant: SignedApplicant) async throws -> [UInt8] {
        let printed = now
        return try await offEventLoop { try typeset(open.paper(for: applicant, printed: printed)) }
    }
}
