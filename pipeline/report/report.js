"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const [PLAN, NUMBER, ACTION, TERM, EXECUTOR, RESULT, THEMES, MONTHS, STATE, HAVING, SECTION, LABELS, LEVELS, PLACE, IMAGE,
    PAGE, NEAR, ID, FLAGS] = ["plan", "number", "action", "term", "executor", "result", "themes", "months", "state", "having",
    "section", "labels", "levels", "place", "image", "page", "near", "id", "flags"].map(name => data.columns.indexOf(name));
  const STATES = ["только здесь", "только близкое", "то же, в другое время", "есть то же"];
  const STEP = 60;
  const collator = new Intl.Collator("ru", {numeric: true});
  const $ = id => document.getElementById(id);
  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text !== undefined && text !== null) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const low = text => text.toLowerCase().replaceAll("ё", "е");
  const haystack = data.rows.map(row => low([row[ACTION], row[TERM], row[EXECUTOR], row[RESULT], row[SECTION], row[LABELS], row[NUMBER]].join(" ")));
  const whom = data.rows.map(row => low(row[EXECUTOR] + " " + row[LABELS]));
  data.levels.forEach((name, at) => $("f-level").append(new Option(name, at)));

  const field = name => $("f-" + name).value;
  const wanted = () => ({region: field("region"), plan: field("plan"), theme: field("theme"), month: field("month"),
    level: field("level"), executor: low(field("executor").trim()), words: low(field("text").trim()).split(/\s+/).filter(Boolean)});
  const fits = (at, want, anyPlan) => {
    const row = data.rows[at];
    if (!anyPlan && want.plan !== "" && row[PLAN] !== +want.plan) return false;
    if (want.region && data.plans[row[PLAN]].region !== want.region) return false;
    if (want.theme !== "" && (want.theme === "none" ? row[THEMES].length : !row[THEMES].includes(+want.theme))) return false;
    if (want.month !== "" && (want.month === "none" ? row[MONTHS].length : !row[MONTHS].includes(+want.month))) return false;
    if (want.level !== "" && !row[LEVELS].includes(+want.level)) return false;
    if (want.executor && !whom[at].includes(want.executor)) return false;
    return want.words.every(word => haystack[at].includes(word));
  };

  let sort = {key: "plan", down: false}, chosen = [], shown = STEP, gapsShown = STEP;
  const keys = {plan: row => data.plans[row[PLAN]].short, number: row => row[NUMBER], action: row => row[ACTION],
    months: row => row[MONTHS].length ? row[MONTHS][0] * 100 + row[MONTHS].length : 9999, executor: row => row[LABELS] || row[EXECUTOR],
    theme: row => row[THEMES].length ? data.themes[row[THEMES][0]] : "я", having: row => row[STATE] * 1000 + row[HAVING]};
  const compare = (a, b) => typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);

  const tags = row => {
    const cell = make("td");
    row[THEMES].forEach(code => cell.append(make("span", data.themes[code], "tag")));
    if (!row[THEMES].length) cell.append(make("span", "не определена", "small"));
    return cell;
  };
  const opener = (at, text) => {
    const button = make("button", text, "open");
    button.type = "button";
    button.addEventListener("click", event => { event.stopPropagation(); open(at); });
    return button;
  };
  const cellWith = node => { const cell = make("td"); cell.append(node); return cell; };
  const line = at => {
    const row = data.rows[at], tr = make("tr");
    tr.append(make("td", data.plans[row[PLAN]].short), make("td", row[NUMBER]), cellWith(opener(at, row[ACTION] || "—")),
      make("td", row[TERM] || "—"), make("td", row[EXECUTOR] || "—"), tags(row));
    const state = make("td");
    state.append(make("span", STATES[row[STATE]], "s" + row[STATE]));
    if (row[HAVING]) state.append(make("div", "планов: " + row[HAVING], "small"));
    tr.append(state);
    tr.addEventListener("click", () => open(at));
    return tr;
  };
  const fill = (body, lines, columns) => {
    body.replaceChildren(...lines);
    if (!lines.length) {
      const cell = make("td", "Под отбор ничего не подходит: смягчите его или нажмите «Сбросить».", "none");
      cell.colSpan = columns;
      const tr = make("tr");
      tr.append(cell);
      body.append(tr);
    }
  };
  const drawAll = () => {
    fill($("all").tBodies[0], chosen.slice(0, shown).map(line), 7);
    $("more").hidden = chosen.length <= shown;
    $("more").textContent = `Показать ещё (осталось ${chosen.length - Math.min(shown, chosen.length)})`;
  };
  const gapLine = ([at, plans, related, holders]) => {
    const row = data.rows[at], tr = make("tr"), what = make("td"), from = make("td");
    what.append(opener(at, row[ACTION]));
    if (related) what.append(make("div", "есть близкое", "small s1"));
    const names = holders.map(plan => data.plans[plan].short);
    from.append(make("div", data.plans[row[PLAN]].short + (row[PLACE] ? ", " + row[PLACE] : "")));
    const link = anchor(at, "документ");
    if (link) from.append(link);
    if (row[IMAGE] >= 0) { from.append(" ", make("span", "есть вырезка", "small")); }
    if (names.length > 1) from.append(make("div", "есть также: " + names.filter(name => name !== data.plans[row[PLAN]].short).join("; "), "small"));
    tr.append(make("td", plans), what, make("td", row[TERM] || "—"), make("td", row[EXECUTOR] || "—"), from);
    tr.addEventListener("click", event => { if (event.target.tagName !== "A") open(at); });
    return tr;
  };
  const drawGaps = () => {
    const want = wanted(), related = $("gap-related").checked;
    const list = (data.gaps[+$("gap-plan").value] || []).filter(gap => (related || !gap[2]) && fits(gap[0], want, true));
    fill($("gap-table").tBodies[0], list.slice(0, gapsShown).map(gapLine), 5);
    $("gap-partial").hidden = !data.plans[+$("gap-plan").value]?.partial;
    $("gap-more").hidden = list.length <= gapsShown;
  };
  const anchor = (at, text) => {
    const row = data.rows[at], link = data.plans[row[PLAN]].links[data.document[at]];
    if (!link) return null;
    const node = make("a", text);
    node.href = link + (row[PAGE] ? "#page=" + row[PAGE] : "");
    node.target = "_blank";
    node.rel = "noopener";
    return node;
  };
  const define = (list, name, value) => { if (value) list.append(make("dt", name), make("dd", value)); };
  function open(at) {
    const row = data.rows[at], plan = data.plans[row[PLAN]], card = $("card"), list = make("dl");
    const close = make("button", "Закрыть", "close");
    close.type = "button";
    close.addEventListener("click", () => card.close());
    define(list, "План", plan.title);
    define(list, "Раздел", row[SECTION]);
    define(list, "Срок", row[TERM] || "не указан");
    define(list, "Исполнитель", row[EXECUTOR] || "не указан");
    define(list, "В реестре", row[LABELS]);
    define(list, "Результат", row[RESULT]);
    define(list, "Темы", row[THEMES].map(code => data.themes[code]).join("; ") || "не определена");
    define(list, "В других планах", STATES[row[STATE]] + (row[HAVING] ? `, планов: ${row[HAVING]}` : ""));
    define(list, "Где стоит", row[PLACE]);
    define(list, "Проверить", row[FLAGS].join("; "));
    define(list, "Код", row[ID]);
    card.replaceChildren(close, make("h2", (row[NUMBER] ? row[NUMBER] + ". " : "") + row[ACTION]), list);
    if (row[IMAGE] >= 0) {
      const image = make("img", null, "proof");
      image.src = data.images[row[IMAGE]];
      image.alt = "Вырезка из документа: " + (row[PLACE] || "место мероприятия");
      card.append(image);
    }
    const link = anchor(at, "Открыть документ" + (row[PAGE] ? ` на странице ${row[PAGE]}` : ""));
    if (link) card.append(link);
    if (row[NEAR].length) {
      card.append(make("h3", "Соответствия в других планах"));
      const near = make("ul", null, "near");
      row[NEAR].forEach(([other, same, reason]) => {
        const item = make("li");
        item.append(make("span", same ? "то же" : "близкое", same ? "tag s3" : "tag s1"), make("b", data.plans[data.rows[other][PLAN]].short),
          ": ", opener(other, data.rows[other][ACTION]));
        if (reason >= 0) item.append(make("div", data.reasons[reason], "small"));
        near.append(item);
      });
      card.append(near);
    }
    if (!card.open) card.showModal();
    card.scrollTop = 0;
  }

  const visiblePlans = want => new Set(data.plans.map((plan, at) => at).filter(at =>
    (!want.region || data.plans[at].region === want.region) && (want.plan === "" || at === +want.plan)));
  const apply = () => {
    const want = wanted(), plans = visiblePlans(want), key = keys[sort.key];
    chosen = [];
    for (let at = 0; at < data.rows.length; at++) if (fits(at, want, false)) chosen.push(at);
    const order = chosen.map((at, place) => [at, key(data.rows[at]), place]);
    order.sort((a, b) => (sort.down ? -1 : 1) * compare(a[1], b[1]) || a[2] - b[2]);
    chosen = order.map(entry => entry[0]);
    shown = gapsShown = STEP;
    document.querySelectorAll("tr[data-plan]").forEach(tr => { tr.hidden = !plans.has(+tr.dataset.plan); });
    $("found").textContent = `Мероприятий: ${chosen.length} из ${data.rows.length}`;
    drawAll();
    drawGaps();
  };
  let timer;
  const soon = () => { clearTimeout(timer); timer = setTimeout(apply, 120); };
  $("filters").addEventListener("input", soon);
  $("clear").addEventListener("click", () => { $("filters").reset(); apply(); });
  $("more").addEventListener("click", () => { shown += STEP * 3; drawAll(); });
  $("gap-more").addEventListener("click", () => { gapsShown += STEP * 3; drawGaps(); });
  $("gap-plan").addEventListener("change", () => { gapsShown = STEP; drawGaps(); });
  $("gap-related").addEventListener("change", drawGaps);
  $("f-plan").addEventListener("change", () => { if (field("plan") !== "") { $("gap-plan").value = field("plan"); drawGaps(); } });
  $("card").addEventListener("click", event => { if (event.target === $("card")) $("card").close(); });

  const mark = (header, down) => {
    header.closest("tr").querySelectorAll("th").forEach(th => th.removeAttribute("aria-sort"));
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
  };
  document.querySelectorAll("#all thead button").forEach(button => button.addEventListener("click", () => {
    sort = {key: button.dataset.sort, down: sort.key === button.dataset.sort && !sort.down};
    mark(button.closest("th"), sort.down);
    apply();
  }));
  const valueOf = cell => {
    const text = cell.textContent.trim(), number = parseFloat(text.replace(/\s|%/g, "").replace(",", "."));
    return text === "—" ? -1 : /^[\d\s.,%]+$/.test(text) && !Number.isNaN(number) ? number : text;
  };
  document.querySelectorAll("table.sortable").forEach(table => table.querySelectorAll("thead button").forEach((button, at) =>
    button.addEventListener("click", () => {
      const th = button.closest("th"), down = th.getAttribute("aria-sort") === "ascending", body = table.tBodies[0];
      const order = [...body.rows].map((row, place) => [row, valueOf(row.cells[at]), place]);
      order.sort((a, b) => (down ? -1 : 1) * compare(a[1], b[1]) || a[2] - b[2]);
      body.append(...order.map(entry => entry[0]));
      mark(th, down);
    })));
  const leads = {themes: ["theme", at => at < data.themes.length ? at : "none"], months: ["month", at => at < 12 ? at + 1 : "none"],
    levels: ["level", at => at < data.levels.length ? at : null]};
  Object.entries(leads).forEach(([key, [filter, valueAt]]) => document.querySelector(`#${key} tbody`).addEventListener("click", event => {
    const cell = event.target.closest("td"), value = cell ? valueAt(cell.cellIndex - 1) : null;
    if (value === null) return;
    $("filters").reset();
    $("f-plan").value = cell.parentElement.dataset.plan;
    $("f-" + filter).value = value;
    apply();
    $("measures").scrollIntoView();
  }));
  const plainText = table => [...table.rows].filter(row => !row.hidden).map(row => [...row.cells].map(cell => {
    const text = cell.innerText.replace(/\s+/g, " ").trim();
    return /^[=+\-@|%]/.test(text) && text.length > 1 ? "'" + text : text;
  }).join("\t")).join("\n");
  const copy = async (text, button) => {
    let done = false;
    try { await navigator.clipboard.writeText(text); done = true; } catch {
      const area = make("textarea", text);
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    const before = button.textContent;
    button.textContent = done ? "Скопировано" : "Не удалось: выделите таблицу и нажмите Ctrl+C";
    setTimeout(() => { button.textContent = before; }, 1600);
  };
  document.querySelectorAll(".copy").forEach(button => button.addEventListener("click", () => {
    const table = button.closest("section").querySelector("table");
    if (table.id === "all" && shown < chosen.length) { shown = chosen.length; drawAll(); }
    copy(plainText(table), button);
  }));
  const root = document.documentElement;
  $("theme").addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  $("print").addEventListener("click", () => window.print());
  window.addEventListener("beforeprint", () => { shown = Math.max(shown, 1000); drawAll(); });
  apply();
})();
