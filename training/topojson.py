"""Centres of the shapes in a TopoJSON file (world-atlas, us-atlas)."""

import json


def arcs_of(topology):
    """The arcs as lists of (longitude, latitude)."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def ring_centre(ring):
    """Twice the signed area of a ring, and its centroid."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:]):
        cross = x0 * y1 - x1 * y0
        area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
    return (area, cx / (3 * area), cy / (3 * area)) if area else (0.0, *ring[0])


def centroids(path, layer, by):
    """(latitude, longitude) of the middle of each shape's largest ring, by the shape's id or name."""
    topology = json.loads(path.read_text("utf-8"))
    arcs = list(arcs_of(topology))
    made = {}
    for shape in topology["objects"][layer]["geometries"]:
        polygons = {"Polygon": [shape.get("arcs")], "MultiPolygon": shape.get("arcs")}.get(shape["type"], [])
        best = (0.0, 0.0, 0.0)
        for polygon in polygons:
            ring = [point for i in polygon[0] for point in (arcs[i] if i >= 0 else arcs[~i][::-1])]
            best = max(best, ring_centre(ring), key=lambda centre: abs(centre[0]))
        key = str(shape.get("id")) if by == "id" else shape["properties"]["name"]
        if best[0]:
            made[key] = (best[2], best[1])
    return made
