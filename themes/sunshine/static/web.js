// All of it optional: days left, the bar of a term, a print button. No network, no storage.
(function () {
  'use strict';
  var now = Date.now(), DAY = 86400000;
  function each(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function make(name, text) { var node = document.createElement(name); if (text) node.textContent = text; return node; }
  function time(node, key) { var t = Date.parse(node.getAttribute('data-' + key) || ''); return isNaN(t) ? null : t; }
  function counted(n, one, many) { return n === 1 ? one : many.replace('#', n); }
  // Which day it is where the site is, for an instant as the page writes it, with the hours that its zone is ahead.
  function days(node, key) {
    var zone = /([+-])(\d\d):(\d\d)$/.exec(node.getAttribute('data-' + key) || ''), ahead = zone ? (+zone[2] * 60 + +zone[3]) * (zone[1] === '-' ? -1 : 1) : 0;
    return function (t) { return Math.floor((t + ahead * 60000) / DAY); };
  }
  function left(node, key) {
    var until = time(node, key), day = days(node, key), more = day(until - 1) - day(now);
    return until <= now ? '已截止' : more < 1 ? '今天截止' : counted(more, '还有 1 天', '还有 # 天');
  }

  // A key to search.
  document.addEventListener('keydown', function (event) {
    var field = document.querySelector('.ask input') || document.querySelector('.find input'), at = document.activeElement;
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || !field || /^(INPUT|SELECT|TEXTAREA)$/.test(at && at.tagName)) return;
    event.preventDefault();
    field.focus();
  });

  // Days left beside windows and terms.
  each('[data-until]', function (node) { if (time(node, 'until') !== null) node.textContent = left(node, 'until'); });

  // Where today stands in a term.
  each('.term[data-from]', function (node) {
    var from = time(node, 'from'), to = time(node, 'to'), line = make('p'), day = days(node, 'from');
    if (from === null || to === null || to <= from) return;
    var bar = make('progress');
    bar.max = 1;
    bar.value = Math.min(1, Math.max(0, (now - from) / (to - from)));
    bar.setAttribute('aria-label', '公开期');
    line.appendChild(make('span', now < from ? '尚未公开' : counted(day(Math.min(now, to - 1)) - day(from) + 1, '已公开 1 天', '已公开 # 天')));
    line.appendChild(make('span', to <= now ? '公开期已满' : left(node, 'to')));
    node.appendChild(bar);
    node.appendChild(line);
  });

  // Print.
  each('article.sheet', function (sheet) {
    if (!window.print || sheet.classList.contains('stub')) return;
    var tools = make('p'), button = make('button', '打印');
    tools.className = 'tools';
    button.type = 'button';
    button.addEventListener('click', function () { window.print(); });
    tools.appendChild(button);
    sheet.appendChild(tools);
  });
})();
