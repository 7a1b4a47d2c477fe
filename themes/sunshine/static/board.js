// A clerk's help at a notice board: prints, and marks what has to come down today.
(function () {
  'use strict';
  var button = document.querySelector('[data-print]'), said = document.querySelector('.today');
  if (button && window.print) {
    button.hidden = false;
    button.addEventListener('click', function () { window.print(); });
  }
  // An item whose last lines would stand on a sheet almost alone is set closer, if that spares the sheet. Paper measures as the
  // screen does where a sheet is shown in its own width.
  var height = 251 / 25.4 * 96;
  function pages(sheet) {
    var above = sheet.querySelector('.signed').getBoundingClientRect().bottom - sheet.firstElementChild.getBoundingClientRect().top;
    return above / (height - sheet.querySelector('.strip').offsetHeight);
  }
  if (matchMedia('screen and (min-width: 60.01rem)').matches) {
    Array.prototype.forEach.call(document.querySelectorAll('.sheet'), function (sheet) {
      var plain = pages(sheet);
      ['close', 'closer'].some(function (way) {
        if (Math.ceil(plain) - 1 < 1 || plain % 1 > .45) return true;
        sheet.classList.add(way);
        if (pages(sheet) <= Math.ceil(plain) - 1) return true;
        sheet.classList.remove(way);
      });
    });
  }
  // A day begins in the site's zone, whatever that of the machine. What comes down within 30 days stands first.
  var DAY = 86400000, NEAR = 30, list = document.querySelector('#next'), later = document.querySelector('.later');
  function mark() {
    var now = Date.now(), due = 0, past = 0, near = 0, next = '';
    Array.prototype.forEach.call(document.querySelectorAll('[data-begins]'), function (day) {
      var begun = now - Date.parse(day.getAttribute('data-begins')), sheets = day.querySelectorAll('li').length;
      var over = begun >= DAY, on = begun >= 0 && !over, far = begun < -NEAR * DAY;
      day.classList.toggle('due', on);
      day.classList.toggle('past', over);
      if (on) due += sheets; else if (over) past += sheets; else next = next || day.querySelector('time').getAttribute('datetime');
      if (!far) near += sheets;
      if (far) later.appendChild(day); else list.parentNode.appendChild(day);
    });
    later.hidden = !later.querySelector('.day');
    list.firstChild.data = list.getAttribute('data-near');
    document.querySelector('.none').hidden = near > 0 || later.hidden;
    // What ended in the last days may still hang; what ended long before was taken down.
    var gone = document.querySelector('.gone'), recent = 0;
    Array.prototype.forEach.call(gone ? gone.querySelectorAll('[data-ended]') : [], function (row) {
      if (now - Date.parse(row.getAttribute('data-ended')) < 8 * DAY) recent += 1;
    });
    if (recent) list.parentNode.parentNode.insertBefore(gone, list.parentNode);
    said.textContent = (recent ? '最近 7 天有 ' + recent + ' 件到期或撤下，墙上若还有请立即取下。' : '') + (due ? '今天要取下 ' + due + ' 件。' : '今天没有要取下的。') +
      (past ? '还有 ' + past + ' 件已经到期，应已取下。' : '') + (near > due + past ? '30 天内共 ' + (near - past) + ' 件。' : '') + (next ? '下一次取下：' + next + '。' : '');
    said.hidden = false;
  }
  if (said) {
    mark();
    setInterval(mark, 60000);
  }
})();
