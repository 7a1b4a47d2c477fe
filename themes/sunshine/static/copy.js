// A copy on a touch or display screen stays open for days. It looks now and then whether the folder it came from holds a
// newer edition, and says so when it has become too old to be shown. From file:// only a script can be read, so the
// edition names itself in one: edition.js calls sunshineEdition(DIGEST, VALID_UNTIL).
//   window.sunshine.newer(DONE)  looks now, and calls DONE with whether there is a newer edition; with null where none can be
//                                read, as while a folder is being replaced
// The event "sunshine:newer" on the document says that one was found.
(function () {
  'use strict';
  var EVERY = 60000, PATIENCE = 4000;
  var own = null, until = Infinity, waiting = [], self = document.currentScript;
  var source = self && self.getAttribute('data-edition');

  function done(newer) {
    var told = waiting;
    waiting = [];
    told.forEach(function (tell) { tell(newer); });
    if (newer) document.dispatchEvent(new CustomEvent('sunshine:newer'));
  }

  function age() {
    var old = until <= Date.now(), said = document.querySelector('.stale');
    if (!old || said) return;
    said = document.createElement('p');
    said.className = 'stale';
    said.setAttribute('role', 'alert');
    said.textContent = '本机内容已过有效期，可能不是最新，请联系管理员更新。';
    document.body.insertBefore(said, document.body.firstChild);
  }

  window.sunshineEdition = function (digest, validUntil) {
    if (own === null) {
      own = digest;
      until = Date.parse(validUntil || '') || Infinity;
      age();
    }
    done(digest !== own);
  };

  function look(tell) {
    if (tell) waiting.push(tell);
    var script = document.createElement('script'), over = setTimeout(function () { end(); done(null); }, PATIENCE);
    function end() { clearTimeout(over); script.remove(); }
    script.src = source + '?' + Date.now();
    script.onload = end;
    // What comes after a look that failed may be newer than the page.
    script.onerror = function () { end(); own = own || ''; done(null); };
    document.head.appendChild(script);
  }

  window.sunshine = window.sunshine || {};
  window.sunshine.newer = look;
  look();
  setInterval(function () { age(); look(); }, EVERY);
})();
