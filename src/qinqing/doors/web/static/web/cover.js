/* Black boxes drawn on pages with the pointer or the keyboard; without this file the numbers in the table do the same.
   <form data-cover> holds <figure data-cover-page="1"> with an <svg viewBox="0 0 100 100">, and <fieldset data-cover-box>
   with the numbers of one box. The numbers are the truth: what is drawn follows them. */
"use strict";

(() => {
  const NAMES = ["page", "left", "top", "width", "height"];
  const STEP = 0.5;
  const SMALLEST = 0.3;
  const CORNER = 14; // pixels
  const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  const within = (value, least, most) => Math.min(Math.max(value, least), most);

  function dress(form) {
    const said = form.querySelector("[data-cover-said]");
    const sheets = new Map(Array.from(form.querySelectorAll("[data-cover-page]"), (sheet) => [Number(sheet.dataset.coverPage), sheet.querySelector("svg")]));
    const boxes = Array.from(form.querySelectorAll("[data-cover-box]"), (row, place) => ({ row, number: place + 1, rect: rectangle() }));
    let dragged = null;

    function rectangle() {
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      rect.setAttribute("tabindex", "0");
      rect.setAttribute("role", "button");
      return rect;
    }

    const input = (box, name) => box.row.querySelector(`input[name^="${name}_"]`);

    /* The box as its numbers say, or nothing while one is missing. */
    function read(box) {
      const [page, left, top, width, height] = NAMES.map((name) => input(box, name).valueAsNumber || Number(input(box, name).value));
      const told = NAMES.slice(1).every((name) => input(box, name).value !== "") && width > 0 && height > 0;
      return told ? { page: page || 1, left, top, width, height } : null;
    }

    function write(box, at) {
      for (const name of NAMES) input(box, name).value = name === "page" ? at.page : Math.round(at[name] * 10) / 10;
      show(box);
    }

    function clear(box) {
      for (const name of NAMES) input(box, name).value = "";
      show(box);
      told(box, `已去掉第 ${box.number} 处`);
    }

    function show(box) {
      const at = read(box);
      const sheet = at && sheets.get(at.page);
      box.row.querySelector("[data-cover-drop]").hidden = !at;
      if (!sheet) { box.rect.remove(); return; }
      box.rect.setAttribute("x", at.left);
      box.rect.setAttribute("y", at.top);
      box.rect.setAttribute("width", at.width);
      box.rect.setAttribute("height", at.height);
      box.rect.setAttribute("aria-label", `第 ${box.number} 处黑框：左 ${at.left}，上 ${at.top}，宽 ${at.width}，高 ${at.height}`);
      if (box.rect.parentNode !== sheet) sheet.append(box.rect);
      const more = box.row.closest("details");
      if (more) more.open = true;
    }

    /* Told aloud, and kept in the draft. */
    function told(box, words = box.rect.getAttribute("aria-label")) {
      said.textContent = words;
      input(box, "left").dispatchEvent(new Event("input", { bubbles: true }));
    }

    function free() {
      const box = boxes.find((one) => NAMES.slice(1).every((name) => input(one, name).value === ""));
      if (!box) said.textContent = `一次最多画 ${boxes.length} 处，请把相邻的几处合成一个大框`;
      return box;
    }

    /* Where the pointer is on a page, in percent. */
    function where(sheet, event) {
      const edge = sheet.getBoundingClientRect();
      return [within((event.clientX - edge.left) / edge.width * 100, 0, 100), within((event.clientY - edge.top) / edge.height * 100, 0, 100)];
    }

    function grab(page, sheet, event) {
      const box = boxes.find((one) => one.rect === event.target);
      if (event.button || (!box && event.pointerType === "touch")) return; // a finger scrolls; it moves boxes that are there
      event.preventDefault();
      const [x, y] = where(sheet, event);
      if (box) {
        const edge = box.rect.getBoundingClientRect();
        const corner = edge.right - event.clientX < CORNER && edge.bottom - event.clientY < CORNER;
        dragged = { box, sheet, x, y, from: read(box), way: corner ? "size" : "move" };
        box.rect.focus();
      } else {
        const fresh = free();
        if (!fresh) return;
        dragged = { box: fresh, sheet, x, y, from: { page }, way: "draw" };
      }
      sheet.setPointerCapture(event.pointerId);
    }

    function drag(event) {
      if (!dragged) return;
      const { box, sheet, x, y, from, way } = dragged;
      const [now, down] = where(sheet, event);
      if (way === "draw") {
        write(box, { ...from, left: Math.min(x, now), top: Math.min(y, down), width: Math.abs(now - x), height: Math.abs(down - y) });
      } else shift(box, from, now - x, down - y, way === "size");
    }

    function drop() {
      if (!dragged) return;
      const { box, way } = dragged;
      dragged = null;
      const at = read(box);
      if (way === "draw" && (!at || at.width < SMALLEST || at.height < SMALLEST)) { clear(box); said.textContent = ""; return; }
      told(box);
    }

    function shift(box, from, across, down, sizes) {
      if (sizes) {
        write(box, { ...from, width: within(from.width + across, STEP, 100 - from.left), height: within(from.height + down, STEP, 100 - from.top) });
      } else {
        write(box, { ...from, left: within(from.left + across, 0, 100 - from.width), top: within(from.top + down, 0, 100 - from.height) });
      }
    }

    function press(event) {
      const box = boxes.find((one) => one.rect === event.target);
      if (!box) return;
      const way = KEYS[event.key];
      if (way) {
        shift(box, read(box), way[0] * STEP, way[1] * STEP, event.shiftKey);
        told(box);
      } else if (event.key === "Delete" || event.key === "Backspace") {
        const add = box.rect.closest("figure").querySelector("[data-cover-add]");
        clear(box);
        add.focus();
      } else return;
      event.preventDefault();
    }

    function add(page) {
      const box = free();
      if (!box) return;
      write(box, { page, left: 40, top: 45, width: 20, height: 10 });
      told(box);
      box.rect.focus();
    }

    for (const [page, sheet] of sheets) {
      sheet.querySelectorAll("rect").forEach((rect) => rect.remove());
      sheet.addEventListener("pointerdown", (event) => grab(page, sheet, event));
      sheet.addEventListener("pointermove", drag);
      sheet.addEventListener("pointerup", drop);
      sheet.addEventListener("pointercancel", drop);
      sheet.addEventListener("keydown", press);
      const button = sheet.closest("figure").querySelector("[data-cover-add]");
      button.hidden = false;
      button.addEventListener("click", () => add(page));
    }
    for (const box of boxes) {
      box.row.addEventListener("input", () => show(box));
      box.row.querySelector("[data-cover-drop]").addEventListener("click", () => clear(box));
      show(box);
    }
  }

  document.querySelectorAll("form[data-cover]").forEach(dress);
})();
