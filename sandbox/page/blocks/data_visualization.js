import { barChart, lineChart } from "../chart.js";
import { h } from "../dom.js";
import { unknown } from "./unknown.js";

const CHARTS = { bar: barChart, line: lineChart };
const FIRST_WIDTH_PX = 560;

/** A chart that is drawn anew for each width, with its values as a table for whoever cannot or will not read a drawing. */
export function dataVisualization(block, ctx) {
  const chart = block.chart;
  if (!Object.hasOwn(CHARTS, chart.type)) return unknown("chart", block);
  const number = new Intl.NumberFormat(ctx.store.person?.locale || undefined, { maximumFractionDigits: 2 });
  const drawing = h("div", { class: "chart-drawing" });
  const about = { title: block.title, words: inWords(chart, number) };

  let drawn = 0;
  const draw = (width) => {
    if (width < 1 || Math.abs(width - drawn) < 8) return;
    drawn = width;
    drawing.replaceChildren(CHARTS[chart.type](chart, about, { width, number }));
  };
  draw(FIRST_WIDTH_PX);
  new ResizeObserver(([entry]) => draw(Math.floor(entry.contentRect.width))).observe(drawing);

  return h(
    "figure",
    { class: "chart" },
    h("figcaption", { class: "chart-title" }, block.title),
    legend(chart.series),
    drawing,
    h("details", { class: "chart-values" }, h("summary", {}, "Values as a table"), valueTable(chart, number)),
  );
}

const legend = (series) =>
  series.length > 1 &&
  h(
    "ul",
    { class: "chart-legend" },
    series.map((one, index) => h("li", {}, h("span", { class: `swatch series-${index % 6}` }), one.name)),
  );

const valueAt = (series, label, number) => {
  const point = series.data.find((one) => one.label === label);
  return point ? number.format(point.value) : "no value";
};

/** The whole chart as sentences: the description of the drawing. */
function inWords({ type, series, axis_config: axis }, number) {
  const values = axis.categories.map((label) => {
    const each = series.map((one) =>
      series.length > 1 ? `${one.name} ${valueAt(one, label, number)}` : valueAt(one, label, number),
    );
    return `${label}: ${each.join(", ")}`;
  });
  const axes = [axis.y_label, axis.x_label].filter(Boolean).join(" by ");
  return `${type === "bar" ? "Bar" : "Line"} chart. ${axes}. ${values.join("; ")}.`;
}

function valueTable({ series, axis_config: axis }, number) {
  const head = h(
    "tr",
    {},
    h("th", { scope: "col" }, axis.x_label ?? ""),
    series.map((one) => h("th", { scope: "col", class: "cell-right" }, one.name)),
  );
  const rows = axis.categories.map((label) =>
    h(
      "tr",
      {},
      h("th", { scope: "row" }, label),
      series.map((one) => h("td", { class: "cell-right" }, valueAt(one, label, number))),
    ),
  );
  return h("table", {}, h("thead", {}, head), h("tbody", {}, rows));
}
