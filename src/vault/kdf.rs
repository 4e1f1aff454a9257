//! From a passphrase to a key, slowly: Argon2id (RFC 9106).

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Params, Version};
use stillroom_guard::{LockedBytes, available_memory};

const MIB: u32 = 1024;

/// Calibration asks for no more, so that a journal also opens on a smaller machine.
const CALIBRATED_KIB: u32 = 512 * MIB;

/// Says how much work one guess at a passphrase costs.
///
/// Values outside `FLOOR..=CEILING` cannot be built: less would be a downgrade, more would stop
/// the machine that opens the journal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KdfParams {
    m_kib: u32,
    t: u32,
    p: u32,
}

/// Says that a derivation would need more than half of the free memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooCostly {
    pub(super) needed_kib: u64,
    pub(super) free_kib: u64,
}

impl KdfParams {
    /// The least accepted: 64 MiB, 3 passes, 1 lane.
    pub const FLOOR: Self = Self { m_kib: 64 * MIB, t: 3, p: 1 };
    /// The most accepted: 2 GiB, 32 passes, 16 lanes.
    pub const CEILING: Self = Self { m_kib: 2048 * MIB, t: 32, p: 16 };
    /// Far below the floor, for tests only; builds without the feature refuse it.
    #[cfg(any(test, feature = "testing"))]
    pub const CHEAP: Self = Self { m_kib: 64, t: 1, p: 1 };

    /// Builds parameters from memory in KiB, passes and lanes, if they are within bounds.
    pub fn new(m_kib: u32, t: u32, p: u32) -> Option<Self> {
        let params = Self { m_kib, t, p };
        #[cfg(any(test, feature = "testing"))]
        if params == Self::CHEAP {
            return Some(params);
        }
        let (floor, ceiling) = (Self::FLOOR, Self::CEILING);
        let within = (floor.m_kib..=ceiling.m_kib).contains(&m_kib)
            && (floor.t..=ceiling.t).contains(&t)
            && (floor.p..=ceiling.p).contains(&p);
        within.then_some(params)
    }

