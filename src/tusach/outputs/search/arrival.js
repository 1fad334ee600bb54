/* On a page reached from a result (?h=words): marks the words, brings the first near the target into view, steps through them. */
(function () {
  "use strict";
  var words = tusachVietnamese.written((new URLSearchParams(location.search).get("h") || "").slice(0, 300)).slice(0, 40), at = -1, marks = [];

  function texts(root) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
      var parent = walker.currentNode.parentElement;
      if (!parent.closest("script, style, .headerlink, .notes, button, details:not([open])") && /[\p{L}\p{N}]/u.test(walker.currentNode.data)) found.push(walker.currentNode);
    }
    return found;
  }
  function mark(root) {
    var nodes = texts(root);
    /* A single word of a longer question stands everywhere; only pairs are worth a mark then. */
    var all = tusachMarks.marked(nodes.map(function (node) { return node.data; }).join(" \n "), words), paired = words.length > 1 && all.words.some(function (word) { return word.on === 2; });
    nodes.forEach(function (node) {
      var found = tusachMarks.marked(node.data, words), on = found.words.filter(function (word) { return word.on > (paired ? 1 : 0); });
      if (!on.length) return;
      var fragment = document.createDocumentFragment(), which = {};
      on.forEach(function (word) { which[word.part] = true; });
      for (var i = 0; i < found.parts.length; i++) {
        if (!which[i]) { fragment.append(found.parts[i]); continue; }
        var made = document.createElement("mark");
        made.className = "found";
        made.textContent = found.parts[i];
        while (which[i + 2] && /^\s+$/.test(found.parts[i + 1])) { made.textContent += found.parts[i + 1] + found.parts[i + 2]; i += 2; }
        fragment.append(made);
        marks.push(made);
      }
      node.replaceWith(fragment);
    });
  }
  function bar() {
    var made = document.createElement("div"), count = document.createElement("span");
    made.className = "found-bar";
    made.setAttribute("role", "region");
    made.setAttribute("aria-label", "Chữ đã tìm trong trang");
    count.setAttribute("role", "status");
    function button(label, text, act) {
      var one = document.createElement("button");
      one.type = "button";
      one.setAttribute("aria-label", label);
      one.title = label;
      one.textContent = text;
      one.addEventListener("click", act);
      return one;
    }
    function go(step) {
      if (marks[at]) marks[at].classList.remove("found--here");
      at = (at + step + marks.length) % marks.length;
      marks[at].classList.add("found--here");
      marks[at].scrollIntoView({ block: "center" });
      count.textContent = (at + 1) + " / " + marks.length;
    }
    function close() {
      marks.forEach(function (one) { one.replaceWith(one.textContent); });
      made.remove();
      var url = new URL(location.href);
      url.searchParams.delete("h");
      history.replaceState(null, "", url.href);
    }
    count.textContent = marks.length + " chỗ";
    made.append(count, button("Chỗ trước", "↑", function () { go(-1); }), button("Chỗ sau", "↓", function () { go(1); }), button("Bỏ đánh dấu", "✕", close));
    made.addEventListener("keydown", function (event) { if (event.key === "Escape") close(); });
    document.body.append(made);
  }
  var article = document.querySelector("article");
  if (!article || !words.length) return;
  mark(article);
  if (!marks.length) return;
  /* Stepping starts from the place the result led to. */
  var target = location.hash && document.getElementById(tusachSearch.idOf(location.hash));
  if (target) {
    at = marks.findIndex(function (one) { return target === one || target.contains(one) || (target.compareDocumentPosition(one) & 4); }) - 1;
    if (at < -1) at = -1;
  }
  bar();
})();
