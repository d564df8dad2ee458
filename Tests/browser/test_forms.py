"""Forms are designed, tried, published and filled in, with scripts and without."""

import re
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from conftest import Person

ENERGY = "/administration/programmes/energy-agency/energy"
CALL = "/rounds/energy-agency/energy/first"
DESIGN = f"{ENERGY}/forms/grant/design"
SECTION = "追加の設備"
QUOTE = {"name": "見積書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"}


def form_with(person, act):
    """The form whose button does an act of the builder."""
    return person.page.locator("form").filter(has=person.page.locator(f"button[value='{act}']")).last


def press(person, act):
    """Presses the builder's button for an act."""
    with person.page.expect_navigation():
        person.page.locator(f"button[name=act][value='{act}']").first.click()


def add_field(person, design, section, label, kind):
    """A new field by its heading and type; its editor is open afterwards. Gives its part."""
    person.open(design)
    form = form_with(person, f"new:{section}")
    form.locator("[name=label]").fill(label)
    form.locator("[name=type]").select_option(kind)
    press(person, f"new:{section}")
    assert "/fields/" in person.page.url, person.page.locator("main").inner_text()[:500]
    return unquote(person.page.url.split("/")[-1].split("?")[0])


def add_column(person, table, label, kind):
    form = form_with(person, f"new-column:{table}")
    form.locator("[name=label]").fill(label)
    form.locator("[name=type]").select_option(kind)
    press(person, f"new-column:{table}")


def save(person):
    person.page.locator("form[data-autosave-url] .buttons button[type=submit]").first.click()
    person.page.wait_for_load_state()
    assert "saved=1" in person.page.url, person.page.locator("main").inner_text()[:500]


def tick(page, name, value):
    page.locator(f"[name='{name}'][value='{value}']").check()


@pytest.fixture(scope="module")
def made(chromium, demo, entered):
    """The energy programme's form with a section more, designed and published without scripts."""
    admin = Person(chromium, demo, scripts=False)
    admin.sign_in_office("admin-energy")
    entered["admin-energy"] = admin.context.cookies()
    page = admin.page
    admin.open(ENERGY)
    admin.follow("フォームを編集する")
    assert page.url.endswith(DESIGN)
    form = form_with(admin, "new-section")
    form.locator("[name=title]").fill(SECTION)
    press(admin, "new-section")
    section = unquote(re.search(r"#section-(.+)$", page.url).group(1))
    add_field(admin, DESIGN, section, "設備の追加", "yes/no")
    tick(page, "required", "yes")
    save(admin)
    table = add_field(admin, DESIGN, section, "追加設備", "table")
    editor = page.url
    for label, kind in [("数量", "integer"), ("単価", "money"), ("小計", "money"), ("見積書", "file")]:
        page.goto(editor)
        add_column(admin, table, label, kind)
        if label == "小計":
            tick(page, "calculation.mode", "formula")
            page.locator("[name='calculation.formula']").fill("数量 * 単価")
            save(admin)
        if kind == "file":
            tick(page, "required", "no")
            save(admin)
    page.goto(editor)
    page.locator("form[action$='/acts'] button[value^='drop-part:']").nth(1).click()
    page.wait_for_load_state()
    assert page.locator("a", has_text="金額").count() == 0
    totals = page.locator("[name=totals]")
    assert totals.count() == 3
    totals.nth(2).check()
    # The condition: the way, then the field, then what it is compared with.
    tick(page, "relevant.mode", "rows")
    page.locator("[name='relevant.0.field']").select_option("設備の追加")
    save(admin)
    assert page.locator("[name='relevant.0.field']").input_value() == "設備の追加"

    add_field(admin, DESIGN, section, "設備合計", "money")
    tick(page, "calculation.mode", "sentence")
    page.locator("[name='calculation.a.0']").select_option("t:追加設備.小計")
    page.locator("[name='constraint.0']").fill("設備合計 <= 50000")
    page.locator("[name='constraint.0.message.ja']").fill("設備合計は5万円までです")
    save(admin)
    admin.open(f"{DESIGN}/head")
    page.locator("[name='stop.0']").fill("設備合計 > 80000")
    page.locator("[name='stop.0.message.ja']").fill("設備合計が8万円を超える事業です")
    save(admin)
    add_field(admin, DESIGN, section, "補助希望額", "money")
    tick(page, "required", "yes")
    page.locator("[name='constraint.0']").fill("補助希望額 <= 設備合計")
    page.locator("[name='constraint.0.message.ja']").fill("設備合計を超えています")
    save(admin)
    add_field(admin, DESIGN, section, "適合の理由", "text")
    tick(page, "relevant.mode", "rows")
    page.locator("[name='relevant.0.field']").select_option("法定基準の合致状況")
    page.locator("form[data-autosave-url] .buttons button[type=submit]").first.click()
    page.wait_for_load_state()
    is_mode_kept = page.locator("[name='relevant.mode'][value=rows]").is_checked()
    tick(page, "relevant.mode", "rows")
    page.locator("[name='relevant.0.value']").select_option("conforming")
    save(admin)
    assert page.locator("[name='relevant.0.value']").input_value() == "conforming"
    admin.follow("公開の確認へ")
    admin.press("第2版として公開する")
    assert page.get_by_text("第2版として公開しました").count() > 0
    admin.context.close()
    return SimpleNamespace(section=section, is_mode_kept=is_mode_kept)


