import Grants
import Storage
import UseCases

/// 担当: who has the case in hand, and taking, giving and giving back.
enum OfficeHolder {
    static func section(_ desk: OfficeDesk) -> HTML {
        let holder = desk.state.holder
        let isMine = holder?.id == desk.officer.account.id
        let (ui, address) = (desk.ui, Site.officeTake(desk.state.id.text))
        let seen = ui.hidden("holding", holder?.id.text ?? "")
        let own: HTML = desk.sending(
            to: address,
            """
            \(seen)\(ui.buttons(
                isMine
                    ? ui.submit(desk.say(Words.Hands.giveBack), .secondary, name: "holder", value: "nobody", isSmall: true)
                    : ui.submit(
                        desk.say(Words.Hands.take), .secondary, name: "holder", value: desk.officer.account.id.text,
                        isSmall: true)))
            """)
        return desk.block(
            "holder", Words.Hands.holder, "\(line(holder, isMine: isMine, desk))\(own)\(giving(seen, desk))")
    }

    private static func line(_ holder: Holder?, isMine: Bool, _ desk: OfficeDesk) -> HTML {
        guard let holder else { return "<p>\(desk.say(Words.Hands.nobodyYet))</p>" }
        let absence = desk.hands.colleagues.first { $0.account.id == holder.id }?.absence
        let isProxy = absence?.row.substitute == desk.officer.account.id
        return """
            <p><strong>\(holder.name)</strong>\(if: isMine, "（\(desk.say(Words.Hands.you))）")\
            \(if: isProxy, " \(desk.ui.chip(desk.say(Words.Hands.proxy), .info))")</p>\
            \(absence.map { absence -> HTML in
                "<p class=\"support\">\(desk.say(Words.Hands.away(until: absence.row.until.iso, substitute: absence.substitute)))</p>"
            })
            """
    }

    /// Those of the window, with what they have in hand.
    private static func giving(_ seen: HTML, _ desk: OfficeDesk) -> HTML {
        let others = desk.hands.colleagues.filter {
            $0.account.id != desk.state.holder?.id && $0.account.id != desk.officer.account.id
                && $0.account.windows.contains(desk.state.window) && $0.account.state == .active
        }
        guard !others.isEmpty else { return .empty }
        let ui = desk.ui
        return ui.details(
            desk.say(Words.Hands.change), isOpen: desk.isRefused(.take),
            desk.sending(
                to: Site.officeTake(desk.state.id.text),
                """
                \(seen)\(ui.select(
                    desk.control("holder", desk.say(Words.Hands.changeTo), .unmarked, in: .take),
                    options: others.map { .init($0.account.id.text, option($0, desk.visit)) },
                    value: desk.typed("holder", in: .take)))\
                \(ui.buttons(ui.submit(desk.say(Words.Hands.changeNow), .secondary, isSmall: true)))
                """))
    }

    /// A colleague as a list to choose from names them.
    static func option(_ colleague: Colleague, _ visit: Visit) -> String {
        visit.say(
            Words.Hands.option(colleague.account.name, load: colleague.load, isAway: colleague.absence != nil))
    }
}
