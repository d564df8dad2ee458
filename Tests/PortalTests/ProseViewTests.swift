import Grants
import Testing

@testable import Portal

@Suite("A text of an office as HTML")
struct ProseViewTests {
    private func view(_ markdown: String, top: Int = 2) -> ProseView {
        ProseView(Prose(markdown), top: top, anchor: "part")
    }

    @Test("Headings, paragraphs and both kinds of lists become elements, in order")
    func elements() {
        let html = view("# 目的\n\n赤を生かす。\n\n- 一つ\n- 二つ\n\n1. 先\n2. 後").html.string
        #expect(
            html == """
                <div class="prose"><h2 id="part-1">目的</h2><p>赤を生かす。</p>\
                <ul><li>一つ</li><li>二つ</li></ul><ol><li>先</li><li>後</li></ol></div>
                """)
    }

    @Test("Whatever an office writes stays text", arguments: ["", "# ", "- ", "1. "])
    func escaping(mark: String) {
        let html = view("\(mark)<script>alert('a')</script> & \"b\"").html.string
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(&#39;a&#39;)&lt;/script&gt; &amp; &quot;b&quot;"))
    }

    @Test(
        "The highest headings get the rank of their place, and none goes down by more than one",
        arguments: [
            ("# a\n## b\n### c", 2, [2, 3, 4]), ("## a\n### b\n## c", 3, [3, 4, 3]),
            ("# a\n### b\n### c", 2, [2, 3, 4]),
            ("### a\n# b", 3, [3, 3]), ("# a\n## b\n### c", 6, [6, 6, 6]), ("# a", 0, [2]), ("# a", 99, [6]),
        ])
    func ranks(markdown: String, top: Int, expected: [Int]) {
        #expect(view(markdown, top: top).headings.map(\.rank) == expected)
    }

    @Test("Contents link to the highest headings, by ids that are in the text")
    func contents() {
        let view = view("## 一\n### 小\n## 二")
        #expect(view.contents.map(\.title) == ["一", "二"])
        for link in view.contents {
            #expect(view.html.string.contains("id=\"\(link.href.dropFirst())\""))
        }
        #expect(self.view("ただの文").contents.isEmpty)
    }

    @Test("Each manual is there in both languages, begins with its title and has contents", arguments: Manual.allCases)
    func manuals(manual: Manual) throws {
        for language in Language.allCases {
            let text = try #require(manual.text(language))
            #expect(text.prose.blocks.first == .heading(level: 1, manual.title(language)))
            #expect(text.view.contents.count >= 4)
            #expect(!text.view.html.string.contains("<h1"))
        }
    }

    @Test("A place in a letter is marked, and what is no place is left as it is")
    func places() {
        let marked = AdminDocumentPage.marked("{事業者名}の<b>を{採択")
        #expect(marked.string == "<mark>事業者名</mark>の&lt;b&gt;を{採択")
    }
}
