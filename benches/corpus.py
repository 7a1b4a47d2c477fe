#!/usr/bin/env python3
"""The corpus of the benchmark: N disclosure items in Chinese, about 60 % of them public, the same ones every time, as

    OUT/sunshine                  one site for both audiences
    OUT/hugo/internal, public     two Hugo sites of thin pages
    OUT/alike/internal, public    two Hugo sites of the pages that sunshine writes, over the same Markdown

usage: corpus.py N OUT [--only sunshine]
"""
import argparse, datetime, hashlib, os, random, sys
import alike

CATS = [("overview", "机构概况"), ("finance", "财务信息"), ("personnel", "人事师资"),
        ("procurement", "采购招标"), ("regulation", "规章制度")]
ORGKIND = ["学院", "研究院", "管理处", "服务中心", "办公室", "实验室", "委员会", "事业部"]
ORGNAME = ["经济管理", "计算机科学", "环境工程", "公共卫生", "材料科学", "外国语言", "法律事务", "信息化建设",
           "后勤保障", "国际交流", "财务资产", "人力资源", "基本建设", "招标采购", "审计监察", "图书档案",
           "继续教育", "科学技术", "社会合作", "学生事务", "体育艺术", "能源动力", "交通运输", "建筑规划", "生命科学"]
TOPIC = ["预算执行情况", "部门决算", "政府采购结果", "岗位聘任方案", "收费标准", "固定资产处置", "专项资金使用",
         "招生计划", "科研经费管理", "信息公开年度报告", "基建项目进展", "奖助学金评审结果", "工会经费收支",
         "对外捐赠接收", "校园安全检查", "职称评审结果", "公务用车运行", "会议费支出", "设备共享目录", "合同备案"]
KINDT = ["的公告", "的通知", "的公示", "的说明", "的决定", "的报告"]
VERB = ["依据", "根据", "按照", "遵照"]
LAW = ["《信息公开条例》", "《预算法实施办法》", "《政府采购法》", "《事业单位财务规则》", "《高等学校信息公开办法》", "《档案管理规定》", "《内部控制规范(试行)》"]
CLAUSE = ["有关要求,现将相关情况予以公开", "第十二条的规定,经主管领导审批同意", "的统一部署,完成了年度自查与复核工作",
          "的精神,对历史数据进行了逐项核对", "规定的程序,履行了集体决策与公示手续", "确定的口径,统计时间截至当年十二月三十一日",
          "要求,重点说明资金来源、使用方向和绩效目标", "要求,明确了责任部门、完成时限和监督渠道",
          "相关条款,对超出预算的支出逐笔列明原因", "的安排,由归口部门组织专家进行了论证"]
SENT = ["本次公开的数据以财务系统导出的明细账为准,四舍五入后可能与合计数存在微小差异",
        "如对公示内容有异议,请于公示期内以书面形式向信息公开办公室反映,并附联系方式和相关证明材料",
        "相关单位应当在十五个工作日内完成整改,并将整改结果报送归口管理部门备案",
        "项目实施过程中严格执行合同管理制度,重大变更须经会议集体研究决定",
        "截至目前,全部任务已按照计划推进,累计完成投资占年度计划的百分之八十七点三",
        "与上一年度相比,人员经费增长主要由于政策性调资,公用经费继续保持压减趋势",
        "附件材料同步存入档案系统,保存期限不少于十年,任何单位和个人不得擅自修改",
        "评审专家从专家库中随机抽取,评审全过程录音录像,接受纪检监察部门监督",
        "因统计口径调整,部分指标与往年公布的数据不可直接比较,详见表后注释",
        "下一步将继续完善内部控制制度,推动信息系统互联互通,提高资金使用效益"]
LISTI = ["公开范围:校内各单位及社会公众", "公开方式:门户网站、公告栏与年度汇编", "责任部门:{o}", "监督电话:010-6275{n:04d}",
         "公示期限:自发布之日起 {k} 个工作日", "材料编号:`GK-{n:04d}-{k}`", "保存期限:**十年**", "更新频率:每季度一次,特殊情况即时更新",
         "申请渠道:[依申请公开](https://example.org/apply?id={n})", "适用对象:在编在岗及合同制人员"]
ROWI = ["办公设备购置", "实验耗材采购", "图书资料订阅", "会议与培训", "差旅及交通", "维修维护服务", "劳务与专家咨询", "信息系统运维",
        "水电暖支出", "绿化保洁服务", "公务接待", "因公出国(境)", "专用材料费", "印刷与宣传", "安全保卫服务", "房屋租赁"]
