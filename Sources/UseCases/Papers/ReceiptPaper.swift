import Documents
import Foundation
import Grants

extension CaseView {
    /// The receipt of a revision: what was filed, every answer, and every file with its size and SHA-256.
    public func receiptPaper(of filing: Filing, revision: Filing.Revision) -> Paper {
        let at = JapanTime(revision.at)
        let head: [Block] = [
            .heading(level: 1, "申請受付票"),
            .paragraph("次のとおり申請を受け付けました。", align: .start),
            .space(3),
            .pairs(
                [
                    Pair("受付番号", revision.receipt),
                    Pair("受付日時", "\(at.spoken):\(at.second < 10 ? "0" : "")\(at.second)（日本時間）"),
                ] + facts(filing, revision)),
        ]
        return Paper(
            title: "申請受付票 \(revision.receipt)", language: .ja, author: agency.name.ja,
            subject: state.opening.roundTitle.ja,
            created: Date(revision.at), footer: "受付番号 \(revision.receipt)",
            blocks: head + blocks(filing, revision))
    }
}

extension Prose {
    /// The text as a paper: a 公募要領 to print.
    public func paper(title: String, author: String, created: Instant) -> Paper {
        let blocks = blocks.flatMap { block -> [Documents.Block] in
            switch block {
            case .heading(let level, let text): [.heading(level: level, text)]
            case .paragraph(let text): [.paragraph(text)]
            case .list(let items, numbered: false): [.list(items)]
            case .list(let items, numbered: true):
                items.enumerated().map { .paragraph("\($0.offset + 1). \($0.element)") }
            }
        }
        return Paper(
            title: title, language: .ja, author: author, subject: title, created: Date(created), footer: title,
            blocks: blocks)
    }
}
