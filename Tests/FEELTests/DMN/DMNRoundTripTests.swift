import Foundation
import Testing

@testable import FEEL

@Suite struct DMNRoundTripTests {
    @Test("What is written is read again", arguments: 0..<150)
    func roundTrip(seed: UInt64) throws {
        let model = DMNSamples.model(seed)
        let data = try DMNWriter.data(model)
        let found = try DMNReader.read(data)
        #expect(found == model)
        // Swift holds が and か with a mark for equal; the bytes must be the same, too.
        #expect(try DMNWriter.data(found) == data)
    }

    @Test("The order of elements is that of the schema", arguments: 0..<40)
    func schemaOrder(seed: UInt64) throws {
        let model = seed == 0 ? DMNSamples.grant : DMNSamples.model(seed)
        let root = try DMNParser.root(of: DMNWriter.data(model))
        #expect(root.namespace == "https://www.omg.org/spec/DMN/20230324/MODEL/")
        Self.judge(root)
        let ids = Self.all(root).compactMap { $0["id"] }
        #expect(Set(ids).count == ids.count)
        #expect(ids.allSatisfy { $0.first.map { $0.isLetter || $0 == "_" } ?? false })
        let references = Self.all(root).compactMap { $0["href"] }
        #expect(references.allSatisfy { $0.hasPrefix("#") && ids.contains(String($0.dropFirst())) })
    }

    @Test("Requirements follow from the formulas")
    func requirements() throws {
        let found = try DMNReader.read(DMNWriter.data(DMNSamples.grant))
        #expect(found.decisions.map(\.requires) == [["補助対象経費", "補助条件"], ["経費"], ["企業規模", "補助対象経費"]])
        // A name that the formula itself binds is no requirement.
        let bound = DMNModel(
            name: "m", namespace: "urn:m", inputs: [.init("x", type: .number), .init("y", type: .number)],
            decisions: [.init("d", logic: .literal("for x in 1..3 return x + y"))])
        #expect(bound.decisions[0].requires == ["y"])
    }

    @Test("Types get names, those of our own are numbers to others")
    func types() throws {
        let root = try DMNParser.root(of: DMNWriter.data(DMNSamples.grant))
        let definitions = root.all("itemDefinition").map { $0["name"] ?? "" }
        #expect(definitions == ["金額", "率", "t企業規模", "t経費", "t補助条件"])
        #expect(root.all("itemDefinition")[0].first("typeRef")?.text == "number")
    }

    @Test("The spelling of hit policies is the schema's", arguments: HitPolicy.all)
    func hitPolicies(policy: HitPolicy) throws {
        #expect(HitPolicy(name: policy.attributes.name, aggregation: policy.attributes.aggregation) == policy)
        let model = DMNModel(
            name: "m", namespace: "urn:m", inputs: [],
            decisions: [
                .init(
                    "d", logic: .table(.init(name: "d", hitPolicy: policy, inputs: [], outputs: [.init()], rules: [])))
            ])
        #expect(try DMNReader.read(DMNWriter.data(model)) == model)
    }

    @Test("What XML has no place for is refused by name", arguments: ["\u{0}", "a\u{1B}b", "\u{FFFE}", "\u{FFFF}"])
    func unwritable(text: String) {
        let model = DMNModel(
            name: "m", namespace: "urn:m", inputs: [], decisions: [.init("d", logic: .literal(text))])
        let error = #expect(throws: DMNError.self) { try DMNWriter.data(model) }
        guard case .unwritableCharacter? = error?.kind else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(error?.message.ja.isEmpty == false)
    }

    @Test("Types that DMN has no place for are refused", arguments: [Type.range(.number), .list(.range(.date)), .null])
    func unwritable(type: Type) {
        let model = DMNModel(name: "m", namespace: "urn:m", inputs: [.init("x", type: type)], decisions: [])
        #expect(throws: DMNError.self) { try DMNWriter.data(model) }
    }

    // MARK: The schema

    /// The children each element may have, in their order (DMN 1.5, DMN15.xsd), as far as we write them.
    private static let order: [String: [String]] = [
        "definitions": ["itemDefinition", "inputData|decision"],
        "itemDefinition": ["typeRef", "allowedValues", "typeConstraint", "itemComponent"],
        "itemComponent": ["typeRef", "allowedValues", "typeConstraint", "itemComponent"],
        "allowedValues": ["text"], "inputData": ["variable"], "variable": [],
        "decision": ["variable", "informationRequirement", "literalExpression|decisionTable"],
        "informationRequirement": ["requiredDecision|requiredInput"], "requiredDecision": [], "requiredInput": [],
        "literalExpression": ["text"], "decisionTable": ["input", "output", "annotation", "rule"],
        "input": ["inputExpression", "inputValues"], "inputExpression": ["text"], "inputValues": ["text"],
        "output": ["outputValues", "defaultOutputEntry"], "outputValues": ["text"], "defaultOutputEntry": ["text"],
        "annotation": [], "rule": ["inputEntry", "outputEntry", "annotationEntry"], "inputEntry": ["text"],
        "outputEntry": ["text"], "annotationEntry": ["text"], "text": [], "typeRef": [],
    ]

    private static let attributes: [String: Set<String>] = [
        "definitions": ["id", "name", "namespace"], "itemDefinition": ["id", "name", "isCollection"],
        "itemComponent": ["id", "name", "isCollection"], "inputData": ["id", "name"], "decision": ["id", "name"],
        "variable": ["id", "name", "typeRef"], "requiredDecision": ["href"], "requiredInput": ["href"],
        "decisionTable": ["id", "hitPolicy", "aggregation"], "input": ["id", "label"],
        "output": ["id", "name", "typeRef"], "annotation": ["name"], "text": [], "typeRef": [], "annotationEntry": [],
    ]

    private static func judge(_ element: DMNElement) {
        guard let order = order[element.name] else {
            Issue.record("unexpected \(element.name)")
            return
        }
        var place = 0
        for child in element.children {
            let found = order.firstIndex { $0.split(separator: "|").contains { $0 == child.name } }
            #expect(found ?? -1 >= place, "\(child.name) in \(element.name)")
            place = found ?? place
            judge(child)
        }
        let allowed = attributes[element.name] ?? ["id", "typeRef"]
        #expect(Set(element.attributes.keys).subtracting(["xmlns"]).isSubset(of: allowed), "\(element)")
        if !order.isEmpty { #expect(element.text.filter { !$0.isWhitespace }.isEmpty) }
    }

    private static func all(_ element: DMNElement) -> [DMNElement] { [element] + element.children.flatMap { all($0) } }
}