DEPT = ["财务处", "资产处", "后勤处", "人事处", "科研处", "基建处", "信息办", "审计处"]
STAT = ["已完成", "进行中", "按计划推进", "已验收", "待审核", "—"]
SURN = list("赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许")
GIVEN = ["建国", "晓明", "丽华", "志强", "文静", "海燕", "国栋", "雪梅", "子轩", "思远"]

def norgs(n):
    return 20 if n <= 1000 else 60 if n <= 10000 else 120 if n <= 50000 else 200

def orgs(n):
    out = []
    for i in range(norgs(n)):
        nm = ORGNAME[i % len(ORGNAME)] + ORGKIND[(i // len(ORGNAME)) % len(ORGKIND)]
        out.append(("org-%03d" % (i + 1), nm))
    return out

def item(i, orglist):
    r = random.Random(0x5EED0000 + i)
    iid = "d-%06d" % i
    ocode, oname = orglist[r.randrange(len(orglist))]
    ccode, cname = CATS[r.choices(range(5), weights=[1, 3, 2, 3, 1])[0]]
    d = datetime.date(2018, 1, 1) + datetime.timedelta(days=r.randrange(3100))
    u = d + datetime.timedelta(days=r.randrange(0, 60))
    topic = r.choice(TOPIC)
    title = "关于%s%d年度%s%s" % (oname, d.year, topic, r.choice(KINDT))
    summ = "%s%s%s,涉及%s等 %d 项内容。" % (r.choice(VERB), r.choice(LAW), r.choice(CLAUSE), topic, r.randrange(3, 30))
    m = dict(id=iid, title=title, category=ccode, category_name=cname, organisation=ocode, organisation_name=oname,
             date=d.isoformat(), updated=u.isoformat(),
             visibility="public" if r.random() < 0.6 else "internal",
             doc_no="校公开〔%d〕%d号" % (d.year, r.randrange(1, 400)),
             period="%d年%s" % (d.year, r.choice(["第一季度", "第二季度", "第三季度", "第四季度", "全年"])),
             contact=r.choice(SURN) + r.choice(GIVEN), phone="010-6275%04d" % (r.randrange(200) * 50),
             retention="%d年" % r.choice([5, 10, 30]), legal_basis=r.choice(LAW), summary=summ)
    def para():
        s = "%s%s%s。" % (r.choice(VERB), r.choice(LAW), r.choice(CLAUSE))
        return s + "".join(x + "。" for x in r.sample(SENT, r.randrange(1, 3)))
    L = ["## 一、基本情况", "", para(), ""]
    L += ["## 二、主要内容", ""]
    for _ in range(r.randrange(0, 3)):
        L += [para(), ""]
    for x in r.sample(LISTI, r.randrange(3, 6)):
        L.append("- " + x.format(o=oname, n=r.randrange(200) * 50, k=r.randrange(5, 20)))
    L += ["", "## 三、明细表", "", "| 序号 | 项目 | 金额(万元) | 责任部门 | 状态 |", "| ---: | --- | ---: | --- | :---: |"]
    tot = 0.0
    k = r.randrange(6, 11)
    for j in range(1, k):
        a = r.randrange(100, 99999) / 100
        tot += a
        L.append("| %d | %s | %.2f | %s | %s |" % (j, r.choice(ROWI), a, r.choice(DEPT), r.choice(STAT)))
    L.append("| %d | **合计** | **%.2f** | | |" % (k, tot))
    L += ["", "### 说明", "", "本项由 *%s* 负责解释,%s。" % (oname, r.choice(SENT)), ""]
    return m, "\n".join(L)

def q(s):  # valid YAML & TOML double-quoted string
    return '"' + s.replace("\\", "\\\\").replace('"', '\\"') + '"'

def fm_hugo(m):
    return ("---\ntitle: %s\nslug: %s\ndate: %s\nlastmod: %s\ndescription: %s\ncategory: [%s]\norganisation: [%s]\nentry: [bench-%s]\ntier: [ad-hoc]\ncat: %s\norg: %s\n"
            "category_name: %s\norganisation_name: %s\nid: %s\nvisibility: %s\n"
            "doc_no: %s\nperiod: %s\ncontact: %s\nphone: %s\nretention: %s\nlegal_basis: %s\n---\n\n") % (
        q(m["title"]), m["id"], m["date"], m["updated"], q(m["summary"]), m["category"], m["organisation"], m["category"], m["category"],
        m["organisation"], m["category_name"], m["organisation_name"], m["id"], m["visibility"],
        m["doc_no"], m["period"], m["contact"], q(m["phone"]), m["retention"], q(m["legal_basis"]))

CSS = "\n".join(".c%d{color:#%06x;margin:%dpx auto;padding:%drem;border:1px solid #ddd}" % (i, i * 4099 % 0xFFFFFF, i % 17, i % 3) for i in range(160)) + "\n"
JS = "\n".join("function f%d(a,b){return a*%d+b-%d}" % (i, i, i * 3) for i in range(120)) + "\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#036"/><circle cx="32" cy="32" r="20" fill="#fff"/></svg>\n'

def w(path, s):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(s)

def statics(d):
    w(d + "/css/site.css", CSS); w(d + "/js/site.js", JS); w(d + "/img/logo.svg", SVG); w(d + "/favicon.svg", SVG)

BASE = "https://disclosure.example.org"
HEAD = """<!DOCTYPE html>
<html lang="zh-CN">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>@TITLE@</title>
    <meta name="description" content="@DESC@">
    <link rel="canonical" href="@CANON@">
    <link rel="stylesheet" href="/css/site.css">
    <link rel="icon" href="/favicon.svg">
    <link rel="alternate" type="application/atom+xml" title="信息公开订阅" href="/atom.xml">
    <script src="/js/site.js" defer></script>
  </head>
  <body>
    <!-- 页眉 -->
    <a class="skip" href="#main">跳到正文</a>
    <header class="site-header">
      <a class="brand" href="/"><img src="/img/logo.svg" alt="" width="32" height="32"> 信息公开平台</a>
      <nav aria-label="主导航">
        <ul>
          <li><a href="/">首页</a></li>
@NAV@
          <li><a href="/organisation/">单位</a></li>
        </ul>
      </nav>
    </header>
    <main id="main">
"""
FOOT = """    </main>
    <!-- 页脚 -->
    <footer class="site-footer">
      <p>主办单位:信息公开办公室　联系电话:010-62750000</p>
      <p>版权所有,未经许可不得转载。<a href="/atom.xml">订阅更新</a> <a href="/sitemap.xml">站点地图</a></p>
    </footer>
  </body>
</html>
"""
NAV = "\n".join('          <li><a href="/category/%s/">%s</a></li>' % c for c in CATS)
META = [("编号", "id"), ("文号", "doc_no"), ("所属期间", "period"), ("公开范围", "visibility"), ("联系人", "contact"),
        ("联系电话", "phone"), ("保存期限", "retention"), ("法律依据", "legal_basis")]

def head(t, d, c):
    return HEAD.replace("@TITLE@", t).replace("@DESC@", d).replace("@CANON@", c).replace("@NAV@", NAV)

# ---------------------------------------------------------------- Hugo
def hugo_templates(d, vis, orglist):
    cfg = 'baseURL = "%s/"\nlanguageCode = "zh-CN"\nlocale = "zh-CN"\ntitle = "信息公开平台(%s)"\ndisableKinds = ["section","404"]\nenableRobotsTXT = false\n' % (BASE, vis)
    cfg = cfg.replace('languageCode = "zh-CN"\n', '')
    cfg += '[pagination]\npagerSize = 20\n[taxonomies]\ncategory = "category"\norganisation = "organisation"\n'
    cfg += '[permalinks.page]\nitems = "/items/:slug/"\n'
    cfg += '[outputFormats.atom]\nmediaType = "application/atom+xml"\nbaseName = "atom"\nisPlainText = false\n[mediaTypes."application/atom+xml"]\nsuffixes = ["xml"]\n'
    cfg += '[outputs]\nhome = ["html","atom"]\nsection = ["html"]\ntaxonomy = ["html"]\nterm = ["html"]\npage = ["html"]\n'
    cfg += '[params.names]\n' + "".join('%s = "%s"\n' % x for x in CATS) + "".join('%s = "%s"\n' % x for x in orglist)
    w(d + "/hugo.toml", cfg)
    L = d + "/layouts/"
    w(L + "baseof.html", head("{{ block \"title\" . }}{{ .Title }}{{ end }} - {{ site.Title }}", "{{ .Description }}", "{{ .Permalink }}")
      + "      {{ block \"main\" . }}{{ end }}\n" + FOOT)
    rows = "".join("            <tr><th>%s</th><td>{{ .Params.%s }}</td></tr>\n" % x for x in META)
    w(L + "page.html", """{{ define "main" }}
      <nav class="crumbs"><a href="/">首页</a> › <a href="/category/{{ .Params.cat }}/">{{ .Params.category_name }}</a> › {{ .Title }}</nav>
      <article>
        <h1>{{ .Title }}</h1>
        <table class="meta">
          <tbody>
            <tr><th>类别</th><td><a href="/category/{{ .Params.cat }}/">{{ .Params.category_name }}</a></td></tr>
            <tr><th>单位</th><td><a href="/organisation/{{ .Params.org }}/">{{ .Params.organisation_name }}</a></td></tr>
            <tr><th>发布日期</th><td><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time></td></tr>
            <tr><th>更新日期</th><td><time datetime="{{ .Lastmod.Format "2006-01-02" }}">{{ .Lastmod.Format "2006-01-02" }}</time></td></tr>
""" + rows + """          </tbody>
        </table>
        <p class="summary">{{ .Description }}</p>
        <div class="body">
          {{ .Content }}
        </div>
      </article>
{{ end }}
""")
    LI = """          <li>
            <a href="{{ .RelPermalink }}">{{ .Title }}</a>
            <span class="org">{{ .Params.organisation_name }}</span>
            <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time>
          </li>
"""
    w(L + "home.html", """{{ define "title" }}首页{{ end }}{{ define "main" }}
      <h1>最新公开</h1>
      <ul class="items">
{{ range first 20 site.RegularPages.ByDate.Reverse }}""" + LI + """{{ end }}      </ul>
      <h2>公开类别</h2>
      <ul>
{{ range $k, $v := site.Taxonomies.category }}        <li><a href="/category/{{ $k }}/">{{ index site.Params.names $k }}</a> ({{ len $v }})</li>
{{ end }}      </ul>
      <h2>公开单位</h2>
      <ul>
{{ range $k, $v := site.Taxonomies.organisation }}        <li><a href="/organisation/{{ $k }}/">{{ index site.Params.names $k }}</a> ({{ len $v }})</li>
{{ end }}      </ul>
{{ end }}
""")
    w(L + "term.html", """{{ define "title" }}{{ index site.Params.names .Data.Term }}{{ end }}{{ define "main" }}
      <h1>{{ index site.Params.names .Data.Term }}</h1>
      {{ $p := .Paginate .Pages.ByDate.Reverse }}
      <ul class="items">
{{ range $p.Pages }}""" + LI + """{{ end }}      </ul>
      <nav class="pager">{{ if $p.HasPrev }}<a href="{{ $p.Prev.URL }}">上一页</a>{{ end }}
        <span>第 {{ $p.PageNumber }} 页 / 共 {{ $p.TotalPages }} 页</span>
        {{ if $p.HasNext }}<a href="{{ $p.Next.URL }}">下一页</a>{{ end }}</nav>
{{ end }}
""")
    w(L + "taxonomy.html", """{{ define "title" }}目录{{ end }}{{ define "main" }}
      <h1>目录</h1>
      <ul>
{{ range $k, $v := .Data.Terms }}        <li><a href="/{{ $.Data.Plural }}/{{ $k }}/">{{ index site.Params.names $k }}</a> ({{ len $v }})</li>
{{ end }}      </ul>
{{ end }}
""")
    w(L + "home.atom.xml", """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
  <title>{{ site.Title }}</title>
  <link href="{{ site.BaseURL }}atom.xml" rel="self" type="application/atom+xml"/>
  <link href="{{ site.BaseURL }}"/>
  <updated>2026-07-01T00:00:00+00:00</updated>
  <id>{{ site.BaseURL }}atom.xml</id>
{{ range first 50 site.RegularPages.ByDate.Reverse }}  <entry>
    <title>{{ .Title }}</title>
    <published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published>
    <updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>
    <author><name>{{ .Params.organisation_name }}</name></author>
    <link rel="alternate" type="text/html" href="{{ .Permalink }}"/>
    <id>{{ .Permalink }}</id>
    <summary>{{ .Description }}</summary>
  </entry>
{{ end }}</feed>
""")
    statics(d + "/static")

# ---------------------------------------------------------------- sunshine
CATEGORIES = ["organisation-building", "leadership-and-cadres", "clean-governance", "plans-and-decisions", "routine-affairs"]
FIELDS = [("period", "所属期间", "Period"), ("contact", "联系人", "Contact"), ("phone", "联系电话", "Telephone"),
          ("retention", "保存期限", "Retention"), ("legal_basis", "法律依据", "Legal basis")]

def fm_sunshine(m):
    step = lambda who, more="": "{by: %s, date: %s%s}" % (who, m["date"], more)
    approval = "proposed: %s, reviewed: %s, approved: %s" % (step("甲"), step("乙", ", secrecy: passed"), step("丙"))
    return ("---\nid: %s\ntitle: %s\nentry: bench-%s\naudience: %s\npublish: %s\nupdated: %s\nexpires: 2099-12-31\ndocument: %s\n"
            "responsible: %s\nsummary: %s\napproval: {%s}\nfields: {%s}\n---\n\n") % (
        m["id"], q(m["title"]), m["category"], m["visibility"], m["date"], m["updated"], q(m["doc_no"]), q(m["organisation_name"]),
        q(m["summary"]), approval, ", ".join("%s: %s" % (f[0], q(m[f[0]])) for f in FIELDS))

def sunshine_site(d, orglist):
    edition = '\n[[edition]]\nname = "%s"\naudience = "%s"\nchannel = "web"\noutput = "dist/%s"\nbase_url = "%s"\n'
    w(d + "/site.toml", 'title = "信息公开平台"\nzone = "+08:00"\ncontent = "content"\ncatalogue = ["catalogue.yaml"]\n'
      + edition % ("internal", "internal", "internal", BASE + "/internal") + edition % ("public", "public", "public", BASE))
    w(d + "/catalogue.yaml", "labels:\n" + "".join("  %s: {zh: %s, en: %s}\n" % f for f in FIELDS) + "entries:\n" + "".join(
        "  bench-%s:\n    category: %s\n    zh: %s\n    en: %s\n    tier: ad-hoc\n    due: 3650d\n    term: 90 years\n"
        "    audience: internal\n    after: keep\n    fields: {%s}\n" % (
            code, category, name, code.capitalize(), ", ".join("%s: text" % f[0] for f in FIELDS))
        for category, (code, name) in zip(CATEGORIES, CATS)))
    w(d + "/content/_org.md", "---\nid: root\nname: 向阳区委员会\nkind: committee\noffice_phones: [%s]\n---\n"
      % ", ".join("010-6275%04d" % (n * 50) for n in range(200)))
    for code, name in orglist:
        w(d + "/content/%s/_org.md" % code, "---\nid: %s\nname: %s\nkind: branch\n---\n" % (code, name))

# ---------------------------------------------------------------- all of it
def write(n, out, hugo=True):
    """Writes the corpus of n items below out, which must not be there or be empty; says what it wrote."""
    if os.path.isdir(out) and os.listdir(out):
        sys.exit("corpus.py: %s is not empty" % out)
    ol = orgs(n)
    editions = ["internal", "public"] if hugo else []
    for v in editions:
        os.makedirs("%s/hugo/%s/content/items" % (out, v))
        hugo_templates("%s/hugo/%s" % (out, v), v, ol)
        alike.write("%s/alike/%s" % (out, v), "../../hugo/%s/content" % v, v, CATS, ol, BASE)
    sunshine_site(out + "/sunshine", ol)
    h = hashlib.sha256(); npub = nb = 0
    for i in range(1, n + 1):
        m, body = item(i, ol)
        s = (fm_sunshine(m) + body).encode(); h.update(s); nb += len(s)
        pub = m["visibility"] == "public"; npub += pub
        with open("%s/sunshine/content/%s/%s.md" % (out, m["organisation"], m["id"]), "wb") as f: f.write(s)
        s = (fm_hugo(m) + body).encode()
        for v in editions:
            if v == "internal" or pub:
                with open("%s/hugo/%s/content/items/%s.md" % (out, v, m["id"]), "wb") as f: f.write(s)
    return "items=%d public=%d orgs=%d bytes=%d avg=%d sha256=%s" % (n, npub, len(ol), nb, nb // n, h.hexdigest()[:16])

if __name__ == "__main__":
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("items", type=int, metavar="N")
    args.add_argument("out", metavar="OUT")
    args.add_argument("--only", choices=["sunshine"], help="leave the Hugo sites out")
    args = args.parse_args()
    print(write(args.items, args.out, hugo=args.only is None))
