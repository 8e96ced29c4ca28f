"""One of the ten tasks: have the page read aloud, by keyboard alone, on a screen of 320 pixels."""

import pytest
from playwright.sync_api import Page, expect

from escale.testing.browser import OpenPage, press_until_focused

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# A browser without windows has no voice: this one notes what it is asked to say, and ends a sentence when told to.
VOICE = """(voices => {
    const said = [];
    let speaking = null;
    class SpeechSynthesisUtterance { constructor(text) { this.text = text; } }
    const speech = Object.assign(new EventTarget(), {
        getVoices: () => voices,
        speak: utterance => { said.push(utterance.text); speaking = utterance; },
        cancel: () => { const stopped = speaking; speaking = null; stopped?.onerror?.(); },
    });
    Object.defineProperty(window, 'speechSynthesis', { value: speech });
    window.SpeechSynthesisUtterance = SpeechSynthesisUtterance;
    window.said = said;
    window.spoken = () => { const ended = speaking; speaking = null; ended?.onend?.(); };
})(%s)"""
OF_THE_DEVICE = '[{ lang: "fr-FR", localService: true, name: "Amélie" }]'
FROM_AFAR = (
    '[{ lang: "fr-FR", localService: false, name: "Amélie" }, { lang: "en-GB", localService: true, name: "Ada" }]'
)


@pytest.fixture(autouse=True)
def _set_up(reception) -> None:
    """An instance with a place."""


def with_voice(page: Page, voices: str = OF_THE_DEVICE) -> Page:
    page.add_init_script(VOICE % voices)
    return page


def said(page: Page) -> list[str]:
    return [sentence.replace("\u00a0", " ") for sentence in page.evaluate("said")]


def test_the_page_is_read_aloud_paused_taken_up_and_stopped_by_keyboard(open_page: OpenPage) -> None:
    page = with_voice(open_page(width=320))
    page.goto("/donnees-personnelles/")
    press_until_focused(page, "button", "Écouter la page")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Faire une pause")).to_be_focused()
    assert said(page) == ["Mes données et mes droits"]
    expect(page.locator("h1.reading")).to_be_visible()
    page.evaluate("spoken()")
    expect(page.locator("h1")).not_to_have_class("reading")
    page.evaluate("spoken()")
    third = said(page)[2]
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Reprendre")).to_be_focused()
    assert len(said(page)) == 3
    page.keyboard.press("Space")
    assert said(page)[3] == third
    expect(page.get_by_role("button", name="Arrêter")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Écouter la page")).to_be_focused()
    expect(page.locator(".reading")).to_have_count(0)
    assert len(said(page)) == 4


def test_the_whole_page_is_read_once_in_its_order_without_what_helps_to_read_it(open_page: OpenPage) -> None:
    page = with_voice(open_page())
    page.goto("/lieux/")
    page.get_by_role("button", name="Écouter la page").click()
    for _ in range(200):
        if page.get_by_role("button", name="Écouter la page").is_visible():
            break
        page.evaluate("spoken()")
    heard = " ".join(said(page))
    assert heard.startswith("Où aller ?")
    assert "Centre social" in heard
    assert "En bref" not in heard
    assert "vous a-t-elle aidé" not in heard
    assert heard.count("Où aller ?") == 1


@pytest.mark.parametrize("voices", ["[]", FROM_AFAR])
def test_without_a_french_voice_of_the_device_there_is_no_button(open_page: OpenPage, voices: str) -> None:
    page = with_voice(open_page(), voices)
    page.goto("/lieux/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-aloud]")).to_be_hidden()


def test_without_javascript_there_is_no_button(open_page: OpenPage) -> None:
    page = open_page(javascript=False)
    page.goto("/lieux/")
    expect(page.locator("[data-aloud]")).to_be_hidden()
