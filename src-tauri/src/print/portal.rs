//! The print dialog of the desktop, through its portal.

use std::cell::{Cell, RefCell};
use std::io::{Seek, Write};
use std::os::fd::OwnedFd;
use std::rc::Rc;
use std::time::{Duration, Instant};

use gio::glib::variant::{Handle, ToVariant};
use gio::glib::{ControlFlow, MainContext, Priority, Variant, VariantDict, timeout_source_new};
use gio::{
    BusType, Cancellable, DBusConnection, DBusMessage, DBusSendMessageFlags, DBusSignalFlags,
    UnixFDList,
};
use raw_window_handle::{HasWindowHandle, RawWindowHandle};
use rustix::fs::{MemfdFlags, SealFlags, fcntl_add_seals, memfd_create};
use stillroom::vault::RecordId;
use tauri::WebviewWindow;

use super::{PrintJob, TITLE};
use crate::failure::{Code, Failure};

const BUS: &str = "org.freedesktop.DBus";
const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const PRINT: &str = "org.freedesktop.portal.Print";
const REQUEST: &str = "org.freedesktop.portal.Request";

/// How long the portal may take to answer a call, in ms.
const ANSWER_MS: i32 = 10_000;
/// How long it may take to hand a page on, once the dialog was answered.
const HANDING_ON: Duration = Duration::from_mins(1);
/// How often it is looked whether the page is still wanted.
const LOOK: Duration = Duration::from_millis(200);
/// What the portal says of a request: done, closed by the person.
const DONE: u32 = 0;
const CLOSED: u32 = 1;

/// The portal on the session's bus. Its signals come while [`Portal::request`] waits.
struct Portal {
    bus: DBusConnection,
    context: MainContext,
    /// The connection that owns the portal's name.
    owner: String,
}

/// How the portal names the window that a dialog belongs to; empty where there is no name for it.
pub(super) fn parent(window: &WebviewWindow) -> String {
    match window.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(handle)) => format!("x11:{:x}", handle.window),
        _ => String::new(),
    }
}

pub(super) fn print(parent: &str, job: &PrintJob<'_>) -> Result<bool, Failure> {
    let context = MainContext::new();
    let printed = context.with_thread_default(|| {
        let portal = Portal::find(context.clone())?;
        portal.print(parent, job)
    });
    printed.unwrap_or(Err(Failure::of(Code::NotPrinted)))
}

