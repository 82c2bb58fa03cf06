/* <div data-uploads="/uploads/"> around a file input: each file goes to the server the moment it is chosen, in pieces; a
   broken line goes on from where it was. The form itself then carries no file. Without this file the form sends them. */
"use strict";

(() => {
  const LEAST = 256 * 1024, MOST = 8 * 1024 * 1024; // of a piece
  const QUICK = 1500, SLOW = 8000;                  // milliseconds a piece may take before the next is larger, smaller
  const AT_ONCE = 3;
  const SAMPLE = 64 * 1024;
  const LARGE = 1.5 * 1024 * 1024, EDGE = 2560;     // photographs worth making smaller, and how small
  const UNREADABLE = "浏览器读不到它：文件夹请打开后选里面的文件，或者先压成 ZIP；正被别的程序占用的，请关闭后再选";
  const PIECE = "application/offset+octet-stream";

  const wait = (milliseconds) => new Promise((done) => {
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", () => { clearTimeout(timer); done(); }, { once: true });
  });
  const encoded = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const readable = (size) => size < 1048576 ? `${Math.max(1, Math.round(size / 1024))} KB` : `${(size / 1048576).toFixed(1)} MB`;
  const formPath = (form) => form.dataset.draft || new URL(form.action || location.href, location.href).pathname;

  /* What this very file is known by, also when it is chosen again after a reload: name, size and three samples of it. */
  async function markOf(file, name) {
    let low = 0x811c9dc5, high = 0x1b873593;
    const places = [0, Math.max(0, (file.size >> 1) - SAMPLE / 2), Math.max(0, file.size - SAMPLE)];
    for (const place of places) {
      for (const byte of new Uint8Array(await file.slice(place, place + SAMPLE).arrayBuffer())) {
        low = Math.imul(low ^ byte, 0x01000193);
        high = Math.imul(high ^ byte, 0x85ebca6b) ^ (high >>> 13);
      }
    }
    for (const sign of name) low = Math.imul(low ^ sign.codePointAt(0), 0x01000193);
    return `${file.size.toString(36)}-${(low >>> 0).toString(36)}-${(high >>> 0).toString(36)}`;
  }

  async function smaller(file) {
    if (!/^image\/|\.hei[cf]$/i.test(file.type || file.name) || file.size < LARGE) return file;
    try {
      const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
      const scale = Math.min(1, EDGE / Math.max(picture.width, picture.height));
      const canvas = document.createElement("canvas");
      canvas.width = Math.round(picture.width * scale);
      canvas.height = Math.round(picture.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
      return drawn && drawn.size < file.size ? new File([drawn], file.name.replace(/\.[^.]*$/, "") + ".jpg") : file;
    } catch {
      return file; // a picture this browser cannot read goes as it is
    }
  }

  /* Asks until there is an answer: a broken line is waited for, whatever the server says is handed on. */
  async function ask(url, options, say) {
    for (let pause = 1000; ; pause = Math.min(pause * 2, 15000)) {
      try {
        const answer = await fetch(url, { credentials: "same-origin", cache: "no-store", ...options });
        if (answer.status < 500 || answer.status === 507) return answer;
        say("服务器暂时没有收下，稍后自动再传", true);
      } catch {
        say("网络断了，恢复后自动接着传", true);
      }
      await wait(pause);
    }
  }

  async function refusal(answer) {
    if (answer.status === 404) return "登录可能已过期，或者文件已经提交、移除，请刷新页面";
    try {
      return (await answer.json()).error || "";
    } catch {
      return answer.status === 413 ? "这一块太大，没有收下" : "没有收下，请移除后再试";
    }
  }

  /* The pictures in what is pasted: those that came along as files, and how many are only named by their place on the
     writer's own machine, as word processors do. Where there is text, a file is but a picture of that text. */
  function pictures(data) {
    const page = new DOMParser().parseFromString(data.getData("text/html"), "text/html");
    const sources = [...page.images].map((one) => /^data:(image\/(?:png|jpeg|webp));base64,(.+)$/s.exec(one.getAttribute("src") || ""));
    if (!data.getData("text/plain").trim()) {
      const files = [...data.files].filter((one) => one.type.startsWith("image/"));
      if (files.length) return { files, missing: 0 };
    }
    const files = sources.filter(Boolean).map(([, type, code]) => {
      const bytes = Uint8Array.from(atob(code), (sign) => sign.charCodeAt(0));
      return new File([bytes], `picture.${type.slice(6)}`, { type });
    });
    return { files, missing: sources.length - files.length };
  }

  function serve(field) {
    const input = field.querySelector("input[type=file]");
    const list = field.querySelector("[data-kept]");
    const status = field.querySelector("[data-status]");
    const choice = field.querySelector("[data-smaller]");
    const form = input.form;
    const sending = new Set();
    const queue = [];
    const note = document.createElement("p");
    let pasted = 0;
    let first = Promise.resolve(); // places are made one after the other: the first brings the visitor's cookie
    let submitter = null;

    const rowOf = (code) => list.querySelector(`[data-code="${code}"]`);

    function tell(row, name, text, bad) {
      row.querySelector("b").textContent = name;
      row.querySelector("small").textContent = text;
      row.classList.toggle("refused", Boolean(bad));
    }

    function newRow(name) {
      const row = document.createElement("li");
      row.innerHTML = "<b></b> <small></small> <progress max=\"100\" value=\"0\"></progress> <button class=\"plain\" type=\"button\">移除<span class=\"hidden\"></span></button>";
      row.querySelector(".hidden").textContent = name;
      tell(row, name, "等候上传");
      list.append(row);
      return row;
    }

    const drop = (url) => fetch(url, { method: "POST", credentials: "same-origin", headers: { "X-HTTP-Method-Override": "DELETE" } });

    async function remove(row) {
      row.dataset.gone = "1";
      if (row.dataset.url) {
        try {
          const answer = await drop(row.dataset.url);
          if (!answer.ok && answer.status !== 404) throw new Error();
        } catch {
          delete row.dataset.gone;
          row.querySelector("small").textContent = "没有移除成，请再点一次";
          return;
        }
      }
      row.remove();
      summarise();
    }

    /* One place for each file; what was begun before a reload is gone on with, and a namesake that broke off gives way. */
    async function begin(file, mark, row, say) {
      const headers = {
        "Upload-Length": String(file.size), "Tus-Resumable": "1.0.0",
        "Upload-Metadata": `filename ${encoded(file.name)},form ${encoded(formPath(form))},mark ${encoded(mark)}`,
      };
      const answer = await ask(field.dataset.uploads, { method: "POST", headers }, say);
      if (answer.status !== 201) throw new Error(await refusal(answer));
      const told = await answer.json();
      const before = rowOf(told.code);
      if (before && before !== row) before.remove();
      for (const other of list.querySelectorAll("li.receiving")) {
        if (other.dataset.name === file.name && other.dataset.code !== told.code) remove(other);
      }
      row.dataset.code = told.code;
      row.dataset.url = told.url;
      return told;
    }

    async function send(file, row) {
      const bar = row.querySelector("progress");
      const say = (text, bad) => tell(row, file.name, text, bad);
      const mark = await markOf(file, file.name).catch(() => { throw new Error(UNREADABLE); });
      const begun = first.then(() => begin(file, mark, row, say));
      first = begun.catch(() => {});
      let told = await begun;
      let size = LEAST * 4;
      while (told.state === "receiving" && !row.dataset.gone) {
        bar.value = 100 * told.offset / file.size;
        say(told.offset < file.size ? `已传 ${Math.floor(100 * told.offset / file.size)}%，共 ${readable(file.size)}` : "传完了，正在检查");
        const started = performance.now();
        const headers = { "Content-Type": PIECE, "Upload-Offset": String(told.offset), "Tus-Resumable": "1.0.0", "X-HTTP-Method-Override": "PATCH" };
        const body = file.slice(told.offset, told.offset + size);
        let answer = null;
        try {
          answer = await fetch(told.url, { method: "POST", credentials: "same-origin", headers, body });
        } catch {
          size = LEAST;
          say("网络断了，恢复后自动接着传", true);
          await wait(2000);
        }
        if (answer && answer.status === 413) size = Math.max(LEAST, size / 2);
        if (answer && (answer.status === 409 || answer.status === 429 || answer.status >= 500)) await wait(2000);
        else if (answer && answer.status !== 204 && !(answer.status === 413 && size > LEAST)) throw new Error(await refusal(answer));
        const took = performance.now() - started;
        if (answer && answer.ok && took < QUICK) size = Math.min(MOST, size * 2);
        if (took > SLOW) size = Math.max(LEAST, size / 2);
        const known = await ask(told.url, {}, say);
        if (!known.ok) throw new Error(await refusal(known));
        told = await known.json();
      }
      bar.remove();
      if (told.state === "refused") { tell(row, told.name, told.reason, true); return; }
      row.classList.add("ready");
      tell(row, told.name, `${readable(told.size)} · 已传好${told.note ? ` · ${told.note}` : ""}`);
    }

    async function next() {
      if (sending.size >= AT_ONCE || !queue.length) return;
      const { file, row } = queue.shift();
      sending.add(row);
      try {
        if (!row.dataset.gone) await send(choice.checked ? await smaller(file) : file, row);
      } catch (trouble) {
        row.querySelector("progress")?.remove();
        tell(row, file.name, trouble.message || "没有传成，请移除后再试", true);
      }
      sending.delete(row);
      summarise();
      next();
    }

    function summarise() {
      const left = sending.size + queue.length;
      status.classList.toggle("not", Boolean(left));
      status.textContent = left ? `还有 ${left} 个文件在传${submitter ? "，传完自动提交" : "，可以接着填写"}` : list.querySelector("li.ready") ? "材料已保存，关掉页面也不会丢" : "";
      if (!left && submitter) {
        const button = submitter;
        submitter = null;
        if (!list.querySelector("li.refused, li.receiving")) form.requestSubmit(button);
        else status.textContent = "有文件没有传成，请移除或重新选择后再提交";
      }
    }

    function take(files) {
      for (const file of files) queue.push({ file, row: newRow(file.name) });
      for (let count = 0; count < AT_ONCE; count += 1) next();
      summarise();
    }

    input.addEventListener("change", () => {
      take([...input.files]);
      input.value = "";
    });
    note.setAttribute("role", "status");
    status.after(note);
    form.addEventListener("paste", (event) => {
      if (event.target.tagName !== "TEXTAREA" || !event.clipboardData) return;
      const { files, missing } = pictures(event.clipboardData);
      if (!files.length && !missing) return;
      take(files.map((one) => new File([one], `粘贴的图片${pasted += 1}.${one.type.slice(6).replace("jpeg", "jpg")}`, { type: one.type })));
      note.textContent = [
        files.length ? `粘贴的内容里有 ${files.length} 张图片，已放进材料。` : "",
        missing ? `粘贴的内容里有 ${missing} 张图片没有随文字带过来，请另存后在这里选择。` : "",
      ].join("");
    });
    list.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      event.preventDefault();
      remove(button.closest("li"));
    });
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name === "choose" || !(sending.size + queue.length)) return;
      event.preventDefault();
      submitter = event.submitter || form.querySelector("button.main");
      summarise();
    });
    choice.closest("label").hidden = false;
  }

  const dress = (root) => root.querySelectorAll("[data-uploads]").forEach((field) => {
    if (field.dataset.served) return;
    field.dataset.served = "1";
    serve(field);
  });
  document.addEventListener("DOMContentLoaded", () => dress(document));
  document.addEventListener("htmx:load", (event) => dress(event.target));
})();
