import Foundation
import Grants
import UseCases

/// Both texts of every field that two devices changed; nothing is lost until the applicant chooses.
enum ClashView {
    /// Boxes that differ from what is stored now.
    static func clashes(_ boxes: [String: [String]], _ open: OpenDraft) -> [Draft.Clash] {
        boxes.compactMap { box, sent in
            let stored = open.draft.typed.all(box)
            return sent.filter { !$0.isEmpty } == stored.filter { !$0.isEmpty }
                ? nil : Draft.Clash(box: box, stored: stored, sent: sent)
        }.sorted { $0.box < $1.box }
    }

    static func page(_ clashes: [Draft.Clash], _ leaf: Leaf, _ open: OpenDraft, _ visit: Visit) -> Page {
        let ui = visit.ui
        var page = TaskListPage.page(open, visit, title: visit.say(Words.conflictTitleDraft))
        page.alerts = ui.banner(.warning, visit.say(Words.conflictExplanation))
        func own(_ field: Field) -> [Draft.Clash] {
            clashes.filter { $0.box == field.name || $0.box.hasPrefix("\(field.name).") }
        }
        let fields = leaf.fields.filter { !own($0).isEmpty }
        page.body = ui.form(
            to: Site.filingSection(open.draft.filing.text, leaf.id),
            hidden: """
                \(visit.tokens)\(ui.hidden(FormNames.version, String(open.draft.version)))\(ui.hidden("settling", "1"))
                """,
            """
            \(fields.map { field -> HTML in
                let own = own(field)
                return """
                    \(own.flatMap { clash in
                        (clash.sent.isEmpty ? [""] : clash.sent).map { ui.hidden("sent.\(clash.box)", $0) }
                    })\(ui.radios(Control("settle.\(field.name)", visit.say(field.label), .unmarked), options: [
                        .init("stored", visit.say(Words.keepStored), support: side(own, field, visit, \.stored)),
                        .init("sent", visit.say(Words.keepSent), support: side(own, field, visit, \.sent)),
                    ], value: "stored"))
                    """
            })\(ui.buttons(ui.submit(visit.say(Words.settleNow))))
            """)
        return page
    }

    private static func side(
        _ clashes: [Draft.Clash], _ field: Field, _ visit: Visit, _ texts: (Draft.Clash) -> [String]
    ) -> String {
        let shown = clashes.map { clash -> String in
            let text = texts(clash).joined(separator: "、")
            guard case .table(let table) = field.type else { return text }
            if clash.box == field.name { return visit.say(Words.Drafts.rowCount(texts(clash).count)) }
            let parts = clash.box.split(separator: ".").map(String.init)
            guard parts.count >= 3, let column = table.column(named: parts[2]) else { return text }
            return "\(visit.say(column.label))：\(text.isEmpty ? "―" : text)"
        }
        let text = shown.joined(separator: " ")
        return text.trimmingCharacters(in: .whitespaces).isEmpty ? "（空欄）" : text
    }
}
