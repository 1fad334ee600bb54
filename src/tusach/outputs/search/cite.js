/* A question that is a citation or a number: "điều 12 luật đất đai", "31/2024/QH15", "nd 123/2024", "khoan 2 dieu 5 bldd". */
tusachSearch.cite = (function () {
  "use strict";
  var V = tusachVietnamese, X = tusachSearch.shards, H = tusachSearch.hits;
  var TYPES = { "nd": "nd", "nghi dinh": "nd", "tt": "tt", "thong tu": "tt", "ttlt": "ttlt", "qd": "qd", "quyet dinh": "qd", "nq": "nq",
    "nghi quyet": "nq", "ct": "ct", "chi thi": "ct", "luat": "qh", "bo luat": "qh", "phap lenh": "" };
  var FILLER = /\b(?:cua|so|nam|theo|tai|quy dinh|van ban|va|gi|la|noi|ve)\b/g;

  /* {article, clause, point, number, type, rest} of a text; rest is what may be a law's name. */
  function parse(text) {
    var folded = V.fold(text.replace(/[đĐ](?=\s|$|\))/g, "dd")).replace(/\s+/g, " ").trim(), found = {};
    function take(pattern, name, group) {
      var match = pattern.exec(folded);
      if (!match) return;
      found[name] = match[group || 1];
      folded = (folded.slice(0, match.index) + " " + folded.slice(match.index + match[0].length)).replace(/\s+/g, " ").trim();
      return match;
    }
    var number = take(/(?:\b([a-z]+(?: [a-z]+)?)\s+)?(?:so\s+)?\b(\d{1,4})\s*\/\s*((?:19|20)\d\d)(?:\s*\/\s*([a-z0-9-]+))?/, "number", 2);
    if (number) {
      found.number = number[2].replace(/^0+(?=\d)/, "") + "/" + number[3];
      var words = (number[1] || "").split(" ");
      found.type = (number[4] || "").replace(/[^a-z0-9]/g, "");
      var type = TYPES[words.slice(-2).join(" ")] || TYPES[words[words.length - 1]] || "";
      if (!found.type && type) found.type = type;
      else if (!type) folded += " " + words.join(" ");
    }
    take(/\b(?:dieu|d)\.? ?(\d+[a-z]?)\b/, "article");
    take(/\b(?:khoan|k)\.? ?(\d+[a-z]?)\b/, "clause");
    take(/\bdiem\.? ?([a-z]{1,2})\b/, "point");
    found.rest = folded.replace(/[^a-z0-9 ]+/g, " ").replace(/\s+/g, " ").trim();
    return found;
  }

  /* The names of a document: whole, without its type, and their first letters. */
  function names(page) {
    var whole = V.syllables(page[1].replace(/\s+số\s+\d.*$/, ""));
    var short = whole.slice(whole[0] === "bo" && whole[1] === "luat" ? 2 : whole[0] === "luat" || whole[0] === "phap" ? 1 : 0);
    var first = short.map(function (word) { return word[0]; }).join("");
    return { whole: plain(whole.join(" ")), short: plain(short.join(" ")), letters: [first, "l" + first, "bl" + first], first: first };
  }
  function plain(words) { return words.replace(FILLER, " ").replace(/\s+/g, " ").trim(); }
  function digits(number) {
    return V.fold(number).replace(/^0+(?=\d)/, "").replace(/[^a-z0-9/]/g, "");
  }
  function byNumber(m, asked) {
    return all(m).filter(function (rank) {
      var own = digits(m.pages[rank][5]);
      if (own.indexOf(asked.number + "/") !== 0 && own !== asked.number) return false;
      return !asked.type || own.slice(asked.number.length + 1).indexOf(asked.type) === 0;
    });
  }
  /* Longer names first: "Luật Giáo dục nghề nghiệp" is not "Luật Giáo dục". Without a Điều the name must be the whole question. */
  function byName(m, asked) {
    var rest = plain(asked.rest), longest = 0, found = [];
    if (!rest) return [];
    all(m).forEach(function (rank) {
      var own = names(m.pages[rank]), size = 0;
      if (!own.short) return;
      if (rest === own.whole || rest === own.short) size = 1000;
      else if (asked.article && (" " + rest + " ").indexOf(" " + own.whole + " ") >= 0) size = own.whole.length;
      else if (asked.article && (" " + rest + " ").indexOf(" " + own.short + " ") >= 0) size = own.short.length;
      else if (own.first.length > 1 && rest.split(" ").some(function (word, i, words) {
        return (asked.article || words.length === 1) && own.letters.indexOf(word) >= (word.length > 3 || asked.article ? 0 : 1);
      })) size = 1;
      if (size > longest) { longest = size; found = []; }
      if (size && size === longest) found.push(rank);
    });
    return found;
  }
  function all(m) {
    return m.pages.map(function (page, rank) { return rank; }).filter(function (rank) { return m.pages[rank][5]; });
  }
  /* Of several laws of one name the one in force today comes first, then the newest. */
  function inForceFirst(m, ranks) {
    return ranks.sort(function (a, b) {
      var one = H.stateOf(m, m.pages[a][8]), two = H.stateOf(m, m.pages[b][8]);
      return (two ? two[3] : 0) - (one ? one[3] : 0) || (m.pages[a][6] < m.pages[b][6] ? 1 : -1);
    });
  }

  /* The unit of an Điều of a page, by the title words that every Điều has; resolves to -1 when the page has none. */
  function unitOf(m, rank, asked) {
    var term = "dieu_" + asked.article, first = m.firsts[rank], end = first + m.pages[rank][7], found = [];
    return X.rows(m, [term]).then(function (rows) {
      if (rows[term] && rows[term][1]) X.each(rows[term][1], function (unit) { if (unit >= first && unit < end) found.push(unit); });
      return Promise.all(found.slice(0, 12).map(function (unit) { return H.text(m, unit); }));
    }).then(function (texts) {
      var anchor = "dieu-" + asked.article, clause = anchor + "-khoan-" + asked.clause, at = -1;
      texts.forEach(function (text, i) { if (text[1] === anchor && at < 0) at = found[i]; });
      texts.forEach(function (text, i) { if (asked.clause && text[1] === clause) at = found[i]; });
      return at;
    });
  }

  /* Resolves to null, to {hit, text: [paragraph …], note}, the card of the provision asked for by its name, or to {missing: number}.
     `mended` is the text read without its slips, or "". */
  function card(m, text, mended) {
    return found(m, text).then(function (one) { return one || (mended && found(m, mended)); }).then(function (one) {
      if (!one || !one.hit) return one;
      return H.full(m, one.hit).then(function () { return one; });
    });
  }
  function found(m, text) {
    var asked = parse(text);
    if (!asked.number && !asked.article && !asked.rest) return Promise.resolve(null);
    var ranks = asked.number ? byNumber(m, asked) : byName(m, asked);
    if (!ranks.length) {
      if (!asked.number || (asked.rest && !asked.article && plain(asked.rest))) return Promise.resolve(null);
      return Promise.resolve({ missing: text.match(/\d{1,4}\s*\/\s*\d{4}(?:\s*\/\s*[\p{L}\d-]+)?/u)[0].replace(/\s/g, "") });
    }
    var rank = inForceFirst(m, ranks)[0];
    if (!asked.article) {
      return H.text(m, m.firsts[rank]).then(function (row) { return { hit: H.hit(m, m.firsts[rank]), text: row[2] }; });
    }
    return unitOf(m, rank, asked).then(function (unit) {
      if (unit < 0) {
        return { hit: H.hit(m, m.firsts[rank]), text: [], note: "Văn bản này không có Điều " + asked.article + " trên tủ sách." };
      }
      return H.text(m, unit).then(function (row) {
        var hit = H.hit(m, unit), part = partOf(row, asked);
        hit.anchor = part.anchor;
        hit.title = row[0];
        if (part.name) hit.title = part.name + " " + row[0];
        return { hit: hit, text: part.text, note: part.note };
      });
    });
  }
  /* The khoản and điểm asked for, cut out of the paragraphs of their Điều. */
  function partOf(row, asked) {
    var text = row[2], anchor = row[1], name = "", number = function (line) { return (/^(\d+[a-zđ]?)\. /.exec(line) || [])[1]; };
    var split = anchor.indexOf("-khoan-") > 0;
    if (asked.clause) {
      var from = split ? 0 : text.findIndex(function (line) { return number(line) === asked.clause; });
      if (from < 0) return { anchor: anchor, text: text, note: "Điều này không có khoản " + asked.clause + "." };
      var to = text.findIndex(function (line, i) { return i > from && number(line); });
      text = text.slice(from, to < 0 ? undefined : to);
      anchor = split ? anchor : anchor + "-khoan-" + asked.clause;
      name = "Khoản " + asked.clause + ",";
    }
    if (asked.point) {
      var letter = asked.point === "dd" ? "đ" : asked.point;
      var line = text.filter(function (one) { return one.indexOf(letter + ") ") === 0; })[0];
      if (!line) return { anchor: anchor, text: text, name: name, note: "Ở đây không có điểm " + letter + "." };
      return { anchor: anchor + "-diem-" + asked.point, text: [line], name: "Điểm " + letter + (name ? " " + name.toLowerCase() : ",") };
    }
    return { anchor: anchor, text: text, name: name };
  }
  return { parse: parse, card: card };
})();