    /// Measures this machine and chooses parameters that take about `target` here.
    ///
    /// Takes a fraction of `target` itself. Memory grows first, to at most 512 MiB and an eighth of
    /// the free memory, then passes; the result is never below the floor.
    pub fn calibrate(target: Duration) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, |cores| cores.get() as u32);
        let probe = Self { p: cores.min(4), ..Self::FLOOR };
        let began = Instant::now();
        if probe.derive(b"", &[0; 16], None).is_err() {
            return probe;
        }
        probe.scaled(began.elapsed(), target, available_memory())
    }

    /// Returns the memory in KiB.
    pub fn m_kib(&self) -> u32 {
        self.m_kib
    }

    /// Returns the number of passes.
    pub fn t(&self) -> u32 {
        self.t
    }

    /// Returns the number of lanes.
    pub fn p(&self) -> u32 {
        self.p
    }

    /// Derives a key: `Argon2id v1.3(passphrase, salt, m, t, p)`, 32 bytes.
    ///
    /// `free` is the free memory in bytes where it is known; nothing is allocated if the work would
    /// take more than half of it, or if the system refuses.
    pub(super) fn derive(
        &self,
        passphrase: &[u8],
        salt: &[u8; 16],
        free: Option<u64>,
    ) -> Result<LockedBytes<32>, TooCostly> {
        let needed_kib = u64::from(self.m_kib);
        let too_costly = |free| TooCostly { needed_kib, free_kib: free / 1024 };
        if let Some(free) = free.filter(|free| needed_kib * 1024 > free / 2) {
            return Err(too_costly(free));
        }
        let params = Params::new(self.m_kib, self.t, self.p, Some(32))
            .expect("parameters within our bounds are within Argon2's");
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        // Salt and output are of legal lengths and no passphrase has 4 GiB: only memory can lack.
        LockedBytes::try_filled(|key| argon2.hash_password_into(passphrase, salt, key))
            .map_err(|_| too_costly(free.unwrap_or(0)))
    }

    /// Scales parameters that took `elapsed` up to `target`.
    fn scaled(self, elapsed: Duration, target: Duration, free: Option<u64>) -> Self {
        let factor = target.as_secs_f64() / elapsed.as_secs_f64().max(1e-6);
        let room = free.map_or(u64::MAX, |free| free / 8 / 1024);
        let most = room.min(CALIBRATED_KIB.into()).max(self.m_kib.into()) as u32;
        let m_kib = (f64::from(self.m_kib) * factor) as u32 / (8 * MIB) * (8 * MIB);
        let m_kib = m_kib.clamp(self.m_kib, most);
        let left = factor * f64::from(self.m_kib) / f64::from(m_kib);
        let t = (f64::from(self.t) * left).round() as u32;
        Self { m_kib, t: t.clamp(self.t, Self::CEILING.t), p: self.p }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FLOOR: KdfParams = KdfParams::FLOOR;
    const GIB: u64 = 1 << 30;

    #[test]
    fn argon2id_gives_the_vector_of_rfc_9106() {
        let params = argon2::ParamsBuilder::new()
            .m_cost(32)
            .t_cost(3)
            .p_cost(4)
            .data(argon2::AssociatedData::new(&[4; 12]).expect("short"))
            .build()
            .expect("legal");
        let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params);
        let mut tag = [0; 32];
        argon2.expect("short").hash_password_into(&[1; 32], &[2; 16], &mut tag).expect("legal");
        let expected = [
            0x0d, 0x64, 0x0d, 0xf5, 0x8d, 0x78, 0x76, 0x6c, 0x08, 0xc0, 0x37, 0xa3, 0x4a, 0x8b,
            0x53, 0xc9, 0xd0, 0x1e, 0xf0, 0x45, 0x2d, 0x75, 0xb6, 0x5e, 0xb5, 0x25, 0x20, 0xe9,
            0x6b, 0x01, 0xe6, 0x59,
        ];
        assert_eq!(tag, expected);
    }

    #[test]
    fn parameters_out_of_bounds_cannot_be_built() {
        let (m, most) = (FLOOR.m_kib, KdfParams::CEILING.m_kib);
        for (m_kib, t, p) in [
            (m - 1, 3, 1),
            (m, 2, 1),
            (m, 3, 0),
            (most + 1, 3, 1),
            (m, 33, 1),
            (m, 3, 17),
            (0, 0, 0),
            (u32::MAX, u32::MAX, u32::MAX),
            (64, 1, 2),
        ] {
            assert_eq!(KdfParams::new(m_kib, t, p), None, "{m_kib} {t} {p}");
        }
        assert_eq!(KdfParams::new(m, 3, 1), Some(FLOOR));
        assert_eq!(KdfParams::new(most, 32, 16), Some(KdfParams::CEILING));
    }

    #[test]
    fn a_derivation_above_half_of_the_free_memory_is_refused_at_once() {
        let began = Instant::now();
        let refused = KdfParams::CEILING.derive(b"text", &[0; 16], Some(4 * GIB - 1));
        let expected = TooCostly { needed_kib: 2 << 20, free_kib: (4 << 20) - 1 };
        assert_eq!(refused.err(), Some(expected));
        assert!(began.elapsed() < Duration::from_secs(2), "nothing was derived");
        assert!(KdfParams::CHEAP.derive(b"text", &[0; 16], Some(128 * 1024)).is_ok());
        assert!(KdfParams::CHEAP.derive(b"text", &[0; 16], Some(128 * 1024 - 1)).is_err());
    }

    #[test]
    fn every_input_changes_the_key() {
        let derive = |text: &[u8], salt: u8, params: KdfParams| {
            *params.derive(text, &[salt; 16], None).expect("memory").expose()
        };
        let key = derive(b"text", 1, KdfParams::CHEAP);
        assert_eq!(derive(b"text", 1, KdfParams::CHEAP), key);
        assert_ne!(derive(b"Text", 1, KdfParams::CHEAP), key);
        assert_ne!(derive(b"text", 2, KdfParams::CHEAP), key);
        for params in [
            KdfParams { m_kib: 65, ..KdfParams::CHEAP },
            KdfParams { t: 2, ..KdfParams::CHEAP },
            KdfParams { p: 2, ..KdfParams::CHEAP },
        ] {
            assert_ne!(derive(b"text", 1, params), key);
        }
    }

    #[test]
    fn scaling_grows_memory_first_then_passes_and_stays_in_bounds() {
        let second = Duration::from_secs(1);
        let scaled = |millis, free| FLOOR.scaled(Duration::from_millis(millis), second, free);
        let slow = KdfParams { m_kib: 256 * MIB, t: 3, p: 1 };
        assert_eq!(scaled(250, Some(64 * GIB)), slow);
        let fast = KdfParams { m_kib: 512 * MIB, t: 6, p: 1 };
        assert_eq!(scaled(62, Some(64 * GIB)), fast);
        let small = KdfParams { m_kib: 128 * MIB, t: 6, p: 1 };
        assert_eq!(scaled(250, Some(GIB)), small);
        assert_eq!(scaled(5000, Some(64 * GIB)), FLOOR);
        assert_eq!(scaled(250, Some(0)).m_kib, FLOOR.m_kib);
        for millis in [0, 1, 10, 100, 1000, 100_000] {
            let KdfParams { m_kib, t, p } = scaled(millis, None);
            assert!(KdfParams::new(m_kib, t, p).is_some(), "{m_kib} {t} {p}");
        }
    }
}
