"use strict";
// Facts in the text, on the picture and in the lists know each other by their keys; nothing here decides anything.
(() => {
  const report = document.getElementById("report");

  function joined(key) {
    const name = CSS.escape(key);
    return report.querySelectorAll(`[data-key="${name}"], [data-keys~="${name}"]`);
  }
  function keysOf(element) {
    const held = element && element.closest && element.closest("[data-key], [data-keys]");
    if (!held || !report.contains(held)) return [];
    return held.dataset.key ? [held.dataset.key] : held.dataset.keys.split(" ");
  }
  function unlight() {
    report.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
    if (CSS.highlights) CSS.highlights.delete("passage");
  }
  function light(element) {
    unlight();
    for (const key of keysOf(element)) joined(key).forEach((one) => one.classList.add("on"));
    const chip = element.closest(".chip.implementations, .chip.findings");
    if (chip) paintText("passage", Number(chip.dataset.from), Number(chip.dataset.to));
    if (chip || element.closest(".text")) reveal(report.querySelector("rect.on"));
  }
  // The picture stays beside the text; where a place on it lies below the screen, it moves up until that shows.
  function reveal(drawn) {
    const sheet = drawn && drawn.closest(".paper");
    if (!sheet) return;
    const desk = document.getElementById("desk"), free = window.innerHeight - (desk ? desk.offsetHeight : 0) - 12;
    const box = drawn.getBoundingClientRect(), top = parseFloat(getComputedStyle(sheet).top) || 0;
    const leaf = sheet.closest(".leaf").getBoundingClientRect(), lowest = Math.min(51, free - sheet.offsetHeight);
    if (leaf.bottom < 60 || leaf.top > free) return; // another page, which is not on the screen
    const down = box.bottom - free, up = 60 - box.top;
    if (down > 0) sheet.style.top = `${Math.max(top - down, lowest)}px`;
    else if (up > 0) sheet.style.top = `${Math.min(top + up, 51)}px`;
  }

  // The stretch of text between two offsets, as ranges over the pieces it lies in.
  function ranges(start, end) {
    const found = [];
    for (const piece of report.querySelectorAll("[data-s]")) {
      const from = Number(piece.dataset.s), node = piece.firstChild;
      if (!node) continue;
      const letters = [...node.data], to = from + letters.length; // offsets count characters, not halves of them
      if (from >= end || to <= start) continue;
      const unit = (n) => letters.slice(0, n).join("").length;
      const range = document.createRange();
      range.setStart(node, unit(Math.max(start - from, 0)));
      range.setEnd(node, unit(Math.min(end - from, letters.length)));
      found.push({ range, piece });
    }
    return found;
  }
  function paintText(name, start, end) {
    const found = ranges(start, end);
    if (CSS.highlights) CSS.highlights.set(name, new Highlight(...found.map((one) => one.range)));
    else found.forEach((one) => one.piece.classList.add("on"));
    return found;
  }

  // Where a selection begins and ends in the report's text, in characters.
  function offsetOf(node, at) {
    const piece = node.nodeType === Node.TEXT_NODE && node.parentElement.closest("[data-s]");
    return piece ? Number(piece.dataset.s) + [...node.data.slice(0, at)].length : null;
  }
  function selected() {
    const chosen = getSelection();
    if (!chosen.rangeCount || chosen.isCollapsed || !report.contains(chosen.anchorNode)) return null;
    const range = chosen.getRangeAt(0), pieces = [...report.querySelectorAll("[data-s]")].filter((one) => range.intersectsNode(one) && one.firstChild);
    if (!pieces.length) return null;
    const first = pieces[0], last = pieces[pieces.length - 1];
    const start = offsetOf(range.startContainer, range.startOffset) ?? Number(first.dataset.s);
    const end = offsetOf(range.endContainer, range.endOffset) ?? Number(last.dataset.s) + [...last.textContent].length;
    return start < end ? { start, end, box: range.getBoundingClientRect() } : null;
  }

  // The desk at the foot of the page: the form of one fact, or of one that is missing.
  function startDesk() {
    const desk = document.getElementById("desk"), adding = document.getElementById("adding");
    let from = null;
    const offer = () => {
      const chosen = !adding.disabled && selected();
      adding.hidden = !chosen;
      if (!chosen) return;
      adding.style.left = `${Math.min(chosen.box.left, window.innerWidth - 200) + window.scrollX}px`;
      adding.style.top = `${chosen.box.bottom + 6 + window.scrollY}px`;
    };
    const add = () => {
      const chosen = !adding.disabled && selected();
      if (!chosen) return;
      adding.hidden = true;
      from = null;
      htmx.ajax("GET", `/documents/${report.dataset.doc}/add?start=${chosen.start}&end=${chosen.end}`, { target: "#desk", swap: "innerHTML" });
    };
    const close = () => {
      desk.replaceChildren();
      if (from && from.isConnected) from.focus();
    };
    document.addEventListener("selectionchange", offer);
    adding.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the selection
    adding.addEventListener("click", add);
    report.addEventListener("click", (event) => { from = event.target.closest(".chip") || from; });
    desk.addEventListener("click", (event) => { if (event.target.closest("[data-close]")) close(); });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && desk.firstElementChild) close();
      else if (event.key.toLowerCase() === "t" && !isTyping(event) && selected()) { event.preventDefault(); add(); }
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target.id !== "desk") return;
      const who = desk.querySelector("[data-reviewer]"), form = desk.querySelector("form.correct");
      if (who && !who.value) who.value = localStorage.getItem("reviewer") || "";
      if (who) who.addEventListener("change", () => localStorage.setItem("reviewer", who.value));
      const section = desk.querySelector(".desk");
      if (section) {
        const start = Number(section.dataset.from), end = Number(section.dataset.to);
        paintText("target", start, end);
        draw(start, end);
      }
      const field = form && form.querySelector("select, input:not([type=hidden])");
      if (field) field.focus({ preventScroll: true });
    });
  }

  async function follow() {
    const told = /^#p(\d+)(?::(\d+)-(\d+))?$/.exec(location.hash);
    if (!told) return;
    const page = Number(told[1]), start = Number(told[2]), end = Number(told[3]);
    const leaf = document.getElementById(`p${page}`);
    if (!leaf) {
      const step = Number(report.dataset.step), first = Math.floor((page - 1) / step) * step + 1;
      if (page <= Number(report.dataset.pages) && first !== Number(report.dataset.first))
        location.replace(`${location.pathname}?from=${first}${location.hash}`);
      return;
    }
    report.querySelectorAll("rect.target").forEach((one) => one.remove());
    if (!told[2]) { leaf.scrollIntoView(); return; }
    const found = paintText("target", start, end);
    if (found.length) found[0].piece.scrollIntoView({ block: "center" });
    else leaf.scrollIntoView();
    await draw(start, end);
    report.dataset.followed = location.hash;
  }
  // The stretch of text between two offsets, on the pictures.
  async function draw(start, end) {
    const answer = await fetch(`/api/documents/${report.dataset.doc}/boxes?start=${start}&end=${end}`);
    const boxes = answer.ok ? await answer.json() : [];
    report.querySelectorAll("rect.target").forEach((one) => one.remove());
    for (const box of boxes) {
      const sheet = document.querySelector(`#p${box.page} .paper svg`);
      if (!sheet) continue;
      const drawn = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      drawn.setAttribute("class", "target");
      const sides = { x: box.x0, y: box.top, width: box.x1 - box.x0, height: box.bottom - box.top };
      for (const side in sides) drawn.setAttribute(side, sides[side]);
      sheet.append(drawn);
    }
    reveal(report.querySelector("rect.target"));
  }

  if (report) {
    report.addEventListener("mouseover", (event) => light(event.target));
    report.addEventListener("mouseout", unlight);
    report.addEventListener("focusin", (event) => light(event.target));
    report.addEventListener("focusout", unlight);
    report.addEventListener("click", (event) => {
      const chip = event.target.closest(".chip[data-from]");
      const [key] = keysOf(event.target);
      if (!key || event.target.closest("a.findings") || String(getSelection())) return;
      const held = chip || report.querySelector(`.chip[data-key="${CSS.escape(key)}"]`);
      const leaf = event.target.closest(".leaf");
      if (held && leaf) location.hash = `p${leaf.dataset.page}:${held.dataset.from}-${held.dataset.to}`;
      if (held && held !== chip) held.click(); // a fact in the text or on the picture opens as its chip does
    });
    startDesk();
    report.addEventListener("change", (event) => {
      const kind = event.target.dataset.kind;
      if (kind) report.classList.toggle(`hide-${kind}`, !event.target.checked);
    });
    window.addEventListener("hashchange", follow);
    follow();
  }

  // Audit: one key decides, and the next open finding comes.
  const findings = document.getElementById("findings");
  const isTyping = (event) => event.target.matches("input, textarea, select") || event.ctrlKey || event.altKey || event.metaKey;

  function step(from, by, openOnly) {
    const all = [...findings.querySelectorAll(".finding")];
    let at = from ? all.indexOf(from) + by : by > 0 ? 0 : all.length - 1;
    while (openOnly && all[at] && all[at].dataset.decision !== "open") at += by;
    if (!all[at]) return;
    all[at].focus();
    all[at].scrollIntoView({ block: "nearest" });
  }
  if (findings) {
    const reviewer = document.getElementById("reviewer");
    if (reviewer) { // where somebody is logged in, it is they who decide
      reviewer.value = localStorage.getItem("reviewer") || reviewer.value;
      reviewer.addEventListener("change", () => localStorage.setItem("reviewer", reviewer.value));
    }
    document.addEventListener("keydown", (event) => {
      const current = document.activeElement.closest(".finding");
      if (event.key === "Escape" && current) { current.focus(); return; }
      if (isTyping(event)) return;
      const key = event.key.toLowerCase();
      if (key === "j") step(current, 1, false);
      else if (key === "k") step(current, -1, false);
      else if (!current) return;
      else if (key === "n" && current.querySelector("[name=note]")) { event.preventDefault(); current.querySelector("[name=note]").focus(); }
      else if (key === "o") current.querySelector("a.open").click();
      else {
        const button = current.querySelector(`button[data-key="${CSS.escape(key)}"]`);
        if (button) button.click();
      }
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      const swapped = event.detail.elt && event.detail.elt.classList.contains("finding") ? event.detail.elt : null;
      const now = swapped && document.getElementById(swapped.id);
      if (now) { now.focus(); step(now, 1, true); }
    });
    const named = location.hash.startsWith("#f-") && document.getElementById(location.hash.slice(1));
    if (named) named.focus();
    else step(null, 1, true);
  }

  // Matrix: arrows move among cells, the evidence is read out when it comes.
  const grid = document.querySelector("table.matrix");
  if (grid) {
    grid.addEventListener("keydown", (event) => {
      const cell = event.target.closest("td");
      const by = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
      if (!cell || !by) return;
      event.preventDefault();
      let row = cell.parentElement.rowIndex, column = cell.cellIndex;
      for (;;) {
        row += by[0]; column += by[1];
        const there = grid.rows[row] && grid.rows[row].cells[column];
        if (!there || there.tagName !== "TD") return;
        const link = there.querySelector("a");
        if (link) { link.focus(); return; }
      }
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (event.detail.target.id === "evidence") event.detail.target.scrollTop = 0;
    });
  }
  document.body.addEventListener("htmx:responseError", (event) => {
    const said = document.createElement("p"), answer = event.detail.xhr; // why is told by who refused: the role, an old form …
    said.className = "notice bad";
    said.setAttribute("role", "alert");
    said.textContent = /^text\/plain/.test(answer.getResponseHeader("Content-Type")) && answer.responseText || `${document.body.dataset.failed} (${answer.status}).`;
    said.id = "said";
    document.getElementById("said")?.remove();
    document.getElementById("main").prepend(said);
  });
  // What is empty is no part of an address that one keeps.
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.elements) if (field.name && !field.value) field.disabled = true;
    });
    window.addEventListener("pageshow", () => {
      for (const field of form.elements) field.disabled = false;
    });
  }
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !isTyping(event)) {
      const first = document.querySelector("[data-first]");
      if (first) { event.preventDefault(); first.focus(); }
    }
  });
})();
