/// What a question asks for.
public enum QuestionKind: String, Hashable, Sendable, CaseIterable {
    /// One line or several of text.
    case text
    /// A whole number.
    case integer
    /// A number.
    case decimal
    /// A number between two ends, in steps.
    case range
    /// One out of a list.
    case selectOne
    /// Any number out of a list.
    case selectMultiple
    /// One out of a list that is kept beside the form.
    case selectOneExternal
    /// A list put into an order.
    case rank
    /// A text that is shown.
    case note
    /// A day, a time of day, a day with a time.
    case date, time, dateTime
    /// A place, a line, an area on a map.
    case geopoint, geotrace, geoshape
    /// A picture, a sound, a film, any file, a code that is scanned.
    case image, audio, video, file, barcode
    /// Map data of OpenStreetMap.
    case osm
    /// A tick, which says that something was read.
    case acknowledge
    /// A value that is computed.
    case calculate
    /// A value that is neither shown nor computed.
    case hidden
    /// The moment when the form was opened, when it was finished, the day.
    case start, end, today
    /// A property of the device or of the person.
    case property
    /// A record of how the form was filled in.
    case audit
    /// Sounds and places that are taken without anybody being asked.
    case backgroundAudio, backgroundGeopoint, startGeopoint
    /// A table that is kept beside the form.
    case externalInstance

    /// Whether the device gives the value without anybody being asked.
    public var isMetadata: Bool {
        switch self {
        case .start, .end, .today, .property, .audit, .backgroundAudio, .backgroundGeopoint, .startGeopoint: true
        default: false
        }
    }
}

/// A type as the survey sheet names it: what it asks for, and what its bind says before the row's own settings.
struct QuestionType: Sendable {
    let kind: QuestionKind
    var bind: [String: String] = [:]

    /// The type of that name, in any of the names it had over the years.
    init?(_ name: String) {
        guard let type = Self.named[name] else { return nil }
        self = type
    }

    init(_ kind: QuestionKind, _ bind: [String: String]) {
        self.kind = kind
        self.bind = bind
    }

    /// Names that stand for another name before anything is looked up.
    static let aliases: [String: String] = [
        "imei": "deviceid", "image": "photo", "add image prompt": "photo", "add photo prompt": "photo",
        "add audio prompt": "audio", "add video prompt": "video", "add file prompt": "file",
    ]

    private static let named: [String: QuestionType] = {
        var types: [String: QuestionType] = [:]
        func add(_ names: [String], _ kind: QuestionKind, _ bind: [String: String]) {
            for name in names { types[name] = QuestionType(kind, bind) }
        }
        func preload(_ names: [String], _ kind: QuestionKind, _ type: String, _ from: String, _ what: String) {
            add(names, kind, ["type": type, "jr:preload": from, "jr:preloadParams": what])
        }
        add(["text", "string", "q string", "add text prompt"], .text, ["type": "string"])
        add(["phone number"], .text, ["type": "string", "constraint": "regex(., '^\\d*$')"])
        add(["integer", "int", "q int", "add integer prompt"], .integer, ["type": "int"])
        for (name, most) in [
            ("percentage", 100), ("number of days in last month", 31), ("number of days in last six months", 183),
            ("number of days in last year", 365),
        ] {
            add([name], .integer, ["type": "int", "constraint": "0 <= . and . <= \(most)"])
        }
        add(["decimal", "q decimal", "add decimal prompt"], .decimal, ["type": "decimal"])
        add(["range"], .range, ["type": "int"])
        add(
            ["select one", "select one using", "q select1", "add select one prompt using"], .selectOne,
            ["type": "string"])
        add(
            [
                "select all that apply", "select all that apply from", "select multiple from", "select multiple using",
                "q select", "add select multiple prompt using",
            ], .selectMultiple, ["type": "string"])
        add(["select one external"], .selectOneExternal, ["type": "string"])
        add(["rank"], .rank, ["type": "odk:rank"])
        add(["note", "q note", "add note prompt"], .note, ["type": "string", "readonly": "true()"])
        add(["date", "q date", "add date prompt"], .date, ["type": "date"])
        add(["time"], .time, ["type": "time"])
        add(
            [
                "dateTime", "datetime", "date time", "q dateTime", "q date time", "add dateTime prompt",
                "add date time prompt",
            ], .dateTime, ["type": "dateTime"])
        add(
            ["geopoint", "q geopoint", "location", "q location", "add location prompt", "gps"], .geopoint,
            ["type": "geopoint"])
        add(["geotrace", "q geotrace"], .geotrace, ["type": "geotrace"])
        add(["geoshape", "q geoshape"], .geoshape, ["type": "geoshape"])
        add(["photo", "image", "q image", "q picture", "add image prompt"], .image, ["type": "binary"])
        add(["audio", "q audio", "add audio prompt"], .audio, ["type": "binary"])
        add(["video", "q video", "add video prompt"], .video, ["type": "binary"])
        add(["file", "add file prompt"], .file, ["type": "binary"])
        add(["osm"], .osm, ["type": "binary"])
        add(["barcode", "q barcode", "add barcode prompt"], .barcode, ["type": "barcode"])
        add(["acknowledge", "q acknowledge", "add acknowledge prompt"], .acknowledge, ["type": "string"])
        add(["trigger"], .acknowledge, [:])
        add(["calculate", "q calculate", "add calculate prompt"], .calculate, ["type": "string"])
        add(["hidden"], .hidden, ["type": "string"])
        preload(["start", "start time", "get start time"], .start, "dateTime", "timestamp", "start")
        preload(["end", "end time", "get end time"], .end, "dateTime", "timestamp", "end")
        preload(["today", "get today"], .today, "date", "date", "today")
        for (names, property) in [
            (["deviceid", "imei", "device id", "get device id"], "deviceid"),
            (["phonenumber", "get phone number"], "phonenumber"),
            (["simserial", "sim id", "get sim id"], "simserial"),
            (["subscriberid", "subscriber id", "get subscriber id"], "subscriberid"), (["username"], "username"),
            (["email"], "email"), (["uri:deviceid"], "uri:deviceid"), (["uri:phonenumber"], "uri:phonenumber"),
            (["uri:simserial"], "uri:simserial"), (["uri:subscriberid"], "uri:subscriberid"),
            (["uri:username"], "uri:username"), (["uri:email"], "uri:email"),
        ] {
            preload(names, .property, "string", "property", property)
        }
        add(["audit"], .audit, ["type": "binary"])
        add(["background-audio"], .backgroundAudio, ["type": "binary"])
        add(["background-geopoint"], .backgroundGeopoint, ["type": "geopoint"])
        add(["start-geopoint"], .startGeopoint, ["type": "geopoint"])
        add(["xml-external", "csv-external"], .externalInstance, [:])
        return types
    }()
}
