"""Files with a virus, seen by those who attach them and by those who are to read them."""

import re
import sys

import pytest
from conftest import ROOT, Person, demonstration
from test_story import RED, fill_in

sys.path.insert(0, str(ROOT / "script"))
from faults.proxy import Wire  # noqa: E402
from faults.scanner import HARMFUL, Scanner  # noqa: E402
from faults.server import free_port  # noqa: E402

NAME = "とても長い名前の見積書_最終版_修正済み_二〇二六年十一月.pdf"
FOUND = "ウイルスが見つかったファイルがあります"


@pytest.fixture(scope="module")
def scanned(tmp_path_factory):
    """A demonstration whose files are scanned, and the wire to its scanner."""
    scanner = Scanner(tmp_path_factory.mktemp("scanner"), free_port())
    wire = Wire(scanner.port)
    with demonstration(tmp_path_factory.mktemp("scanned"), "--clamd", f"127.0.0.1:{wire.port}") as address:
        yield address, wire
    wire.close()
    scanner.kill()


def start(person):
    """A new filing in the red round; its address."""
    person.open(RED + "/apply")
    person.page.locator("[name=window][value=kanto]").check()
    person.page.get_by_role("button", name=re.compile("申請を始める|新しく申請する")).click()
    person.page.wait_for_load_state()
    return re.search(r"/filings/[0-9a-f-]+", person.page.url).group()


def attach(person, filing, content):
    """Adds a quotation, which is the second file the form asks for."""
    person.open(f"{filing}/sections/documents")
    person.page.locator("input[type=file]").last.set_input_files(
        {"name": NAME, "mimeType": "application/pdf", "buffer": content})
    person.page.get_by_role("button", name="このファイルを追加").last.click()
    person.page.locator(".error-text, .file-name:has-text('最終版')").first.wait_for()


def wait_for(person, path, words):
    """Opens a page again and again until it says something."""
    for _ in range(60):
        person.open(path)
        if words in person.page.locator("body").inner_text():
            return
        person.page.wait_for_timeout(500)
    raise AssertionError(f"{path} never says {words}")


def test_a_virus_is_found_on_arrival_or_after_the_scanner_was_away(scanned, chromium):
    address, wire = scanned
    phone = Person(chromium, address, width=360, height=740)
    phone.sign_in("朱色工房")
    filing = start(phone)
    attach(phone, filing, HARMFUL)
    assert "からウイルス（Eicar" in phone.page.locator(".error-text").inner_text()
    assert phone.page.locator(".file-name", has_text="最終版").count() == 0
    phone.check("virus-refused")

    # The deadline is near and the scanner away: filing goes on.
    wire.set("cut")
    fill_in(phone, filing, "防災頭巾の開発")
    attach(phone, filing, HARMFUL + b"\n")
    assert phone.page.get_by_text("ウイルスチェック中").count() > 0
    phone.check("virus-waiting")
    phone.open(f"{filing}/check")
    phone.press("この内容で申請する")
    number = phone.page.locator(".receipt-number strong").inner_text()
    phone.check()

    # The office sees that there is a file, and cannot have it.
    staff = Person(chromium, address)
    staff.sign_in_office("staff-kanto")
    staff.open(f"/office?q={number}")
    staff.follow(number)
    case = staff.page.url.removeprefix(address)
    assert staff.page.locator(".file a").count() < staff.page.locator(".file").count()
    assert staff.page.get_by_text("終わると取り出せます").count() > 0
    staff.check("virus-withheld")

    wire.set("open")
    wait_for(staff, case, FOUND)
    assert staff.page.locator(".file a", has_text="最終版").count() == 0
    staff.check("virus-office")
    phone.open(f"{filing}/receipt")
    assert FOUND in phone.page.locator("main").inner_text()
    phone.check("virus-applicant")
    staff.open("/demo/mailbox")
    mails = staff.page.locator("main").inner_text()
    assert "添付ファイルからウイルスが見つかりました" in mails and "提出されたファイルからウイルスが見つかりました" in mails
    # What has nothing in it can be had as soon as it was looked at.
    staff.open(case)
    with staff.page.expect_download() as download:
        staff.page.locator(".file a").first.click()
    assert download.value.suggested_filename == "事業計画書.pdf"
