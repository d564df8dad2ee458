"""The deck's demonstration, done by its four people in a browser."""

import re

import pytest

PLAN = {"name": "事業計画書.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"}
RED = "/rounds/colour-bureau/colourful/red-1"


def fill_in(person, filing, title):
    """Every section of the call's form, from wherever the person is."""
    page = person.page
    person.open(f"{filing}/sections/plan")
    page.locator("[name='事業名']").fill(title)
    page.locator("[name='事業の概要']").fill("地域で続く朱染めの技術を使い、火に強い素材の防災頭巾を開発します。")
    page.locator("[name='事業区分'][value='development']").check()
    page.locator("[name='取組内容'][value='design']").check()
    for name, parts in {"事業開始日": ("令和9", "4", "1"), "事業終了日": ("2028", "3", "31")}.items():
        for part, value in zip(("year", "month", "day"), parts):
            page.locator(f"[name='{name}.{part}']").fill(value)
    page.locator("[name='総事業費']").fill("3,000,000")
    page.locator("[name='補助金申請額']").fill("１８０００００")
    page.locator("[name='従業員数']").fill("12")
    person.check("section-plan" if person.scripts else None)
    person.press("保存して次へ")
    assert "/sections/documents" in page.url, page.locator("main").inner_text()[:800]
    page.locator("input[type=file]").first.set_input_files(PLAN)
    person.press("このファイルを追加")
    page.get_by_text("事業計画書.pdf").first.wait_for()
    person.check()
    person.open(f"{filing}/sections/pledges")
    page.locator("[name='課税事業者'][value='yes']").check()
    page.locator("[name='暴力団排除の誓約']").check()
    page.locator("[name='申請内容の誓約']").check()
    person.press("保存して次へ")
    person.open(f"{filing}/sections/organisation")
    person.check()
    person.press("保存して次へ")


def apply(person, title, window="kanto"):
    """Starts an application in the red round, fills it in and submits it; gives the receipt number and the filing."""
    page = person.page
    person.open(RED + "/apply")
    person.check("apply" if person.scripts else None)
    page.locator(f"[name=window][value={window}]").check()
    page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    page.wait_for_load_state()
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    person.check("task-list" if person.scripts else None)
    fill_in(person, filing, title)
    person.open(f"{filing}/check")
    person.check("check-answers" if person.scripts else None)
    person.press("この内容で申請する")
    assert "/receipt" in page.url, page.locator("main").inner_text()[:800]
    person.check("receipt" if person.scripts else None)
    return page.locator(".receipt-number strong").inner_text(), filing


