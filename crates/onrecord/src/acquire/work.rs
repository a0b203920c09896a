//! Work in several threads with results in order, and a bound on time and memory for each job.
//!
//! A thread cannot be stopped from outside: a job past its time is given up, its thread is left behind and another
//! takes its place.

use std::{
    collections::{BTreeMap, VecDeque},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread,
    time::{Duration, Instant},
};

use crate::{Error, ErrorKind};

/// Room for the recursion of a parser over 512 levels.
const STACK_BYTES: usize = 8 << 20;

/// Results that may wait for an earlier one, for each thread.
const WAITING_PER_THREAD: usize = 16;

/// A piece of work.
pub(super) trait Job: Send + 'static {
    /// What is still known of it when it is lost.
    type Label: Send + Clone + 'static;
    /// Its size in bytes.
    fn weight(&self) -> usize;
    /// Its label.
    fn label(&self) -> Self::Label;
}

/// The bounds of the work.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bounds {
    /// Threads.
    pub threads: usize,
    /// Bytes of jobs in work at one time; one job is always let in.
    pub weight: usize,
    /// Time for one job.
    pub time: Duration,
    /// What is added for each MiB of it.
    pub time_per_mebibyte: Duration,
}

/// Why a job gave no result.
#[derive(Debug, Clone)]
pub(super) enum Lost {
    /// It took longer than this.
    TooSlow(Duration),
    /// It panicked, with this message.
    Panicked(String),
}

impl Lost {
    /// The error that stands in for the result.
    pub(super) fn error(self, origin: &str) -> Error {
        match self {
            Self::TooSlow(time) => {
                Error::new(ErrorKind::Refused, format!("{origin} was given up after {} seconds", time.as_secs()))
                    .with_hint("It is built unlike any article; the others are read.")
            }
            Self::Panicked(message) => Error::new(ErrorKind::System, format!("{origin} broke the reader: {message}"))
                .with_hint("This is a defect of onrecord, please report it; the other documents are read."),
        }
    }
}

struct Shared<J: Job, T> {
    state: Mutex<State<J, T>>,
    changed: Condvar,
    bounds: Bounds,
}

struct State<J: Job, T> {
    queue: VecDeque<(usize, J)>,
    running: BTreeMap<usize, Running<J::Label>>,
    done: BTreeMap<usize, T>,
    weights: BTreeMap<usize, usize>,
    weight: usize,
    fed: usize,
    delivered: usize,
    finished: bool,
    stopped: bool,
}

struct Running<L> {
    label: L,
    since: Instant,
    allowed: Duration,
}

impl<J: Job, T> Shared<J, T> {
    fn lock(&self) -> MutexGuard<'_, State<J, T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
    fn wait<'a>(&self, state: MutexGuard<'a, State<J, T>>) -> MutexGuard<'a, State<J, T>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }
}

/// Does `work` on every job and gives the results to `each` in order; `lost` makes the result of a job that has none.
pub(super) fn ordered<J: Job, T: Send + 'static>(
    jobs: impl Iterator<Item = J> + Send + 'static,
    bounds: Bounds,
    work: impl Fn(J) -> T + Send + Sync + 'static,
    lost: impl Fn(&J::Label, Lost) -> T + Send + Sync + 'static,
    each: &mut impl FnMut(T) -> ControlFlow<()>,
) {
    let state = State {
        queue: VecDeque::new(),
        running: BTreeMap::new(),
        done: BTreeMap::new(),
        weights: BTreeMap::new(),
        weight: 0,
        fed: 0,
        delivered: 0,
        finished: false,
        stopped: false,
    };
    let shared = Arc::new(Shared { state: Mutex::new(state), changed: Condvar::new(), bounds });
    let (work, lost) = (Arc::new(work), Arc::new(lost));
    let feeding = shared.clone();
    start(move || feed(&feeding, jobs));
    let hire = || {
        let (shared, work, lost) = (shared.clone(), work.clone(), lost.clone());
        start(move || labour(&shared, &*work, &*lost));
    };
    for _ in 0..bounds.threads {
        hire();
    }
    deliver(&shared, &*lost, &hire, each);
}

fn start(run: impl FnOnce() + Send + 'static) {
    let builder = thread::Builder::new().name("onrecord-worker".into()).stack_size(STACK_BYTES);
    // Without a thread to spare the work waits for those there are; the first failing ends in `deliver`.
    let _ = builder.spawn(run);
}