def begin(person, who="朱色工房"):
    """Signs in and starts a filing in the energy programme's call; gives its address."""
    person.sign_in(who)
    person.open(CALL + "/apply")
    windows = person.page.locator("[name=window]")
    if windows.count() > 0:
        windows.first.check()
    person.page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    person.page.wait_for_load_state()
    return re.search(r"/filings/[0-9a-f-]+", person.page.url).group()


def test_the_builder_needs_no_scripts(made):
    assert made.is_mode_kept, "a condition that is not whole yet must not be lost with the next save"


def row_box(page, row, column):
    """A box of the table's row, counted from nought."""
    place = page.locator("[data-table='追加設備'] tr[data-row]").nth(row).get_attribute("data-row")
    return page.locator(f"[name='追加設備.{place}.{column}']")


def fill_row(page, row, values):
    for column, value in values.items():
        row_box(page, row, column).fill(value)


def value_of(page, place):
    return page.locator(f"[data-value='{place}']")


def saved(page):
    """Waits until what was typed is kept."""
    page.locator("[data-autosave-status]").get_by_text("保存しました").wait_for()


def tab_to(page, selector, most=120):
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached from {page.url}")


def test_an_applicant_with_a_keyboard_alone_on_a_phone(someone, made):
    phone = someone(width=360, height=740)
    phone.sign_in("朱色工房")
    page = phone.open(CALL + "/apply")
    if page.locator("[name=window]").count() > 0:
        tab_to(page, "[name=window]")
        page.keyboard.press("Space")
    tab_to(page, "main button[type=submit]:not([name=act])")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/filings/"))
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    phone.open(f"{filing}/sections/{made.section}")
    table = page.locator("[data-place='追加設備']")
    assert table.is_hidden(), "the condition is not fulfilled yet"
    phone.check("phone-table-hidden")

    # Shown and hidden as the answer changes.
    tab_to(page, "[name='設備の追加']")
    page.keyboard.press("Space")
    table.wait_for(state="visible")
    page.keyboard.press("ArrowDown")
    table.wait_for(state="hidden")
    page.keyboard.press("ArrowUp")
    table.wait_for(state="visible")
    phone.check("phone-table")

    # A row, its product and the totals, while one types.
    for column, text in {"内容": "送風機", "数量": "3", "単価": "１２，０００"}.items():
        tab_to(page, f"[name$='.{column}']")
        page.keyboard.type(text)
    value_of(page, "設備合計").get_by_text("36,000円").wait_for()
    assert value_of(page, "追加設備.total.小計").inner_text() == "36,000円"
    saved(page)

    autosaves = []
    page.on("response", lambda answer: autosaves.append(answer.status) if answer.url.endswith("/autosave") else None)

    # Another row: the focus goes into it.
    tab_to(page, "button[value='add:追加設備']")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length === 2")
    page.wait_for_function("() => document.activeElement.matches('tr[data-row]:nth-child(2) *')")
    page.keyboard.type("配管")
    for column, text in {"数量": "1", "単価": "4000"}.items():
        tab_to(page, f"[name$='.{column}']")
        page.keyboard.type(text)
    value_of(page, "設備合計").get_by_text("40,000円").wait_for()
    # What is typed after a row came is saved by itself as before.
    page.wait_for_timeout(2000)
    assert autosaves == [200], "nothing is saved after a row was added"
    phone.check("phone-table-two-rows")

    # Wrong and missing.
    tab_to(page, "[name='補助希望額']")
    page.keyboard.type("50000")
    page.keyboard.press("Tab")
    page.get_by_text("設備合計を超えています").first.wait_for()
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    page.locator(".error-summary").wait_for()
    assert page.title().startswith("エラー：")
    assert page.evaluate("document.activeElement.matches('.error-summary')")
    phone.check("phone-table-errors")
    tab_to(page, ".error-summary a")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "補助希望額"
    page.keyboard.press("Control+A")
    page.keyboard.type("40000")
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: f"/sections/{made.section}" not in url)

    # What depends on another section's answer.
    phone.open(f"{filing}/sections/standards")
    tab_to(page, "[name='法定基準の合致状況']")
    page.keyboard.press("Space")
    tab_to(page, "button[value=next]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sections/documents"))
    phone.open(f"{filing}/sections/{made.section}")
    assert page.locator("[name='適合の理由']").is_visible()
    assert row_box(page, 1, "内容").input_value() == "配管"

    # The check shows what was computed.
    phone.open(f"{filing}/check")
    text = page.locator("main").inner_text()
    assert "送風機" in text and "36,000円" in text and "40,000円" in text
    phone.check("phone-check")


