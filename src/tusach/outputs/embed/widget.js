/* Shows what the bookcase has on a portal's own page: new items, the provision of the week, a search box. Styled in a shadow root, without inline styles. */
(function () {
  "use strict";
  var own = document.currentScript, BASE = new URL("./", own.src).href, HOME = new URL("../", BASE).href;
  var WEEK = 7 * 24 * 3600 * 1000;
  var STYLE = "STYLE_OF_WIDGET";

  function element(name, text, href) {
    var made = document.createElement(name);
    if (text) made.textContent = text;
    if (href) { made.href = href; made.target = "_top"; made.rel = "noopener"; }
    return made;
  }
  function address(path) { return HOME + path.replace(/^([^#]*[^/#])(#|$)/, "$1/$2"); }
  function day(iso) { return iso ? iso.split("-").reverse().join("/") : ""; }

  /* A script, not a request: it works under a policy that allows scripts from the bookcase and nothing else. */
  var loading;
  function data() {
    if (!loading) {
      loading = new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.src = BASE + "du-lieu.js";
        script.onload = function () { resolve(window.tusachNhung[BASE]); };
        script.onerror = function () { loading = null; reject(); };
        document.head.append(script);
      });
    }
    return loading;
  }

  function news(box, found, wish) {
    var list = element("ul");
    found.items.filter(function (item) {
      return (!wish.loai || item[2] === wish.loai) && (!wish.chuDe || item[5].indexOf(wish.chuDe) >= 0);
    }).slice(0, Math.min(20, +wish.so || 5)).forEach(function (item) {
      var row = element("li");
      row.append(element("a", item[1], address(item[0])), element("small", [item[3], day(item[4])].filter(Boolean).join(", ")));
      list.append(row);
    });
    box.append(list.children.length ? list : element("p", "Chưa có bài nào."));
  }
  function provision(box, found) {
    if (!found.provisions.length) return box.append(element("p", "Chưa có điều luật nào."));
    /* Weeks begin on Monday, in Vietnam as everywhere a reader may be. */
    var week = Math.floor((Date.now() + 7 * 3600 * 1000 - 4 * 24 * 3600 * 1000) / WEEK), one = found.provisions[week % found.provisions.length];
    var title = element("p");
    title.append(element("a", one[1], address(one[0])));
    box.append(title);
    one[2].forEach(function (text) { box.append(element("p", text)); });
    box.append(element("small", "Có hiệu lực theo bản dựng ngày " + day(found.day) + "."));
  }
  function search(box) {
    var form = element("form"), input = element("input"), button = element("button", "Tìm");
    form.setAttribute("role", "search");
    input.type = "search";
    input.setAttribute("aria-label", "Tìm trong tủ sách pháp luật");
    input.placeholder = "Ví dụ: ly hôn chia tài sản";
    form.append(input, button);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      if (input.value.trim()) window.open(HOME + "tim-kiem/?q=" + encodeURIComponent(input.value.trim()), "_top");
    });
    box.append(form);
  }

  var KINDS = { moi: ["Mới trong tủ sách", news], "dieu-luat": ["Điều luật của tuần", provision], tim: ["Hỏi tủ sách pháp luật", search] };
  /* Browsers before Chrome 73 and Safari 16.4 take the style as a file of the bookcase, which its own policy allows in the frame. */
  function dress(root) {
    if (!root.adoptedStyleSheets) {
      var link = element("link");
      link.rel = "stylesheet";
      link.href = BASE + "tusach.css";
      root.append(link);
      return;
    }
    var sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  }
  function show(host, wish) {
    if (host.shadowRoot) return;
    var kind = KINDS.hasOwnProperty(wish.tusach) ? KINDS[wish.tusach] : KINDS.moi, root = host.attachShadow({ mode: "open" }), box = element("section");
    dress(root);
    if (wish.nen) host.dataset.nen = wish.nen;
    box.setAttribute("aria-label", kind[0]);
    box.append(element("h2", kind[0]));
    root.append(box);
    function end(name) {
      var all = element("p");
      all.className = "all";
      all.append(element("a", name, HOME));
      box.append(all);
    }
    if (kind[1] === search) { search(box); return end("Mở tủ sách pháp luật"); }
    data().then(function (found) { kind[1](box, found, wish); end("Mở " + found.name); }, function () {
      box.append(element("p", "Chưa tải được danh sách."));
      end("Mở tủ sách pháp luật");
    });
  }
  function all() {
    document.querySelectorAll("[data-tusach]").forEach(function (host) {
      /* In the frame, the address says what to show. */
      var wish = host.dataset;
      if (wish.tusach === "khung") {
        wish = {};
        new URLSearchParams(location.search).forEach(function (value, name) { wish[name] = value; });
      }
      if (wish["chu-de"]) wish.chuDe = wish["chu-de"];
      show(host, wish);
    });
  }
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", all);
  else all();
})();