/// Puts jobs in the queue as long as there is room.
fn feed<J: Job, T>(shared: &Shared<J, T>, jobs: impl Iterator<Item = J>) {
    let waiting = shared.bounds.threads * WAITING_PER_THREAD;
    for job in jobs {
        let weight = job.weight();
        let mut state = shared.lock();
        while !state.stopped
            && (state.fed - state.delivered >= waiting
                || (state.weight > 0 && state.weight + weight > shared.bounds.weight))
        {
            state = shared.wait(state);
        }
        if state.stopped {
            return;
        }
        let at = state.fed;
        state.fed += 1;
        state.weight += weight;
        state.weights.insert(at, weight);
        state.queue.push_back((at, job));
        shared.changed.notify_all();
    }
    shared.lock().finished = true;
    shared.changed.notify_all();
}

/// One worker: takes jobs until there are no more, or until it was given up.
fn labour<J: Job, T>(shared: &Shared<J, T>, work: &dyn Fn(J) -> T, lost: &dyn Fn(&J::Label, Lost) -> T) {
    loop {
        let (at, job) = {
            let mut state = shared.lock();
            loop {
                if let Some(next) = state.queue.pop_front() {
                    break next;
                }
                if state.finished || state.stopped {
                    return;
                }
                state = shared.wait(state);
            }
        };
        let mebibytes = u32::try_from(job.weight() >> 20).unwrap_or(u32::MAX);
        let allowed = shared.bounds.time + shared.bounds.time_per_mebibyte * mebibytes;
        let label = job.label();
        shared.lock().running.insert(at, Running { label: label.clone(), since: Instant::now(), allowed });
        shared.changed.notify_all();
        let result = catch_unwind(AssertUnwindSafe(|| work(job)));
        let result = result.unwrap_or_else(|panic| lost(&label, Lost::Panicked(message(&*panic))));
        let mut state = shared.lock();
        if state.running.remove(&at).is_none() {
            return;
        }
        state.done.insert(at, result);
        drop(state);
        shared.changed.notify_all();
    }
}

fn message(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "no message".into())
}

/// Hands over results in order and gives up jobs past their time.
fn deliver<J: Job, T>(
    shared: &Shared<J, T>,
    lost: &dyn Fn(&J::Label, Lost) -> T,
    hire: &dyn Fn(),
    each: &mut impl FnMut(T) -> ControlFlow<()>,
) {
    let mut state = shared.lock();
    loop {
        let at = state.delivered;
        if state.finished && at == state.fed {
            return;
        }
        if let Some(result) = state.done.remove(&at) {
            state.delivered += 1;
            state.weight -= state.weights.remove(&at).unwrap_or(0);
            drop(state);
            shared.changed.notify_all();
            let flow = each(result);
            state = shared.lock();
            if flow.is_break() {
                state.stopped = true;
                shared.changed.notify_all();
                return;
            }
            continue;
        }
        let Some(running) = state.running.get(&at) else {
            state = shared.wait(state);
            continue;
        };
        let spent = running.since.elapsed();
        if spent < running.allowed {
            let left = running.allowed - spent;
            state = shared.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
            continue;
        }
        let allowed = running.allowed;
        if let Some(running) = state.running.remove(&at) {
            let result = lost(&running.label, Lost::TooSlow(allowed));
            state.done.insert(at, result);
            hire();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Number(usize);
    impl Job for Number {
        type Label = usize;
        fn weight(&self) -> usize {
            1
        }
        fn label(&self) -> usize {
            self.0
        }
    }

    fn run(count: usize, threads: usize, work: fn(usize) -> String) -> Vec<String> {
        let bounds = Bounds { threads, weight: 8, time: Duration::from_secs(3), time_per_mebibyte: Duration::ZERO };
        let mut results = Vec::new();
        let lost = |label: &usize, why: Lost| match why {
            Lost::TooSlow(_) => format!("{label} slow"),
            Lost::Panicked(message) => format!("{label} {message}"),
        };
        ordered((0..count).map(Number), bounds, move |job: Number| work(job.0), lost, &mut |result| {
            results.push(result);
            ControlFlow::Continue(())
        });
        results
    }

    #[test]
    fn results_come_in_order() {
        let results = run(500, 4, |number| number.to_string());
        assert!(results.iter().enumerate().all(|(at, result)| *result == at.to_string()));
        assert_eq!(results.len(), 500);
    }

    #[test]
    fn a_panic_or_an_endless_job_costs_only_itself() {
        let results = run(6, 1, |number| {
            assert!(number != 1, "odd one");
            if number == 3 {
                thread::sleep(Duration::from_secs(600));
            }
            number.to_string()
        });
        assert_eq!(results, ["0", "1 odd one", "2", "3 slow", "4", "5"]);
    }
}
