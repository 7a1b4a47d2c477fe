// Care mode (适老化): large type, high contrast, and reading aloud. It is switched by a button at the head of the page, and
// remembered on this device only. Without a script there is no button.
(function () {
  'use strict';
  var PATIENCE = 4000;
  var KEY = 'sunshine.care', root = document.documentElement, head = document.querySelector('.masthead .wrap');
  var voice = window.speechSynthesis, reader = null, isEnglish = root.lang.slice(0, 2) === 'en';

  // A browser may refuse to remember; the mode then lasts for the page.
  function recall() { try { return localStorage.getItem(KEY) === 'on'; } catch (_) { return false; } }
  function remember(on) { try { if (on) localStorage.setItem(KEY, 'on'); else localStorage.removeItem(KEY); } catch (_) { return; } }
  function button(text, english, work) {
    var node = document.createElement('button'), en = document.createElement('span');
    node.type = 'button';
    node.textContent = text;
    en.lang = 'en';
    en.textContent = english;
    if (!isEnglish) node.appendChild(en);
    node.addEventListener('click', work);
    return node;
  }

  // What is read, in order: what a page says, not what it is operated by. Text that the expiry guard took away is gone.
  function passages() {
    var found = document.querySelectorAll('main :is(h1, h2, h3, p, li, dt, dd, th, td, blockquote, figcaption)');
    return Array.prototype.filter.call(found, function (node) {
      var inner = node.querySelector('h1, h2, h3, p, li, dt, dd, th, td, blockquote');
      return !inner && !node.closest('.reader, .tools, .slip, form, [hidden]') && words(node) && node.getClientRects().length;
    });
  }
  // The language of a passage: of what holds all of its words, or of what it stands in.
  function tongue(node) {
    var whole = node.textContent.trim();
    var own = Array.prototype.filter.call(node.querySelectorAll('[lang]'), function (part) { return part.textContent.trim() === whole; });
    return (own[0] || node.closest('[lang]') || root).lang;
  }
  function words(node) {
    var copy = node.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll('[lang=en], code, button, svg'), function (part) { part.remove(); });
    // Parts that stand side by side are heard apart.
    Array.prototype.forEach.call(copy.querySelectorAll('*'), function (part) {
      var after = part.nextSibling;
      while (after && after.nodeType !== 1 && !after.textContent.trim()) after = after.nextSibling;
      if (!after || after.nodeType !== 1 || part.matches('.phrase, sup') || after.matches('.phrase, sup')) return;
      if (/[^\p{P}\s]\s*$/u.test(part.textContent) && /^\s*[^\p{P}\s]/u.test(after.textContent)) part.insertAdjacentText('afterend', '，');
    });
    return copy.textContent.replace(/\s+/g, ' ').replace(/， /g, '，').trim();
  }

  function Reader() {
    var parts = [], at = 0, state = 'off', turn = 0, heard = false, bar = document.createElement('div'), said = document.createElement('span');
    var start = button('朗读', 'Read aloud', play), stop = button('停止', 'Stop', end);
    bar.className = 'reader';
    bar.setAttribute('role', 'group');
    bar.setAttribute('aria-label', '朗读');
    said.setAttribute('role', 'status');
    [start, stop, said].forEach(function (node) { bar.appendChild(node); });
    document.querySelector('main').insertAdjacentElement('afterbegin', bar);
    show('off');

    function show(next) {
      state = next;
      start.firstChild.nodeValue = next === 'on' ? '暂停' : next === 'paused' ? '继续' : '朗读';
      if (!isEnglish) start.lastChild.textContent = next === 'on' ? 'Pause' : next === 'paused' ? 'Go on' : 'Read aloud';
      stop.hidden = next === 'off';
      said.textContent = next === 'on' ? '正在朗读' : next === 'paused' ? '已暂停' : '';
    }
    function mark(node) {
      var old = document.querySelector('.reading');
      if (old) old.classList.remove('reading');
      if (!node) return;
      node.classList.add('reading');
      node.scrollIntoView({ block: 'nearest' });
    }
    function next() {
      var own = turn, node, speech;
      while (at < parts.length && !document.contains(parts[at])) at += 1;
      node = parts[at];
      if (!node) { end(); return; }
      speech = new SpeechSynthesisUtterance(words(node));
      speech.lang = tongue(node);
      speech.rate = 0.9;
      // What was stopped may still report its end.
      speech.onstart = function () { heard = true; };
      speech.onend = function () { if (own === turn && state === 'on') { heard = true; at += 1; next(); } };
      speech.onerror = function () { if (own === turn && state === 'on') fail(); };
      mark(node);
      voice.speak(speech);
      if (!heard) setTimeout(function () { if (own === turn && state === 'on' && !heard) fail(); }, PATIENCE);
    }
    // A browser that names its voices, none of which speaks the language, reads nothing, or what nobody understands.
    function spoken(node) {
      var voices = voice.getVoices ? Array.prototype.slice.call(voice.getVoices()) : [];
      return !voices.length || voices.some(function (one) { return one.lang.slice(0, 2).toLowerCase() === tongue(node).slice(0, 2); });
    }
    function fail() {
      end();
      if (!heard) said.textContent = '本机没有中文语音';
    }
    function play() {
      if (state === 'on') { voice.pause(); show('paused'); return; }
      if (state === 'paused') { show('on'); voice.resume(); return; }
      end();
      parts = passages().filter(spoken);
      if (!parts.length) { heard = false; fail(); return; }
      show('on');
      next();
    }
    function end() {
      turn += 1;
      at = 0;
      voice.cancel();
      mark(null);
      if (!stop.hidden && document.activeElement === stop) start.focus();
      show('off');
    }
    // What lapses while it is read falls silent.
    function lapsed() { if (state !== 'off' && !document.querySelector('.reading')) end(); }
    document.addEventListener('sunshine:lapsed', lapsed);
    window.addEventListener('pagehide', end);
    return { remove: function () { end(); document.removeEventListener('sunshine:lapsed', lapsed); bar.remove(); } };
  }

  function set(on) {
    root.classList.toggle('care', on);
    toggle.setAttribute('aria-pressed', String(on));
    if (on && voice && window.SpeechSynthesisUtterance && !reader) reader = new Reader();
    if (!on && reader) { reader.remove(); reader = null; }
  }

  if (!head) return;
  var toggle = button('关怀版', 'Care mode', function () { var on = !root.classList.contains('care'); remember(on); set(on); });
  toggle.className = 'care-button';
  head.insertBefore(toggle, head.querySelector('.menu-button'));
  set(recall());
})();
