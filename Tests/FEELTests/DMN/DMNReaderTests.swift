import Foundation
import Testing

@testable import FEEL

@Suite struct DMNReaderTests {
    /// A table as other tools write it: prefixes, layouts, foreign attributes, line breaks, CDATA.
    private static let foreign = """
        <d:extensionElements/>
        <d:itemDefinition isCollection="false" name="tRisk" x:kind="enumeration">
          <d:typeRef>TYPE:string</d:typeRef>
          <d:allowedValues><d:text>"High", "Low"</d:text></d:allowedValues>
        </d:itemDefinition>
        <d:decision name="Status" id="_d1">
          <d:description>What is decided</d:description>
          <d:variable typeRef="TYPE:string" name="Status" id="_v1"/>
          <d:informationRequirement id="r1"><d:requiredInput href="#_i1"/></d:informationRequirement>
          <d:informationRequirement id="r2"><d:requiredInput href="#_i2"/></d:informationRequirement>
          <d:decisionTable hitPolicy="UNIQUE" outputLabel="Status" id="_t1">
            <d:input id="_c1"><d:inputExpression typeRef="TYPE:number"><d:text>Applicant Age</d:text></d:inputExpression></d:input>
            <d:input id="_c2" label="Risk"><d:inputExpression typeRef="tRisk"><d:text>Risk</d:text></d:inputExpression></d:input>
            <d:output id="_o1" typeRef="TYPE:string"/>
            <d:rule id="_r1">
              <d:inputEntry id="_e1"><d:text><![CDATA[<18]]></d:text></d:inputEntry>
              <d:inputEntry id="_e2"><d:text></d:text></d:inputEntry>
              <d:outputEntry id="_e3"><d:text>"Declined"</d:text></d:outputEntry>
            </d:rule>
            <d:rule id="_r2">
              <d:inputEntry id="_e4"><d:text>&gt;=18</d:text></d:inputEntry>
              <d:inputEntry id="_e5"><d:text>
                "High",
                "Low"
              </d:text></d:inputEntry>
              <d:outputEntry id="_e6"><d:text>"Approved"</d:text></d:outputEntry>
            </d:rule>
          </d:decisionTable>
        </d:decision>
        <d:inputData name="Applicant Age" id="_i1"><d:variable typeRef="TYPE:number" name="Applicant Age" id="_v2"/></d:inputData>
        <d:inputData name="Risk" id="_i2"><d:variable typeRef="tRisk" name="Risk" id="_v3"/></d:inputData>
        <x:layout xmlns:x="urn:layout"><x:shape/></x:layout>
        """

