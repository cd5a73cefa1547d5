"""The tree that a release is cut from: its files, and what git knows of them. Nothing here changes either."""

import subprocess
from pathlib import Path

from lansir.errors import InputError

__all__ = ["Tree"]


class Tree:
    """A folder with a checkout of Lansir in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def text(self, path: str) -> str:
        """A file's text; InputError where it cannot be read."""
        try:
            return (self.root / path).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}; is this a checkout?") from None

    def changed(self) -> list[str]:
        """The paths that differ from the last commit, or are not in it and not ignored."""
        return [line[3:] for line in self.git("status", "--porcelain", "--untracked-files=all").splitlines()]

    def tags(self) -> list[str]:
        """The tags of versions (`v...`) that the last commit comes after, the latest first."""
        return self.git("tag", "--list", "v*", "--merged", "HEAD", "--sort=-creatordate").split()

    def at(self, commit: str, path: str) -> str | None:
        """A file's text in a commit, None where it is not in there."""
        done = self._git("show", f"{commit}:{path}")
        return None if done.returncode else done.stdout

    def epoch(self) -> int:
        """When the last commit was made, in seconds since 1970: the date that everything built from it gets."""
        return int(self.git("log", "-1", "--format=%ct"))

    def git(self, *arguments: str) -> str:
        """What a command of git prints; InputError where it fails."""
        done = self._git(*arguments)
        if done.returncode:
            told = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
            raise InputError(f"git {arguments[0]}: {told[0]}; a release is cut from a git checkout with a commit")
        return done.stdout

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["git", "-C", str(self.root), "-c", "core.quotePath=false", *arguments]
        try:
            return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
        except OSError as error:
            raise InputError(f"git: {error.strerror}; install it") from None
