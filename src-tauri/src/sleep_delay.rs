//! Has the computer wait for the lock before it sleeps, through a delay inhibitor of logind.

#[cfg(target_os = "linux")]
pub(crate) use linux::{ANSWER_MS, LOGIN, LOGIN_PATH, MANAGER, allow_sleep, context, delay_sleep};
#[cfg(target_os = "linux")]
pub(crate) use linux::{delay_sleep_here, use_logind};

/// Delays nothing on this platform.
#[cfg(not(target_os = "linux"))]
pub(crate) fn delay_sleep() {}

/// Delays nothing on this platform, so that there is nothing to allow.
#[cfg(not(target_os = "linux"))]
pub(crate) fn allow_sleep() {}

#[cfg(target_os = "linux")]
mod linux {
    use std::cell::RefCell;
    use std::sync::OnceLock;

    use gio::glib::variant::ToVariant;
    use gio::glib::{MainContext, VariantTy};
    use gio::{Cancellable, DBusCallFlags, DBusConnection, UnixFDList};

    pub(crate) const LOGIN: &str = "org.freedesktop.login1";
    pub(crate) const LOGIN_PATH: &str = "/org/freedesktop/login1";
    pub(crate) const MANAGER: &str = "org.freedesktop.login1.Manager";

    /// How long an answer on the bus may take, in ms.
    pub(crate) const ANSWER_MS: i32 = 2_000;

    /// The context of the thread that talks to the bus.
    static CONTEXT: OnceLock<MainContext> = OnceLock::new();

    thread_local! {
        /// The bus of logind.
        static LOGIND: RefCell<Option<DBusConnection>> = const { RefCell::new(None) };
        /// While this is held, logind delays a sleep.
        static DELAY: RefCell<Option<UnixFDList>> = const { RefCell::new(None) };
    }

    /// Returns the context whose thread talks to the bus.
    pub(crate) fn context() -> &'static MainContext {
        CONTEXT.get_or_init(MainContext::new)
    }

    /// Takes the bus on which logind is; call it in the thread of [`context`].
    pub(crate) fn use_logind(bus: DBusConnection) {
        LOGIND.set(Some(bus));
    }

    /// Has the computer wait before it sleeps, until the journal is locked.
    pub(crate) fn delay_sleep() {
        if let Some(context) = CONTEXT.get() {
            context.invoke(delay_sleep_here);
        }
    }

    /// Lets the computer sleep at once. A lock that ends the process does that by itself.
    pub(crate) fn allow_sleep() {
        if let Some(context) = CONTEXT.get() {
            context.invoke(|| DELAY.with_borrow_mut(|delay| *delay = None));
        }
    }

    /// Takes a delay inhibitor, if there is a logind; call it in the thread of [`context`].
    pub(crate) fn delay_sleep_here() {
        let inhibitor = ("sleep", "Stillroom", "Keeps what is written and locks", "delay");
        let taken = LOGIND.with_borrow(|bus| {
            bus.as_ref()?
                .call_with_unix_fd_list_sync(
                    Some(LOGIN),
                    LOGIN_PATH,
                    MANAGER,
                    "Inhibit",
                    Some(&inhibitor.to_variant()),
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
}
