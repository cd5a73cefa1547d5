"""Debian's Chromium, and a tab of it that keeps what goes wrong in a page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Route

__all__ = ["HEIGHT", "PHONE", "WIDE", "Scheme", "Tab", "violations"]

HERE = Path(__file__).parent
WATCHING = (HERE / "watching.js").read_text(encoding="utf-8")
AXE = next(HERE.glob("axe-*.min.js"))
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa")
ALSO = ("heading-order", "region", "landmark-one-main", "page-has-heading-one", "empty-heading", "scope-attr-valid")
"""Rules that are good practice rather than WCAG's letter, and that the desk keeps to."""
WIDE, PHONE, HEIGHT = 1366, 390, 850
PATIENCE = 15_000
REACHING_OUT = """() => {
  const wide = document.documentElement.scrollWidth - window.innerWidth;
  if (wide <= 0) return [];
  const out = [...document.querySelectorAll("body *")]
    .filter((one) => one.getBoundingClientRect().right > window.innerWidth + 0.5).slice(0, 6);
  return [`${wide}`, ...out.map((one) => `${one.nodeName}.${one.className} ${one.textContent.trim().slice(0, 30)}`)];
}"""

Scheme = Literal["light", "dark"]


class Tab:
    """A tab: its page, and what went wrong in it so far. Nothing but the desk can be reached from it."""

    def __init__(self, browser: Browser, home: str, *, width: int, language: str, scheme: Scheme) -> None:
        """A tab of `width` CSS pixels that asks for pages in that language."""
        self.home = home
        self.context: BrowserContext = browser.new_context(
            base_url=home,
            viewport={"width": width, "height": HEIGHT},
            locale=language,
            color_scheme=scheme,
            reduced_motion="reduce",
            accept_downloads=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(WATCHING)
        self.context.route("**/*", self._only_the_desk)
        self.errors: list[str] = []
        self.dialogs: list[str] = []
        self.outside: list[str] = []
        self.page: Page = self.context.new_page()
        self.page.on("console", self._told)
        self.page.on("pageerror", lambda error: self.errors.append(f"error {error}"))
        self.page.on("dialog", self._asked)
        self.page.on("requestfailed", self._failed)

    def go(self, address: str) -> int:
        """Open a page of the desk and wait until it has loaded what it loads; the status of the answer."""
        answer = self.page.goto(address)
        self.settle()
        return answer.status if answer else 0

    def settle(self) -> None:
        """Wait until nothing is loading any more, two frames long."""
        self.page.wait_for_load_state("networkidle")
        self.page.evaluate("() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))")

    def leading(self, act: Callable[[], object]) -> None:
        """Do what leads to another page, and wait until that one has loaded."""
        with self.page.expect_navigation():
            act()
        self.settle()

    def faults(self) -> list[str]:
        """Console errors, refusals by the Content-Security-Policy, dialogs, and requests to others."""
        seen: dict[str, Any] = self.page.evaluate("() => window.lansirSeen")
        refused = [f"policy {one}" for one in seen["refused"]]
        return [*self.errors, *refused, *(f"dialog {one}" for one in self.dialogs), *self.outside]

    def shift(self) -> tuple[float, list[str]]:
        """How far the page moved while it loaded (cumulative layout shift), and what moved."""
        seen: dict[str, Any] = self.page.evaluate("() => window.lansirSeen")
        return seen["shift"], seen["moved"]

    def overflow(self) -> list[str]:
        """Where the page is wider than the window: by how many CSS pixels, and the elements that reach out."""
        found: list[str] = self.page.evaluate(REACHING_OUT)
        return found

    def close(self) -> None:
        """Close it with its cookies."""
        self.context.close()

    def _only_the_desk(self, route: Route) -> None:
        asked = urlsplit(route.request.url)
        if f"{asked.scheme}://{asked.netloc}" == self.home or asked.scheme in ("data", "blob"):
            route.continue_()
        else:
            self.outside.append(f"request to {route.request.url}")
            route.abort()

    def _told(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(f"console {message.type}: {message.text} {message.location.get('url', '')}")

    def _asked(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _failed(self, request: Request) -> None:
        if request.failure and "ERR_ABORTED" not in request.failure:
            self.errors.append(f"failed {request.url}: {request.failure}")


def violations(tab: Tab, *, only: tuple[str, ...] = ()) -> list[str]:
    """What axe-core finds against WCAG 2.1 A and AA on the page as it stands, one line an element.

    axe-core comes in by the browser's own tools, so the page's policy stays as it is; `only` are the rules to run.
    """
    if not tab.page.evaluate("() => 'axe' in window"):
        tools = tab.context.new_cdp_session(tab.page)
        tools.send("Runtime.evaluate", {"expression": AXE.read_text(encoding="utf-8")})
        tools.detach()
    wanted = {"type": "rule", "values": list(only)} if only else {"type": "tag", "values": list(RULES)}
    also = {} if only else {name: {"enabled": True} for name in ALSO}
    asked = {"runOnly": wanted, "rules": also, "resultTypes": ["violations"]}
    found = tab.page.evaluate("(asked) => axe.run(document, asked)", asked)
    return [
        f"{rule['id']}: {node['target'][-1]}: {_why(node)}" for rule in found["violations"] for node in rule["nodes"]
    ]


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return str(checks[0]["message"] if checks else node["html"][:120])
