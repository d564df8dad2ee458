extension Migration {
    /// Public registers that forms look things up in. They are replaced as a whole, so that nothing refers to their rows.
    static let registers = Migration(
        number: 20, name: "registers",
        statements: [
            """
            create table postal_area (postal text not null, place integer not null, municipality text not null,
                city text not null, town text not null, kana text not null, primary key (postal, place))
            """,
            """
            create table postal_office (postal text not null, place integer not null, municipality text not null,
                city text not null, town text not null, street text not null, name text not null,
                primary key (postal, place))
            """,
            // What is looked for is kept folded beside what is shown.
            """
            create table bank (code text primary key, name text not null, kana text not null,
                name_key text not null, kana_key text not null)
            """,
            """
            create table bank_branch (bank text not null, code text not null, name text not null, kana text not null,
                name_key text not null, kana_key text not null, primary key (bank, code))
            """,
        ])
}