    @Test("Files of DMN 1.1 to 1.5 are read", arguments: DMNReader.namespaces)
    func versions(namespace: String) throws {
        let isFirst = namespace.hasSuffix("dmn.xsd")
        let body = Self.foreign.replacingOccurrences(of: "TYPE:", with: isFirst ? "feel:" : "")
            .replacingOccurrences(of: " x:kind", with: " xmlns:x=\"urn:x\" x:kind")
        let (model, omissions) = try DMNReader.reading(DMNSamples.file(body, namespace: namespace, prefix: "d"))
        #expect(
            model.inputs == [.init("Applicant Age", type: .number), .init("Risk", type: .choice(["High", "Low"]))])
        #expect(model.decisions.map(\.requires) == [["Applicant Age", "Risk"]])
        #expect(omissions.map(\.element) == ["extensionElements", "layout", "description", "outputLabel"])
        #expect(omissions.filter(\.hasMeaning).isEmpty)
        let compiled = try CompiledModel(model)
        #expect(try compiled.evaluate("Status", with: ["Applicant Age": 18, "Risk": "Low"]).value == "Approved")
        #expect(try compiled.evaluate("Status", with: ["Applicant Age": 17, "Risk": "High"]).value == "Declined")
    }

    @Test(
        "What a model cannot hold is named",
        arguments: [
            ("<businessKnowledgeModel name=\"B\"/>", ["businessKnowledgeModel"]),
            ("<decisionService name=\"S\"/>", ["decisionService"]),
            ("<import name=\"i\" namespace=\"urn:i\" importType=\"x\"/>", ["import"]),
            ("<decision name=\"D\"><invocation/></decision>", ["invocation"]),
            ("<decision name=\"D\"><context><contextEntry/></context></decision>", ["context"]),
            ("<decision name=\"D\"><relation/></decision>", ["relation"]),
            ("<decision name=\"D\"><conditional/></decision>", ["conditional"]),
            ("<decision name=\"D\"><variable name=\"D\"/></decision>", ["decision"]),
            (
                "<decision name=\"D\"><variable name=\"E\"/><literalExpression><text>1</text></literalExpression></decision>",
                ["variable E"]
            ),
            (
                "<decision name=\"D\"><knowledgeRequirement/><literalExpression><text>1</text></literalExpression></decision>",
                ["knowledgeRequirement"]
            ),
            (
                "<decision name=\"D\"><literalExpression expressionLanguage=\"urn:js\"><text>1</text></literalExpression></decision>",
                ["expressionLanguage urn:js"]
            ),
            (
                "<decision name=\"D\"><literalExpression><importedValues/></literalExpression></decision>",
                ["importedValues"]
            ),
            (
                "<itemDefinition name=\"t\"><typeRef>number</typeRef><allowedValues><text>[0..1]</text></allowedValues></itemDefinition>",
                ["allowedValues"]
            ),
            ("<itemDefinition name=\"t\"><functionItem/></itemDefinition>", ["functionItem"]),
            ("<novelty name=\"n\"/>", ["novelty"]),
            (
                "<businessKnowledgeModel name=\"B\"/><decision name=\"D\"><list/></decision>",
                ["businessKnowledgeModel", "list"]
            ),
        ] as [(String, [String])])
    func unsupported(body: String, elements: [String]) throws {
        let error = #expect(throws: DMNError.self) { try DMNReader.read(DMNSamples.file(body)) }
        guard case .unsupported(let parts)? = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(parts.map(\.element) == elements)
        for element in elements { #expect(error?.message.ja.contains(element) ?? false) }
        #expect(throws: Never.self) { try DMNReader.reading(DMNSamples.file(body)) }
    }

    @Test("A DOCTYPE is refused, whatever it holds", arguments: ["", "<!-- x --> <?p i?>\n"])
    func doctype(before: String) {
        let laughs =
            "<!DOCTYPE d [<!ENTITY a \"ha\">"
            + (1..<20).map { index in
                "<!ENTITY a\(index) \"" + String(repeating: index == 1 ? "&a;" : "&a\(index - 1);", count: 10) + "\">"
            }.joined() + "]>"
        let external = "<!DOCTYPE d SYSTEM \"file:///etc/passwd\">"
        for doctype in [laughs, external, "<!DOCTYPE d>"] {
            let file = DMNSamples.file("<decision name=\"&a19;\"/>", before: before + doctype)
            #expect(throws: DMNError(.doctype)) { try DMNReader.read(file) }
        }
    }

    @Test(
        "A DOCTYPE after the root element, and unknown entities, are no XML",
        arguments: ["<!DOCTYPE d>", "&a;", "&#0;", "<a"])
    func malformed(body: String) {
        let error = #expect(throws: DMNError.self) { try DMNReader.read(DMNSamples.file(body)) }
        guard case .malformed(let line)? = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect((3...4).contains(line))
    }

    @Test("What is too large or too deep is refused")
    func size() {
        let large = DMNSamples.file(String(repeating: " ", count: DMNParser.mostBytes))
        #expect(throws: DMNError(.tooLarge(DMNParser.mostBytes))) { try DMNReader.read(large) }
        for depth in [64, 10_000] {
            let deep = String(repeating: "<context>", count: depth) + String(repeating: "</context>", count: depth)
            #expect(throws: DMNError(.tooDeep(DMNParser.deepest))) { try DMNReader.read(DMNSamples.file(deep)) }
        }
    }

    @Test(
        "What is no DMN is refused, and nothing traps",
        arguments: ["", " ", "<", "<a/>", "日本語", "<?xml version=\"1.0\"?>", "{}", "<!--", "<?xml"])
    func noDMN(text: String) {
        #expect(throws: DMNError.self) { try DMNReader.read(Data(text.utf8)) }
        let whole = DMNSamples.file(
            "<decision name=\"D\"><literalExpression><text>1</text></literalExpression></decision>")
        for length in stride(from: 0, to: whole.count, by: 7) {
            #expect(throws: DMNError.self) { try DMNReader.read(whole.prefix(length)) }
        }
    }

    @Test("Encodings other than those of Unicode are refused")
    func encodings() throws {
        let text = String(decoding: DMNSamples.file("<inputData name=\"髙\"/>"), as: UTF8.self)
        let declared = text.replacingOccurrences(of: "UTF-8", with: "Shift_JIS")
        #expect(throws: DMNError(.encoding("Shift_JIS"))) { try DMNReader.read(Data(declared.utf8)) }
        #expect(throws: DMNError(.encoding("?"))) { try DMNReader.read(Data(text.utf8) + [0xFF]) }
        let wide = text.replacingOccurrences(of: "UTF-8", with: "UTF-16")
        let data = try #require(wide.data(using: .utf16))
        #expect(try DMNReader.read(data).inputs.map(\.name) == ["髙"])
        #expect(try DMNReader.read([0xEF, 0xBB, 0xBF] + Data(text.utf8)).inputs.map(\.name) == ["髙"])
    }

    @Test(
        "Files that contradict themselves are refused",
        arguments: [
            ("<inputData name=\"a\"/><decision name=\"a\"/>", DMNError.Kind.duplicate("a")),
            ("<inputData id=\"i\" name=\"a\"/><inputData id=\"i\" name=\"b\"/>", .duplicate("i")),
            ("<inputData/>", .missingAttribute("name", in: "inputData")),
            (
                "<decision name=\"d\"><informationRequirement><requiredInput href=\"#x\"/></informationRequirement></decision>",
                .unknownReference("#x")
            ),
            ("<inputData name=\"a\"><variable typeRef=\"tX\"/></inputData>", .unknownType("tX")),
            (
                "<itemDefinition name=\"a\"><typeRef>b</typeRef></itemDefinition><itemDefinition name=\"b\"><typeRef>a</typeRef></itemDefinition>",
                .circularType("a")
            ),
            (
                "<itemDefinition name=\"金額\"><typeRef>string</typeRef></itemDefinition>",
                .badValue("金額", of: "itemDefinition")
            ),
            (
                "<decision name=\"d\"><decisionTable hitPolicy=\"BEST\"><output/></decisionTable></decision>",
                .badValue("BEST ", of: "hitPolicy")
            ),
        ] as [(String, DMNError.Kind)])
    func contradictions(body: String, kind: DMNError.Kind) {
        let error = #expect(throws: DMNError.self) { try DMNReader.read(DMNSamples.file(body)) }
        #expect(error?.kind == kind)
        #expect(error.map { !$0.message.ja.isEmpty && !$0.message.en.isEmpty } ?? false)
    }

    @Test("Types that double in each definition are refused", .timeLimit(.minutes(1)))
    func growingTypes() {
        func component(_ name: String, _ type: String) -> String {
            "<itemComponent name=\"\(name)\"><typeRef>\(type)</typeRef></itemComponent>"
        }
        let body = (0..<30).map { index in
            let inner = index == 0 ? "number" : "t\(index - 1)"
            return
                "<itemDefinition name=\"t\(index)\">\(component("a", inner))\(component("b", inner))</itemDefinition>"
        }.joined()
        #expect(throws: DMNError(.typeTooLarge(DMNTypeReader.mostParts))) { try DMNReader.read(DMNSamples.file(body)) }
    }

    @Test("More inputs and decisions than a model may have are refused, and soon", .timeLimit(.minutes(1)))
    func count() {
        let body = (0..<100_000).map { "<decision name=\"d\($0)\"/>" }.joined()
        #expect(throws: DMNError(.tooMany(1_000))) { try DMNReader.read(DMNSamples.file(body)) }
    }

    @Test("Files damaged by chance are read or refused, and nothing traps", arguments: 0..<100)
    func damaged(seed: UInt64) throws {
        var chance = Chance(seed)
        var data = try DMNWriter.data(seed % 2 == 0 ? DMNSamples.grant : DMNSamples.model(seed))
        for _ in 0..<Int.random(in: 1...4, using: &chance) {
            let place = Int.random(in: 0..<data.count, using: &chance)
            switch Int.random(in: 0..<3, using: &chance) {
            case 0: data[place] = UInt8.random(in: 0...255, using: &chance)
            case 1: data.remove(at: place)
            default: data.replaceSubrange(place..<place, with: data.suffix(Int.random(in: 0..<40, using: &chance)))
            }
        }
        do {
            let model = try DMNReader.reading(data).model
            let compiled = try CompiledModel(model)
            for decision in model.decisions { _ = try compiled.evaluate(decision.name, with: ["企業規模": "大企業"]) }
        } catch {
            #expect(!error.message.ja.isEmpty)
        }
    }
}
