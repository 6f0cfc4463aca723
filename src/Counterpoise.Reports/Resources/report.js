// Draws every chart with the page's own colours, at the width of its place. Colours are CSS variables, so a change of
// theme and the printer's black on white need no redrawing.
(() => {
  "use strict";
  const axis = { labelColor: "var(--quiet)", titleColor: "var(--quiet)", titleFontWeight: 400, titleFontSize: 12, labelFontSize: 12, domainColor: "var(--line)", tickColor: "var(--line)", gridColor: "var(--line)", gridOpacity: 0.7, labelSeparation: 6 };
  const config = { background: "transparent", font: "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif", view: { stroke: null }, axisQuantitative: { tickCount: 5 }, text: { color: "var(--ink)", fontSize: 12 }, rule: { color: "var(--ink)" } };
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

  const places = [...document.querySelectorAll(".plot")].map(element => ({ element, spec: JSON.parse(element.querySelector("script").textContent), width: 0, view: null }));
  const draw = async (place, width) => {
    place.width = width;
    const { spec } = vegaLite.compile({ ...place.spec, width, autosize: { type: "fit-x", contains: "padding" }, padding: { left: 2, right: 6, top: 6, bottom: 4 } }, { config: { ...config, axis: { ...axis, labelLimit: width < 420 ? 118 : 190 } } });
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
  const start = async () => {
    for (const place of places) {
      await quiet(place, Math.floor(place.element.clientWidth) || Math.min(usual, document.body.clientWidth - 60));
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
  start();
})();
