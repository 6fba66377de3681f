//! How colours look to people who tell fewer of them apart, and how different two of them look then.
//!
//! The matrices are those of Machado, Oliveira and Fernandes, “A Physiologically-based Model for Simulation of Color Vision
//! Deficiency” (2009), for the full deficiency; they work on linear light. Differences are ΔE of CIE 1976 in L*a*b*.

use super::{Rgb, linear};

/// A way of seeing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sight {
    /// With all three kinds of cones.
    Full,
    /// Without those for long waves: red looks dark, and like green.
    Protan,
    /// Without those for middle waves: green looks like red.
    Deutan,
    /// Without those for short waves: blue looks like green.
    Tritan,
}

impl Sight {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Full, Self::Protan, Self::Deutan, Self::Tritan];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Full => "full colour vision",
            Self::Protan => "protanopia",
            Self::Deutan => "deuteranopia",
            Self::Tritan => "tritanopia",
        }
    }

    fn matrix(self) -> [[f64; 3]; 3] {
        match self {
            Self::Full => [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
            Self::Protan => [
                [0.152_286, 1.052_583, -0.204_868],
                [0.114_503, 0.786_281, 0.099_216],
                [-0.003_882, -0.048_116, 1.051_998],
            ],
            Self::Deutan => [
                [0.367_322, 0.860_646, -0.227_968],
                [0.280_085, 0.672_501, 0.047_413],
                [-0.011_820, 0.042_940, 0.968_881],
            ],
            Self::Tritan => [
                [1.255_528, -0.076_749, -0.178_779],
                [-0.078_411, 0.930_809, 0.147_602],
                [0.004_733, 0.691_367, 0.303_900],
            ],
        }
    }

    /// How different two colours look to whoever sees so: ΔE of CIE 1976, where 2.3 is just noticed.
    pub fn difference(self, a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (self.lab(a), self.lab(b));
        let square: f64 = a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum();
        square.sqrt()
    }

    /// What stands for a colour in L*a*b*, under the white of sRGB.
    fn lab(self, rgb: Rgb) -> [f64; 3] {
        let light = [linear(rgb.0), linear(rgb.1), linear(rgb.2)];
        let seen = times(self.matrix(), light).map(|part| part.clamp(0.0, 1.0));
        let [x, y, z] = times(
            [
                [0.412_456_4, 0.357_576_1, 0.180_437_5],
                [0.212_672_9, 0.715_152_2, 0.072_175_0],
                [0.019_333_9, 0.119_192_0, 0.950_304_1],
            ],
            seen,
        );
        let bent = |t: f64| {
            let least = 6.0_f64 / 29.0;
            if t > least.powi(3) {
                t.cbrt()
            } else {
                t / (3.0 * least * least) + 4.0 / 29.0
            }
        };
        let (x, y, z) = (bent(x / 0.950_47), bent(y), bent(z / 1.088_83));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }
}

fn times(matrix: [[f64; 3]; 3], light: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(light).map(|(a, b)| a * b).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_those_of_the_books() {
        let of = |sight: Sight, a: &str, b: &str| {
            sight.difference(Rgb::parse(a).unwrap(), Rgb::parse(b).unwrap())
        };
        // Black and white are 100 apart in lightness, for everybody.
        for sight in Sight::ALL {
            assert!((of(sight, "#000000", "#FFFFFF") - 100.0).abs() < 0.1);
        }
        // L*a*b* of sRGB's red is 53.24, 80.09, 67.20; of its green 87.73, −86.18, 83.18.
        assert!((of(Sight::Full, "#FF0000", "#00FF00") - 170.6).abs() < 0.2);
        // Traffic-light colours: told apart at once, and hardly at all.
        assert!(of(Sight::Full, "#B06000", "#608000") > 40.0);
        assert!(of(Sight::Deutan, "#B06000", "#608000") < 20.0);
        // What is grey is grey to all.
        assert!(
            (of(Sight::Protan, "#404040", "#808080") - of(Sight::Full, "#404040", "#808080")).abs()
                < 0.5
        );
    }
}
