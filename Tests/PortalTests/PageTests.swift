import Testing

@testable import Portal

@Suite("The frame of every page")
struct PageTests {
    static func page(_ language: Language = .ja, _ audience: Page.Audience = .applicant) -> Page {
        var page = Page("事業計画", language: language, audience: audience, body: "<p>本文</p>")
        page.context = "赤色補助金"
        page.navigation = [.init("マイページ", "/my", isCurrent: true)]
        page.breadcrumbs = [.init("トップ", "/")]
        page.person = .init("<山田>", detail: "会社", href: "/me", signOut: ("/sign-out", "<input type=\"hidden\">"))
        page.alternateLanguageURL = "/my?q=1&lang=en"
        page.helpLinks = [.init("ヘルプ", "/help")]
        page.demo = [.init("メール", "/demo/mail")]
        page.session = .init(secondsLeft: 3600, extendURL: "/s", hidden: "", signInURL: "/in")
        return page
    }

    @Test("there is one h1, one main, a way past the header and a language")
    func landmarks() {
        let html = Self.page().html.string
        #expect(html.hasPrefix("<!DOCTYPE html>"))
        #expect(html.contains("<html lang=\"ja\" class=\"for-applicant\">"))
        for once in ["<h1>", "<main ", "<header class=\"site\"", "<footer class=\"site-foot\"", "href=\"#main\""] {
            #expect(html.ranges(of: once).count == 1)
        }
    }

    @Test("the title names the page, what it belongs to and the product; errors come first")
    func title() {
        var page = Self.page()
        #expect(page.html.string.contains("<title>事業計画｜赤色補助金｜交付</title>"))
        page.hasErrors = true
        #expect(page.html.string.contains("<title>エラー：事業計画｜"))
        #expect(Self.page(.en).html.string.contains("｜Kofu</title>"))
    }

    @Test("names are escaped and addresses keep their queries")
    func escapes() {
        let html = Self.page().html.string
        #expect(html.contains("&lt;山田&gt;") && !html.contains("<山田>"))
        #expect(html.contains("href=\"/my?q=1&amp;lang=en\" lang=\"en\" hreflang=\"en\""))
    }

    @Test("a demonstration is marked, production is not")
    func demo() {
        var page = Self.page()
        #expect(page.html.string.contains("デモ環境"))
        page.demo = nil
        #expect(!page.html.string.contains("デモ環境"))
    }

    @Test("there is no inline script or style", arguments: [Language.ja, .en])
    func policy(language: Language) {
        let html = Self.page(language).html.string
        #expect(html.matches(of: /<script(?![^>]* src=)/).isEmpty)
        #expect(html.matches(of: /<style|\ style=|\ on[a-z]+=/).isEmpty)
    }
}

@Suite("Assets are carried in the program")
struct AssetsTests {
    @Test("every asset is served under its address, to be kept")
    func served() throws {
        for (name, file) in Assets.files {
            let asset = try #require(Assets.asset(at: Assets.url(name)))
            #expect(asset.isImmutable && asset.bytes == file.bytes && !asset.bytes.isEmpty)
        }
        #expect(Assets.version.count == 16)
    }

    @Test("an address of another release serves the file, but not to be kept")
    func otherRelease() throws {
        let asset = try #require(Assets.asset(at: "/assets/0000000000000000/kofu.css"))
        #expect(!asset.isImmutable && asset.mediaType == "text/css; charset=utf-8")
    }

    @Test(
        "nothing else is served",
        arguments: [
            "", "/", "/assets", "/assets/", "/assets/x", "/assets/x/../kofu.css", "/assets/x/nothing", "kofu.css",
        ])
    func nothingElse(path: String) {
        #expect(Assets.asset(at: path) == nil)
    }

    @Test("robots and browsers find what they ask for without a version")
    func wellKnown() throws {
        #expect(try #require(Assets.asset(at: "/robots.txt")).mediaType.hasPrefix("text/plain"))
        #expect(try #require(Assets.asset(at: "/favicon.ico")).mediaType == "image/svg+xml")
    }

    @Test("scripts import only files there are")
    func imports() {
        for (name, asset) in Assets.files where name.hasSuffix(".js") {
            let text = String(decoding: asset.bytes, as: UTF8.self)
            for match in text.matches(of: /'\.\/([a-z]+\.js)'/) {
                #expect(Assets.files[String(match.output.1)] != nil)
            }
        }
    }

    @Test("the style sheet stays under 40 KB")
    func small() throws {
        #expect(try #require(Assets.files["kofu.css"]).bytes.count < 40 * 1024)
    }
}

@Suite("Languages")
struct LanguageTests {
    @Test(
        "a tag is read as a language or not at all",
        arguments: [("ja", Language.ja), ("ja-JP", .ja), ("EN", .en), ("en-GB", .en), ("fr", nil), ("", nil)])
    func tags(tag: String, language: Language?) {
        #expect(Language(tag: tag) == language)
    }

    @Test("templates for scripts have the same places in both languages")
    func places() {
        for phrase in [
            Words.charactersLeftTemplate, Words.charactersOverTemplate, Words.uploading, Words.draftSaved,
            Words.countdownTemplates,
        ] {
            let places = [phrase.ja, phrase.en].map { text in
                text.matches(of: /\{[a-z]+\}|\|/).map { String($0.output) }
            }
            #expect(places[0] == places[1] && !places[0].isEmpty)
        }
    }
}
