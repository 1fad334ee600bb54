/* Whether a question of the bookcase asks what a reader asks; says the same as asking.py, where each step is told. */
tusachSearch.asking = (function () {
  "use strict";
  var V = tusachVietnamese, SPARE = 5, TOPIC = 3, SURE = 6, LONGEST = 0, WORDS = "WORDS_OF_ASKING";
  var FRAMES = set(WORDS.frames), NOT = set(WORDS.not), LIGHT = set(WORDS.light), OPENING = set(WORDS.opening), NUMBERS = Object.create(null);
  WORDS.frames.forEach(function (frame) { LONGEST = Math.max(LONGEST, frame.split(" ").length); });
  Object.keys(WORDS.numbers).forEach(function (word) { NUMBERS[word] = WORDS.numbers[word]; NUMBERS[WORDS.numbers[word]] = word; });

  function set(words) {
    var found = Object.create(null);
    words.forEach(function (word) { found[word] = true; });
    return found;
  }

  /* The places of the syllables that are in no frame, each syllable once. */
  function content(typed) {
    var framed = {};
    for (var size = 1; size <= LONGEST; size++) {
      for (var at = 0; at + size <= typed.length; at++) {
        if (FRAMES[typed.slice(at, at + size).join(" ")]) for (var k = at; k < at + size; k++) framed[k] = true;
      }
    }
    return typed.map(function (word, at) { return at; }).filter(function (at) { return !framed[at] && typed.indexOf(typed[at]) === at; });
  }
  /* The places of the words that a "không" turns round, and of those where it may only close "có … không". */
  function turned(words) {
    var sure = {}, unsure = {}, opened = false;
    words.forEach(function (word, at) {
      if (NOT[word]) {
        var after = at + 1;
        while (LIGHT[words[after]]) after++;
        (opened ? unsure : sure)[after < words.length ? after : at] = true;
        opened = false;
      } else if (OPENING[word] && !NOT[words[Math.max(at - 1, 0)]]) opened = true;
    });
    return { sure: sure, unsure: unsure };
  }
  function read(text) {
    var found = { plain: Object.create(null), turned: Object.create(null) };
    text.split(/[.,;:?!]/).forEach(function (clause) {
      var words = V.written(clause), round = turned(words);
      words.forEach(function (word, at) {
        [word, V.fold(word), NUMBERS[word] || word].forEach(function (form) {
          if (!round.sure[at]) found.plain[form] = true;
          if (round.sure[at] || round.unsure[at]) found.turned[form] = true;
        });
      });
    });
    return found;
  }
  function pinnedIn(typed) {
    var found = {};
    typed.forEach(function (word, at) {
      if (/^(\d+|lại|lai)$/.test(word)) found[at] = true;
      [1, 2].forEach(function (size) {
        if (/^(bao (nhiêu|nhieu|lâu|lau)|mấy)$/.test(typed.slice(at, at + size).join(" "))) found[at - 1] = found[at + size] = true;
      });
    });
    return found;
  }

  function same(typed, title, question, said, isCommon) {
    var asked = content(typed), text = read(title + ". " + question), named = read(title), whole = set(V.written(title + " " + question)), meant = {};
    said.forEach(function (one) {
      var stands = one.law.some(function (phrase) { return V.written(phrase).every(function (word) { return whole[word]; }); });
      if (stands) for (var k = one.at; k < one.at + one.count; k++) meant[k] = true;
    });
    function standing(where) {
      return asked.filter(function (at) { return meant[at] || where.plain[typed[at]] || where.turned[typed[at]]; });
    }
    var round = turned(typed), own = standing(text), titled = standing(named).length;
    var contrary = asked.some(function (at) {
      var word = typed[at];
      return round.sure[at] ? !text.turned[word] : !round.unsure[at] && text.turned[word] && !text.plain[word];
    });
    if (contrary) return false;
    var missing = asked.filter(function (at) { return own.indexOf(at) < 0; }), pinned = pinnedIn(typed);
    function isSpare(at) {
      return !pinned[at] && isCommon(at, [at - 1, at].filter(function (first) { return asked.indexOf(first) >= 0 && asked.indexOf(first + 1) >= 0; }));
    }
    if (missing.length * SPARE > asked.length || !missing.every(isSpare)) return false;
    if (asked.length < TOPIC) return asked.length > 0 && titled === asked.length && 2 * titled >= content(V.written(title)).length;
    return 2 * titled >= asked.length || asked.length >= SURE;
  }
  return { content: content, same: same };
})();
