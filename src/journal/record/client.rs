//! A client as it is sealed.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::appointment::Appointment;
use crate::vault::RecordId;

/// Whether the work with a client is active or archived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "snake_case")]
#[cbor(index_only)]
pub enum ClientStatus {
    /// It is active.
    #[n(0)]
    Active,
    /// It pauses.
    #[n(1)]
    Paused,
    /// It has ended.
    #[n(2)]
    Ended,
    /// It has ended, and the client is out of the way.
    #[n(3)]
    Archived,
}

/// A client's meta.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub(crate) struct ClientMeta {
    #[n(0)]
    pub(crate) alias: String,
    #[n(1)]
    pub(crate) glyph: String,
    #[n(2)]
    pub(crate) hue: String,
    #[n(3)]
    pub(crate) status: ClientStatus,
    #[n(4)]
    pub(crate) started: Option<String>,
    /// The client that this one turned out to be; its entries move there.
    #[n(5)]
    pub(crate) merged: Option<RecordId>,
    /// When they come regularly.
    #[n(6)]
    pub(crate) appointment: Option<Appointment>,
}

#[cfg(test)]
mod tests {
    use super::super::appointment::Recurrence;
    use super::*;

    #[test]
    fn a_client_of_an_earlier_version_is_read_and_one_without_an_appointment_is_written_alike() {
        // What version 0.1 wrote for Wren: no month, not merged.
        let earlier = b"\x84\x64Wren\x64bird\x64teal\x00";
        let wren: ClientMeta = minicbor::decode(earlier).expect("it is read");
        assert_eq!((wren.alias.as_str(), &wren.appointment), ("Wren", &None));
        assert_eq!(minicbor::to_vec(&wren).expect("it is written"), earlier);
        let every = Recurrence::Fortnightly { from: "2026-03-03".into() };
        let appointment = Some(Appointment { weekday: 2, minute: 870, every });
        let with = ClientMeta { appointment, ..wren };
        let bytes = minicbor::to_vec(&with).expect("it is written");
        assert_eq!(minicbor::decode::<ClientMeta>(&bytes).expect("it is read"), with);
    }
}
