/// The nodes that each form has of itself: its records, its number, its name.
struct MetadataNodes {
    /// The group and what is in it, to be put after the form's own elements.
    let elements: [SurveyElement]
    /// Whether `${instanceID}` may be spoken of.
    let hasInstanceID: Bool

    init(settings: [String: String], root: String, audits: [SurveyElement], after count: Int) {
        func child(_ name: String, _ bind: [String: Cell]) -> SurveyElement {
            SurveyElement(
                FormNode(
                    kind: .question(.calculate), name: name, nodeset: "/\(root)/meta/\(name)", row: 0,
                    isGenerated: true),
                in: count, typeBind: ["type": "string"], rowBind: bind)
        }
        hasInstanceID = settings["omit_instanceID"].flatMap(SheetHeadings.isYes) != true
        var children = audits.map {
            SurveyElement($0.node, in: count, typeBind: $0.typeBind, rowBind: $0.rowBind)
        }
        if hasInstanceID {
            children.append(
                child(
                    "instanceID",
                    ["readonly": .text("true()"), "jr:preload": .text(settings["instance_id"] ?? "uid")]))
        }
        if let name = settings["instance_name"] { children.append(child("instanceName", ["calculate": .text(name)])) }
        let group = SurveyElement(
            FormNode(kind: .group, name: "meta", nodeset: "/\(root)/meta", row: 0, isGenerated: true), in: nil)
        elements = children.isEmpty ? [] : [group] + children
    }
}
