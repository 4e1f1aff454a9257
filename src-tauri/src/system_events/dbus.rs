//! Signals of logind and of screen savers.

use std::thread;
use std::time::Duration;

use gio::glib::variant::ToVariant;
use gio::glib::{MainLoop, Variant, VariantTy};
use gio::{BusType, Cancellable, DBusCallFlags, DBusConnection, DBusSignalFlags};
use stillroom::journal::Settings;
use tauri::{AppHandle, Emitter, Manager};

use crate::lock::{Closing, ask_page_to_close};
use crate::sleep_delay::{
    ANSWER_MS, LOGIN, LOGIN_PATH, MANAGER, allow_sleep, context, delay_sleep_here, use_logind,
};
use crate::state::{JournalState, Shell};

/// The bus itself.
const BUS: &str = "org.freedesktop.DBus";
const SESSION: &str = "org.freedesktop.login1.Session";

/// How long the page may take to save what is written; logind waits for five seconds.
const PATIENCE: Duration = Duration::from_secs(3);

/// Listens in a thread of its own.
pub(crate) fn listen(app: &AppHandle) {
    let app = app.clone();
    let context = context();
    thread::spawn(move || {
        let listens = context.with_thread_default(|| {
            listen_to_logind(&app);
            listen_to_screen_savers(&app);
            MainLoop::new(Some(context), false).run();
        });
        debug_assert!(listens.is_ok(), "nobody else runs this context");
    });
}

fn listen_to_logind(app: &AppHandle) {
    let Some(bus) = connect(BusType::System) else { return };
    let of_sleep = app.clone();
    subscribe(&bus, LOGIN, MANAGER, "PrepareForSleep", move |_, about| {
        match about.child_value(0).get::<bool>() {
            Some(true) => before_sleep(&of_sleep),
            // Awake again, and still open: the next sleep is waited for as well.
            _ if of_sleep.state::<Shell>().open_number().is_some() => delay_sleep_here(),
            _ => {}
        }
    });
    let (of_screen, own) = (app.clone(), own_session(&bus));
    subscribe(&bus, LOGIN, SESSION, "Lock", move |path, _| {
        // Where it is not known which session is ours, any that is locked counts.
        if own.as_deref().is_none_or(|own| own == path) {
            on_screen_lock(&of_screen);
        }
    });
    use_logind(bus);
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
                on_screen_lock(&app);
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
            // A signal that is sent to this connection run_detached passes the bus's own look at the name.
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

fn before_sleep(app: &AppHandle) {
    match settings(app) {
        Some(settings) if !settings.open_in_sleep => {
            ask_page_to_close(app, Closing::Lock, PATIENCE);
        }
        Some(_) => {
            // It stays open, but nothing written may be lost to a battery that runs empty.
            let _ = app.emit("closing", "save");
            thread::spawn(|| {
                thread::sleep(PATIENCE);
                allow_sleep();
            });
        }
        None => allow_sleep(),
    }
}

fn on_screen_lock(app: &AppHandle) {
    if settings(app).is_some_and(|settings| !settings.open_under_lock) {
        ask_page_to_close(app, Closing::Lock, PATIENCE);
    }
}

/// Returns the settings of the open journal; `None` where none is open.
fn settings(app: &AppHandle) -> Option<Settings> {
    match &app.state::<Shell>().session().state {
        JournalState::Open(journal) => Some(journal.settings()),
        _ => None,
    }
}
