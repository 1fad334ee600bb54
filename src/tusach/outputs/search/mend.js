/* Mends slips of typing by the site's own syllables: raw Telex and VNI, missing spaces, a neighbouring key, n/l, tr/ch, s/x, d/gi/r. */
tusachSearch.mend = (function () {
  "use strict";
  var V = tusachVietnamese, X = tusachSearch.shards;
  var KEYS = ["qwertyuiop", "asdfghjkl", "zxcvbnm"], MOST = 8;
  /* The longest syllable has seven letters: what is longer than some of them with their keys is no slip. */
  var LONGEST = 24;
  var SOUNDS = [["l", "n"], ["tr", "ch"], ["s", "x"], ["d", "gi"], ["d", "r"], ["gi", "r"], ["d", "v"], ["qu", "w"]];
  var ENDS = [["n", "ng"], ["t", "c"], ["n", "nh"]];

  /* The site's syllables: folded -> [rank by frequency, as mostly written]. */
  function vocabulary(m) {
    if (!m.vocabulary) {
      m.vocabulary = X.read("words-" + m.words).then(function (text) {
        var known = Object.create(null);
        text.split(" ").forEach(function (word, rank) { known[V.fold(word)] = [rank, word]; });
        return known;
      });
    }
    return m.vocabulary;
  }

  /* What the keys of Telex or VNI were meant to give, without accents. */
  function decoded(word) {
    var found = [];
    if (/\d/.test(word) && /[a-z]/.test(word)) found.push(word.replace(/\d/g, ""));
    var plain = word.replace(/dd/g, "d").replace(/([aeo])\1/g, "$1").replace(/([aou])w/g, "$1").replace(/w/g, "u");
    found.push(plain);
    for (var i = 1; i < plain.length; i++) {
      if (/[sfrxj]/.test(plain[i])) found.push(plain.slice(0, i) + plain.slice(i + 1));
    }
    return found;
  }
  var TONES = { s: "\u0301", f: "\u0300", r: "\u0309", x: "\u0303", j: "\u0323", 1: "\u0301", 2: "\u0300", 3: "\u0309", 4: "\u0303", 5: "\u0323" };
  var SHAPES = [[/dd|d9/g, "đ"], [/aa|a6/g, "â"], [/ee|e6/g, "ê"], [/oo|o6/g, "ô"], [/aw|a8/g, "ă"], [/ow|o7/g, "ơ"], [/uw|u7|w/g, "ư"]];

  /* The keys of Telex or VNI as the accented syllable they were meant to give; the tone on the vowel that bears it. */
  function accented(word) {
    var tone = "", text = word.replace(/(?!^)[sfrxj1-5](?=[^sfrxj1-5]*$)/, function (key) { tone = TONES[key]; return ""; });
    text = text.replace(/([aeo])([a-z]+)6/, "$16$2").replace(/u7?o7|uow/g, "ươ");
    SHAPES.forEach(function (shape) { text = text.replace(shape[0], shape[1]); });
    text = text.replace(/([aeo])(.*)\1$/, function (all, vowel, rest) { return vowel + "\u0302" + rest; }).normalize("NFC");
    var parts = /^((?:qu|gi(?=[aăâeêoôơuư])|[^aăâeêioôơuưy])*)([aăâeêioôơuưy]+)(.*)$/.exec(text);
    if (!tone || !parts) return text;
    var vowels = parts[2], marked = vowels.search(/[ăâêôơư][^ăâêôơư]*$/);
    var at = marked >= 0 ? marked : parts[3] || vowels.length === 3 ? Math.min(vowels.length - 1, parts[3] ? 9 : 1) : 0;
    return (parts[1] + vowels.slice(0, at + 1) + tone + vowels.slice(at + 1) + parts[3]).normalize("NFC");
  }
  /* A word that was typed joined to the next, in its two parts as typed. */
  function parted(typed, words) {
    return words.length > 1 && words.join("").length === typed.length ? [typed.slice(0, words[0].length), typed.slice(words[0].length)] : null;
  }
  /* Resolves to how what was typed is to be written: its own accents where the site writes so too, else as it mostly does. */
  function spelt(m, typed, words, known) {
    var parts = parted(typed, words), mostly = words.map(function (word) { return known[word][1]; }).join(" ");
    if (parts) return Promise.resolve(parts.join(" "));
    if (words.length > 1) return Promise.resolve(mostly);
    var kept = typed.length === words[0].length ? Array.from(typed).map(function (letter, i) {
      return V.fold(letter) === words[0][i] ? letter : words[0][i];
    }).join("") : "";
    var ways = [accented(typed), kept].filter(function (way) { return way !== words[0] && V.fold(way) === words[0]; });
    if (!ways.length || ways.indexOf(mostly) >= 0) return Promise.resolve(mostly);
    return X.rows(m, ways.map(function (way) { return words[0] + ":" + way; })).then(function (rows) {
      return ways.filter(function (way) { return rows[words[0] + ":" + way]; })[0] || mostly;
    });
  }
  function otherSounds(word) {
    var found = [];
    function change(all, swap) {
      all.forEach(function (two) { swap(two[0], two[1]); swap(two[1], two[0]); });
    }
    change(SOUNDS, function (from, to) {
      if (word.indexOf(from) === 0) found.push(to + word.slice(from.length));
    });
    change(ENDS, function (from, to) {
      if (word.slice(-from.length) === from) found.push(word.slice(0, -from.length) + to);
    });
    return found;
  }
  function isNear(one, two) {
    var rows = KEYS.map(function (row) { return [row.indexOf(one), row.indexOf(two)]; });
    var a = rows.findIndex(function (row) { return row[0] >= 0; }), b = rows.findIndex(function (row) { return row[1] >= 0; });
    return a >= 0 && b >= 0 && Math.abs(a - b) < 2 && Math.abs(rows[a][0] - rows[b][1]) < 2;
  }
  /* The price of reading one word for another that differs in one place; 0 when it differs in more. */
  function slip(word, other) {
    var start = 0, end = 0, short = Math.min(word.length, other.length);
    while (start < short && word[start] === other[start]) start++;
    while (end < short - start && word[word.length - 1 - end] === other[other.length - 1 - end]) end++;
    var left = word.length - start - end, right = other.length - start - end;
    if (left === 1 && right === 1) return isNear(word[start], other[start]) ? 0.5 : 0.9;
    if (left + right === 1) return 0.7;
    var swapped = left === 2 && right === 2 && word[start] === other[start + 1] && word[start + 1] === other[start];
    return swapped ? 0.6 : 0;
  }

  /* [syllables, price] of what a word may have been meant to be, the likeliest first. */
  function candidates(word, known) {
    var found = Object.create(null);
    function add(words, price) {
      var key = words.join(" "), rare = words.reduce(function (sum, one) { return sum + known[one][0]; }, 0) / 10000;
      if (!found[key] || found[key][1] > price + rare) found[key] = [words, price + rare];
    }
    decoded(word).forEach(function (other) { if (known[other] && other !== word) add([other], 0.1); });
    otherSounds(word).forEach(function (other) { if (known[other]) add([other], 0.4); });
    for (var i = 1; i < word.length; i++) {
      [[word.slice(0, i), word.slice(i)]].concat(decoded(word).map(function (raw) { return [raw.slice(0, i), raw.slice(i)]; }))
        .forEach(function (two) { if (two[1] && two[0] && known[two[0]] && known[two[1]] && two[0].length + two[1].length > 3) add(two, 0.5); });
    }
    if (word.length > 2) Object.keys(known).forEach(function (other) {
      var price = Math.abs(other.length - word.length) < 2 ? slip(word, other) : 0;
      if (price) add([other], price);
    });
    return Object.keys(found).map(function (key) { return found[key]; })
      .sort(function (a, b) { return a[1] - b[1]; }).slice(0, MOST);
  }

  /* The candidate that makes known pairs with its neighbours, and whose parts are written as typed; else the likeliest. */
  function best(m, all, before, after, typed, known) {
    var pairs = all.map(function (one) {
      var row = [before].concat(one[0], [after]).filter(Boolean);
      return row.slice(1).map(function (word, i) { return row[i] + "_" + word; });
    });
    var ways = all.map(function (one) {
      return (parted(typed, one[0]) || []).map(function (part, k) { return [one[0][k] + ":" + part, part === one[0][k] || part === known[one[0][k]][1]]; });
    });
    var keys = [].concat.apply([], ways).map(function (way) { return way[0]; });
    return X.rows(m, [].concat.apply(keys, pairs)).then(function (rows) {
      var prices = all.map(function (one, i) {
        var fits = pairs[i].filter(function (pair) { return m.isHeavy[pair] || rows[pair]; }).length;
        var odd = ways[i].filter(function (way) { return !way[1] && !rows[way[0]]; }).length;
        return one[1] - 0.6 * fits / (pairs[i].length || 1) + 0.6 * odd;
      });
      return all[prices.indexOf(Math.min.apply(null, prices))];
    });
  }

  function isKnown(m, word, rows) { return m.isHeavy[word] || (rows[word] && X.df(rows[word])) || /^\d+$/.test(word); }

  /* A word spelt with accents that the site never uses, in no pair it knows: "nời" for "lời". */
  function misspelt(m, words, written, rows) {
    var odd = words.map(function (word, i) { return i; }).filter(function (i) {
      var pairs = [words[i - 1] + "_" + words[i], words[i] + "_" + words[i + 1]];
      return written[i] !== words[i] && isKnown(m, words[i], rows) && !pairs.some(function (pair) { return rows[pair] || m.isHeavy[pair]; });
    });
    return Promise.all(odd.map(function (i) {
      return X.rows(m, [words[i] + ":" + written[i]]).then(function (found) {
        if (Object.keys(found).length) return [];
        var all = [];
        otherSounds(words[i]).forEach(function (other) {
          if (words[i - 1]) all.push([other, words[i - 1] + "_" + other]);
          if (words[i + 1]) all.push([other, other + "_" + words[i + 1]]);
        });
        return X.rows(m, all.map(function (one) { return one[1]; })).then(function (pairs) {
          return all.filter(function (one) { return pairs[one[1]]; }).map(function (one) { return { at: i, word: one[0], pair: one[1] }; });
        });
      });
    })).then(function (found) { return [].concat.apply([], found); });
  }

  /* Resolves to {words, written, guesses: terms to try besides, slips: [[typed, read as] …]}; those `meant` as they are stay. */
  function mend(m, words, written, rows, meant) {
    var unknown = words.map(function (word, i) { return i; }).filter(function (i) {
      return !meant[i] && !isKnown(m, words[i], rows) && words[i].length > 1 && words[i].length <= LONGEST;
    });
    return misspelt(m, words, written, rows).then(function (odd) {
      var guesses = [].concat.apply([], odd.map(function (one) { return [one.word, one.pair]; }));
      if (!unknown.length) return { words: words, written: written, guesses: guesses, slips: [] };
      return vocabulary(m).then(function (known) {
        return Promise.all(unknown.map(function (i) {
          var all = candidates(words[i], known);
          return all.length ? best(m, all, words[i - 1], words[i + 1], written[i], known) : null;
        })).then(function (chosen) {
          var slips = [], newWords = [], newWritten = [];
          words.forEach(function (word, i) {
            var one = chosen[unknown.indexOf(i)];
            if (unknown.indexOf(i) < 0 || !one) { newWords.push(word); newWritten.push(written[i]); return; }
            slips.push(spelt(m, written[i], one[0], known).then(function (right) { return [written[i], right]; }));
            one[0].forEach(function (other) { newWords.push(other); newWritten.push(other); });
          });
          return Promise.all(slips).then(function (told) {
            return { words: newWords, written: newWritten, guesses: guesses, slips: told };
          });
        });
      });
    });
  }
  /* Letters that must change to make one word of the other. */
  function distance(one, other) {
    var row = Array.from({ length: other.length + 1 }, function (none, i) { return i; });
    for (var i = 1; i <= one.length; i++) {
      for (var j = 1, left = row[0], corner = row[0]++; j <= other.length; j++) {
        left = Math.min(row[j] + 1, row[j - 1] + 1, corner + (one[i - 1] === other[j - 1] ? 0 : 1));
        corner = row[j];
        row[j] = left;
      }
    }
    return row[other.length];
  }
  /* Words of the site nearest to those it does not know, as they are mostly written; for when nothing was found. */
  function nearest(m, words) {
    return X.rows(m, words).then(function (rows) {
      var unknown = words.filter(function (word) { return !isKnown(m, word, rows) && word.length <= LONGEST; }).slice(0, 4);
      return unknown.length ? vocabulary(m).then(function (known) {
        return [].concat.apply([], unknown.map(function (word) {
          return Object.keys(known).map(function (other) { return [distance(word, other), known[other][0], known[other][1]]; })
            .filter(function (one) { return one[0] <= Math.max(1, word.length - 2); })
            .sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; }).slice(0, 4).map(function (one) { return one[2]; });
        }));
      }) : [];
    });
  }
  return { mend: mend, nearest: nearest };
})();
