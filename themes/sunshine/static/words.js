// Titles and sentences in large type break between words, which Chinese does not part by spaces. The browser knows where words end
// (Intl.Segmenter); where it does not, they break as they did. window.sunshine.part(TITLE) does so with a title that came later.
(function () {
  'use strict';
  if (!window.Intl || !Intl.Segmenter) return;
  var words = new Intl.Segmenter('zh', { granularity: 'word' });
  var OPENS = /[\p{Ps}\p{Pi}]$/u, CLOSES = /^[\p{Pe}\p{Pf}\p{Po}]/u, NUMBER = /[\d第]\s?$|\d\s?个$|第[〇零一二三四五六七八九十百]+$/, DATE = /\d[年月]$/, SINGLE = /^\p{Script=Han}$/u;
  var FIGURE = /[〇零一二三四五六七八九十百]$/, GOES_ON = /^[〇零一二三四五六七八九十百]|^年/;
  // Words that stay together: with their punctuation, a number with what it counts, a date, and a single character with the
  // word before it.
  function phrases(text) {
    var out = [];
    Array.from(words.segment(text), function (part) { return part.segment; }).forEach(function (word) {
      var last = out[out.length - 1];
      if (last && (OPENS.test(last) || CLOSES.test(word) || NUMBER.test(last) || DATE.test(last) && /^\d/.test(word) || FIGURE.test(last) && GOES_ON.test(word) || SINGLE.test(word))) out[out.length - 1] += word;
      else out.push(word);
    });
    return out;
  }
  function part(title) {
    Array.prototype.slice.call(title.childNodes).forEach(function (node) {
      var parts = node.nodeType === 3 ? phrases(node.data) : [];
      if (parts.length < 2) return;
      parts.forEach(function (part) {
        var phrase = document.createElement('span');
        phrase.className = 'phrase';
        phrase.textContent = part;
        title.insertBefore(phrase, node);
      });
      node.remove();
    });
  }
  Array.prototype.forEach.call(document.querySelectorAll('main :is(h1, h2), main h1 > [data-expires], .places a, .what > a, :is(.six, .tiles) b, .contents tbody th, :is(.sheet, .contents) .issuer, .slide .text'), part);
  (window.sunshine = window.sunshine || {}).part = part;
})();
