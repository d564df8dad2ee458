"""A demonstration of its own for the run, and a browser to look at it with."""

import contextlib
import os
import pathlib
import socket
import subprocess
import time
import urllib.request

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

ROOT = pathlib.Path(__file__).resolve().parents[2]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PASSWORD = "nanairo-hojokin-2026"
SHOTS = ROOT / "var" / "screenshots"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextlib.contextmanager
def demonstration(folder, *options):
    """The address of a demonstration that just began; at its end its record is looked through."""
    port, provider = free_port(), free_port()
    log = open(folder / "log", "w")
    process = subprocess.Popen(
        [os.environ.get("KOFU", str(ROOT / ".build/debug/kofu")), "demo", "--data", str(folder / "data"),
         "--port", str(port), "--provider-port", str(provider), *options], cwd=ROOT, stdout=log, stderr=log)
    address = f"http://localhost:{port}"
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError((folder / "log").read_text())
        try:
            urllib.request.urlopen(address + "/healthz", timeout=1)
            break
        except OSError:
            time.sleep(0.1)
    yield address
    process.terminate()
    assert process.wait(timeout=30) == 0, (folder / "log").read_text()
    audit = subprocess.run(
        [os.environ.get("KOFU", str(ROOT / ".build/debug/kofu")), "audit", "verify", "--data", str(folder / "data")],
        cwd=ROOT, capture_output=True, text=True)
    print(audit.stdout)
    assert audit.returncode == 0, audit.stdout + audit.stderr


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """The address of the demonstration of all who need nothing special."""
    with demonstration(tmp_path_factory.mktemp("demo")) as address:
        yield address


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class Person:
    """Someone at a browser of their own."""

    def __init__(self, chromium, address, width=1280, height=900, scripts=True):
        self.address = address
        self.scripts = scripts
        self.context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="ja-JP", timezone_id="Asia/Tokyo",
            reduced_motion="reduce", java_script_enabled=scripts)
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.errors = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._console)

    def _console(self, message):
        # A page that answers 4xx on purpose is reported by the browser as a failed load; that is no script's error.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def open(self, path):
        self.page.goto(self.address + path)
        return self.page

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=False).first.click()
        self.page.wait_for_load_state()

    def follow(self, name):
        with self.page.expect_navigation():
            self.page.get_by_role("link", name=name, exact=False).first.click()

    def sign_in(self, who, path="/mypage"):
        """As an applicant, through the demonstration's identity provider."""
        self.open(path)
        self.follow("GビズID")
        self.page.get_by_label(who, exact=False).first.check()
        self.press("このアカウントでログインする")

    def sign_in_office(self, login):
        codes = self.context.new_page()
        codes.goto(self.address + "/demo")
        row = codes.get_by_role("row").filter(has_text=login)
        code = row.locator("code").nth(1).inner_text()
        codes.close()
        self.open("/office/sign-in")
        self.page.locator("input[autocomplete=username]").fill(login)
        self.page.locator("input[autocomplete=current-password]").fill(PASSWORD)
        self.page.locator("input[autocomplete=one-time-code]").fill(code)
        self.press("ログイン")

    def check(self, name=None):
        """No violation of WCAG 2.2 AA, nothing wider than the screen, one h1, no script error; keeps a picture."""
        page = self.page
        # Axe needs scripts; without them the server's page is the same.
        if self.scripts:
            # A page in a frame is looked at by itself: axe would only wait for it.
            options = {"runOnly": {"type": "tag", "values": TAGS}, "iframes": False}
            found = Axe().run(page, options=options).response["violations"]
            assert not found, [(page.url, v["id"], [n["target"] for n in v["nodes"]][:3]) for v in found]
            wide = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1], f"{page.url} is {wide[0]} wide on a screen of {wide[1]}"
        assert page.locator("h1").count() == 1, page.url
        assert not self.errors, (page.url, self.errors)
        if name:
            SHOTS.mkdir(parents=True, exist_ok=True)
            page.screenshot(path=str(SHOTS / f"{name}.png"), full_page=True)
            page.screenshot(path=str(SHOTS / f"{name}-top.png"))


@pytest.fixture
def someone(chromium, demo):
    """Makes people, each with a browser of their own."""
    people = []

    def make(**options):
        person = Person(chromium, demo, **options)
        people.append(person)
        return person

    yield make
    for person in people:
        person.context.close()


@pytest.fixture(scope="session")
def entered():
    """Cookies of officers who signed in: a one-time code opens one session only."""
    return {}


@pytest.fixture
def officer(someone, entered):
    """An officer at a browser; the same session however often asked for."""

    def make(login, **options):
        person = someone(**options)
        if login in entered:
            person.context.add_cookies(entered[login])
        else:
            person.sign_in_office(login)
            entered[login] = person.context.cookies()
        return person

    return make
