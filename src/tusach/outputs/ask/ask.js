/* Composes a question for the reader's own mail, Zalo or paper; keeps the draft in this tab only; warns of personal data. */
(function () {
  "use strict";
  var form = document.querySelector("[data-ask]");
  if (!form) return;
  var fields = ["chu-de", "noi", "cau-hoi", "tra-loi"], began = Date.now();
  function get(name) { return form.elements[name].value.trim(); }
  /* Kinds of personal data a text seems to hold. Numbers of documents, money and dates are none. */
  function personal(text) {
    var found = [], plain = text.replace(/\d+\/\d{4}\/[A-ZĐ][\wĐđ-]*/g, " ").replace(/\d{1,3}(\.\d{3})+(?=\s*(đồng|đ\b))/g, " ");
    if (/(^|[^\d])(\+84|0)(\s?\.?\d){8,10}(?!\d)/.test(plain)) found.push("số điện thoại");
    if (/(^|[^\d])(\d{12}|\d{9})(?!\d)/.test(plain)) found.push("số căn cước, chứng minh");
    if (/[^\s@]+@[^\s@]+\.[a-z]{2,}/i.test(plain)) found.push("địa chỉ thư điện tử");
    if (/(^|[^\d])\d{2}[A-ZĐ]\d?\s?-?\s?\d{3}\.?\d{2}(?!\d)/.test(plain)) found.push("biển số xe");
    if (/([Tt]ôi là|[Tt]ên tôi là|[Tt]ên là|[Hh]ọ tên:?)\s+\p{Lu}\S*\s+\p{Lu}/u.test(plain)) found.push("họ tên");
    return found;
  }
  function composed() {
    var from = new URLSearchParams(location.search).get("tu") || "";
    return ["Chủ đề: " + (get("chu-de") || "chưa chọn"), get("noi") && "Nơi hỏi: " + get("noi"), "", get("cau-hoi"), "",
      get("tra-loi") && "Mong được trả lời qua: " + get("tra-loi"), /^[a-z0-9/-]+$/.test(from) && "Đã đọc bài: " + from]
      .filter(function (line, i) { return line || line === "" && i < 5; }).join("\n").trim();
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
