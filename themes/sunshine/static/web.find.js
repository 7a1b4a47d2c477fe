// The page to search on: what is asked stands in the address, so that it can be gone back to, kept and passed on.
(function () {
  'use strict';
  var form = document.getElementById('ask'), list = document.getElementById('found'), say = document.getElementById('say'), more = document.getElementById('more');
  if (!form || !window.sunshineSearch || !window.URLSearchParams) return;
  var FILTERS = ['category', 'tier', 'organisation', 'period', 'state'];
  var STATES = { closing: '即将到期', consulting: '征求意见中', noticing: '公示中', past: '已到期', closed: '已截止' };
  var PAGE = 20, turn = 0, timer, field = form.elements.q, wanted;

  function make(name, kind, text) {
    var node = document.createElement(name);
    if (kind) node.className = kind;
    if (text) node.textContent = text;
    return node;
  }
  // Content is Chinese, also where the words around it are not.
  function chinese(node) {
    if (document.documentElement.lang.slice(0, 2) !== 'zh') node.lang = 'zh-CN';
    return node;
  }
  function marked(node, text, hits) {
    if (/\p{Script=Han}/u.test(text)) chinese(node);
    window.sunshineSearch.mark(text, hits).forEach(function (piece) {
      node.appendChild(piece[1] ? make('mark', '', piece[0]) : document.createTextNode(piece[0]));
    });
    return node;
  }
  function link(path, text, hits) {
    var node = marked(make('a'), text, hits);
    node.href = path;
    return node;
  }
  function row(item, hits) {
    var node = make('li'), what = node.appendChild(make('p', 'what')), about = make('p', 'note');
    node.setAttribute('data-expires', item.expires);
    what.appendChild(link(item.path, item.title, hits));
    if (STATES[item.state]) {
      var state = what.appendChild(make('span', 'state ' + item.state, STATES[item.state]));
      if (item.closes && item.state !== 'closed') state.setAttribute('data-closes', item.closes);
    }
    if (item.focus) what.appendChild(make('span', 'mark focus', '重点'));
    if (item.internal) what.appendChild(make('span', 'mark inner', '党内'));
    if (item.sentence) node.appendChild(marked(make('p', 'sentence'), item.sentence, hits));
    node.appendChild(about);
    var day = make('time', '', item.published);
    day.dateTime = item.published;
    about.appendChild(day);
    about.appendChild(link(item.organisation.path, item.organisation.title, hits));
    about.appendChild(link(item.entry.path, item.entry.title, hits));
    if (item.document) about.appendChild(marked(make('span'), item.document, hits));
    if (item.until) about.appendChild(make('span', '', '公开至 ' + item.until));
    if (hits.length && !node.querySelector('mark')) about.appendChild(make('span', '', '所查词句在正文中'));
    return node;
  }

  function asked() {
    var now = { q: field.value.trim() };
    FILTERS.forEach(function (name) { now[name] = form.elements[name].value; });
    return now;
  }
  function address(now) {
    var query = new URLSearchParams();
    Object.keys(now).forEach(function (name) { if (now[name]) query.set(name, now[name]); });
    return location.pathname + (query.toString() ? '?' + query : '');
  }
  function choose(name) {
    form.elements[name].value = wanted.get(name) || '';
    if (form.elements[name].selectedIndex < 0) form.elements[name].value = '';
  }
  function read() {
    wanted = new URLSearchParams(location.search);
    field.value = wanted.get('q') || '';
    FILTERS.forEach(choose);
  }
  function keep(step) {
    var to = address(asked());
    if (to === location.pathname + location.search) return;
    history[step ? 'pushState' : 'replaceState'](null, '', to);
  }

  // `most`: how many rows are to stand afterwards, where all of them are written anew.
  function run(from, most) {
    var now = asked(), mine = turn += 1, any = Object.keys(now).some(function (name) { return now[name]; });
    clearTimeout(timer);
    if (!any) { list.textContent = ''; more.hidden = true; say.textContent = ''; return; }
    window.sunshineSearch.query(now.q, now, from, most || PAGE).then(function (items) {
      if (mine !== turn) return;
      var held = list.contains(document.activeElement) && document.activeElement.getAttribute('href');
      if (!from) list.textContent = '';
      var first = list.children.length;
      items.forEach(function (item) { list.appendChild(row(item, items.hits)); });
      more.hidden = list.children.length >= items.total || items.length === 0;
      say.textContent = items.total ? (items.total === 1 ? '找到 1 项' : '找到 # 项'.replace('#', items.total)) : '没有找到。换个词，或减少筛选条件试试。';
      if (from && list.children[first]) list.children[first].querySelector('a').focus();
      var again = !from && held && list.querySelector('a[href="' + held + '"]');
      if (again) again.focus({ preventScroll: true });
      if (window.sunshine) window.sunshine.sweep();
    }, function () {
      if (mine === turn) say.textContent = '搜索数据没有加载成功，请重新打开本页。';
    });
  }
  function ask(step) { keep(step); run(0); }

  form.addEventListener('submit', function (event) { event.preventDefault(); ask(true); });
  form.addEventListener('change', function (event) { if (event.target !== field) ask(true); });
  field.addEventListener('input', function (event) {
    if (event.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(ask, 120, false);
  });
  field.addEventListener('compositionend', function () { clearTimeout(timer); timer = setTimeout(ask, 120, false); });
  more.addEventListener('click', function () { run(list.children.length); });
  window.addEventListener('popstate', function () { read(); run(0); });
  // Who had asked for more keeps it.
  document.addEventListener('sunshine:lapsed', function () { run(0, Math.max(1, Math.ceil(list.children.length / PAGE)) * PAGE); });
  document.addEventListener('keydown', function (event) {
    var links = Array.prototype.slice.call(list.querySelectorAll('.what a')), at = links.indexOf(document.activeElement);
    if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape' && at >= 0) field.focus();
    else if (event.key === 'Escape' && document.activeElement === field && field.value) { field.value = ''; ask(true); }
    else if (event.key === 'ArrowDown' && (at >= 0 || document.activeElement === field) && links[at + 1]) links[at + 1].focus();
    else if (event.key === 'ArrowUp' && at >= 0) (links[at - 1] || field).focus();
    else return;
    event.preventDefault();
  });

  // Filters in words, as the site has them.
  function option(name, value, text) {
    var node = make('option', '', text);
    node.value = value;
    return form.elements[name].appendChild(node);
  }
  function period(id) {
    var part = id.slice(5), year = id.slice(0, 4) + '年';
    if (!part) return year;
    if (part[0] === 'H') return year + (part === 'H1' ? '上' : '下') + '半年';
    return part[0] === 'Q' ? year + '第' + '一二三四'[part[1] - 1] + '季度' : year + Number(part) + '月份';
  }
  form.hidden = false;
  read();
  if (!location.search) field.focus();
  window.sunshineSearch.site().then(function (site) {
    site.categories.forEach(function (one) { option('category', one.id, one.title); });
    site.organisations.forEach(function (one) { chinese(option('organisation', one.id, '\u3000'.repeat(one.depth) + one.title)); });
    site.periods.forEach(function (id) { option('period', id, (id.length > 4 ? '\u3000' : '') + period(id)); });
    // What was typed meanwhile stands; these had nothing to choose from before.
    ['category', 'organisation', 'period'].forEach(choose);
    keep(false);
    run(0);
  }, function () { say.textContent = '搜索数据没有加载成功，请重新打开本页。'; });
})();