def test_the_same_without_scripts(someone, made):
    phone = someone(width=360, height=740, scripts=False)
    filing = begin(phone, "あかね染織")
    page = phone.open(f"{filing}/sections/{made.section}")
    page.locator("[name='設備の追加'][value=yes]").check()
    phone.press("一時保存")
    assert page.locator("[data-place='追加設備']").is_visible()
    fill_row(page, 0, {"内容": "送風機", "数量": "3", "単価": "12,000"})
    page.locator("[name='補助希望額']").fill("90000")
    phone.press("行を追加")
    assert page.locator("tr[data-row]").count() == 2
    assert row_box(page, 0, "単価").input_value().replace(",", "") == "12000"
    assert page.locator("[name='補助希望額']").input_value().replace(",", "") == "90000"
    fill_row(page, 1, {"内容": "配管", "数量": "1", "単価": "4000"})
    press(phone, page.locator("button[value^='copy:']").nth(1).get_attribute("value"))
    assert page.locator("tr[data-row]").count() == 3
    assert value_of(page, "設備合計").inner_text() == "44,000円"
    assert row_box(page, 2, "内容").input_value() == "配管"
    press(phone, page.locator("button[value^='drop:']").nth(2).get_attribute("value"))
    assert value_of(page, "設備合計").inner_text() == "40,000円"
    page.locator("details summary").first.click()
    page.locator("[name='paste.追加設備']").fill("棚\t2\t500\n箱\t１\t1,000")
    press(phone, "paste:追加設備")
    assert page.locator("tr[data-row]").count() == 4
    assert value_of(page, "設備合計").inner_text() == "42,000円"
    phone.press("保存して次へ")
    assert page.locator(".error-summary").get_by_text("設備合計を超えています").count() == 1
    page.locator("[name='補助希望額']").fill("42000")
    # A file in a row, chosen and not added: it is taken with the next button.
    row_box(page, 0, "見積書.file").set_input_files(QUOTE)
    page.locator("button[name=upload]").first.click()
    page.wait_for_load_state()
    assert page.get_by_text("見積書.pdf").count() > 0
    assert row_box(page, 1, "内容").input_value() == "配管"
    phone.press("保存して次へ")
    assert f"/sections/{made.section}" not in page.url
    phone.open(f"{filing}/check")
    text = page.locator("main").inner_text()
    assert "42,000円" in text and "見積書.pdf" in text
    phone.check()


