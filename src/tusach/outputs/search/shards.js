/* Reads the index in shards and weighs units by the formulas of Lunr 2.3.9; see search/README for the format. */
tusachSearch.shards = (function () {
  "use strict";
  var S = tusachSearch, opened = null, started = null, shards = {};

  /* The manifest, with the heavy terms unpacked; a failed start may be tried again. */
  function open() {
    if (!opened) {
      opened = manifest("manifest.js");
      opened.catch(function () { opened = null; });
    }
    return opened;
  }
  function manifest(file) {
    return S.data("manifest", file).then(function (m) {
      m.isHeavy = Object.create(null);
      m.heavy.forEach(function (term) { m.isHeavy[term] = true; });
      return m;
    });
  }
  /* A page left open while the site is replaced knows files that are no more: it reads the manifest of now and asks again. */
  function lasting(act) {
    return act().catch(function () {
      return manifest("manifest.js?" + Date.now()).then(function (m) {
        opened = Promise.resolve(m);
        started = null;
        return act();
      });
    });
  }
  /* The manifest with the field lengths, which only weighing needs: they come while shards are looked for. */
  function start() {
    if (!started) {
      started = open().then(function (m) {
        return read("lengths-" + m.lengths).then(function (packed) {
          var level = {};
          packed.levels.forEach(function (length, i) { level[packed.signs[i]] = length; });
          m.length = packed.lengths.map(function (text) {
            return Float64Array.from(text, function (sign) { return level[sign]; });
          });
          return m;
        });
      });
      started.catch(function () { started = null; });
    }
    return started;
  }
  function read(name) { return S.data(name, "data/" + name + ".js"); }

  /* The place of the last start that is not after the term. */
  function placeIn(starts, term) {
    var low = 0, high = starts.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (starts[middle] <= term) low = middle + 1; else high = middle;
    }
    return low - 1;
  }
  function named(kind, names, at) { return kind + "-" + names.slice(8 * at, 8 * at + 8); }
  /* The shard of the term, by way of its group if there are groups; an empty one when the term sorts before all. */
  function shard(m, term) {
    var at = placeIn(m.starts, term);
    if (at < 0) return Promise.resolve(Object.create(null));
    return (m.grouped ? read(named("g", m.names, at)) : Promise.resolve(m)).then(function (group) {
      return table(named("s", group.names, placeIn(group.starts, term)));
    });
  }
  function table(name) {
    if (!shards[name]) {
      shards[name] = read(name).then(function (rows) {
        var found = Object.create(null);
        rows.forEach(function (row) { found[row[0]] = row; });
        return found;
      });
      shards[name].catch(function () { delete shards[name]; });
    }
    return shards[name];
  }
  /* The rows of the terms that the index has, by term. */
  function rows(m, terms) {
    var found = Object.create(null);
    return Promise.all(terms.map(function (term) {
      return shard(m, term).then(function (table) {
        if (table[term]) found[term] = table[term];
      });
    })).then(function () { return found; });
  }
  /* The terms that begin with a text, as far as the shard of that text goes. */
  function beginning(m, text) {
    return shard(m, text).then(function (table) {
      return Object.keys(table).filter(function (term) { return term.indexOf(text) === 0 && df(table[term]); });
    });
  }

  /* Calls act(unit, times) for each posting of a row's field. */
  function each(packed, act) {
    for (var i = 0, unit = 0; i < packed.length; i++) {
      unit += packed[i] >> 1;
      act(unit, packed[i] & 1 ? packed[++i] : 1);
    }
  }
  function df(row) {
    var count = 0;
    [row[1], row[2]].forEach(function (packed) { if (packed && packed.length) each(packed, function () { count++; }); });
    return count;
  }

  /* The units that hold any of the terms, best first: [unit, score]. `clauses` are [term, boost]. */
  function weigh(m, clauses, rows) {
    var known = clauses.filter(function (clause) { return rows[clause[0]] && (rows[clause[0]][1] || rows[clause[0]][2]); });
    known.sort(function (a, b) { return a[0] < b[0] ? -1 : 1; });
    var sums = [new Float64Array(m.units), new Float64Array(m.units)], met = new Uint8Array(m.units), seen = [], square = 0;
    known.forEach(function (clause) {
      var row = rows[clause[0]], boost = clause[1], count = df(row);
      var idf = Math.log(1 + Math.abs((m.units - count + 0.5) / (count + 0.5)));
      square += boost * boost;
      sums.forEach(function (sum, field) {
        if (!row[field + 1]) return;
        var length = m.length[field], average = m.averages[field];
        each(row[field + 1], function (unit, times) {
          var weight = idf * ((m.k1 + 1) * times) / (m.k1 * (1 - m.b + m.b * (length[unit] / average)) + times);
          sum[unit] += boost * (Math.round(weight * 1000) / 1000);
          if (!met[unit]) { met[unit] = 1; seen.push(unit); }
        });
      });
    });
    var size = Math.sqrt(square);
    return seen.map(function (unit) { return [unit, sums[0][unit] / size + sums[1][unit] / size]; })
      .sort(function (a, b) { return b[1] - a[1]; });
  }
  return { open: open, start: start, lasting: lasting, read: read, rows: rows, beginning: beginning, each: each, df: df, weigh: weigh };
})();
