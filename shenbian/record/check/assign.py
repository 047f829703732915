"""One metric for one claim: the best joint choice for the claims of one sentence."""

from collections.abc import Mapping, Sequence


def assign(scores: Sequence[Mapping[str, float]]) -> list[str | None]:
    """For each claim the metric it gets, so that the sum of scores is greatest and no metric is taken twice.

    `scores` holds, for each claim, only the metrics that it may be; a claim may stay without one. Cubic in the number
    of claims (the Hungarian method with one private empty place for each claim).
    """
    keys = sorted({key for row in scores for key in row})
    rows, columns = len(scores), len(keys) + len(scores)
    place = {key: number + 1 for number, key in enumerate(keys)}
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for number, row in enumerate(scores, 1):
        for key, column in place.items():
            cost[number][column] = -row[key] if key in row else 1.0
    taken = _matching(cost, rows, columns)
    chosen: list[str | None] = [None] * rows
    for key, column in place.items():
        row_number = taken[column]
        if row_number and key in scores[row_number - 1]:
            chosen[row_number - 1] = key
    return chosen


def _matching(cost: list[list[float]], rows: int, columns: int) -> list[int]:
    """For each column the row that takes it (0: none), at the least cost."""
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    taken, came_from = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        taken[0], here = row, 0
        slack, seen = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while taken[here]:
            seen[here] = True
            at, step, following = taken[here], float("inf"), 0
            for column in range(1, columns + 1):
                if seen[column]:
                    continue
                reduced = cost[at][column] - row_price[at] - column_price[column]
                if reduced < slack[column]:
                    slack[column], came_from[column] = reduced, here
                if slack[column] < step:
                    step, following = slack[column], column
            for column in range(columns + 1):
                if seen[column]:
                    row_price[taken[column]] += step
                    column_price[column] -= step
                else:
                    slack[column] -= step
            here = following
        while here:
            taken[here] = taken[came_from[here]]
            here = came_from[here]
    return taken
