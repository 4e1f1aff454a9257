//! A desktop's print dialog that answers by itself, and remembers what it was handed.

use std::fs::File;
use std::io::Read;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use gio::glib::variant::{ObjectPath, ToVariant};
use gio::glib::{MainContext, MainLoop, Variant, VariantDict};
use gio::prelude::*;
use gio::{Cancellable, DBusConnection, DBusMethodInvocation, DBusNodeInfo};
use rustix::fs::{SealFlags, fcntl_get_seals};

use crate::Bus;
use crate::bus::{call, connect};

const NAME: &str = "org.freedesktop.portal.Desktop";
const PATH: &str = "/org/freedesktop/portal/desktop";
const PRINT: &str = "org.freedesktop.portal.Print";
const TOKEN: u32 = 7_391;
const INTERFACE: &str = r#"<node><interface name="org.freedesktop.portal.Print">
  <method name="PreparePrint">
    <arg type="s" direction="in"/><arg type="s" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="a{sv}" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
  </method>
  <method name="Print">
    <arg type="s" direction="in"/><arg type="s" direction="in"/><arg type="h" direction="in"/>
    <arg type="a{sv}" direction="in"/><arg type="o" direction="out"/>
  </method>
</interface></node>"#;

/// What somebody at the dialog does, or what goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtDialog {
    /// Presses *Print*.
    Print,
    /// Closes it.
    Close,
    /// The desktop cannot print.
    Fail,
    /// Somebody else on the bus says that it was printed, before the dialog is closed.
    Forged,
}

/// What the desktop was handed.
#[derive(Debug)]
pub struct Handed {
    /// What the print queue would call it.
    pub title: String,
    /// The bytes, from where the descriptor stood.
    pub bytes: Vec<u8>,
    /// Whether nobody can change them any more.
    pub sealed: bool,
    /// What the kernel says that the descriptor is: a path, or memory.
    pub is: String,
}

/// A stand-in for the desktop's portal on a bus of its own.
#[derive(Debug)]
pub struct Portal {
    bus: Bus,
    _connection: DBusConnection,
    state: Arc<Mutex<State>>,
}

#[derive(Debug)]
struct State {
    at_dialog: AtDialog,
    dialogs: usize,
    handed: Vec<Handed>,
}

impl Portal {
    /// Starts the bus and the service.
    pub fn start() -> Self {
        let bus = Bus::start();
        let connection = connect(&bus);
        let at_dialog = AtDialog::Print;
        let state = Arc::new(Mutex::new(State { at_dialog, dialogs: 0, handed: Vec::new() }));
        let somebody = connect(&bus);
        serve(&connection, somebody, &state);
        call(&connection, "RequestName", &(NAME, 4u32).to_variant());
        Self { bus, _connection: connection, state }
    }

    /// The bus that it is on.
    pub fn bus(&self) -> &Bus {
        &self.bus
    }

    /// Decides what happens at the next dialog.
    pub fn at_dialog(&self, what: AtDialog) {
        lock(&self.state).at_dialog = what;
    }

    /// How many dialogs were shown.
    pub fn dialogs(&self) -> usize {
        lock(&self.state).dialogs
    }

    /// Takes what it was handed since it was last asked.
    pub fn take(&self) -> Vec<Handed> {
        std::mem::take(&mut lock(&self.state).handed)
    }
}

fn lock(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Answers calls in a thread of its own, for as long as the test runs.
fn serve(connection: &DBusConnection, somebody: DBusConnection, state: &Arc<Mutex<State>>) {
    let (connection, state) = (connection.clone(), Arc::clone(state));
    let (ready, wait) = std::sync::mpsc::channel();
    thread::spawn(move || {
        let context = MainContext::new();
        let served = context.with_thread_default(|| {
            let node = DBusNodeInfo::for_xml(INTERFACE).expect("it is well formed");
            let print = node.lookup_interface(PRINT).expect("it is in there");
            let _registered = connection
                .register_object(
                    PATH,
                    &print,
                    move |bus, sender, _, _, method, with, invocation| {
                        answer(&bus, &somebody, sender, method, &with, invocation, &state);
                    },
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

fn answer(
    bus: &DBusConnection,
    somebody: &DBusConnection,
    sender: &str,
    method: &str,
    with: &Variant,
    invocation: DBusMethodInvocation,
    state: &Mutex<State>,
) {
    let options = VariantDict::new(Some(&with.child_value(with.n_children() - 1)));
    let token = options.lookup::<String>("handle_token").expect("a text").expect("it is there");
    let from = sender.trim_start_matches(':').replace('.', "_");
    let path = format!("{PATH}/request/{from}/{token}");
    let at_dialog = if method == "PreparePrint" {
        let mut state = lock(state);
        state.dialogs += 1;
        state.at_dialog
    } else {
        assert_eq!(options.lookup::<u32>("token").expect("a number"), Some(TOKEN));
        let files = invocation.message().unix_fd_list().expect("a descriptor comes with it");
        let title = with.child_value(1).str().unwrap_or_default().to_owned();
        lock(state).handed.push(read(title, files.peek_fds()[0]));
        AtDialog::Print
    };
    let handle = ObjectPath::try_from(path.as_str()).expect("it is a path");
    invocation.return_value(Some(&(handle,).to_variant()));
    let results = VariantDict::new(None);
    results.insert("token", TOKEN);
    let code = match at_dialog {
        AtDialog::Print => 0u32,
        AtDialog::Close | AtDialog::Forged => 1,
        AtDialog::Fail => 2,
    };
    if at_dialog == AtDialog::Forged {
        say(somebody, sender, &path, 0, &results.end());
        thread::sleep(std::time::Duration::from_millis(300));
    }
    say(bus, sender, &path, code, &results.end());
}

fn say(bus: &DBusConnection, to: &str, path: &str, code: u32, results: &Variant) {
    let said = Variant::tuple_from_iter([code.to_variant(), results.clone()]);
    bus.emit_signal(Some(to), path, "org.freedesktop.portal.Request", "Response", Some(&said))
        .expect("the bus listens");
    bus.flush_sync(Cancellable::NONE).expect("the bus listens");
}

/// Reads what a descriptor holds, as a printing service would.
fn read(title: String, fd: i32) -> Handed {
    let path = format!("/proc/self/fd/{fd}");
    let is = std::fs::read_link(&path).expect("the kernel knows it");
    let stands = std::fs::read_to_string(format!("/proc/self/fdinfo/{fd}")).expect("so it does");
    assert!(stands.contains("pos:\t0\n"), "it is read from its beginning: {stands}");
    let mut file = File::open(path).expect("it can be opened");
    let seals = fcntl_get_seals(&file).unwrap_or(SealFlags::empty());
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).expect("it can be read");
    let wanted = SealFlags::WRITE | SealFlags::GROW | SealFlags::SHRINK | SealFlags::SEAL;
    let is = is.to_string_lossy().into_owned();
    Handed { title, bytes, sealed: seals.contains(wanted), is }
}
