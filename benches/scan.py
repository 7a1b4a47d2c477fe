#!/usr/bin/env python3
"""Measures what the scan for personal data costs: per item, and per MiB of attachments of each format.

An attachment's cost is the CPU time of `sunshine check` on a site with copies of it, less that of the same site without,
over their size. An item's cost is counted in instructions with valgrind, where that is installed.

usage: scan.py [--mib M] [--binary FILE]
"""
import argparse, io, os, re, resource, shutil, statistics, struct, subprocess, sys, tempfile, zipfile, zlib
from pathlib import Path

sys.dont_write_bytecode = True
PROJECT = Path(__file__).resolve().parent.parent
NOW = "2026-11-01T00:00:00"
ROW = ["%d", "办公设备购置第%d批", "2026-%02d-%02d", "%d.%02d", "财务处", "按计划推进，合同管理和验收手续齐全"]


def rows(count):
    for i in range(count):
        yield [str(i), ROW[1] % (i % 97), ROW[2] % (1 + i % 12, 1 + i % 28), ROW[3] % (i * 37 % 90000, i % 100), ROW[4], ROW[5]]


def package(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def txt(count):
    return "\n".join("，".join(row) + "。" for row in rows(count)).encode()


def csv(count):
    return "\n".join(",".join(row) for row in rows(count)).encode()


def docx(count):
    cells = "".join("<w:tr>%s</w:tr>" % "".join("<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>" % c for c in row)
                    for row in rows(count))
    return package({"word/document.xml": "<w:document><w:body><w:tbl>%s</w:tbl></w:body></w:document>" % cells})


def pptx(count):
    text = "".join("<a:p><a:r><a:t>%s</a:t></a:r></a:p>" % " ".join(row) for row in rows(count))
    return package({"ppt/slides/slide1.xml": "<p:sld>%s</p:sld>" % text})


def xlsx(count):
    body = "".join("<row>%s</row>" % "".join("<c t=\"inlineStr\"><is><t>%s</t></is></c>" % c for c in row)
                   for row in rows(count))
    return package({
        "xl/workbook.xml": '<workbook><sheets><sheet name="表" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<R><Relationship Id="r1" Target="worksheets/sheet1.xml"/></R>',
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData>%s</sheetData></worksheet>" % body})


def xls(count):
    """A workbook of LABEL records (BIFF8) in a compound file; at most 65,536 rows."""
    record = lambda kind, data: struct.pack("<HH", kind, len(data)) + data
    begin = lambda kind: record(0x809, struct.pack("<8H", 0x600, kind, 0, 0, 0, 0, 0, 0))
    end = record(0x0A, b"")
    bound = lambda start: record(0x85, struct.pack("<IBBBB", start, 0, 0, 1, 0) + b"S")
    start = len(begin(5) + bound(0) + end)
    cells = b"".join(record(0x204, struct.pack("<HHHHB", r, c, 0, len(text), 1) + text.encode("utf-16le"))
                     for r, row in enumerate(rows(count)) for c, text in enumerate(row))
    dimensions = record(0x200, struct.pack("<IIHHH", 0, count, 0, 6, 0))
    book = begin(5) + bound(start) + end + begin(0x10) + dimensions + cells + end
    sectors = -(-max(len(book), 4096) // 512)
    tables = -(-(sectors + 1) // 127)
    chain = [0xFFFFFFFD] * tables + [0xFFFFFFFE] + [tables + 2 + i for i in range(sectors - 1)] + [0xFFFFFFFE]
    chain += [0xFFFFFFFF] * (tables * 128 - len(chain))
    entry = lambda name, kind, child, at, size: (name.encode("utf-16le").ljust(64, b"\0") + struct.pack(
        "<HBBIII", len(name) * 2 + 2, kind, 1, 0xFFFFFFFF, 0xFFFFFFFF, child) + b"\0" * 36 + struct.pack("<IQ", at, size))
    folder = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry("Workbook", 2, 0xFFFFFFFF, tables + 1, sectors * 512)
    head = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + b"\0" * 16 + struct.pack("<8H", 0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0)
    head += struct.pack("<10I", 0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    head = head.ljust(512, b"\xFF")
    heads = struct.pack("<109I", *(list(range(tables))[:109] + [0xFFFFFFFF] * max(0, 109 - tables)))
    return (head[:76] + heads + struct.pack("<%dI" % len(chain), *chain) + folder.ljust(512, b"\0") + book.ljust(sectors * 512, b"\0"))


def pdf(count):
    """Text in GBK codes, 40 lines a page, packed."""
    lines = [" ".join(row) for row in rows(count)]
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type0/BaseFont/S/Encoding/GBK-EUC-H>>"]
    kids = []
    for at in range(0, len(lines), 40):
        shown = b"".join(b"<%s> Tj T* " % line.encode("gbk").hex().encode() for line in lines[at:at + 40])
        packed = zlib.compress(b"BT /F1 10 Tf 12 TL 50 800 Td " + shown + b"ET")
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
        kids.append(len(objects) + 1)
        objects.append(b"<</Type/Page/Parent 2 0 R/Contents %d 0 R/Resources<</Font<</F1 3 0 R>>>>>>" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = b"%PDF-1.5\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1) + table + tail


def site(folder, files):
    content = folder / "content" / "a"
    content.mkdir(parents=True)
    (folder / "site.toml").write_text('title = "平台"\ncontent = "content"\n[[edition]]\nname = "public"\n'
                                      'audience = "public"\nchannel = "web"\noutput = "dist"\nbase_url = "https://a.example"\n')
    (folder / "content" / "_org.md").write_text("---\nid: a\nname: 支部\nkind: branch\n---\n")
    listed = "".join("  - {file: %s, title: 附件}\n" % name for name in files)
    approval = "{by: 甲, date: 2026-06-01}"
    (content / "index.md").write_text(
        "---\ntitle: 一件事\nentry: resolution\naudience: public\npublish: 2026-06-10\n"
        "approval: {proposed: {by: 甲, date: 2026-06-01}, reviewed: {by: 乙, date: 2026-06-02, secrecy: passed}, "
        "approved: {by: 丙, date: 2026-06-03}}\n" + ("attachments:\n" + listed if files else "") + "---\n正文。\n")
    for name, data in files.items():
        (content / name).write_bytes(data)


def cpu(command, folder):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done


def attachments(binary, mib, scratch):
    command = [binary, "check", "--now", NOW, "--threads", "1"]
    site(scratch / "none", {})
    base = statistics.median(cpu(command, scratch / "none")[0] for _ in range(5))
    print("| attachment | MiB | of it text, MiB | ms per MiB | ms per MiB of text |\n|---|---:|---:|---:|---:|")
    for make in (txt, csv, docx, xlsx, xls, pptx, pdf):
        count = 8_000
        data, text = make(count), len(csv(count)) / 2**20
        copies = max(1, round(mib * 2**20 / len(data)))
        site(scratch / make.__name__, {"f%d.%s" % (i, make.__name__): data for i in range(copies)})
        runs = [cpu(command, scratch / make.__name__) for _ in range(3)]
        if "P015" in runs[0][1].stdout + runs[0][1].stderr:
            sys.exit("%s could not be read:\n%s" % (make.__name__, runs[0][1].stdout + runs[0][1].stderr))
        spent = max(0, statistics.median(run[0] for run in runs) - base) * 1000
        size = copies * len(data) / 2**20
        print("| .%s | %.1f | %.1f | %.1f | %.1f |" % (make.__name__, size, copies * text, spent / size, spent / (copies * text)))


def items(binary, scratch):
    if not shutil.which("valgrind"):
        print("per item: not measured, needs valgrind")
        return
    subprocess.run([sys.executable, PROJECT / "benches/corpus.py", "1000", scratch, "--only", "sunshine"],
                   check=True, stdout=subprocess.DEVNULL)
    out = scratch / "callgrind"
    subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=%s" % out, binary, "build", "--now", NOW,
                    "--threads", "1"], cwd=scratch / "sunshine", check=True, capture_output=True)
    told = subprocess.run(["callgrind_annotate", "--inclusive=yes", "--threshold=100", out], capture_output=True, text=True).stdout
    number = lambda word: max([int(n.replace(",", "")) for n in re.findall(r"([\d,]+) \([^)]*\).*%s" % word, told)] or [0])
    scan, whole = number(r"privacy::Scanner::scan"), number("PROGRAM TOTALS")
    print("per item: %d thousand instructions, %.1f %% of a clean build" % (scan / 1e6, 100 * scan / whole))


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--mib", type=float, default=8, help="of attachments of each format")
    options.add_argument("--binary", default=str(PROJECT / "target/release/sunshine"))
    options = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        attachments(os.path.abspath(options.binary), options.mib, Path(scratch))
        items(os.path.abspath(options.binary), Path(scratch) / "items")


if __name__ == "__main__":
    main()
