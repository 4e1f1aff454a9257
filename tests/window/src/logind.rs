//! A logind that only knows how to be waited for, and to announce a sleep or a locked screen.

use std::io::Read;
use std::os::fd::OwnedFd;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use gio::glib::variant::{Handle, ToVariant};
use gio::glib::{MainContext, MainLoop, Variant};
use gio::{Cancellable, DBusConnection, DBusMethodInvocation, DBusNodeInfo, UnixFDList};

use crate::Bus;
use crate::bus::{call, connect};

const NAME: &str = "org.freedesktop.login1";
const SAVER: &str = "org.gnome.ScreenSaver";
const PATH: &str = "/org/freedesktop/login1";
const OWN_SESSION: &str = "/org/freedesktop/login1/session/_31";
const MANAGER: &str = r#"<node><interface name="org.freedesktop.login1.Manager">
  <method name="Inhibit">
    <arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="h" direction="out"/>
  </method>
  <method name="GetSessionByPID"><arg type="u" direction="in"/><arg type="o" direction="out"/></method>
</interface></node>"#;

/// A stand-in for logind on a bus of its own.
#[derive(Debug)]
pub struct Logind {
    bus: Bus,
    connection: DBusConnection,
    delays: Arc<Delays>,
}

/// How often a process asked to be waited for, and how often it let go.
#[derive(Debug, Default)]
struct Delays {
    taken: AtomicUsize,
    released: AtomicUsize,
}

impl Logind {
    /// Starts the bus and the service.
    pub fn start() -> Self {
        let bus = Bus::start();
        let connection = connect(&bus);
        let delays = Arc::new(Delays::default());
        serve(&connection, &delays);
        for name in [NAME, SAVER] {
            call(&connection, "RequestName", &(name, 4u32).to_variant());
        }
        Self { bus, connection, delays }
    }

    /// The bus that it is on.
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// How many processes are waited for before a sleep.
    pub fn held(&self) -> usize {
        let released = self.delays.released.load(Ordering::SeqCst);
        self.delays.taken.load(Ordering::SeqCst) - released
    }

    /// Announces that the computer is about to sleep, or awake again.
    pub fn prepare_for_sleep(&self, sleeps: bool) {
        self.say(PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", Some((sleeps,)));
    }

    /// Announces that the screen of a session is to be locked: the app's own, or another one.
    pub fn lock_screen(&self, own: bool) {
        let path = if own { OWN_SESSION } else { "/org/freedesktop/login1/session/_32" };
        self.say(path, "org.freedesktop.login1.Session", "Lock", None);
    }

    /// Announces that a desktop's screen saver has come on.
    pub fn screen_saver(&self) {
        self.say("/org/gnome/ScreenSaver", SAVER, "ActiveChanged", Some((true,)));
    }

    /// Says all of it as somebody else on the bus would: to everyone, and to each connection alone.
    pub fn says_somebody_else(&self) {
        let somebody = connect(&self.bus);
        let names = call(&somebody, "ListNames", &().to_variant()).child_value(0);
        let unique = names.iter().filter_map(|name| name.str().map(str::to_owned));
        let everyone: Vec<Option<String>> = unique
            .filter(|name| name.starts_with(':'))
            .map(Some)
            .chain(std::iter::once(None))
            .collect();
        let sleep = (PATH, "org.freedesktop.login1.Manager", "PrepareForSleep", Some((true,)));
        let lock = (OWN_SESSION, "org.freedesktop.login1.Session", "Lock", None);
        let saver = ("/org/gnome/ScreenSaver", SAVER, "ActiveChanged", Some((true,)));
        for to in &everyone {
            for (path, interface, signal, about) in [sleep, lock, saver] {
                let about = about.map(|about: (bool,)| about.to_variant());
                somebody
                    .emit_signal(to.as_deref(), path, interface, signal, about.as_ref())
                    .expect("the bus listens");
            }
        }
        somebody.flush_sync(Cancellable::NONE).expect("the bus listens");
    }

    fn say(&self, path: &str, interface: &str, signal: &str, about: Option<(bool,)>) {
        let about = about.map(|about| about.to_variant());
        self.connection
            .emit_signal(None, path, interface, signal, about.as_ref())
            .expect("the bus listens");
        self.connection.flush_sync(Cancellable::NONE).expect("the bus listens");
    }
}

/// Answers calls in a thread of its own, for as long as the test runs.
fn serve(connection: &DBusConnection, delays: &Arc<Delays>) {
    let (connection, delays) = (connection.clone(), Arc::clone(delays));
    let (ready, wait) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let context = MainContext::new();
        let served = context.with_thread_default(|| {
            let node = DBusNodeInfo::for_xml(MANAGER).expect("it is well formed");
            let manager = node.lookup_interface("org.freedesktop.login1.Manager");
            let _registered = connection
                .register_object(
                    PATH,
                    &manager.expect("it is in there"),
                    move |_, _, _, _, method, _, invocation| answer(method, invocation, &delays),
                    |_, _, _, _, _| false.to_variant(),
                    |_, _, _, _, _, _| false,
                )
                .expect("nobody else is there");
            ready.send(()).expect("the test waits");
            MainLoop::new(Some(&context), false).run();
        });
        served.expect("nobody else runs this context");
    });
    wait.recv().expect("the service starts");
}

fn answer(method: &str, invocation: DBusMethodInvocation, delays: &Arc<Delays>) {
    if method != "Inhibit" {
        let path = Variant::parse(None, &format!("objectpath '{OWN_SESSION}'")).expect("a path");
        return invocation.return_value(Some(&Variant::tuple_from_iter([path])));
    }
    let (mut end, delay) = std::io::pipe().expect("a pipe");
    let list = UnixFDList::from_array([OwnedFd::from(delay)]);
    delays.taken.fetch_add(1, Ordering::SeqCst);
    invocation.return_value_with_unix_fd_list(Some(&(Handle(0),).to_variant()), Some(&list));
    drop(list);
    let delays = Arc::clone(delays);
    thread::spawn(move || {
        // It ends once nobody holds the other end any more.
        let _ = end.read(&mut [0]);
        delays.released.fetch_add(1, Ordering::SeqCst);
    });
}