def test_the_whole_loop_on_a_wide_screen(someone):
    # Anyone looks around.
    visitor = someone()
    for path, name in [("/", "home"), ("/rounds", "rounds"), (RED, "round"), ("/manuals", "manuals"), ("/help", None),
                       ("/accessibility", None), ("/demo", "demo"), ("/sign-in", None), ("/office/sign-in", None)]:
        visitor.open(path)
        visitor.check(name)
    visitor.open("/rounds?q=赤色")
    assert visitor.page.get_by_text("赤色補助金第1回公募").count() > 0
    visitor.open(RED + "?lang=en")
    assert visitor.page.get_by_text("Red Subsidy").count() > 0
    visitor.check("round-english")

    # An applicant applies.
    applicant = someone()
    applicant.sign_in("朱色工房")
    applicant.check("mypage-before")
    number, filing = apply(applicant, "朱染めを生かした防災頭巾の開発")

    # The office returns it with a remark on one field.
    staff = someone()
    staff.sign_in_office("staff-kanto")
    staff.check("work-list")
    staff.open(f"/office?q={number}")
    staff.follow(number)
    staff.check("office-case")
    case = staff.page.url
    staff.page.locator("form[action$='/comments'] textarea").fill("金額の根拠を確認すること")
    staff.page.locator("form[action$='/comments'] button[type=submit]").click()
    staff.page.wait_for_load_state()
    for fold in staff.page.locator("details").all():
        fold.evaluate("element => { element.open = true }")
    staff.page.locator("[name='remark.総事業費']").fill("税込の金額にしてください")
    staff.page.locator("form[action$='/return'] button[type=submit]").first.click()
    staff.page.wait_for_load_state()
    staff.check("office-returned")

    # The applicant sees which field, corrects it, submits again.
    applicant.open("/mypage")
    applicant.check("mypage-returned")
    applicant.open(filing)
    assert applicant.page.get_by_text("税込の金額にしてください").count() > 0
    assert applicant.page.get_by_text("金額の根拠を確認すること").count() == 0
    applicant.check("task-list-returned")
    applicant.open(f"{filing}/sections/plan")
    applicant.check("section-returned")
    applicant.page.locator("[name='総事業費']").fill("3300000")
    applicant.press("一時保存")
    applicant.open(f"{filing}/check")
    applicant.press("この内容で再提出する")

    # Passed on, reviewed by two.
    staff.page.goto(case)
    assert staff.page.get_by_text("3,300,000").count() > 0, "the difference is shown"
    staff.check("office-difference")
    staff.press("外部審査へ進める")
    for login in ("reviewer-1", "reviewer-2"):
        staff.page.goto(case)
        select = staff.page.locator("select[name=reviewer]")
        option = select.locator("option", has_text=re.compile("一郎" if login == "reviewer-1" else "二葉"))
        select.select_option(option.first.get_attribute("value"))
        select.locator("xpath=ancestor::form").get_by_role("button", name="割り当てる", exact=True).click()
        staff.page.wait_for_load_state()
    staff.check("office-review")
    for login in ("reviewer-1", "reviewer-2"):
        reviewer = someone()
        reviewer.sign_in_office(login)
        reviewer.check("reviews")
        reviewer.follow(number)
        assert reviewer.page.get_by_text("地域で続く朱染め").count() == 0, "nothing is shown before the declaration"
        reviewer.check("declaration")
        reviewer.page.locator("[name=conflict][value=none]").check()
        reviewer.page.locator("form[action$='/declaration'] button[type=submit]").click()
        reviewer.page.wait_for_load_state()
        reviewer.check("score-sheet")
        for criterion in ("新規性", "実現可能性", "地域への波及効果", "費用の妥当性"):
            reviewer.page.locator(f"[name='{criterion}'][value='4']").check()
        reviewer.page.locator("[name='総評']").fill("地域の技術を生かした、具体的で実現性の高い計画です。")
        reviewer.page.locator("button[value=submit]").click()
        reviewer.page.wait_for_load_state()
        reviewer.check("score-sheet-done")

    # Proposed by one, confirmed by another.
    staff.page.goto(case)
    staff.press("採否決定へ進める")
    staff.page.locator("[name=outcome][value=adopt]").check()
    staff.page.locator("form[action$='/proposal'] button[type=submit]").click()
    staff.page.wait_for_load_state()
    staff.check("office-proposed")
    approver = someone()
    approver.sign_in_office("approver-kanto")
    approver.page.goto(case)
    approver.check("office-confirm")
    approver.page.locator("form[action$='/proposal/confirm'] button[type=submit]").click()
    approver.page.wait_for_load_state()
    approver.check("office-adopted")

    # The applicant is told, reads the letter, and begins the next procedure.
    applicant.open("/mypage")
    applicant.check("mypage-adopted")
    applicant.follow(number)
    applicant.check("case")
    applicant.follow("採択通知書")
    applicant.check("letter")
    assert "カラ振採第" in applicant.page.locator(".letter").inner_text()
    applicant.page.go_back()
    applicant.press("交付申請を始める")
    applicant.check("grant")
    mailbox = someone()
    mailbox.open("/demo/mailbox")
    mailbox.check("mailbox")
    assert mailbox.page.get_by_text("採択通知書").count() > 0


def test_the_administrators_pages(officer, someone):
    administrator = officer("office-admin")
    administrator.open("/administration")
    administrator.check("administration")
    for path in ("/administration/programmes/colour-bureau/colourful",
                 "/administration/programmes/colour-bureau/colourful/documents/forms/call",
                 "/administration/programmes/colour-bureau/colourful/documents/letters/adoption",
                 "/administration/rounds/colour-bureau/colourful/blue-1", "/administration/accounts",
                 "/administration/accounts/new", "/administration/history"):
        administrator.open(path)
        administrator.check("admin-" + path.rsplit("/", 1)[-1])
    page = administrator.page
    administrator.open("/administration/rounds/colour-bureau/colourful/blue-1")
    page.locator("form[action$='/copy'] input[name=code]").fill("blue-2")
    page.locator("form[action$='/copy'] button[type=submit]").click()
    page.wait_for_load_state()
    administrator.open("/administration/rounds/colour-bureau/colourful/blue-2")
    administrator.check()
    visitor = someone()
    assert visitor.page.goto(visitor.address + "/rounds/colour-bureau/colourful/blue-2").status == 404


