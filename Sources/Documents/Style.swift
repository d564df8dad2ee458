/// A measure in points (1/72 inch), the unit of everything on a page.
typealias Points = Double

extension Points {
    static func millimetres(_ value: Double) -> Points { value * 72 / 25.4 }
}

/// The sheet: A4 with the margins usual in offices.
struct Page: Equatable {
    let width: Points
    let height: Points

    static let margin = Points.millimetres(25)
    static let upright = Page(width: .millimetres(210), height: .millimetres(297))
    /// Lying on its side.
    static let turned = Page(width: upright.height, height: upright.width)

    var measure: Points { width - 2 * Page.margin }
    var depth: Points { height - 2 * Page.margin }
    /// The baseline of the head.
    static let head = Points.millimetres(15)
    /// The baseline of the foot.
    var foot: Points { height - .millimetres(14) }
}

/// How a text is set. Lines stand at a fixed pitch whatever fonts they fall back to, so that a rare character
/// never moves the lines below it.
struct Style: Sendable {
    /// Font families in order of preference; characters none of them has are found by Pango.
    let families: String
    let size: Points
    let pitch: Points

    /// From the top of a line to its baseline: the em box of a Japanese font (0.88 above, 0.12 below) centred
    /// in the pitch.
    var baseline: Points { (pitch - size) / 2 + 0.88 * size }

    static let body = mincho(10.5, pitch: 17.5)
    static let small = mincho(8.5, pitch: 13)
    static let cell = mincho(9.5, pitch: 14.5)
    static let label = gothic(9.5, pitch: 14.5)
    /// The same for tables of many columns.
    static let smallCell = mincho(7.5, pitch: 11)
    static let smallLabel = gothic(7.5, pitch: 11)
    static let head = gothic(10, pitch: 12)
    static let foot = mincho(8, pitch: 10)

    static func heading(_ level: Int) -> Style {
        switch level {
        case ...1: gothic(15, pitch: 24)
        case 2: gothic(12, pitch: 19)
        default: gothic(10.5, pitch: 17.5)
        }
    }

    private static func mincho(_ size: Points, pitch: Points) -> Style {
        Style(families: "IPAexMincho,Noto Serif CJK JP,serif", size: size, pitch: pitch)
    }

    private static func gothic(_ size: Points, pitch: Points) -> Style {
        Style(families: "IPAexGothic,Noto Sans CJK JP,sans-serif", size: size, pitch: pitch)
    }
}