impl Portal {
    fn find(context: MainContext) -> Result<Self, Failure> {
        let none = || Failure::of(Code::NoPrinting);
        // Without an address gio would start a bus of its own.
        if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
            return Err(none());
        }
        let bus = gio::bus_get_sync(BusType::Session, Cancellable::NONE).map_err(|_| none())?;
        bus.set_exit_on_close(false);
        let mut portal = Self { bus, context, owner: String::new() };
        // The bus starts the portal if it does not run yet.
        // Where it cannot, the name has no owner.
        let _ = portal.call(
            BUS,
            "/org/freedesktop/DBus",
            BUS,
            "StartServiceByName",
            &(NAME, 0u32).to_variant(),
            None,
        );
        let owner = portal
            .call(BUS, "/org/freedesktop/DBus", BUS, "GetNameOwner", &(NAME,).to_variant(), None)
            .map_err(|_| none())?;
        owner.child_value(0).str().unwrap_or_default().clone_into(&mut portal.owner);
        Ok(portal)
    }

    fn print(&self, parent: &str, job: &PrintJob<'_>) -> Result<bool, Failure> {
        let (width, height) = (f64::from(job.paper_mm.0), f64::from(job.paper_mm.1));
        let page = VariantDict::new(None);
        page.insert("Width", width);
        page.insert("Height", height);
        page.insert("Orientation", if width > height { "landscape" } else { "portrait" });
        let (settings, page) = (VariantDict::new(None).end(), page.end());
        let prepared = self.request("PreparePrint", None, job.wanted, None, |options| {
            [parent.to_variant(), TITLE.to_variant(), settings, page, options.end()].to_vec()
        })?;
        let Some(prepared) = prepared else { return Ok(false) };
        let token = prepared.lookup::<u32>("token").ok().flatten();
        let pages = sealed(&(job.pdf)()?)?;
        let files = UnixFDList::from_array([pages]);
        let until = Some(Instant::now() + HANDING_ON);
        let printed = self.request("Print", Some(&files), job.wanted, until, |options| {
            if let Some(token) = token {
                options.insert("token", token);
            }
            [parent.to_variant(), TITLE.to_variant(), Handle(0).to_variant(), options.end()]
                .to_vec()
        })?;
        Ok(printed.is_some())
    }

    /// Makes a request and waits for its answer, which comes as a signal of an object of its
    /// own; none where the person closed the dialog.
    fn request(
        &self,
        method: &str,
        files: Option<&UnixFDList>,
        wanted: &dyn Fn() -> bool,
        until: Option<Instant>,
        arguments: impl FnOnce(&VariantDict) -> Vec<Variant>,
    ) -> Result<Option<VariantDict>, Failure> {
        let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect();
        let token: String = letters(&RecordId::make().to_string());
        let own = self.bus.unique_name().unwrap_or_default();
        let own = own.trim_start_matches(':').replace('.', "_");
        let path = format!("{PATH}/request/{own}/stillroom{token}");
        let answer = Rc::new(RefCell::new(None));
        let gone = Rc::new(Cell::new(false));
        let subscribed = [self.listen(&path, &answer), self.listen_for_end(&gone)];

        let options = VariantDict::new(None);
        options.insert("handle_token", format!("stillroom{token}"));
        options.insert("modal", true);
        let body = Variant::tuple_from_iter(arguments(&options));
        let asked = self.call(&self.owner, PATH, PRINT, method, &body, files);
        let answered = asked.and_then(|handle| {
            // Portals before 0.9 name the object themselves.
            let named = handle.child_value(0).str().unwrap_or_default().to_owned();
            let late = (named != path).then(|| self.listen(&named, &answer));
            let answered = self.wait(&named, &answer, &gone, wanted, until);
            if let Some(late) = late {
                self.bus.signal_unsubscribe(late);
            }
            answered
        });
        for one in subscribed {
            self.bus.signal_unsubscribe(one);
        }
        match answered? {
            (DONE, results) => Ok(Some(results)),
            (CLOSED, _) => Ok(None),
            _ => Err(Failure::of(Code::NotPrinted)),
        }
    }

    fn wait(
        &self,
        path: &str,
        answer: &RefCell<Option<(u32, VariantDict)>>,
        gone: &Cell<bool>,
        wanted: &dyn Fn() -> bool,
        until: Option<Instant>,
    ) -> Result<(u32, VariantDict), Failure> {
        let look = timeout_source_new(LOOK, None, Priority::DEFAULT, || ControlFlow::Continue);
        look.attach(Some(&self.context));
        let answered = loop {
            if let Some(answer) = answer.take() {
                break Ok(answer);
            }
            if gone.get() || self.bus.is_closed() {
                break Err(Failure::of(Code::NotPrinted));
            }
            if until.is_some_and(|until| until < Instant::now()) {
                break Err(Failure::of(Code::PrintUnanswered));
            }
            if !wanted() {
                // It may have answered meanwhile.
                let _ = self.call(&self.owner, path, REQUEST, "Close", &().to_variant(), None);
                break Err(Failure::LOCKED);
            }
            self.context.iteration(true);
        };
        look.destroy();
        answered
    }

    /// Takes the answer of a request that the portal, and nobody else, gives.
    fn listen(
        &self,
        path: &str,
        answer: &Rc<RefCell<Option<(u32, VariantDict)>>>,
    ) -> gio::SignalSubscriptionId {
        let (owner, answer) = (self.owner.clone(), Rc::clone(answer));
        self.bus.signal_subscribe(
            Some(&self.owner),
            Some(REQUEST),
            Some("Response"),
            Some(path),
            None,
            DBusSignalFlags::NONE,
            move |_, sender, _, _, _, said| {
                // A signal that is sent to this connection alone passes the bus's own look.
                if let (true, Some(code)) = (sender == owner, said.child_value(0).get()) {
                    let results = VariantDict::new(Some(&said.child_value(1)));
                    answer.replace(Some((code, results)));
                }
            },
        )
    }

    /// Notes when the portal ends.
    fn listen_for_end(&self, gone: &Rc<Cell<bool>>) -> gio::SignalSubscriptionId {
        let gone = Rc::clone(gone);
        self.bus.signal_subscribe(
            Some(BUS),
            Some(BUS),
            Some("NameOwnerChanged"),
            None,
            Some(&self.owner),
            DBusSignalFlags::NONE,
            move |_, sender, _, _, _, _| gone.set(gone.get() || sender == BUS),
        )
    }

    fn call(
        &self,
        to: &str,
        path: &str,
        interface: &str,
        method: &str,
        body: &Variant,
        files: Option<&UnixFDList>,
    ) -> Result<Variant, Failure> {
        let call = DBusMessage::new_method_call(Some(to), path, Some(interface), method);
        call.set_body(body);
        call.set_unix_fd_list(files);
        let flags = DBusSendMessageFlags::NONE;
        let none = Cancellable::NONE;
        let sent = self.bus.send_message_with_reply_sync(&call, flags, ANSWER_MS, none);
        let (answer, _) = sent.map_err(|error| {
            let is_late = error.matches(gio::IOErrorEnum::TimedOut);
            Failure::of(if is_late { Code::PrintUnanswered } else { Code::NotPrinted })
        })?;
        if let Some(error) = answer.error_name() {
            return Err(Failure::of(why(&error)));
        }
        Ok(answer.body().unwrap_or_else(|| ().to_variant()))
    }
}

/// A portal that is not there, or that cannot print, is something else than one that is stuck.
fn why(error: &str) -> Code {
    match error.strip_prefix("org.freedesktop.DBus.Error.") {
        Some(
            "ServiceUnknown" | "NameHasNoOwner" | "UnknownMethod" | "UnknownInterface"
            | "UnknownObject",
        ) => Code::NoPrinting,
        Some("NoReply" | "Timeout" | "TimedOut") => Code::PrintUnanswered,
        _ => Code::NotPrinted,
    }
}

/// Puts bytes into memory that has a descriptor, no name in any folder, and cannot be changed.
fn sealed(bytes: &[u8]) -> Result<OwnedFd, Failure> {
    let flags = MemfdFlags::CLOEXEC | MemfdFlags::ALLOW_SEALING;
    let made = memfd_create("page", flags).map_err(std::io::Error::from)?;
    let mut file = std::fs::File::from(made);
    file.write_all(bytes)?;
    file.rewind()?;
    let seals = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
    fcntl_add_seals(&file, seals).map_err(std::io::Error::from)?;
    Ok(file.into())
}
