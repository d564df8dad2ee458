import Grants

/// A procedure drawn from left to right: who files, the stages that judge it, and the ends; what goes back runs beneath.
/// It says nothing that the sentences beside it do not.
struct FlowDiagram {
    let programme: Programme
    let procedure: Procedure
    let visit: Visit

    private enum Size {
        static let width = 156
        static let height = 64
        static let gap = 44
        static let lane = 22
        static let top = 12
    }

    /// The boxes in order: the applicant, each stage, each way it ends.
    private var boxes: [(name: String, who: String, kind: String)] {
        let words = FlowInWords(programme: programme, visit: visit)
        return [(visit.say(procedure.name), visit.say(Words.Flow.applicant), "start")]
            + procedure.stages.map { (visit.say($0.name), words.doer(of: $0), "stage") }
            + ends.map { (visit.say($0.title), "", $0.isFavourable ? "good" : "end") }
    }

    private var ends: [Verdict] {
        var found: [Verdict] = []
        for case .end(let verdict) in procedure.stages.flatMap(\.outcomes).map(\.target) where !found.contains(verdict)
        {
            found.append(verdict)
        }
        return found
    }

    private struct Arrow: Hashable {
        let from: Int
        let to: Int
        /// It is taken by filings the stage is not meant for.
        let isPassing: Bool
    }

    private var arrows: [Arrow] {
        var arrows = [Arrow(from: 0, to: 1, isPassing: false)]
        for (index, stage) in procedure.stages.enumerated() {
            for outcome in stage.outcomes {
                let target: Int? =
                    switch outcome.target {
                    case .stage(let id): procedure.stages.firstIndex { $0.id == id }.map { $0 + 1 }
                    case .applicant: 0
                    case .end(let verdict): ends.firstIndex(of: verdict).map { $0 + 1 + procedure.stages.count }
                    }
                if let target { arrows.append(Arrow(from: index + 1, to: target, isPassing: false)) }
            }
            if stage.when != nil, index > 0 { arrows.append(Arrow(from: index, to: index + 2, isPassing: true)) }
        }
        var seen: Set<Arrow> = []
        return arrows.filter { seen.insert($0).inserted }
    }

    var html: HTML {
        let boxes = boxes
        // Neighbours are joined by a straight line; others each run in a lane of their own, forward above and back below.
        let direct = arrows.filter { $0.to == $0.from + 1 && !$0.isPassing }
        let over = arrows.filter { $0.to > $0.from && !direct.contains($0) }
        let under = arrows.filter { $0.to < $0.from }
        let y = Size.top + over.count * Size.lane
        let width = boxes.count * (Size.width + Size.gap) - Size.gap + 4
        let height = y + Size.height + under.count * Size.lane + 16
        let title = visit.say(Words.Flow.diagram(visit.say(procedure.name)))
        return """
            <div class="flow-scroll" tabindex="0" role="region" aria-label="\(title)">\
            <svg class="flow-diagram" width="\(width)" height="\(height)" viewBox="0 0 \(width) \(height)" role="img" \
            aria-label="\(title)"><defs><marker id="arrow-\(procedure.id)" viewBox="0 0 8 8" refX="8" refY="4" \
            markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 0L8 4L0 8z"/></marker></defs>\
            \(boxes.enumerated().map { box($1, at: $0, y: y) })\
            \(direct.map { line("M\(right($0.from)) \(y + Size.height / 2)H\(left($0.to))", $0) })\
            \(over.enumerated().map { lane, arrow -> HTML in
                let height = y - (lane + 1) * Size.lane + 6
                let (from, to) = (middle(arrow.from) + 12 + lane * 3, middle(arrow.to) - 12 - lane * 3)
                return line("M\(from) \(y)V\(height)H\(to)V\(y)", arrow)
            })\
            \(under.enumerated().map { lane, arrow -> HTML in
                let bottom = y + Size.height
                let depth = bottom + (lane + 1) * Size.lane - 4
                let (from, to) = (middle(arrow.from) - 12 - lane * 3, middle(arrow.to) + 12 + lane * 3)
                return line("M\(from) \(bottom)V\(depth)H\(to)V\(bottom)", arrow)
            })</svg></div>
            """
    }

    private func left(_ index: Int) -> Int { 2 + index * (Size.width + Size.gap) }
    private func right(_ index: Int) -> Int { left(index) + Size.width }
    private func middle(_ index: Int) -> Int { left(index) + Size.width / 2 }

    private func line(_ path: String, _ arrow: Arrow) -> HTML {
        let kind = arrow.isPassing ? "passing" : arrow.to < arrow.from ? "back" : "forward"
        return "<path class=\"flow-line \(kind)\" d=\"\(path)\" marker-end=\"url(#arrow-\(procedure.id))\"/>"
    }

    private func box(_ box: (name: String, who: String, kind: String), at index: Int, y: Int) -> HTML {
        let lines = FlowDiagram.lines(box.name)
        let first = y + (box.who.isEmpty ? 30 : 22) - (lines.count - 1) * 4
        return """
            <g><rect class="flow-box \(box.kind)" x="\(left(index))" y="\(y)" width="\(Size.width)" \
            height="\(Size.height)" rx="8"/>\
            \(lines.enumerated().map { number, text -> HTML in
                "<text class=\"flow-name\" x=\"\(middle(index))\" y=\"\(first + number * 17)\">\(text)</text>"
            })\
            \(if: !box.who.isEmpty, """
                <text class="flow-who" x="\(middle(index))" y="\(y + Size.height - 8)">\(box.who)</text>
                """)</g>
            """
    }

    /// A name on at most two lines of what fits a box.
    static func lines(_ name: String) -> [String] {
        let limit = name.unicodeScalars.allSatisfy(\.isASCII) ? 18 : 10
        if name.count <= limit { return [name] }
        let rest = name.dropFirst(limit)
        return [String(name.prefix(limit)), rest.count <= limit ? String(rest) : rest.prefix(limit - 1) + "…"]
    }
}
