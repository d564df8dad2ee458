"""Reviewing as people do it: the sheet, offline, the board, the ranking and the minutes, wide and on a phone."""

import io
import zipfile

from conftest import SHOTS


def board(person):
    """The board of 緑色補助金, from the menu."""
    person.open("/office/reviews")
    person.page.locator("tr", has_text="緑色補助金").get_by_role("link", name="外部審査").first.click()
    person.page.wait_for_load_state()


def test_chair(officer):
    for width in (1280, 360):
        staff = officer("staff-kanto", width=width)
        staff.open("/office/reviews")
        staff.check(f"boards-{width}")
        board(staff)
        staff.check(f"board-{width}")
        staff.page.get_by_role("link", name="順位", exact=True).first.click()
        staff.page.wait_for_load_state()
        staff.page.locator("[name=budget]").fill("4,000,000")
        staff.press("この条件で並べる")
        assert staff.page.locator("tr.cut").count() == 1
        staff.check(f"ranking-{width}")
        board(staff)
        staff.page.locator("tbody a").first.click()
        staff.page.wait_for_load_state()
        staff.check(f"meeting-{width}")
    staff.page.locator("[name=text]").fill("評価が分かれた理由を確かめた。")
    staff.press("意見を記録する")
    assert staff.page.get_by_text("評価が分かれた理由を確かめた。").count() == 1
    address = staff.page.url.split("/cases/")[0]
    for name, begin in (("minutes.pdf", b"%PDF"), ("minutes.xlsx", b"PK"), ("selection.csv", b"\xef\xbb\xbf")):
        answer = staff.context.request.get(f"{address}/{name}?budget=4000000")
        assert answer.ok and answer.body().startswith(begin)
        (SHOTS / name).write_bytes(answer.body())


def test_staff_sheet(officer):
    for width in (1280, 360):
        staff = officer("staff-kanto", width=width)
        staff.open("/office?status=checking")
        staff.page.locator("tbody a").first.click()
        staff.page.wait_for_load_state()
        staff.check(f"case-with-sheet-{width}")
        sheet = staff.page.locator("#sheet form").get_attribute("action")
        case = staff.page.url
        staff.open(sheet)
        staff.check(f"staff-sheet-{width}")
        staff.page.goto(case)
    staff.page.locator("[name='事業計画書の確認'][value=yes]").check()
    staff.press("審査票を保存する")
    assert staff.page.get_by_text("残り2項目").count() > 0


def test_reviewer(officer):
    reviewer = officer("reviewer-2")
    reviewer.open("/review")
    reviewer.check("review-tasks")
    card = reviewer.page.locator(".card", has_text="緑の日よけ")
    card.get_by_role("link").first.click()
    reviewer.page.wait_for_load_state()
    reviewer.page.locator("[name=conflict][value=none]").check()
    reviewer.press("申告する")
    reviewer.check("sheet")
    page = reviewer.page
    page.locator("[name='新規性'][value='1']").check()
    page.get_by_text("保存しました").wait_for()
    reason = page.locator("[data-place='新規性の理由'] .mark")
    assert "必須" in reason.inner_text()
    assert page.locator(".score-total output").inner_text().startswith("1点")
    url = page.url
    phone = officer("reviewer-2", width=360)
    phone.page.goto(url)
    phone.check("sheet-360")
    assert phone.page.locator("[name='新規性'][value='1']").is_checked()
    for width in (1280, 360):
        person = officer("reviewer-2", width=width)
        person.open("/review/offline")
        person.check(f"offline-{width}")
    package = person.context.request.get(person.address + "/review/offline/cases.zip")
    archive = zipfile.ZipFile(io.BytesIO(package.body()))
    assert archive.testzip() is None
    names = archive.namelist()
    assert "審査票.xlsx" in names and any(name.endswith("申請書.pdf") for name in names), names
    book = {"name": "審査票.xlsx", "mimeType": "application/octet-stream", "buffer": archive.read("審査票.xlsx")}
    for width in (1280, 360):
        person = officer("reviewer-2", width=width)
        person.open("/review/offline")
        person.page.locator("[type=file]").set_input_files(book)
        person.press("読み取って内容を確かめる")
        person.page.get_by_text("読み取りました").wait_for()
        person.check(f"offline-preview-{width}")
    person.press("下書きとして保存する")
    person.page.get_by_text("下書きとして保存しました").wait_for()
