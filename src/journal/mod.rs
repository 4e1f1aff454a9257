//! The domain: a locked `VaultFile` becomes an unlocked `Journal`.

pub mod wire;
