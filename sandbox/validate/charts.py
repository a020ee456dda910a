"""`data_visualization`: line, bar and area charts of series, and pies of segments."""

from sandbox.limits import limit
from sandbox.validate.composition import BLOCK_ID
from sandbox.validate.problem import Place, Rule
from sandbox.validate.rules import JsonObject, by_type, listing, number, record, text, typed

POINT = record({"label": text("data_visualization.point_label.max_length"), "value": number()})
SERIES = record(
    {
        "name": text("data_visualization.series_name.max_length"),
        "data": listing(POINT, limit("data_visualization.data.min_items"), "data_visualization.data.max_items"),
    }
)
AXES = record(
    {
        "categories": listing(
            text("data_visualization.category_label.max_length"),
            limit("data_visualization.categories.min_items"),
            "data_visualization.categories.max_items",
            unique=True,
        )
    },
    {
        "x_label": text("data_visualization.axis_label.max_length"),
        "y_label": text("data_visualization.axis_label.max_length"),
    },
)
SEGMENT = record(
    {
        "label": text("data_visualization.segment.label.max_length"),
        "value": number(above=limit("data_visualization.segment.value.exclusive_min")),
    }
)


def _distinct_names(chart: JsonObject, place: Place) -> None:
    seen: set[str] = set()
    for index, series in enumerate(chart["series"]):
        if series["name"] in seen:
            place.at("series").at(index).at("name").refuse("must not repeat another series' name", type="unique")
        seen.add(series["name"])


def _a_point_for_each_category(chart: JsonObject, place: Place) -> None:
    categories = chart["axis_config"]["categories"]
    for index, series in enumerate(chart["series"]):
        data = place.at("series").at(index).at("data")
        labels = [point["label"] for point in series["data"]]
        for position, label in enumerate(labels):
            if label not in categories:
                data.at(position).at("label").refuse(f"must be one of the categories: {label}", type="category")
            elif label in labels[:position]:
                data.at(position).at("label").refuse(f"must not repeat a category: {label}", type="category")
        for category in categories:
            if category not in labels:
                data.refuse(f"must have a point for each category, missing: {category}", type="category")


def _axes_chart(kind: str) -> Rule:
    series = listing(SERIES, limit("data_visualization.series.min_items"), "data_visualization.series.max_items")
    return typed(kind, {"series": series, "axis_config": AXES}, {}, _distinct_names, _a_point_for_each_category)


PIE = typed(
    "pie",
    {
        "segments": listing(
            SEGMENT, limit("data_visualization.segments.min_items"), "data_visualization.segments.max_items"
        )
    },
)

CHART = by_type({"pie": PIE, **{kind: _axes_chart(kind) for kind in ("line", "bar", "area")}}, "chart")

DATA_VISUALIZATION = typed(
    "data_visualization",
    {"title": text("data_visualization.title.max_length"), "chart": CHART},
    {"block_id": BLOCK_ID},
)
