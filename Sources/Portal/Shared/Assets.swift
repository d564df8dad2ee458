/// A file of the interface, as it is sent to browsers.
struct Asset: Sendable {
    var bytes: [UInt8]
    /// The value of `Content-Type`.
    var mediaType: String
    /// Whether the address named this very content, so that it may be kept for ever
    /// (`Cache-Control: public, max-age=31536000, immutable`). Otherwise it is to be asked for again.
    var isImmutable: Bool
}

/// The files of `Assets/`, carried in the program.
///
/// Addresses are `/assets/<version>/<name>`; the version is one hash over all of them, so that scripts can import
/// each other by plain relative names and still never mix with those of another release.
enum Assets {
    /// Where the addresses begin.
    static let root = "/assets/"

    /// The hash of all contents: FNV-1a of 64 bits, in hexadecimal. It tells releases apart; it guards nothing.
    static let version: String = {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for (name, asset) in files.sorted(by: { $0.key < $1.key }) {
            for byte in Array(name.utf8) + [0] + asset.bytes + [0] {
                hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
            }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }()

    /// The address of a file for use in pages.
    static func url(_ name: String) -> String { root + version + "/" + name }

    /// What to send for an address path: `/assets/<version>/<name>`, or `/robots.txt` and `/favicon.svg`, which
    /// browsers and robots ask for unversioned. A page from before a release still gets the files, but not to keep.
    static func asset(at path: String) -> Asset? {
        if path == "/robots.txt" || path == "/favicon.svg" || path == "/favicon.ico" {
            return files[path == "/robots.txt" ? "robots.txt" : "favicon.svg"]
        }
        guard path.hasPrefix(root) else { return nil }
        let parts = path.dropFirst(root.count).split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, var asset = files[String(parts[1])] else { return nil }
        asset.isImmutable = parts[0] == version
        return asset
    }

    /// Every file by its name.
    static let files: [String: Asset] = [
        "kofu.css": text(PackageResources.kofu_css, "text/css"),
        "office.css": text(PackageResources.office_css, "text/css"),
        "kofu.js": text(PackageResources.kofu_js, "text/javascript"),
        "autosave.js": text(PackageResources.autosave_js, "text/javascript"),
        "live.js": text(PackageResources.live_js, "text/javascript"),
        "table.js": text(PackageResources.table_js, "text/javascript"),
        "builder.js": text(PackageResources.builder_js, "text/javascript"),
        "formula.js": text(PackageResources.formula_js, "text/javascript"),
        "lookup.js": text(PackageResources.lookup_js, "text/javascript"),
        "upload.js": text(PackageResources.upload_js, "text/javascript"),
        "counter.js": text(PackageResources.counter_js, "text/javascript"),
        "countdown.js": text(PackageResources.countdown_js, "text/javascript"),
        "errand.js": text(PackageResources.errand_js, "text/javascript"),
        "viewing.js": text(PackageResources.viewing_js, "text/javascript"),
        "session.js": text(PackageResources.session_js, "text/javascript"),
        "favicon.svg": Asset(bytes: PackageResources.favicon_svg, mediaType: "image/svg+xml", isImmutable: false),
        "robots.txt": text(PackageResources.robots_txt, "text/plain"),
    ]

    /// The texts shown as pages, in small Markdown, by their names without `.md`; English ones end in `.en`.
    static let texts: [String: [UInt8]] = [
        "manual-applicant": PackageResources.manual_applicant_md,
        "manual-applicant.en": PackageResources.manual_applicant_en_md,
        "manual-staff": PackageResources.manual_staff_md,
        "manual-staff.en": PackageResources.manual_staff_en_md,
        "manual-reviewer": PackageResources.manual_reviewer_md,
        "manual-reviewer.en": PackageResources.manual_reviewer_en_md,
        "manual-administrator": PackageResources.manual_administrator_md,
        "manual-administrator.en": PackageResources.manual_administrator_en_md,
        "help": PackageResources.help_md,
        "help.en": PackageResources.help_en_md,
        "accessibility": PackageResources.accessibility_md,
        "accessibility.en": PackageResources.accessibility_en_md,
    ]

    private static func text(_ bytes: [UInt8], _ mediaType: String) -> Asset {
        Asset(bytes: bytes, mediaType: "\(mediaType); charset=utf-8", isImmutable: false)
    }
}