def test_everything_is_kept_while_it_is_typed_and_found_on_another_device(someone):
    desk = someone()
    desk.sign_in("あかね染織")
    desk.open(RED + "/apply")
    desk.page.locator("[name=window]").first.check()
    desk.page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    desk.page.wait_for_load_state()
    filing = re.search(r"/filings/[0-9a-f-]+", desk.page.url).group()
    desk.open(f"{filing}/sections/plan")
    desk.page.locator("[name='事業名']").fill("二十三時五十分の題")
    desk.page.locator("[data-autosave-status]").get_by_text("保存しました").wait_for()
    phone = someone(width=360, height=740)
    phone.sign_in("あかね染織")
    phone.follow("続きから入力する")
    assert phone.page.url.endswith("/sections/plan")
    assert phone.page.locator("[name='事業名']").input_value() == "二十三時五十分の題"
    phone.check("phone-section")

    # Both change the same field: the second is asked, with both texts.
    phone.page.locator("[name='事業名']").fill("電話の題")
    phone.press("一時保存")
    desk.page.locator("[name='事業名']").fill("机の題")
    desk.page.locator("[data-autosave-status] a").wait_for()
    desk.page.locator("[data-autosave-status] a").click()
    desk.page.wait_for_load_state()
    text = desk.page.locator("main").inner_text()
    assert "電話の題" in text and "机の題" in text
    desk.check("conflict")


@pytest.mark.parametrize("width", [360, 320])
def test_pages_fit_a_phone(someone, width):
    phone = someone(width=width, height=740)
    for path in ("/", "/rounds", RED, "/manuals/applicant", "/demo", "/sign-in", "/office/sign-in"):
        phone.open(path)
        phone.check(f"phone-{width}-{path.strip('/').replace('/', '-') or 'home'}")
    phone.sign_in("朱色工房")
    phone.check(f"phone-{width}-mypage")
    phone.open(RED + "/apply")
    phone.check(f"phone-{width}-apply")


def test_the_whole_application_without_scripts_on_a_phone(someone):
    phone = someone(width=360, height=740, scripts=False)
    phone.sign_in("朱色工房")
    number, filing = apply(phone, "スクリプトなしの申請")
    assert number.startswith("K")
    phone.open("/mypage")
    assert phone.page.get_by_text(number).count() > 0


def test_nonsense_is_answered_at_the_field_and_kept(someone):
    applicant = someone()
    applicant.sign_in("朱色工房")
    applicant.open(RED + "/apply")
    applicant.page.locator("[name=window]").first.check()
    applicant.page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    applicant.page.wait_for_load_state()
    filing = re.search(r"/filings/[0-9a-f-]+", applicant.page.url).group()
    applicant.open(f"{filing}/sections/plan")
    applicant.page.locator("[name='総事業費']").fill("=cmd|' /C calc'!A0")
    applicant.page.locator("[name='従業員数']").fill("<script>alert(1)</script>")
    applicant.press("保存して次へ")
    applicant.check("errors")
    assert applicant.page.title().startswith("エラー：")
    assert applicant.page.locator("[name='総事業費']").input_value() == "=cmd|' /C calc'!A0"
    assert applicant.page.locator(".error-summary").evaluate("element => element === document.activeElement")


def test_the_keyboard_alone_is_enough(someone):
    visitor = someone()
    page = visitor.open("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    visitor.sign_in("あかね染織")
    visitor.open(RED + "/apply")

    def tab_to(selector, most=80):
        for _ in range(most):
            page.keyboard.press("Tab")
            if page.evaluate("selector => document.activeElement.matches(selector)", selector):
                style = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
                assert style != "none", f"no focus ring on {selector}"
                return
        raise AssertionError(f"{selector} cannot be reached")

    tab_to("[name=window]")
    page.keyboard.press("Space")
    tab_to("main button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/filings/"))
    filing = re.search(r"/filings/[0-9a-f-]+", page.url).group()
    visitor.open(f"{filing}/sections/plan")
    tab_to("[name='事業名']")
    page.keyboard.type("keyboard")
    tab_to("[name='事業区分']")
    page.keyboard.press("ArrowDown")
    tab_to("button[value=save]")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("[name='事業名']").input_value() == "keyboard"


def test_pages_come_without_web_fonts_and_with_little_weight(someone):
    visitor = someone()
    sizes = {}
    visitor.page.on("response", lambda response: sizes.update({response.url: len(response.body())}))
    visitor.open(RED)
    visitor.page.wait_for_load_state("networkidle")
    styles = [size for url, size in sizes.items() if url.endswith(".css")]
    assert styles and sum(styles) < 40_000
    assert not [url for url in sizes if "font" in url]
    assert sum(sizes.values()) < 200_000
