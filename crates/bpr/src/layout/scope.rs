//! Nodes that stand together: their columns and rows.

use super::{Drawing, EVENT_SIZE, LABEL_LINES, LABEL_WIDTH, LINE_HEIGHT, Rectangle, STEP_WIDTH};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Room between columns, for the upright parts of lines.
pub(super) const COLUMN_GAP: i64 = 56;
/// Room between rows, for the level parts of lines and for names.
pub(super) const ROW_GAP: i64 = 48;

/// The grid of nodes that stand together, from its own upper left corner.
#[derive(Debug)]
pub(super) struct Scope {
    /// Column and row of each node.
    cells: HashMap<usize, (usize, usize)>,
    boxes: Vec<(usize, Rectangle)>,
    /// Left end and width of each column.
    columns: Vec<(i64, i64)>,
    /// Upper end and height of each row.
    rows: Vec<(i64, i64)>,
    /// Upper and lower end of each band.
    bands: Vec<(i64, i64)>,
    taken: BTreeSet<(usize, usize)>,
    width: i64,
    height: i64,
}

impl Scope {
    /// Nodes in bands, one under the other.
    pub(super) fn new(drawing: &Drawing<'_>, bands: &[Vec<usize>], sizes: &[(i64, i64)]) -> Self {
        let nodes: Vec<usize> = bands.iter().flatten().copied().collect();
        let graph = Graph::new(drawing, &nodes);
        let layers = graph.layers();
        let mut scope = Self {
            cells: HashMap::new(),
            boxes: Vec::new(),
            columns: Vec::new(),
            rows: Vec::new(),
            bands: Vec::new(),
            taken: BTreeSet::new(),
            width: 0,
            height: 0,
        };
        let mut first_row = 0;
        let mut rows_of_bands = Vec::new();
        for band in bands {
            let mut order: Vec<usize> = band
                .iter()
                .copied()
                .filter(|at| drawing.host(*at).is_none())
                .collect();
            order.sort_by_key(|at| (layers.get(at).copied().unwrap_or(0), *at));
            let mut last_row = first_row;
            for at in order {
                let column = layers.get(&at).copied().unwrap_or(0);
                // Beside what comes before it, if that is in this band; else in the first free row.
                let beside = graph
                    .before(at)
                    .filter_map(|before| scope.cells.get(&before))
                    .filter(|(_, row)| *row >= first_row)
                    .map(|(_, row)| *row)
                    .min()
                    .unwrap_or(first_row);
                let mut row = beside;
                while scope.taken.contains(&(column, row)) {
                    row += 1;
                }
                scope.taken.insert((column, row));
                scope.cells.insert(at, (column, row));
                last_row = last_row.max(row);
            }
            rows_of_bands.push((first_row, last_row));
            first_row = last_row + 1;
        }
        scope.measure(&rows_of_bands, sizes);
        scope
    }

    fn measure(&mut self, rows_of_bands: &[(usize, usize)], sizes: &[(i64, i64)]) {
        let mut widths: BTreeMap<usize, i64> = BTreeMap::new();
        let mut heights: BTreeMap<usize, i64> = BTreeMap::new();
        let size = |at: usize| sizes.get(at).copied().unwrap_or((EVENT_SIZE, EVENT_SIZE));
        for (at, (column, row)) in &self.cells {
            let (width, height) = size(*at);
            // The name under an event is wider than the event.
            let widest = widths.entry(*column).or_insert(LABEL_WIDTH);
            *widest = (*widest).max(width);
            let highest = heights.entry(*row).or_insert(EVENT_SIZE);
            *highest = (*highest).max(height);
        }
        let columns = widths.last_key_value().map_or(0, |(column, _)| column + 1);
        let mut x = COLUMN_GAP;
        for column in 0..columns {
            let width = widths.get(&column).copied().unwrap_or(STEP_WIDTH);
            self.columns.push((x, width));
            x += width + COLUMN_GAP;
        }
        let mut y = 0;
        for (first, last) in rows_of_bands {
            let top = y;
            y += ROW_GAP / 2;
            for row in *first..=*last {
                let height = heights.get(&row).copied().unwrap_or(EVENT_SIZE);
                let height = height.max(EVENT_SIZE + LABEL_LINES * LINE_HEIGHT);
                self.rows.push((y, height));
                y += height + ROW_GAP;
            }
            self.bands.push((top, y));
        }
        self.width = x;
        self.height = y;
        let mut boxes: Vec<(usize, Rectangle)> = self
            .cells
            .iter()
            .filter_map(|(at, (column, row))| {
                let (x, across) = self.columns.get(*column)?;
                let (y, down) = self.rows.get(*row)?;
                let (width, height) = size(*at);
                let at_cell = Rectangle::new(
                    x + (across - width) / 2,
                    y + (down - height) / 2,
                    width,
                    height,
                );
                Some((*at, at_cell))
            })
            .collect();
        boxes.sort_by_key(|(at, _)| *at);
        self.boxes = boxes;
    }

