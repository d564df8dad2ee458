import Grants
import Storage
import UseCases

/// What stands over the work list: one's own cases, what nobody has, and what is due.
struct WorkListHead: Sendable {
    let due: DueSummary
    let hands: Hands

    func html(_ address: WorkListAddress, _ visit: Visit) -> HTML {
        """
        <section class="work-head" aria-label="\(visit.say(Words.Hands.holder))">\(queues(address, visit))\
        \(if: !due.isEmpty, summary(visit))</section>
        """
    }

    /// 自分の担当, 未担当, and the button that takes the next.
    private func queues(_ address: WorkListAddress, _ visit: Visit) -> HTML {
        func link(_ title: Phrase, _ held: String, _ count: Int? = nil) -> HTML {
            let isCurrent = address.held == held
            return """
                <a href="\(href: WorkListAddress.inHands(held).address())"\
                \(attribute: "aria-current", isCurrent ? "page" : nil)>\(visit.say(title))\
                \(count.map { " <span class=\"count\">\(Yen(Int64($0)).grouped)</span>" as HTML })</a>
                """
        }
        let next: HTML = visit.ui.form(
            to: Site.officeNext(), hidden: visit.tokens,
            visit.ui.submit(visit.say(Words.Hands.takeNext), .secondary, isSmall: true))
        return """
            <div class="work-queues">\(link(Words.Hands.mine, WorkListAddress.mine))\
            \(link(Words.Hands.nobody, WorkListAddress.nobody, hands.untaken))\(if: hands.untaken > 0, next)</div>
            """
    }

    /// 期限: how many are overdue, due today and soon, of one's own and of all.
    private func summary(_ visit: Visit) -> HTML {
        let lines = [(Words.Hands.mine, WorkListAddress.mine, due.mine), (Words.Hands.allOfWindows, "", due.all)]
            .map { title, held, counts -> HTML in
                let links = DueWhen.allCases.compactMap { when -> HTML? in
                    guard let count = counts[when], count > 0 else { return nil }
                    let number = Yen(Int64(count)).grouped + (count >= DueCases.most ? "+" : "")
                    let words = "\(visit.say(Words.Hands.when(when.rawValue))) \(visit.say(Words.Hands.count(number)))"
                    let address = WorkListAddress.due(when, held: held)
                    return """
                        <li><a\(attribute: "class", when == .overdue ? "overdue" : nil) href="\(href: address)">\(words)</a></li>
                        """
                }
                guard !links.isEmpty else { return .empty }
                return "<dt>\(visit.say(title))</dt><dd><ul>\(links)</ul></dd>"
            }
        return """
            <div class="due-summary"><h2>\(visit.say(Words.Hands.due))</h2><dl>\(lines)</dl></div>
            """
    }
}
