// The expiry guard. It takes off an open page what lapses while it stands open, in every form, from http and from
// file://. It needs no other script, and no other script needs it to be there first. What it removes is gone from the
// document: nothing is left to find, copy, read aloud or print.
//   data-expires="INSTANT"  the element goes at that instant
//   data-while              the element goes with the last data-expires in it
//   data-closes="INSTANT"   a window that is open till then: a word says that it has closed, data-closed or 已截止
//   data-later="INSTANT=COUNT ..."   how many there are from when on
//   data-lapses="INSTANT"   the page is about an item: at that instant only who disclosed it stays, and that it is over
// window.sunshine.stands(INSTANT) says whether something may stand now; window.sunshine.sweep() looks again after a
// script has added to the page. The event "sunshine:lapsed" on the document says that something went.
(function () {
  'use strict';
  // A clock may be set and a machine may sleep, so no wait is longer than this.
  var LONGEST = 60000;
  var timer;

  function instant(text) { var t = Date.parse(text || ''); return isNaN(t) ? Infinity : t; }
  function stands(text) { return instant(text) > Date.now(); }

  function blank(sheet) {
    // While the page is being read, what follows goes into the head that was taken out.
    var head = sheet.head = sheet.head || sheet.querySelector('header');
    function part(selector) { return sheet.querySelector(selector) || (head && head.querySelector(selector)); }
    var title = part('h1'), issuer = part('.issuer');
    var name = document.createElement('h1'), say = document.createElement('p');
    name.textContent = '公开期已满';
    say.textContent = '此件公开期已满，内容不再公开。';
    say.className = 'say';
    sheet.textContent = '';
    [issuer, title && name, say].forEach(function (part) { if (part) sheet.appendChild(part); });
    sheet.classList.add('stub');
    // While the page is being read more of the sheet may come.
    if (document.readyState !== 'loading') sheet.removeAttribute('data-lapses');
    if (title || document.querySelector('meta[name=ArticleTitle]')) rename(name.textContent);
  }

  // The page is about what lapsed, and its head names it.
  function rename(title) {
    document.title = title;
    Array.prototype.forEach.call(document.querySelectorAll('meta[name]'), function (meta) {
      if (/^(ArticleTitle|ColumnName|Keywords|Description)$/i.test(meta.getAttribute('name'))) meta.remove();
    });
  }

  function all(selector, work) { Array.prototype.forEach.call(document.querySelectorAll(selector), work); }
  function sweep() {
    var now = Date.now(), next = Infinity, gone = 0;
    function each(key, go) {
      var over = 0;
      all('[data-' + key + ']', function (node) {
        var at = instant(node.getAttribute('data-' + key));
        if (at > now) next = Math.min(next, at); else { go(node); over += 1; }
      });
      return over;
    }
    gone += each('expires', function (node) {
      var heading = node.closest('h1');
      node.remove();
      if (heading) rename(heading.textContent = '公开期已满的事项');
    });
    gone += each('lapses', blank);
    each('closes', function (node) {
      node.textContent = node.getAttribute('data-closed') || '已截止';
      if (node.classList.contains('state')) node.className = 'state closed';
      if (document.readyState !== 'loading') node.removeAttribute('data-closes');
    });
    all('[data-later]', function (node) {
      node.getAttribute('data-later').split(' ').forEach(function (step) {
        var part = step.split('='), at = instant(part[0]);
        if (at > now) next = Math.min(next, at); else node.textContent = node.textContent.replace(/\d+/, part[1]);
      });
    });
    // What is still being read may hold more.
    if (document.readyState !== 'loading') all('[data-while]', function (holder) { if (!holder.querySelector('[data-expires]')) holder.remove(); });
    clearTimeout(timer);
    timer = setTimeout(sweep, Math.min(LONGEST, next - now));
    if (gone) document.dispatchEvent(new CustomEvent('sunshine:lapsed'));
  }

  window.sunshine = window.sunshine || {};
  window.sunshine.stands = stands;
  window.sunshine.sweep = sweep;
  ['pageshow', 'focus', 'beforeprint'].forEach(function (name) { window.addEventListener(name, sweep); });
  document.addEventListener('visibilitychange', sweep);
  // It stands in the head and does not wait for the rest: what comes is looked at before it is painted.
  if (document.readyState === 'loading') {
    var reading = new MutationObserver(function () { sweep(); reading.takeRecords(); });
    reading.observe(document, { childList: true, subtree: true });
    document.addEventListener('DOMContentLoaded', function () { reading.disconnect(); sweep(); });
  }
  sweep();
})();
