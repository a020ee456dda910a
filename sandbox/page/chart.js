// Bar and line charts as SVG, in the pixels of the place they stand in, so that text keeps its size on a phone.

import { svg, uid } from "./dom.js";

const PLOT_HEIGHT = 190;
const TOP = 26; // room for the name of the value axis
const CHARACTER_PX = 6.4; // of the 11 px labels, on average
const LINE_PX = 13;

const range = (count) => [...Array(count).keys()];

/** Round steps that hold `low` and `high`: `{low, high, ticks}`. */
export function niceScale(low, high, wanted = 4) {
  const span = high - low || Math.abs(high) || 1;
  const rough = span / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) * power;
  const first = Math.floor(low / step) * step;
  const count = Math.ceil((high - first) / step - 1e-9);
  return { low: first, high: first + count * step, ticks: range(count + 1).map((index) => first + index * step) };
}

/** Words in as many lines as they need to be no longer than `limit` characters, where single words allow it. */
function wrap(words, limit) {
  const lines = [];
  for (const word of words.split(" ")) {
    if (lines.length > 0 && `${lines.at(-1)} ${word}`.length <= limit) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Where everything stands: the frame that both kinds of chart share. */
function frameOf({ series, axis_config: axis }, { width, number }) {
  const values = series.flatMap((one) => one.data.map((point) => point.value));
  const scale = niceScale(Math.min(0, ...values), Math.max(0, ...values));
  const left = Math.max(...scale.ticks.map((tick) => number.format(tick).length)) * CHARACTER_PX + 12;
  const band = (width - left - 8) / axis.categories.length;
  const labels = axis.categories.map((label) => wrap(label, Math.max(4, Math.floor(band / CHARACTER_PX))));
  const longest = Math.max(...labels.flat().map((line) => line.length)) * CHARACTER_PX;
  const slanted = longest > band + 2;
  const room = slanted
    ? Math.max(...axis.categories.map((label) => label.length)) * CHARACTER_PX * 0.7 + 16
    : Math.max(...labels.map((lines) => lines.length)) * LINE_PX + 8;
  const bottom = TOP + PLOT_HEIGHT;
  return {
    width,
    height: bottom + room + (axis.x_label ? 20 : 4),
    left,
    band,
    bottom,
    scale,
    labels,
    slanted,
    axis,
    number,
    x: (index) => left + band * (index + 0.5),
    y: (value) => bottom - ((value - scale.low) / (scale.high - scale.low)) * PLOT_HEIGHT,
  };
}

function text(words, x, y, more = {}) {
  return svg("text", { x: x.toFixed(1), y: y.toFixed(1), class: "chart-text", ...more }, words);
}

function axes(frame) {
  const { scale, number, left, width, axis, height } = frame;
  const lines = scale.ticks.map((tick) =>
    svg("line", {
      class: tick === 0 ? "chart-zero" : "chart-rule",
      x1: left,
      x2: width,
      y1: frame.y(tick),
      y2: frame.y(tick),
    }),
  );
  const ticks = scale.ticks.map((tick) =>
    text(number.format(tick), left - 6, frame.y(tick) + 4, { "text-anchor": "end" }),
  );
  const names = [
    axis.y_label && text(axis.y_label, 0, 12, { class: "chart-text chart-axis" }),
    axis.x_label &&
      text(axis.x_label, left + (width - left) / 2, height - 4, {
        class: "chart-text chart-axis",
        "text-anchor": "middle",
      }),
  ];
  return [lines, ticks, frame.labels.map((words, index) => category(words, index, frame)), names]
    .flat()
    .filter(Boolean);
}

function category(words, index, { x, bottom, slanted }) {
  const top = bottom + 16;
  if (slanted)
    return text(words.join(" "), x(index) + 4, top, {
      "text-anchor": "end",
      transform: `rotate(-40 ${x(index) + 4} ${top})`,
    });
  const spans = words.map((line, row) =>
    svg("tspan", { x: x(index).toFixed(1), dy: row === 0 ? 0 : LINE_PX }, row === 0 ? line : ` ${line}`),
  );
  return text(spans, x(index), top, { "text-anchor": "middle" });
}

/** The drawing with its name and its description for whoever listens. */
function drawing(frame, { title, words }, marks) {
  const [name, description] = [uid("chart"), uid("chart")];
  return svg(
    "svg",
    {
      class: "chart-svg",
      role: "img",
      width: frame.width,
      height: frame.height,
      viewBox: `0 0 ${frame.width} ${frame.height}`,
      "aria-labelledby": name,
      "aria-describedby": description,
    },
    svg("title", { id: name }, title),
    svg("desc", { id: description }, words),
    axes(frame),
    marks,
  );
}

/** Bars side by side for each category, with their values where there is room. */
export function barChart(chart, about, place) {
  const frame = frameOf(chart, place);
  const count = chart.series.length;
  const thick = Math.min(56, (frame.band * 0.72) / count);
  const marks = chart.series.flatMap((series, row) =>
    series.data.flatMap((point) => {
      const index = frame.axis.categories.indexOf(point.label);
      const x = frame.x(index) + (row - count / 2) * thick;
      const [high, low] = [frame.y(Math.max(0, point.value)), frame.y(Math.min(0, point.value))];
      const words = frame.number.format(point.value);
      const bar = svg("rect", {
        class: `chart-bar series-${row % 6}`,
        x: x + 1,
        y: high,
        width: thick - 2,
        height: Math.max(1, low - high),
        rx: 2,
      });
      const fits = words.length * CHARACTER_PX <= thick;
      return [
        bar,
        fits && text(words, x + thick / 2, high - 5, { class: "chart-text chart-value", "text-anchor": "middle" }),
      ];
    }),
  );
  return drawing(frame, about, marks);
}

/** A line for each series through a point for each category, with values where there is room. */
export function lineChart(chart, about, place) {
  const frame = frameOf(chart, place);
  const marks = chart.series.flatMap((series, row) => {
    const points = series.data.map((point) => ({
      ...point,
      x: frame.x(frame.axis.categories.indexOf(point.label)),
      y: frame.y(point.value),
    }));
    const path = points.map((point) => `${point.x.toFixed(1)},${point.y.toFixed(1)}`).join(" ");
    const dots = points.map((point) =>
      svg("circle", { class: `chart-dot series-${row % 6}`, cx: point.x, cy: point.y, r: 4.5 }),
    );
    const widest = Math.max(...points.map((point) => frame.number.format(point.value).length)) * CHARACTER_PX;
    const values =
      chart.series.length === 1 && widest <= frame.band
        ? points.map((point) =>
            text(frame.number.format(point.value), point.x, point.y - 10, {
              class: "chart-text chart-value",
              "text-anchor": "middle",
            }),
          )
        : [];
    return [svg("polyline", { class: `chart-line series-${row % 6}`, points: path }), ...dots, ...values];
  });
  return drawing(frame, about, marks);
}
