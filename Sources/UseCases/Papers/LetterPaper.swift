import Documents
import Foundation
import Grants

extension Letter {
    /// The letter as official letters are set in Japan: number and date at the right, addressee, signatory, title,
    /// body, 記, items, 以上.
    public func paper(created: Instant) -> Paper {
        var blocks: [Block] = [
            .paragraph(number, align: .end),
            .paragraph(day.wareki, align: .end),
            .space(6),
            .paragraph("\(addressee)　様", align: .start),
            .space(6),
            .paragraph(agency, align: .end),
            .paragraph(signatory, align: .end),
            .space(10),
            .heading(level: 1, title),
            .space(6),
        ]
        blocks += body.map { .paragraph("　\($0)", align: .start) }
        if !items.isEmpty {
            blocks += [.space(4), .paragraph("記", align: .center), .space(4)]
            blocks.append(.pairs(items.map { Pair($0.label, $0.text) }))
        }
        if !notes.isEmpty {
            blocks.append(.space(4))
            blocks += notes.map { .paragraph("　\($0)", align: .start) }
        }
        blocks += [.space(4), .paragraph("以上", align: .end)]
        return Paper(
            title: "\(title)（\(number)）", language: .ja, author: agency, subject: title,
            created: Date(created), footer: "\(agency)　\(number)", blocks: blocks)
    }
}

extension Date {
    init(_ instant: Instant) { self.init(timeIntervalSince1970: Double(instant.milliseconds) / 1000) }
}
