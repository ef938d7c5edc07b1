"""Takes the sound files out of Debian packages, named in a list, without installing anything."""

import dataclasses
import os
import re
import shutil
import subprocess
import tarfile
import tempfile
import zipfile

KINDS = ("music", "speech", "sfx", "crowd", "drop")
SOUND_SUFFIXES = frozenset("ogg oga opus mp3 flac wav m4a aac spx au aif aiff g722 wma".split())
ARCHIVE_SUFFIXES = frozenset("zip pk3 pk4".split())
DONE = ".done"
_RULE = re.compile(r"(\w+)(?:\[([\w-]+)\])?:(.+)")


class CorpusError(Exception):
    """A corpus that cannot be made; the message names the way out."""


@dataclasses.dataclass(frozen=True)
class Rule:
    """What a file of a package is, when `pattern` is found in its path."""
    kind: str
    name: str
    pattern: re.Pattern


@dataclasses.dataclass(frozen=True)
class Package:
    name: str
    rules: tuple

    def rule_of(self, path):
        """The first rule that matches, or None."""
        return next((rule for rule in self.rules if rule.pattern.search("/" + path)), None)


def parse_packages(text, source):
    """The packages of a list; CorpusError names the line that is none."""
    packages = []
    for number, line in enumerate(text.splitlines(), 1):
        words = line.split("#")[0].split()
        if not words:
            continue
        if not re.fullmatch(r"[a-z0-9][a-z0-9+.-]+", words[0]):
            raise CorpusError(f"{source}:{number}: '{words[0]}' is no name of a Debian package")
        packages.append(Package(words[0], tuple(_parse_rule(word, f"{source}:{number}")
                                                for word in words[1:])))
    return packages


def _parse_rule(word, place):
    match = _RULE.fullmatch(word)
    if not match or match[1] not in KINDS:
        raise CorpusError(f"{place}: '{word}' is no rule; write KIND:PATTERN, KIND one of "
                          + ", ".join(KINDS))
    try:
        return Rule(match[1], match[2] or "", re.compile(match[3], re.IGNORECASE))
    except re.error as error:
        raise CorpusError(f"{place}: '{match[3]}' is no regular expression: {error}") from error


def suffix_of(path):
    return path.rsplit(".", 1)[-1].lower()


def _inside(folder, name):
    """Where a member of an archive goes; None for one that would leave `folder`."""
    path = os.path.normpath(os.path.join(folder, name))
    return path if path.startswith(os.path.normpath(folder) + os.sep) else None


def _copy(source, path):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        shutil.copyfileobj(source, file)


def unpack_archive(path):
    """Replaces a game's archive by a folder of the sound files in it."""
    folder = path + ".d"
    try:
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                target = _inside(folder, member.filename)
                if target and not member.is_dir() and suffix_of(member.filename) in SOUND_SUFFIXES:
                    with archive.open(member) as source:
                        _copy(source, target)
    except (zipfile.BadZipFile, NotImplementedError):
        pass  # Not every .pk3 is a zip file; nothing is lost but what it holds.
    os.remove(path)


def unpack_package(deb, folder):
    """Copies sound files, archives that may hold some, and the copyright file out of a .deb."""
    process = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", deb], stdout=subprocess.PIPE)
    archives = []
    with tarfile.open(fileobj=process.stdout, mode="r|") as members:
        for member in members:
            target = _inside(folder, member.name)
            suffix = suffix_of(member.name)
            wanted = (suffix in SOUND_SUFFIXES | ARCHIVE_SUFFIXES
                      or re.search(r"/doc/[^/]+/copyright$", member.name))
            if not (target and wanted and member.isfile()):
                continue
            _copy(members.extractfile(member), target)
            if suffix in ARCHIVE_SUFFIXES:
                archives.append(target)
    if process.wait() != 0:
        raise CorpusError(f"{deb}: dpkg-deb cannot read it; fetch it anew")
    for archive in archives:
        unpack_archive(archive)


def fetch(package, folder):
    """Downloads a package with apt and unpacks it below `folder`, unless that was done before."""
    target = os.path.join(folder, package.name)
    if os.path.exists(os.path.join(target, DONE)):
        return
    shutil.rmtree(target, ignore_errors=True)
    os.makedirs(target)
    with tempfile.TemporaryDirectory() as place:
        done = subprocess.run(["apt-get", "-q", "-o", "APT::Sandbox::User=root", "download",
                               package.name], cwd=place, capture_output=True, text=True,
                              check=False)
        found = [name for name in os.listdir(place) if name.endswith(".deb")]
        if done.returncode != 0 or not found:
            said = (done.stderr.strip().splitlines() or ["nothing"])[-1]
            raise CorpusError(f"apt-get cannot download {package.name} ({said}); run apt-get "
                              "update, or take the package out of the list")
        unpack_package(os.path.join(place, found[0]), target)
    with open(os.path.join(target, DONE), "w", encoding="utf-8"):
        pass


def sound_files(folder, package):
    """Paths of a package's sound files below `folder`/package, in order."""
    home = os.path.join(folder, package.name)
    found = []
    for place, _, names in os.walk(home):
        found += [os.path.relpath(os.path.join(place, name), home) for name in names
                  if suffix_of(name) in SOUND_SUFFIXES]
    return sorted(found)
