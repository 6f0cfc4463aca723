// Draws every chart with the page's own colours, at the width of its place. Colours are CSS variables, so a change of
// theme and the printer's black on white need no redrawing.
(() => {
  "use strict";
  const axis = { labelColor: "var(--quiet)", titleColor: "var(--quiet)", titleFontWeight: 400, titleFontSize: 12, labelFontSize: 12,
    domainColor: "var(--line)", tickColor: "var(--line)", gridColor: "var(--line)", gridOpacity: 0.7, labelSeparation: 6 };
  const config = { background: "transparent", font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif",
    view: { stroke: null }, axisQuantitative: { tickCount: 5 }, text: { color: "var(--ink)", fontSize: 12 },
    rule: { color: "var(--ink)" } };
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.hidden = true;
  tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  const showTip = (_, event, item, value) => {
    tip.hidden = value == null || value === "";
    if (tip.hidden) return;
    tip.textContent = typeof value === "object" ? Object.entries(value).map(([k, v]) => `${k}: ${v}`).join("\n") : value;
    tip.style.left = Math.max(8, Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8)) + "px";
    tip.style.top = Math.max(8, Math.min(event.clientY + 14, innerHeight - tip.offsetHeight - 8)) + "px";
  };
  addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  const places = [...document.querySelectorAll(".plot")].map(element => ({ element,
    spec: JSON.parse(element.querySelector("script").textContent), width: 0, view: null }));
  const draw = async (place, width) => {
    place.width = width;
    const { spec } = vegaLite.compile({ ...place.spec, width, autosize: { type: "fit-x", contains: "padding" },
      padding: { left: 2, right: 6, top: 6, bottom: 4 } },
      { config: { ...config, axis: { ...axis, labelLimit: width < 420 ? 118 : 190 } } });
    const canvas = document.createElement("div");
    canvas.setAttribute("aria-hidden", "true");
    const view = new vega.View(vega.parse(spec), { renderer: "svg", container: canvas, hover: true, tooltip: showTip });
    await view.runAsync();
    if (place.view) place.view.finalize();
    place.view = view;
    place.element.replaceChildren(canvas);
    place.element.style.minHeight = "";
  };
  const quiet = (place, width) => draw(place, width).catch(error => console.error("chart:", error));

  // A chart in a folded part has no width; it is drawn at a usual one, so that it is there at once, and again when it is unfolded.
  const usual = 320;
  const byElement = new Map(places.map(place => [place.element, place]));
  const widthOf = place => Math.floor(place.element.clientWidth) || Math.min(usual, document.body.clientWidth - 60);
  const start = async () => {
    for (const place of places) {
      if (place.width === 0) await quiet(place, widthOf(place));
      await new Promise(next => setTimeout(next));
    }
    const observer = new ResizeObserver(entries => {
      for (const entry of entries) {
        const place = byElement.get(entry.target);
        const width = Math.floor(entry.contentRect.width);
        if (width > 0 && Math.abs(width - place.width) > 2 && !matchMedia("print").matches) quiet(place, width);
      }
    });
    places.forEach(place => observer.observe(place.element));
    document.documentElement.dataset.charts = "drawn";
  };
  // On paper everything is unfolded, and folded again afterwards. Who prints before all charts are there gets the others now: nothing in
  // drawing one waits for a timer, so they are complete when the handler's microtasks are.
  let unfolded = [];
  addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll("details:not([open])")];
    unfolded.forEach(part => { part.open = true; });
    places.filter(place => place.width === 0).forEach(place => quiet(place, widthOf(place)));
  });
  addEventListener("afterprint", () => { unfolded.forEach(part => { part.open = false; }); });
  start();
})();

// Sliders of threshold and cost: counts of one class against all others, from the counts in the page.
(() => {
  "use strict";
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };
  const sum = (counts, from) => counts.slice(from).reduce((a, b) => a + b, 0);
  for (const place of document.querySelectorAll(".tuner")) {
    const data = JSON.parse(place.querySelector("script").textContent);
    const choose = (options, chosen) => make("select", {},
      ...options.map((text, i) => make("option", i === chosen ? { value: i, selected: "" } : { value: i }, text)));
    const method = choose(data.methods.map(m => m.name), data.methods.length - 1);
    const kind = choose(data.classes, Number(place.dataset.rarest));
    const threshold = make("input", { type: "range", min: 1, max: 99, value: 50 });
    const cost = make("input", { type: "range", min: 0, max: 40, value: 20 });
    const [thresholdText, costText] = [make("output"), make("output")];
    const counts = make("div", { class: "counts", "aria-live": "polite" });
    const cheapest = make("button", { type: "button" }, "Take the cheapest threshold");
    const ratio = () => Math.pow(10, Number(cost.value) / 20);
    const at = t => {
      const { p, n } = data.methods[method.value].classes[kind.value];
      const [found, alarms] = [sum(p, t), sum(n, t)];
      return { found, missed: sum(p, 0) - found, alarms, spared: sum(n, 0) - alarms };
    };
    const costOf = c => c.missed * ratio() + c.alarms;
    const fact = (label, value, look) => make("div", look ? { class: look } : {}, label, make("b", {}, value));
    const show = () => {
      const c = at(Number(threshold.value));
      const whole = c.found + c.missed + c.alarms + c.spared;
      const share = (a, b) => b === 0 ? "–" : (a / b).toFixed(3);
      thresholdText.value = (threshold.value / 100).toFixed(2);
      costText.value = `${ratio() < 10 ? ratio().toFixed(1) : Math.round(ratio())} to 1`;
      counts.replaceChildren(
        fact("found", c.found, "hit"), fact("missed", c.missed, "miss"), fact("false alarms", c.alarms, "miss"),
          fact("rightly left", c.spared, "hit"),
        fact("recall", share(c.found, c.found + c.missed)), fact("precision", share(c.found, c.found + c.alarms)),
          fact("cost of 1,000", whole === 0 ? "–" : (1000 * costOf(c) / whole).toFixed(0)));
    };
    cheapest.addEventListener("click", () => {
      let best = 1;
      for (let t = 2; t < 100; t++) if (costOf(at(t)) < costOf(at(best))) best = t;
      threshold.value = best;
      show();
    });
    for (const input of [method, kind, threshold, cost]) input.addEventListener("input", show);
    const line = (text, input, output) => make("label", {}, text, input, ...(output ? [output] : [""]));
    place.replaceChildren(
      ...(data.methods.length > 1 ? [line("Method", method)] : []), line("Class", kind), line("From probability", threshold, thresholdText),
      line("A miss costs", cost, costText), counts, cheapest);
    show();
  }
})();
