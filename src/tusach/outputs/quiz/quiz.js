(function () {
  "use strict";
  var questions = Array.prototype.slice.call(document.querySelectorAll(".quiz__question"));
  var board = document.querySelector("[data-quiz-board]");
  if (!questions.length || !board) return;
  var played = [];

  function make(tag, look, text) {
    var element = document.createElement(tag);
    if (look) element.className = look;
    if (text) element.textContent = text;
    return element;
  }

  function tell() {
    var done = played.filter(function (one) { return one.done; }).length;
    var right = played.filter(function (one) { return one.right; }).length;
    var all = played.length;
    board.querySelector("[data-quiz-score]").textContent = done < all
      ? "Đã trả lời " + done + "/" + all + " câu"
      : "Bạn đúng " + right + " trên " + all + " câu";
    board.querySelector("[data-quiz-again]").hidden = !done;
  }

  function play(section, number) {
    var list = section.querySelector(".quiz__options");
    var answer = section.querySelector(".quiz__answer");
    var heading = section.querySelector("h2");
    if (!list || !answer) return;
    var wanted = answer.getAttribute("data-right").split(" ");
    var form = make("form", "quiz__form");
    var field = make("fieldset");
    var type = wanted.length > 1 ? "checkbox" : "radio";
    var legend = make("legend", "", "Câu " + (number + 1) + "/" + questions.length +
      (wanted.length > 1 ? ": chọn mọi phương án đúng" : ": chọn một phương án"));
    field.appendChild(legend);
    Array.prototype.forEach.call(list.children, function (item) {
      var label = make("label", "quiz__choice");
      var input = make("input");
      input.type = type;
      input.name = "cau-" + (number + 1);
      input.value = item.querySelector(".quiz__letter").textContent.charAt(0);
      label.appendChild(input);
      var words = make("span");
      words.innerHTML = item.innerHTML;
      label.appendChild(words);
      field.appendChild(label);
    });
    var button = make("button", "quiz__check", "Trả lời");
    button.type = "submit";
    var verdict = make("p", "quiz__verdict");
    verdict.setAttribute("role", "status");
    form.appendChild(field);
    form.appendChild(button);
    form.appendChild(verdict);
    list.hidden = true;
    list.parentNode.insertBefore(form, list);
    answer.hidden = true;
    var state = { done: false, right: false, reset: function () {
      form.reset();
      state.done = state.right = false;
      field.disabled = false;
      button.hidden = false;
      verdict.textContent = "";
      answer.open = false;
      answer.hidden = true;
    } };
    played.push(state);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      var chosen = Array.prototype.filter.call(field.querySelectorAll("input"), function (one) { return one.checked; })
        .map(function (one) { return one.value; });
      if (!chosen.length) {
        verdict.textContent = "Hãy chọn một phương án rồi bấm Trả lời.";
        return;
      }
      state.done = true;
      state.right = chosen.join(" ") === wanted.join(" ");
      verdict.textContent = state.right ? "✓ Đúng" : "✕ Chưa đúng";
      field.disabled = true;
      button.hidden = true;
      answer.hidden = false;
      answer.open = true;
      heading.setAttribute("tabindex", "-1");
      answer.querySelector("summary").focus();
      tell();
    });
  }

  questions.forEach(play);
  board.hidden = false;
  board.querySelector("[data-quiz-again]").addEventListener("click", function () {
    played.forEach(function (one) { one.reset(); });
    tell();
    var first = document.querySelector(".quiz__form input");
    if (first) first.focus();
  });
  tell();
})();
