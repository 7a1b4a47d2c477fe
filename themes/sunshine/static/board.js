// A clerk's help at a notice board: prints, and marks what has to come down today.
(function () {
  'use strict';
  var button = document.querySelector('[data-print]'), said = document.querySelector('.today');
  if (button && window.print) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  }
  // A day begins in the site's zone, whatever that of the machine.
  function mark() {
    var now = Date.now(), due = 0, past = 0, next = '';
    Array.prototype.forEach.call(document.querySelectorAll('[data-begins]'), function (day) {
      var begun = now - Date.parse(day.getAttribute('data-begins')), sheets = day.querySelectorAll('li').length;
      var over = begun >= 86400000, on = begun >= 0 && !over;
      day.classList.toggle('due', on);
      day.classList.toggle('past', over);
      if (on) due += sheets; else if (over) past += sheets; else next = next || day.querySelector('time').getAttribute('datetime');
    });
    said.textContent = (due ? '今天要取下 ' + due + ' 张。' : '今天没有要取下的。') +
      (past ? '还有 ' + past + ' 张已经到期，应已取下。' : '') + (next ? '下一次取下：' + next + '。' : '');
    said.hidden = false;
  }
  if (said) {
    mark();
    setInterval(mark, 60000);
  }
})();