def test_nothing_typed_is_lost(someone, made):
    desk = someone()
    filing = begin(desk, "朱色工房")
    page = desk.open(f"{filing}/sections/{made.section}")
    page.locator("[name='設備の追加'][value=yes]").check()
    page.locator("[data-place='追加設備']").wait_for(state="visible")
    saved(page)

    # Without a connection what is typed stays, and is sent when it is back.
    desk.context.set_offline(True)
    fill_row(page, 0, {"内容": "送風機", "数量": "2"})
    page.locator("[data-autosave-status]").get_by_text("通信が切れています").wait_for()
    desk.errors.clear()
    page.wait_for_timeout(1200)
    with page.expect_response(lambda answer: answer.url.endswith("/autosave") and answer.ok):
        desk.context.set_offline(False)
    saved(page)
    desk.errors.clear()
    page.reload()
    assert row_box(page, 0, "内容").input_value() == "送風機"

    # Cells of a spreadsheet make rows.
    row_box(page, 0, "内容").focus()
    page.evaluate("""text => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
    }""", "換気扇\t2\t1000\n配管\t3\t2000\n棚\t1\t500")
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length === 3")
    value_of(page, "設備合計").get_by_text("8,500円").wait_for()
    assert row_box(page, 0, "内容").input_value() == "換気扇"

    # What is typed after rows came is saved by itself as before.
    with page.expect_response(lambda answer: answer.url.endswith("/autosave") and answer.ok, timeout=5000):
        row_box(page, 2, "内容").fill("本棚")
    desk.check("table-pasted")

    # A conversion's Enter is no Enter.
    box = row_box(page, 1, "内容")
    box.fill("")
    box.focus()
    session = desk.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "はいかん", "selectionStart": 4, "selectionEnd": 4})
    before = page.url
    page.keyboard.press("Enter")
    page.wait_for_timeout(100)
    assert page.url == before and page.locator("tr[data-row]").count() == 3
    session.send("Input.insertText", {"text": "配管材"})
    assert box.input_value() == "配管材"
    assert page.url == before

    # A file in a row.
    row_box(page, 0, "見積書.file").set_input_files(QUOTE)
    with page.expect_response(lambda answer: "/files" in answer.url):
        page.locator("tr[data-row] button[name=upload]").first.click()
    page.locator("tr[data-row] .file-name").get_by_text("見積書.pdf").wait_for()
    assert box.input_value() == "配管材"
    page.locator("[name='補助希望額']").fill("8500")
    # One that was only chosen comes with the next button.
    row_box(page, 2, "見積書.file").set_input_files({**QUOTE, "name": "棚の見積.pdf"})
    page.locator("button[value=next]").click()
    page.wait_for_url(lambda url: f"/sections/{made.section}" not in url)
    desk.open(f"{filing}/sections/{made.section}")
    assert page.locator(".file-name").all_inner_texts() == ["見積書.pdf", "棚の見積.pdf"]
    desk.check("table-files")


def drop_file(page, box, name):
    """Drops a file from another window upon a question, as far as scripts can tell."""
    box.evaluate("""(input, name) => {
      const data = new DataTransfer();
      data.items.add(new File(['%PDF-1.7\\n1 0 obj\\n<<>>\\nendobj\\n%%EOF\\n'], name, { type: 'application/pdf' }));
      const area = input.closest('[data-drop]');
      for (const kind of ['dragover', 'drop']) {
        area.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
      }
    }""", name)


