/// The `parameters` column: `start=1 end=10 step=2`.
enum Parameters {
    /// The keys with their values in small letters; nil when it is not of that form.
    static func read(_ text: String) -> [String: String]? {
        var tokens: [String] = []
        var word = ""
        func finish() {
            if !word.isEmpty { tokens.append(word) }
            word = ""
        }
        for character in text {
            if character == "=" {
                finish()
                tokens.append("=")
            } else if character.isWhitespace || character == "," || character == ";" {
                finish()
            } else {
                word.append(character)
            }
        }
        finish()
        guard tokens.count.isMultiple(of: 3) else { return nil }
        var result: [String: String] = [:]
        for start in stride(from: 0, to: tokens.count, by: 3) {
            guard tokens[start] != "=", tokens[start + 1] == "=", tokens[start + 2] != "=" else { return nil }
            let key = tokens[start].lowercased()
            // Names of columns in a file keep their capitals.
            result[key] = key == "label" || key == "value" ? tokens[start + 2] : tokens[start + 2].lowercased()
        }
        return result
    }

    /// The keys that a kind of question knows; nil where nothing is known of them.
    static func known(to kind: QuestionKind, fromFile: Bool) -> Set<String>? {
        switch kind {
        case .text: ["rows"]
        case .image: ["app", "max-pixels"]
        case .audio, .backgroundAudio: ["quality"]
        case .geopoint: ["allow-mock-accuracy", "capture-accuracy", "reference-geometry", "warning-accuracy"]
        case .geotrace, .geoshape: ["allow-mock-accuracy", "incremental", "reference-geometry"]
        case .range: ["end", "placeholder", "start", "step", "tick_interval", "tick_labelset"]
        case .selectOne, .selectMultiple, .selectOneExternal, .rank:
            fromFile ? ["label", "randomize", "seed", "value"] : ["randomize", "seed"]
        case .audit:
            [
                "identify-user", "location-max-age", "location-min-interval", "location-priority", "track-changes",
                "track-changes-reasons",
            ]
        default: nil
        }
    }

    /// What the parameters add to the bind.
    static func bind(of kind: QuestionKind, _ parameters: [String: String]) -> [String: String] {
        switch kind {
        case .image: parameters["max-pixels"].map { ["orx:max-pixels": $0] } ?? [:]
        case .audio: parameters["quality"].map { ["odk:quality": $0] } ?? [:]
        case .geopoint, .geotrace, .geoshape:
            parameters["allow-mock-accuracy"].map { ["odk:allow-mock-accuracy": $0] } ?? [:]
        case .range:
            ["start", "end", "step", "tick_interval", "placeholder"].contains { key in
                parameters[key].flatMap(Double.init).map { $0 != $0.rounded() } ?? false
            } ? ["type": "decimal"] : [:]
        case .audit: Dictionary(uniqueKeysWithValues: parameters.map { ("odk:" + $0.key, $0.value) })
        default: [:]
        }
    }
}