    pub(super) const fn size(&self) -> (i64, i64) {
        (self.width, self.height)
    }

    pub(super) fn boxes(&self) -> impl Iterator<Item = (usize, Rectangle)> {
        self.boxes.iter().copied()
    }

    /// Upper and lower end of a band.
    pub(super) fn band(&self, at: usize) -> (i64, i64) {
        self.bands.get(at).copied().unwrap_or_default()
    }

    pub(super) fn cell(&self, node: usize) -> Option<(usize, usize)> {
        self.cells.get(&node).copied()
    }

    /// Whether no node stands in a row between two columns.
    pub(super) fn is_free(&self, row: usize, from: usize, to: usize) -> bool {
        (from + 1..to).all(|column| !self.taken.contains(&(column, row)))
    }

    /// The left end of the gap after a column.
    pub(super) fn gap_after(&self, column: usize) -> i64 {
        self.columns.get(column).map_or(0, |(x, width)| x + width)
    }

    /// The left end of the gap before a column.
    pub(super) fn gap_before(&self, column: usize) -> i64 {
        self.columns.get(column).map_or(0, |(x, _)| x - COLUMN_GAP)
    }

    /// The upper end of the room under a row.
    pub(super) fn under(&self, row: usize) -> i64 {
        self.rows.get(row).map_or(0, |(y, height)| y + height)
    }
}

/// What leads to what among nodes that stand together.
struct Graph {
    nodes: Vec<usize>,
    next: HashMap<usize, Vec<usize>>,
    before: HashMap<usize, Vec<usize>>,
}

impl Graph {
    fn new(drawing: &Drawing<'_>, nodes: &[usize]) -> Self {
        let mut next: HashMap<usize, Vec<usize>> =
            nodes.iter().map(|at| (*at, Vec::new())).collect();
        let mut before: HashMap<usize, Vec<usize>> = HashMap::new();
        for at in nodes {
            // A boundary event stands with its host.
            let from = drawing.host(*at).unwrap_or(*at);
            for to in drawing.index.next(*at) {
                if to != from && next.contains_key(&to) && next.contains_key(&from) {
                    next.entry(from).or_default().push(to);
                    before.entry(to).or_default().push(from);
                }
            }
        }
        Self {
            nodes: nodes.to_vec(),
            next,
            before,
        }
    }

    fn before(&self, at: usize) -> impl Iterator<Item = usize> {
        self.before.get(&at).into_iter().flatten().copied()
    }

    /// The column of each node: the longest way to it that does not turn back.
    fn layers(&self) -> HashMap<usize, usize> {
        let forward = self.forward();
        let mut waiting: HashMap<usize, usize> = self.nodes.iter().map(|at| (*at, 0)).collect();
        for (_, to) in &forward {
            *waiting.entry(*to).or_insert(0) += 1;
        }
        let mut leads: HashMap<usize, Vec<usize>> = HashMap::new();
        for (from, to) in &forward {
            leads.entry(*from).or_default().push(*to);
        }
        let mut layers: HashMap<usize, usize> = self.nodes.iter().map(|at| (*at, 0)).collect();
        let mut open: Vec<usize> = self
            .nodes
            .iter()
            .copied()
            .filter(|at| waiting.get(at) == Some(&0))
            .collect();
        while let Some(at) = open.pop() {
            let layer = layers.get(&at).copied().unwrap_or(0) + 1;
            for to in leads.get(&at).into_iter().flatten() {
                let there = layers.entry(*to).or_insert(0);
                *there = (*there).max(layer);
                if let Some(left) = waiting.get_mut(to) {
                    *left -= 1;
                    if *left == 0 {
                        open.push(*to);
                    }
                }
            }
        }
        layers
    }

    /// The lines that do not turn back, walking from the beginnings in the order of the document.
    fn forward(&self) -> Vec<(usize, usize)> {
        #[derive(Clone, Copy, PartialEq)]
        enum Seen {
            Open,
            Done,
        }
        let mut seen: HashMap<usize, Seen> = HashMap::new();
        let mut forward = Vec::new();
        let beginnings = self
            .nodes
            .iter()
            .filter(|at| self.before(**at).next().is_none());
        for start in beginnings.chain(&self.nodes) {
            if seen.contains_key(start) {
                continue;
            }
            seen.insert(*start, Seen::Open);
            let mut path = vec![(*start, 0usize)];
            while let Some((at, place)) = path.last_mut() {
                let to = self.next.get(at).and_then(|next| next.get(*place)).copied();
                let from = *at;
                *place += 1;
                match to {
                    None => {
                        seen.insert(from, Seen::Done);
                        path.pop();
                    }
                    Some(to) => match seen.get(&to) {
                        Some(Seen::Open) => {}
                        Some(Seen::Done) => forward.push((from, to)),
                        None => {
                            forward.push((from, to));
                            seen.insert(to, Seen::Open);
                            path.push((to, 0));
                        }
                    },
                }
            }
        }
        forward
    }
}
