/// The headings of the sheets, with the names they had in older forms.
enum SheetHeadings {
    /// The survey sheet's headings that stand for others, or for a name within another.
    static let surveyAliases: [String: [String]] = [
        "compact_tag": ["instance", "odk:tag"], "read_only": ["bind", "readonly"], "readonly": ["bind", "readonly"],
        "relevant": ["bind", "relevant"], "relevance": ["bind", "relevant"], "caption": ["label"],
        "appearance": ["control", "appearance"], "required": ["bind", "required"],
        "constraint": ["bind", "constraint"], "constraining_message": ["bind", "jr:constraintMsg"],
        "constraint_message": ["bind", "jr:constraintMsg"], "calculation": ["bind", "calculate"],
        "calculate": ["bind", "calculate"], "command": ["type"], "tag": ["name"], "value": ["name"],
        "image": ["media", "image"], "big-image": ["media", "big-image"], "audio": ["media", "audio"],
        "video": ["media", "video"], "count": ["control", "jr:count"], "repeat_count": ["control", "jr:count"],
        "jr:count": ["control", "jr:count"], "autoplay": ["control", "autoplay"], "rows": ["control", "rows"],
        "noapperrorstring": ["bind", "jr:noAppErrorString"],
        "no_app_error_string": ["bind", "jr:noAppErrorString"], "requiredmsg": ["bind", "jr:requiredMsg"],
        "required_message": ["bind", "jr:requiredMsg"], "body": ["control"], "save_to": ["bind", "entities:saveto"],
        "sms_field": ["sms_field"], "sms_option": ["sms_option"], "sms_separator": ["sms_separator"],
        "sms_allow_media": ["sms_allow_media"], "sms_date_format": ["sms_date_format"],
        "sms_datetime_format": ["sms_datetime_format"], "sms_response": ["sms_response"],
    ]

    /// The survey sheet's headings that are known as they are.
    static let surveyColumns: Set<String> = [
        "name", "label", "parent", "extra_data", "actions", "default", "guidance_hint", "instance", "query",
        "sms_field", "trigger", "bind", "choice_filter", "control", "hint", "media", "parameters", "type", "choices",
        "itemset", "list_name",
    ]

    /// The choices sheet's headings that stand for others.
    static let choiceAliases: [String: [String]] = [
        "caption": ["label"], "list_name": ["list name"], "value": ["name"], "image": ["media", "image"],
        "big-image": ["media", "big-image"], "audio": ["media", "audio"], "video": ["media", "video"],
    ]

    /// The choices sheet's headings that are known as they are.
    static let choiceColumns: Set<String> = ["name", "label", "parent", "extra_data", "media", "sms_option"]

    /// The settings sheet's headings that stand for others.
    static let settingAliases: [String: [String]] = [
        "form_title": ["title"], "set_form_title": ["title"], "form_id": ["id_string"], "set_form_id": ["id_string"],
        "prefix": ["prefix"],
    ]

    /// The settings sheet's headings that are known as they are.
    static let settingColumns: Set<String> = [
        "name", "label", "bind", "children", "control", "hint", "media", "type", "instance", "flat", "sms_field",
        "add_none_option", "clean_text_values", "attribute", "auto_delete", "auto_send", "choices",
        "default_language", "file_name", "id_string", "instance_name", "instance_xmlns", "namespaces",
        "omit_instanceID", "public_key", "sms_allow_media", "sms_date_format", "sms_datetime_format", "sms_keyword",
        "sms_response", "sms_separator", "style", "submission_url", "title", "version", "allow_choice_duplicates",
        "client_editable", "delimiter", "prefix", "entity_version",
    ]

    /// What `yes` and `no` may be written as.
    static func isYes(_ text: String?) -> Bool? {
        switch text {
        case "yes", "Yes", "YES", "true", "True", "TRUE", "true()": true
        case "no", "No", "NO", "false", "False", "FALSE", "false()": false
        default: nil
        }
    }
}
