/// A small picture drawn with the text's colour. Words always say the same; by itself it is hidden from readers.
enum Icon: Sendable {
    case success, error, warning, info, check, search, back, forward, sort, ascending, descending

    /// The picture that goes with a tone.
    init(_ tone: Components.Tone) {
        switch tone {
        case .success: self = .success
        case .error: self = .error
        case .warning: self = .warning
        case .neutral, .info: self = .info
        }
    }

    /// The picture alone, for beside words.
    var html: HTML {
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" focusable=\"false\">\(shape)</svg>"
    }

    /// The picture with a name of its own.
    func labelled(_ label: String) -> HTML {
        "<svg class=\"icon\" viewBox=\"0 0 24 24\" role=\"img\" aria-label=\"\(label)\">\(shape)</svg>"
    }

    private var shape: HTML {
        switch self {
        case .success:
            "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path class=\"cut\" d=\"m7 12.4 3.4 3.4L17 9\"/>"
        case .error:
            "<path d=\"M8 2h8l6 6v8l-6 6H8l-6-6V8z\"/><path class=\"cut\" d=\"M12 7v5.8m0 4v.1\"/>"
        case .warning:
            "<path d=\"M12 2.5 23 21.5H1z\"/><path class=\"cut\" d=\"M12 9.6v4.2m0 3.9v.1\"/>"
        case .info:
            "<circle cx=\"12\" cy=\"12\" r=\"10\"/><path class=\"cut\" d=\"M12 7v.1m0 4.1v5.6\"/>"
        case .check: "<path class=\"line\" d=\"m4.5 12.6 5 5L19.5 7\"/>"
        case .search:
            "<circle class=\"line\" cx=\"10.5\" cy=\"10.5\" r=\"6.5\"/><path class=\"line\" d=\"m15.5 15.5 5 5\"/>"
        case .back: "<path class=\"line\" d=\"m15 4.5-7.5 7.5 7.5 7.5\"/>"
        case .forward: "<path class=\"line\" d=\"m9 4.5 7.5 7.5L9 19.5\"/>"
        case .sort: "<path d=\"m12 3.5 5 6.5H7zM12 20.5l5-6.5H7z\" opacity=\".45\"/>"
        case .ascending: "<path d=\"m12 5.5 6.5 11h-13z\"/>"
        case .descending: "<path d=\"m12 18.5 6.5-11h-13z\"/>"
        }
    }
}
