import Grants

/// Bars drawn by the server: a picture of what the table beside it says in numbers.
struct BarChart {
    struct Bar {
        let label: String
        let value: Int64
        /// The value as it is read.
        let text: String
    }

    let id: String
    let title: String
    let bars: [Bar]
    /// Bars that stand, for days; else they lie, each with its words.
    var stands = false

    /// Nothing to draw without a value.
    func html(_ ui: Components) -> HTML {
        guard let most = bars.max(by: { $0.value < $1.value }), most.value > 0 else { return .empty }
        let name = ui.say(Words.Figures.chart(title))
        let words = ui.say(Words.Figures.chartSays(bars.count, most.label, most.text))
        let (width, height, drawing) = stands ? standing(most) : lying(most)
        return """
            <div class="chart-scroll" tabindex="0" role="region" aria-label="\(name)">\
            <svg class="chart" viewBox="0 0 \(width) \(height)" width="\(width)" height="\(height)" role="img" \
            aria-labelledby="\(id)-title \(id)-words"><title id="\(id)-title">\(name)</title>\
            <desc id="\(id)-words">\(words)</desc>\(drawing)</svg></div>
            """
    }

    /// A length in whole units; a value that is not zero is seen.
    private func length(_ value: Int64, of most: Int64, in room: Int) -> Int {
        guard value > 0 else { return 0 }
        let (high, low) = value.multipliedFullWidth(by: Int64(room))
        return max(1, Int(most.dividingFullWidth((high, low)).quotient))
    }

    private func lying(_ most: Bar) -> (Int, Int, HTML) {
        let (label, room, step) = (176, 180, 32)
        let rows = bars.enumerated().map { index, bar -> HTML in
            let (y, long) = (index * step, length(bar.value, of: most.value, in: room))
            return """
                <text class="chart-label" x="\(label - 8)" y="\(y + 21)">\(BarChart.short(bar.label))</text>\
                <rect class="chart-bar" x="\(label)" y="\(y + 6)" width="\(long)" height="20" rx="3"/>\
                <text class="chart-value" x="\(label + long + 8)" y="\(y + 21)">\(bar.text)</text>
                """
        }
        return (label + room + 90, bars.count * step, "\(rows)")
    }

    private func standing(_ most: Bar) -> (Int, Int, HTML) {
        let (left, top, room, foot) = (8, 24, 140, 28)
        let step = max(10, min(48, 620 / max(1, bars.count)))
        let width = left * 2 + max(step * bars.count, 260)
        let columns = bars.enumerated().map { index, bar -> HTML in
            let high = length(bar.value, of: most.value, in: room)
            return """
                <rect class="chart-bar" x="\(left + index * step + 1)" y="\(top + room - high)" width="\(step - 2)" \
                height="\(high)"><title>\(bar.label) \(bar.text)</title></rect>
                """
        }
        let middle = bars.firstIndex { $0.value == most.value && $0.label == most.label } ?? 0
        let at = min(max(left + middle * step + step / 2, 30), width - 30)
        let last: HTML =
            bars.count > 1
            ? "<text class=\"chart-end\" x=\"\(left + bars.count * step)\" y=\"\(top + room + 20)\">\(bars[bars.count - 1].label)</text>"
            : .empty
        return (
            width, top + room + foot,
            """
            \(columns)<path class="chart-axis" d="M\(left) \(top + room)H\(left + bars.count * step)"/>\
            <text class="chart-most" x="\(at)" y="16">\(most.text)</text>\
            <text class="chart-start" x="\(left)" y="\(top + room + 20)">\(bars[0].label)</text>\(last)
            """
        )
    }

    /// A label that fits beside its bar.
    private static func short(_ text: String) -> String { text.count > 12 ? "\(text.prefix(11))…" : text }
}
