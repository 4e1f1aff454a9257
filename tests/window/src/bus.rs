//! A message bus of one test's own, which stands for the system's and for the session's.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use gio::glib::Variant;
use gio::{Cancellable, DBusCallFlags, DBusConnection, DBusConnectionFlags};

use crate::Group;

/// A running dbus-daemon.
#[derive(Debug)]
pub struct Bus {
    address: String,
    _daemon: Group,
}

impl Bus {
    /// Starts a bus that nobody else knows.
    pub fn start() -> Self {
        let mut daemon = Group::start(
            Command::new("dbus-daemon")
                .args(["--session", "--nofork", "--nopidfile", "--print-address=1"])
                .stdout(Stdio::piped())
                .stderr(Stdio::null()),
        );
        let mut address = String::new();
        BufReader::new(daemon.stdout()).read_line(&mut address).expect("it names its address");
        Self { address: address.trim().to_owned(), _daemon: daemon }
    }

    /// Where it listens.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Has a process take it for both buses.
    pub fn apply(&self, command: &mut Command) {
        command
            .env("DBUS_SYSTEM_BUS_ADDRESS", &self.address)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.address);
    }
}

/// Joins a bus, as one more process on it.
pub(crate) fn connect(bus: &Bus) -> DBusConnection {
    let flags =
        DBusConnectionFlags::AUTHENTICATION_CLIENT | DBusConnectionFlags::MESSAGE_BUS_CONNECTION;
    let observer = None::<&gio::DBusAuthObserver>;
    DBusConnection::for_address_sync(bus.address(), flags, observer, Cancellable::NONE)
        .expect("the bus listens")
}

/// Calls the bus itself.
pub(crate) fn call(connection: &DBusConnection, method: &str, with: &Variant) -> Variant {
    let bus = "org.freedesktop.DBus";
    connection
        .call_sync(
            Some(bus),
            "/org/freedesktop/DBus",
            bus,
            method,
            Some(with),
            None,
            DBusCallFlags::NONE,
            5_000,
            Cancellable::NONE,
        )
        .expect("the bus answers")
}
