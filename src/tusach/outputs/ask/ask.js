/* Composes a question for the reader's own mail, Zalo or paper; keeps the draft in this tab only; warns of personal data. */
(function () {
  "use strict";
  var form = document.querySelector("[data-ask]");
  if (!form) return;
  var fields = ["chu-de", "noi", "cau-hoi", "tra-loi"], began = Date.now();
  function get(name) { return form.elements[name].value.trim(); }
  /* What a run of digits is by its length and the words before it; sums and numbers of land plots are nobody's. */
  function numbered(digits, before, after) {
    if (/^\s*(đồng|đ(?!\p{L})|nghìn|triệu|tỷ|vnđ)/iu.test(after)) return "";
    if (/(tài khoản|stk)[^\d]{0,20}$/i.test(before)) return "số tài khoản";
    if (/^0\d{11}$/.test(digits) || /(căn cước|cccd|cmnd|chứng minh|định danh|giấy tờ)[^\d]{0,25}$/i.test(before) && /^(\d{9}|\d{12})$/.test(digits)) return "số căn cước, chứng minh";
    return /^(0|84)\d{9,10}$/.test(digits) ? "số điện thoại" : "";
  }
  /* Kinds of personal data a text seems to hold. Numbers of documents, money and dates are none. */
  function personal(text) {
    var found = [], plain = text.replace(/\d+\/\d{4}\/[A-ZĐ][\wĐđ-]*/g, " "), runs = /[+(]?\d(?:[ .()-]{0,2}\d){7,}/g, match;
    function add(kind) { if (kind && found.indexOf(kind) < 0) found.push(kind); }
    while ((match = runs.exec(plain))) add(numbered(match[0].replace(/\D/g, ""), plain.slice(0, match.index), plain.slice(runs.lastIndex)));
    if (/[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(plain)) add("địa chỉ thư điện tử");
    if (/(^|[^\d])\d{2}[A-ZĐ]\d?\s?-?\s?\d{3}\.?\d{2}(?!\d)/.test(plain)) add("biển số xe");
    if (/([Hh]ọ (và )?tên|[Tt]ôi tên|[Tt]ên (tôi|em|cháu)|[Tt]ên|[Tt]ôi|[Ee]m|[Cc]háu)( là|:)? \p{Lu}\S*\s+\p{Lu}/u.test(plain)) add("họ tên");
    if (/số nhà \d/i.test(plain)) add("địa chỉ nhà");
    return found;
  }
  function composed() {
    var from = new URLSearchParams(location.search).get("tu") || "";
    return ["Chủ đề: " + (get("chu-de") || "chưa chọn"), get("noi") && "Nơi hỏi: " + get("noi"), "", get("cau-hoi"), "",
      get("tra-loi") && "Mong được trả lời qua: " + get("tra-loi"), /^[a-z0-9/-]+$/.test(from) && "Đã đọc bài: " + from]
      .filter(function (line, i) { return line || i === 2 || i === 4; }).join("\n").trim();
  }
  function show() {
    var found = personal(get("cau-hoi")), warn = form.querySelector("[data-ask-warn]"), search = form.querySelector("[data-ask-search]");
    warn.hidden = !found.length;
    warn.textContent = found.length ? "Câu hỏi có " + found.join(", ") + ". Nên bỏ đi: người trả lời không cần, mà câu hỏi có thể được đăng." : "";
    search.hidden = !get("cau-hoi");
    search.querySelector("a").search = "?q=" + encodeURIComponent(get("cau-hoi").slice(0, 120));
    var mail = form.querySelector("[data-ask-mail]");
    if (mail) mail.href = mail.dataset.askMail + "?subject=" + encodeURIComponent("Hỏi pháp luật: " + (get("chu-de") || "câu hỏi của bạn đọc")) + "&body=" + encodeURIComponent(composed().replace(/\n/g, "\r\n"));
    fields.forEach(function (name) {
      var line = document.querySelector('[data-slip="' + name + '"]');
      if (line) line.textContent = get(name);
    });
    try { sessionStorage.setItem("tusach-hoi", JSON.stringify(fields.map(get))); } catch (error) { /* private window */ }
  }
  try {
    JSON.parse(sessionStorage.getItem("tusach-hoi") || "[]").forEach(function (text, i) { form.elements[fields[i]].value = text; });
  } catch (error) { /* nothing kept */ }
  function say(words) { document.querySelector("[data-toast]").textContent = words; setTimeout(function () { document.querySelector("[data-toast]").textContent = ""; }, 2600); }
  function copy() {
    var box = document.createElement("textarea");
    box.value = composed();
    function byHand() { document.body.append(box); box.select(); document.execCommand("copy"); box.remove(); }
    (navigator.clipboard && isSecureContext ? navigator.clipboard.writeText(box.value).catch(byHand) : Promise.resolve(byHand())).then(function () { say("Đã chép câu hỏi"); });
  }
  form.addEventListener("input", show);
  form.addEventListener("click", function (event) {
    var button = event.target.closest("[data-ask-copy], [data-ask-zalo], [data-ask-print], [data-ask-clear]");
    if (!button) return;
    if (button.hasAttribute("data-ask-print")) { show(); print(); }
    else if (button.hasAttribute("data-ask-clear")) { fields.forEach(function (name) { form.elements[name].value = ""; }); show(); }
    else copy();
  });
  form.addEventListener("submit", function (event) {
    /* A machine fills the hidden field, or fills everything at once. */
    if (!form.action || form.elements.website && form.elements.website.value || Date.now() - began < 3000 || !get("cau-hoi")) {
      event.preventDefault();
      if (!get("cau-hoi")) { form.elements["cau-hoi"].focus(); say("Hãy viết câu hỏi trước"); }
    }
  });
  show();
})();
