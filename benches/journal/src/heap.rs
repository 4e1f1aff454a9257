//! What something holds on the heap, counted by the allocator itself.

use std::alloc::System;
use std::time::Duration;

use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What glibc keeps beside a block: eight bytes of its own and, on average, as many to round up.
const BESIDE_A_BLOCK: usize = 16;
/// Other threads may allocate meanwhile; the least of a few rounds has the least of theirs.
const ROUNDS: usize = 3;

/// Bytes on the heap, as they were asked for, and the blocks that they lie in.
#[derive(Clone, Copy)]
pub(crate) struct Heap {
    asked: usize,
    pub(crate) blocks: usize,
}

impl Heap {
    /// Returns the bytes with what the allocator adds to each block.
    pub(crate) fn bytes(self) -> usize {
        self.asked + self.blocks * BESIDE_A_BLOCK
    }

    fn now() -> Self {
        let now = ALLOCATOR.stats();
        let grown = now.bytes_allocated as isize + now.bytes_reallocated;
        Self {
            asked: (grown - now.bytes_deallocated as isize).max(0) as usize,
            blocks: now.allocations.saturating_sub(now.deallocations),
        }
    }
}

/// Makes something a few times and returns the least that it held.
pub(crate) fn held_by<T>(make: impl Fn() -> T) -> Heap {
    let once = || {
        std::thread::sleep(Duration::from_millis(200));
        let before = Heap::now();
        let made = make();
        let after = Heap::now();
        drop(made);
        Heap {
            asked: after.asked.saturating_sub(before.asked),
            blocks: after.blocks.saturating_sub(before.blocks),
        }
    };
    let rounds = (0..ROUNDS).map(|_| once());
    rounds.min_by_key(|heap| heap.bytes()).expect("there is more than one round")
}
