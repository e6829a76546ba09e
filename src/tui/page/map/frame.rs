//! The stretch of the world that a map shows, and where points fall on it. Pure geometry: an equirectangular map,
//! in degrees.

use crate::model::PlaceRow;

/// The closest view: the world is 2 to the power of this as wide.
const CLOSEST: u8 = 7;
/// A pan moves by this share of the view.
const PAN: f32 = 0.25;
/// Pins within so many columns and rows of a greater one are drawn as one.
const NEAR: (u16, u16) = (3, 0);

/// What is in view.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Degrees north and east of its middle.
    pub middle: (f32, f32),
    /// Each level halves the degrees in view.
    pub level: u8,
}

/// A pin with those that lie too near to be drawn beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The most mentioned pin, as an index.
    pub first: usize,
    /// How many others.
    pub others: usize,
    /// Column and row.
    pub cell: (u16, u16),
}

impl Frame {
    /// The whole world.
    pub const WORLD: Self = Self { middle: (0.0, 0.0), level: 0 };

    /// Half the degrees in view, north and east.
    fn reach(self) -> (f32, f32) {
        let share = f32::from(1u16 << self.level);
        (90.0 / share, 180.0 / share)
    }

    /// West and east, south and north, as the canvas wants them.
    pub fn bounds(self) -> ([f64; 2], [f64; 2]) {
        let (lat, lon) = self.reach();
        let ends = |middle: f32, reach: f32| [f64::from(middle - reach), f64::from(middle + reach)];
        (ends(self.middle.1, lon), ends(self.middle.0, lat))
    }

    /// The cell of `point` on a map of `size` columns and rows; none when it is out of view.
    pub fn cell(self, point: (f32, f32), size: (u16, u16)) -> Option<(u16, u16)> {
        let (lat, lon) = self.reach();
        let across = (point.1 - self.middle.1 + lon) / (2.0 * lon);
        let down = (self.middle.0 + lat - point.0) / (2.0 * lat);
        let inside = (0.0..=1.0).contains(&across) && (0.0..=1.0).contains(&down) && size.0 > 0 && size.1 > 0;
        let at = |share: f32, cells: u16| (share * f32::from(cells - 1)).round() as u16;
        inside.then(|| (at(across, size.0), at(down, size.1)))
    }

    /// One step closer or farther, around `point` where one is given.
    pub fn zoomed(self, closer: bool, point: Option<(f32, f32)>) -> Self {
        let level = if closer { (self.level + 1).min(CLOSEST) } else { self.level.saturating_sub(1) };
        Self { middle: if closer { point.unwrap_or(self.middle) } else { self.middle }, level }.kept()
    }

    /// Moved by shares of the view, to the east and to the north.
    pub fn panned(self, east: f32, north: f32) -> Self {
        let (lat, lon) = self.reach();
        let middle = (self.middle.0 + north * 2.0 * lat * PAN, self.middle.1 + east * 2.0 * lon * PAN);
        Self { middle, ..self }.kept()
    }

    /// The same view, moved to `point` where that lies outside.
    pub fn holding(self, point: (f32, f32)) -> Self {
        let (lat, lon) = self.reach();
        let inside = (point.0 - self.middle.0).abs() <= lat && (point.1 - self.middle.1).abs() <= lon;
        if inside { self } else { Self { middle: point, ..self }.kept() }
    }

    /// Kept on the world, beyond whose edges there is nothing.
    fn kept(self) -> Self {
        let (lat, lon) = self.reach();
        let north = self.middle.0.clamp(lat - 90.0, 90.0 - lat);
        let east = self.middle.1.clamp(lon - 180.0, 180.0 - lon);
        Self { middle: (north, east), ..self }
    }
}

/// The pins in view, those that crowd a greater one counted with it. `pins` come most mentioned first.
pub fn clusters(frame: &Frame, pins: &[PlaceRow], size: (u16, u16)) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (index, pin) in pins.iter().enumerate() {
        let Some(cell) = pin.point.and_then(|point| frame.cell(point, size)) else { continue };
        let near =
            |other: &&mut Cluster| other.cell.0.abs_diff(cell.0) <= NEAR.0 && other.cell.1.abs_diff(cell.1) <= NEAR.1;
        match clusters.iter_mut().find(near) {
            Some(cluster) => cluster.others += 1,
            None => clusters.push(Cluster { first: index, others: 0, cell }),
        }
    }
    clusters
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PlaceKind;

    fn pin(name: &str, point: (f32, f32)) -> PlaceRow {
        PlaceRow {
            key: name.to_owned(),
            name: name.to_owned(),
            country: None,
            region: None,
            kind: PlaceKind::City,
            point: Some(point),
            briefings: 1,
            mentions: 1,
            weeks: Vec::new(),
            latest: None,
        }
    }

    #[test]
    fn north_is_up_and_east_is_right() {
        let size = (101, 51);
        assert_eq!(Frame::WORLD.cell((0.0, 0.0), size), Some((50, 25)));
        assert_eq!(Frame::WORLD.cell((90.0, -180.0), size), Some((0, 0)));
        assert_eq!(Frame::WORLD.cell((-90.0, 180.0), size), Some((100, 50)));
    }

    #[test]
    fn a_closer_view_stays_on_the_world_and_holds_its_point() {
        let mut frame = Frame::WORLD;
        for _ in 0..20 {
            frame = frame.zoomed(true, Some((64.1, -21.9)));
            assert!(frame.cell((64.1, -21.9), (80, 20)).is_some());
        }
        assert_eq!(frame.level, CLOSEST);
        let west = (0..50).fold(frame, |frame, _| frame.panned(-1.0, 1.0));
        let ([left, _], [_, top]) = west.bounds();
        assert!(left >= -180.0 && top <= 90.0);
    }

    #[test]
    fn a_pin_out_of_view_moves_the_view_and_another_does_not() {
        let frame = Frame { middle: (45.0, 30.0), level: 4 };
        assert_eq!(frame.holding((46.0, 31.0)), frame);
        assert!(frame.holding((-33.9, 151.2)).cell((-33.9, 151.2), (80, 20)).is_some());
    }

    #[test]
    fn crowded_pins_are_one_until_one_looks_closer() {
        let pins = [pin("Kyiv", (50.45, 30.52)), pin("Bucha", (50.54, 30.21)), pin("Havana", (23.13, -82.38))];
        let far = clusters(&Frame::WORLD, &pins, (80, 20));
        assert_eq!(far.iter().map(|cluster| cluster.others).collect::<Vec<_>>(), [1, 0]);
        let near = clusters(&Frame { middle: (50.4, 30.4), level: 7 }, &pins, (80, 20));
        assert_eq!(near.len(), 2);
    }
}