def test_mistakes_are_told_and_taken_back_while_one_types(someone, made):
    desk = someone()
    filing = begin(desk, "あかね染織")
    page = desk.open(f"{filing}/sections/{made.section}")
    page.locator("[name='設備の追加'][value=yes]").check()
    page.locator("[data-place='追加設備']").wait_for(state="visible")
    fill_row(page, 0, {"内容": "送風機", "数量": "3", "単価": "10000"})
    value_of(page, "設備合計").get_by_text("30,000円").wait_for()
    wish = page.locator("[name='補助希望額']")
    wish.fill("40000")
    # Of a box one is in nothing is said yet; nor of what is missing.
    page.wait_for_timeout(600)
    assert page.locator(".error-text").count() == 0, page.locator(".error-text").all_inner_texts()
    told = page.locator(".error-text")
    page.keyboard.press("Tab")
    told.get_by_text("設備合計を超えています").wait_for()
    assert wish.get_attribute("aria-invalid") == "true"
    assert told.get_attribute("role") == "status"
    assert told.get_attribute("id") in wish.get_attribute("aria-describedby")
    desk.check("live-constraint")
    narrow(desk, "live-constraint-phone")
    saved(page)

    # Another answer mends it, and one more breaks it again: also on a page that was opened anew.
    row_box(page, 0, "単価").fill("15000")
    told.wait_for(state="detached")
    assert wish.get_attribute("aria-invalid") is None
    saved(page)
    page.reload()
    row_box(page, 0, "単価").fill("11000")
    told.get_by_text("設備合計を超えています").wait_for()

    # A computed value's constraint, and why one is not eligible.
    row_box(page, 0, "単価").fill("20000")
    told.get_by_text("設備合計は5万円までです").wait_for()
    stops = page.locator("[data-stops]")
    assert stops.inner_text() == "" and stops.get_attribute("role") == "status"
    row_box(page, 0, "単価").fill("30000")
    stops.get_by_text("設備合計が8万円を超える事業です").wait_for()
    desk.check("live-stop")
    narrow(desk, "live-stop-phone")
    row_box(page, 0, "単価").fill("14000")
    stops.get_by_text("設備合計が8万円を超える事業です").wait_for(state="detached")
    told.wait_for(state="detached")

    # What a sent page said is taken back as well, and nothing else of it.
    wish.fill("")
    row_box(page, 0, "数量").fill("")
    page.locator("button[value=next]").click()
    summary = page.locator(".error-summary")
    summary.wait_for()
    assert told.count() == 2, told.all_inner_texts()
    wish.fill("42000")
    page.wait_for_function("() => document.querySelectorAll('.error-text').length === 1")
    assert summary.locator("li").all_inner_texts() == ["1行目「数量」：「数量」を入力してください"]
    row_box(page, 0, "数量").fill("3")
    told.wait_for(state="detached")
    assert summary.count() == 0
    saved(page)


def test_all_chosen_files_are_sent(someone, made):
    desk = someone()
    filing = begin(desk, "朱色工房")
    page = desk.open(f"{filing}/sections/{made.section}")
    page.locator("[name='設備の追加'][value=yes]").check()
    page.locator("[data-place='追加設備']").wait_for(state="visible")
    fill_row(page, 0, {"内容": "送風機", "数量": "1", "単価": "10000"})
    page.locator("[name='補助希望額']").fill("10000")
    row_box(page, 0, "見積書.file").set_input_files({**QUOTE, "name": "一.pdf"})
    # A row more leaves what is chosen; files can be dropped upon it as well.
    page.locator("button[value='add:追加設備']").click()
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length === 2")
    fill_row(page, 1, {"内容": "棚", "数量": "1", "単価": "10000"})
    drop_file(page, row_box(page, 1, "見積書.file"), "二.pdf")
    assert row_box(page, 1, "見積書.file").evaluate("input => input.files.length") == 1
    page.locator("button[value=next]").click()
    page.wait_for_url(lambda url: f"/sections/{made.section}" not in url)
    desk.open(f"{filing}/sections/{made.section}")
    assert page.locator(".file-name").all_inner_texts() == ["一.pdf", "二.pdf"]

    # Two pickers and the button of one of them: the other keeps what was chosen.
    page.locator("button[value='add:追加設備']").click()
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length === 3")
    page.locator("button[value='add:追加設備']").click()
    page.wait_for_function("() => document.querySelectorAll('tr[data-row]').length === 4")
    row_box(page, 2, "見積書.file").set_input_files({**QUOTE, "name": "三.pdf"})
    row_box(page, 3, "見積書.file").set_input_files({**QUOTE, "name": "四.pdf"})
    page.locator("tr[data-row]").nth(2).locator("button[name=upload]").click()
    page.locator(".file-name").get_by_text("三.pdf").wait_for()
    assert row_box(page, 3, "見積書.file").evaluate("input => input.files[0]?.name") == "四.pdf"
    desk.check()


def test_what_waits_without_scripts_is_told(someone, made):
    desk = someone(scripts=False)
    filing = begin(desk, "朱色工房")
    page = desk.open(f"{filing}/sections/{made.section}")
    page.locator("[name='設備の追加'][value=yes]").check()
    desk.press("一時保存")
    press(desk, "add:追加設備")
    row_box(page, 0, "見積書.file").set_input_files({**QUOTE, "name": "一.pdf"})
    row_box(page, 1, "見積書.file").set_input_files({**QUOTE, "name": "二.pdf"})
    page.locator("tr[data-row]").nth(0).locator("button[name=upload]").click()
    page.locator(".file-name").get_by_text("一.pdf").wait_for()
    assert page.locator(".error-summary").get_by_text("「二.pdf」はまだ添付されていません").count() == 1


