import Documents
import Foundation
import Grants

import struct FEEL.Number

/// 審査結果一覧: a ranking with what was said in the meeting, for the record of an office.
public struct Minutes: Sendable {
    public let board: ReviewBoard
    public let ranking: Ranking
    public let basis: Ranking.Basis
    public let criterion: Field?
    public let notes: [ID<Case>: [MeetingNote]]
    public let made: Instant

    public init(
        board: ReviewBoard, ranking: Ranking, basis: Ranking.Basis, criterion: Field?,
        notes: [ID<Case>: [MeetingNote]], made: Instant
    ) {
        self.board = board
        self.ranking = ranking
        self.basis = basis
        self.criterion = criterion
        self.notes = notes
        self.made = made
    }

    /// How the order came to be, in a sentence.
    public static func rule(_ basis: Ranking.Basis, _ criterion: Field?) -> Text {
        guard let criterion else {
            return Text(
                "\(basis.title.ja)の高い順。同じときは申請番号の順", en: "By \(basis.title.in(english: true)), then the number")
        }
        return Text(
            "\(basis.title.ja)の高い順。同じときは「\(criterion.label.ja)」の平均点の高い順、それも同じときは申請番号の順",
            en:
                "By \(basis.title.in(english: true)), then the mean of “\(criterion.label.in(english: true))”, then the number"
        )
    }

    private var title: String { "審査結果一覧" }

    private func words(_ number: Number?) -> String { number?.fixed(2) ?? "―" }

    private func words(within place: Ranking.Place) -> String {
        ranking.budget == nil ? "―" : place.isWithin ? "予算内" : "予算外"
    }

    private func yen(_ amount: Int64?) -> String { amount.map { Yen($0).grouped } ?? "―" }

    // MARK: On paper

    /// The list on A4 pages lying on their side.
    public var paper: Paper {
        let rows = ranking.places.map { place -> [String] in
            [
                String(place.rank), place.line.number, place.line.organisation, place.line.title,
                "\(place.line.scored)/\(board.stage.reviewers)", words(place.line.mean), words(place.line.spread),
                words(place.line.adjusted), yen(place.line.amount), yen(place.cumulative), words(within: place),
            ]
        }
        var blocks: [Block] = [
            .heading(level: 1, title),
            .pairs([
                Pair("公募", board.round.round.title.ja),
                Pair("審査段階", "\(board.procedure.name.ja)　\(board.stage.name.ja)"),
                Pair("順位の付け方", Minutes.rule(basis, criterion).ja),
                Pair("予算額", board.amount == nil ? "―" : ranking.budget.map { "\(Yen($0).grouped)円" } ?? "―"),
                Pair("作成日時", "\(JapanTime(made).spoken)（日本時間）"),
            ]),
            .space(4),
            .table(
                header: ["順位", "申請番号", "事業者", "事業名", "採点", "平均点", "標準偏差", "調整点", "申請額（円）", "累計額（円）", "判定"],
                rows: rows, widths: [8, 20, 28, 38, 9, 12, 12, 12, 20, 20, 10],
                aligns: [.end, .start, .start, .start, .end, .end, .end, .end, .end, .end, .start], isSmall: true),
        ]
        if !ranking.unranked.isEmpty {
            blocks += [
                .space(4), .heading(level: 2, "採点のない案件"),
                .list(ranking.unranked.map { "\($0.number)　\($0.organisation)　\($0.title)" }),
            ]
        }
        blocks += reviewers + remarks
        blocks.append(.small(Minutes.explanation))
        return Paper(
            title: "\(title) \(board.round.round.title.ja)", language: .ja, author: board.round.agency.name.ja,
            subject: board.round.round.title.ja, created: Date(made),
            footer: "\(title)　\(board.round.round.title.ja)　\(board.stage.name.ja)", blocks: [.turned(blocks)])
    }

    private static let explanation =
        "平均点は分数のまま計算し、小数第2位までに四捨五入して示しています。標準偏差は、審査員の点数を標本とする不偏分散の平方根です。"
        + "調整点は、審査員ごとに、その審査員が付けた点数の中での順位を0から100に換算したものの平均です（同点は中間の順位）。"

