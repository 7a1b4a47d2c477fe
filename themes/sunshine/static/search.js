// Search in the browser, from http and from file://. Classic scripts below search/ hold the index; each is loaded when
// a query needs it, and calls sunshineIndex(name, data).
//   sunshineSearch.query(text, filters, from, count)     Promise of a list of items, the best and newest first
//   sunshineSearch.initials(prefix, filters, from, count) the same for first letters of pinyin, of titles and of names
//   sunshineSearch.site()                                Promise of the words for filters
//   sunshineSearch.mark(text, hits)                      the text in pieces: [words, whether they were looked for]
// filters: {category, tier, organisation, period, state}, each an id or nothing. An organisation includes those below it,
// a year the periods in it. A list has total, how many were found, and hits, what was looked for. Items past their
// term are in no list.
(function () {
  'use strict';
  var base = new URL('../search/', document.currentScript.src).href;
  var STATES = ['current', 'closing', 'consulting', 'noticing', 'past'];
  // Those of a window that is open, which after its end is an item like others.
  var OPEN = [false, false, true, true, false];
  // What a place is worth: beginning of a title, title, document number, organisation or entry, letters
  // of a title that stand apart, text.
  var FIRST = 10, TITLE = 8, NAMED = 7, NAME = 4, APART = 3, TEXT = 2;
  var MOST_GRAMS = 5;
  var HAN = /[\u4e00-\u9fff\u3400-\u4dbf\u3007\uf900-\ufaff]|[\ud840-\ud888][\udc00-\udfff]/;
  var LETTER = /[\p{Alphabetic}\p{N}]/u;
  var SYLLABLES = new Set();
  ('|a ai an ang ao e ei en eng er o ou|b a ai an ang ao ei en eng i ian iao ie in ing o u|p a ai an ang ao ei en eng i ian iao ie in ing o ou u|' +
    'm a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u|f a an ang ei en eng o ou u|d a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo|' +
    't a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo|n a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan uo v ve|' +
    'l a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan un uo v ve|g a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo|' +
    'k a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo|h a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo|' +
    'j i ia ian iang iao ie in ing iong iu u uan ue un|q i ia ian iang iao ie in ing iong iu u uan ue un|x i ia ian iang iao ie in ing iong iu u uan ue un|' +
    'zh a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo|ch a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo|' +
    'sh a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo|r an ang ao e en eng i ong ou u ua uan ui un uo|z a ai an ang ao e ei en eng i ong ou u uan ui un uo|' +
    'c a ai an ang ao e en eng i ong ou u uan ui un uo|s a ai an ang ao e en eng i ong ou u uan ui un uo|y a an ang ao e i in ing o ong ou u uan ue un|w a ai an ang ei en eng o u')
    .slice(1).split('|').forEach(function (line) {
      var finals = line.split(' '), initial = line[0] === 'a' ? '' : finals.shift();
      finals.forEach(function (final) { SYLLABLES.add(initial + final); });
    });

  // Files.
  var asked = {}, answer = {};
  window.sunshineIndex = function (name, data) { if (answer[name]) answer[name](data); };
  function load(name, version) {
    asked[name] = asked[name] || new Promise(function (done, failed) {
      var script = document.createElement('script');
      answer[name] = done;
      script.src = base + name + '.js' + (version ? '?' + version : '');
      script.onload = function () { script.remove(); };
      script.onerror = function () { script.remove(); delete asked[name]; failed(new Error(name)); };
      document.head.appendChild(script);
    });
    return asked[name];
  }

  // Numbers as src/render/search/coding.rs writes them.
  function numbers(text, each) {
    for (var i = 0, high = 0; i < text.length; i += 1) {
      var c = text.charCodeAt(i);
      c -= c > 92 ? 36 : 35;
      if (c >= 60) high = high * 31 + c - 59; else { each(high * 60 + c); high = 0; }
    }
  }
  function listed(text) { var out = []; numbers(text, function (n) { out.push(n); }); return out; }
  function spread(word) {
    for (var i = 0, hash = 0x811c9dc5; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), 0x01000193);
    return hash >>> 0;
  }

  // The site, and a column for each thing that filters ask.
  var ready;
  function site() {
    ready = ready || load('index').then(function (index) {
      return Promise.all(index.segments.map(function (segment, n) { return load(n + '/items', segment[3]); })).then(function (parts) {
        return columns(index, parts);
      });
    });
    ready.catch(function () { ready = null; });
    return ready;
  }
  function columns(index, parts) {
    var total = index.segments.reduce(function (sum, segment) { return sum + segment[0]; }, 0);
    var all = { index: index, total: total, first: [], letters: new Map(), periods: [], ends: [0], closes: new Map(),
      entry: new Uint32Array(total), organisation: new Uint32Array(total), state: new Uint8Array(total), period: new Uint32Array(total), end: new Uint32Array(total) };
    Object.keys(index.letters).forEach(function (letter) {
      Array.from(index.letters[letter]).forEach(function (c) { all.letters.set(c, letter); });
    });
    var at = 0;
    parts.forEach(function (part, n) {
      var count = index.segments[n][0], minute = 0, run = at, state = null;
      all.first.push(at);
      all.entry.set(listed(part.entry), at);
      all.organisation.set(listed(part.organisation), at);
      var places = part.periods.map(function (period) {
        var place = all.periods.indexOf(period);
        return place < 0 ? all.periods.push(period) - 1 : place;
      });
      all.period.set(listed(part.period).map(function (n) { return places[n]; }), at);
      var before = all.ends.length - 1;
      numbers(part.minutes, function (gap) { minute += gap; all.ends.push(minute * 60000); });
      all.end.set(listed(part.ends).map(function (n) { return n && n + before; }), at);
      numbers(part.state, function (n) {
        if (state === null) state = n; else { all.state.fill(state, run, run += n); state = null; }
      });
      // When a window closes, by item.
      var open = at;
      numbers(part.closes, function (minute) {
        while (!OPEN[all.state[open]]) open += 1;
        all.closes.set(open, minute * 60000);
        open += 1;
      });
      at += count;
    });
    all.periods.forEach(function (period) { if (all.periods.indexOf(period.slice(0, 4)) < 0) all.periods.push(period.slice(0, 4)); });
    return all;
  }
  function closed(all, n) { return all.closes.has(n) && !stands(all.closes.get(n)); }
  function stands(at) {
    var guard = window.sunshine && window.sunshine.stands;
    return guard ? guard(new Date(at).toISOString()) : at > Date.now();
  }

  // Queries, cut as src/render/search/tokens.rs cuts texts.
  function fold(text) {
    return text.replace(/[\uff01-\uff5e]/g, function (c) { return String.fromCharCode(c.charCodeAt(0) - 0xfee0); })
      .replace(/./gu, function (c) { var low = c.toLowerCase(); return low.length === c.length ? low : c; });
  }
  function parts(text) {
    var out = [], last = null;
    // 15,892 is the number 15892.
    var whole = fold(text).replace(/(^|[^\p{Alphabetic}\p{N}]|\p{Script=Han})(\d{1,3}(?:,\d{3})+)(?![\d])(?=$|\P{Alphabetic}|\p{Script=Han})/gu, function (_, before, number) { return before + number.replace(/,/g, ''); });
    Array.from(whole).forEach(function (c) {
      var kind = HAN.test(c) ? 'han' : LETTER.test(c) ? 'word' : null;
      if (!kind) last = null;
      else if (last && last.kind === kind) last.chars.push(c);
      else out.push(last = { kind: kind, chars: [c], after: last });
    });
    // 12号 is the number 12.
    out = out.filter(function (part) {
      return !(part.kind === 'han' && part.chars.join('') === '号' && part.after && /\d$/.test(part.after.chars.join('')));
    });
    out.forEach(function (part) { part.text = part.kind === 'word' ? part.chars.join('').slice(0, 24) : part.chars.join(''); });
    return out;
  }
  function grams(chars) {
    var pairs = chars.slice(1).map(function (c, n) { return chars[n] + c; });
    if (pairs.length === 0) return [chars[0]];
    if (pairs.length <= 3) return pairs;
    var some = pairs.filter(function (_, n) { return n % 2 === 0 || n === pairs.length - 1; });
    if (some.length <= MOST_GRAMS) return some;
    return Array.from({ length: MOST_GRAMS }, function (_, n) { return some[Math.round(n * (some.length - 1) / (MOST_GRAMS - 1))]; });
  }
  // The ways to read letters as pinyin: syllables, of which the last may be unfinished, or first letters.
  function readings(word) {
    var out = [];
    if (!/^[a-z]+$/.test(word)) return out;
    (function split(at, units) {
      if (out.length >= 4) return;
      if (at === word.length) { out.push(units); return; }
      for (var size = Math.min(6, word.length - at); size > 0; size -= 1) {
        var unit = word.substr(at, size), last = at + size === word.length;
        var whole = SYLLABLES.has(unit), begun = last && (units.length > 0 || size > 1) && begins(unit);
        if (whole || begun) split(at + size, units.concat({ text: unit, whole: whole && !last }));
      }
    })(0, []);
    if (!/[iuv]/.test(word)) out.push(word.split('').map(function (letter) { return { text: letter, whole: false }; }));
    return out;
  }
  function begins(unit) {
    var found = false;
    SYLLABLES.forEach(function (syllable) { found = found || syllable.indexOf(unit) === 0; });
    return found;
  }
  function reads(syllable, unit) { return unit.whole ? syllable === unit.text : syllable.indexOf(unit.text) === 0; }

  // A search: scores of all items for one part of the query.
  function Scores(all) { this.all = all; this.best = new Uint8Array(all.total); }
  Scores.prototype.add = function (segment, gaps, worth) {
    var at = this.all.first[segment] - 1, best = this.best;
    numbers(gaps, function (gap) { at += gap + 1; if (best[at] < worth) best[at] = worth; });
  };
  Scores.prototype.join = function (other, worth) {
    for (var n = 0; n < this.best.length; n += 1) if (other[n] > this.best[n]) this.best[n] = worth ? Math.min(worth, other[n]) : other[n];
  };
  Scores.prototype.names = function (test) {
    var all = this.all, best = this.best, index = all.index;
    var entries = index.entries.map(function (entry) { return test([entry[1], entry[5] || '', index.categories[entry[2]][1]], entry[4]); });
    var organisations = index.organisations.map(function (one) { return test([one[1], one[4]], one[3]); });
    if (entries.indexOf(true) < 0 && organisations.indexOf(true) < 0) return;
    for (var n = 0; n < best.length; n += 1) {
      if (best[n] < NAME && (entries[all.entry[n]] || organisations[all.organisation[n]])) best[n] = NAME;
    }
  };
  function every(all, work) { return Promise.all(all.index.segments.map(work)); }
  // Records of titles whose key, the first letters of their reading, is this one.
  var cut = {};
  function heads(all, key, each) {
    return every(all, function (segment, n) {
      var name = n + '/heads-' + (spread(key) % segment[1]).toString(16);
      return load(name, segment[3]).then(function (data) {
        cut[name] = cut[name] || data.split('!').map(function (record) { return record.split(' '); });
        cut[name].forEach(function (record) { if (record.length > 1) each(n, record); });
      });
    });
  }
  function texts(all, term, scores) {
    return every(all, function (segment, n) {
      return load(n + '/texts-' + (spread(term) % segment[2]).toString(16), segment[3]).then(function (data) {
        var at = data.indexOf('!' + term + ' ');
        if (at >= 0) scores.add(n, data.slice(at + term.length + 2, data.indexOf('!', at + 1)), TEXT);
      });
    });
  }
  function ofGram(all, gram, first) {
    var scores = new Scores(all), chars = Array.from(gram), work = [];
    var key = chars.map(function (c) { return all.letters.get(c); }).join('');
    if (chars.every(function (c) { return all.letters.has(c); })) {
      work.push(heads(all, key, function (n, record) {
        if (record[0] === gram) { scores.add(n, record[2], TITLE); scores.add(n, record[3] || '', NAMED); }
        if (first && record[0] === '^' + gram) scores.add(n, record[2], FIRST);
      }));
    }
    if (chars.length > 1) work.push(texts(all, gram, scores));
    scores.names(function (names) { return names.some(function (name) { return name.indexOf(gram) >= 0; }); });
    return Promise.all(work).then(function () { return scores.best; });
  }
  function ofHan(all, part, first, hits) {
    var terms = grams(part.chars), misses = terms.length >= 5 ? 1 : 0;
    hits.add(part.text);
    terms.forEach(function (term) { if (term.length > 1) hits.add(term); });
    return Promise.all(terms.map(function (term, n) { return ofGram(all, term, first && n === 0); })).then(function (each) {
      var out = new Uint8Array(all.total);
      for (var n = 0; n < out.length; n += 1) {
        for (var k = 0, worst = 255, missed = 0; k < each.length && missed <= misses; k += 1) {
          if (each[k][n] === 0) missed += 1; else if (each[k][n] < worst) worst = each[k][n];
        }
        if (missed <= misses && worst < 255) out[n] = Math.max(1, worst - missed);
      }
      return out;
    });
  }
  // Pairs may stand apart in a title: those that follow one another, the last character of one the first of the next, are worth
  // what their place is, others little.
  function ofReading(all, units, hits) {
    var pairs = units.length === 1 ? [units] : units.slice(1).map(function (unit, n) { return [units[n], unit]; });
    return Promise.all(pairs.map(function (pair, place) {
      var scores = new Scores(all), size = pair.length, found = [];
      return heads(all, pair.map(function (unit) { return unit.text[0]; }).join(''), function (n, record) {
        var starts = record[0][0] === '^', term = starts ? record[0].slice(1) : record[0];
        if (!record[1] || starts && place > 0) return;
        var fits = record[1].split(',').some(function (reading) {
          var syllables = reading.split("'");
          return syllables.length === size && pair.every(function (unit, k) { return reads(syllables[k], unit); });
        });
        if (!fits) return;
        hits.add(term);
        scores.add(n, record[2], starts ? FIRST : TITLE);
        if (record[3]) scores.add(n, record[3], NAMED);
        found.push([Array.from(term), n, record[2], record[3] || '']);
      }).then(function () { return { best: scores.best, found: found }; });
    })).then(function (each) {
      var out = each[0].best, rows = each.length > 1 ? inARow(all, each) : null;
      each.slice(1).forEach(function (next) {
        for (var n = 0; n < out.length; n += 1) if (next.best[n] === 0) out[n] = 0; else if (next.best[n] < TITLE && next.best[n] < out[n]) out[n] = next.best[n];
      });
      for (var n = 0; rows && n < out.length; n += 1) if (out[n] > APART && !rows.has(n)) out[n] = APART;
      return out;
    });
  }
  // The items that have a whole row of pairs.
  function inARow(all, each) {
    var ends = null, last;
    each.forEach(function (pair) {
      var next = new Map();
      last = new Set();
      pair.found.forEach(function (record) {
        var before = ends && ends.get(record[0][0]), after = next.get(record[0][1]) || new Set();
        next.set(record[0][1], after);
        [record[2], record[3]].forEach(function (gaps) {
          var at = all.first[record[1]] - 1;
          numbers(gaps, function (gap) {
            at += gap + 1;
            if (!ends || before && before.has(at)) { after.add(at); last.add(at); }
          });
        });
      });
      ends = next;
    });
    return last;
  }
  // Whether a name, spelt with several readings for some of its characters, has these letters in a row.
  function spells(spelt, word) {
    var syllables = spelt.split(' ').map(function (one) { return one.split('/'); });
    function from(at, rest) {
      if (!rest) return true;
      return at < syllables.length && syllables[at].some(function (reading) {
        if (reading.indexOf(rest) === 0) return true;
        return rest.indexOf(reading) === 0 && from(at + 1, rest.slice(reading.length)) || rest[0] === reading[0] && from(at + 1, rest.slice(1));
      });
    }
    return syllables.some(function (_, at) { return from(at, word); });
  }
  function ofWord(all, part, hits, spelling) {
    var word = part.text, scores = new Scores(all), work = [];
    if (!spelling) {
      hits.add(word);
      work.push(texts(all, word, scores), heads(all, word[0] + '0', function (n, record) {
        if (record[1] || record[0].indexOf(word) !== 0) return;
        var less = record[0] === word ? 0 : 2;
        scores.add(n, record[2], TITLE - less);
        if (record[3]) scores.add(n, record[3], NAMED - less);
      }));
    }
    readings(word).forEach(function (units) {
      if (spelling && units.some(function (unit) { return unit.text.length > 1; })) return;
      work.push(ofReading(all, units, hits).then(function (other) { scores.join(other); }));
    });
    scores.names(function (names, spelt) {
      return names.some(function (name) { return fold(name).indexOf(word) >= 0; }) || /^[a-z]+$/.test(word) && spells(spelt, word);
    });
    return Promise.all(work).then(function () { return scores.best; });
  }

  function allowed(all, filters) {
    var index = all.index, tests = [], below = 0, wanted = false;
    var live = all.ends.map(function (at) { return at === 0 || stands(at); });
    tests.push(function (n) { return live[all.end[n]]; });
    function by(column, flags) { tests.push(function (n) { return flags[column[n]]; }); }
    if (filters.category) by(all.entry, index.entries.map(function (entry) { return index.categories[entry[2]][0] === filters.category; }));
    if (filters.tier) by(all.entry, index.entries.map(function (entry) { return entry[3] === filters.tier; }));
    if (filters.organisation) {
      by(all.organisation, index.organisations.map(function (one) {
        if (one[0] === filters.organisation) { wanted = true; below = one[2]; return true; }
        wanted = wanted && one[2] > below;
        return wanted;
      }));
    }
    if (filters.period) by(all.period, all.periods.map(function (period) { return period.indexOf(filters.period) === 0; }));
    if (filters.state) tests.push(function (n) { return (closed(all, n) ? STATES[0] : STATES[all.state[n]]) === filters.state; });
    return function (n) { return tests.every(function (test) { return test(n); }); };
  }
  function search(text, filters, from, count, spelling) {
    return site().then(function (all) {
      var asked = parts(text), hits = new Set();
      return Promise.all(asked.map(function (part, n) {
        return part.kind === 'han' ? ofHan(all, part, n === 0, hits) : ofWord(all, part, hits, spelling);
      })).then(function (each) {
        var may = allowed(all, filters || {}), order = [];
        // Signs alone are nothing to find.
        for (var n = asked.length || !text.trim() ? 0 : all.total; n < all.total; n += 1) {
          for (var k = 0, score = 0; k < each.length && each[k][n]; k += 1) score += each[k][n];
          if (k === each.length && may(n)) order.push(score * all.total + n);
        }
        order.sort(function (a, b) { return b - a; });
        from = from || 0;
        return shown(all, order.slice(from, from + (count || 20)).map(function (key) { return key % all.total; })).then(function (list) {
          list.total = order.length;
          list.hits = Array.from(hits);
          return list;
        });
      });
    });
  }
  // Items as pages show them.
  function shown(all, numbers) {
    return Promise.all(numbers.map(function (n) {
      for (var segment = all.first.length - 1; all.first[segment] > n;) segment -= 1;
      var local = n - all.first[segment], rows = all.index.rows;
      return load(segment + '/rows-' + Math.floor(local / rows).toString(16), all.index.segments[segment][3]).then(function (block) {
        var row = block[local % rows], entry = all.index.entries[all.entry[n]], one = all.index.organisations[all.organisation[n]];
        return {
          id: row[0], path: 'items/' + row[0] + '.html', title: row[1], published: row[2], until: row[3], document: row[4], sentence: row[5],
          focus: (row[6] & 1) > 0, internal: (row[6] & 2) > 0, state: closed(all, n) ? 'closed' : STATES[all.state[n]], period: all.periods[all.period[n]],
          closes: all.closes.has(n) ? new Date(all.closes.get(n)).toISOString() : '',
          expires: all.end[n] ? new Date(all.ends[all.end[n]]).toISOString() : '',
          entry: { id: entry[0], title: entry[1], path: 'entries/' + entry[0] + '/index.html' },
          category: { id: all.index.categories[entry[2]][0], title: all.index.categories[entry[2]][1] },
          organisation: { id: one[0], title: one[1], path: 'organisations/' + one[0] + '/index.html' }
        };
      });
    }));
  }
  function mark(text, hits) {
    var low = fold(text), on = new Uint8Array(text.length), out = [];
    hits.forEach(function (hit) {
      for (var at = low.indexOf(hit); at >= 0; at = low.indexOf(hit, at + 1)) on.fill(1, at, at + hit.length);
    });
    for (var n = 0; n < text.length; n += 1) {
      if (n === 0 || on[n] !== on[n - 1]) out.push(['', on[n] === 1]);
      out[out.length - 1][0] += text[n];
    }
    return out;
  }

  // From the newest year back; in it the year first, then halves, quarters and months.
  function rank(period) { return period.length < 5 ? 0 : { H: 1, Q: 2 }[period[5]] || 3; }
  function newer(a, b) { return b.slice(0, 4).localeCompare(a.slice(0, 4)) || rank(a) - rank(b) || b.localeCompare(a); }

  window.sunshineSearch = {
    query: function (text, filters, from, count) { return search(text, filters, from, count, false); },
    initials: function (prefix, filters, from, count) { return search(prefix, filters, from, count, true); },
    site: function () {
      return site().then(function (all) {
        return {
          items: all.total, periods: all.periods.slice().sort(newer),
          categories: all.index.categories.map(function (one) { return { id: one[0], title: one[1] }; }),
          organisations: all.index.organisations.map(function (one) { return { id: one[0], title: one[1], depth: one[2] }; })
        };
      });
    },
    mark: mark
  };
})();