IT = "/administration/programmes/mihon-it/it-help"


def kept(page, do):
    """Does something in an editor of the builder and waits until it is saved and the page has followed."""
    def is_save(answer):
        return answer.request.method == "POST" and "/design/check" not in answer.url

    def is_fresh(answer):
        return answer.request.method == "GET" and "/trial/" not in answer.url and answer.request.resource_type == "fetch"

    with page.expect_response(is_fresh):
        with page.expect_response(is_save) as answer:
            do()
    assert answer.value.status == 200, answer.value.text()


def narrow(person, name=None):
    """The same page on a phone."""
    person.page.set_viewport_size({"width": 360, "height": 740})
    person.check(name)
    person.page.set_viewport_size({"width": 1280, "height": 900})


def parts(page, section):
    return page.locator(f"[data-list='{section}'] > [data-part]").evaluate_all(
        "items => items.map(item => item.dataset.part)")


def test_an_administrator_designs_tries_and_publishes(officer):
    admin = officer("staff-it")
    page = admin.open(IT)
    admin.check("programme-forms")
    page.get_by_role("link", name="フォームを編集する").first.click()
    page.wait_for_load_state()
    design = re.search(r"/administration.*/design", page.url).group()
    admin.check("builder")
    narrow(admin)

    # A section, a question, a table.
    form_with(admin, "new-section").locator("[name=title]").fill("機器の明細")
    press(admin, "new-section")
    section = unquote(page.url.split("#section-")[1])
    asked = add_field(admin, design, section, "機器の購入", "yes/no")
    admin.check("builder-yes-no")
    preview = page.frame_locator(".builder-frame iframe")
    preview.get_by_text("機器の購入").first.wait_for()
    kept(page, lambda: page.locator("[name='label.ja']").fill("機器を購入しますか"))
    preview.get_by_text("機器を購入しますか").first.wait_for()
    page.get_by_role("button", name="スマートフォン").click()
    assert page.locator(".builder-frame.narrow").count() == 1
    assert page.locator(".builder-frame iframe").bounding_box()["width"] < 420
    page.get_by_role("button", name="パソコン").click()

    table = add_field(admin, design, section, "機器一覧", "table")
    editor = page.url
    for label, kind in [("数量", "integer"), ("単価", "money"), ("小計", "money")]:
        page.goto(editor)
        add_column(admin, table, label, kind)
    tick(page, "calculation.mode", "formula")
    box = page.locator("[name='calculation.formula']")
    assert box.is_visible() and page.locator("[name='calculation.core']").first.is_hidden()
    # The formula is completed by the list under it.
    box.click()
    page.wait_for_timeout(400)
    page.keyboard.type("数")
    page.locator(".completions [role=option]").get_by_text("数量", exact=True).wait_for()
    while page.locator(".completions [aria-selected=true]").inner_text() != "数量":
        page.keyboard.press("ArrowDown")
    admin.check("builder-completion")
    page.keyboard.press("Enter")
    assert box.input_value() == "数量"
    kept(page, lambda: page.keyboard.type(" * 単価"))
    page.locator("[data-formula]:has([name='calculation.formula']) .formula-verdict").get_by_text("数量").wait_for()
    admin.check("builder-formula")
    narrow(admin)

    # The table is shown only if the answer is yes; it has a total of the new column.
    page.goto(editor)
    page.get_by_role("checkbox", name="小計").check()
    tick(page, "relevant.mode", "rows")
    kept(page, lambda: page.locator("[name='relevant.0.field']").select_option("機器の購入"))
    page.locator("[name='relevant.0.sign']").wait_for()
    narrow(admin)

    # Two totals: one by the sentence, one by a formula.
    add_field(admin, design, section, "機器合計", "money")
    tick(page, "calculation.mode", "sentence")
    kept(page, lambda: page.locator("[name='calculation.a.0']").select_option("t:機器一覧.小計"))
    admin.check("builder-sentence")
    add_field(admin, design, section, "機器補助額", "money")
    tick(page, "calculation.mode", "formula")
    kept(page, lambda: page.locator("[name='calculation.formula']").fill("切り捨て(機器合計 / 2, 0)"))
    wrong = add_field(admin, design, section, "機器希望額", "money")
    page.locator("[name='constraint.0.message.ja']").fill("補助額までにしてください")
    kept(page, lambda: page.locator("[name='constraint.0']").fill("機器希望額 <= 機器補助学"))
    page.locator(".formula-verdict.error-text").wait_for()
    page.locator("[data-refresh='field-findings']").get_by_text("機器補助学").first.wait_for()
    admin.check("builder-finding")

    # ↑ ↓, a copy, dragging, undo and redo.
    admin.open(design)
    begun = parts(page, section)
    press(admin, f"up-part:{wrong}")
    assert parts(page, section) == begun[:-2] + [begun[-1], begun[-2]]
    admin.press("元に戻す")
    assert parts(page, section) == begun
    press(admin, f"copy-part:{asked}")
    admin.press("元に戻す")
    assert parts(page, section) == begun
    admin.press("やり直す")
    assert len(parts(page, section)) == len(begun) + 1
    press(admin, f"drop-part:{parts(page, section)[begun.index(asked) + 1]}")
    assert parts(page, section) == begun
    target = page.locator(f"[data-part='{begun[0]}']")
    with page.expect_navigation():
        page.locator(f"[data-part='{begun[2]}'] .handle").drag_to(target, target_position={"x": 20, "y": 2})
    assert parts(page, section) == [begun[2], begun[0], begun[1]] + begun[3:]
    press(admin, f"drop-part:{begun[0]}")

    # What is misspelt is said before publishing, with the way to it.
    admin.follow("公開の確認へ")
    assert page.get_by_role("button", name="公開する").count() == 0
    admin.check("publish-blocked")
    narrow(admin)
    page.get_by_role("link", name="機器希望額").first.click()
    page.wait_for_load_state()
    kept(page, lambda: page.locator("[name='constraint.0']").fill("機器希望額 <= 機器補助額"))

    # Tried as an applicant.
    admin.follow("申請者として試す")
    admin.check("trial")
    page.locator("details summary").get_by_text("試しの回答").click()
    admin.press("見本の回答を入れる")
    assert page.get_by_text("見本の回答を入れました").count() > 0
    tick(page, "機器の購入", "yes")
    page.locator("[data-place='機器一覧']").wait_for(state="visible")
    for name, text in {"数量": "2", "単価": "5000"}.items():
        page.locator(f"[name^='機器一覧.'][name$='.{name}']").first.fill(text)
    page.locator("[data-value='機器補助額']").get_by_text("円").wait_for()
    admin.check("trial-table")
    narrow(admin)
    admin.press("保存して次へ")

    admin.open(f"{design}/publish")
    admin.check("publish")
    admin.press("版として公開する")
    assert page.get_by_text("版として公開しました").count() > 0, page.locator("main").inner_text()[:500]
    admin.check("published")


