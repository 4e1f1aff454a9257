pub(crate) mod lock;
