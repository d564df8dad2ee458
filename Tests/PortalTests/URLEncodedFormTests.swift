import Testing

@testable import Portal

@Suite("Forms sent as pairs")
struct URLEncodedFormTests {
    @Test("names, values and repeats are kept in order")
    func reads() throws {
        let form = try URLEncodedForm(query: "?title=%E7%94%B3%E8%AB%8B+1&area=2&area=1&empty=&bare&a=b=c&=x")
        #expect(form["title"] == "申請 1")
        #expect(form.all("area") == ["2", "1"])
        #expect(form["empty"] == "" && form["bare"] == "")
        #expect(form["a"] == "b=c" && form[""] == "x")
        #expect(form["none"] == nil && form.all("none").isEmpty)
        #expect(form.fields.map(\.name) == ["title", "area", "area", "empty", "bare", "a", ""])
    }

    @Test(
        "broken writing is repaired, not refused",
        arguments: [
            ("a=%", "%"), ("a=%4", "%4"), ("a=%zz", "%zz"), ("a=%E7%94", "\u{FFFD}"), ("a=%FF", "\u{FFFD}"),
            ("a=100%25", "100%"), ("a=%2B+", "+ "), ("a=%00", "\u{0}"),
        ])
    func repairs(query: String, value: String) throws {
        #expect(try URLEncodedForm(query: query)["a"] == value)
    }

    @Test("too much is refused")
    func limits() {
        #expect(throws: URLEncodedFormError.tooLarge(limit: 4)) {
            try URLEncodedForm(query: "a=123", limits: .init(total: 4))
        }
        #expect(throws: URLEncodedFormError.tooManyFields(limit: 2)) {
            try URLEncodedForm(query: "a&b&c", limits: .init(fields: 2))
        }
    }

    @Test("what is written is read back", arguments: 0..<200)
    func roundTrip(seed: UInt64) throws {
        var random = Generator(seed: seed)
        let alphabet: [Character] = ["&", "=", "+", "%", " ", "a", "髙", "𠮷", "か\u{3099}", "\r\n", "\u{0}", "~"]
        func text() -> String {
            let length = Int.random(in: 1...12, using: &random)
            return String((0..<length).compactMap { _ in alphabet.randomElement(using: &random) })
        }
        var form = URLEncodedForm()
        for _ in 0..<Int.random(in: 0...8, using: &random) { form.append(text(), text()) }
        #expect(try URLEncodedForm(query: form.encoded) == form)
    }

    @Test("noise is read without harm", arguments: 0..<300)
    func noise(seed: UInt64) throws {
        var random = Generator(seed: seed)
        let bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        let form = try URLEncodedForm(bytes)
        #expect(form.fields.count <= bytes.split(separator: UInt8(ascii: "&")).count)
        #expect(form.fields.allSatisfy { form.all($0.name).contains($0.value) })
    }
}