def test_two_administrators_at_once(officer, made):
    one, two = officer("admin-energy"), officer("admin-energy")
    address = f"{DESIGN}/fields/補助希望額"
    one.open(address)
    two.open(address)
    kept(one.page, lambda: one.page.locator("[name='label.ja']").fill("希望する額"))
    kept(two.page, lambda: two.page.locator("[name='help.ja']").fill("設備合計までです"))
    one.page.reload()
    assert one.page.locator("[name='label.ja']").input_value() == "希望する額"
    assert one.page.locator("[name='help.ja']").input_value() == "設備合計までです"
    two.page.reload()
    kept(one.page, lambda: one.page.locator("[name='help.ja']").fill("一人目の説明"))
    with two.page.expect_response(lambda answer: answer.status == 409):
        two.page.locator("[name='help.ja']").fill("二人目の説明")
    line = two.page.locator("[data-autosave-status][data-tone=error]")
    line.wait_for()
    help_box = two.page.locator("[name='help.ja']")
    assert help_box.input_value() == "二人目の説明", "what one typed stays"
    assert "一人目の説明" in line.inner_text() and "二人目の説明" in line.inner_text()
    two.errors.clear()
    two.check("builder-clash-told")
    one.page.reload()
    assert one.page.locator("[name='help.ja']").input_value() == "一人目の説明"

    # Opened anew, the page has both, with what the other changed elsewhere, and saves nothing by itself.
    kept(one.page, lambda: one.page.locator("[name='label.ja']").fill("希望額の新しい見出し"))
    example_box = two.page.locator("[name='example.ja']")
    example_box.fill("あとから書いた例")
    two.page.once("dialog", lambda dialog: dialog.accept())
    two.page.reload()
    assert help_box.input_value() == "二人目の説明"
    assert example_box.input_value() == "あとから書いた例", "what is typed after the clash comes back, too"
    assert two.page.locator("[name='label.ja']").input_value() == "希望額の新しい見出し"
    assert "一人目の説明" in line.inner_text()
    two.check("builder-clash-restored")
    narrow(two, "builder-clash-restored-phone")
    two.page.wait_for_timeout(1500)
    one.page.reload()
    assert one.page.locator("[name='help.ja']").input_value() == "一人目の説明"
    # Saving takes this side's over the other's.
    save(two)
    one.page.reload()
    assert one.page.locator("[name='help.ja']").input_value() == "二人目の説明"
    assert one.page.locator("[name='label.ja']").input_value() == "希望額の新しい見出し"

    # Without opening it anew: both are looked at, and saving is to choose.
    kept(one.page, lambda: one.page.locator("[name='help.ja']").fill("三つめの説明"))
    with two.page.expect_response(lambda answer: answer.status == 409):
        help_box.fill("四つめの説明")
    line.get_by_role("button", name="両方の内容を確認する").click()
    two.page.locator(".error-summary").get_by_text("三つめの説明").wait_for()
    two.errors.clear()
    assert help_box.input_value() == "四つめの説明"
    two.check("builder-clash")
    narrow(two, "builder-clash-phone")
    save(two)
    one.page.reload()
    assert one.page.locator("[name='help.ja']").input_value() == "四つめの説明"

    # Opened anew, one's own side can be given up, and then comes back no more.
    kept(one.page, lambda: one.page.locator("[name='help.ja']").fill("五つめの説明"))
    with two.page.expect_response(lambda answer: answer.status == 409):
        help_box.fill("六つめの説明")
    line.wait_for()
    two.page.once("dialog", lambda dialog: dialog.accept())
    two.page.reload()
    assert help_box.input_value() == "六つめの説明"
    with two.page.expect_navigation():
        line.get_by_role("button", name="自分の入力を取り消す").click()
    assert help_box.input_value() == "五つめの説明"
    two.page.reload()
    assert help_box.input_value() == "五つめの説明"


