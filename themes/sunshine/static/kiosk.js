// A touch screen: clock, titles in turn while nobody is there, large buttons that turn pages, a search by first letters,
// and back to the start when nobody touches it. Nobody gets out of its pages, and what one reader looked at the next one
// does not find: every page takes the place of the one before. Before a page is left, the folder is asked whether it holds
// a newer edition, whose start is shown instead: an old page may name pages that are gone.
(function () {
  'use strict';
  var body = document.body, atStart = body.classList.contains('on-start');
  var start = address('index.html');
  var SHOWN = 8000, MOST = 40, RETRY = 5000, STUB = 10;

  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  function one(selector) { return document.querySelector(selector); }
  function address(path) { return new URL(body.getAttribute('data-root') + path, location.href).href; }
  function made(tag, name, text) {
    var node = document.createElement(tag);
    node.className = name;
    node.textContent = text || '';
    return node;
  }
  // What is kept from page to page of one reader, and forgotten at the start.
  function kept(key, value) {
    try {
      if (value === undefined) return JSON.parse(sessionStorage.getItem('sunshine.' + key));
      sessionStorage.setItem('sunshine.' + key, JSON.stringify(value));
    } catch (error) { /* Nothing is kept; "back" then leads to what is above. */ }
    return null;
  }

  // Going from page to page.
  var leaving = false;
  function go(to, missed) {
    if (leaving) return;
    leaving = true;
    var newer = window.sunshine && window.sunshine.newer;
    if (!newer) { location.replace(to); return; }
    newer(function (found) {
      if (found !== null) { location.replace(found ? start : to); return; }
      leaving = false;
      (missed || updating)();
    });
  }
  window.addEventListener('pageshow', function () { leaving = false; });
  function updating() {
    if (one('.updating')) return;
    var say = made('p', 'updating', '内容正在更新，请稍候再点。');
    say.setAttribute('role', 'alert');
    body.appendChild(say);
    setTimeout(function () { say.remove(); }, RETRY);
  }
  function reset() { go(start, function () { setTimeout(reset, RETRY); }); }
  function back() {
    var trail = kept('trail') || [], up = one('.bar .back'), to = trail.pop();
    kept('trail', trail);
    go(to || (up ? up.href : start));
  }
  function follow(link) {
    var place = link.getAttribute('href').split('#');
    if (place[0] === '') {
      var part = document.getElementById(decodeURIComponent(place[1] || ''));
      if (part) part.scrollIntoView();
      return;
    }
    if (link.classList.contains('back')) { back(); return; }
    var turns = /^(prev|next)$/.test(link.rel), trail = kept('trail') || [];
    if (link.classList.contains('home')) { trail = []; kept('typed', null); } else if (!turns && !atStart) trail = trail.concat(location.href).slice(-MOST);
    kept('trail', trail);
    go(link.href);
  }
  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (link) { event.preventDefault(); follow(link); } else if (atStart) go(address('home.html'));
  });

  // No way out, no traces of fingers.
  function no(event) { event.preventDefault(); }
  ['contextmenu', 'dragstart', 'drop', 'dragover', 'selectstart', 'auxclick', 'copy', 'cut', 'gesturestart', 'dblclick'].forEach(function (name) {
    document.addEventListener(name, no);
  });
  ['touchstart', 'touchmove'].forEach(function (name) {
    document.addEventListener(name, function (event) { if (event.touches.length > 1) event.preventDefault(); }, { passive: false });
  });
  document.addEventListener('wheel', function (event) { if (event.ctrlKey) event.preventDefault(); }, { passive: false });
  document.addEventListener('mouseup', function (event) { if (event.button > 2) event.preventDefault(); });
  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^(Tab|Enter| |Arrow\w+|Page\w+|Home|End)$/.test(event.key)) event.preventDefault();
  });

  // Idle: a question with a countdown, then the start.
  var idle = Number(body.getAttribute('data-idle')), wait = Number(body.getAttribute('data-countdown'));
  var touched = performance.now(), asked = null;
  function touch() { if (!asked) touched = performance.now(); }
  ['pointerdown', 'keydown', 'wheel', 'touchmove'].forEach(function (name) { document.addEventListener(name, touch, { capture: true, passive: true }); });
  function ask(left) {
    if (!asked) {
      asked = made('div', 'asked');
      asked.setAttribute('role', 'alertdialog');
      asked.setAttribute('aria-modal', 'true');
      asked.setAttribute('aria-labelledby', 'asked');
      var say = made('p', 'say', '还在查看吗？'), count = made('p', 'count'), stay = made('button', 'stay', '继续查看');
      say.id = 'asked';
      stay.type = 'button';
      [say, count, stay].forEach(function (part) { asked.appendChild(part); });
      asked.addEventListener('click', function () { asked.remove(); asked = null; touch(); });
      body.appendChild(asked);
      stay.focus();
    }
    asked.querySelector('.count').textContent = left + ' 秒后返回开始画面';
  }

  // Titles in turn.
  var shown = performance.now();
  function show() {
    var slides = all('.slide'), on = slides.findIndex(function (slide) { return slide.classList.contains('on'); });
    shown = performance.now();
    slides.forEach(function (slide, n) { slide.classList.toggle('on', n === (on + 1) % slides.length); });
    fitTurn();
  }

  var clock = one('.clock time'), days = '日,一,二,三,四,五,六'.split(','), said = '';
  function tick() {
    // The time where the site is, whatever zone the machine is set to.
    var here = new Date(Date.now() + clock.dataset.zone * 60000), at = performance.now(), spent = (at - touched) / 1000;
    var time = here.getUTCFullYear() + '年' + (here.getUTCMonth() + 1) + '月' + here.getUTCDate() + '日　星期' + days[here.getUTCDay()] + '　' +
      ('0' + here.getUTCHours()).slice(-2) + ':' + ('0' + here.getUTCMinutes()).slice(-2);
    if (time !== said) clock.textContent = said = time;
    if (atStart) { if (at - shown >= SHOWN) show(); } else if (spent >= idle + wait) reset(); else if (spent >= idle) ask(Math.ceil(idle + wait - spent));
  }

  // An item whose term has ended goes back by itself.
  var stub = null;
  function lapsed() {
    if (atStart && !one('.slide.on')) show();
    if (letters) find();
    if (stub || !one('.sheet.stub')) return;
    var left = STUB;
    all('[data-turn]').forEach(function (button) { button.hidden = true; });
    stub = made('p', 'note');
    one('.sheet').appendChild(stub);
    (function count() {
      stub.textContent = left + ' 秒后返回';
      if (left === 0) { back(); return; }
      left -= 1;
      setTimeout(count, 1000);
    })();
  }

  // An item, screen by screen, with two lines of the one before.
  var reader = one('.reader');
  function turned() {
    if (!reader || !reader.isConnected) return;
    var step = stride(), more = Math.max(0, Math.ceil((reader.scrollHeight - reader.clientHeight - 2) / step));
    var at = Math.min(more, Math.ceil((reader.scrollTop - 2) / step));
    all('[data-turn]').forEach(function (button) {
      button.hidden = more === 0;
      button.disabled = button.getAttribute('data-turn') < 0 ? at <= 0 : at >= more;
    });
    reader.classList.toggle('above', at > 0);
    reader.classList.toggle('below', at < more);
    one('.take .place').textContent = more ? '第 ' + (Math.max(0, at) + 1) + '／' + (more + 1) + ' 屏' : '';
  }
  function stride() { return Math.max(100, reader.clientHeight - 2 * parseFloat(getComputedStyle(reader).lineHeight)); }
  all('[data-turn]').forEach(function (button) {
    button.addEventListener('click', function () { reader.scrollTop += Number(button.getAttribute('data-turn')) * stride(); });
  });
  if (reader) {
    reader.addEventListener('scroll', turned, { passive: true });
    window.addEventListener('load', turned);
    window.addEventListener('resize', turned);
    turned();
  }

  // A title that two lines do not hold is set closer, on three.
  function fit(title) {
    title.classList.remove('long');
    // Letters may stand out of their line by a little.
    title.classList.toggle('long', title.scrollHeight > title.clientHeight + parseFloat(getComputedStyle(title).fontSize) * 0.6);
  }
  // So is what is in its turn while nobody is there, and closer still.
  function fitTurn() {
    var round = one('.in-turn .round');
    if (!round) return;
    round.classList.remove('close', 'closer');
    ['close', 'closer'].forEach(function (by) { if (round.scrollHeight > round.clientHeight + 1) round.classList.add(by); });
  }
  function fitAll() { all('.six b').forEach(fit); fitTurn(); }
  window.addEventListener('resize', fitAll);
  window.addEventListener('load', fitAll);
  fitAll();

  // Search by first letters, as many results at a time as the screen has rows for.
  var keys = one('.keys'), letters = '', from = 0, query = 0;
  function rows() { return getComputedStyle(one('.answers')).gridTemplateRows.split(' ').length; }
  function row(item) {
    var line = document.createElement('li'), link = document.createElement('a'), note = made('span', 'note');
    line.setAttribute('data-expires', item.expires || '');
    link.href = address(item.path);
    link.appendChild(made('b', '', item.title));
    if (window.sunshine && window.sunshine.part) window.sunshine.part(link.firstChild);
    [item.organisation.title, item.published + ' 公开'].forEach(function (text) { note.appendChild(made('span', '', text)); });
    if (item.internal) note.appendChild(made('span', 'mark inner', '党内'));
    link.appendChild(note);
    line.appendChild(link);
    return line;
  }
  function find() {
    var mine = query += 1;
    kept('typed', letters ? { letters: letters, from: from } : null);
    one('.typed').textContent = letters.split('').join(' ');
    if (!letters || !window.sunshineSearch) { found([]); return; }
    window.sunshineSearch.initials(letters.toLowerCase(), {}, from, rows()).then(
      function (items) { if (mine === query) found(items); },
      function () { if (mine === query) { found([]); updating(); } });
  }
  function found(items) {
    var list = one('.answers');
    list.textContent = '';
    items.forEach(function (item) { list.appendChild(row(item)); });
    fitAll();
    one('.letters .nothing').hidden = !letters || items.length > 0;
    all('[data-results]').forEach(function (button) {
      button.hidden = !(button.getAttribute('data-results') < 0 ? from > 0 : from + items.length < (items.total || 0));
    });
    if (window.sunshine && window.sunshine.sweep) window.sunshine.sweep();
  }
  if (keys) {
    var before = kept('typed');
    if (before) { letters = before.letters; from = before.from; }
    // By then the index is there.
    window.addEventListener('load', find);
    keys.hidden = false;
    keys.addEventListener('click', function (event) {
      var key = event.target.getAttribute('data-key');
      if (!key) return;
      letters = key === 'clear' ? '' : key === 'back' ? letters.slice(0, -1) : (letters + key).slice(0, 12);
      from = 0;
      find();
    });
    all('[data-results]').forEach(function (button) {
      button.addEventListener('click', function () { from += Number(button.getAttribute('data-results')) * rows(); find(); });
    });
  }

  document.addEventListener('sunshine:lapsed', lapsed);
  if (atStart) {
    kept('trail', []);
    kept('typed', null);
    body.classList.add('in-turn');
    document.addEventListener('sunshine:newer', function () { location.reload(); });
    show();
  }
  lapsed();
  tick();
  setInterval(tick, 250);
})();
