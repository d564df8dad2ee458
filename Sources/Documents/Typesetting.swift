import Synchronization

/// Why a paper could not be set.
public enum TypesettingError: Error, Equatable, CustomStringConvertible {
    /// A table has more columns than the page has room for, at one character each.
    case tooManyColumns(Int, limit: Int)
    /// Cairo gave up, for example because memory ran out.
    case drawing(String)

    public var description: String {
        switch self {
        case .tooManyColumns(let count, let limit):
            "A table of \(count) columns does not fit on the page; split it into tables of at most \(limit)."
        case .drawing(let reason):
            "The PDF could not be drawn: \(reason)."
        }
    }
}

/// Sets `paper` as an A4 PDF with tagged text, an outline of its headings and embedded fonts.
///
/// The same paper gives the same bytes on a machine with the same fonts. It may be called from any thread; calls
/// wait for each other. It is work for the processor, some 15 ms a letter, so keep it off an event loop.
public func typeset(_ paper: Paper) throws(TypesettingError) -> [UInt8] {
    try fonts.withLock { (fonts) throws(TypesettingError) in
        var composer = Composer(fonts: fonts, language: paper.language)
        try composer.compose(paper.blocks)
        let press = Press()
        press.describe(paper)
        press.printSheets(
            composer.sheets, header: paper.header, footer: paper.footer, shaper: composer.shaper)
        press.printOutline(composer.outline)
        return try press.finish(language: paper.language)
    }
}

/// Sets papers one after another as one file to print, each with its own numbers of pages. Others may set papers in
/// between.
public final class Binder {
    private let press = Press()
    private let language: Paper.Language
    private var pages = 0

    /// - Parameter cover: says what the file is called and when it was made; its blocks are not printed.
    public init(_ cover: Paper) {
        language = cover.language
        press.describe(cover)
    }

    public func add(_ paper: Paper) throws(TypesettingError) {
        let (held, before) = (HeldPress(press: press), pages)
        pages += try fonts.withLock { (fonts) throws(TypesettingError) in
            var composer = Composer(fonts: fonts, language: paper.language)
            try composer.compose(paper.blocks)
            held.press.printSheets(
                composer.sheets, header: paper.header, footer: paper.footer, shaper: composer.shaper)
            held.press.printOutline(composer.outline, after: before)
            return composer.sheets.count
        }
    }

    /// The file; nothing can be added afterwards.
    public func finish() throws(TypesettingError) -> [UInt8] { try press.finish(language: language) }
}

/// The press under the fonts' lock; nothing of the fonts stays with it.
private struct HeldPress: @unchecked Sendable {  // its binder waits for the lock
    let press: Press
}

/// The fonts, found and loaded once for all threads. A map for each thread, as Pango keeps by default, would load
/// the Japanese fonts again for each.
private let fonts = Mutex(FontMap())
