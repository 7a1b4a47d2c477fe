// A display screen: one slide after the other, what is pinned again and again, a clock, and a newer edition as soon as there
// is one. What lapses leaves by the expiry guard; its turn is passed over.
(function () {
  'use strict';
  var body = document.body, place = document.querySelector('.place'), bar = document.querySelector('.progress progress');
  var clock = document.querySelector('.clock time');
  var seconds = Number(body.getAttribute('data-seconds')) || 15, every = Number(body.getAttribute('data-every')) || 5;
  // The slides in their turns, and which of them is shown.
  var turns = [], at = -1, begun = 0;

  function all(selector) { return Array.prototype.slice.call(document.querySelectorAll(selector)); }
  // A round: the pinned ones come before every few of the others.
  function round() {
    var pinned = all('.slide.pinned'), others = all('.slide:not(.pinned)'), out = [], next = 0;
    if (!pinned.length) return others;
    if (!others.length) return pinned;
    others.forEach(function (slide, n) {
      if (n % every === 0) { out.push(pinned[next % pinned.length]); next += 1; }
      out.push(slide);
    });
    while (next < pinned.length) { out.push(pinned[next]); next += 1; }
    return out;
  }

  function show(step) {
    var slides = turns = round(), on;
    begun = Date.now();
    all('.slide.on').forEach(function (slide) { slide.classList.remove('on'); });
    if (!slides.length) {
      if (!document.querySelector('.nothing')) {
        var say = document.createElement('p');
        say.className = 'nothing';
        say.textContent = '目前没有公开事项。';
        document.querySelector('main').appendChild(say);
      }
      place.textContent = '';
      return;
    }
    at = (at + step) % slides.length;
    on = slides[at];
    on.classList.add('on');
    number();
    fit();
  }
  // What the screen does not hold is set closer, then goes without its text, and has a smaller title at the last.
  var FITS = ['close', 'bare', 'least'];
  function fit() {
    var on = document.querySelector('.slide.on');
    if (!on) return;
    on.removeAttribute('data-fit');
    for (var n = 0; n < FITS.length && over(on); n += 1) on.setAttribute('data-fit', FITS[n]);
  }
  function over(slide) {
    var above = document.querySelector('.masthead').getBoundingClientRect().bottom;
    var crossed = Array.prototype.some.call(slide.querySelectorAll('.issuer, h2, .text, .facts'), function (part) {
      var box = part.getBoundingClientRect(), crosses = box.height && box.top < above - 1;
      above = Math.max(above, box.bottom);
      return crosses;
    });
    return crossed || document.documentElement.scrollHeight > window.innerHeight;
  }
  function number() { place.textContent = (at + 1) + ' / ' + turns.length; }
  // What went takes its turns with it: the shown one stays, or the next that is left comes.
  function lapsed() {
    var stays = document.querySelector('.slide.on');
    var left = turns.slice(Math.max(at, 0)).filter(function (slide) { return document.contains(slide); }), on = left[0];
    turns = round();
    if (!on) { at = -1; show(1); return; }
    // A pinned one has several turns: this is the one before the next of the others.
    var other = left.filter(function (slide) { return !slide.classList.contains('pinned'); })[0];
    at = Math.max(0, turns.lastIndexOf(on, other ? turns.indexOf(other) : turns.length));
    if (stays) number(); else show(0);
  }

  function two(n) { return (n < 10 ? '0' : '') + n; }
  function tick() {
    // The time where the site is, whatever zone the machine is set to.
    var here = new Date(Date.now() + clock.dataset.zone * 60000), spent = (Date.now() - begun) / 1000 / seconds;
    clock.textContent = here.getUTCFullYear() + '年' + (here.getUTCMonth() + 1) + '月' + here.getUTCDate() + '日 ' + two(here.getUTCHours()) + ':' + two(here.getUTCMinutes());
    bar.value = Math.min(1, spent);
    // A clock that was set back would hold a slide for long.
    if (spent >= 1 || spent < 0) show(1);
    // Its fonts came, or a line above it that says how old it is.
    else if (document.documentElement.scrollHeight > window.innerHeight) fit();
  }

  body.classList.add('rotating');
  document.querySelector('.progress').hidden = false;
  document.addEventListener('sunshine:lapsed', lapsed);
  document.addEventListener('sunshine:newer', function () { location.reload(); });
  document.addEventListener('keydown', function (event) { if (event.key === 'ArrowRight') show(1); });
  window.addEventListener('resize', fit);
  show(1);
  tick();
  setInterval(tick, 250);
})();
