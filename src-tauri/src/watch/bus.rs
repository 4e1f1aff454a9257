//! Signals of logind and of screen savers, and the wish to be waited for before a sleep.

use std::cell::RefCell;
use std::sync::OnceLock;
use std::thread;
use std::time::Duration;

use gio::glib::variant::ToVariant;
use gio::glib::{MainContext, MainLoop, Variant, VariantTy};
use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection, DBusSignalFlags, UnixFDList};
use stillroom::journal::Settings;
use tauri::{AppHandle, Emitter, Manager};

use crate::commands::{Leave, leave_soon};
use crate::state::{Held, Shell};

/// The bus itself.
const BUS: &str = "org.freedesktop.DBus";
const LOGIN: &str = "org.freedesktop.login1";
const LOGIN_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";

/// How long the page may take to keep what is written; logind waits for five seconds.
const PATIENCE: Duration = Duration::from_secs(3);
/// How long an answer on the bus may take, in ms.
const ANSWER_MS: i32 = 2_000;

/// The thread that everything here happens in.
static CONTEXT: OnceLock<MainContext> = OnceLock::new();

thread_local! {
    /// The bus of logind, and what makes it wait for the lock before a sleep while it is held.
    static LOGIND: RefCell<Option<DBusConnection>> = const { RefCell::new(None) };
    static DELAY: RefCell<Option<UnixFDList>> = const { RefCell::new(None) };
}

/// Begins to listen, in a thread of its own.
pub(crate) fn begin(app: &AppHandle) {
    let app = app.clone();
    let context = CONTEXT.get_or_init(MainContext::new).clone();
    thread::spawn(move || {
        let listens = context.with_thread_default(|| {
            listen_to_logind(&app);
            listen_to_screen_savers(&app);
            MainLoop::new(Some(&context), false).run();
        });
        debug_assert!(listens.is_ok(), "nobody else runs this context");
    });
}

/// Has the computer wait before it sleeps, until the journal is locked.
pub(crate) fn delay_sleep() {
    if let Some(context) = CONTEXT.get() {
        context.invoke(take_delay);
    }
}

/// Lets the computer sleep at once. Where the lock ends the process, that does it.
pub(crate) fn let_sleep() {
    if let Some(context) = CONTEXT.get() {
        context.invoke(|| DELAY.with_borrow_mut(|delay| *delay = None));
    }
}

fn listen_to_logind(app: &AppHandle) {
    let Some(bus) = connect(BusType::System) else { return };
    let of_sleep = app.clone();
    subscribe(&bus, LOGIN, MANAGER, "PrepareForSleep", move |_, about| {
        match about.child_value(0).get::<bool>() {
            Some(true) => before_sleep(&of_sleep),
            // Awake again, and still open: the next sleep is waited for as well.
            _ if of_sleep.state::<Shell>().which_is_open().is_some() => take_delay(),
            _ => {}
        }
    });
    let (of_screen, own) = (app.clone(), own_session(&bus));
    subscribe(&bus, LOGIN, SESSION, "Lock", move |path, _| {
        // Where it is not known which session is ours, any that is locked counts.
        if own.as_deref().is_none_or(|own| own == path) {
            with_screen(&of_screen);
        }
    });
    LOGIND.set(Some(bus));
}

fn listen_to_screen_savers(app: &AppHandle) {
    // Without an address gio would start a bus of its own.
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
        return;
    }
    let Some(bus) = connect(BusType::Session) else { return };
    for desktop in ["freedesktop", "gnome", "cinnamon", "mate"] {
        let (app, saver) = (app.clone(), format!("org.{desktop}.ScreenSaver"));
        subscribe(&bus, &saver, &saver, "ActiveChanged", move |_, about| {
            if about.child_value(0).get::<bool>() == Some(true) {
                with_screen(&app);
            }
        });
    }
    // The shared connection lives as long as the process does only while someone holds it.
    std::mem::forget(bus);
}

fn connect(bus: BusType) -> Option<DBusConnection> {
    let bus = gio::bus_get_sync(bus, Cancellable::NONE).ok()?;
    // A bus that goes away must not take the writing with it.
    bus.set_exit_on_close(false);
    Some(bus)
}

/// Listens to a signal of whoever owns the name `from` on the bus. On the system's bus every user of
/// the machine may emit signals of any interface.
fn subscribe(
    bus: &DBusConnection,
    from: &str,
    interface: &str,
    member: &str,
    then: impl Fn(&str, &Variant) + 'static,
) {
    let name = from.to_owned();
    let _ = bus.signal_subscribe(
        Some(from),
        Some(interface),
        Some(member),
        None,
        None,
        DBusSignalFlags::NONE,
        move |bus, sender, path, _, _, about| {
            // A signal that is sent to this connection alone passes the bus's own look at the name.
            if owner(bus, &name).as_deref() == Some(sender) {
                then(path, about);
            }
        },
    );
}

/// Returns the connection that owns a name on the bus.
fn owner(bus: &DBusConnection, name: &str) -> Option<String> {
    let asked = bus.call_sync(
        Some(BUS),
        "/org/freedesktop/DBus",
        BUS,
        "GetNameOwner",
        Some(&(name,).to_variant()),
        Some(VariantTy::new("(s)").expect("a type of one text")),
        DBusCallFlags::NO_AUTO_START,
        ANSWER_MS,
        Cancellable::NONE,
    );
    asked.ok()?.child_value(0).str().map(str::to_owned)
}

/// Returns the path of the session that this process belongs to.
fn own_session(bus: &DBusConnection) -> Option<String> {
    let asked = bus.call_sync(
        Some(LOGIN),
        LOGIN_PATH,
        MANAGER,
        "GetSessionByPID",
        Some(&(std::process::id(),).to_variant()),
        Some(VariantTy::new("(o)").expect("a type of one path")),
        DBusCallFlags::NO_AUTO_START,
        ANSWER_MS,
        Cancellable::NONE,
    );
    asked.ok()?.child_value(0).str().map(str::to_owned)
}

/// Takes a delay inhibitor of logind, where there is one.
fn take_delay() {
    let wish = ("sleep", "Stillroom", "Keeps what is written and locks", "delay");
    let taken = LOGIND.with_borrow(|bus| {
        bus.as_ref()?
            .call_with_unix_fd_list_sync(
                Some(LOGIN),
                LOGIN_PATH,
                MANAGER,
                "Inhibit",
                Some(&wish.to_variant()),
                Some(VariantTy::new("(h)").expect("a type of one handle")),
                DBusCallFlags::NO_AUTO_START,
                ANSWER_MS,
                UnixFDList::NONE,
                Cancellable::NONE,
            )
            .ok()
    });
    DELAY.set(taken.map(|(_, delay)| delay));
}

fn before_sleep(app: &AppHandle) {
    match settings(app) {
        Some(settings) if !settings.open_in_sleep => leave_soon(app, Leave::Lock, PATIENCE),
        Some(_) => {
            // It stays open, but nothing written may be lost to a battery that runs empty.
            let _ = app.emit("leave", "keep");
            thread::spawn(|| {
                thread::sleep(PATIENCE);
                let_sleep();
            });
        }
        None => let_sleep(),
    }
}

fn with_screen(app: &AppHandle) {
    if settings(app).is_some_and(|settings| !settings.open_under_lock) {
        leave_soon(app, Leave::Lock, PATIENCE);
    }
}

/// Returns the settings of the open journal; `None` where none is open.
fn settings(app: &AppHandle) -> Option<Settings> {
    match &app.state::<Shell>().seat().held {
        Held::Open(journal) => Some(journal.settings()),
        _ => None,
    }
}
