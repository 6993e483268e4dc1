//! What the changed crate asks while it runs.

/// Stands before everything else in `lib.rs`, on its first line.
pub(crate) const HEAD: &str = "#![allow(warnings, clippy::all, arithmetic_overflow, unconditional_panic, unconditional_recursion)] ";

/// Stands behind everything else in `lib.rs`. With `MUTANT=trace` the number of each change whose place is reached
/// is written once to the file `MUTANT_TRACE`.
pub(crate) const TAIL: &str = r#"
static __CHOSEN: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(u32::MAX);
#[inline]
pub(crate) fn __is(number: u32) -> bool {
    __sel(number, 1) == 0
}
#[inline]
pub(crate) fn __sel(first: u32, count: u32) -> u32 {
    let chosen = __CHOSEN.load(std::sync::atomic::Ordering::Relaxed);
    if chosen >= u32::MAX - 1 {
        return __slow(first, count);
    }
    let at = chosen.wrapping_sub(first);
    if at < count { at } else { u32::MAX }
}
#[cold]
#[inline(never)]
fn __slow(first: u32, count: u32) -> u32 {
    use std::io::Write;
    static FILE: std::sync::Mutex<Option<std::fs::File>> = std::sync::Mutex::new(None);
    static SEEN: [std::sync::atomic::AtomicBool; 1 << 16] = [const { std::sync::atomic::AtomicBool::new(false) }; 1 << 16];
    let chosen = __CHOSEN.load(std::sync::atomic::Ordering::Relaxed);
    if chosen == u32::MAX {
        let value = std::env::var("MUTANT").unwrap_or_default();
        let number = if value == "trace" { u32::MAX - 1 } else { value.parse().unwrap_or(0) };
        __CHOSEN.store(number, std::sync::atomic::Ordering::Relaxed);
        return __sel(first, count);
    }
    if !SEEN[first as usize].load(std::sync::atomic::Ordering::Relaxed) {
        SEEN[first as usize].store(true, std::sync::atomic::Ordering::Relaxed);
        let mut file = FILE.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let file = file.get_or_insert_with(|| {
            let path = std::env::var("MUTANT_TRACE").unwrap();
            std::fs::OpenOptions::new().create(true).append(true).open(path).unwrap()
        });
        file.write_all(format!("{first} {count}\n").as_bytes()).unwrap();
    }
    u32::MAX
}
"#;
