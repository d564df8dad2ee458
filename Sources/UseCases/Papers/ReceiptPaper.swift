import Documents
import Foundation
import Grants

extension CaseView {
    /// The receipt of a revision: what was filed, every answer, and every file with its size and SHA-256.
    public func receiptPaper(of filing: Filing, revision: Filing.Revision) -> Paper {
        let form = programme.form(of: filing.procedure)
        let procedure = programme.flow.procedure(filing.procedure)?.name.ja ?? filing.procedure
        let answers = form?.answers(from: revision.answers) ?? [:]
        let at = JapanTime(revision.at)
        var blocks: [Block] = [
            .heading(level: 1, "申請受付票"),
            .paragraph("次のとおり申請を受け付けました。", align: .start),
            .space(3),
            .pairs([
                Pair("受付番号", revision.receipt),
                Pair("受付日時", "\(at.spoken):\(at.second < 10 ? "0" : "")\(at.second)（日本時間）"),
                Pair("実施機関", agency.name.ja),
                Pair("受付窓口", window?.name.ja ?? state.window),
                Pair("公募", state.opening.roundTitle.ja),
                Pair("手続き", revision.number > 1 ? "\(procedure)（再提出 \(revision.number - 1)回目）" : procedure),
                Pair("事業者", state.organisation.name),
                Pair("法人番号", state.organisation.corporateNumber ?? "―"),
                Pair("事業名", revision.title),
            ]),
        ]
        for section in form?.sections ?? [] {
            let fields = section.fields.filter { !$0.type.isFile }
            guard !fields.isEmpty else { continue }
            blocks += [.space(4), .heading(level: 2, section.title.ja)]
            blocks.append(
                .pairs(fields.map { Pair($0.label.ja, answers[$0.name]?.words(as: $0) ?? "（未入力）") }))
        }
        blocks += [.space(4), .heading(level: 2, "添付ファイル（\(revision.files.count)件）")]
        if revision.files.isEmpty {
            blocks.append(.paragraph("添付ファイルはありません。", align: .start))
        } else {
            blocks.append(
                .table(
                    header: ["項目", "ファイル名・SHA-256", "サイズ（バイト）"],
                    rows: revision.files.map { file in
                        [
                            form?.field(named: file.field)?.label.ja ?? file.field, "\(file.name)\n\(file.sha256)",
                            Yen(file.size).grouped,
                        ]
                    }, widths: [3, 8, 3]))
            blocks.append(.small("SHA-256は、ファイルの中身から計算した値です。お手元のファイルから計算した値と同じであれば、そのファイルがそのまま保存されています。"))
        }
        return Paper(
            title: "申請受付票 \(revision.receipt)", language: .ja, author: agency.name.ja,
            subject: state.opening.roundTitle.ja,
            created: Date(revision.at), footer: "受付番号 \(revision.receipt)", blocks: blocks)
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