def pages_of(person, path):
    """The pages of a filing that was begun, by its list."""
    person.open(path)
    return sorted(set(person.page.locator("main a[href*='/sections/']").evaluate_all(
        "links => links.map(link => link.pathname)")))


def test_a_long_form_is_fit_to_be_seen(someone):
    person = someone()
    person.sign_in("あかね染織")
    page = person.open("/rounds/market-agency/market/first/apply")
    page.locator("[name=window]").first.check()
    page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    page.wait_for_load_state()
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    pages = pages_of(person, filing)
    assert len(pages) > 6
    for path in pages:
        person.open(path)
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            person.check(f"market-{width}-{path.rsplit('/', 1)[-1]}")


def test_one_question_a_page(someone):
    phone = someone(width=360, height=740)
    phone.sign_in("べんがら工房")
    page = phone.open("/rounds/hinata-city/living-support/winter/apply")
    if page.locator("[name=window]").count() > 0:
        page.locator("[name=window]").first.check()
    page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    page.wait_for_load_state()
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    assert len(pages_of(phone, filing)) == 5, "the list has an entry for each section"
    phone.check("living-list")
    page.locator("main a[href*='/sections/']").first.click()
    page.wait_for_load_state()
    for answer in ("yes", "no", "yes", "no"):
        assert page.locator(".asked:not([hidden])").count() == 1, page.url
        phone.check()
        page.locator(f".asked input[type=radio][value={answer}]").check()
        before = page.url
        phone.press("保存して次へ")
        assert page.url != before
    phone.check("living-question")
