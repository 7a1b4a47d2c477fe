"""Layouts that make Hugo write the site that sunshine writes, over the Markdown of `corpus.py`: the same pages of items, lists by
category, organisation, entry and tier, with the same head, navigation and foot; feeds in Atom and JSON for each category
and organisation; all items as JSON and CSV; a search index; sitemap and robots.

Hugo is spared what it has no words for: the checks, duties, neighbours within an entry (it shows those in time), pages of entries
without items, and an index in shards (it writes one file). What is the same on many pages is cached, as Hugo's manual advises.
"""
from pathlib import Path

HEAD = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'">
<meta name="color-scheme" content="light dark"><meta name="SiteName" content="{{ site.Title }}">
<link rel="icon" type="image/svg+xml" href="/favicon.svg"><link rel="stylesheet" href="/css/site.css"><link rel="stylesheet" href="/css/web.css">
<script src="/js/guard.js" defer></script><script src="/js/web.js" defer></script><script src="/js/care.js" defer></script>
<meta name="viewport" content="width=device-width, initial-scale=1">
"""
TOP = """<a class="skip" href="#main">跳到正文 <span lang="en">Skip to content</span></a>
<header class="masthead"><div class="wrap"><p class="brand"><a href="/">{{ site.Title }}</a></p><form class="find" role="search" action="/search/"><input type="search" name="q" aria-label="搜索" placeholder="搜索"><button>搜索</button></form><button class="menu-button" type="button" popovertarget="places">栏目<span lang="en">Menu</span></button></div>
<nav class="places" id="places" popover aria-label="栏目"><ul>
<li><a href="/">首页<span lang="en">Home</span></a></li>
{{ $here := .here }}{{ range $code, $name := site.Params.categories }}<li><a href="/category/{{ $code }}/"{{ if eq $code $here }} aria-current="page"{{ end }}>{{ $name }}<span lang="en">{{ $code | title }}</span></a></li>
{{ end }}<li><a href="/catalogue/">公开目录<span lang="en">Catalogue</span></a></li>
<li><a href="/opinions/">意见<span lang="en">Opinions</span></a></li>
<li><a href="/organisation/">党组织<span lang="en">Organisations</span></a></li>
<li><a href="/archive/">归档<span lang="en">Archive</span></a></li>
<li><a href="/about/">关于<span lang="en">About</span></a></li>
</ul><button class="menu-close" type="button" popovertarget="places" popovertargetaction="hide">收起<span lang="en">Close</span></button></nav></header>
"""
FOOT = """<footer class="foot"><div class="wrap"><dl></dl><ul class="foot-links"><li><a href="/catalogue/">公开目录</a></li><li><a href="/threads/">来龙去脉</a></li><li><a href="/about/#opinions">意见建议</a></li><li><a href="/about/#data">订阅与数据</a></li><li><a href="/about/">关于本站</a></li></ul><p class="records"></p></div></footer>
"""
BASE = """{{ partialCached "head.html" . }}
<title>{{ block "title" . }}{{ .Title }}{{ end }} · {{ site.Title }}</title>
{{ block "meta" . }}{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body class="on-{{ .Kind }} is-{{ site.Params.audience }}">
{{ $here := .Params.cat | default "" }}{{ partialCached "top.html" (dict "here" $here) $here }}
<div class="wrap page">{{ block "trail" . }}{{ end }}
<main id="main" tabindex="-1">{{ block "main" . }}{{ end }}</main></div>
{{ partialCached "foot.html" . }}
</body>
</html>
"""
DAY = '{{ $day := .Date.Format "2006-01-02" }}{{ $updated := .Lastmod.Format "2006-01-02" }}'
FIELDS = [("所属期间", "Period", "period"), ("联系人", "Contact", "contact"), ("联系电话", "Telephone", "phone"),
          ("保存期限", "Retention", "retention"), ("法律依据", "Legal basis", "legal_basis")]
STEPS = [("提出", "Proposed", "$day"), ("审核（含保密审查）", "Reviewed", "$day"), ("审批", "Approved", "$day"),
         ("公开", "Published", "$day"), ("更新", "Updated", "$updated"), ("公开期满", "Term ends", '"2099-12-31"')]
ITEM = """{{ define "meta" }}<meta name="ArticleTitle" content="{{ .Title }}"><meta name="PubDate" content="{{ .Date.Format "2006-01-02 15:04" }}"><meta name="ContentSource" content="{{ .Params.organisation_name }}"><meta name="Keywords" content="{{ .Params.category_name }}"><meta name="Description" content="{{ .Description }}">{{ end }}
{{ define "trail" }}<nav class="trail" aria-label="当前位置"><ol><li><a href="/">首页</a></li><li><a href="/category/{{ .Params.cat }}/">{{ .Params.category_name }}</a></li><li><a href="/entry/bench-{{ .Params.cat }}/">{{ .Params.category_name }}</a></li></ol></nav>{{ end }}
{{ define "main" }}""" + DAY + """
<article class="sheet" data-lapses="2100-01-01T00:00:00+08:00">
<header class="letterhead"><p class="issuer"><a href="/organisation/{{ .Params.org }}/">{{ .Params.organisation_name }}</a></p>
<h1>{{ .Title }}</h1>
{{ with .Params.doc_no }}<p class="document">{{ . }}</p>{{ end }}
<p class="facts"><span>{{ .Params.organisation_name }}</span><span><time datetime="{{ $day }}">{{ .Date.Format "2006年1月2日" }}</time>公开</span>{{ if ne $day $updated }}<span><time datetime="{{ $updated }}">{{ .Lastmod.Format "2006年1月2日" }}</time>更新</span>{{ end }}<span>公开至<time datetime="2099-12-31">2099年12月31日</time></span><span class="state current">公开中</span>{{ if and (eq site.Params.audience "internal") (ne .Params.visibility "public") }}<span class="mark inner">党内</span>{{ end }}</p>
<div class="term" data-from="{{ $day }}T00:00:00+08:00" data-to="2100-01-01T00:00:00+08:00"></div></header>
{{ with .Description }}<p class="summary">{{ . }}</p>{{ end }}
<section aria-labelledby="fields"><h2 id="fields" class="sr">公开内容</h2><dl class="form">""" + "".join(
    '{{ with .Params.%s }}<div class="as-text"><dt>%s<span lang="en">%s</span></dt><dd>{{ . }}</dd></div>{{ end }}' % (key, zh, en)
    for zh, en, key in FIELDS) + """</dl></section>
<div class="prose">{{ .Content }}</div>
<section aria-labelledby="history"><h2 id="history">公开历程<span lang="en">Time line</span></h2><ol class="line history">""" + "".join(
    '<li class="done"><p><b>%s</b><span lang="en">%s</span><time datetime="{{ %s }}">{{ %s }}</time></p></li>' % (zh, en, day, day)
    for zh, en, day in STEPS) + """</ol></section>
<footer class="about-item"><dl class="pairs"><div><dt>公开项目</dt><dd><a href="/entry/bench-{{ .Params.cat }}/">{{ .Params.category_name }}</a></dd></div><div><dt>公开类别</dt><dd>{{ .Params.category_name }} · 随时公开</dd></div><div><dt>公开范围</dt><dd>{{ if eq .Params.visibility "public" }}向社会公开{{ else }}党内公开{{ end }}</dd></div><div><dt>意见建议</dt><dd><a href="/about/#opinions">怎样提出</a></dd></div></dl></footer>
</article>
<nav class="neighbours" aria-label="同一公开项目的其他事项">{{ with .PrevInSection }}<a href="{{ .RelPermalink }}" data-expires="2100-01-01T00:00:00+08:00" data-state="current" rel="prev"><span class="note">上一期 · {{ .Date.Format "2006-01-02" }}</span>{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a class="newer" href="{{ .RelPermalink }}" data-expires="2100-01-01T00:00:00+08:00" data-state="current" rel="next"><span class="note">下一期 · {{ .Date.Format "2006-01-02" }}</span>{{ .Title }}</a>{{ end }}</nav>
{{ end }}
"""
ROW = """<tr data-expires="2100-01-01T00:00:00+08:00" data-state="current"><td class="on"><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2006-01-02" }}</time></td><td class="what"><a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ if and (eq site.Params.audience "internal") (ne .Params.visibility "public") }}<span class="mark inner">党内</span>{{ end }}</td><td class="who"><a href="/organisation/{{ .Params.org }}/">{{ .Params.organisation_name }}</a></td><td class="until"><time datetime="2099-12-31">2099-12-31</time></td></tr>
"""
TABLE = """<table class="rows"><caption>公开事项</caption><thead><tr><th scope="col">公开日期</th><th scope="col">公开事项</th><th scope="col">党组织</th><th scope="col">公开至</th></tr></thead><tbody>
{{ range %s }}{{ partial "row.html" . }}{{ end }}</tbody></table>"""
SUBSCRIBE = """<section class="subscribe" aria-labelledby="subscribe"><h2 id="subscribe">订阅<span lang="en">Subscribe</span></h2><ul>{{ range .AlternativeOutputFormats }}<li><a href="{{ .RelPermalink }}" type="{{ .MediaType.Type }}">{{ .Name }} 订阅</a></li>{{ end }}</ul><p class="note">用阅读软件订阅新公开的事项。</p></section>
"""
TERM = """{{ define "title" }}{{ index site.Params.names .Data.Term | default .Title }}{{ end }}{{ define "main" }}
<header class="title"><p class="kicker">{{ .Data.Singular }}</p><h1>{{ index site.Params.names .Data.Term | default .Title }}</h1><p class="note">现有公开事项 {{ len .Pages }} 项</p></header>
{{ $p := .Paginate .Pages.ByDate.Reverse }}""" + TABLE % "$p.Pages" + """
<nav class="pager" aria-label="翻页"><p>第 {{ $p.PageNumber }} 页，共 {{ $p.TotalPages }} 页</p><ul><li><a href="{{ $p.First.URL }}">最新</a></li>{{ if $p.HasPrev }}<li><a href="{{ $p.Prev.URL }}" rel="prev">较新</a></li>{{ end }}{{ if $p.HasNext }}<li><a href="{{ $p.Next.URL }}" rel="next">较旧</a></li>{{ end }}<li><a href="{{ $p.Last.URL }}">最旧</a></li></ul></nav>
""" + SUBSCRIBE + "{{ end }}\n"
HOME = """{{ define "title" }}首页{{ end }}{{ define "main" }}<h1>最新公开</h1>
""" + TABLE % "first 20 site.RegularPages.ByDate.Reverse" + """
<h2>分类公开</h2><ul>{{ range $k, $v := site.Taxonomies.category }}<li><a href="/category/{{ $k }}/">{{ index site.Params.names $k }}</a>（{{ len $v }}）</li>{{ end }}</ul>
<h2>按党组织查找</h2><ul>{{ range $k, $v := site.Taxonomies.organisation }}<li><a href="/organisation/{{ $k }}/">{{ index site.Params.names $k }}</a>（{{ len $v }}）</li>{{ end }}</ul>
""" + SUBSCRIBE + "{{ end }}\n"
TAXONOMY = """{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range $k, $v := .Data.Terms }}<li><a href="/{{ $.Data.Plural }}/{{ $k }}/">{{ index site.Params.names $k | default $k }}</a>（{{ len $v }}）</li>{{ end }}</ul>{{ end }}
"""
NEWEST = "{{ range first 50 %s.ByDate.Reverse }}"
ATOM = """{{ printf "<?xml version=\\"1.0\\" encoding=\\"utf-8\\"?>" | safeHTML }}
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN">
<title>{{ site.Title }}</title><id>{{ .Permalink }}</id><link rel="alternate" type="text/html" href="{{ .Permalink }}"/><updated>2026-08-11T00:00:00+08:00</updated>
""" + NEWEST + """<entry>
<title>{{ .Title }}</title>
<id>{{ .Permalink }}</id>
<link rel="alternate" type="text/html" href="{{ .Permalink }}"/>
<published>{{ .Date.Format "2006-01-02T15:04:05Z07:00" }}</published>
<updated>{{ .Lastmod.Format "2006-01-02T15:04:05Z07:00" }}</updated>
<author><name>{{ .Params.organisation_name }}</name></author>
<category term="{{ .Params.category_name }}"/>
<summary>{{ .Description }}</summary>
</entry>
{{ end }}</feed>
"""
JSON_FEED = """{{ $items := slice }}""" + NEWEST + """{{ $items = $items | append (dict "id" .Permalink "url" .Permalink "title" .Title "summary" .Description "content_text" .Description "date_published" .Date "date_modified" .Lastmod "authors" (slice (dict "name" .Params.organisation_name)) "tags" (slice .Params.category_name)) }}{{ end }}{{ dict "version" "https://jsonfeed.org/version/1.1" "title" site.Title "home_page_url" site.BaseURL "feed_url" .Permalink "items" $items | jsonify }}
"""
RECORD = '"id" .Params.id "title" .Title "url" .Permalink "category" .Params.cat "entry" (printf "bench-%s" .Params.cat) "entry_title" .Params.category_name "tier" "ad-hoc" "organisation" .Params.org "organisation_title" .Params.organisation_name "audience" .Params.visibility "state" "current" "published" (.Date.Format "2006-01-02") "updated" (.Lastmod.Format "2006-01-02") "expires" "2099-12-31" "document" .Params.doc_no "responsible" .Params.organisation_name "summary" .Description "fields" (dict "period" .Params.period "contact" .Params.contact "phone" .Params.phone "retention" .Params.retention "legal_basis" .Params.legal_basis)'
ITEMS = '{"title":{{ site.Title | jsonify }},"items":[{{ range $n, $ := site.RegularPages.ByDate.Reverse }}{{ if $n }},{{ end }}{{ with $ }}{{ dict ' + RECORD + " | jsonify }}{{ end }}\n{{ end }}]}\n"
SEARCH = '[{{ range $n, $ := site.RegularPages.ByDate.Reverse }}{{ if $n }},{{ end }}{{ with $ }}{{ dict "id" .Params.id "title" .Title "document" .Params.doc_no "organisation" .Params.organisation_name "summary" .Description "text" .Plain | jsonify }}{{ end }}\n{{ end }}]\n'
CSV = "编号,标题,类别,公开项目,层面,党组织,公开范围,公开日期,更新日期,期满日期,文号,网址\n{{ range site.RegularPages.ByDate.Reverse }}" + ",".join(
    '"{{ %s }}"' % value for value in [".Params.id", 'replace .Title "\\"" "\\"\\""', ".Params.category_name", ".Params.category_name",
    '"随时"', ".Params.organisation_name", ".Params.visibility", '.Date.Format "2006-01-02"', '.Lastmod.Format "2006-01-02"',
    '"2099-12-31"', ".Params.doc_no", ".Permalink"]) + "\n{{ end }}"


def write(folder, content, audience, categories, organisations, base):
    """Writes a Hugo site below `folder`, over the Markdown in `content`. `categories`, `organisations`: pairs of code and name."""
    names = "".join('%s = "%s"\n' % pair for pair in categories + organisations)
    formats = "".join("[outputFormats.%s]\nmediaType = \"%s\"\nbaseName = \"%s\"\nisPlainText = %s\n" % one for one in [
        ("atom", "application/atom+xml", "feed", "false"), ("feed", "application/feed+json", "feed", "true"),
        ("items", "application/json", "items", "true"), ("find", "application/json", "search", "true"), ("table", "text/csv", "items", "true")])
    pages = {
        "hugo.toml": 'baseURL = "%s/"\nlocale = "zh-CN"\ntitle = "信息公开平台"\ncontentDir = "%s"\ndisableKinds = ["section", "404", "rss"]\n'
            'enableRobotsTXT = true\n[pagination]\npagerSize = 20\n[taxonomies]\ncategory = "category"\norganisation = "organisation"\n'
            'entry = "entry"\ntier = "tier"\n[permalinks.page]\nitems = "/items/:slug/"\n' % (base, content) + formats
            + '[mediaTypes."application/atom+xml"]\nsuffixes = ["xml"]\n[mediaTypes."application/feed+json"]\nsuffixes = ["json"]\n'
            '[outputs]\nhome = ["html", "atom", "feed", "items", "find", "table"]\ntaxonomy = ["html"]\nterm = ["html", "atom", "feed"]\npage = ["html"]\n'
            '[params]\naudience = "%s"\n[params.categories]\n%s[params.names]\n%s' % (audience, "".join('%s = "%s"\n' % c for c in categories), names),
        "layouts/_partials/head.html": HEAD, "layouts/_partials/top.html": TOP, "layouts/_partials/foot.html": FOOT, "layouts/_partials/row.html": ROW,
        "layouts/baseof.html": BASE, "layouts/page.html": ITEM, "layouts/term.html": TERM, "layouts/home.html": HOME,
        "layouts/taxonomy.html": TAXONOMY, "layouts/home.atom.xml": ATOM % "site.RegularPages", "layouts/term.atom.xml": ATOM % ".Pages",
        "layouts/home.feed.json": JSON_FEED % "site.RegularPages", "layouts/term.feed.json": JSON_FEED % ".Pages",
        "layouts/home.items.json": ITEMS, "layouts/home.find.json": SEARCH, "layouts/home.table.csv": CSV,
    }
    theme = Path(__file__).resolve().parent.parent / "themes/sunshine/static"
    statics = {"css/site.css": "site.css", "css/web.css": "web.css", "js/guard.js": "guard.js", "js/web.js": "web.js",
               "js/care.js": "web.care.js", "favicon.svg": "favicon.svg"}
    pages.update(("static/" + to, (theme / name).read_text(encoding="utf-8")) for to, name in statics.items())
    for path, text in pages.items():
        path = Path(folder) / path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
