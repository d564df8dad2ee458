import FEEL
import Grants
import UseCases

/// The names a condition may use, to be copied from.
enum FlowNames {
    static func details(of procedure: Procedure?, _ design: FlowDesign, _ visit: Visit) -> HTML {
        let names = design.next.factNames(of: procedure).sorted { $0.key < $1.key }
        let rows = names.map { name, type -> HTML in
            guard case .context(let entries) = type else { return "<li><code>\(name.text)</code></li>" }
            let parts = entries.keys.sorted().map { "<code>\(name.text).\($0.text)</code>" as HTML }
            return "<li>\(Array(parts.map { "\($0) " as HTML }))</li>"
        }
        return visit.ui.details(
            visit.say(Words.FlowEditor.names),
            "<p>\(visit.say(Words.FlowEditor.namesAbout))</p><ul class=\"name-list\">\(rows)</ul>")
    }
}