    private var reviewers: [Block] {
        guard !board.board.reviewers.isEmpty else { return [] }
        return [
            .space(4), .heading(level: 2, "審査員"),
            .table(
                header: ["審査員", "審査済み", "未審査", "利益相反", "平均点"],
                rows: board.board.reviewers.map { reviewer in
                    let work = board.board.workload(of: reviewer.id)
                    return [
                        reviewer.name, String(work.scored), String(work.waiting), String(work.conflicts),
                        words(work.mean),
                    ]
                }, widths: [6, 2, 2, 2, 2], aligns: [.start, .end, .end, .end, .end], isSmall: true),
        ]
    }

    /// What was said, in the order of rank.
    private var remarks: [Block] {
        let lines = ranking.places.map(\.line) + ranking.unranked
        let rows = lines.flatMap { line in
            (notes[line.id] ?? []).map { [line.number, line.title, $0.by, JapanTime($0.at).spoken, $0.text] }
        }
        guard !rows.isEmpty else { return [] }
        return [
            .space(4), .heading(level: 2, "審査会での意見"),
            .table(
                header: ["申請番号", "事業名", "記録者", "日時", "意見"], rows: rows, widths: [3, 5, 3, 4, 12], isSmall: true),
        ]
    }

    // MARK: As a workbook

    /// The list, every score by criterion, and what was said.
    public func workbook() throws -> [UInt8] {
        func cell(_ number: Number?) -> WorkbookWriter.Cell {
            number.map { number in number.integer.map { .number($0) } ?? .decimal(number.fixed(2)) } ?? .blank
        }
        let writer = try WorkbookWriter(created: Date(made), author: board.round.agency.name.ja)
        try writer.addSheet(
            title,
            columns: [
                .init("順位", width: 6), .init("申請番号", width: 18), .init("事業者", width: 28), .init("事業名", width: 36),
                .init("採点数", width: 8), .init("平均点", width: 10), .init("標準偏差", width: 10), .init("最低点", width: 10),
                .init("最高点", width: 10), .init("調整点", width: 10), .init("申請額", width: 16), .init("累計額", width: 16),
                .init("判定", width: 10),
            ])
        for place in ranking.places {
            let line = place.line
            try writer.add([
                .number(Int64(place.rank)), .text(line.number), .text(line.organisation), .text(line.title),
                .number(Int64(line.scored)), cell(line.mean), cell(line.spread), cell(line.lowest),
                cell(line.highest), cell(line.adjusted), line.amount.map { .amount($0) } ?? .blank,
                .amount(place.cumulative), .text(words(within: place)),
            ])
        }
        for line in ranking.unranked {
            try writer.add([.blank, .text(line.number), .text(line.organisation), .text(line.title), .number(0)])
        }
        try addScores(to: writer, cell)
        try writer.addSheet(
            "審査会での意見",
            columns: [
                .init("申請番号", width: 18), .init("記録者", width: 20), .init("日時", width: 24), .init("意見", width: 80),
            ])
        for line in ranking.places.map(\.line) + ranking.unranked {
            for note in notes[line.id] ?? [] {
                try writer.add([
                    .text(line.number), .text(note.by), .text(JapanTime(note.at).spoken), .text(note.text),
                ])
            }
        }
        return try writer.finish()
    }

    private func addScores(
        to writer: WorkbookWriter, _ cell: (Number?) -> WorkbookWriter.Cell
    ) throws {
        let criteria = board.sheet.criteria
        let names = Dictionary(board.board.reviewers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        try writer.addSheet(
            "採点",
            columns: [
                .init("申請番号", width: 18), .init("事業者", width: 28), .init("審査員", width: 20), .init("状態", width: 20),
            ]
                + criteria.map { .init($0.label.ja, width: 14) } + [.init("合計", width: 10)])
        for line in board.board.lines {
            for part in line.parts {
                try writer.add(
                    [
                        .text(line.number), .text(line.organisation), .text(names[part.reviewer] ?? ""),
                        .text(part.progress.title.ja),
                    ] + criteria.map { part.points[$0.name].map { .number($0) } ?? .blank } + [cell(part.total)])
            }
        }
    }
}

extension Installation {
    /// The minutes as a PDF.
    public func minutesPDF(_ minutes: Minutes) async throws -> [UInt8] { try await pdf(minutes.paper) }

    /// The minutes as a workbook.
    public func minutesWorkbook(_ minutes: Minutes) async throws -> [UInt8] {
        try await offEventLoop { try minutes.workbook() }
    }
}
