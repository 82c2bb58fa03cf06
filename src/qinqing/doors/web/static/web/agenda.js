/* An agenda put in order by dragging or by the arrow keys; without this file the buttons ↑ and ↓ do the same.
   <form data-order><ol data-order-list><li><button data-order-handle hidden> … <button data-order-save hidden>.
   The order is that of the hidden inputs in the rows; the form is sent when a row is dropped or Enter is pressed. */
"use strict";

(() => {
  const rowsOf = (list) => Array.from(list.children);

  function dress(form) {
    const list = form.querySelector("[data-order-list]");
    const save = form.querySelector("[data-order-save]");
    const said = form.querySelector("[data-order-said]");
    let before = null;
    let dragged = null;

    const codes = () => Array.from(list.querySelectorAll("input[name=codes]"), (input) => input.value).join();
    const title = (row) => row.querySelector("h3").textContent.trim();

    function changed(row) {
      save.hidden = codes() === before;
      said.textContent = `“${title(row)}”现在是第 ${rowsOf(list).indexOf(row) + 1} 件，共 ${rowsOf(list).length} 件${save.hidden ? "" : "，按回车保存"}`;
    }

    function send() {
      if (codes() !== before) form.requestSubmit(save);
    }

    function step(row, by) {
      const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (!other) return;
      if (by < 0) other.before(row); else other.after(row);
      row.querySelector("[data-order-handle]").focus();
      changed(row);
    }

    function restore() {
      for (const code of before.split(",")) {
        list.append(list.querySelector(`input[name=codes][value="${CSS.escape(code)}"]`).closest("li"));
      }
      save.hidden = true;
      said.textContent = "已恢复原来的顺序";
    }

    function press(event) {
      const row = event.currentTarget.closest("li");
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (by) step(row, by);
      else if (event.key === "Enter") send();
      else if (event.key === "Escape" && !save.hidden) { restore(); event.currentTarget.focus(); }
      else return;
      event.preventDefault();
    }

    /* Pointer events serve mouse, pen and finger alike. */
    function grab(event) {
      if (event.button) return;
      dragged = event.currentTarget.closest("li");
      dragged.classList.add("dragged");
      event.currentTarget.setPointerCapture(event.pointerId);
    }

    function drag(event) {
      if (!dragged) return;
      const over = rowsOf(list).find((row) => {
        const box = row.getBoundingClientRect();
        return row !== dragged && event.clientY > box.top && event.clientY < box.bottom;
      });
      if (!over) return;
      const box = over.getBoundingClientRect();
      if (event.clientY < box.top + box.height / 2) over.before(dragged); else over.after(dragged);
    }

    function drop() {
      if (!dragged) return;
      dragged.classList.remove("dragged");
      changed(dragged);
      dragged = null;
      send();
    }

    function cancel() {
      if (!dragged) return;
      dragged.classList.remove("dragged");
      dragged = null;
      restore();
    }

    before = codes();
    list.querySelectorAll("[data-order-handle]").forEach((handle) => {
      handle.hidden = false;
      handle.addEventListener("keydown", press);
      handle.addEventListener("pointerdown", grab);
      handle.addEventListener("pointermove", drag);
      handle.addEventListener("pointerup", drop);
      handle.addEventListener("pointercancel", cancel);
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("form[data-order]").forEach(dress));
})();
